"""Ways to answer each question of the test course."""

from __future__ import annotations

from playwright.sync_api import Frame, Locator


def form(frame: Frame, id: str) -> Locator:
    """A question by its id."""
    return frame.locator(f"#q_{id}")


def choose(frame: Frame, id: str, *texts: str) -> None:
    """Ticks choices by their text."""
    for text in texts:
        form(frame, id).locator("label.choice", has=frame.get_by_text(text, exact=True)).click()


def check(frame: Frame, id: str) -> None:
    """Presses the button under a question."""
    form(frame, id).locator("button.check").click()


def order(frame: Frame, id: str, *texts: str) -> None:
    """Moves items up, one after the other, until they stand as wished; something is moved in any case.

    A learner's own order is drawn at random, so they may stand as wished from the start, which is no answer.
    """
    items = form(frame, id).locator(".movable > li")
    items.first.locator('[data-move="1"]').click()
    for place, text in enumerate(texts):
        while text not in items.nth(place).locator(".card").inner_text():
            items.filter(has_text=text).locator('[data-move="-1"]').click()


def match(frame: Frame, id: str, pairs: dict[str, str]) -> None:
    """Chooses right sides."""
    for left, right in pairs.items():
        form(frame, id).locator(".pairs > li", has_text=left).locator("select").select_option(label=right)


def place(frame: Frame, id: str, *words: str) -> None:
    """Puts words into gaps, first to last, by tapping the word and then the gap."""
    for gap, word in enumerate(words):
        form(frame, id).locator(".bank").get_by_text(word, exact=True).click()
        form(frame, id).locator("[data-gap]").nth(gap).click()


def put_all(activity: Locator, pile: int) -> None:
    """Puts every card that is left in the deck of a sort onto one pile, counted from 1."""
    while activity.locator(".deck select").count():
        activity.locator(".deck select").first.select_option(index=pile)


def answer_all_right(frame: Frame) -> None:
    """Answers every question of the module `all` rightly, without pressing a button."""
    choose(frame, "single", "First")
    choose(frame, "multiple", "a", "e")
    choose(frame, "truth", "True")
    form(frame, "word").locator("input").fill("  youth  guarantee ")
    form(frame, "number").locator("input").fill("19,25")
    match(frame, "match", {"cat": "miaow", "dog": "woof"})
    order(frame, "order", "one", "two", "three")
    form(frame, "gaps").locator("input").fill("Autonomy")
    form(frame, "gaps").locator("select").select_option("relatedness")
    place(frame, "drag", "If", "then")
    form(frame, "essay").locator("textarea").fill("This is my sentence.\nIn two lines.")


def hand_in(frame: Frame) -> None:
    """Finishes the quiz that is shown."""
    frame.locator(".page:not([hidden]) .hand-in").click()
