"""What each format carries of each element: one readable file a format, proved by ``tests/carried``.

A file has ``title``, ``says`` (the rules by which the writer tells what it cannot carry), and every id of
`ELEMENTS` once: under ``whole`` or ``outside`` as a list, under ``changed`` or ``left out`` with what that
means. ``python -m pytest tests/carried --regenerate`` drafts the file of a new format.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent


class Carried(Enum):
    """What becomes of an element in a format."""

    WHOLE = "whole"
    CHANGED = "changed"
    """It is there in another form, or does less."""
    LEFT_OUT = "left out"
    """It is not there; a finding says so at its place."""
    OUTSIDE = "outside"
    """The format is not for it: question files hold no pages. No finding says so."""


@dataclass(frozen=True, slots=True)
class Cell:
    """An element in a format."""

    carried: Carried
    note: str = ""
    """What is changed or gone."""


@dataclass(frozen=True, slots=True)
class Column:
    """A format."""

    format: str
    title: str
    """As people call it."""
    says: frozenset[str]
    """Ids of the rules by which its writer tells what it cannot carry."""
    cells: Mapping[str, Cell]
    """By the id of the element."""


@cache
def column(format: str) -> Column:
    """What a format carries; raises FileNotFoundError for one that has no file here."""
    data = yaml.safe_load((FOLDER / f"{format}.yaml").read_text("utf-8"))
    cells = {id: cell for one in Carried for id, cell in _cells(one, data.get(one.value))}
    return Column(format, data["title"], frozenset(data["says"]), cells)


def _cells(carried: Carried, rows: Any) -> list[tuple[str, Cell]]:
    if isinstance(rows, dict):
        return [(id, Cell(carried, note)) for id, note in rows.items()]
    return [(id, Cell(carried)) for id in rows or ()]
