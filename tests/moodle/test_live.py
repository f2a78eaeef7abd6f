"""A real Moodle takes what we build; what it stored is kept in ``accepted/``."""

from __future__ import annotations

import json
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext

from bot_scorm.diagnostics import Report
from bot_scorm.pipeline import BuildOptions, build
from bot_scorm.readers.gift import read_gift
from tests.browser.answers import answer_all_right, choose, hand_in
from tests.browser.conftest import COURSE
from tests.conftest import REPO
from tests.gift.moodle import differences, taken
from tests.gift.moodle import stable as stable_question
from tests.moodle.conftest import LEARNER, MoodleSitting, driver, moodle_version
from tests.moodle.script import first_visit, second_visit, stable, stable_2004

ACCEPTED = Path(__file__).parent / "accepted"


def built(root: Path, out: Path, format: str, id: str) -> Path:
    report = Report()
    artifacts = build(root, BuildOptions(formats=(format,), out=out, jobs=1, force=True), report)
    assert not report.failed
    return next(Path(one.path) for one in artifacts if one.module == id)


def keep(name: str, found: dict[str, Any], write: bool) -> None:
    """Compares with what was accepted before, or writes it anew with ``--regenerate``."""
    path = ACCEPTED / name
    if write:
        seen = {"moodle": moodle_version(), "date": f"{datetime.now(UTC):%Y-%m-%d}"}
        path.write_text(json.dumps(seen | found, ensure_ascii=False, indent=1) + "\n", "utf-8")
    kept = json.loads(path.read_text("utf-8"))
    assert found == {name: value for name, value in kept.items() if name not in ("moodle", "date")}


SCORM = {"scorm12": stable, "scorm2004": stable_2004, "scorm2004-3rd": stable_2004}
"""What is kept of an attempt, by format."""
TOTAL_TIME = re.compile(r"\d\d\d?\d?:\d\d:\d\d(\.\d+)?|PT(\d+H)?(\d+M)?\d+S")
every_scorm = pytest.mark.parametrize("format", SCORM)


@every_scorm
def test_scorm_plays_resumes_records_grades_and_completes(
    context: BrowserContext, moodle: str, tmp_path: Path, regenerate: bool, format: str
) -> None:
    package = built(COURSE, tmp_path, format, "all")
    activity = driver("add_scorm.php", str(package))
    first = MoodleSitting(context, moodle, activity["cmid"])
    first_visit(first)
    first.close_tab()
    middle = driver("tracks.php", str(activity["cmid"]))["users"][LEARNER[0]]
    second = MoodleSitting(context, moodle, activity["cmid"])
    second_visit(second)
    second.leave(moodle)
    after = driver("tracks.php", str(activity["cmid"]))["users"][LEARNER[0]]
    assert list(after["attempts"]) == ["1"], "the second visit goes on with the first attempt"
    attempt = after["attempts"]["1"]["item-all"]
    assert TOTAL_TIME.fullmatch(attempt.get("cmi.core.total_time") or attempt["cmi.total_time"])
    found = {
        "version": activity["version"],
        "scos": [one["identifier"] for one in activity["scos"]],
        "after_first_visit": SCORM[format](middle["attempts"]["1"]["item-all"]),
        "after_second_visit": SCORM[format](attempt),
        "grade": after["grade"],
        "completion": after["completion"],
    }
    keep(f"{format}-all.json", found, regenerate)


@every_scorm
def test_failing_and_passing_after_a_break(
    context: BrowserContext, moodle: str, tmp_path: Path, format: str
) -> None:
    activity = driver("add_scorm.php", str(built(COURSE, tmp_path, format, "all")))
    cmid = str(activity["cmid"])

    def stored() -> tuple[str, str, str]:
        user = driver("tracks.php", cmid)["users"][LEARNER[0]]
        elements = user["attempts"]["1"]["item-all"]
        if format == "scorm12":
            return elements["cmi.core.lesson_status"], elements["cmi.core.score.raw"], user["completion"]
        both = f"{elements.get('cmi.success_status', 'unknown')}, {elements['cmi.completion_status']}"
        return both, elements["cmi.score.raw"], user["completion"]

    first = MoodleSitting(context, moodle, activity["cmid"])
    first.open("after")
    choose(first.frame, "single", "Third")
    hand_in(first.frame)
    hand_in(first.frame)  # the first time says what is open
    first.settle()
    first.close_tab()
    # One attempt is left; were it failed, Moodle would open it for review alone.
    status = "incomplete" if format == "scorm12" else "unknown, incomplete"
    assert stored() == (status, "5", "incomplete")
    second = MoodleSitting(context, moodle, activity["cmid"])
    second.frame.locator("#p_after .take-again").click()
    answer_all_right(second.frame)
    hand_in(second.frame)
    second.settle()
    second.leave(moodle)
    passed = "passed" if format == "scorm12" else "passed, completed"
    assert stored() == (passed, "100", "complete")


