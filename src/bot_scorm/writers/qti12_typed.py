"""What is typed in QTI 1.2: fields, and patterns as texts that must occur."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot_scorm.package.xml import Element
from bot_scorm.writers.qti12_conditions import RESPONSE
from bot_scorm.writers.qti12_pen import el

_PIECE = re.compile(r"\\[\\*]|.", re.S)
_COLUMNS, _WIDE = "40", "80"


def field(
    tag: str,
    fibtype: str,
    behind: Iterable[Element] = (),
    before: Iterable[Element] = (),
    id: str = RESPONSE,
    lines: int = 1,
    **attributes: str,
) -> Element:
    """A field to type into; ``tag`` is ``response_str`` or ``response_num``."""
    columns = _COLUMNS if lines == 1 else _WIDE
    render = el("render_fib", fibtype=fibtype, prompt="Box", rows=str(lines), columns=columns)
    return el(tag, *before, render, *behind, ident=id, rcardinality="Single", **attributes)


def pieces_of(pattern: str) -> list[str]:
    """The texts between the stars of a pattern, an empty one where a star stands at an end."""
    pieces = [""]
    for one in _PIECE.findall(" ".join(pattern.split())):
        if one == "*":
            pieces.append("")
        else:
            pieces[-1] += one[-1]
    return [one.strip() for one in pieces]
