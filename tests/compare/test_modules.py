"""What is said of changes to pages, quizzes and settings; the player is asked in tests/browser."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot_scorm.compare.facts import ModuleRead
from bot_scorm.compare.modules import compare_modules
from bot_scorm.compare.player_page import read_module
from tests.browser.built import made

Q = "::: question {{#{id}{more}}}\nIs it {id}?\n\n- [x] Yes {{#yes}}\n- [ ] No {{#no}}\n:::\n\n"
AFTER = "role: after\n{more}---\n"
ITEM = "::: item {#i}\nIt?\n\n- Yes {#yes}\n- No {#no}\n:::\n"
STORY = "## Start {#s}\n\n- [On](#e) {#on}\n- [Off](#e) {#off}\n\n## End {#e end=good}\n\nOver.\n"
ESSAY = "::: question {#e type=essay}\nWrite.\n:::\n\n"


def q(id: str, more: str = "") -> str:
    return Q.format(id=id, more=more and f" {more}")


def after(text: str, more: str = "") -> dict[str, str]:
    return {"90-quiz-after": AFTER.format(more=more) + text}


Pages = dict[str, str]
CHANGES: dict[str, tuple[Pages, Pages, list[str]]] = {
    "page text": ({"10-theory-a": "One."}, {"10-theory-a": "Two."}, ["changed page a kept"]),
    "page more": (
        {"10-theory-a": "One."},
        {"10-theory-a": "One.", "20-theory-b": "Two."},
        ["added page b otherwise"],
    ),
    "page gone": (
        {"10-theory-a": "One.", "20-theory-b": "Two."},
        {"10-theory-a": "One."},
        ["removed page b kept"],
    ),
    "pages moved": (
        {"10-theory-a": "One.", "20-theory-b": "Two."},
        {"10-theory-b": "Two.", "20-theory-a": "One."},
        ["moved page m kept"],
    ),
    "quiz gone": (
        {"10-theory-a": "One.", **after(q("x"))},
        {"10-theory-a": "One."},
        ["removed question x lost", "removed quiz after lost"],
    ),
    "question into the quiz": (
        {"10-theory-a": q("x"), **after(q("y"))},
        {"10-theory-a": "Text.", **after(q("y") + q("x"))},
        ["changed page a kept", "moved question x otherwise"],
    ),
    "points": (after(q("x") + q("y")), after(q("x", "points=2") + q("y")), ["changed question x otherwise"]),
    "points on a page": ({"10-theory-a": q("x")}, {"10-theory-a": q("x", "points=2")}, []),
    "role": (
        {"90-quiz-a": "role: after\n---\n" + q("x")},
        {"90-quiz-a": "role: practice\n---\n" + q("x")},
        ["changed quiz a otherwise"],
    ),
    "grade": (after(q("x")), after(q("x"), "grade: first\n"), ["changed quiz after lost"]),
    "more attempts": (
        after(q("x"), "attempts: 1\n"),
        after(q("x"), "attempts: 2\n"),
        ["changed quiz after otherwise"],
    ),
    "answers shown": (after(q("x")), after(q("x"), "show_answers: end\n"), ["changed quiz after kept"]),
    "shuffled": (after(q("x")), after(q("x"), "shuffle: true\n"), ["changed quiz after kept"]),
    "draws more": (
        after(q("x", "tags=t") + q("y", "tags=t"), "draw: {t: 1}\n"),
        after(q("x", "tags=t") + q("y", "tags=t"), "draw: {t: 2}\n"),
        ["changed quiz after kept"],
    ),
    "survey's answer gone": (
        {"10-survey-a": ITEM},
        {"10-survey-a": ITEM.replace("- No {#no}", "- Perhaps {#perhaps}")},
        ["changed survey a lost"],
    ),
    "survey's item gone": (
        {"10-survey-a": ITEM + ITEM.replace("#i", "#j")},
        {"10-survey-a": ITEM},
        ["changed survey a lost"],
    ),
    "case's choice gone": (
        {"10-case-a": STORY},
        {"10-case-a": STORY.replace("- [Off](#e) {#off}\n", "")},
        ["changed case a lost"],
    ),
    "less room": (
        {"10-theory-a": ESSAY},
        {"10-theory-a": ESSAY + q("x")},
        ["added question x kept", "changed module m kept"],
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_changes(name: str, tmp_path: Path) -> None:
    old, new, expected = CHANGES[name]
    before, after_ = read(tmp_path / "old", old), read(tmp_path / "new", new)
    found = compare_modules(before, after_)
    assert sorted(f"{one.kind} {one.what} {one.id} {one.effect.value}" for one in found) == expected


def read(root: Path, pages: Pages) -> ModuleRead:
    found = read_module(made(root, pages)["m/index.html"])
    assert found
    return found


def test_changes_of_the_module_itself(tmp_path: Path) -> None:
    old = read(tmp_path / "old", {"10-theory-a": "One."})
    for new, expected in (
        (replace(old, name="Other"), "renamed module m kept"),
        (replace(old, id="n"), "changed module n lost"),
        (replace(old, programme="other"), "changed module m lost"),
        (replace(old, pass_mark="80"), "changed module m otherwise"),
        (replace(old, fixed=5000), "changed module m lost"),
    ):
        (one,) = compare_modules(old, new)
        assert f"{one.kind} {one.what} {one.id} {one.effect.value}" == expected
