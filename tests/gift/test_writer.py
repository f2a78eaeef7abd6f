"""What the writer makes of single questions, and what it says about those that lose something."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from bot_scorm.diagnostics import Location, Report
from bot_scorm.model.blocks import Figure, Paragraph, Prose
from bot_scorm.model.programme import Edition, Module, Programme
from bot_scorm.model.questions import (
    Choice,
    Matching,
    MultipleChoice,
    Pair,
    Question,
    ShortAnswer,
    ShortAnswerPattern,
)
from bot_scorm.model.text import Text
from bot_scorm.readers import load
from bot_scorm.writers import WRITERS, gift_escape, writer
from bot_scorm.writers.gift import WRITER, write_question
from tests.course import write_course

AT = Location("quiz.md", 3)
QUIZ = "---\nkind: quiz\nid: quiz\ntitle: Quiz\nrole: after\n---\n"


def _p(words: str) -> Paragraph:
    return Paragraph(AT, Text(words, AT))


def _written(question: Question) -> tuple[str, list[str]]:
    report = Report()
    text = write_question(question, "trust", Prose(), report)
    return text, [f"{one.rule.id} {one.message}" for one in report]


def _module(tmp_path: Path, body: str) -> tuple[str, list[str]]:
    """The file of a module with one quiz, and what was said."""
    report = Report()
    programme = load(write_course(tmp_path, {"10-quiz.md": QUIZ + body}), report)
    assert not report.failed, [one.message for one in report]
    artifact = WRITER.write(Edition("en", programme).of(programme.modules[0]), report)
    assert artifact is not None
    (source,) = artifact.files.values()
    return source.read().decode(), [f"{one.rule.id} {one.message}" for one in report]


def test_it_is_in_the_table() -> None:
    assert "gift" in WRITERS
    assert writer("gift") is WRITER
    assert WRITER.join(Edition("en", Programme(at=AT, id="p", title=Text("P", AT))), {}, Report()) is None


def test_a_module_as_a_file(tmp_path: Path) -> None:
    text, said = _module(
        tmp_path, '::: question {#q tags="a b"}\nOne = two?\n\n- [x] No {#no}\n- [ ] Yes {#yes}\n:::\n'
    )
    assert text == (
        "$CATEGORY: top/Demo/Building trust/Quiz\n\n"
        "// [id:trust.q] [tag:a] [tag:b]\n"
        "::One \\= two?::[html]<p>One \\= two?</p>{\n\t=No\n\t~Yes\n}\n\n"
    )
    assert said == []


def test_a_module_without_questions() -> None:
    report = Report()
    module = Module(at=AT, id="empty", title=Text("Nothing", AT))
    programme = Programme(at=AT, id="p", title=Text("P", AT), modules=(module,))
    assert WRITER.write(Edition("en", programme), report) is None
    assert [one.rule.id for one in report] == ["GIFT-004"]
    fieldwork = replace(module, section="fieldwork")
    assert WRITER.write(Edition("en", replace(programme, modules=(fieldwork,))), report) is None
    assert len(report) == 1


def test_what_is_lost_is_one_diagnostic() -> None:
    choices = tuple(Choice(AT, f"c{n}", True, (_p(str(n)),), (), True, Fraction(1, 11)) for n in range(11))
    question = MultipleChoice(
        at=AT, id="q", pinned=True,
        stem=(_p("See [there](20-next.md#x)."), Figure(AT, "media/a.png", Text("A map", AT), None)),
        choices=choices, points=Fraction(5, 2), hints=((_p("Look."),),), fixed=True, all_or_nothing=True,
    )  # fmt: skip
    text, said = _written(question)
    assert "A map" in text
    assert "<img" not in text
    assert "<a" not in text
    assert said == [
        "GIFT-001 “q” loses in GIFT: points (2.5); the hint; the fixed order of answers; "
        "scoring=all (each right choice earns its share instead); a fraction of 9.09091 %, "
        "which becomes 10 %; links to other pages and to files; the picture media/a.png, whose alternative "
        "text is shown instead."
    ]


@pytest.mark.parametrize(
    "question",
    [
        ShortAnswer(at=AT, id="q", pinned=True, stem=(_p("?"),),
                    answers=(ShortAnswerPattern(AT, "a", Fraction(1, 2)),)),
        MultipleChoice(at=AT, id="q", pinned=True, stem=(_p("?"),), choices=()),
    ],
)  # fmt: skip
def test_what_moodle_would_refuse_is_left_out(question: Question) -> None:
    text, said = _written(question)
    assert text == ""
    assert [one[:8] for one in said] == ["GIFT-003"]


def test_a_single_pair_is_left_out() -> None:
    pair = Pair(AT, "a", True, (_p("a"),), (), "b", Text("b", AT))
    text, said = _written(Matching(at=AT, id="q", pinned=True, stem=(_p("?"),), pairs=(pair,)))
    assert (text, [one[:8] for one in said]) == ("", ["GIFT-003"])


def test_names_have_room_in_moodle() -> None:
    for text in ("word " * 100, "x" * 600, "<" * 300, "&amp;" * 90):
        shown = gift_escape.label(gift_escape.shorten(text.strip(), 250))
        assert len(shown) <= 250
        assert shown.endswith("…")


def test_long_ids_stay_apart() -> None:
    one, other = (gift_escape.short_id(f"m.{'a' * 120}{end}", 100) for end in "xy")
    assert one != other
    assert len(one) == 100


def test_categories_keep_their_slashes() -> None:
    assert gift_escape.category(["a/b", "/c/", "top", "d\\n"]) == "$CATEGORY: top/a//b/ //c// /Top/d\\\\n"


def test_decimals() -> None:
    numbers = [
        Fraction("19.3"),
        Fraction(-1, 8),
        Fraction(0),
        Fraction(1, 3),
        Fraction(-1000),
        Fraction("1e-6"),
    ]
    assert [gift_escape.decimal(one) for one in numbers] == [
        "19.3", "-0.125", "0", "0.333333333333333", "-1000", "0.000001"
    ]  # fmt: skip
