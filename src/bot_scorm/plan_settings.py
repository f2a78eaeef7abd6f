"""What calendar.yaml and cohort.yaml may say."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from bot_scorm.settings import Id, Line, Settings


def _monday(value: object) -> date:
    """The Monday of a week given by one of its days, or as ISO 8601 writes weeks: ``2027-W09``."""
    year, _, week = str(value).partition("-W")
    try:
        if week:
            return date.fromisocalendar(int(year), int(week), 1)
        day = date.fromisoformat(year)
        return date.fromordinal(day.toordinal() - day.weekday())
    except ValueError:
        raise PydanticCustomError("week", "no week") from None


class SessionSettings(Settings):
    """One meeting of the calendar."""

    id: Id
    week: Annotated[int, Field(ge=0)]
    title: Line
    format: Line | None = None
    minutes: Annotated[int, Field(ge=0, le=10_000)] = 0
    mode: Literal["online", "in-person", "self"] = "online"
    modules: tuple[str, ...] = ()
    note: str | None = None


class CalendarSettings(Settings):
    """calendar.yaml."""

    start: Annotated[date, BeforeValidator(_monday)] | None = None
    weeks: Annotated[int, Field(ge=0, le=200)] = 16
    follow_up: Annotated[int, Field(ge=0, le=200)] = 12
    sessions: tuple[SessionSettings, ...]


class ColumnSettings(Settings):
    """One column of the cohort sheet."""

    id: Id
    title: Line
    type: Literal["text", "number", "date", "choice", "check"] = "text"
    choices: tuple[Line, ...] = ()
    note: str | None = None


class CohortSettings(Settings):
    """cohort.yaml."""

    columns: tuple[ColumnSettings, ...]
    rows: Annotated[int, Field(ge=0, le=100)] = 20
