"""A comparison as text for people and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby

from bot_scorm.compare.changes import Change, Comparison, Effect

_SIGNS = {"added": "+", "removed": "-", "renamed": "~", "new id": "!", "moved": ">", "changed": "*"}
_EFFECTS = {Effect.LOST: "lost: ", Effect.OTHERWISE: "otherwise: ", Effect.KEPT: ""}
_FILES = 20
"""So many files of one kind of change are named."""


def as_json(found: Comparison) -> str:
    """The comparison as JSON: ``changes`` with ``kind``, ``what``, ``id``, ``name``, ``within``, ``effect``
    and ``notes``; how many of each effect; and ``progress_lost``."""
    data = {
        "old": found.old,
        "new": found.new,
        "compared": found.subject,
        "changes": [
            {
                "kind": one.kind,
                "what": one.what,
                "id": one.id,
                "name": one.name,
                "within": one.within,
                "effect": one.effect.value,
                "notes": list(one.notes),
            }
            for one in found.changes
        ],
        **{effect.value: len(found.having(effect)) for effect in Effect},
        **({"same": found.same} if found.subject == "questions" else {}),
        "progress_lost": found.lost,
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def as_text(found: Comparison) -> str:
    """The comparison as lines: what changed, place by place, and at the end what it means."""
    lines = [f"{found.old} -> {found.new}"]
    for within, changes in groupby(found.changes, lambda one: one.within):
        lines += ["", within] if within else [""]
        lines += _lines(list(changes))
    return "\n".join([*lines, "", *_verdict(found)]) + "\n"


def _lines(changes: list[Change]) -> Iterator[str]:
    named: dict[str, int] = {}
    for one in changes:
        if one.what == "file":
            named[one.kind] = named.get(one.kind, 0) + 1
            if named[one.kind] > _FILES:
                continue
        name = f" “{one.name}”" if one.name else ""
        yield f"  {_SIGNS[one.kind]} {one.kind} {one.what}{f' {one.id}' if one.id else ''}{name}"
        yield from (
            f"      {_EFFECTS[one.effect] if not at else ''}{note}" for at, note in enumerate(one.notes)
        )
    for kind, many in named.items():
        if many > _FILES:
            yield f"  {_SIGNS[kind]} and {many - _FILES:,} more {kind} files"


def _verdict(found: Comparison) -> Iterator[str]:
    if found.subject == "questions":
        yield from _import(found)
        return
    if not found.changes:
        yield "Nothing has changed."
        return
    lost, otherwise, kept = (len(found.having(one)) for one in (Effect.LOST, Effect.OTHERWISE, Effect.KEPT))
    yield f"Progress is lost by {lost} of the changes, counts otherwise by {otherwise}, is kept by {kept}."
    yield "Learners who are half-way lose something." if lost else "Learners who are half-way lose nothing."


def _import(found: Comparison) -> Iterator[str]:
    ids = {kind: sum(one.kind == kind for one in found.changes) for kind in _SIGNS}
    touched = {
        (one.within, one.id, one.name) for one in found.changes if one.kind not in ("added", "removed")
    }
    yield f"{ids['added']} new, {ids['removed']} gone, {len(touched)} different, {found.same} the same."
    if doubled := found.same + len(touched):
        many = f"{doubled:,} questions" if doubled > 1 else "1 question"
        yield f"Moodle adds all questions of a file and replaces none: importing the new one doubles {many}."
