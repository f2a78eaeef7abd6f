"""A real Moodle restores our courses without a word, and a learner can do everything in them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from bot_scorm.diagnostics import Report
from bot_scorm.pipeline import BuildOptions, build
from tests.conftest import PATIENCE, REPO
from tests.moodle.conftest import DRIVERS, driver, said
from tests.moodle.test_questions import play

HERE = Path(__file__).parent
HOSTILE = REPO / "tests/hostile/content"
QUESTION = (
    "type", "name", "questiontext", "defaultmark", "penalty", "generalfeedback", "tags", "hints", "answers",
    "subquestions", "parts", "files",
)  # fmt: skip


def restored(root: Path, out: Path, id: str) -> dict[str, Any]:
    """A course as Moodle restored it, with its developers' messages on."""
    report = Report()
    artifacts = build(root, BuildOptions(formats=("moodle-course", "moodlexml"), out=out, jobs=1), report)
    assert not report.failed
    path = next(one.path for one in artifacts if Path(one.path).name == f"{id}.mbz")
    found = driver("restore_mbz.php", path)
    assert "moodle_said" not in found, found["moodle_said"]
    assert (found["format"], found["warnings"], found["results"]) == ("moodle2", [], None)
    return found


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("build")


@pytest.fixture(scope="module")
def hostile(moodle: str, out: Path) -> dict[str, Any]:
    return restored(HOSTILE, out / "hostile", "hostile")


@pytest.fixture(scope="module")
def programme(moodle: str, out: Path) -> dict[str, Any]:
    return restored(REPO / "content", out / "programme", "back-on-track")


