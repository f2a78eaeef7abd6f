"""Settings as the commands use them: what is ignored is counted and told, and the exit code follows."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from bot_scorm.cli import main

FILES = Path(__file__).parents[1] / "cli" / "files"
IGNORES = """
[[ignore]]
files = ["imsmanifest.xml"]
rules = ["MAN-008"]
reason = "The resource is added later."
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(FILES, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_ignored_findings_are_counted_and_told(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", "imsmanifest.xml"]) == 1
    (here / "bot-pack.toml").write_text(IGNORES, "utf-8")
    capsys.readouterr()
    assert main(["validate", "imsmanifest.xml"]) == 0
    assert capsys.readouterr().out == (
        "imsmanifest.xml: SCORM 1.2, ok\n1 package: 0 errors, 0 warnings, 1 ignored\n"
    )
    main(["validate", "imsmanifest.xml", "--output-format", "json"])
    (one,) = json.loads(capsys.readouterr().out)["ignored"]
    assert (one["rule"], one["reason"]) == ("MAN-008", "The resource is added later.")


def test_fail_on_of_the_settings_holds_and_the_option_is_stronger(here: Path) -> None:
    page = here / "good/content/curriculum/01-trust/10-page.md"
    page.write_text(page.read_text("utf-8") + "\nRaw <b>HTML</b>.\n", "utf-8")
    assert main(["check", "good"]) == 0
    (here / "bot-pack.toml").write_text('fail-on = "warning"', "utf-8")
    assert main(["check", "good"]) == 1
    assert main(["check", "good", "--fail-on", "error"]) == 0
    meant = '[[ignore]]\nfiles = ["good/**/10-page.md"]\nrules = ["TXT-001"]\nreason = "It is meant."\n'
    (here / "bot-pack.toml").write_text(f'fail-on = "warning"\n{meant}', "utf-8")
    assert main(["check", "good"]) == 0


def test_a_mistake_in_the_settings_stops_the_run(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "bot-pack.toml").write_text('profil = "strict"', "utf-8")
    assert main(["validate", "imsmanifest.xml"]) == 2
    assert "did you mean “profile”?" in capsys.readouterr().err


def test_the_profile_of_the_settings_is_named(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "pyproject.toml").write_text('[tool.bot-pack]\nprofile = "moodle"', "utf-8")
    main(["validate", "imsmanifest.xml"])
    assert capsys.readouterr().out.endswith("1 package: 1 error, 0 warnings (profile moodle)\n")


def test_diff_and_writing_need_a_file_and_exclude_each_other() -> None:
    assert main(["validate", "imsmanifest.xml", "--write-baseline"]) == 2
    assert main(["validate", "imsmanifest.xml", "--baseline", "b.json", "--write-baseline", "--diff"]) == 2
