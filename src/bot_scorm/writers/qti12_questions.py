"""One question as an item of QTI 1.2, with all that the specification can say of it.

Source: IMS Question and Test Interoperability 1.2, ASI information model and XML binding. Field names in the
metadata are those that Canvas reads of a package: ``question_type`` and ``points_possible``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot_scorm.diagnostics import Report
from bot_scorm.model.blocks import Blocks, Prose
from bot_scorm.model.programme import Edition, Media, wire_id
from bot_scorm.model.questions import Essay, Question, Reflection
from bot_scorm.package.xml import Element
from bot_scorm.writers import gift_escape
from bot_scorm.writers import qti12_conditions as marking
from bot_scorm.writers.fragments import plain, plain_blocks
from bot_scorm.writers.losses import QTI12
from bot_scorm.writers.qti12_body import Body, FullPen
from bot_scorm.writers.qti12_pen import el, material
from bot_scorm.writers.qti12_types import body_of
from bot_scorm.writers.strings import strings

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
GENERAL, HINT, SOLUTION = "general_fb", "hint_fb", "solution_fb"
_TITLE, _FIRST_WORDS = 250, 80


@dataclass(frozen=True, slots=True)
class FullItem:
    """An item with the pictures that it shows."""

    question: Question
    node: Element
    media: Mapping[str, Media]


def write_full_item(
    question: Question,
    module_id: str,
    prose: Prose,
    media: Mapping[str, Media],
    edition: Edition,
    report: Report,
) -> FullItem | None:
    """The item, or None if it cannot be written; what it loses is one diagnostic."""
    pen = FullPen(prose, media=media, words=strings(edition.language).page)
    body = body_of(question, pen)
    stem = pen.render(question.stem) if body.stem is None else body.stem
    told, feedback = _told(question, pen)
    feedback += [
        el("itemfeedback", el("flow_mat", pen.material(blocks)), ident=id)
        for id, blocks in body.feedback.items()
    ]
    node = el(
        "item",
        el("itemmetadata", metadata(_fields(question, body))),
        *_rubric(question, pen),
        el("presentation", material(stem), *body.shown),
        *marking.processing(question.points, [*told, *body.conditions]),
        *feedback,
        ident=wire_id(module_id, question.id),
        title=_title(question),
    )
    node.set(XML_LANG, edition.language)
    left_out = bool(pen.losses.left_out)
    pen.losses.report(report, question.at, question.id, QTI12)
    return None if left_out else FullItem(question, node, pen.shown)


def _fields(question: Question, body: Body) -> Iterator[tuple[str, str]]:
    yield "question_type", body.type or question.kind
    if question.scored:
        yield "points_possible", gift_escape.decimal(question.points)
    elif body.shown:
        yield "qmd_computerscored", "No"
    if question.outcome:
        yield "outcome", question.outcome
    for tag in question.tags:
        yield "keyword", tag


def metadata(fields: Iterable[tuple[str, str]]) -> Element:
    """Labels with their entries."""
    pairs = (
        el("qtimetadatafield", el("fieldlabel", name), el("fieldentry", value)) for name, value in fields
    )
    return el("qtimetadata", *pairs)


def _rubric(question: Question, pen: FullPen) -> list[Element]:
    if not isinstance(question, Essay) or not question.rubric:
        return []
    return [el("rubric", pen.material(question.rubric), view="Scorer")]


def _told(question: Question, pen: FullPen) -> tuple[list[Element], list[Element]]:
    """Conditions that hold for any response, and what they show: general feedback, hints, a model answer."""
    parts: list[tuple[str, str, Element]] = []
    if question.feedback:
        parts.append((GENERAL, "Response", el("flow_mat", pen.material(question.feedback))))
    if question.hints:
        hints = [el("hintmaterial", pen.material(one)) for one in question.hints]
        parts.append((HINT, "Hint", el("hint", *hints, feedbackstyle="Incremental")))
    if model := _model(question):
        parts.append((SOLUTION, "Solution", el("solution", el("solutionmaterial", pen.material(model)))))
    conditions = [marking.condition(el("other"), marking.shows(id, kind), more=True) for id, kind, _ in parts]
    return conditions, [el("itemfeedback", inside, ident=id) for id, _, inside in parts]


def _model(question: Question) -> Blocks:
    """The model answer of what is handed in."""
    handed_in = isinstance(question, Essay) or (isinstance(question, Reflection) and question.submit)
    return question.model if handed_in and isinstance(question, Essay | Reflection) else ()


def _title(question: Question) -> str:
    text = plain(question.title) if question.title else plain_blocks(question.stem)
    return gift_escape.shorten(text, _TITLE if question.title else _FIRST_WORDS) or question.id
