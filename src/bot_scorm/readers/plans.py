"""calendar.yaml and cohort.yaml of a section, and the blocks that show them."""

from __future__ import annotations

from collections.abc import Mapping

from bot_scorm.model.blocks import Block
from bot_scorm.model.plans import Calendar, CalendarBlock, Cohort, CohortBlock, Column, ModuleTitle, Session
from bot_scorm.model.text import Text
from bot_scorm.plan_settings import CalendarSettings, CohortSettings, SessionSettings
from bot_scorm.readers import faults, instrument_faults
from bot_scorm.readers.front_matter import validate
from bot_scorm.readers.prose import PageReader
from bot_scorm.readers.tree import Node
from bot_scorm.readers.yaml_source import Path, YamlSource
from bot_scorm.suggest import with_guess


def read_calendar(found: YamlSource, modules: Mapping[str, Text]) -> Calendar | None:
    """The calendar of a file; ``modules`` are the titles of all modules by id. None if it is unusable."""
    settings = validate(found, CalendarSettings)
    if settings is None:
        return None
    last = settings.weeks + settings.follow_up
    for number, one in enumerate(settings.sessions):
        if one.week > last:
            message = f"The last week is {last}: {settings.weeks} and {settings.follow_up} to follow up."
            found.source.report.add(
                instrument_faults.PLAN_VALUE, found.at(("sessions", number, "week")), message
            )
    _once(found, "sessions", [one.id for one in settings.sessions])
    sessions = [_session(found, number, one, modules) for number, one in enumerate(settings.sessions)]
    return Calendar(
        at=found.at(()), start=settings.start, weeks=settings.weeks, follow_up=settings.follow_up,
        sessions=tuple(sorted(sessions, key=lambda one: one.week)),
    )  # fmt: skip


def _session(found: YamlSource, number: int, one: SessionSettings, modules: Mapping[str, Text]) -> Session:
    path: Path = ("sessions", number)
    known = []
    for place, id in enumerate(one.modules):
        if id in modules:
            known.append(ModuleTitle(id, modules[id]))
        else:
            message = with_guess(f"There is no module “{id[:60]}”", id, modules)
            at = found.at((*path, "modules", place))
            found.source.report.add(instrument_faults.PLAN_VALUE, at, message)
    return Session(
        at=found.at(path), id=one.id, week=one.week, title=Text(one.title, found.at((*path, "title"))),
        format=_text(found, (*path, "format"), one.format), minutes=one.minutes, mode=one.mode,
        modules=tuple(known), note=_text(found, (*path, "note"), one.note),
    )  # fmt: skip


def read_cohort(found: YamlSource) -> Cohort | None:
    """The cohort sheet of a file; None if it is unusable."""
    settings = validate(found, CohortSettings)
    if settings is None:
        return None
    _once(found, "columns", [one.id for one in settings.columns])
    columns = []
    for number, one in enumerate(settings.columns):
        path: Path = ("columns", number)
        if (one.type == "choice") != bool(one.choices):
            message = "A column of type choice has “choices: [a, b]”, and no other has."
            found.source.report.add(instrument_faults.PLAN_VALUE, found.at(path), message)
        choices = tuple(
            Text(text, found.at((*path, "choices", place))) for place, text in enumerate(one.choices)
        )
        title = Text(one.title, found.at((*path, "title")))
        note = _text(found, (*path, "note"), one.note)
        columns.append(
            Column(at=found.at(path), id=one.id, title=title, type=one.type, choices=choices, note=note)
        )
    return Cohort(at=found.at(()), columns=tuple(columns), rows=settings.rows)


def read_calendar_block(reader: PageReader, node: Node) -> Block | None:
    """``::: calendar``; None, with a diagnostic, where its section has none."""
    _check(reader, node, reader.plans.calendar)
    return CalendarBlock(reader.at(node), reader.plans.calendar) if reader.plans.calendar else None


def read_cohort_block(reader: PageReader, node: Node) -> Block | None:
    """``::: cohort``; None, with a diagnostic, where its section has none."""
    _check(reader, node, reader.plans.cohort)
    return CohortBlock(reader.at(node), reader.plans.cohort) if reader.plans.cohort else None


def _check(reader: PageReader, node: Node, plan: Calendar | Cohort | None) -> None:
    _empty(reader, node)
    file = f"{node.block.name}.yaml"
    if plan is None and file not in reader.plans.unreadable:
        message = f"There is no {reader.plans.section}/{file} to show: write it first."
        reader.fault(instrument_faults.NO_PLAN, node, message)


def _empty(reader: PageReader, node: Node) -> None:
    node.block.attributes.close(f"“{node.block.name}”")
    for child in node.children:
        message = f"This block shows {node.block.name}.yaml and holds nothing else: move this behind it."
        reader.fault(faults.STRAY_PART, child, message)


def _text(found: YamlSource, path: Path, value: str | None) -> Text | None:
    return Text(value, found.at(path)) if value else None


def _once(found: YamlSource, name: str, ids: list[str]) -> None:
    for number, id in enumerate(ids):
        if id in ids[:number]:
            message = f"The id “{id}” is used already in this file; choose another."
            found.source.report.add(faults.DUPLICATE_ID, found.at((name, number, "id")), message)
