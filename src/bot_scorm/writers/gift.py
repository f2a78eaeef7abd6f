"""GIFT: every question of a module in the text format that Moodle and others import.

Written for Moodle's reader (``question/format/gift/format.php``, 4.5.6): the file starts with a category and
not with a comment, so that no guess by content takes it for something else than text; its name ends in
``.gift.txt``, which Moodle's upload form knows as plain text; it is UTF-8 without a byte-order mark.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot_scorm.archive import Artifact, BytesSource
from bot_scorm.diagnostics import Report
from bot_scorm.model import SECTIONS
from bot_scorm.model.blocks import Prose
from bot_scorm.model.programme import Edition, Module, wire_id
from bot_scorm.model.questions import Question
from bot_scorm.writers import gift_escape
from bot_scorm.writers.base import Writer
from bot_scorm.writers.fragments import plain, plain_blocks
from bot_scorm.writers.gift_pen import GiftPen
from bot_scorm.writers.gift_types import answer_of
from bot_scorm.writers.losses import GIFT, GIFT_EMPTY

_ID = 100
"""Characters that Moodle's question bank keeps of an id number; a longer one ends the import."""
_FIRST_WORDS = 80


class GiftWriter:
    """The format ``gift``."""

    name = "gift"

    def write(self, edition: Edition, report: Report) -> Artifact | None:
        """One text file with all questions of the module: those of quizzes, and those that stand in pages
        for learners. None if there are none: Moodle refuses a file without a question."""
        (whole,) = edition
        module = whole.for_learners()
        parts = list(_parts(edition, module, report))
        if not parts:
            if module.section == SECTIONS[0]:
                report.add(GIFT_EMPTY, module.at, f"“{module.id}” has no question, so it has no GIFT file.")
            return None
        data = "".join(f"{part}\n\n" for part in parts).encode("utf-8")
        return Artifact(
            self.name, edition.language, module.id, ".gift.txt", {"gift.txt": BytesSource(data)}, packed=False
        )

    def join(self, edition: Edition, parts: Mapping[str, Artifact], report: Report) -> Artifact | None:
        """None: a question bank is filled module by module."""
        return None


WRITER: Writer = GiftWriter()


def _parts(edition: Edition, module: Module, report: Report) -> Iterator[str]:
    """Categories and questions; a blank line ends each."""
    for page in module.pages:
        entries = [
            one
            for question in page.questions
            if (one := write_question(question, module.id, page.prose, report))
        ]
        if entries:
            titles = (edition.programme.title, module.title, page.title)
            yield gift_escape.category([plain(title) for title in titles])
            yield from entries


def write_question(question: Question, module_id: str, prose: Prose, report: Report) -> str:
    """One question in GIFT, with its comment; an empty string if GIFT cannot express it.

    What it loses is one diagnostic at the question.
    """
    pen = GiftPen(prose)
    answer = answer_of(question, pen)
    text = (
        ""
        if pen.losses.left_out
        else f"{_comment(question, module_id, pen)}\n{_name(question)}[html]{answer}"
    )
    pen.losses.report(report, question.at, question.id, GIFT)
    return text


def _comment(question: Question, module_id: str, pen: GiftPen) -> str:
    tags = [*question.tags, *([f"outcome:{question.outcome}"] if question.outcome else [])]
    id = wire_id(module_id, question.id)
    short = gift_escape.short_id(id, _ID)
    pen.lose(short != id, f"the end of an id longer than {_ID} characters")
    return gift_escape.comment(short, tags)


def _name(question: Question) -> str:
    title = plain(question.title) if question.title else _first_words(question)
    return f"::{gift_escape.name(title)}::"


def _first_words(question: Question) -> str:
    return gift_escape.shorten(plain_blocks(question.stem), _FIRST_WORDS) or question.id
