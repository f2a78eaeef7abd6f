"""Drafts a format's file, or what is missing in it, from what its writer does; a person has to read it."""

from __future__ import annotations

import json
import textwrap

import yaml

from bot_scorm.catalogue import catalogue
from bot_scorm.diagnostics import Severity
from bot_scorm.writers.carried import Carried, Cell, Column
from tests.carried.course import Written, ids, sources

_MARKS = set(":#\"'[]{}")
"""Signs that may mean something in YAML."""


def draft(format: str, written: dict[str, Written], known: Column | None = None) -> Column:
    """A column in which every element has a place; what is known stays.

    A warning is taken for a loss, a remark for a change; what the artifact does not show and nobody speaks of
    is outside of the format.
    """
    lossy = {id for id, rule in catalogue().items() if rule.severity is Severity.WARNING}
    cells: dict[str, Cell] = {}
    says = set(known.says if known else ())
    for id in sorted(ids(), key=lambda id: bool(sources()[id].of)):  # what others are a part of comes first
        own, base = sources()[id], sources()[id].of
        if known and id in known.cells:
            cells[id] = known.cells[id]
            continue
        said = written[id].said - (written[base].said if base else frozenset())
        if known:  # a person has said which rules tell losses
            said = frozenset((rule, message) for rule, message in said if rule in known.says)
        says |= {rule for rule, _ in said}
        shown = own.shows in written[id].text if own.shows else bool(written[id].text)
        note = "; ".join(sorted(message for _, message in said))
        if said:
            lost = not shown or (not own.shows and any(rule in lossy for rule, _ in said))
            cells[id] = Cell(Carried.LEFT_OUT if lost else Carried.CHANGED, note)
        elif not shown:
            cells[id] = Cell(Carried.OUTSIDE)
        else:
            like = cells[base] if base else Cell(Carried.WHOLE)
            cells[id] = Cell(Carried.WHOLE) if like.carried is Carried.LEFT_OUT else like
    return Column(format, known.title if known else format, frozenset(says), cells)


def text_of(column: Column) -> str:
    """A column as its file."""
    lines = [f"title: {column.title}", f"says: [{', '.join(sorted(column.says))}]"]
    for carried in Carried:
        found = {id: column.cells[id].note for id in ids() if column.cells[id].carried is carried}
        if found and carried in (Carried.WHOLE, Carried.OUTSIDE):
            rows = textwrap.fill(", ".join(found), 98, break_on_hyphens=False)
            lines.append(f"{carried.value}: [\n{textwrap.indent(rows, '  ')},\n]")
        elif found:
            lines += [f"{carried.value}:", *(f"  {id}: {_quoted(note)}" for id, note in found.items())]
    return "\n".join(lines) + "\n"


def _quoted(note: str) -> str:
    plain = yaml.safe_load(f"id: {note}") if not _MARKS & set(note) else None
    return note if plain == {"id": note} else json.dumps(note, ensure_ascii=False)
