"""What `bot-pack diff` says of a change is what the player does with the state of an older package."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Frame

from bot_scorm.compare.changes import Change, Effect, worst
from bot_scorm.compare.modules import compare_modules
from bot_scorm.compare.player_page import read_module
from tests.browser.answers import choose, form, hand_in
from tests.browser.built import made
from tests.browser.conftest import Sitting
from tests.browser.lms import Lms
from tests.browser.updates import UPDATES

LOOK = (Path(__file__).parent / "look.js").read_bytes()
SCRIPT = "player/player.js"


def with_look(files: dict[str, bytes]) -> dict[str, bytes]:
    """The package with the test's own script behind the player's, where that sees it."""
    rooms, end, rest = files[SCRIPT].rpartition(b"}());")
    return {**files, SCRIPT: rooms + b"\n" + LOOK + end + rest}


def effects(old: dict[str, bytes], new: dict[str, bytes]) -> dict[str, Effect]:
    """What diff says, by the id of what it is about."""
    found: dict[str, list[Effect]] = {}
    for one in changes(old, new):
        found.setdefault(one.id, []).append(one.effect)
    return {id: worst(each) for id, each in found.items()}


def changes(old: dict[str, bytes], new: dict[str, bytes]) -> list[Change]:
    before, after = (read_module(files["m/index.html"]) for files in (old, new))
    assert before
    assert after
    return list(compare_modules(before, after))


def verdict(before: dict[str, Any], after: dict[str, Any]) -> Effect:
    """What the player did: whether something is gone, and whether what is there counts otherwise."""
    left = list(after["answers"])
    for answer in before["answers"]:
        if answer not in left:
            return Effect.LOST
        left.remove(answer)
    return Effect.KEPT if before["counts"] == after["counts"] else Effect.OTHERWISE


def look(frame: Frame) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = frame.evaluate("look()")
    return found


def test_verdicts_are_the_players(context: BrowserContext, lms: Lms, tmp_path: Path) -> None:
    pages = [
        {"10-theory-one": "\n".join(getattr(one, side).replace("{id}", id) for id, one in UPDATES.items())}
        for side in ("old", "new")
    ]
    old, new = made(tmp_path / "old", pages[0]), made(tmp_path / "new", pages[1])
    said = effects(old, new)
    lms.files = with_look(old)
    first = Sitting(context, lms, "m")
    for id, one in UPDATES.items():
        one.act(first.frame, id)
    before = look(first.frame)
    assert [id for id in UPDATES if not before[id]["answers"]] == [], "something was done in each"
    first.settle()
    first.leave()
    lms.files = with_look(new)
    second = Sitting(context, lms, "m")
    after = look(second.frame)
    second.leave()
    done = {id: verdict(before[id], after[id]).value for id in UPDATES}
    assert done == {id: one.verdict for id, one in UPDATES.items()}
    assert {id: said.get(id, Effect.KEPT).value for id in UPDATES} == done


QUIZ = "role: after\nattempts: {attempts}\n{more}---\n"
ASKED = "".join(
    f"::: question {{#q{n} tags=bank}}\nIs it {n}?\n\n- [x] yes {{#yes}}\n- [ ] no {{#no}}\n:::\n\n"
    for n in (1, 2)
)
PRIVATE = "::: question {{#mine type=reflection{more}}}\nThink.\n:::\n"


def quiz(*, attempts: int = 3, more: str = "", id: str = "after") -> dict[str, str]:
    return {f"90-quiz-{id}": QUIZ.format(attempts=attempts, more=more) + ASKED}


def half(sitting: Sitting) -> None:
    """Hands in with one right answer of two."""
    choose(sitting.frame, "q1", "yes")
    choose(sitting.frame, "q2", "no")
    hand_in(sitting.frame)


def answered(sitting: Sitting) -> None:
    choose(sitting.frame, "q1", "yes")
    choose(sitting.frame, "q2", "no")


def wrote(sitting: Sitting) -> None:
    form(sitting.frame, "mine").locator("textarea").fill("Secret")


@dataclass(frozen=True, slots=True)
class Round:
    """A change of a module, what was done before it, and what the LMS has or the page shows after it."""

    said: Effect
    old: dict[str, str]
    new: dict[str, str]
    act: Callable[[Sitting], None]
    seen: Callable[[Lms, Sitting], object]
    before: object
    after: object
    settings: tuple[str, str] = ("", "")


def status(lms: Lms, sitting: Sitting) -> object:
    return lms.core["lesson_status"]


def ticks(lms: Lms, sitting: Sitting) -> object:
    return sitting.frame.locator("form.question:not([hidden]) input:checked").count()


def secret(lms: Lms, sitting: Sitting) -> object:
    return "Secret" in lms.core["lesson_location"] + (lms.cmi or {})["suspend_data"]


ROUNDS = {
    "attempts": Round(Effect.LOST, quiz(), quiz(attempts=1), half, status, "incomplete", "failed"),
    "lower-mark": Round(
        Effect.OTHERWISE,
        quiz(),
        quiz(),
        half,
        status,
        "incomplete",
        "passed",
        ("pass_mark: 70", "pass_mark: 40"),
    ),
    "draw": Round(Effect.LOST, quiz(), quiz(more="draw: {bank: 1}\n"), answered, ticks, 2, 1),
    "other-quiz": Round(
        Effect.LOST, quiz(attempts=1), quiz(attempts=1, id="end"), half, status, "failed", "incomplete"
    ),
    "shared": Round(
        Effect.LOST,
        {"10-theory-one": PRIVATE.format(more="")},
        {"10-theory-one": PRIVATE.format(more=" submit")},
        wrote,
        secret,
        False,
        True,
    ),
}


@pytest.mark.parametrize("name", ROUNDS)
def test_attempts_go_on_as_said(context: BrowserContext, lms: Lms, tmp_path: Path, name: str) -> None:
    case = ROUNDS[name]
    old = made(tmp_path / "old", case.old, settings=case.settings[0] + "\n")
    new = made(tmp_path / "new", case.new, settings=case.settings[1] + "\n")
    assert worst(one.effect for one in changes(old, new)) is case.said
    lms.files = old
    first = Sitting(context, lms, "m")
    case.act(first)
    first.settle()
    assert case.seen(lms, first) == case.before
    first.leave()
    lms.files = new
    second = Sitting(context, lms, "m")
    second.settle()
    assert case.seen(lms, second) == case.after
    second.leave()
