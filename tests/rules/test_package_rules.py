"""For each rule on packages bad cases, told as in the text file beside them, and good ones that are clean.

A case is an unpacked package, a bare ``imsmanifest.xml`` or ``cmi5.xml``, a question file ``quiz.xml``, a
``changes.yaml`` that says what is done to a good package (spoiling.py), or a ``zip.yaml`` or ``tar.yaml``
that describes an archive which no ordinary tool would make (tests/package/zips.py and tars.py read them).
"""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest
import yaml

from bot_scorm import rules
from bot_scorm.package.view import CMI5, MANIFEST
from bot_scorm.rules.base import checks_in
from bot_scorm.validation import PackageReport, check
from tests.package.tars import described_tar
from tests.package.zips import described
from tests.rules.spoiling import changed
from tests.rules.spoiling import checked as spoilt

HERE = Path(__file__).parent
FAMILIES = [name for name in rules.FAMILIES if name not in (*rules.ON_SOURCES, *rules.ON_CONTENT)]
RULES = {
    one.rule.id: one.rule for name in FAMILIES for one in checks_in(import_module(f"bot_scorm.rules.{name}"))
}
FOLDERS = sorted(path for path in HERE.iterdir() if re.match("[A-Z0-9]+-[0-9]+$", path.name))
REMARKS = ("S24-042", "CCM-001")
"""What Moodle leaves out, and which cartridges it does not restore, is said of right manifests, too."""
BAD = [case for folder in FOLDERS for case in sorted(folder.glob("bad*/"))]
GOOD = [case for folder in FOLDERS for case in sorted(folder.glob("good*/"))]


def named(case: Path) -> str:
    return f"{case.parent.name}/{case.name}"


def checked(case: Path, folder: Path) -> PackageReport:
    description = case / "zip.yaml"
    if description.is_file():
        path = folder / "course.zip"
        path.write_bytes(described(yaml.safe_load(description.read_text("utf-8"))))
        return check(path, "course.zip")
    changes = case / "changes.yaml"
    if changes.is_file():
        return spoilt(changed(yaml.safe_load(changes.read_text("utf-8"))))
    tar = case / "tar.yaml"
    if tar.is_file():
        path = folder / "course.mbz"
        path.write_bytes(described_tar(yaml.safe_load(tar.read_text("utf-8"))))
        return check(path, "course.mbz")
    names = [path.name for path in case.iterdir()]
    if names in ([MANIFEST], ["quiz.xml"], [CMI5]):
        return check(case / names[0], names[0])
    return check(case, "course")


def told(report: PackageReport) -> str:
    return "".join(f"{one.at}: {one.severity.value} {one.rule.id} {one.message}\n" for one in report)


@pytest.mark.parametrize("case", BAD, ids=named)
def test_bad_case_is_told(case: Path, tmp_path: Path, regenerate: bool) -> None:
    report = checked(case, tmp_path)
    expected = case.parent / f"{case.name}.txt"
    if regenerate:
        expected.write_text(told(report), "utf-8")
    assert told(report) == expected.read_text("utf-8")
    assert case.parent.name in {one.rule.id for one in report}


@pytest.mark.parametrize("case", GOOD, ids=named)
def test_good_case_is_clean(case: Path, tmp_path: Path) -> None:
    report = checked(case, tmp_path)
    assert [one for one in report if one.rule.id not in REMARKS or case.parent.name in REMARKS] == []


@pytest.mark.parametrize("id", sorted(RULES))
def test_every_rule_has_a_bad_and_a_good_case(id: str) -> None:
    assert [case for case in BAD if case.parent.name == id]
    assert [case for case in GOOD if case.parent.name == id]


def test_every_case_belongs_to_a_rule() -> None:
    assert {folder.name for folder in FOLDERS} == set(RULES)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: str(rule.id))
def test_every_rule_says_why_and_shows_an_example(rule: object) -> None:
    help, title = getattr(rule, "help", ""), getattr(rule, "title", "")
    assert help.startswith("Why: ")
    assert "\nExample: " in help
    assert title.endswith(".")
    assert "\n" not in title