def activities(course: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    """The activities of a kind, in the order of the course."""
    return [one for section in course["sections"] for one in section["activities"] if one["mod"] == kind]


def test_the_programme_is_whole(programme: dict[str, Any]) -> None:
    names = [section["name"] for section in programme["sections"]]
    assert len(names) == 1 + len(list((REPO / "content").rglob("module.yaml")))
    assert all(one["summary"] for one in programme["sections"][1:])
    assert [one["mod"] for one in programme["sections"][0]["activities"]] == ["forum", "forum", "glossary"]
    trust = next(one for one in programme["sections"] if one["name"] == "Building trust")
    assert [(one["mod"], one["visible"]) for one in trust["activities"]] == [
        ("quiz", True), ("scorm", True), ("book", True), ("assign", False), ("quiz", True), ("book", False),
    ]  # fmt: skip
    surveys = {one["title"]: one["items"] for one in activities(programme, "feedback")}
    assert len(surveys) == 5
    assert all(surveys.values())


def test_learners_can_be_enrolled_and_the_app_gets_the_glossary(programme: dict[str, Any]) -> None:
    found = said([HERE / "restored_course.php", DRIVERS, str(programme["courseid"])])
    assert (found["role"], found["open"], found["entries"]) == ("student", [], terms_of_the_glossary())


def terms_of_the_glossary() -> int:
    """How many terms the programme explains."""
    return (REPO / "content/glossary.md").read_text("utf-8").count("\n: ")


def test_every_question_is_as_moodle_xml_brings_it(hostile: dict[str, Any], out: Path) -> None:
    """Options with numbers of this Moodle apart, and the size that an ordering question is given."""
    imported = driver("import_questions.php", "xml", str(out / "hostile/en/moodlexml/hostile.xml"))
    ours = {one["idnumber"]: one for one in hostile["question_list"]}
    theirs = {one["idnumber"]: one for one in imported["questions"]}
    assert ours.keys() == theirs.keys()
    for id, question in theirs.items():
        assert {name: ours[id].get(name) for name in QUESTION} == {
            name: question.get(name) for name in QUESTION
        }


def test_every_right_answer_earns_everything(hostile: dict[str, Any]) -> None:
    played = play(hostile["courseid"])
    assert len(played) == len(hostile["question_list"])
    assert {one["idnumber"] for one in played.values() if one["fraction"] not in (1, None)} == set()
    assert sum(one["pictures"] for one in played.values()) > 0
    assert {one["unresolved"] for one in played.values()} == {0}


def test_a_learner_reads_and_sees_pictures(
    context: BrowserContext, moodle: str, hostile: dict[str, Any]
) -> None:
    page = context.new_page()
    book = activities(hostile, "book")[0]
    page.goto(f"{moodle}/mod/book/view.php?id={book['cmid']}")
    expect(page.locator(".book_content")).to_contain_text("A paragraph with")
    pictures = page.locator(".book_content img")
    pictures.first.wait_for()
    assert pictures.evaluate_all("all => all.every((one) => one.complete && one.naturalWidth > 0)")
    assert page.get_by_text("PLUGINFILE").count() == 0
    assert page.get_by_text("BOOKVIEWBYIDCH").count() == 0


def test_links_lead_to_chapters_and_terms(
    context: BrowserContext, moodle: str, programme: dict[str, Any]
) -> None:
    page = context.new_page()
    book = activities(programme, "book")[0]
    page.goto(f"{moodle}/mod/book/view.php?id={book['cmid']}")
    term = page.locator('.book_content a[href*="chapterid="]', has_text="NEET").first
    term.click()
    expect(page.locator(".book_content")).to_contain_text("NEET")
    expect(page).to_have_url(re.compile(r"chapterid=\d+#t_"))
    glossary = activities(programme, "glossary")[0]
    page.goto(
        f"{moodle}/mod/glossary/view.php?id={glossary['cmid']}&mode=letter&hook=ALL&sortkey=&sortorder=&page=-1"
    )
    assert page.locator(".concept").count() == terms_of_the_glossary()


def test_the_interactive_module_plays(context: BrowserContext, moodle: str, hostile: dict[str, Any]) -> None:
    page = context.new_page()
    page.goto(f"{moodle}/mod/scorm/view.php?id={activities(hostile, 'scorm')[0]['cmid']}")
    player = page.frame_locator("#scorm_object")
    player.locator("body.ready").wait_for(timeout=PATIENCE)
    player.locator("#q_check label.choice").first.click()
    player.locator("#q_check button.check").click()
    expect(player.locator("#q_check")).to_contain_text("Yes:")


def test_a_quiz_is_attempted_and_graded(
    context: BrowserContext, moodle: str, programme: dict[str, Any]
) -> None:
    page = context.new_page()
    first, final = activities(programme, "quiz")[:2]
    page.goto(f"{moodle}/mod/quiz/view.php?id={final['cmid']}")
    expect(page.locator("#region-main")).to_contain_text("Not available unless")
    page.goto(f"{moodle}/mod/quiz/view.php?id={first['cmid']}")
    attempt(page)
    expect(page.locator(".quizreviewsummary")).to_contain_text("Grade")
    page.goto(f"{moodle}/grade/report/user/index.php?id={programme['courseid']}")
    expect(page.locator("table.user-grade")).to_contain_text("Before you start")
    page.goto(f"{moodle}/mod/quiz/view.php?id={final['cmid']}")
    expect(page.locator("#region-main")).not_to_contain_text("Not available unless")


def attempt(page: Page) -> None:
    """Takes a quiz from its first page to its end, and ticks something on each."""
    page.get_by_role("button", name="Attempt quiz").click()
    while page.locator("#mod_quiz-next-nav").count():
        for question in page.locator(".que.multichoice, .que.truefalse").all():
            question.locator(".answer input[type=radio], .answer input[type=checkbox]").first.check()
        page.locator("#mod_quiz-next-nav").click()
        page.wait_for_load_state()
    page.get_by_role("button", name="Submit all and finish").click()
    page.locator(".modal.show").get_by_role("button", name="Submit all and finish").click()
    page.wait_for_url("**/review.php**")


def test_a_survey_is_filled_in(context: BrowserContext, moodle: str, programme: dict[str, Any]) -> None:
    page = context.new_page()
    surveys = {one["title"]: one["cmid"] for one in activities(programme, "feedback")}
    page.goto(f"{moodle}/mod/feedback/view.php?id={surveys['Feedback after a session']}")
    page.get_by_role("link", name="Answer the questions").click()
    form = page.locator("#feedback_complete_form")
    form.locator("[type=submit][name=savevalues]").wait_for()  # only then all groups are there
    for group in form.locator("[role=radiogroup], fieldset").filter(has=page.locator("[type=radio]")).all():
        group.locator("[type=radio]").last.check()
    page.locator("#feedback_complete_form [type=submit][name=savevalues]").click()
    expect(page.locator("#region-main")).to_contain_text("Your answers have been saved")


def write(page: Page, words: str) -> None:
    """Types into Moodle's editor, once it is there: what is typed before is gone."""
    page.wait_for_function(
        "() => window.tinymce?.get().length && tinymce.get().every((one) => one.initialized)"
    )
    page.frame_locator("iframe.tox-edit-area__iframe").locator("body").fill(words)


def test_a_learner_posts(context: BrowserContext, moodle: str, hostile: dict[str, Any]) -> None:
    page = context.new_page()
    forum = activities(hostile, "forum")[1]
    # Until its script is there, the button does nothing.
    page.goto(f"{moodle}/mod/forum/view.php?id={forum['cmid']}", wait_until="networkidle")
    page.get_by_role("link", name="Add discussion topic").click()
    page.locator("#id_subject").fill("A question")
    write(page, "Who else is here?")
    page.locator("#id_submitbutton").click()
    expect(page.locator("#region-main")).to_contain_text("A question")


def test_a_learner_hands_in(context: BrowserContext, moodle: str, hostile: dict[str, Any]) -> None:
    page = context.new_page()
    task = activities(hostile, "assign")[0]
    page.goto(f"{moodle}/mod/assign/view.php?id={task['cmid']}")
    page.get_by_role("button", name="Add submission").click()
    write(page, "The first one.")
    page.locator("#id_submitbutton").click()
    expect(page.locator(".submissionstatustable")).to_contain_text("Submitted for grading")
