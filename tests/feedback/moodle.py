"""What Moodle made of a file of Feedback questions: its stable parts."""

from __future__ import annotations

from typing import Any

_PARTS = ("type", "name", "label", "presentation", "options", "required", "hasvalue", "dependvalue")


def stable(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The items of the driver's output; one that depends on another says the position of that."""
    places = {one["id"]: one["position"] for one in items}
    return [
        {part: one[part] for part in _PARTS} | {"depends_on": places.get(one["depends_on_item"], 0)}
        for one in items
    ]
