"""What Moodle makes of the spoilt backups of tests/rules/mutations.yaml: an error is one for it, too."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot_scorm.validation import check
from tests.moodle.conftest import DRIVERS, driver
from tests.package.zips import Member, make_zip
from tests.rules.spoiling import GOOD, OPERATORS, Files, files_of
from tests.rules.test_mutations import MUTATIONS

VERDICTS: dict[str, str] = yaml.safe_load((Path(__file__).parent / "backups.yaml").read_text("utf-8"))
RULES = [id for id in MUTATIONS if id.startswith("BAK-")]


def restored(files: Files, folder: Path) -> tuple[int, int, int, int] | None:
    """How many activities, files, questions and slots of quizzes Moodle restores; None if it refuses."""
    path = folder / "course.mbz"
    path.write_bytes(make_zip([Member(name.encode(), data) for name, data in sorted(files.items())]))
    done = subprocess.run(
        ["php", DRIVERS / "restore_mbz.php", path], capture_output=True, text=True, check=False
    )
    found: dict[str, Any] = json.loads(done.stdout[done.stdout.index("{") :])
    if not found["ok"]:
        return None
    activities = [one for section in found["sections"] for one in section["activities"]]
    stored = sum(len(one.get("files", ())) for one in activities)
    return len(activities), stored, found["questions"], sum(one.get("slots", 0) for one in activities)


@pytest.mark.parametrize("id", RULES)
def test_moodle_does_as_the_rule_says(id: str, moodle: str, tmp_path: Path) -> None:
    whole = restored(files_of(GOOD["backup"]), tmp_path)
    assert whole == (2, 1, 1, 1)
    good, operator, *operands = MUTATIONS[id]
    files = files_of(GOOD[good])
    OPERATORS[operator](files, *operands)
    found = restored(files, tmp_path)
    less = found is not None and any(a < b for a, b in zip(found, whole, strict=True))
    assert VERDICTS[id].split(":")[0] == ("refused" if found is None else "less" if less else "the same")


def test_what_moodle_itself_backs_up_is_right(moodle: str, tmp_path: Path) -> None:
    """A gzipped tar with every setting on: all that is told is that a teacher is named in it."""
    path = tmp_path / "course.mbz"
    files = sorted(files_of(GOOD["backup"]).items())
    path.write_bytes(make_zip([Member(name.encode(), data) for name, data in files]))
    course = driver("restore_mbz.php", str(path))["courseid"]
    script = Path(os.environ["MOODLE_DIR"]) / "admin" / "cli" / "backup.php"
    folder = tmp_path / "backups"
    folder.mkdir()
    subprocess.run(
        ["php", script, f"--courseid={course}", f"--destination={folder}"], capture_output=True, check=True
    )
    (made,) = folder.iterdir()
    report = check(made)
    assert (report.standard, report.version) == ("Moodle backup", "4.5")
    assert {one.rule.id for one in report} <= {"BAK-038"}


def test_backups_of_all_times_that_moodle_restores_have_no_error(moodle: str) -> None:
    """Those with which Moodle tests itself: made by Moodle 2.6 to 4.5, as zips and gzipped tars."""
    found = {path.name: check(path) for path in sorted(Path(os.environ["MOODLE_DIR"]).rglob("*.mbz"))}
    assert len(found) > 10
    assert {name for name, report in found.items() if report.failed} == set()


def test_every_rule_was_tried() -> None:
    assert set(VERDICTS) == set(RULES)
