"""Forms of a report. The table names modules, which are imported when they are used."""

from __future__ import annotations

from importlib import import_module

from bot_scorm.reporters.base import BuiltArtifact, CheckedPackage, Outcome, Reporter

__all__ = ["REPORTERS", "BuiltArtifact", "CheckedPackage", "Outcome", "Reporter", "reporter"]

REPORTERS: dict[str, str] = {
    "text": "bot_scorm.reporters.text",
    "json": "bot_scorm.reporters.json_report",
    "sarif": "bot_scorm.reporters.sarif",
    "junit": "bot_scorm.reporters.junit",
    "github": "bot_scorm.reporters.github",
    "html": "bot_scorm.reporters.html",
}
"""Name as in ``--output-format`` to the module that renders it."""


def reporter(name: str) -> Reporter:
    """The reporter of an output format; raises KeyError for an unknown one."""
    found: Reporter = import_module(REPORTERS[name])
    return found
