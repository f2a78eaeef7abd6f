"""Every element of the source format: the rows of the tables of what formats carry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot_scorm.diagnostics import Location
from bot_scorm.model import activities, blocks, questions, surveys
from bot_scorm.model.cases import Scene, SceneChoice
from bot_scorm.model.citations import find_citations
from bot_scorm.model.contacts import places
from bot_scorm.model.element_uses import (
    FILE,
    FORMULA,
    PAGE,
    PICTURE,
    TERM,
    WEB,
    Find,
    Uses,
    earns,
    either,
    gap,
    has,
    of,
    overall,
    own,
    seen,
    several_gaps,
    some,
    text,
)
from bot_scorm.model.plans import CalendarBlock, CohortBlock
from bot_scorm.model.programme import ActivityPage, Case, Guide, Page, Quiz, Survey, Theme, Theory
from bot_scorm.model.walk import nodes_of


@dataclass(frozen=True, slots=True)
class Element:
    """A row: something that an author can write."""

    id: str
    group: str
    title: str
    """As people call it."""
    find: Find
    """Where a module has it."""


_CHOOSING = (questions.SingleChoice, questions.MultipleChoice)
_TYPED = (questions.ShortAnswer, questions.Numerical)
_FREE = (questions.Essay, questions.Reflection)
_ASKED = questions.Question
_ACTIVITIES: tuple[type[activities.Activity], ...] = (
    activities.Sort, activities.Dialogue, activities.Journal, activities.Scale, activities.Planner,
    activities.Hotspot, activities.Flashcards, activities.Checklist, activities.Order, activities.Timer,
)  # fmt: skip


def _footnotes(uses: Uses) -> Iterator[Location]:
    for node, _ in uses.nodes:
        if isinstance(node, blocks.Footnote) and node.blocks:
            yield node.blocks[0].at


def _cited(source: str) -> bool:
    return any(find_citations(source))


def _explained(node: activities.Activity) -> bool:
    items = nodes_of(node, questions.Item)
    return any(one.feedback for one in items if not isinstance(one, SceneChoice))


ELEMENTS: tuple[Element, ...] = tuple(
    Element(id, group, title, find)
    for group, rows in {
        "Pages": {
            "theory": ("a page to read", of(Theory)),
            "activity-page": ("a page with something to do", of(ActivityPage)),
            "case": ("a case", of(Case)),
            "guide": ("a guide for trainers", of(Guide)),
            "page-summary": ("the summary of a page", of(Page, has("summary"))),
        },
        "Text on pages": {
            "paragraph": ("a paragraph", of(blocks.Paragraph, within="page")),
            "heading": ("a heading", of(blocks.Heading)),
            "list": ("a list", of(blocks.ListBlock, within="page")),
            "table": ("a table", of(blocks.Table, within="page")),
            "code": ("text as it stands", of(blocks.Code, within="page")),
            "formula": ("a formula", text(seen(FORMULA))),
            "formula-block": ("a formula on a line of its own", of(blocks.MathBlock, within="page")),
            "quote": ("a quotation", of(blocks.Quote, within="page")),
            "figure": ("a picture", of(blocks.Figure, within="page")),
            "caption": ("the caption of a picture", of(blocks.Figure, has("caption"), "page")),
            "picture-source": ("who made a picture", of(blocks.Figure, has("source"), "page")),
            "inline-picture": ("a picture in a line", text(seen(PICTURE))),
            "recording": ("sound or video", of(blocks.Recording, within="page")),
            "poster": ("a picture for a video", of(blocks.Recording, has("poster"))),
            "rule": ("a line between parts", of(blocks.Rule, within="page")),
            "definition-list": ("a list of definitions", of(blocks.DefinitionList, within="page")),
            "note": ("a box: note, tip, quote, source", of(blocks.Admonition, within="page")),
            "footnote": ("a footnote", _footnotes),
            "web-link": ("a link to the web", text(seen(WEB))),
            "page-link": ("a link to a page", text(seen(PAGE))),
            "file-link": ("a link to a file of the module", text(seen(FILE))),
            "contact": ("a place for a contact", text(places)),
            "term": ("a term of the glossary", text(seen(TERM))),
            "citation": ("a citation", text(_cited)),
            "calendar": ("the calendar", of(CalendarBlock)),
            "cohort": ("the cohort sheet", of(CohortBlock)),
        },
        "Questions": {
            kind.kind: (f"type {kind.kind}", of(kind)) for kind in questions.QUESTION_TYPES.values()
        },
        "In questions": {
            "question-title": ("a title", of(_ASKED, has("title"))),
            "points": ("points other than 1", of(_ASKED, lambda one: one.scored and one.points != 1)),
            "tags": ("tags", of(_ASKED, has("tags"))),
            "question-outcome": ("the outcome that it checks", of(_ASKED, has("outcome"))),
            "hint": ("a hint", of(_ASKED, has("hints"))),
            "feedback": ("feedback for everyone", of(_ASKED, has("feedback"))),
            "choice-feedback": ("feedback of a choice", of(_CHOOSING, some("choices", "feedback"))),
            "true-false-feedback": (
                "feedback of true or false",
                of(questions.TrueFalse, lambda one: one.true.feedback or one.false.feedback),
            ),
            "answer-feedback": ("feedback of a typed answer", of(_TYPED, some("answers", "feedback"))),
            "pair-feedback": ("feedback of a pair", of(questions.Matching, some("pairs", "feedback"))),
            "step-feedback": ("feedback of a step", of(questions.Ordering, some("items", "feedback"))),
            "two-choices": (
                "no more than two choices", of(questions.SingleChoice, lambda one: len(one.choices) == 2),
            ),
            "part-marks": (
                "an answer that earns a part",
                of((*_CHOOSING[:1], *_TYPED), earns(lambda part: 0 < part < 1)),
            ),
            "minus-marks": (
                "an answer that costs points", of(questions.SingleChoice, earns(lambda part: part < 0))
            ),
            "all-or-nothing": ("scoring=all", of(questions.MultipleChoice, has("all_or_nothing"))),
            "fixed": ("answers in a fixed order", of(_ASKED, has("fixed"))),
            "case-matters": ("upper and lower case", of(questions.ShortAnswer, some("answers", "case"))),
            "unit": ("a unit", of(questions.Numerical, has("unit"))),
            "distractor": ("a right side that belongs nowhere", of(questions.Matching, has("distractors"))),
            "drag-distractor": ("a word that belongs nowhere", of(questions.Drag, has("distractors"))),
            "typed-gap": ("a gap to type into", of(questions.Gaps, gap(menu=False))),
            "several-gaps": ("several gaps in a question", of(questions.Gaps, several_gaps)),
            "menu-gap": ("a gap with a menu", of(questions.Gaps, gap(menu=True))),
            "model": ("a model answer", of(_FREE, has("model"))),
            "lines": ("the height of a field", of(_FREE, lambda one: one.lines != questions.LINES)),
            "rubric": ("a rubric", of(questions.Essay, has("rubric"))),
            "reflection-submit": ("a reflection to hand in", of(questions.Reflection, has("submit"))),
            "question-picture": ("a picture", either(blocks.Figure, seen(PICTURE), "question")),
            "question-recording": ("sound or video", of(blocks.Recording, within="question")),
            "question-table": ("a table", of(blocks.Table, within="question")),
            "question-code": ("text as it stands", of(blocks.Code, within="question")),
            "question-formula": ("a formula", either(blocks.MathBlock, seen(FORMULA), "question")),
            "question-web-link": ("a link to the web", text(seen(WEB), "question")),
            "question-page-link": ("a link to a page", text(seen(PAGE), "question")),
            "question-file-link": ("a link to a file of the module", text(seen(FILE), "question")),
            "question-term": ("a term of the glossary", text(seen(TERM), "question")),
            "question-citation": (
                "a citation", text(_cited, "question")
            ),
        },
        "Quizzes": {
            "quiz-before": ("a quiz before the module", of(Quiz, lambda one: one.role == "before")),
            "quiz-practice": ("a quiz to practise", of(Quiz, lambda one: one.role == "practice")),
            "quiz-after": ("the quiz that counts", of(Quiz, lambda one: one.role == "after")),
            "attempts": ("a limit of attempts", of(Quiz, has("attempts"))),
            "grade": ("which attempt counts", of(Quiz, lambda one: one.grade != "best")),
            "show-answers": ("answers shown late or never", of(Quiz, lambda one: one.show_answers != "each")),
            "shuffle": ("questions in another order for each", of(Quiz, has("shuffle"))),
            "draw": ("questions drawn at random", of(Quiz, has("draw"))),
        },
        "Cases and activities": {
            **{
                kind.kind: (f"activity {kind.kind}", of(kind))
                for kind in _ACTIVITIES
            },
            "activity-title": ("a title", of(activities.Activity, has("title"))),
            "activity-intro": ("words before it", of(activities.Activity, has("intro"))),
            "meter": ("a meter", of(activities.Dialogue, has("meter"))),
            "loose-card": ("a card that any pile takes", of(activities.Sort, has("loose"))),
            "scale-ends": ("words at the ends of a scale", of(activities.Scale, has("low_label"))),
            "trap": ("a place that is a trap", of(activities.Spot, lambda one: not one.right)),
            "explanation": ("an explanation of an item", of(_ACTIVITIES, _explained)),
            "scene-end": ("how a story ends", of(Scene, has("end"))),
            "turn-feedback": ("what is said to a choice", of(SceneChoice, has("feedback"))),
            "turn-score": ("points of a choice", of(SceneChoice, has("score"))),
            "repeat": ("a group with several rows", of(activities.FormGroup, lambda one: one.repeat > 1)),
            "journal-submit": ("a journal to hand in", of(activities.Journal, has("submit"))),
        },
        "Surveys": {
            "survey": ("a survey", of(Survey)),
            **{
                f"survey-{kind.kind}": (f"item {kind.kind}", of(kind))
                for kind in surveys.SURVEY_ITEMS.values()
            },
            "required": ("an item that has to be answered", of(surveys.SurveyItem, has("required"))),
            "condition": ("an item under a condition", of(surveys.SurveyItem, has("condition"))),
            "ends": ("words at the ends of a scale",
                     of(surveys.ScaleItem, lambda one: one.low_label or one.high_label)),
            "survey-page": (
                "a new page", of(Survey, lambda one: any(nodes_of(one.prose.blocks, blocks.Rule)))
            ),
            "with-names": ("answers with names", of(Survey, lambda one: not one.anonymous)),
            "when": ("when it is answered", of(Survey, has("when"))),
            "survey-picture": ("a picture", of(blocks.Figure, within="survey")),
        },
        "Modules": {
            "module-summary": ("its summary", own(has("summary"))),
            "duration": ("how long it takes", own(has("duration"))),
            "outcome": ("outcomes", own(has("outcomes"))),
            "pass-mark": ("the pass mark", own(has("assessment"))),
            "competences": ("competences", own(has("competences"))),
            "reviewed": ("who has reviewed it", own(has("reviewed"))),
        },
        "Programmes": {
            "sequence": ("modules in a fixed order", overall(lambda one: one.sequence == "in-order")),
            "theme": ("name, logo and colours of a provider", overall(lambda one: one.theme != Theme())),
            "version": ("its version", overall(has("version"))),
            "licence": ("its licence", overall(has("licence"))),
            "publisher": ("its publisher", overall(has("publisher"))),
        },
    }.items()
    for id, (title, find) in rows.items()
)  # fmt: skip
"""All rows, in the order of the tables."""
