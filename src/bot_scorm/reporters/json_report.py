"""A report for programs; its shape is that of docs/report.schema.json."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from bot_scorm.diagnostics import Diagnostic, Severity
from bot_scorm.reporters.base import Outcome


def render(outcome: Outcome, *, colour: bool = False) -> str:
    """One JSON object in UTF-8, indented."""
    data: dict[str, Any] = {}
    if outcome.artifacts is not None:
        data["artifacts"] = [
            {
                "path": one.path,
                "format": one.format,
                "language": one.language,
                "module": one.module,
                "bytes": one.bytes,
                "sha256": one.sha256,
                "status": "fresh" if one.fresh else "built",
            }
            for one in outcome.artifacts
        ]
    if outcome.packages is not None:
        data["packages"] = [
            {
                "path": one.path,
                "standard": one.standard,
                "version": one.version,
                "why": one.why,
                "diagnostics": [_diagnostic(found) for found in one.diagnostics],
            }
            for one in outcome.packages
        ]
    if outcome.packages is None or outcome.diagnostics:
        data["diagnostics"] = [_diagnostic(one) for one in outcome.diagnostics]
    data["errors"] = outcome.count(Severity.ERROR)
    data["warnings"] = outcome.count(Severity.WARNING)
    data |= _beside(outcome)
    # A lone surrogate, from a file name that is no UTF-8, could not be written as UTF-8.
    text = json.dumps(data, indent=2, ensure_ascii=False)
    return text.encode("utf-8", "replace").decode() + "\n"


def _beside(outcome: Outcome) -> dict[str, Any]:
    """What does not count, each kind only if there is some."""
    beside = {
        "profile": outcome.profile,
        "ignored": [{**_diagnostic(one.diagnostic), "reason": one.reason} for one in outcome.ignored],
        "known": [_diagnostic(one) for one in outcome.known],
        "gone": [asdict(one) for one in outcome.gone],
    }
    return {name: value for name, value in beside.items() if value}


def _diagnostic(one: Diagnostic) -> dict[str, Any]:
    place = {"line": one.at.line, "column": one.at.column if one.at.line else 0}
    return {
        "rule": one.rule.id,
        "severity": one.severity.value,
        "message": one.message,
        "path": one.at.path,
        **{name: value for name, value in place.items() if value},
        "help": one.rule.help,
    }
