"""Plans of a section: the calendar of its sessions, and the columns of its cohort sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from bot_scorm.diagnostics import Location
from bot_scorm.model.blocks import Block
from bot_scorm.model.text import Text

Mode: TypeAlias = Literal["online", "in-person", "self"]
ColumnType: TypeAlias = Literal["text", "number", "date", "choice", "check"]


@dataclass(frozen=True, slots=True)
class ModuleTitle:
    """A module that a session is about."""

    id: str
    title: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One meeting; ``week`` counts from 0, ``minutes`` is 0 where none are set."""

    at: Location
    id: str
    week: int
    title: Text
    format: Text | None = None
    minutes: int = 0
    mode: Mode = "online"
    modules: tuple[ModuleTitle, ...] = ()
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """calendar.yaml: sessions in the order of their weeks, those of one week as they are written."""

    at: Location
    start: date | None = None
    """The Monday of week 0, where it is known."""
    weeks: int = 16
    """The last week of the programme."""
    follow_up: int = 12
    """So many weeks after it, something may still follow."""
    sessions: tuple[Session, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One thing to know of everybody in a cohort."""

    at: Location
    id: str
    title: Text
    type: ColumnType = "text"
    choices: tuple[Text, ...] = ()
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """cohort.yaml: the columns of an empty sheet; people are never in a source."""

    at: Location
    columns: tuple[Column, ...] = ()
    rows: int = 20
    """How many empty lines the sheet has."""


@dataclass(frozen=True, slots=True)
class Plans:
    """The plans of one section."""

    section: str
    calendar: Calendar | None = None
    cohort: Cohort | None = None
    unreadable: frozenset[str] = frozenset()
    """Files that are there and have faults, which are told already."""


NO_PLANS = Plans("")


@dataclass(frozen=True, slots=True)
class CalendarBlock(Block):
    """``::: calendar``: the sessions as a table."""

    calendar: Calendar


@dataclass(frozen=True, slots=True)
class CohortBlock(Block):
    """``::: cohort``: an empty sheet to print."""

    cohort: Cohort
