"""`bot-pack serve` in a browser: what an author sees, and the LMS that the panel plays."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, FrameLocator, Locator, Page, expect

from bot_scorm.serve.preview import Preview
from bot_scorm.serve.server import Server
from tests.browser.answers import answer_all_right, hand_in
from tests.browser.conftest import COMMITTED, COURSE
from tests.conftest import REPO

FOLDER = "curriculum/01-all"
AXE = REPO / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(COURSE, tmp_path / "course"))


@pytest.fixture
def server(root: Path) -> Iterator[Server]:
    running = Server(Preview(root), 0, lambda path: path)
    running.watch()
    threading.Thread(target=running.serve_forever, args=(0.05,), daemon=True).start()
    yield running
    running.shutdown()
    running.server_close()


class Author:
    """Somebody who writes and looks."""

    def __init__(self, page: Page, root: Path) -> None:
        self.page = page
        self.root = root

    @property
    def sco(self) -> FrameLocator:
        """What learners see."""
        return self.page.frame_locator("#sco")

    def ready(self) -> None:
        """Waits until the module can be used, and the panel has shown what it was asked to."""
        self.page.locator('#device[aria-busy="false"]').wait_for(state="attached")
        self.sco.locator("body.ready").wait_for()

    def open(self, name: str) -> None:
        """Goes to a page of the module."""
        frame = self.page.frames[1]
        frame.evaluate("name => { location.hash = name; }", f"p_{name}")
        self.sco.locator(f"#p_{name}").wait_for()

    def edit(self, name: str, old: str, new: str) -> None:
        """Replaces a text in a file of the module."""
        path = self.root / FOLDER / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        draft = self.root.with_name("draft")  # who looks at a file that is being written may see it empty
        draft.write_text(text.replace(old, new), encoding="utf-8")
        draft.replace(path)

    def answer(self) -> None:
        """Answers the first question of the quiz."""
        self.open("after")
        self.sco.locator("#q_single label.choice").first.click()
        self.sco.locator("#q_single button.check").click()
        expect(self.answered).to_be_checked()

    @property
    def answered(self) -> Locator:
        """The choice that `answer` takes."""
        return self.sco.locator("#q_single input").first

    def saved(self) -> None:
        """Waits until the LMS has the answer, and nothing is left to commit."""
        self.page.frames[1].evaluate(COMMITTED)
        self.page.locator("#tab-results").click()
        self.page.locator("#results-interactions tbody th", has_text="all.single").wait_for()


@pytest.fixture
def author(server: Server, context: BrowserContext, root: Path) -> Author:
    page = context.new_page()
    page.goto(server.url)
    found = Author(page, root)
    found.ready()
    return found


def test_an_edit_shows_at_the_same_place_with_the_answer_kept(author: Author) -> None:
    author.answer()
    author.saved()
    author.edit("90-after.md", "Pick the first.", "Pick the very first.")
    author.sco.get_by_text("Pick the very first.").wait_for()
    author.ready()
    expect(author.answered).to_be_checked()
    expect(author.sco.locator("#p_after")).to_be_visible()
    expect(author.page.locator("#results-interactions tbody tr")).to_have_count(1)
    expect(author.page.locator("#results-list dd").first).to_have_text("resume")


def test_an_edit_leaves_the_page_where_it_was_scrolled_to(author: Author) -> None:
    author.open("after")
    frame = author.page.frames[1]
    frame.evaluate("scrollTo({ top: 700, behavior: 'instant' })")
    author.edit("90-after.md", "Pick both vowels.", "Pick the vowels.")
    author.sco.get_by_text("Pick the vowels.").wait_for()
    author.page.wait_for_function("document.getElementById('sco').contentWindow.scrollY === 700")


def test_a_fault_stands_over_the_page_until_it_is_mended(author: Author) -> None:
    author.answer()
    errors = author.page.locator("#errors")
    expect(errors).to_be_hidden()
    author.edit("90-after.md", "::: question {#multiple points=2}", "::: question {#multiple pionts=2}")
    expect(errors).to_be_visible()
    expect(errors.locator("#errors-title")).to_have_text("1 error – behind this is the last good page")
    expect(errors.locator(".place code")).to_have_text(f"{FOLDER}/90-after.md:20:25")
    expect(errors.locator("pre")).to_contain_text("::: question {#multiple pionts=2}")
    expect(author.answered).to_be_checked()
    errors.get_by_role("button", name="Hide").click()
    expect(errors).to_be_hidden()
    author.page.get_by_role("button", name="1 error – show").click()
    expect(errors).to_be_visible()
    author.edit("90-after.md", "pionts=2", "points=3")
    expect(errors).to_be_hidden()
    author.ready()
    expect(author.answered).to_be_checked()


def test_warnings_are_a_quiet_list(author: Author) -> None:
    warnings = author.page.locator("#warnings")
    expect(warnings).to_be_hidden()
    author.edit("90-after.md", "Pick both vowels.", "Pick <b>both</b> vowels.")
    expect(warnings.locator("summary").first).to_have_text("1 warning")
    expect(author.page.locator("#errors")).to_be_hidden()
    expect(author.sco.get_by_text("Pick <b>both</b> vowels.")).to_be_visible(visible=False)


def test_commits_that_fail_are_told_to_the_learner_and_made_good(author: Author) -> None:
    page = author.page
    author.open("after")
    page.frames[1].evaluate(COMMITTED)  # so that what fails, and is made good within seconds, is the answer
    page.locator("#fail-count").fill("1")
    page.get_by_role("button", name="Fail the next").click()
    author.sco.locator("#q_single label.choice").first.click()
    expect(author.sco.locator('[data-notice="commit"]')).to_be_visible()
    author.sco.locator("#q_single button.check").click()
    expect(page.locator("#calls-body tr.refused strong")).to_have_text("101 General exception")
    expect(author.sco.locator('[data-notice="commit"]')).to_be_hidden()
    author.saved()


def test_a_dropped_line_loses_nothing(author: Author) -> None:
    page = author.page
    page.get_by_role("radio", name="dropped").check()
    author.answer()
    expect(author.sco.locator('[data-notice="commit"]')).to_be_visible()
    page.get_by_role("button", name="Lose the browser").click()
    page.get_by_role("radio", name="works").check()
    page.locator("#resume").click()
    author.ready()
    expect(author.answered).to_be_checked()
    author.saved()


def test_a_session_that_timed_out_is_told(author: Author) -> None:
    author.page.get_by_role("radio", name="timed out").check()
    author.answer()
    expect(author.sco.locator('[data-notice="commit"]')).to_be_visible()
    author.page.locator("#calls-kind").select_option("refused")
    expect(author.page.locator("#calls-body strong").first).to_have_text("301 Not initialized")


def test_end_resume_and_start_again(author: Author) -> None:
    page = author.page
    author.answer()
    author.saved()
    page.get_by_role("button", name="End", exact=True).click()
    expect(page.locator("#session")).to_contain_text("The session has ended")
    expect(page.locator("#ended")).to_be_visible()
    page.locator("#ended-resume").click()
    author.ready()
    expect(author.sco.locator("#p_after")).to_be_visible()
    expect(author.answered).to_be_checked()
    page.locator("#again").click()
    expect(page.locator("#results-list dd").first).to_have_text("ab-initio")
    author.ready()
    author.open("after")
    expect(author.answered).not_to_be_checked()


def test_another_learner_starts_from_nothing(author: Author) -> None:
    page = author.page
    author.answer()
    author.saved()
    page.get_by_role("button", name="Another learner").click()
    expect(page.locator("#results-list dd").first).to_have_text("ab-initio")
    author.ready()
    author.open("after")
    expect(author.answered).not_to_be_checked()
    page.locator("#learner").select_option("learner-1")
    expect(page.locator("#results-list dd").first).to_have_text("resume")
    author.ready()
    expect(author.answered).to_be_checked()


def test_calls_and_state_are_shown(author: Author) -> None:
    page = author.page
    author.answer()
    author.saved()
    page.locator("#tab-state").click()
    expect(page.locator("#state-decoded")).to_contain_text("single")
    texts = "['state-raw', 'state-length'].map((id) => document.getElementById(id).textContent)"
    line, length = page.evaluate(texts)  # both at once: a commit changes both
    assert line.startswith("2")
    assert length == f"{len(line)} of 4,096 characters"
    page.locator("#tab-state").press("ArrowLeft")
    expect(page.locator("#tab-calls")).to_be_focused()
    page.locator("#calls-words").fill("interactions.0.id")
    expect(page.locator("#calls-body tr:not(.mark)")).to_have_count(1)
    page.locator("#calls-clear").click()
    expect(page.locator("#calls-count")).to_have_text("0 of 0 lines")
    page.reload()
    author.ready()
    expect(author.answered).to_be_checked()


@pytest.mark.parametrize(("standard", "first"), [("scorm12", "LMSInitialize"), ("scorm2004", "Initialize")])
def test_the_player_says_nothing_that_is_refused(author: Author, standard: str, first: str) -> None:
    page = author.page
    page.locator("#standard").select_option(standard)
    expect(page.locator("#calls-body .initialize .call").last).to_have_text(f'{first}("")')
    author.ready()
    author.open("after")
    frame = page.frames[1]
    answer_all_right(frame)
    hand_in(frame)
    page.locator("#calls-kind").select_option("refused")
    page.locator("#tab-results").click()
    expect(page.locator("#results-interactions tbody tr")).to_have_count(10)
    expect(page.locator("#results-list")).to_contain_text("passed")
    expect(page.locator("#calls-body strong")).to_have_count(0)


def test_other_modules_widths_and_colours(author: Author) -> None:
    page = author.page
    page.locator("#module").select_option("small")
    author.ready()
    expect(author.sco.locator("#p_page")).to_be_visible()
    page.get_by_role("radio", name="320").check()
    assert page.frames[1].evaluate("innerWidth") == 320
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.frames[1].evaluate(paper)
    page.get_by_role("radio", name="dark").check()
    assert page.frames[1].evaluate(paper) != light
    page.reload()
    author.ready()
    expect(page.locator("#module")).to_have_value("small")
    page.wait_for_function("document.getElementById('sco').contentWindow.innerWidth === 320")


def test_without_an_lms(author: Author) -> None:
    author.page.locator("#standard").select_option("none")
    said = "There is no LMS: the player keeps everything itself."
    expect(author.page.locator("#session")).to_have_text(said)
    author.ready()
    expect(author.sco.locator('[data-notice="mode"]')).to_be_visible()


def test_the_page_says_that_the_server_has_gone(author: Author, server: Server) -> None:
    expect(author.page.locator("#gone")).to_be_hidden()
    server.events.close()
    expect(author.page.locator("#gone")).to_be_visible()


def test_axe_finds_nothing(author: Author) -> None:
    page = author.page
    author.answer()
    author.saved()
    author.edit("90-after.md", "Pick both vowels.", "Pick <b>both</b> vowels.\n\n::: nothing\n:::")
    expect(page.locator("#errors")).to_be_visible()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, list[str]] = {}
    for tab, scheme in (("calls", "light"), ("state", "light"), ("results", "dark")):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # both are known to it
        page.locator(f"#tab-{tab}").click()
        told = page.evaluate(
            "() => axe.run({ exclude: [['#sco']] }, { resultTypes: ['violations'], iframes: false })"
        )
        found[tab] = [f"{one['id']}: {one['nodes'][0]['html']}" for one in told["violations"]]
    assert {tab: faults for tab, faults in found.items() if faults} == {}
