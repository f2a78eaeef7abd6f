"""Every output format with hostile findings, and the shape that each promises."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from lxml import etree

from bot_scorm.diagnostics import Diagnostic, Gone, Ignored, Location, Rule, Severity
from bot_scorm.reporters import REPORTERS, BuiltArtifact, CheckedPackage, Outcome, reporter
from tests.package.zips import Member, make_zip
from tests.reporters.sarif import SCHEMA as SARIF

ERROR = Rule("TST-001", Severity.ERROR, "A title.", "Why: because.\n\nExample: this.")
WARNING = Rule("TST-002", Severity.WARNING, "Another title.", "Why: so.\n\nExample: that.")
INFO = Rule("TST-003", Severity.INFO, "A third title.", "Why: as it is.\n\nExample: those.")
HOSTILE = 'a %0A,:\x00\x1b[31m "q" <b>&amp;\r\nnext ::error::x ]]> \u202e 😀 Ћ'


def outcome(**more: object) -> Outcome:
    return Outcome(
        (
            Diagnostic(Location("content/a, b%.md", 3, 7), ERROR, HOSTILE),
            Diagnostic(Location("content/c.md", 3), WARNING, "plain"),
            Diagnostic(Location("content"), INFO, "plain"),
        ),
        **more,  # type: ignore[arg-type]  # as given
    )


def package() -> Outcome:
    at = Location("build/курс 1.zip!imsmanifest.xml", 12, 3)
    return Outcome(
        packages=(
            CheckedPackage("build/курс 1.zip", "SCORM", "1.2", (Diagnostic(at, ERROR, "is wrong"),)),
            CheckedPackage("build/ok.zip", "", "", ()),
        )
    )


def beside(**more: object) -> Outcome:
    """What does not count, in hostile words."""
    one = Diagnostic(Location("a.zip!x", 2, 1), ERROR, HOSTILE)
    return Outcome(
        packages=(CheckedPackage("a.zip", "SCORM", "1.2", ()),),
        profile="moodle",
        ignored=(Ignored(one, HOSTILE),),
        known=(one,),
        gone=(Gone("a.zip", "TST-001", "x", HOSTILE, 2),),
        **more,  # type: ignore[arg-type]  # as given
    )


BUILT = BuiltArtifact("build/en/gift/a.gift.txt", "gift", "en", "a", 12, "0" * 64, True)


@pytest.mark.parametrize("one", [outcome(), package(), outcome(artifacts=(BUILT,)), Outcome(), beside()])
def test_json_has_the_published_shape(one: Outcome, repo: Path) -> None:
    schema = json.loads((repo / "docs/report.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(reporter("json").render(one)))


def test_json_leaves_out_what_is_unknown() -> None:
    data = json.loads(reporter("json").render(outcome()))
    assert [(one.get("line"), one.get("column")) for one in data["diagnostics"]] == [
        (3, 7),
        (3, None),
        (None, None),
    ]
    assert (data["errors"], data["warnings"]) == (1, 1)
    assert data["diagnostics"][0]["message"] == HOSTILE


def test_github_escapes_what_would_be_a_command() -> None:
    first, *rest = reporter("github").render(outcome()).splitlines()
    assert first.startswith("::error file=content/a%2C b%25.md,line=3,col=7,title=TST-001::a %250A,:")
    assert "%0D%0Anext ::error::x" in first
    assert rest == [
        "::warning file=content/c.md,line=3,title=TST-002::plain",
        "::notice file=content,title=TST-003::plain",
    ]


def test_github_names_the_place_inside_a_package() -> None:
    assert reporter("github").render(package()) == (
        "::error file=build/курс 1.zip,title=TST-001::is wrong (build/курс 1.zip!imsmanifest.xml:12:3)\n"
    )


@pytest.mark.parametrize("one", [outcome(), package(), Outcome(), beside()])
def test_sarif_has_the_shape_of_the_standard(one: Outcome) -> None:
    data = json.loads(reporter("sarif").render(one))
    Draft202012Validator(SARIF).validate(data)
    (run,) = data["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[found["ruleIndex"]]["id"] == found["ruleId"] for found in run["results"])


def test_sarif_refers_to_rules_and_relative_addresses() -> None:
    data = json.loads(reporter("sarif").render(outcome()))
    (run,) = data["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[one["ruleIndex"]]["id"] for one in run["results"]] == ["TST-001", "TST-002", "TST-003"]
    assert [one["level"] for one in run["results"]] == ["error", "warning", "note"]
    places = [one["locations"][0]["physicalLocation"] for one in run["results"]]
    assert places[0] == {
        "artifactLocation": {"uri": "content/a%2C%20b%25.md"},
        "region": {"startLine": 3, "startColumn": 7},
    }
    assert places[1]["region"] == {"startLine": 3}
    assert "region" not in places[2]


def test_sarif_puts_a_place_inside_a_package_on_the_package() -> None:
    (run,) = json.loads(reporter("sarif").render(package()))["runs"]
    (place,) = run["results"][0]["locations"]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "build/%D0%BA%D1%83%D1%80%D1%81%201.zip"}
    }
    assert place["logicalLocations"][0]["name"] == "imsmanifest.xml:12:3"


def test_junit_fails_what_fails_the_run_and_passes_what_is_clean() -> None:
    root = etree.fromstring(reporter("junit").render(outcome()).encode())
    assert (root.get("tests"), root.get("failures")) == ("3", "1")
    strict = etree.fromstring(reporter("junit").render(outcome(fail_on=Severity.INFO)).encode())
    assert strict.get("failures") == "3"
    clean = etree.fromstring(reporter("junit").render(package()).encode())
    assert [case.get("name") for case in clean.iter("testcase") if not len(case)] == ["build/ok.zip"]
    none = etree.fromstring(reporter("junit").render(Outcome()).encode())
    assert [case.get("name") for case in none.iter("testcase")] == ["no findings"]


def test_what_does_not_count_is_told_and_fails_nothing() -> None:
    assert not beside().failed
    said = reporter("text").render(beside())
    assert said.splitlines()[0].startswith("a.zip!x:2:1: known error TST-001 a %0A")
    assert said.endswith("1 package: 0 errors, 0 warnings, 1 ignored, 1 known, 2 gone (profile moodle)\n")
    new = reporter("text").render(beside(only_new=True))
    assert "known error" not in new
    assert new.splitlines()[0].startswith("a.zip!x: gone TST-001 a %0A")
    data = json.loads(reporter("json").render(beside()))
    assert (data["errors"], data["ignored"][0]["reason"], data["gone"][0]["count"]) == (0, HOSTILE, 2)
    (run,) = json.loads(reporter("sarif").render(beside()))["runs"]
    assert [one["suppressions"][0]["justification"] for one in run["results"]] == [
        HOSTILE,
        "The baseline knows it.",
    ]
    root = etree.fromstring(reporter("junit").render(beside()).encode())
    assert (root.get("tests"), root.get("failures"), root.get("skipped")) == ("3", "0", "2")
    assert reporter("github").render(beside()) == ""


def test_text_cannot_command_a_terminal() -> None:
    said = reporter("text").render(outcome())
    assert not {"\x00", "\x1b", "\r", "\u202e"} & set(said)
    assert said.count("help: ") == 3
    assert said.endswith("1 error, 1 warning\n")


def test_text_is_coloured_where_it_is_asked_to_be() -> None:
    assert "\x1b[31merror\x1b[0m TST-001" in reporter("text").render(outcome(), colour=True)


@pytest.mark.parametrize(
    ("line", "column", "shown"),
    [
        ("name: x", 7, "    | name: x\n    |       ^\n"),
        ("日本: x", 5, "    | 日本: x\n    |       ^\n"),
        ("\tx", 2, "    |  x\n    |  ^\n"),
        ("a" * 300 + "b", 301, "    | " + "a" * 54 + "b\n    | " + " " * 54 + "^\n"),
    ],
)
def test_caret_stands_below_its_column(
    line: str, column: int, shown: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("page.md").write_text(f"first\r\n{line}\n", encoding="utf-8", newline="")
    one = Diagnostic(Location("page.md", 2, column), ERROR, "here")
    assert shown in reporter("text").render(Outcome((one,)))


@given(st.text(max_size=40), st.text(max_size=40), st.integers(0, 3), st.sampled_from(sorted(REPORTERS)))
def test_any_finding_can_be_told(path: str, message: str, line: int, name: str) -> None:
    one = Diagnostic(Location(path, line, line), ERROR, message)
    said = reporter(name).render(Outcome((one,)))
    if name in ("json", "sarif"):
        json.loads(said)
    elif name == "junit":
        etree.fromstring(said.encode())
    elif name == "html":
        assert said.endswith("</html>\n")
    else:
        first, *rest = said.split("\n")
        assert "TST-001" in first
        assert name == "text" or rest == [""]


def test_text_shows_the_line_inside_a_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    xml = "<a>\n  <b>\u010da\u010dak</b>\n</a>\n"
    for name, data in (("old.zip", xml.encode()), ("wide.zip", xml.encode("utf-16")), ("none.zip", None)):
        members = [Member(b"m.xml", data)] if data else []
        Path(name).write_bytes(make_zip([*members, Member(b"bad.xml", b"x", crc=1)]))
        at = Location(f"{name}!m.xml", 2, 6)
        found = tuple(Diagnostic(one, ERROR, "is wrong") for one in (at, at.on(9, 1), at.on(2)))
        bad = Diagnostic(Location(f"{name}!bad.xml", 1, 1), ERROR, "is bad")
        text = reporter("text").render(Outcome(packages=(CheckedPackage(name, "", "", (*found, bad)),)))
        shown = [line for line in text.splitlines() if line.startswith("    |")]
        assert shown == (["    |   <b>\u010da\u010dak</b>", "    |      ^"] if data else [])
