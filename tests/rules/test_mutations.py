"""Every rule is heard when a good package is spoilt as ``mutations.yaml`` says, and on none that is good."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from bot_scorm.diagnostics import Rule
from bot_scorm.readers import gift_faults
from bot_scorm.validation import PackageReport
from tests.rules.spoiling import GOOD, OPERATORS, files_of, judged
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
    "GIFT-111": "a file of megabytes",
}
"""Rules that no mutation of something good reaches."""
GIFT = [one.id for one in vars(gift_faults).values() if isinstance(one, Rule)]
GIFT_CASES = HERE.parent / "gift" / "cases"


def heard(report: PackageReport) -> set[str]:
    return {one.rule.id for one in report}


@pytest.mark.parametrize("name", GOOD)
def test_good_package_is_good(name: str, tmp_path: Path) -> None:
    assert heard(judged(name, files_of(GOOD[name]), tmp_path)) <= set(REMARKS)


@pytest.mark.parametrize("id", MUTATIONS)
def test_mutation_is_heard(id: str, tmp_path: Path) -> None:
    good, operator, *operands = MUTATIONS[id]
    files = files_of(GOOD[good])
    OPERATORS[operator](files, *operands)
    report = judged(good, files, tmp_path)
    assert id in heard(report), [f"{one.rule.id} {one.message}" for one in report]


def test_every_rule_is_reached() -> None:
    assert set(MUTATIONS) | set(ELSEWHERE) == {*RULES, *GIFT}
    assert not set(MUTATIONS) & set(ELSEWHERE)


def test_every_rule_of_gift_has_a_bad_case() -> None:
    """Good ones are all that say something else; what Moodle makes of each stands beside it."""
    told = "".join(path.read_text("utf-8") for path in GIFT_CASES.glob("*.expected"))
    elsewhere = {"GIFT-101", "GIFT-111"}  # a file of the corpus (tests/gift/test_moodle.py), one of megabytes
    assert {id for id in GIFT if id not in told} == elsewhere
