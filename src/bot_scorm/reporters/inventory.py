"""What is in a programme, as tables for people and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from bot_scorm.model import SECTIONS
from bot_scorm.model.programme import Module, Programme
from bot_scorm.model.tally import Tally, coverage_of

Row = Sequence[str]

_HEAD = (
    "module", "words", "screens", "theory", "minutes", "declared", "questions", "activities", "cases",
    "outcomes", "figures", "alt", "source", "reviewed",
)  # fmt: skip


def as_json(programme: Programme) -> str:
    """The inventory as JSON; minutes are rounded to tenths."""
    tallies = {module.id: Tally.of(module) for module in programme.modules}
    data = {
        "programme": programme.id,
        "modules": [
            {
                "id": module.id,
                "title": module.title.source,
                "section": module.section,
                "reviewed": asdict(module.reviewed) if module.reviewed else None,
                **_plain(tallies[module.id]),
                "coverage": [asdict(one) for one in coverage_of(module)],
            }
            for module in programme.modules
        ],
        "curriculum": _plain(_curriculum(programme, tallies)),
        "total": _plain(Tally.total(tallies.values())),
        "workload": [{"title": one.title.source, "minutes": one.minutes} for one in programme.workload],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def as_text(programme: Programme) -> str:
    """The inventory as tables: what there is, questions by type, activities by kind, outcomes, workload."""
    tallies = {module.id: Tally.of(module) for module in programme.modules}
    curriculum, total = _curriculum(programme, tallies), Tally.total(tallies.values())
    reviewed = {module.id: module.reviewed.date if module.reviewed else "no" for module in programme.modules}
    rows = {**tallies, SECTIONS[0]: curriculum, "total": total}
    parts = [
        _table([_HEAD, *((name, *_figures(one), reviewed.get(name, "")) for name, one in rows.items())]),
        _by_kind("Questions by type", {name: one.questions for name, one in rows.items()}),
        _by_kind("Activities by kind", {name: one.activities for name, one in rows.items()}),
        _outcomes(programme.modules),
        _workload(programme, curriculum),
    ]
    return "\n".join(part for part in parts if part)


def _curriculum(programme: Programme, tallies: Mapping[str, Tally]) -> Tally:
    return Tally.total(tallies[one.id] for one in programme.modules if one.section == SECTIONS[0])


def _plain(tally: Tally) -> dict[str, Any]:
    return asdict(tally) | {"minutes": round(tally.minutes, 1)}


def _figures(one: Tally) -> Row:
    numbers = (
        one.words, one.screens, one.theory, round(one.minutes), one.declared,
        sum(one.questions.values()), sum(one.activities.values()), one.cases,
    )  # fmt: skip
    pictures = (one.figures, one.with_alt, one.with_source)
    return [*map(str, numbers), f"{one.covered}/{one.outcomes}", *map(str, pictures)]


def _by_kind(title: str, rows: Mapping[str, Mapping[str, int]]) -> str:
    kinds = [kind for kind, count in rows["total"].items() if count]
    if not kinds:
        return ""
    body = [(name, *(str(counts[kind]) for kind in kinds)) for name, counts in rows.items()]
    return f"{title}\n{_table([('module', *kinds), *body])}"


def _outcomes(modules: Sequence[Module]) -> str:
    rows = [
        (f"{module.id}: {one.outcome}", str(one.before), str(one.pages), str(one.after))
        for module in modules
        for one in coverage_of(module)
    ]
    return f"Questions by outcome\n{_table([('outcome', 'before', 'pages', 'after'), *rows])}" if rows else ""


def _workload(programme: Programme, curriculum: Tally) -> str:
    together = curriculum.declared + sum(one.minutes for one in programme.workload)
    rows = [
        ("workload", "hours"),
        ("curriculum", _hours(curriculum.declared)),
        *((one.title.source, _hours(one.minutes)) for one in programme.workload),
        ("together", _hours(together)),
    ]
    return f"{_table(rows)}The curriculum's screens come to {_hours(curriculum.minutes)} hours.\n"


def _hours(minutes: float) -> str:
    return f"{minutes / 60:.1f}"


def _table(rows: Sequence[Row]) -> str:
    """Rows under each other, the first column to the left and all others to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = (
        "  ".join(
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )
    return "".join(f"{line.rstrip()}\n" for line in lines)
