"""Tables of web pages: their own rows, not those of tables inside, and how columns are aligned."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from bot_scorm.diagnostics import Location
from bot_scorm.model.blocks import Table
from bot_scorm.model.text import Text
from bot_scorm.readers.html_text import tag_of

_MOST = 30
"""Columns or rows that a cell may span."""


def rows_of(table: Any) -> list[list[Any]]:
    """The cells of a table by rows."""
    rows: list[list[Any]] = []
    for part in table:
        found = part if tag_of(part) in ("thead", "tbody", "tfoot") else [part]
        for row in found:
            cells = [cell for cell in row if tag_of(cell) in ("td", "th")] if tag_of(row) == "tr" else []
            if cells:
                rows.append(cells)
    return rows


def table_of(at: Location, texts: Sequence[Sequence[Text]], rows: Sequence[Sequence[Any]]) -> Table:
    """The table of some texts; the first row is its head.

    A cell over several columns or rows leaves the places beside and below it empty.
    """
    blank = Text("", at)
    taken: dict[int, int] = {}
    lines: list[list[Text]] = []
    align: dict[int, str] = {}
    for line, row in zip(texts, rows, strict=True):
        made: list[Text] = []
        held = {column: left - 1 for column, left in taken.items() if left > 1}
        for text, cell in zip(line, row, strict=True):
            while len(made) in taken:
                made.append(blank)
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            if not lines:
                align[len(made)] = _side(cell)
            held |= {len(made) + n: high - 1 for n in range(wide) if high > 1}
            made += [text, *[blank] * (wide - 1)]
        taken = held
        lines.append(made)
    width = max(map(len, lines))
    head, *body = [(*line, *[blank] * (width - len(line))) for line in lines]
    return Table(at, tuple(align.get(n, "") for n in range(width)), head, tuple(body))


def _span(cell: Any, name: str) -> int:
    text = cell.get(name) or ""
    return min(max(int(text), 1), _MOST) if text.isascii() and text.isdecimal() and len(text) < 5 else 1


def _side(cell: Any) -> str:
    found = re.search(r"text-align:\s*(left|center|right)", cell.get("style") or "")
    side = found[1] if found else cell.get("align") or cell.get("class") or ""
    return side if side in ("left", "center", "right") else ""
