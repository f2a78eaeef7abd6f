"""SARIF 2.1.0, which code hosts read. Source: OASIS, Static Analysis Results Interchange Format 2.1.0."""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from bot_scorm import __version__
from bot_scorm.diagnostics import Diagnostic, Location, Rule, Severity
from bot_scorm.reporters.base import Outcome

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(outcome: Outcome, *, colour: bool = False) -> str:
    """One run with its rules and results; addresses are relative to where the command ran (3.4.7)."""
    found = [*outcome.all, *(one.diagnostic for one in outcome.ignored), *outcome.known]
    rules = {one.rule.id: one.rule for one in found}
    order = {id: number for number, id in enumerate(sorted(rules))}
    driver = {"name": "bot-pack", "version": __version__, "rules": [_rule(rules[id]) for id in order]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [
            *(_result(one, order) for one in outcome.all),
            *(_suppressed(one.diagnostic, one.reason, order) for one in outcome.ignored),
            *(_suppressed(one, "The baseline knows it.", order) for one in outcome.known),
        ],
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "help": {"text": rule.help, "markdown": rule.help},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(one: Diagnostic, order: dict[str, int]) -> dict[str, Any]:
    return {
        "ruleId": one.rule.id,
        "ruleIndex": order[one.rule.id],
        "level": _LEVELS[one.severity],
        "message": {"text": one.message},
        "locations": [_location(one.at)],
    }


def _suppressed(one: Diagnostic, reason: str, order: dict[str, int]) -> dict[str, Any]:
    """A result that a viewer hides, and why (3.35)."""
    suppression = {"kind": "external", "status": "accepted", "justification": reason}
    return {**_result(one, order), "suppressions": [suppression]}


def _location(at: Location) -> dict[str, Any]:
    """A place; inside a package the zip is the file, and the name in there a logical location (3.33)."""
    file, inside, member = at.path.partition("!")
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(file)}}
    if inside:
        name = str(Location(member, at.line, at.column))
        logical = {"name": name, "fullyQualifiedName": str(at), "kind": "resource"}
        return {"physicalLocation": physical, "logicalLocations": [logical]}
    if at.line:
        physical["region"] = {"startLine": at.line, **({"startColumn": at.column} if at.column else {})}
    return {"physicalLocation": physical}


def _uri(path: str) -> str:
    """A relative reference; an absolute path, which is on another drive, becomes a file address."""
    address = quote(path.encode("utf-8", "surrogateescape"))
    if PurePosixPath(path).is_absolute():
        return f"file://{address}"
    return address if ":" not in path.partition("/")[0] else f"./{address}"
