"""An author changes the sources and builds again: a learner who is half-way keeps what still exists."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import BrowserContext

from tests.browser.answers import answer_all_right, check, choose, hand_in
from tests.browser.built import made
from tests.browser.conftest import COURSE, Sitting, package
from tests.browser.lms import Lms

NEW_PAGE = "---\nkind: theory\nid: news\ntitle: News\n---\nSomething new.\n"
NEW_QUESTION = "::: question {#new}\nA new one.\n\n- [x] Right {#right}\n- [ ] Wrong {#wrong}\n:::\n\n"


def changed(root: Path) -> Path:
    """The course with a page and a question more, a page less, other words, and another order everywhere."""
    shutil.copytree(COURSE, root)
    module = root / "curriculum" / "01-all"
    (module / "05-news.md").write_text(NEW_PAGE, "utf-8")
    (module / "30-talk.md").unlink()
    (module / "10-read.md").rename(module / "80-read.md")
    quiz = module / "90-after.md"
    text = quiz.read_text("utf-8")
    before, single, after = (
        text.partition("::: question {#single")[0],
        "::: question {#single"
        + text.partition("::: question {#single")[2].partition("::: question {#multiple")[0],
        "::: question {#multiple" + text.partition("::: question {#multiple")[2],
    )
    single = single.replace("Pick the first.", "Pick the very first.")
    lines = [line for line in single.splitlines() if line.startswith("- ")]
    swapped = single.replace("\n".join(lines), "\n".join(reversed(lines)))
    assert swapped != single
    quiz.write_text(before + NEW_QUESTION + after.rstrip() + "\n\n" + swapped, "utf-8")
    return root


def test_a_new_build_keeps_what_still_exists(context: BrowserContext, lms: Lms, tmp_path: Path) -> None:
    first = Sitting(context, lms, "all")
    choose(first.frame, "check", "That one")
    check(first.frame, "check")
    first.open("after")
    choose(first.frame, "single", "Third")
    choose(first.frame, "multiple", "a")
    first.settle()
    first.leave()
    seen = lms.interactions["all.check"]["student_response"]
    lms.files = package(changed(tmp_path / "course"))

    second = Sitting(context, lms, "all")
    assert second.frame.locator("#p_after").is_visible()
    assert second.frame.locator("#q_single input:checked + .text").inner_text() == "Third"
    assert second.frame.locator("#q_multiple input:checked + .text").all_inner_texts() == ["a"]
    assert second.frame.locator("#q_new input:checked").count() == 0
    second.open("read")
    assert second.frame.locator("#q_check .verdict").is_visible()
    second.open("after")
    answer_all_right(second.frame)
    choose(second.frame, "multiple", "a")  # it was chosen before: now once more
    choose(second.frame, "new", "Right")
    hand_in(second.frame)
    second.leave()
    assert lms.core["score"]["raw"] == "100"
    assert lms.core["lesson_status"] == "passed"
    assert lms.interactions["all.check"]["student_response"] == seen
    assert lms.interactions["all.single"]["student_response"] == "c", "the letter follows the new order"
    assert lms.failed_calls == []


def question(id: str, *choices: str, tags: str = "") -> str:
    lines = [f"- [{'x' if one == 'yes' else ' '}] {one} {{#{one}}}" for one in choices]
    return (
        f"::: question {{#{id}{tags and f' tags={tags}'}}}\nIs it {id}?\n\n" + "\n".join(lines) + "\n:::\n\n"
    )


def checklist(*items: str) -> str:
    return "::: checklist {#ready}\n" + "".join(f"- {one} {{#{one}}}\n" for one in items) + ":::\n\n"


def bank(many: int) -> str:
    return "".join(question(f"b{n}", "yes", "no", tags="bank") for n in range(many))


QUIZ = "role: after\nattempts: 2\ndraw: {bank: 2}\n---\n"


def test_moved_added_and_removed_in_a_finished_quiz(
    context: BrowserContext, lms: Lms, tmp_path: Path
) -> None:
    old = {
        "10-theory-one": question("moved", "yes", "no", "maybe") + checklist("pen", "map"),
        "90-quiz-after": QUIZ + question("kept", "yes", "no") + bank(3),
    }
    new = {
        "10-theory-one": checklist("map", "key", "pen"),
        "20-theory-two": question("moved", "no", "other", "yes"),
        "90-quiz-after": QUIZ + bank(9) + question("kept", "no", "never", "yes"),
    }
    lms.files = made(tmp_path / "old", old)
    first = Sitting(context, lms, "m")
    choose(first.frame, "moved", "yes")
    check(first.frame, "moved")
    first.frame.locator("label", has_text="pen").click()
    first.open("after")
    choose(first.frame, "kept", "yes")
    drawn = first.frame.locator("form.question[id^=q_b]:visible")
    ids = sorted(one.get_attribute("id") or "" for one in drawn.all())
    for id in ids:
        choose(first.frame, id.removeprefix("q_"), "yes")
    hand_in(first.frame)
    first.leave()
    assert lms.core["lesson_status"] == "passed"

    lms.files = made(tmp_path / "new", new)
    second = Sitting(context, lms, "m")
    second.frame.locator(".standing.passed").wait_for()
    found = second.frame.locator("form.question[id^=q_b]:visible")
    assert sorted(one.get_attribute("id") or "" for one in found.all()) == ids, "what was drawn stays drawn"
    assert second.frame.locator("#q_kept input:checked + .text").inner_text() == "yes"
    second.open("two")
    assert second.frame.locator("#q_moved .verdict").inner_text().endswith("Right")
    second.open("one")
    ticked = second.frame.locator(".activity label", has=second.frame.locator("input:checked"))
    assert ticked.all_inner_texts() == ["pen"]
    second.leave()
    assert (lms.core["lesson_status"], lms.core["score"]["raw"]) == ("passed", "100")
    assert lms.failed_calls == []
