"""Reads GIFT files: ours without loss but for what the writer says, anybody's as Moodle takes them."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from html import unescape

from bot_scorm.diagnostics import Location, Report
from bot_scorm.model.questions import Question
from bot_scorm.readers import gift_faults
from bot_scorm.readers.gift_model import QuestionIds, question_of
from bot_scorm.readers.gift_parse import parse
from bot_scorm.readers.gift_scan import BACKSLASH, MARK, SPACE, GiftBlock, scan, shown
from bot_scorm.readers.gift_text import GiftQuestion

_SEPARATOR = re.compile(r"(?<!/)/(?!/)")
_CONTEXT = re.compile(r"\$[a-z]+\$")
_ID_NUMBER = 100


@dataclass(frozen=True, slots=True)
class GiftEntry:
    """A question of a file, as Moodle takes it: type, texts with formats, grades, id number and tags."""

    taken: GiftQuestion
    category: tuple[str, ...]
    """Names from the outside in, without ``$course$`` and ``top``; empty for the one chosen at import."""


@dataclass(frozen=True)
class GiftFile:
    """What a GIFT file holds."""

    path: str
    entries: tuple[GiftEntry, ...]

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The questions of our model, one for each entry."""
        ids = QuestionIds()
        with _no_collections():
            return tuple(question_of(entry.taken, ids) for entry in self.entries)


def read_gift(source: str | bytes, path: str, report: Report) -> GiftFile:
    """Reads a GIFT file; never raises.

    An error in the report is what Moodle 4.5.6 refuses, a warning what it takes for something else than was
    meant. Questions that Moodle refuses are not among the entries. ``path`` is for locations only.
    """
    gift, blocks = scan(source, path, report)
    with _no_collections():
        entries = tuple(_Reader().entries(blocks))
    if not entries and not report.failed:
        report.add(gift_faults.NO_QUESTION, Location(gift.path), "There is no question in this file.")
    return GiftFile(path, entries)


@contextmanager
def _no_collections() -> Iterator[None]:
    """Puts off the search for cycles: there are none in what is made, and it takes half of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@dataclass(slots=True)
class _Reader:
    """What is known from the blocks read so far."""

    category: tuple[str, ...] = ()
    opened: tuple[GiftBlock, int] | None = None
    """A brace that no brace has closed yet: its block and offset."""

    def entries(self, blocks: Iterator[GiftBlock]) -> Iterator[GiftEntry]:
        for block in blocks:
            rest = self._take_category(block) if block.text.startswith("$CATEGORY:") else block
            taken = parse(rest) if rest else None
            if taken is None:
                continue
            if taken.braces:
                self._unpaired(taken, *taken.braces)
                continue
            if taken.type not in ("", "description"):
                self._settle()
            if taken.type and not _too_long(taken):
                yield GiftEntry(taken, self.category)
        self._settle()

    def _unpaired(self, taken: GiftQuestion, start: int, finish: int) -> None:
        """A brace without its partner; the two halves that a blank line makes are one fault."""
        if finish < 0:
            self._settle()
            self.opened = (taken.block, start)
        elif self.opened:
            block, _ = self.opened
            line = block.line + block.lead + block.text.count("\n") + 1
            message = "A blank line, or a line with 0 alone, ends the question inside its braces; delete it."
            block.source.report.add(gift_faults.BLANK_LINE, block.source.at(line, 1), message)
            self.opened = None
        else:
            taken.block.fault(
                gift_faults.BRACES, finish, "This } has no { before it; write \\} to show a brace."
            )

    def _settle(self) -> None:
        if self.opened:
            block, start = self.opened
            block.fault(
                gift_faults.BRACES, start, "This { has no } in its question; write \\{ to show a brace."
            )
            self.opened = None

    def _take_category(self, block: GiftBlock) -> GiftBlock | None:
        """Sets the category, and returns what stands right below it as a block of its own."""
        line, _, rest = block.text.partition("\n")
        path = line.removeprefix("$CATEGORY:").strip(SPACE)
        if (
            escape := next(
                (at for at, char in enumerate(path) if char == MARK and path[at + 1] != BACKSLASH), -1
            )
        ) >= 0:
            message = (
                "Moodle shows a place holder for this escape; write the character without its backslash."
            )
            block.fault(gift_faults.CATEGORY_ESCAPE, line.find(path) + escape, message)
        names = [name.replace("//", "/").strip(SPACE) for name in _SEPARATOR.split(shown(path))]
        if names and _CONTEXT.fullmatch(names[0]):
            names = names[1:]
        self.category = tuple(
            unescape(name) for name in (names[1:] if names[:1] == ["top"] else names) if name
        )
        if not rest:
            return None
        below = rest.lstrip(SPACE)
        skipped = 1 + rest[: len(rest) - len(below)].count("\n")
        found = GiftBlock(block.source, block.line, below, block.lead + skipped, block.comments)
        found.fault(
            gift_faults.SWALLOWED, 0, "Moodle takes this for a part of the category above; add a blank line."
        )
        return found


def _too_long(taken: GiftQuestion) -> bool:
    over = len(taken.idnumber) > _ID_NUMBER
    if over:
        message = f"The id number has {len(taken.idnumber)} characters; Moodle has room for {_ID_NUMBER}."
        taken.block.fault(gift_faults.TOO_LONG, 0, message)
    return over
