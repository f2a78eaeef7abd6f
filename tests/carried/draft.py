"""Drafts the file of a new format from what its writer says and writes; a person has to read it."""

from __future__ import annotations

import json

from bot_scorm.catalogue import catalogue
from bot_scorm.diagnostics import Severity
from tests.carried.course import Written, ids, sources


def draft(format: str, written: dict[str, Written]) -> str:
    """A file in which every element has a place.

    A warning is taken for a loss, a remark for a change; what the artifact does not show and nobody speaks of
    is outside of the format.
    """
    severity = {id: rule.severity for id, rule in catalogue().items()}
    places: dict[str, dict[str, str]] = {"whole": {}, "changed": {}, "left out": {}, "outside": {}}
    by_id: dict[str, str] = {}
    says: set[str] = set()
    for id in sorted(ids(), key=lambda id: bool(sources()[id].of)):  # what others are a part of comes first
        own, base = sources()[id], sources()[id].of
        said = written[id].said - (written[base].said if base else frozenset())
        lost = sorted(message for rule, message in said if severity[rule] is Severity.WARNING)
        told = sorted(message for _, message in said)
        says |= {rule for rule, _ in said}
        shown = own.shows in written[id].text if own.shows else bool(written[id].text)
        inherited = by_id.get(base, "whole")
        if told:
            by_id[id] = "changed" if shown and not (lost and not own.shows) else "left out"
        else:
            by_id[id] = (inherited if inherited != "left out" else "whole") if shown else "outside"
        places[by_id[id]][id] = "; ".join(told)
    lines = [f"title: {format}", f"says: [{', '.join(sorted(says))}]"]
    for name, rows in places.items():
        found = {id: rows[id] for id in ids() if id in rows}
        if name in ("whole", "outside"):
            lines.append(f"{name}: [{', '.join(found)}]")
        else:
            lines += [
                f"{name}:",
                *(f"  {id}: {json.dumps(note, ensure_ascii=False)}" for id, note in found.items()),
            ]
    return "\n".join(lines) + "\n"
