"""What ADL's own checker can fail in a package of SCORM 2004 is told: each of its requirements is broken."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from bot_scorm.catalogue import adl_requirements, catalogue
from bot_scorm.diagnostics import Severity
from tests.rules.spoiling import GOOD, OPERATORS, checked, files_of

BREAKS: Mapping[str, list[list[str]]] = yaml.safe_load(
    (Path(__file__).parent / "adl.yaml").read_text("utf-8")
)


def test_each_is_broken_once_and_told_by_rules_that_there_are() -> None:
    asked = adl_requirements()
    assert list(asked) == list(BREAKS)
    assert {rule for rules in asked.values() for rule in rules} <= set(catalogue())


@pytest.mark.parametrize("number", BREAKS)
def test_broken_requirement_is_told(number: str) -> None:
    files = files_of(GOOD["scorm2004"])
    for operator, *operands in BREAKS[number]:
        OPERATORS[operator](files, *operands)
    told = {one.rule.id: one.message for one in checked(files) if one.severity is not Severity.INFO}
    assert set(adl_requirements()[number]) <= set(told), told
