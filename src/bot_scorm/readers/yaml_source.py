"""YAML with positions.

Scalars stay text: pydantic makes of them what a setting needs, so that `no` is a word.

Events are turned into plain values without recursion; anchors, aliases and tags are refused, so a small
file cannot grow in memory.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml

from bot_scorm.diagnostics import Location
from bot_scorm.readers import faults
from bot_scorm.readers.source import SourceFile

Path: TypeAlias = "tuple[str | int, ...]"
_MAX_DEPTH = 12
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SIGN_FIRST = re.compile(r"(?:^|: |- )\s*([*&!%@`|>\]}])")
_TEXT_BEHIND_QUOTES = re.compile(r"""(?::|-) +(?:"[^"]*"|'[^']*') *[^\s#,\]}]""")
_REMARK_IN_BRACKETS = re.compile(r"[\[{][^\]}]* #")
_HASH = re.compile(r"\s+#[^\s#]")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(slots=True)
class YamlSource:
    """What a YAML text says, and where."""

    source: SourceFile
    first: int
    """The line, from 0, on which the YAML starts."""
    value: dict[str, Any] = field(default_factory=dict)
    places: dict[Path, tuple[int, int]] = field(default_factory=dict)
    """Path of a value to its (line from 0, column from 1); of a key as ``(*path, "key:")`` in `keys`."""
    keys: dict[Path, tuple[int, int]] = field(default_factory=dict)
    broken: bool = False
    """Whether it could not be read as YAML at all; then `value` is what stood before the fault."""

    def at(self, path: Path) -> Location:
        """Where a value stands, or the nearest thing around it."""
        while path and path not in self.places:
            path = path[:-1]
        line, column = self.places.get(path, (self.first, 1))
        return self.source.at(line, column)

    def at_key(self, path: Path) -> Location:
        """Where a key stands."""
        if path in self.keys:
            return self.source.at(*self.keys[path])
        return self.at(path)


@dataclass(slots=True)
class _Open:
    """A mapping or sequence that is being read."""

    value: dict[str, Any] | list[Any]
    path: Path
    key: str | None = None


def read_yaml(source: SourceFile, first: int, last: int) -> YamlSource:
    """Reads the lines from ``first`` to before ``last``, counted from 0, as one mapping."""
    found = YamlSource(source, first)
    try:
        _read(found, "\n".join(source.lines[first:last]) + "\n")
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column + 1) if mark else (0, 1)
        found.broken = True
        message = (
            f"This is not well-formed YAML: {error.problem or error}. {_hint(source, first, first + line)}"
        )
        source.fault(faults.YAML_SYNTAX, min(first + line, max(last - 1, first)), message.strip(), column)
    except (yaml.YAMLError, _RefusedError) as error:
        found.broken = True
        line, column = getattr(error, "place", (first, 1))
        source.fault(faults.YAML_SYNTAX, line, f"This is not well-formed YAML: {error}.", column)
    return found


def _hint(source: SourceFile, first: int, line: int) -> str:
    text = source.lines[line] if line < len(source.lines) else ""
    before = next((one for one in reversed(source.lines[first:line]) if one.strip()), "")
    if any(mark in text for mark in "“”„«»"):
        return 'In settings quotation marks are straight: "…".'
    if text.count(": ") > 1 or " #" in text or _REMARK_IN_BRACKETS.search(before):
        return "A text that holds “: ” or “ #” needs quotes around it."
    if "\t" in text:
        return "Indent with spaces, not with tabs."
    if sign := _SIGN_FIRST.search(text):
        return f"A text that starts with {sign[1]} needs quotes around it."
    if _TEXT_BEHIND_QUOTES.search(text):
        return "Quotation marks stand around the whole text; for some within it take “ and ”."
    return ""


class _RefusedError(Exception):
    def __init__(self, message: str, place: tuple[int, int]) -> None:
        super().__init__(message)
        self.place = place


def _read(found: YamlSource, text: str) -> None:
    stack: list[_Open] = []
    for event in yaml.parse(text, Loader=_LOADER):
        mark: Any = event.start_mark  # the loaders set it on every event
        place = (found.first + mark.line, mark.column + 1)
        if (
            isinstance(event, yaml.AliasEvent)
            or getattr(event, "anchor", None)
            or getattr(event, "tag", None)
        ):
            raise _RefusedError("anchors, aliases and tags (&, *, !) are not used here", place)
        if isinstance(event, yaml.ScalarEvent):
            plain_null = event.style in (None, "") and event.value in _NULLS
            if plain_null and _swallowed(found.source, place):
                message = "A “#” begins a remark, so this is empty: put quotes around the text."
                found.source.fault(faults.SETTING, place[0], message, place[1])
            _put(found, stack, None if plain_null else event.value, place)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            if len(stack) >= _MAX_DEPTH:
                raise _RefusedError("this is nested too deeply", place)
            new: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
            stack.append(_Open(new, _put(found, stack, new, place)))
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            stack.pop()
        elif isinstance(event, yaml.DocumentStartEvent) and found.places:
            raise _RefusedError("a second document starts here; one “---” is too many", place)


def _swallowed(source: SourceFile, place: tuple[int, int]) -> bool:
    """Whether a text that starts with ``#``, such as a colour, stands where a value is empty."""
    return bool(_HASH.match(source.lines[place[0]], place[1] - 1)) if place[0] < len(source.lines) else False


def _put(found: YamlSource, stack: list[_Open], value: Any, place: tuple[int, int]) -> Path:
    if not stack:
        if isinstance(value, dict):
            found.value = value
        elif value is not None:
            raise _RefusedError("write settings as “name: value”", place)
        found.places[()] = place
        return ()
    top = stack[-1]
    if isinstance(top.value, list):
        path = (*top.path, len(top.value))
        top.value.append(value)
    elif top.key is None:
        if isinstance(value, dict | list):
            raise _RefusedError("the name of a setting is a word", place)
        top.key = "" if value is None else str(value)
        path = (*top.path, top.key)
        if path in found.keys:
            message = f"“{top.key}” is set twice; keep one."
            found.source.fault(faults.DUPLICATE_SETTING, place[0], message, place[1])
        found.keys.setdefault(path, place)
        return path
    else:
        path = (*top.path, top.key)
        top.value[top.key] = value
        top.key = None
    found.places[path] = place
    return path
