"""Profiles as data: each names rules that exist, gives reasons, and does what it says."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from bot_scorm import profiles
from bot_scorm.catalogue import catalogue
from bot_scorm.configuration import _OF_RULES
from bot_scorm.diagnostics import Diagnostic, Location, Rule, Severity
from bot_scorm.profiles import LEVELS, Adjustment, Profile, adjusted, profile
from bot_scorm.usage import UsageError

AT = Location("course.zip")


@pytest.mark.parametrize("name", profiles.names())
def test_profile_is_about_rules_that_exist(name: str) -> None:
    data = tomllib.loads((Path(profiles.__file__).parent / f"{name}.toml").read_text("utf-8"))
    assert data.keys() == {"title", "rules"}
    assert data["title"].endswith(".")
    for entry in data["rules"]:
        assert entry.keys() <= set(_OF_RULES)
        assert entry["severity"] in LEVELS
        assert len(entry["reason"].split()) > 5, "a reason is a sentence"
        for one in entry["rules"]:
            changed = [rule for rule in catalogue().values() if profiles.named(rule.id, (one,))]
            assert changed, f"no rule is called {one}"
    assert profile(name).adjustments


@pytest.mark.parametrize(
    ("name", "rule", "severity"),
    [
        ("strict", "MAN-005", "error"),
        ("strict", "S12-013", "warning"),
        ("strict", "ARC-015", "info"),
        ("moodle", "MAN-005", "off"),
        ("moodle", "S12-015", "error"),
        ("moodle", "S12-002", "error"),
        ("scorm-cloud", "S12-002", "off"),
        ("canvas", "MAN-021", "error"),
        ("", "MAN-005", "warning"),
    ],
)
def test_severity_in_a_profile(name: str, rule: str, severity: str) -> None:
    told, ignored = adjusted([Diagnostic(AT, catalogue()[rule], "It is so.")], profile(name))
    assert [one.severity.value for one in told] == ([] if severity == "off" else [severity])
    assert [one.diagnostic.rule.id for one in ignored] == ([rule] if severity == "off" else [])


def test_the_later_of_two_adjustments_holds() -> None:
    rule = Rule("TST-001", Severity.WARNING, "A title.", "Why: so.")
    both = (
        Adjustment(("TST-*",), Severity.ERROR, "first"),
        Adjustment(("TST-001",), None, "second", Severity.WARNING),
    )
    told, ignored = adjusted([Diagnostic(AT, rule, "x")], Profile("p", "", both))
    assert (told, [one.reason for one in ignored]) == ((), ["second"])
    only_errors = Adjustment(("*",), None, "third", Severity.ERROR)
    assert adjusted([Diagnostic(AT, rule, "x")], Profile("p", "", (only_errors,)))[1] == ()


def test_misspelt_profile_is_guessed() -> None:
    with pytest.raises(UsageError, match="there is no profile “mudle”; did you mean “moodle”"):
        profile("mudle")