@every_scorm
def test_programme_package_has_one_sco_for_each_module(
    context: BrowserContext, moodle: str, tmp_path: Path, format: str
) -> None:
    root = COURSE
    if format != "scorm12":  # there, Moodle keeps the order; see below
        root = ordered(tmp_path)
    package = built(root, tmp_path, format, "player-test")
    activity = driver("add_scorm.php", str(package))
    scos = {one["identifier"]: one["id"] for one in activity["scos"] if one["type"] == "sco"}
    assert list(scos)[:3] == ["item-all", "item-small", "item-read-only"]
    first = MoodleSitting(context, moodle, activity["cmid"])
    first.settle()
    first.leave(moodle)
    last = MoodleSitting(context, moodle, activity["cmid"], scos["item-read-only"])
    while (following := last.frame.locator("a.next")).is_visible():
        following.click()
        last.settle()
    last.leave(moodle)
    tracks = driver("tracks.php", str(activity["cmid"]))["users"][LEARNER[0]]["attempts"]["1"]
    status = "cmi.core.lesson_status" if format == "scorm12" else "cmi.completion_status"
    assert tracks["item-all"][status] == "incomplete"
    assert tracks["item-read-only"][status] == "completed"


def ordered(folder: Path) -> Path:
    """The test course with an order."""
    root = folder / "ordered"
    shutil.copytree(COURSE, root)
    with (root / "programme.yaml").open("a") as settings:
        settings.write("sequence: in-order\n")
    return root


def test_order_of_modules_holds_in_scorm12(context: BrowserContext, moodle: str, tmp_path: Path) -> None:
    activity = driver("add_scorm.php", str(built(ordered(tmp_path), tmp_path, "scorm12", "player-test")))
    opened = ["Everything there is", "A small module"]
    first = MoodleSitting(context, moodle, activity["cmid"])
    first.settle()
    assert first.offered() == opened[:1]
    first.open("after")
    answer_all_right(first.frame)
    hand_in(first.frame)
    first.settle()
    first.leave(moodle)
    second = MoodleSitting(context, moodle, activity["cmid"])
    assert second.offered() == opened
    second.leave(moodle)


@every_scorm
def test_real_module_plays(context: BrowserContext, moodle: str, tmp_path: Path, format: str) -> None:
    package = built(REPO / "content", tmp_path, format, "trust")
    activity = driver("add_scorm.php", str(package))
    sitting = MoodleSitting(context, moodle, activity["cmid"])
    sitting.settle()
    sitting.leave(moodle)
    tracks = driver("tracks.php", str(activity["cmid"]))["users"][LEARNER[0]]["attempts"]["1"]
    core, status = ("cmi.core.", "lesson_status") if format == "scorm12" else ("cmi.", "completion_status")
    assert tracks["item-trust"][core + status] == "incomplete"
    assert tracks["item-trust"][f"{core}exit"] == "suspend"


def test_gift_of_the_real_module_arrives_as_written(moodle: str, tmp_path: Path, regenerate: bool) -> None:
    file = built(REPO / "content", tmp_path, "gift", "trust")
    said = driver("import_questions.php", "gift", str(file))
    report = Report()
    entries = read_gift(file.read_bytes(), file.name, report).entries
    ours = [taken(one) for one in entries]
    stored = [stable_question(one) for one in said["questions"]]
    assert [differences(one, other) for one, other in zip(ours, stored, strict=True)] == [[]] * len(stored)
    if regenerate:
        keep("gift-trust.json", {"questions": stored}, write=True)
