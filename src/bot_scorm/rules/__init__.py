"""Checks, by family. The table names modules, which are imported when they are used."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from bot_scorm.diagnostics import Report
from bot_scorm.rules.base import Check, checks_in

FAMILIES: tuple[str, ...] = (
    "archive",
    "xml",
    "manifest",
    "unchecked",
    "files",
    "pages",
    "speaking",
    "access",
    "access_page",
    "schema",
    "scorm12",
    "lms",
    "schema2004",
    "scorm2004",
    "placement2004",
    "lengths2004",
    "sequencing",
    "flow",
    "moodle2004",
    "moodle",
    "lom",
    "imscp",
    "cartridge_schema",
    "cartridge",
    "cartridge_resources",
    "cartridge_parts",
    "questions12",
    "questions12_profile",
    "items",
    "items_parts",
    "items_body",
    "items_scoring",
    "items_tests",
    "moodle_cartridge",
    "moodle_xml",
    "backup",
    "stored",
    "restoring",
    "cmi5",
    "source",
    "instruments",
    "asking",
    "wording",
    "module",
    "cast",
)
ON_SOURCES: tuple[str, ...] = ("source", "instruments")
"""The families that look for what cannot work in what authors wrote."""
ON_CONTENT: tuple[str, ...] = ("asking", "wording", "module", "cast")
"""The families that look at how content teaches: ``check`` runs them, a build does not."""


def all_checks() -> list[Check[Any]]:
    """Every check of every family."""
    return [check for name in FAMILIES for check in checks_in(import_module(f"bot_scorm.rules.{name}"))]


def run_on_sources(subject: object, report: Report) -> None:
    """Runs what is made for this kind of subject among the checks of sources."""
    for name in ON_SOURCES:
        run_family(name, subject, report)


def run_on_content(subject: object, report: Report) -> None:
    """Runs what is made for this kind of subject among the checks of content."""
    for name in ON_CONTENT:
        run_family(name, subject, report)


def run_family(name: str, subject: object, report: Report) -> None:
    """Runs a family's checks that are made for this kind of subject."""
    for check in checks_in(import_module(f"bot_scorm.rules.{name}")):
        if isinstance(subject, check.on):
            check.run(subject, report)
