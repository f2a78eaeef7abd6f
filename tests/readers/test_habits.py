"""What word processors and habits put into sources: read as it was meant, or told once, where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot_scorm.model.programme import Quiz
from bot_scorm.model.questions import Matching, SingleChoice
from bot_scorm.model.walk import texts_of
from tests.course import THEORY, read_pages

QUIZ = "---\nkind: quiz\nid: quiz\ntitle: A quiz\nrole: after\n---\n"
CASE = "---\nkind: case\nid: case\ntitle: A case\n---\n"
NBSP, ZWSP = "\u00a0", "\u200b"


def block(lines: str, head: str = "::: question {#a}", end: str = ":::") -> str:
    return f"{QUIZ}{head}\nWhich?\n\n{lines}\n{end}\n"


READ = {
    "space behind the mark": block(f"- [x]{NBSP}Yes\n- [{NBSP}]{NBSP}No"),
    "space behind the bullet": block(f"-{NBSP}[x] Yes\n-{NBSP}[ ] No"),
    "space behind the colons": block("- [x] Yes\n- [ ] No", f":::{NBSP}question{NBSP}{{#a}}", f":::{NBSP}"),
    "nothing before signs": block(f"- {ZWSP}[x] Yes\n- [ ] No", f"{ZWSP}::: question {{#a}}", f"{ZWSP}:::"),
    "spaces inside the mark": block("- [ x ] Yes\n- [  ] No"),
    "two byte-order marks": "\ufeff\ufeff" + block("- [x] Yes\n- [ ] No"),
}


@pytest.mark.parametrize("habit", READ)
def test_is_read(habit: str, tmp_path: Path) -> None:
    module, report = read_pages(tmp_path, {"10-page.md": READ[habit]})
    assert not list(report)
    quiz = module.pages[0]
    assert isinstance(quiz, Quiz)
    (question,) = quiz.questions
    assert isinstance(question, SingleChoice)
    assert [str(text) for one in question.choices for text in texts_of(one.blocks)] == ["Yes", "No"]


def test_feedback_indented_with_hard_spaces_is_feedback(tmp_path: Path) -> None:
    text = block(f"- [x] Yes\n{NBSP}{NBSP}> Right.\n- [ ] No")
    module, _ = read_pages(tmp_path, {"10-page.md": text})
    quiz = module.pages[0]
    assert isinstance(quiz, Quiz)
    (question,) = quiz.questions
    assert isinstance(question, SingleChoice)
    assert [str(text) for text in texts_of(question.choices[0].feedback)] == ["Right."]


def test_long_arrows_leave_nothing_behind(tmp_path: Path) -> None:
    module, report = read_pages(tmp_path, {"10-page.md": block("- a --> b\n- c —> d\n- e –> f")})
    quiz = module.pages[0]
    assert not list(report)
    assert isinstance(quiz, Quiz)
    (question,) = quiz.questions
    assert isinstance(question, Matching)
    assert [str(text) for text in texts_of(question)] == ["Which?", "a", "b", "c", "d", "e", "f"]


TOLD: dict[str, tuple[str | bytes, str]] = {
    "two bullets": (block("* [x] Yes\n- [ ] No\n- [ ] Never"), "11:1 QST-004"),
    "two numberings": (block("1. a\n2. b\n3) c\n4) d", "::: question {#a type=ordering}"), "12:1 QST-004"),
    "feedback not indented": (block("- [x] Yes\n> Right.\n- [ ] No"), "11:1 QST-010"),
    "no space in front": (block("-[x] Yes\n-[ ] No"), "10:1 QST-004"),
    "no space behind": (block("- [x]Yes\n- [ ]No"), "10:1 QST-004"),
    "round brackets": (block("- (x) Yes\n- ( ) No"), "10:1 QST-004"),
    "a tick": (block("- ✓ Yes\n- No"), "10:1 QST-004"),
    "wide brackets": (block("- ［x］ Yes\n- ［ ］ No"), "10:1 QST-004"),
    "a dash for a bullet": (block("– [x] Yes\n– [ ] No"), "10:1 QST-004"),
    "escaped": (block("\\- \\[x\\] Yes\n\\- \\[ \\] No"), "10:1 QST-004"),
    "another arrow": (block("- a => b\n- c => d"), "10:1 QST-004"),
    "two colons": (f"{THEORY}:: note\n", "6:1 BLK-005"),
    "wide colons": (f"{THEORY}：：： note\n", "6:1 BLK-005"),
    "colons behind a tab": (f"{THEORY}\t::: note\n", "6:2 BLK-005"),
    "code not closed": (block("- [x] Yes\n- [ ] No") + "\n::: note\n```\nx\n:::\n", "15:1 BLK-010"),
    "space in an address": (f"{THEORY}A ![dot](media/my dot.svg)\n", "6:3 IMG-001"),
    "curly quotes": (f"{THEORY}![A dot](media/bridge.svg “A dot”)\n", "6:1 IMG-001"),
    "space in a link": (f"{THEORY}[next](20 next.md)\n", "6:1 LNK-001"),
    "picture in a list": (f"{THEORY}1. a\n2. ![dot](no.svg)\n", "7:4 IMG-001"),
    "UTF-16": (THEORY.encode("utf-16-be"), "1:1 SRC-001"),
    "broken choice": (
        f"{CASE}## A {{#a}}\n\n- [Go](#b) now\n\n## B {{#b end=good}}\n\nB.\n", "8:1 CASE-002",
    ),
}  # fmt: skip


@pytest.mark.parametrize("habit", TOLD)
def test_is_told_once_and_where(habit: str, tmp_path: Path) -> None:
    _, report = read_pages(tmp_path, {"10-page.md": TOLD[habit][0]})
    assert [f"{one.at.line}:{one.at.column} {one.rule.id}" for one in report] == [TOLD[habit][1]]


@pytest.mark.parametrize(
    "text",
    [
        "Look:\n\n1. a\n2. b\n\nAnd order:\n\n1. c\n2. d",
        "Look:\n\n1. a\n2. b\n\n- no\n\n1. c\n2. d",
    ],
)
def test_a_list_in_the_question_is_no_answer(text: str, tmp_path: Path) -> None:
    page = f"{QUIZ}::: question {{#a type=ordering}}\n{text}\n:::\n"
    _, report = read_pages(tmp_path, {"10-page.md": page})
    assert not list(report)


def test_links_and_colons_in_a_text_are_left_alone(tmp_path: Path) -> None:
    text = "std::sort is fast. [sic](as I said) `[a](b c.md)` and $f[a](b. c)$ \\[a](b. c.)\n"
    _, report = read_pages(tmp_path, {"10-page.md": THEORY + text})
    assert not list(report)
