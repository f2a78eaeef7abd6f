"""Finds the ``:::`` blocks of a page before Markdown is parsed: every fault of nesting has its place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot_scorm.readers import faults
from bot_scorm.readers.attributes import Attributes, parse_attributes
from bot_scorm.readers.source import SourceFile

_COLONS = re.compile(r" {0,3}(:{3,})[ \t]*(.*?)[ \t]*$")
_NAME = re.compile(r"[^\s{]+")
_CODE = re.compile(r"[ \t]*(?:(?:[-*+>]|\d{1,9}[.)])[ \t]+)*(`{3,}(?=[^`]*$)|~{3,})(.*)$")
INNER = frozenset({"hint", "model", "rubric", "note", "tip", "quote", "source"})
"""Blocks that stand inside others; two of any other kind never stand in one another."""


@dataclass(slots=True)
class Fence:
    """A block: its line and that of its end, counted from 0."""

    open: int
    colons: int
    name: str
    attributes: Attributes
    close: int = -1
    """The line of its ``:::``; if it has none, the first line that is not its own."""
    closed: bool = False


def find_fences(source: SourceFile, first: int) -> dict[int, Fence]:
    """The blocks of a page by their first line, from line ``first`` on."""
    found: dict[int, Fence] = {}
    stack: list[Fence] = []
    code = ""
    code_line = 0
    for number in range(first, len(source.lines)):
        line = source.lines[number]
        if code:
            if _ends_code(line, code):
                code = ""
            continue
        if ("`" in line or "~" in line) and (match := _CODE.match(line)):
            code, code_line = match[1], number
            continue
        if ":::" not in line or not (colons := _COLONS.match(line)):
            continue
        if colons[2]:
            fence = _open(source, number, len(colons[1]), colons[2], stack)
            found[number] = fence
            stack.append(fence)
        else:
            _close(source, number, len(colons[1]), stack)
    if code:
        source.fault(
            faults.UNCLOSED_CODE, code_line, f"This code block is not closed: add a line {code} after it."
        )
    for fence in stack:
        if code:  # which has swallowed the end
            fence.close = len(source.lines)
        else:
            _unclosed(source, fence, len(source.lines))
    return found


def _ends_code(line: str, code: str) -> bool:
    text = line.strip().lstrip("> ")
    return len(text) >= len(code) and not text.strip(code[0])


def _open(source: SourceFile, number: int, colons: int, rest: str, stack: list[Fence]) -> Fence:
    name_match = _NAME.match(rest)
    name = name_match[0] if name_match else ""
    after = rest[len(name) :].strip()
    offset = len(source.lines[number]) - len(source.lines[number].lstrip(" :"))
    if not name:
        source.fault(
            faults.UNKNOWN_BLOCK, number, "A block has a name: write ::: note or ::: question.", offset
        )
    attributes = Attributes(source, number)
    if after.startswith("{") and after.endswith("}"):
        start = source.lines[number].rindex(after)
        attributes = parse_attributes(source, after[1:-1], number, start + 1)
    elif after:
        message = f'“{after[:40]}” cannot stand here; attributes stand in braces, as in {{title="…"}}.'
        source.fault(faults.ATTRIBUTE_SYNTAX, number, message, source.column(number, after))
    if stack and colons >= stack[-1].colons:
        _too_many(source, number, name, stack)
    return Fence(number, colons, name, attributes)


def _too_many(source: SourceFile, number: int, name: str, stack: list[Fence]) -> None:
    """An inner block with as many colons as the outer: a fault of nesting, or the outer was not closed."""
    outer = stack[-1]
    if name in INNER and outer.name not in INNER:
        message = (
            f"This block stands in “{outer.name}” of line {outer.open + 1}: "
            f"give that one more colons than this one, at its start and at its end."
        )
        source.fault(faults.MISNESTED, number, message)
    else:
        _unclosed(source, stack.pop(), number)


def _close(source: SourceFile, number: int, colons: int, stack: list[Fence]) -> None:
    if not stack:
        message = "No block is open here: delete this line, or look for a block that was closed too early."
        source.fault(faults.UNOPENED, number, message)
        return
    if all(fence.colons != colons for fence in stack):
        top = stack[-1]
        message = (
            f"“{top.name}” of line {top.open + 1} is closed with {':' * top.colons}, not with {':' * colons}."
        )
        source.fault(faults.UNOPENED, number, message)
        colons = top.colons
    while stack[-1].colons != colons:
        _unclosed(source, stack.pop(), number)
    fence = stack.pop()
    fence.close, fence.closed = number, True


def _unclosed(source: SourceFile, fence: Fence, end: int) -> None:
    fence.close = end
    message = f"“{fence.name}” is not closed: add a line {':' * fence.colons} where it ends."
    source.fault(faults.UNCLOSED, fence.open, message)
