"""One question as an item of QTI 2.1."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot_scorm.diagnostics import Report
from bot_scorm.model.blocks import Blocks, Prose
from bot_scorm.model.programme import Edition, Media, wire_id
from bot_scorm.model.questions import Question
from bot_scorm.package.xml import Element
from bot_scorm.writers import gift_escape
from bot_scorm.writers import qti21_scoring as scoring
from bot_scorm.writers.fragments import plain, plain_blocks
from bot_scorm.writers.losses import QTI21
from bot_scorm.writers.qti21_nodes import XML_LANG, document, fill, node
from bot_scorm.writers.qti21_pen import QtiPen
from bot_scorm.writers.qti21_types import body_of
from bot_scorm.writers.strings import strings

_GENERAL = "general"
_TITLE = 250
_FIRST_WORDS = 80


@dataclass(frozen=True, slots=True)
class WrittenItem:
    """An item with the pictures that it shows."""

    id: str
    title: str
    question: Question
    xml: bytes
    media: Mapping[str, Media]

    @property
    def name(self) -> str:
        """Its file in the package."""
        return f"{self.id}.xml"


def write_item(
    question: Question,
    module_id: str,
    prose: Prose,
    media: Mapping[str, Media],
    edition: Edition,
    report: Report,
) -> WrittenItem | None:
    """The item, or None if it cannot be written; what it loses is one diagnostic."""
    pen = QtiPen(prose, media=media, words=strings(edition.language).page)
    id, title = f"q.{wire_id(module_id, question.id)}", _title(question)
    body = body_of(question, pen)
    pen.lose(question.hints, "hints")
    feedback: dict[str, Blocks] = dict(body.feedback)
    rules = list(body.rules)
    if question.feedback:
        feedback[_GENERAL] = question.feedback
        rules.insert(0, scoring.tells(_GENERAL, False))
    stem = pen.stem(question.stem, None, {}) if body.stem is None else body.stem
    root = node(
        "assessmentItem",
        *body.declared,
        *scoring.outcomes(question.points, bool(feedback)),
        node("itemBody", *stem, *body.shown),
        *([node("responseProcessing", *rules)] if rules else []),
        *(_modal(name, blocks, pen) for name, blocks in feedback.items()),
        identifier=id,
        title=title,
        adaptive="false",
        timeDependent="false",
        toolName="bot-scorm",
    )
    root.set(XML_LANG, edition.language)
    left_out = bool(pen.losses.left_out)
    pen.losses.report(report, question.at, question.id, QTI21)
    return None if left_out else WrittenItem(id, title, question, document(root), pen.shown)


def _modal(id: str, blocks: Blocks, pen: QtiPen) -> Element:
    holder = node("modalFeedback", outcomeIdentifier=scoring.FEEDBACK, identifier=id, showHide="show")
    return fill(holder, pen.html(blocks))


def _title(question: Question) -> str:
    text = plain(question.title) if question.title else plain_blocks(question.stem)
    return gift_escape.shorten(text, _TITLE if question.title else _FIRST_WORDS) or question.id
