"""The table of what is checked is current, names rules that exist, and leaves none out."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from tools.coverage_page import page, requirements

from bot_scorm.catalogue import catalogue
from bot_scorm.rules.base import checks_in

OF_STANDARDS = (
    "schema", "scorm12", "lms", "moodle", "schema2004", "scorm2004", "placement2004", "lengths2004",
    "sequencing", "flow", "moodle2004", "lom", "imscp", "backup", "stored", "restoring", "cmi5",
    "cartridge_schema", "cartridge", "cartridge_resources", "cartridge_parts", "moodle_cartridge",
    "questions12", "questions12_profile", "items", "items_parts", "items_body", "items_scoring",
    "items_tests",
)  # fmt: skip
"""The families whose rules come from a standard or from what systems make of it."""


def named() -> set[str]:
    return {id for rows in requirements().values() for rules in rows.values() for id in rules.split()}


def test_page_is_current(repo: Path) -> None:
    assert (repo / "docs/coverage.md").read_text(encoding="utf-8") == page(), "run make docs"


def test_rules_that_are_named_exist() -> None:
    assert named() <= set(catalogue())


def test_no_rule_of_a_standard_is_left_out() -> None:
    modules = [import_module(f"bot_scorm.rules.{name}") for name in OF_STANDARDS]
    assert {check.rule.id for module in modules for check in checks_in(module)} <= named()
