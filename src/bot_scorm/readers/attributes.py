"""The attributes of a block, a heading or a list item: ``{#id key=value key="any text" flag}``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from fractions import Fraction
from typing import NamedTuple

from bot_scorm.diagnostics import Location
from bot_scorm.model.text import Text
from bot_scorm.readers import faults
from bot_scorm.readers.source import SourceFile

_QUOTES = {'"': '"“”', "'": "'’", "“": "”“", "„": "“”", "”": "”", "«": "»", "»": "«", "‘": "’", "‚": "‘’"}
_KEY = re.compile(r"[^\W\d_][\w-]*")
_ID = re.compile(r"[a-z0-9-]+")
_SPACE = re.compile(r"\s*")
_EQUALS = re.compile(r"\s*=\s*")
_BARE = re.compile(r"[^\s{}]+")
_TRIES = 20


class Value(NamedTuple):
    """What an attribute says, and where: the line from 0, the column from 1. A flag's text is its name."""

    text: str
    line: int
    column: int


@dataclass(slots=True)
class Attributes:
    """Attributes of one place, taken one by one; what is left over is unknown."""

    source: SourceFile
    line: int
    """The line that they belong to, counted from 0."""
    id: str = ""
    values: dict[str, Value] = field(default_factory=dict)
    known: list[str] = field(default_factory=list)

    def _take(self, name: str) -> Value | None:
        self.known.append(name)
        return self.values.pop(name, None)

    def take(self, name: str) -> str | None:
        """The value of an attribute, or None."""
        value = self._take(name)
        return value.text if value else None

    def take_text(self, name: str) -> Text | None:
        """The value as a text slot."""
        value = self._take(name)
        return Text(value.text, self.source.at(value.line, value.column)) if value else None

    def take_flag(self, name: str) -> bool:
        """Whether a flag is set; ``name=yes`` is not a flag."""
        value = self._take(name)
        if value and value.text != name:
            self._wrong(value, f"“{name}” is switched on by its name alone: write {{{name}}}.")
        return value is not None

    def take_choice(self, name: str, choices: Sequence[str], default: str) -> str:
        """One of some words."""
        value = self._take(name)
        if value is None or value.text in choices:
            return value.text if value else default
        self._wrong(value, f"“{name}” is one of {', '.join(filter(None, choices))}, not “{value.text}”.")
        return default

    def take_number(self, name: str, default: Fraction, low: int, high: int) -> Fraction:
        """A number with point or comma from ``low`` to ``high``."""
        value = self._take(name)
        if value is None:
            return default
        number = parse_number(value.text)
        if number is None or not low <= number <= high:
            self._wrong(value, f"“{name}” is a number from {low} to {high}, not “{value.text}”.")
            return default
        return number

    def take_int(self, name: str, default: int, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``."""
        value = self.values.get(name)
        number = self.take_number(name, Fraction(default), low, high)
        if value and number.denominator != 1:
            self._wrong(value, f"“{name}” is a whole number from {low} to {high}, not “{value.text}”.")
            return default
        return int(number)

    def close(self, what: str) -> None:
        """Reports whatever nobody has taken; ``what`` names the place, as in “a question”."""
        for name, value in self.values.items():
            near = get_close_matches(name, self.known, 1)
            may = f"did you mean “{near[0]}”?" if near else f"known are {', '.join(['#id', *self.known])}."
            message = f"{what} has no attribute “{name}”; {may}"
            message = message[0].upper() + message[1:]
            self.source.fault(faults.UNKNOWN_ATTRIBUTE, value.line, message, value.column)
        self.values.clear()

    def merge(self, more: Attributes) -> None:
        """Takes over attributes that stand on another line of the same item."""
        for name, value in more.values.items():
            if name in self.values:
                self._twice(value, f"“{name}” is given twice; keep one.")
            else:
                self.values[name] = value
        if more.id and self.id:
            self._twice(Value("", more.line, 1), f"There is an id already, “{self.id}”; keep one.")
        self.id = self.id or more.id

    def _wrong(self, value: Value, message: str) -> None:
        self.source.fault(faults.ATTRIBUTE_VALUE, value.line, message, value.column)

    def _twice(self, value: Value, message: str) -> None:
        self.source.fault(faults.DUPLICATE_ATTRIBUTE, value.line, message, value.column)

    @property
    def at(self) -> Location:
        """The line that they belong to."""
        return self.source.at(self.line)


_NUMBER = re.compile(r"[+\-−–]?\d{1,18}(?:[.,]\d{1,18})?(?:[eE][+-]?\d{1,2})?")


def parse_number(text: str) -> Fraction | None:
    """A number with point or comma and any kind of minus; None if it is something else."""
    text = text.strip()
    if not _NUMBER.fullmatch(text):
        return None
    return Fraction(text.replace(",", ".").replace("−", "-").replace("–", "-"))


def split_attributes(source: SourceFile, text: str, line: int, after: str = "") -> tuple[str, Attributes]:
    """Takes the attributes off the ends of a text's lines, the first of which is ``line``, counted from 0.

    They belong at the end of the first line; an editor that breaks long lines moves them down. A space
    stands before them, or one of the characters of ``after``.
    """
    found = Attributes(source, line)
    if "}" not in text:
        return text, found
    kept = []
    for number, one in enumerate(text.split("\n")):
        rest, more = _split_line(source, one, line + number, after)
        found.merge(more)
        kept.append(rest)
    return "\n".join(kept), found


def _split_line(source: SourceFile, text: str, line: int, after: str) -> tuple[str, Attributes]:
    head = text.rstrip()
    if head.endswith("}") and not head.endswith("\\}"):
        start = attributes_start(head, after)
        if start >= 0:
            offset = source.column(line, head) - 1
            return head[:start].rstrip(), parse_attributes(
                source, head[start + 1 : -1], line, offset + start + 1
            )
    return text, Attributes(source, line)


def attributes_start(head: str, after: str = "") -> int:
    """Where the attributes at the end of a line start, or -1; ``head`` ends with their brace.

    A space stands before them, or one of the characters of ``after``.
    """
    start = len(head)
    for _ in range(_TRIES):
        start = head.rfind("{", 0, start)
        if start < 0:
            break
        before = head[start - 1 : start]
        if (not before or before.isspace() or before in after) and _closes(head, start):
            return start
    return -1


def _closes(text: str, start: int) -> bool:
    """Whether the brace at ``start`` is closed by the text's last character and by none before."""
    at = start + 1
    while at < len(text) - 1:
        if text[at] in "{}":
            return False
        if text[at] in _QUOTES and text[at - 1] == "=":
            at = _quoted_end(text, at)
            if at < 0:
                return False
        at += 1
    return True


def _quoted_end(text: str, start: int) -> int:
    ends = [at for at in (text.find(mark, start + 1) for mark in _QUOTES[text[start]]) if at >= 0]
    return min(ends, default=-1)


def parse_attributes(source: SourceFile, inside: str, line: int, offset: int) -> Attributes:
    """Reads what stands between braces; ``offset`` is how many characters of the line stand before it."""
    found = Attributes(source, line)
    at = 0
    while (at := _SPACE.match(inside, at).end()) < len(inside):  # type: ignore[union-attr]  # matches the empty string too
        column = offset + at + 1
        if inside[at] == "#":
            name, at = _bare(inside, at + 1)
            _set_id(found, name, column)
            continue
        key = _KEY.match(inside, at)
        if not key:
            word, at = _bare(inside, at)
            source.fault(faults.ATTRIBUTE_SYNTAX, line, _cannot_read(word or inside[at:]), column)
            at += not word
            continue
        equals = _EQUALS.match(inside, key.end())
        if equals and equals[0] != "=":
            message = f"Write {key[0]}=… without spaces around the equals sign."
            source.fault(faults.ATTRIBUTE_SYNTAX, line, message, column)
        value, at = _value(inside, key.end(), key[0])
        if value is None:
            source.fault(faults.ATTRIBUTE_SYNTAX, line, _cannot_read(inside[key.start() :]), column)
            break
        if key[0] in found.values:
            source.fault(faults.DUPLICATE_ATTRIBUTE, line, f"“{key[0]}” is given twice; keep one.", column)
            continue
        found.values[key[0]] = Value(value, line, column)
    return found


def _cannot_read(word: str) -> str:
    return (
        f'“{word[:40]}” is not an attribute. Write #id, key=value, key="any text" or a word; '
        "to show a brace write \\{."
    )


def _set_id(found: Attributes, name: str, column: int) -> None:
    if found.id:
        message = f"There is an id already, “{found.id}”; keep one."
        found.source.fault(faults.DUPLICATE_ATTRIBUTE, found.line, message, column)
    elif not _ID.fullmatch(name):
        message = f"“#{name[:40]}” is not an id: use a-z, 0-9 and - only."
        found.source.fault(faults.BAD_ID, found.line, message, column)
    else:
        found.id = name


def _bare(text: str, at: int) -> tuple[str, int]:
    match = _BARE.match(text, at)
    return (match[0], match.end()) if match else ("", at)


def _value(text: str, at: int, flag: str) -> tuple[str | None, int]:
    """The value behind a key; a key alone is a flag; None if a quotation is not closed."""
    equals = _EQUALS.match(text, at)
    if equals is None:
        return (flag, at) if at >= len(text) or text[at].isspace() else (None, at)
    at = equals.end()
    if at < len(text) and text[at] in _QUOTES:
        end = _quoted_end(text, at)
        return (text[at + 1 : end], end + 1) if end >= 0 else (None, at)
    return _bare(text, at)
