"""Annotations for GitHub Actions: one workflow command a finding.

Source: docs.github.com, “Workflow commands for GitHub Actions”; escaping as in actions/toolkit, `command.ts`.
"""

from __future__ import annotations

from bot_scorm.diagnostics import Diagnostic, Severity
from bot_scorm.reporters.base import Outcome

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(outcome: Outcome, *, colour: bool = False) -> str:
    """One line a finding; a place inside a package stands in the message, being no file of a repository."""
    return "".join(f"{_command(one)}\n" for one in outcome.all)


def _command(one: Diagnostic) -> str:
    file, inside, _ = one.at.path.partition("!")
    message = f"{one.message} ({one.at})" if inside else one.message
    place = {"line": one.at.line, "col": one.at.column} if not inside else {}
    properties = {
        "file": file,
        **{name: str(value) for name, value in place.items() if value},
        "title": one.rule.id,
    }
    said = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[one.severity]} {said}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
