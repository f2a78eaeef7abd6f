"""Which parts of inline Markdown are code or escaped: our own marks are looked for outside of them only."""

from __future__ import annotations

import re
from bisect import bisect_left

_TICKS = re.compile("`+")
_NEXT = re.compile(r"\\[!-/:-@\[-`{-~]|`+")


def masked(source: str) -> str:
    """The text with code spans and backslash escapes blanked out, of the same length; takes linear time.

    Code spans are those of CommonMark 0.31, section 6.1: closed by the next run of as many backticks.
    """
    if "`" not in source and "\\" not in source:
        return source
    closers: dict[int, list[int]] = {}
    for run in _TICKS.finditer(source):
        closers.setdefault(len(run[0]), []).append(run.start())
    parts: list[str] = []
    at = 0
    while match := _NEXT.search(source, at):
        parts.append(source[at : match.start()])
        at = match.end()
        if match[0][0] == "`":
            same = closers.get(len(match[0]), [])
            place = bisect_left(same, at)
            if place == len(same):
                parts.append(match[0])
                continue
            at = same[place] + len(match[0])
        parts.append(" " * (at - match.start()))
    parts.append(source[at:])
    return "".join(parts)
