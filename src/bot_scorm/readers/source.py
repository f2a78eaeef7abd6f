"""A source file as text: reading it safely, and finding places in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from bot_scorm.diagnostics import Location, Report, Rule
from bot_scorm.model.text import Text
from bot_scorm.readers import faults

MAX_BYTES = 2 * 1024 * 1024
BAR = "\ufdd0"
"""Stands for a bar inside ``[[…]]`` while tables are recognised: a noncharacter, so that columns stay."""

# Control characters but tab and newline, surrogates, and what XML 1.0 cannot hold.
_BLANK = "\u00a0\u00ad\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff"
"""What looks like a space or like nothing, and is no space to Markdown: word processors put it in."""
_ODD = re.compile(f"[{_BLANK}]")
_HEAD = re.compile(
    rf"^[ \t{_BLANK}]*(?:(?:[-*+]|#{{1,6}})[ \t{_BLANK}]+|(?:>|:{{3,}})[ \t{_BLANK}]*)+", re.MULTILINE
)
"""The signs at the beginning of a line that make it a list item, a quote, a heading or a block."""
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufdd0\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file's lines with the path to show for it."""

    path: str
    lines: list[str]
    report: Report

    def at(self, line: int, column: int = 0) -> Location:
        """A place: ``line`` counts from 0, as the Markdown parser does; ``column`` from 1."""
        return Location(self.path, line + 1, column)

    def fault(self, rule: Rule, line: int, message: str, column: int = 1) -> None:
        """Reports a fault on a line, counted from 0."""
        self.report.add(rule, self.at(line, column), message)

    def column(self, line: int, content: str) -> int:
        """The column, from 1, where ``content`` starts on a line, or 1 where it is not found."""
        return self.lines[line].find(content) + 1 or 1 if 0 <= line < len(self.lines) else 1

    def start(self, line: int) -> Location:
        """Where the text of a line starts, behind its indentation."""
        text = self.lines[line] if 0 <= line < len(self.lines) else ""
        return self.at(line, len(text) - len(text.lstrip()) + 1)

    def text(self, content: str, line: int) -> Text:
        """A text slot whose first line stands on ``line``, counted from 0."""
        return Text(content, self.at(line, self.column(line, content.partition("\n")[0])))


def read_source(path: Path, shown: str, report: Report) -> SourceFile | None:
    """Reads a UTF-8 file with or without BOM and with any line ends; None if it cannot be read."""
    at = Location(shown)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        report.add(faults.UNREADABLE, at, f"The file cannot be read: {error.strerror}.")
        return None
    if len(data) > MAX_BYTES:
        report.add(faults.TOO_LARGE, at, "The file is larger than 2 MiB; split the page.")
        return None
    return decode(data, shown, report)


def decode(data: bytes, shown: str, report: Report) -> SourceFile | None:
    """Turns the bytes of a source into lines; None if they are not UTF-8."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:4]:
        message = "This is UTF-16, not UTF-8; save the file with the encoding UTF-8."
        report.add(faults.UNREADABLE, Location(shown, 1, 1), message)
        return None
    try:
        text = data.decode("utf-8-sig").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        message = (
            f"This is not UTF-8 (byte 0x{data[error.start]:02x}); save the file with the encoding UTF-8."
        )
        report.add(faults.UNREADABLE, Location(shown, line, column), message)
        return None
    return from_text(text, shown, report)


def from_text(text: str, shown: str, report: Report) -> SourceFile:
    """Lines of a text; control characters are reported and replaced.

    Blanks among the signs that begin a line become spaces, one for one, so that columns stay.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\f", " ")
    if _ODD.search(text):
        text = _HEAD.sub(lambda head: _ODD.sub(" ", head[0]), text)
    lines = text.split("\n")
    source = SourceFile(shown, lines, report)
    if _CONTROL.search(text):
        for number, line in enumerate(lines):
            if found := _CONTROL.search(line):
                code = f"U+{ord(found[0]):04X}"
                source.fault(
                    faults.CONTROL, number, f"Delete the control character {code}.", found.start() + 1
                )
                lines[number] = _CONTROL.sub("\ufffd", line)
    return source
