"""``bot-pack.toml``: where it is found, what it may say, and what is said of its mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot_scorm.catalogue import catalogue
from bot_scorm.configuration import Configuration, find, judge, read
from bot_scorm.diagnostics import Diagnostic, Location, Severity
from bot_scorm.usage import UsageError

FULL = """
profile = "moodle"
fail-on = "warning"
[[rules]]
rules = ["ARC-015"]
severity = "error"
reason = "We send clean packages."
[[ignore]]
files = ["received/**"]
rules = ["MAN-*"]
reason = "The maker has gone."
"""


def wrote(folder: Path, text: str, name: str = "bot-pack.toml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_nearest_one_upward_is_found(tmp_path: Path) -> None:
    wrote(tmp_path, 'profile = "strict"')
    wrote(tmp_path / "a", '[tool.bot-pack]\nprofile = "canvas"', "pyproject.toml")
    wrote(tmp_path / "a/b", '[project]\nname = "other"', "pyproject.toml")
    wrote(tmp_path / "a/c", '[tool.bot-pack]\nprofile = "canvas"', "pyproject.toml")
    wrote(tmp_path / "a/c", 'profile = "moodle"')
    assert find(tmp_path).profile == "strict"
    assert find(wrote(tmp_path / "x/y", "", "note")).profile == "strict"
    assert (find(tmp_path / "a/b").profile, find(tmp_path / "a/b").folder) == ("canvas", tmp_path / "a")
    assert find(tmp_path / "a/c").profile == "moodle"


def test_what_it_says(tmp_path: Path) -> None:
    found = find(wrote(tmp_path, FULL))
    assert (found.profile, found.fail_on, found.folder) == ("moodle", Severity.WARNING, tmp_path)
    assert found.own.adjustments[0].severity is Severity.ERROR
    assert found.ignores[0].reason == "The maker has gone."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('profil = "moodle"', "no key “profil” in the settings; did you mean “profile”?"),
        ('profile = "moddle"', "profile in the settings cannot be “moddle”; did you mean “moodle”?"),
        ('fail-on = "warn"', "fail-on in the settings cannot be “warn”; did you mean “warning”?"),
        ("fail-on = 1", "fail-on in the settings is a text in quotes"),
        ('ignore = "MAN-001"', "ignore in the settings is a list"),
        (
            '[[ignore]]\nfiles = ["a"]\nrules = ["MAN-01"]\nreason = "x"',
            "no rule “MAN-01”; did you mean “MAN-",
        ),
        ('[[ignore]]\nfiles = ["a"]\nrules = ["QQQ-*"]\nreason = "x"', "no rule “QQQ-*”"),
        ('[[ignore]]\nfiles = ["a"]\nrules = ["MAN-001"]', 'needs reason = "…"'),
        ('[[ignore]]\nfiles = ["a"]\nrules = ["MAN-001"]\nreason = " "', 'needs reason = "…"'),
        ('[[ignore]]\nrules = ["MAN-001"]\nreason = "x"', 'needs files = ["…"]'),
        ('[[ignore]]\nfile = "a"\nrules = ["MAN-001"]\nreason = "x"', "did you mean “files”?"),
        ('[[rules]]\nrules = ["MAN-001"]\nreason = "x"', 'needs severity = "…"'),
        ('[[rules]]\nrules = ["MAN-001"]\nseverity = "of"\nreason = "x"', "did you mean “off”?"),
        ("profile = ", "this is no TOML: "),
    ],
)
def test_mistakes_are_told_with_the_nearest_word(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        find(wrote(tmp_path, text))
    assert str(caught.value).startswith(f"{tmp_path / 'bot-pack.toml'}: ")
    assert said in str(caught.value)


def test_a_table_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="the settings is no table"):
        find(wrote(tmp_path, "[tool]\nbot-pack = 1", "pyproject.toml"))


@pytest.mark.parametrize(
    ("glob", "path", "fits"),
    [
        ("received/**", "received/a/b.zip", True),
        ("received", "received/a/b.zip", True),
        ("received/", "received/a.zip!imsmanifest.xml", True),
        ("*.zip", "a.zip", True),
        ("*.zip", "received/a.zip", False),
        ("**/*.zip", "a.zip", True),
        ("**/*.zip", "received/deep/a.zip!x", True),
        ("a?.zip", "ab.zip", True),
        ("a.zip", "aXzip", False),
        ("a.zip!media/*", "a.zip!media/x.png", True),
        ("a.zip!media/*", "a.zip!other/x.png", False),
        ("./a.zip", "a.zip", True),
        ("[a].zip", "[a].zip", True),
    ],
)
def test_globs(glob: str, path: str, fits: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ignore = {"files": [glob], "rules": ["MAN-005"], "reason": "It is meant."}
    settings = read({"ignore": [ignore]}, tmp_path / "bot-pack.toml")
    judged = judge([Diagnostic(Location(path), catalogue()["MAN-005"], "x")], settings)
    assert len(judged.ignored) == fits
    assert len(judged.told) == (not fits)


def test_globs_count_from_the_settings_not_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ignore = {"files": ["in/a.zip"], "rules": ["MAN-005"], "reason": "It is meant."}
    settings = read({"ignore": [ignore]}, tmp_path / "bot-pack.toml")
    (tmp_path / "in").mkdir()
    monkeypatch.chdir(tmp_path / "in")
    one = Diagnostic(Location("a.zip!x"), catalogue()["MAN-005"], "x")
    assert settings.reason(one) == "It is meant."


def test_own_rules_come_after_the_profile_and_a_named_profile_before_the_configured_one(
    tmp_path: Path,
) -> None:
    settings = find(wrote(tmp_path, FULL))
    extra, listed = (Diagnostic(Location("a.zip"), catalogue()[id], "x") for id in ("ARC-015", "MAN-005"))
    assert [one.severity.value for one in judge([extra], settings).told] == ["error"]
    assert len(judge([listed], settings).ignored) == 1
    assert [one.severity.value for one in judge([listed], settings, "strict").told] == ["error"]
    assert judge([extra], Configuration()).told == (extra,)
