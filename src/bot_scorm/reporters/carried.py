"""What of a programme the formats of a build carry: as Markdown and as one HTML page, complete in itself."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from bot_scorm.diagnostics import Diagnostic
from bot_scorm.resources import templates_dir

_SIGNS = {"whole": "●", "changed": "◐", "left out": "○", "outside": "–"}
_WORDS = {"outside": "not its part"}
_MOST = 20
"""So many places of an element are named."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What becomes of an element in a format, ``whole``, ``changed``, ``left out``, ``outside``; and how."""

    carried: str
    note: str = ""

    @property
    def sign(self) -> str:
        """One sign for it."""
        return _SIGNS[self.carried]

    @property
    def words(self) -> str:
        """As people say it."""
        return _WORDS.get(self.carried, self.carried)


@dataclass(frozen=True, slots=True)
class Row:
    """An element that the programme uses, and where."""

    group: str
    title: str
    places: tuple[str, ...]
    cells: tuple[Cell, ...]
    """One for each format."""


@dataclass(frozen=True, slots=True)
class LossTable:
    """All elements that a programme uses, by format."""

    programme: str
    formats: tuple[str, ...]
    """As people call them."""
    rows: tuple[Row, ...]
    findings: tuple[Diagnostic, ...]
    """What the writers say that they cannot carry."""


@dataclass(frozen=True, slots=True)
class _Loss:
    """An element that a format does not carry whole."""

    title: str
    carried: str
    note: str
    count: int
    places: str


def _losses(table: LossTable) -> Iterator[tuple[str, list[_Loss]]]:
    """By format, those that have any."""
    for at, format in enumerate(table.formats):
        found = [
            _Loss(f"{row.group}: {row.title}", cell.words, cell.note, len(row.places), _places(row.places))
            for row in table.rows
            if (cell := row.cells[at]).carried in ("changed", "left out")
        ]
        if found:
            yield format, found


def _places(places: tuple[str, ...]) -> str:
    more = f" and {len(places) - _MOST:,} more" if len(places) > _MOST else ""
    return ", ".join(places[:_MOST]) + more


def as_markdown(table: LossTable) -> str:
    """The table, then what is not carried whole with its places, then what the build said."""
    lines = [f"# What of “{_cell(table.programme)}” each format carries", ""]
    lines += [", ".join(f"{Cell(one).sign} {Cell(one).words}" for one in _SIGNS), ""]
    for group, rows in groupby(table.rows, lambda one: one.group):
        lines += [f"## {group}", "", f"| | uses | {' | '.join(table.formats)} |"]
        lines.append(f"|---|--:|{':-:|' * len(table.formats)}")
        for row in rows:
            signs = " | ".join(cell.sign for cell in row.cells)
            lines.append(f"| {row.title} | {len(row.places):,} | {signs} |")
        lines.append("")
    for format, found in _losses(table):
        lines += [f"## {format}", "", "| element | what becomes of it | uses | where |", "|---|---|--:|---|"]
        lines += [
            f"| {one.title} | {one.carried}: {one.note} | {one.count:,} | {_cell(one.places)} |"
            for one in found
        ]
        lines.append("")
    if table.findings:
        lines += ["## What the build said", ""]
        lines += [f"- `{one.at}` {one.rule.id}: {_cell(one.message)}" for one in table.findings]
        lines.append("")
    return "\n".join(lines)


def _cell(text: str) -> str:
    """A text in which Markdown finds no markup."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>|#" else sign for sign in text)


def as_html(table: LossTable) -> str:
    """The same as a page whose style sheet is the only thing that its policy lets in."""
    css = (templates_dir() / "report" / "report.css").read_text("utf-8")
    page: str = _template().render(
        table=table,
        groups=[(group, list(rows)) for group, rows in groupby(table.rows, lambda one: one.group)],
        losses=list(_losses(table)),
        signs=[Cell(one) for one in _SIGNS],
        css=_markup(css),
        digest=f"sha256-{base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()}",
    )
    return page.encode("utf-8", "replace").decode()


def _markup(text: str) -> Any:
    from markupsafe import Markup

    return Markup(text)  # noqa: S704 (a style sheet of ours)


def _template() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    loader = FileSystemLoader(templates_dir() / "report")
    environment = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("carried.html.j2")
