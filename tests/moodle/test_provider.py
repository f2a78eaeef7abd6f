"""The steps of docs/providers.md, tried in a real Moodle; ``--regenerate`` takes their pictures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from bot_scorm.diagnostics import Report
from bot_scorm.pipeline import BuildOptions, build
from tests.conftest import PATIENCE, REPO
from tests.moodle import provider
from tests.moodle.conftest import driver
from tests.moodle.teacher import replace_package, teacher

PICTURES = REPO / "docs" / "screenshots" / "moodle"
TALLEST = 1100
"""Pixels of a picture: what is longer shows its beginning."""
MAIN = "#region-main"
Take = Callable[..., None]


@pytest.fixture(scope="module")
def built(moodle: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything that a provider is given of two modules."""
    out = tmp_path_factory.mktemp("build")
    formats = ("scorm12", "moodlexml", "moodle-feedback", "moodle-course")
    build(REPO / "content", BuildOptions(formats=formats, modules=("trust", "evaluation"), out=out), Report())
    return out / "en"


@pytest.fixture(scope="module")
def course(built: Path) -> int:
    id: int = driver("add_scorm.php", str(built / "scorm12" / "trust.zip"))["courseid"]
    return id


@pytest.fixture
def page(browser: Browser, moodle: str, course: int) -> Iterator[Page]:
    with teacher(browser, moodle, course) as found:
        found.set_default_timeout(PATIENCE)
        found.set_viewport_size({"width": 1000, "height": 4400})  # so that Moodle's bars lie over nothing
        yield found


@pytest.fixture
def take(page: Page, regenerate: bool, tmp_path: Path) -> Take:
    """Takes a picture of a part of the page, from one element to another."""

    def picture(name: str, first: Locator, last: Locator | None = None) -> None:
        if not regenerate:
            return
        top, bottom = first.bounding_box(), (last or first).bounding_box()
        assert top
        assert bottom
        height = min(bottom["y"] + bottom["height"] - top["y"], TALLEST)
        page.screenshot(
            path=tmp_path / "shot.png",
            clip={"x": top["x"], "y": top["y"], "width": top["width"], "height": height},
        )
        shot = Image.open(tmp_path / "shot.png")
        PICTURES.mkdir(parents=True, exist_ok=True)
        shot.convert("RGB").save(PICTURES / f"{name}.webp", quality=80, method=6)

    return picture


def test_a_module_as_a_scorm_package(page: Page, moodle: str, course: int, built: Path, take: Take) -> None:
    package = built / "scorm12" / "trust.zip"
    provider.add_scorm(page, moodle, course, package)
    take("scorm-file", page.locator("#fitem_id_packagefile"), page.locator("#fitem_id_popup"))
    take("scorm-attempts", page.locator("#fitem_id_grademethod"), page.locator("#fitem_id_masteryoverride"))
    take("scorm-completion", page.locator("#id_activitycompletionheader"))
    provider.save(page)
    expect(page.locator(MAIN)).to_contain_text("Number of attempts allowed: Unlimited")
    expect(page.get_by_role("button", name="Enter")).to_be_visible()
    activity = {"cmid": int(page.url.partition("id=")[2].partition("&")[0])}
    page.goto(f"{moodle}/course/modedit.php?update={activity['cmid']}")
    chosen = {
        name: page.locator(f"#id_{name} option:checked").inner_text()
        for name in (
            "popup",
            "maxattempt",
            "whatgrade",
            "forcenewattempt",
            "lastattemptlock",
            "masteryoverride",
        )
    }
    assert list(chosen.values()) == [
        "Current window", "Unlimited attempts", "Highest attempt", "No", "No", "Yes",
    ]  # fmt: skip
    page.locator("#fitem_id_packagefile .fp-filename").click()
    page.locator(".fp-file-delete:visible").wait_for()
    take("scorm-replace", page.locator(".moodle-dialogue:visible").last)
    replace_package(page, moodle, activity, package)


def test_the_questions_alone(page: Page, moodle: str, course: int, built: Path, take: Take) -> None:
    bank = built / "moodlexml" / "trust.xml"
    count = len(re.findall(r'<question type="(?!category)', bank.read_text("utf-8")))
    provider.import_questions(page, moodle, course, bank)
    expect(page.locator(MAIN)).to_contain_text(f"Importing {count} questions from file")
    assert page.locator(f"{MAIN} .alert-danger, {MAIN} .notifyproblem").count() == 0
    take("questions-imported", page.locator(MAIN))


def test_a_survey(page: Page, moodle: str, course: int, built: Path, take: Take) -> None:
    provider.add_feedback(page, moodle, course)
    provider.import_survey(page, built / "moodle-feedback" / "evaluation" / "session-feedback.xml")
    expect(page.locator(MAIN)).to_contain_text("I can use something from today.")
    take("survey-imported", page.locator(MAIN))


def test_a_whole_course(page: Page, moodle: str, built: Path, take: Take) -> None:
    provider.choose_backup(page, moodle, built / "moodle-course" / "trust.mbz")
    take("course-file", page.locator(MAIN))
    provider.restore_as_new_course(page)
    take("course-review", page.locator(MAIN))
    page.get_by_role("button", name="Perform restore").click()
    expect(page.locator(MAIN)).to_contain_text("restore", ignore_case=True)
    assert page.locator(f"{MAIN} .alert-danger, {MAIN} .errorbox").count() == 0
