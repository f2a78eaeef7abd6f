"""Settings of a quiz page and of its module from what a bank says of its quizzes."""

from __future__ import annotations

from bot_scorm.model.questions import Question
from bot_scorm.readers.qti_quizzes import QuizSettings
from bot_scorm.sources.pages import Setting


def page_settings(quiz: QuizSettings, questions: list[Question], counts: bool) -> dict[str, Setting]:
    """The front matter of a quiz; ``counts`` says whether it may be the one of its module that counts.

    What is drawn is only kept where there are as many questions with the tag.
    """
    role = quiz.role or "practice"
    found: dict[str, Setting] = {"role": "practice" if role == "after" and not counts else role}
    if quiz.show_answers:
        found["show_answers"] = quiz.show_answers
    if quiz.shuffle:
        found["shuffle"] = "true"
    tagged = {tag: sum(tag in one.tags for one in questions) for tag in quiz.draw}
    draw = {tag: many for tag, many in quiz.draw.items() if 0 < many <= tagged[tag]}
    return found | ({"draw": draw} if draw else {})


def module_settings(quizzes: list[QuizSettings]) -> list[tuple[str, str]]:
    """The pass mark of the quiz that counts."""
    marks = [one.pass_mark for one in quizzes if one.role == "after" and one.pass_mark is not None]
    return [("pass_mark", str(marks[0]))] if marks else []
