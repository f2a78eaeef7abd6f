"""A teacher replaces a package while a learner is half-way, and again when the learner is through."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext

from bot_scorm.compare import compare
from bot_scorm.compare.changes import Effect
from tests.browser.answers import answer_all_right, choose, hand_in
from tests.browser.conftest import COURSE
from tests.browser.test_update import NEW_QUESTION, changed
from tests.moodle.conftest import LEARNER, MoodleSitting, driver
from tests.moodle.script import first_visit
from tests.moodle.teacher import interactions_report, replace_package, teacher
from tests.moodle.test_live import SCORM, built, every_scorm, keep


def attempts(activity: dict[str, Any]) -> dict[str, Any]:
    """What Moodle knows of the learner: attempts, grade and completion."""
    found: dict[str, Any] = driver("tracks.php", str(activity["cmid"]))["users"][LEARNER[0]]
    return found


def only(found: dict[str, Any]) -> dict[str, str]:
    """The elements of the only attempt."""
    assert list(found["attempts"]) == ["1"], "every visit goes on with the first attempt"
    elements: dict[str, str] = found["attempts"]["1"]["item-all"]
    return elements


def with_last_question(root: Path) -> Path:
    """The changed course with one question more."""
    quiz = changed(root) / "curriculum" / "01-all" / "90-after.md"
    quiz.write_text(quiz.read_text("utf-8") + NEW_QUESTION.replace("#new", "#last"), "utf-8")
    return root


@every_scorm
def test_replaced_package_keeps_the_attempt(
    context: BrowserContext, browser: Browser, moodle: str, tmp_path: Path, regenerate: bool, format: str
) -> None:
    stable = SCORM[format]
    old = built(COURSE, tmp_path / "old", format, "all")
    new = built(changed(tmp_path / "course"), tmp_path / "new", format, "all")
    last = built(with_last_question(tmp_path / "course-2"), tmp_path / "last", format, "all")
    activity = driver("add_scorm.php", str(old))
    first = MoodleSitting(context, moodle, activity["cmid"])
    first_visit(first)
    first.close_tab()
    before = stable(only(attempts(activity)))
    assert before["cmi.core.lesson_location" if format == "scorm12" else "cmi.location"] == "after"
    with teacher(browser, moodle, activity["courseid"]) as page:
        replace_package(page, moodle, activity, new)
        assert stable(only(attempts(activity))) == before, "replacing alone changes nothing"

        second = MoodleSitting(context, moodle, activity["cmid"])
        assert second.frame.locator("#p_after").is_visible(), "the same place"
        assert second.frame.locator("#q_single input:checked + .text").inner_text() == "First"
        assert second.frame.locator("#q_new input:checked").count() == 0
        second.open("news")
        second.open("read")
        assert second.frame.locator("#q_check .verdict").inner_text().endswith("Not right")
        second.open("after")
        answer_all_right(second.frame)
        choose(second.frame, "new", "Right")
        hand_in(second.frame)
        second.settle()
        second.close_tab()
        after = attempts(activity)
        report = interactions_report(page, moodle, activity)
        if picture := os.environ.get("MOODLE_PICTURE"):
            page.set_viewport_size({"width": 4800, "height": 700})
            page.screenshot(path=picture)
            page.set_viewport_size({"width": 1280, "height": 900})

        replace_package(page, moodle, activity, last)
    third = MoodleSitting(context, moodle, activity["cmid"])
    third.frame.locator(".standing.passed").wait_for()
    assert third.frame.locator("#q_last input:checked").count() == 0
    third.leave(moodle)
    end = attempts(activity)
    assert stable(only(end)) == stable(only(after)), "a pass stays, and its score"
    row = next(cells for cells in report if LEARNER[0] in " ".join(cells))
    found = {
        "before": before,
        "after_new_page_and_question": stable(only(after)),
        "grade": end["grade"],
        "completion": end["completion"],
        "report": row[row.index("1") + 3 :],
    }
    keep(f"{format}-replaced.json", found, regenerate)


def test_another_identifier_begins_anew(
    context: BrowserContext, browser: Browser, moodle: str, tmp_path: Path
) -> None:
    shutil.copytree(COURSE, tmp_path / "course")
    settings = tmp_path / "course" / "curriculum" / "01-all" / "module.yaml"
    settings.write_text(settings.read_text("utf-8").replace("id: all", "id: whole", 1), "utf-8")
    old = built(COURSE, tmp_path / "old", "scorm12", "all")
    new = built(tmp_path / "course", tmp_path / "new", "scorm12", "whole")
    item = next(one for one in compare(old, new).changes if one.what == "item")
    assert (item.kind, item.id, item.effect) == ("new id", "item-all", Effect.LOST)
    activity = driver("add_scorm.php", str(old))
    first = MoodleSitting(context, moodle, activity["cmid"])
    first_visit(first)
    first.close_tab()
    assert only(attempts(activity))
    with teacher(browser, moodle, activity["courseid"]) as page:
        replace_package(page, moodle, activity, new)
    assert not attempts(activity)["attempts"], "Moodle deletes what it recorded"
    second = MoodleSitting(context, moodle, activity["cmid"])
    assert second.frame.locator("#q_single input:checked").count() == 0
    second.leave(moodle)
