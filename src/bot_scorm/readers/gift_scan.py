"""A GIFT file to the blocks of lines that Moodle takes for questions (``question/format.php``, 4.5.6)."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from bot_scorm.diagnostics import Location, Report, Rule
from bot_scorm.readers import gift_faults

SPACE = " \t\n\r\0\x0b"
"""What PHP's ``trim`` takes off."""
MARK = "\udc00"
"""Stands before a character that was escaped; it cannot come out of UTF-8."""
BACKSLASH = chr(0xDC00 + ord("\\"))
"""An escaped backslash, behind its mark."""
_HIDDEN = {char: MARK + chr(0xDC00 + ord(char)) for char in "\\:#={}~n"}
_SHOWN = {ord(MARK): None, **{0xDC00 + ord(char): char for char in "\\:#={}~"}, 0xDC00 + ord("n"): "\n"}
_WRITTEN = {ord(MARK): "\\", **{0xDC00 + ord(char): char for char in "\\:#={}~n"}}
_BREAK = re.compile("\n")
_PLACEHOLDERS = {
    "&&058;": ":", "&&035;": "#", "&&061;": "=", "&&123;": "{", "&&125;": "}", "&&126;": "~", "&&092;": "\\",
    "&&010": "\n",
}  # fmt: skip
"""What Moodle puts in for escapes, and so takes for one where it stands in a file."""


@dataclass(slots=True)
class GiftSource:
    """A file while it is read. Escaped characters are hidden, two for two, so that places stay right."""

    path: str
    lines: list[str]
    report: Report

    def at(self, line: int, column: int = 0) -> Location:
        """A place in the file; both count from 1."""
        return Location(self.path, line, column)


@dataclass(slots=True)
class GiftBlock:
    """The lines up to the next blank one, as Moodle joins them: stripped, comments taken out."""

    source: GiftSource
    line: int
    """The number of the first line."""
    text: str
    lead: int
    """Characters that were stripped off before the text."""
    comments: str
    breaks: list[int] | None = None
    """Offsets of line ends, once they were needed."""

    def at(self, offset: int) -> Location:
        """The place of an offset in the text."""
        if self.breaks is None:
            self.breaks = [found.start() for found in _BREAK.finditer(self.text)]
        before = bisect_left(self.breaks, offset)
        start = self.breaks[before - 1] + 1 if before else 0
        line = self.line + self.lead + before
        raw = self.source.lines[line - 1]
        indent = len(raw) - len(raw.lstrip(SPACE))
        return Location(self.source.path, line, indent + offset - start + 1)

    def fault(self, rule: Rule, offset: int, message: str) -> None:
        """Reports a fault at an offset in the text."""
        self.source.report.add(rule, self.at(offset), message)


def shown(text: str) -> str:
    """A text with its escaped characters in their place, as Moodle shows it."""
    if MARK in text:
        text = text.translate(_SHOWN)
    if "&&0" in text or "&&1" in text:
        for holder, char in _PLACEHOLDERS.items():
            text = text.replace(holder, char)
    return text


def written(text: str) -> str:
    """A text as it stands in the file."""
    return text.translate(_WRITTEN) if MARK in text else text


def scan(source: str | bytes, path: str, report: Report) -> tuple[GiftSource, Iterator[GiftBlock]]:
    """The file and its blocks."""
    text = _decode(source, path, report).removeprefix("\ufeff")
    if "\\" in text:
        for char, hidden in _HIDDEN.items():  # the backslash comes first
            text = text.replace(f"\\{char}", hidden)
    # As Moodle does: old Macintosh line ends only where there are no others.
    lines = text.split("\r") if "\n" not in text else text.split("\n")
    found = GiftSource(path, lines, report)
    return found, _blocks(found)


def _decode(source: str | bytes, path: str, report: Report) -> str:
    if isinstance(source, str):
        return source.encode("utf-8", "replace").decode("utf-8")
    if source.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        message = "This is UTF-16, not UTF-8; save the file again with the encoding UTF-8."
        report.add(gift_faults.NOT_UTF8, Location(path, 1, 1), message)
        return source.decode("utf-16", "replace")
    try:
        return source.decode("utf-8")
    except UnicodeDecodeError as error:
        before = source[: error.start].removeprefix(codecs.BOM_UTF8).decode("utf-8")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        byte = source[error.start]
        message = f"The byte {byte:#04x} is not UTF-8; save the file again with the encoding UTF-8."
        report.add(gift_faults.NOT_UTF8, Location(path, line, column), message)
        return source.decode("cp1252", "replace")


def _blocks(source: GiftSource) -> Iterator[GiftBlock]:
    group: list[str] = []
    first = 0
    for number, raw in enumerate(source.lines, start=1):
        line = raw.strip(SPACE)
        if line and line != "0":
            if not group:
                first = number
            group.append(line)
        elif group:
            if block := _block(source, first, group):
                yield block
            group = []
    if group and (block := _block(source, first, group)):
        yield block


def _block(source: GiftSource, first: int, group: list[str]) -> GiftBlock | None:
    comments = ""
    lead = 0
    for place, line in enumerate(group):
        if line.startswith("//"):
            comments += written(line) + "\n"
            if place == lead:
                lead += 1
            else:
                group[place] = " "
                _comment_inside(source, first + place, group[lead])
    if lead == len(group):
        return None
    return GiftBlock(source, first, "\n".join(group[lead:]).rstrip(SPACE), lead, comments)


def _comment_inside(source: GiftSource, line: int, start: str) -> None:
    if not start.startswith("$CATEGORY:"):
        message = "This line is dropped: it starts with //. Move the comment before the question."
        source.report.add(gift_faults.COMMENT_INSIDE, source.at(line, 1), message)
