"""The calendar of a section and its cohort sheet as tables."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from markupsafe import Markup

from bot_scorm.model.plans import Calendar, CalendarBlock, CohortBlock, Session

if TYPE_CHECKING:
    from bot_scorm.writers.blocks import Macros, Renderer

_Cell = Callable[["Renderer", Calendar, Session], Markup]


def calendar(to: Renderer, as_: Macros, block: CalendarBlock) -> Markup:
    """A line for each session; columns in which nothing stands are left out."""
    sessions = block.calendar.sessions
    columns = [(name, [cell(to, block.calendar, one) for one in sessions]) for name, cell in _COLUMNS.items()]
    shown = [(to.word(f"calendar_{name}"), cells) for name, cells in columns if any(cells)]
    rows = [list(row) for row in zip(*(cells for _, cells in shown), strict=True)]
    return as_.table([head for head, _ in shown], rows, ())


def _week(to: Renderer, plan: Calendar, one: Session) -> Markup:
    week = Markup("{}").format(one.week)
    if plan.start is None:
        return week
    day = (plan.start + timedelta(weeks=one.week)).isoformat()
    return week + Markup(" ({})").format(to.word("calendar_from").format(date=day))


def _minutes(to: Renderer, plan: Calendar, one: Session) -> Markup:
    return Markup("{}").format(to.word("minutes").format(n=one.minutes)) if one.minutes else Markup("")


def _modules(to: Renderer, plan: Calendar, one: Session) -> Markup:
    return Markup(", ").join([to.inline(module.title) for module in one.modules])


_COLUMNS: dict[str, _Cell] = {
    "week": _week,
    "title": lambda to, plan, one: to.inline(one.title),
    "format": lambda to, plan, one: to.inline(one.format) if one.format else Markup(""),
    "minutes": _minutes,
    "mode": lambda to, plan, one: Markup("{}").format(to.word(f"mode_{one.mode}")),
    "modules": _modules,
    "note": lambda to, plan, one: to.inline(one.note) if one.note else Markup(""),
}
"""The columns by the end of their word's name, with what fills a cell."""


def cohort(to: Renderer, as_: Macros, block: CohortBlock) -> Markup:
    """An empty sheet: what to write stands under the name of each column."""
    heads = []
    for one in block.cohort.columns:
        choices = Markup(" / ").join([to.inline(choice) for choice in one.choices])
        note = to.inline(one.note) if one.note else Markup("")
        heads.append((to.inline(one.title), choices, note))
    return as_.sheet(heads, block.cohort.rows)
