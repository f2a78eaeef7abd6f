"""The settings that commands run with: those of the repository around the working folder, and options."""

from __future__ import annotations

from pathlib import Path

from bot_scorm import configuration
from bot_scorm.configuration import Configuration
from bot_scorm.diagnostics import Severity


def configured() -> Configuration:
    """The nearest configuration from the working folder upward; raises UsageError where it has a mistake."""
    return configuration.find(Path.cwd())


def bar_of(fail_on: str | None, settings: Configuration) -> Severity:
    """The least severity that fails a run: the option's, else the configured one, else error."""
    return Severity(fail_on) if fail_on else settings.fail_on or Severity.ERROR
