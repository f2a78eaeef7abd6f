"""Every rule is in the catalogue, once, and documented; the pages made from the code are current."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest
from tools.cli_page import page

from bot_scorm.catalogue import all_rules, catalogue, rules_page

RULES = list(catalogue().values())


def test_ids_are_used_once() -> None:
    assert {id: count for id, count in Counter(one.id for one in all_rules()).items() if count > 1} == {}


def test_every_rule_in_the_code_is_in_the_catalogue(repo: Path) -> None:
    """Looks for every id that is written as a literal, so that a forgotten module is found."""
    written = {
        node.value
        for path in (repo / "src").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"[A-Z][A-Z0-9]{1,4}-\d{3}", node.value)
    }
    assert written == set(catalogue())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_says_what_why_and_how(rule: object) -> None:
    from bot_scorm.diagnostics import Rule

    assert isinstance(rule, Rule)
    assert re.fullmatch(r"[A-Z][A-Z0-9]{1,4}-\d{3}", rule.id)
    assert rule.title.endswith(".")
    assert "\n" not in rule.title
    assert re.match(r"Why: \S", rule.help)
    assert re.search(r"^Example: \S", rule.help, re.M)


def test_rules_page_is_current(repo: Path) -> None:
    assert (repo / "docs/rules.md").read_text(encoding="utf-8") == rules_page(), "run make docs"


def test_cli_page_is_current(repo: Path) -> None:
    assert (repo / "docs/cli.md").read_text(encoding="utf-8") == page(), "run make docs"
