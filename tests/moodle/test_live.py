"""A real Moodle takes what we build; what it stored is kept in ``accepted/``."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

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
from tests.moodle.script import first_visit, second_visit, stable

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


def test_scorm_plays_resumes_records_grades_and_completes(
    context: BrowserContext, moodle: str, tmp_path: Path, regenerate: bool
) -> None:
    package = built(COURSE, tmp_path, "scorm12", "all")
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
    assert re.fullmatch(r"\d\d\d?\d?:\d\d:\d\d(\.\d+)?", attempt["cmi.core.total_time"])
    found = {
        "version": activity["version"],
        "scos": [one["identifier"] for one in activity["scos"]],
        "after_first_visit": stable(middle["attempts"]["1"]["item-all"]),
        "after_second_visit": stable(attempt),
        "grade": after["grade"],
        "completion": after["completion"],
    }
    keep("scorm12-all.json", found, regenerate)


def test_failing_and_passing_after_a_break(context: BrowserContext, moodle: str, tmp_path: Path) -> None:
    activity = driver("add_scorm.php", str(built(COURSE, tmp_path, "scorm12", "all")))
    cmid = str(activity["cmid"])

    def stored() -> tuple[str, str, str]:
        user = driver("tracks.php", cmid)["users"][LEARNER[0]]
        elements = user["attempts"]["1"]["item-all"]
        return elements["cmi.core.lesson_status"], elements["cmi.core.score.raw"], user["completion"]

    first = MoodleSitting(context, moodle, activity["cmid"])
    first.open("after")
    choose(first.frame, "single", "Third")
    hand_in(first.frame)
    hand_in(first.frame)  # the first time says what is open
    first.settle()
    first.close_tab()
    # One attempt is left; were it failed, Moodle would open it for review alone.
    assert stored() == ("incomplete", "5", "incomplete")
    second = MoodleSitting(context, moodle, activity["cmid"])
    second.frame.locator("#p_after .take-again").click()
    answer_all_right(second.frame)
    hand_in(second.frame)
    second.settle()
    second.leave(moodle)
    assert stored() == ("passed", "100", "complete")


def test_programme_package_has_one_sco_for_each_module(
    context: BrowserContext, moodle: str, tmp_path: Path
) -> None:
    package = built(COURSE, tmp_path, "scorm12", "player-test")
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
    assert tracks["item-all"]["cmi.core.lesson_status"] == "incomplete"
    assert tracks["item-read-only"]["cmi.core.lesson_status"] == "completed"


def test_real_module_plays(context: BrowserContext, moodle: str, tmp_path: Path) -> None:
    package = built(REPO / "content", tmp_path, "scorm12", "trust")
    activity = driver("add_scorm.php", str(package))
    sitting = MoodleSitting(context, moodle, activity["cmid"])
    sitting.settle()
    sitting.leave(moodle)
    tracks = driver("tracks.php", str(activity["cmid"]))["users"][LEARNER[0]]["attempts"]["1"]
    assert tracks["item-trust"]["cmi.core.lesson_status"] == "incomplete"
    assert tracks["item-trust"]["cmi.core.exit"] == "suspend"


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
