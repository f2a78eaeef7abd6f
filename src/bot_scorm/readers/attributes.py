"""The attributes of a block, a heading or a list item: ``{#id key=value key="any text" flag}``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from fractions import Fraction

from bot_scorm.diagnostics import Location
from bot_scorm.model.text import Text
from bot_scorm.readers import faults
from bot_scorm.readers.source import SourceFile

_QUOTES = {'"': '"“”', "'": "'’", "“": "”“", "„": "“”", "”": "”", "«": "»", "»": "«", "‘": "’", "‚": "‘’"}
_KEY = re.compile(r"[^\W\d_][\w-]*")
_ID = re.compile(r"[a-z0-9-]+")
_SPACE = re.compile(r"\s*")
_BARE = re.compile(r"[^\s{}]+")
_TRIES = 20


@dataclass(slots=True)
class Attributes:
    """Attributes of one place, taken one by one; what is left over is unknown."""

    source: SourceFile
    line: int
    """The line that they stand on, counted from 0."""
    id: str = ""
    values: dict[str, tuple[str, int]] = field(default_factory=dict)
    """Name to (value, column from 1); a flag has its own name as value."""
    known: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.id or self.values)

    def take(self, name: str) -> str | None:
        """The value of an attribute, or None."""
        self.known.append(name)
        found = self.values.pop(name, None)
        return found[0] if found else None

    def take_text(self, name: str) -> Text | None:
        """The value as a text slot."""
        column = self.values[name][1] if name in self.values else 0
        value = self.take(name)
        return Text(value, self.source.at(self.line, column)) if value is not None else None

    def take_flag(self, name: str) -> bool:
        """Whether a flag is set; ``name=yes`` is not a flag."""
        column = self.values[name][1] if name in self.values else 0
        value = self.take(name)
        if value not in (None, name):
            self._wrong(column, f"“{name}” is switched on by its name alone: write {{{name}}}.")
        return value is not None

    def take_choice(self, name: str, choices: Sequence[str], default: str) -> str:
        """One of some words."""
        column = self.values[name][1] if name in self.values else 0
        value = self.take(name)
        if value is None or value in choices:
            return value or default
        self._wrong(column, f"“{name}” is one of {', '.join(choices)}, not “{value}”.")
        return default

    def take_number(self, name: str, default: Fraction, low: int, high: int) -> Fraction:
        """A number with point or comma from ``low`` to ``high``."""
        column = self.values[name][1] if name in self.values else 0
        value = self.take(name)
        if value is None:
            return default
        number = parse_number(value)
        if number is None or not low <= number <= high:
            self._wrong(column, f"“{name}” is a number from {low} to {high}, not “{value}”.")
            return default
        return number

    def take_int(self, name: str, default: int, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``."""
        number = self.take_number(name, Fraction(default), low, high)
        if number.denominator != 1:
            self._wrong(0, f"“{name}” is a whole number from {low} to {high}.")
            return default
        return int(number)

    def close(self, what: str) -> None:
        """Reports whatever nobody has taken; ``what`` names the place, as in “a question”."""
        for name, (_, column) in self.values.items():
            near = get_close_matches(name, self.known, 1)
            may = f"did you mean “{near[0]}”?" if near else f"known are {', '.join(['#id', *self.known])}."
            message = f"{what} has no attribute “{name}”; {may}"
            self.source.fault(faults.UNKNOWN_ATTRIBUTE, self.line, message[0].upper() + message[1:], column)
        self.values.clear()

    def _wrong(self, column: int, message: str) -> None:
        self.source.fault(faults.ATTRIBUTE_VALUE, self.line, message, column or 1)

    @property
    def at(self) -> Location:
        """The line that they stand on."""
        return self.source.at(self.line)


_NUMBER = re.compile(r"[+\-−–]?\d{1,18}(?:[.,]\d{1,18})?(?:[eE][+-]?\d{1,2})?")


def parse_number(text: str) -> Fraction | None:
    """A number with point or comma and any kind of minus; None if it is something else."""
    text = text.strip()
    if not _NUMBER.fullmatch(text):
        return None
    return Fraction(text.replace(",", ".").replace("−", "-").replace("–", "-"))


def split_attributes(source: SourceFile, text: str, line: int) -> tuple[str, Attributes]:
    """Takes the attributes off the end of a text's first line, which stands on ``line``, counted from 0."""
    first, newline, rest = text.partition("\n")
    head = first.rstrip()
    if not head.endswith("}") or head.endswith("\\}"):
        return text, Attributes(source, line)
    start = len(head)
    for _ in range(_TRIES):
        start = head.rfind("{", 0, start)
        if start < 0:
            break
        if (start == 0 or head[start - 1].isspace()) and _closes(head, start):
            offset = source.column(line, head) - 1
            found = parse_attributes(source, head[start + 1 : -1], line, offset + start + 1)
            return head[:start].rstrip() + newline + rest, found
    return text, Attributes(source, line)


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
        at = key.end()
        value, at = _value(inside, at, key[0])
        if value is None:
            source.fault(faults.ATTRIBUTE_SYNTAX, line, _cannot_read(inside[key.start() :]), column)
            break
        if key[0] in found.values:
            source.fault(faults.DUPLICATE_ATTRIBUTE, line, f"“{key[0]}” is given twice; keep one.", column)
            continue
        found.values[key[0]] = (value, column)
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
    if at >= len(text) or text[at].isspace():
        return flag, at
    if text[at] != "=":
        return None, at
    at += 1
    if at < len(text) and text[at] in _QUOTES:
        end = _quoted_end(text, at)
        return (text[at + 1 : end], end + 1) if end >= 0 else (None, at)
    return _bare(text, at)
