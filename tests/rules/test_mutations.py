"""Every rule is heard when a good package is spoilt as ``mutations.yaml`` says, and on none that is good."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from bot_scorm.validation import PackageReport
from tests.rules.spoiling import GOOD, OPERATORS, checked, files_of
from tests.rules.test_package_rules import REMARKS, RULES

HERE = Path(__file__).parent
MUTATIONS: Mapping[str, list[str]] = yaml.safe_load((HERE / "mutations.yaml").read_text("utf-8"))
ELSEWHERE = {
    "XML-004": "a manifest of megabytes",
    "MAN-024": "only for cartridges",
    "CNT-014": "a page of megabytes",
    "CNT-015": "a page of tens of thousands of elements",
    "BAK-003": "a backup of megabytes of XML",
    "BAK-013": "only for gzipped tars",
    "CMI-008": "only for a course structure without a zip",
}
"""Rules that no mutation of a good manifest reaches, beside those of question files, and those of the
family archive, which look at the bytes of a zip: their cases make such zips (tests/package/zips.py)."""


def heard(report: PackageReport) -> set[str]:
    return {one.rule.id for one in report}


@pytest.mark.parametrize("name", GOOD)
def test_good_package_is_good(name: str) -> None:
    assert heard(checked(files_of(GOOD[name]))) <= set(REMARKS)


@pytest.mark.parametrize("id", MUTATIONS)
def test_mutation_is_heard(id: str) -> None:
    good, operator, *operands = MUTATIONS[id]
    files = files_of(GOOD[good])
    OPERATORS[operator](files, *operands)
    report = checked(files)
    assert id in heard(report), [f"{one.rule.id} {one.message}" for one in report]


def test_every_rule_is_reached() -> None:
    wanted = {id for id in RULES if not id.startswith(("ARC-", "MXML-"))}
    assert set(MUTATIONS) | set(ELSEWHERE) == wanted
    assert not set(MUTATIONS) & set(ELSEWHERE)
