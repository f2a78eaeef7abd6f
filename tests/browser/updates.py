"""Changes that an author may make, each with what a learner did before and what becomes of it.

Each row is one question or activity: `old` and `new` are its source, ``{id}`` stands for its id.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Frame

from tests.browser.answers import choose, form, match, order, place
from tests.browser.visits import box

Act = Callable[[Frame, str], None]


@dataclass(frozen=True, slots=True)
class Update:
    """A change, what was done before it, and the verdict: ``kept``, ``otherwise`` or ``lost``."""

    verdict: str
    old: str
    new: str
    act: Act


def question(answer: str, more: str = "", text: str = "Asked.") -> str:
    return f"::: question {{#{{id}}{more and ' ' + more}}}\n{text}\n\n{answer}\n:::\n"


def block(kind: str, inside: str, more: str = "") -> str:
    return f":::: {kind} {{#{{id}}{more and ' ' + more}}}\n{inside}\n::::\n"


def chosen(*texts: str) -> Act:
    return lambda frame, id: choose(frame, id, *texts)


def typed(*texts: str) -> Act:
    def act(frame: Frame, id: str) -> None:
        fields = form(frame, id).locator("input[type=text], select, textarea")
        for at, text in enumerate(texts):
            field = fields.nth(at)
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(text)
            else:
                field.fill(text)

    return act


def ticked(*texts: str) -> Act:
    def act(frame: Frame, id: str) -> None:
        for text in texts:
            box(frame, id).get_by_text(text, exact=True).click()

    return act


def selected(*texts: str) -> Act:
    def act(frame: Frame, id: str) -> None:
        for text in texts:
            box(frame, id).locator("select").first.select_option(label=text)

    return act


def filled(*texts: str) -> Act:
    def act(frame: Frame, id: str) -> None:
        for at, text in enumerate(texts):
            box(frame, id).locator("textarea, input[type=text]").nth(at).fill(text)

    return act


def rated(frame: Frame, id: str) -> None:
    for at, text in enumerate(("4", "1")):
        box(frame, id).locator(".statement").nth(at).locator(f"input[value='{text}']").check()


def rows(frame: Frame, id: str) -> None:
    for at in range(3):
        if at:
            box(frame, id).locator("button.add").click()
        box(frame, id).locator("input[type=text]").nth(at).fill(f"Row {at}")


def in_order(*texts: str) -> Act:
    def act(frame: Frame, id: str) -> None:
        items = box(frame, id).locator(".movable > li")
        for at, text in enumerate(texts):
            while text not in items.nth(at).locator(".card").inner_text():
                items.filter(has_text=text).locator('[data-move="-1"]').click()
        for _ in range(2):  # something is moved in any case
            items.last.locator('[data-move="-1"]').click()

    return act


def turned(frame: Frame, id: str) -> None:
    box(frame, id).locator(".flip:visible").click()
    box(frame, id).locator("[data-pile='1']").click()


def on_the_way(*texts: str) -> Act:
    def act(frame: Frame, id: str) -> None:
        for text in texts:
            box(frame, id).locator(".scene:not([hidden]) .turns button", has_text=text).click()

    return act


AB = "- [x] A {#a}\n- [ ] B {#b}\n- [ ] C {#c}"
TWO = "- [x] A {#a}\n- [x] B {#b}\n- [ ] C {#c}"
PAIRS = "- cat → miaow {#cat}\n- dog → woof {#dog}"
STEPS = "1. one {#one}\n2. two {#two}\n3. three {#three}"
SORT = "- Left {#l}\n  - p {#p}\n- Right {#r}\n  - q {#q}"
SCALE = "- Area {#area}\n  - First {#first}\n  - Second {#second}"
TALK = (
    "## Start {#start}\n\n- [Go](#mid) {#go}\n- [Stay](#end) {#stay}\n\n## Mid {#mid}\n\n- [On](#end) {#on}\n"
    "- [Back](#start) {#back}\n\n## End {#end end=good}\n\nOver."
)
NEW = "\n\n## New {#new end=poor}\n\nNo."
METER = 'meter="M" from=0 to=9 start=4'

UPDATES: dict[str, Update] = {
    "words": Update("kept", question(AB), question(AB, text="Asked in other words."), chosen("B")),
    "reordered": Update("kept", question(AB), question("\n".join(reversed(AB.splitlines()))), chosen("B")),
    "one-more": Update("kept", question(AB), question(AB + "\n- [ ] D {#d}"), chosen("B")),
    "choice-gone": Update("lost", question(AB), question(AB.replace("\n- [ ] C {#c}", "")), chosen("C")),
    "other-right": Update(
        "otherwise",
        question(AB),
        question("- [ ] A {#a}\n- [x] B {#b}\n- [ ] C {#c}"),
        chosen("B"),
    ),
    "several": Update("otherwise", question(AB), question(TWO), chosen("A")),
    "only-one": Update("lost", question(TWO), question(AB), chosen("A", "B")),
    "all-or-none": Update("otherwise", question(TWO), question(TWO, "scoring=all"), chosen("A")),
    "typed-now": Update("lost", question(AB), question("- = A"), chosen("B")),
    "flipped": Update(
        "otherwise",
        question("- [x] True {#t}\n- [ ] False {#f}", "type=true-false"),
        question("- [ ] True {#t}\n- [x] False {#f}", "type=true-false"),
        chosen("True"),
    ),
    "true-or": Update(
        "lost", question("- [x] True {#t}\n- [ ] False {#f}", "type=true-false"), question(AB), chosen("True")
    ),
    "pair-more": Update(
        "otherwise",
        question(PAIRS),
        question(PAIRS + "\n- cow → moo {#cow}"),
        lambda frame, id: match(frame, id, {"cat": "miaow", "dog": "woof"}),
    ),
    "side-gone": Update(
        "lost",
        question(PAIRS + "\n- → moo {#moo}"),
        question(PAIRS),
        lambda frame, id: match(frame, id, {"cat": "miaow", "dog": "moo"}),
    ),
    "other-order": Update(
        "otherwise",
        question(STEPS, "type=ordering"),
        question("1. two {#two}\n2. one {#one}\n3. three {#three}", "type=ordering"),
        lambda frame, id: order(frame, id, "one", "two", "three"),
    ),
    "step-gone": Update(
        "lost",
        question(STEPS, "type=ordering"),
        question("1. one {#one}\n2. three {#three}", "type=ordering"),
        lambda frame, id: order(frame, id, "two", "one", "three"),
    ),
    "pattern": Update("otherwise", question("- = Yes"), question("- = Yep"), typed("Yes")),
    "shorter": Update("lost", question(f"- = {'long ' * 12}"), question("- = short"), typed("w" * 100)),
    "range": Update("otherwise", question("- = 19"), question("- = 20"), typed("19")),
    "gap-gone": Update(
        "lost", question("", text="[[a]] then [[b]]"), question("", text="[[a]] then"), typed("x", "y")
    ),
    "gap-before": Update(
        "lost", question("", text="[[a]] then [[b]]"), question("", text="[[n]] [[a]] [[b]]"), typed("a", "b")
    ),
    "menu-item": Update(
        "lost", question("", text="[[*a|b|c]]"), question("", text="[[*a|b]]"), typed("c")
    ),
    "word-gone": Update(
        "lost",
        question("- spare {#spare}", "type=drag", "[[If]] so, [[then]] what"),
        question("- other {#other}", "type=drag", "[[If]] so, [[then]] what"),
        lambda frame, id: place(frame, id, "spare", "then"),
    ),
    "essay": Update(
        "kept", question("", "type=essay"), question("", "type=essay lines=3", "Write."), typed("My words")
    ),
    "check-more": Update(
        "kept",
        block("checklist", "- pen {#pen}\n- map {#map}"),
        block("checklist", "- map {#map}\n- key {#key}\n- pen {#pen}"),
        ticked("pen", "map"),
    ),
    "check-gone": Update(
        "lost",
        block("checklist", "- pen {#pen}\n- map {#map}"),
        block("checklist", "- map {#map}"),
        ticked("pen"),
    ),
    "pile-gone": Update(
        "lost",
        block("sort", f"{SORT}\n- Third {{#third}}\n  - z {{#z}}"),
        block("sort", f"{SORT}\n  - z {{#z}}"),
        selected("Third"),
    ),
    "card-moves": Update(
        "kept",
        block("sort", SORT),
        block("sort", "- Left {#l}\n  - q {#q}\n- Right {#r}\n  - p {#p}"),
        selected("Left", "Left"),
    ),
    "scale-short": Update(
        "lost", block("scale", SCALE, "from=1 to=4"), block("scale", SCALE, "from=1 to=3"), rated
    ),
    "scale-long": Update(
        "kept", block("scale", SCALE, "from=1 to=4"), block("scale", SCALE, "from=1 to=5"), rated
    ),
    "order-gone": Update(
        "lost",
        block("order", STEPS),
        block("order", STEPS.replace("2. two {#two}\n", "")),
        in_order("two", "one"),
    ),
    "order-words": Update(
        "kept",
        block("order", STEPS),
        block("order", STEPS.replace("one {", "number one {")),
        in_order("two", "one"),
    ),
    "card-gone": Update(
        "lost", block("flashcards", PAIRS), block("flashcards", "- cow → moo {#cow}"), turned
    ),
    "other-kind": Update(
        "lost",
        block("checklist", "- pen {#pen}"),
        block("flashcards", "- cow → moo {#cow}"),
        ticked("pen"),
    ),
    "field-gone": Update(
        "lost",
        block("planner", "- Host {#host}\n- Place {#place}"),
        block("planner", "- Place {#place}"),
        filled("Us", "Here"),
    ),
    "prompt-gone": Update(
        "lost",
        block("journal", "- First {#first}\n- Second {#second}"),
        block("journal", "- Second {#second}"),
        filled("One", "Two"),
    ),
    "prompt-more": Update(
        "kept",
        block("journal", "- First {#first}"),
        block("journal", "- New {#new}\n- First, in other words {#first}"),
        filled("One"),
    ),
    "rows-fewer": Update(
        "lost",
        block("planner", "- Job {#job repeat=3}\n  - Where {#where}"),
        block("planner", "- Job {#job repeat=2}\n  - Where {#where}"),
        rows,
    ),
    "turn-gone": Update(
        "lost",
        block("dialogue", TALK, METER),
        block("dialogue", TALK.replace("- [On](#end) {#on}\n", ""), METER),
        on_the_way("Go", "On"),
    ),
    "turn-else": Update(
        "otherwise",
        block("dialogue", TALK, METER),
        block("dialogue", TALK.replace("- [Stay](#end)", "- [Stay](#new)") + NEW, METER),
        on_the_way("Stay"),
    ),
    "scene-more": Update(
        "kept",
        block("dialogue", TALK, METER),
        block(
            "dialogue",
            TALK.replace("\n\n## Mid", "\n- [Other](#end) {#other}\n\n## Mid").replace("Over", "All over"),
            METER,
        ),
        on_the_way("Go", "On"),
    ),
}  # fmt: skip
