"""The whole of module 3 with Tab, arrows, Enter, Space and letters alone; the focus is always seen."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import BrowserContext, Frame

from tests.browser.conftest import Sitting, package
from tests.browser.lms import Lms
from tests.conftest import REPO

HERE = Path(__file__).parent
WHAT_TO_PRESS = (HERE / "keyboard.js").read_text("utf-8")
FOCUS = (HERE / "focus.js").read_text("utf-8")


def press(frame: Frame, key: str) -> None:
    if key.startswith("text:"):
        frame.page.keyboard.type(key.removeprefix("text:"))
    else:
        frame.page.keyboard.press(key)


def back_to_gap(frame: Frame) -> None:
    """Shift and Tab until a gap that is still empty has the focus."""
    for _ in range(40):
        frame.page.keyboard.press("Shift+Tab")
        if frame.evaluate("document.activeElement.matches('.slot') && !document.activeElement.value"):
            return


def walk(frame: Frame) -> tuple[list[str], list[str]]:
    """Goes through the module by keyboard until its result; gives the pages it saw and the focus not seen."""
    pages: list[str] = []
    unseen: list[str] = []
    for _ in range(4000):
        if (page := frame.evaluate("document.querySelector('.page:not([hidden])').id")) not in pages:
            pages.append(page)
        frame.page.keyboard.press("Tab")
        for _ in range(40):  # keys at one stop; the longest list to choose from is shorter
            if fault := frame.evaluate(FOCUS):
                unseen.append(f"{page}: {fault}")
            key = frame.evaluate(WHAT_TO_PRESS)
            if not key:
                break
            if key == "next":
                press(frame, "Enter")
                frame.locator(f"#{page}").wait_for(state="hidden")
                break
            if key == "back":
                back_to_gap(frame)
                continue
            press(frame, key)
            if frame.evaluate("document.activeElement.closest('#p_after .results') !== null"):
                return pages, unseen
    raise AssertionError(f"after 4000 stops still on {pages[-1]}")


def test_module_3_is_passed_by_keyboard(context: BrowserContext) -> None:
    with Lms(package(REPO / "content", only=["curriculum/03-building-trust"])) as lms:
        sitting = Sitting(context, lms, "trust")
        sitting.page.emulate_media(reduced_motion="reduce")  # so that scrolling is over when it is looked at
        frame = sitting.frame
        last = frame.locator(".page").evaluate_all(
            "(pages) => pages.findIndex((one) => one.id === 'p_after')"
        )
        pages, unseen = walk(frame)
        assert not unseen, "\n".join(unseen)
        assert len(pages) == last + 1
        assert frame.evaluate(UNDONE) == []
        assert frame.evaluate(NOT_RIGHT) == []
        sitting.settle()
        assert lms.core["lesson_status"] == "passed"
        assert lms.core["score"]["raw"] == "100"
        sitting.page.close()


NOT_RIGHT = """() => [...document.querySelectorAll(".verdict.wrong, .verdict.partly, .verdict.unanswered")]
  .map((one) => one.closest("form").innerText)"""
UNDONE = """() => [...document.querySelectorAll("form.question, .activity, .story")].filter((box) => {
  const isEmpty = (field) => !field.value;
  const texts = [...box.querySelectorAll("textarea")];
  if (box.matches("form")) return !box.matches(".answered") && texts.every(isEmpty);
  if (box.matches(".story")) return box.querySelector(".path").hidden;
  const kind = box.dataset.activity;
  if (kind === "sort" || kind === "order") return !box.querySelector(".verdict").textContent;
  const fields = [...box.querySelectorAll("[data-field]")];
  return fields.some((field) => field.type !== "radio" && !(field.checked || field.open || field.value));
}).map((box) => box.id)"""
"""Questions, activities and stories that nothing was done in."""
