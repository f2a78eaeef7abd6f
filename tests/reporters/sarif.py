"""What SARIF 2.1.0 asks of the parts that we write, in our own words (OASIS, sections 3.13 to 3.35)."""

from __future__ import annotations

from typing import Any


def _object(required: tuple[str, ...], **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "required": list(required),
        "properties": properties,
        "additionalProperties": False,
    }


def _list(of: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "array", "items": of, **more}


_TEXT = {"type": "string"}
_FROM_1 = {"type": "integer", "minimum": 1}
_MESSAGE = _object(("text",), text=_TEXT, markdown=_TEXT)
_LEVEL = {"enum": ["none", "note", "warning", "error"]}
_RULE = _object(
    ("id",),
    id=_TEXT,
    shortDescription=_MESSAGE,
    help=_MESSAGE,
    defaultConfiguration=_object((), level=_LEVEL),
)
_PHYSICAL = _object(
    ("artifactLocation",),
    artifactLocation=_object(("uri",), uri={"type": "string", "format": "uri-reference"}),
    region=_object((), startLine=_FROM_1, startColumn=_FROM_1),
)
_LOGICAL = _object((), name=_TEXT, fullyQualifiedName=_TEXT, kind=_TEXT)
_LOCATION = _object((), physicalLocation=_PHYSICAL, logicalLocations=_list(_LOGICAL, uniqueItems=True))
_SUPPRESSION = _object(
    ("kind",),
    kind={"enum": ["inSource", "external"]},
    status={"enum": ["accepted", "underReview", "rejected"]},
    justification=_TEXT,
)
_RESULT = _object(
    ("message",),
    ruleId=_TEXT,
    ruleIndex={"type": "integer", "minimum": -1},
    level=_LEVEL,
    message=_MESSAGE,
    locations=_list(_LOCATION),
    suppressions=_list(_SUPPRESSION, uniqueItems=True),
)
_RUN = _object(
    ("tool",),
    tool=_object(("driver",), driver=_object(("name",), name=_TEXT, version=_TEXT, rules=_list(_RULE))),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    results=_list(_RESULT),
)
SCHEMA = _object(("version", "runs"), **{"$schema": _TEXT}, version={"const": "2.1.0"}, runs=_list(_RUN))
"""The official schema is larger; its licence does not clearly allow a copy of it here."""
