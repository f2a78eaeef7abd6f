"""Quizzes of Moodle's own, whose questions are those of the question bank."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction

from bot_scorm.model.programme import Module, Quiz, wire_id
from bot_scorm.package.xml import Element
from bot_scorm.writers import gift_escape
from bot_scorm.writers.fragments import render_text
from bot_scorm.writers.moodle_course.activity import Activity, Grade
from bot_scorm.writers.moodle_course.bank import Drawn, Paper
from bot_scorm.writers.moodle_course.naming import activity_id, name_of
from bot_scorm.writers.moodle_course.nodes import HTML, fields, now, number, several

_GRADE = {"best": 1, "first": 3, "last": 4}
"""Moodle's QUIZ_GRADEHIGHEST, QUIZ_ATTEMPTFIRST, QUIZ_ATTEMPTLAST."""
_ALWAYS, _AFTERWARDS = 0x11110, 0x01110
"""When learners see something (``mod/quiz/classes/question/display_options.php``): also during the attempt,
or only when it is over."""
_PAGE = 5
"""Questions on a page where answers are shown at the end; else there is one."""


def quiz(module: Module, page: Quiz, paper: Paper, grades: int, needs: tuple[int, ...]) -> Activity:
    """A quiz with the questions of ``paper``; only the one that counts has a pass mark."""
    id = activity_id(module, "quiz", page.id)
    slots = list(_slots(id, page, paper))
    counts = page.role == "after" and paper.points > 0
    seen = 0 if page.show_answers == "never" else _ALWAYS if page.show_answers == "each" else _AFTERWARDS
    values = {
        "name": name_of(page.title),
        "intro": f"<p>{render_text(page.summary.source)}</p>" if page.summary else "",
        "introformat": HTML,
        "timeopen": 0,
        "timeclose": 0,
        "timelimit": 0,
        "overduehandling": "autosubmit",
        "graceperiod": 0,
        "preferredbehaviour": "immediatefeedback" if page.show_answers == "each" else "deferredfeedback",
        "canredoquestions": 0,
        "attempts_number": page.attempts,
        "attemptonlast": 0,
        "grademethod": _GRADE[page.grade],
        "decimalpoints": 2,
        "questiondecimalpoints": -1,
        "reviewattempt": _ALWAYS,
        "reviewcorrectness": seen,
        "reviewmaxmarks": _ALWAYS,
        "reviewmarks": seen or _AFTERWARDS,
        "reviewspecificfeedback": seen,
        "reviewgeneralfeedback": seen,
        "reviewrightanswer": seen,
        "reviewoverallfeedback": _AFTERWARDS,
        "questionsperpage": _per_page(page),
        "navmethod": "free",
        "shuffleanswers": 1,
        "sumgrades": gift_escape.decimal(paper.points),
        "grade": 100,
        "timecreated": now(),
        "timemodified": now(),
        "password": "",
        "subnet": "",
        "browsersecurity": "-",
        "delay1": 0,
        "delay2": 0,
        "showuserpicture": 0,
        "showblocks": 0,
        "completionattemptsexhausted": 0,
        "completionminattempts": int(not counts),
        "allowofflineattempts": 0,
    }
    section = {"firstslot": 1, "heading": "", "shufflequestions": int(page.shuffle)}
    feedback = {"feedbacktext": "", "feedbacktextformat": HTML, "mingrade": 0, "maxgrade": 101}
    body = fields(
        "quiz", values,
        several("quiz_grade_items"),
        several("question_instances", *slots),
        several("sections", fields("section", section, id=id)),
        several("feedbacks", fields("feedback", feedback, id=id)),
        several("overrides"), several("grades"), several("attempts"),
        id=id,
    )  # fmt: skip
    passing: dict[str, object] = {"completiongradeitemnumber": 0, "completionpassgrade": 1}
    return Activity(
        kind="quiz",
        id=id,
        title=name_of(page.title),
        body=body,
        grade=Grade(grades, to_pass=module.pass_mark if counts else 0, counts=counts),
        categories=paper.categories,
        completion=passing if counts else {"completionview": 0},
        needs=needs if page.role == "after" else (),
        idnumber=wire_id(module.id, page.id),
    )


def _per_page(page: Quiz) -> int:
    return 1 if page.show_answers == "each" else _PAGE


def _slots(quiz: int, page: Quiz, paper: Paper) -> Iterator[Element]:
    for place, one in enumerate(paper.slots):
        id = number("slot", str(quiz), str(place))
        values = {
            "quizid": quiz,
            "slot": place + 1,
            "page": place // _per_page(page) + 1,
            "displaynumber": None,
            "requireprevious": 0,
            "maxmark": gift_escape.decimal(Fraction(one.points)),
            "quizgradeitemid": None,
        }
        yield fields("question_instance", values, _reference(quiz, one, paper, id), id=id)


def _reference(quiz: int, slot: Drawn, paper: Paper, id: int) -> Element:
    """What question stands in a slot: one of the bank, or any of a category."""
    common = {"usingcontextid": quiz, "component": "mod_quiz", "questionarea": "slot"}
    if slot.entry:
        own = common | {"questionbankentryid": slot.entry, "version": None}
        return fields("question_reference", own, id=id)
    chosen = {"jointype": 1, "values": [str(slot.category)], "filteroptions": {"includesubcategories": False}}
    condition = json.dumps({"filter": {"category": chosen}}, separators=(",", ":"))
    return fields(
        "question_set_reference",
        common | {"questionscontextid": paper.context, "filtercondition": condition},
        id=id,
    )
