"""Attributes, marks, gaps, ids and settings, case by case."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from bot_scorm.diagnostics import Report
from bot_scorm.model.gaps import find_gaps
from bot_scorm.model.questions import MultipleChoice, ShortAnswer, SingleChoice
from bot_scorm.model.spans import masked
from bot_scorm.readers.attributes import split_attributes
from bot_scorm.readers.ids import slug
from bot_scorm.readers.marks import check_mark, number_answer, split_arrow
from bot_scorm.readers.source import from_text
from tests.course import THEORY, lines_of, read_pages

ATTRIBUTES = [
    ("Ana {#ana}", "Ana", "ana", {}),
    ('Ana {#ana title="In practice" points=2 fixed}', "Ana", "ana",
     {"title": "In practice", "points": "2", "fixed": "fixed"}),
    ("Ана {title=„Кой е?“ unit='%'}", "Ана", "", {"title": "Кой е?", "unit": "%"}),
    ("Ana {by=«Ion»}", "Ana", "", {"by": "Ion"}),
    ('Ana {title="a } b"}', "Ana", "", {"title": "a } b"}),
    ("one {#a}\ntwo {score=2}", "one\ntwo", "a", {"score": "2"}),
    ("set \\{a}", "set \\{a}", "", {}),
    ("f(x)={a}", "f(x)={a}", "", {}),
    ("`{a}`", "`{a}`", "", {}),
    ("{#only}", "", "only", {}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "rest", "id", "values"), ATTRIBUTES)
def test_attributes(text: str, rest: str, id: str, values: dict[str, str]) -> None:
    source = from_text(text, "page.md", Report())
    left, found = split_attributes(source, text, 0)
    assert (left, found.id) == (rest, id)
    assert {name: value.text for name, value in found.values.items()} == values
    assert len(source.report) == 0


def test_attribute_places() -> None:
    source = from_text("- Ana {#ana points=two}", "page.md", Report())
    _, found = split_attributes(source, "Ana {#ana points=two}", 0)
    assert found.take_number("points", Fraction(1), 0, 10) == 1
    (one,) = source.report
    assert str(one.at) == "page.md:1:13"


@pytest.mark.parametrize(
    ("text", "right", "percent", "rest"),
    [
        ("[x] Ana", True, None, "Ana"),
        ("[X] Ana", True, None, "Ana"),
        ("[х] Ана", True, None, "Ана"),
        ("[ ] Ana", False, None, "Ana"),
        ("[] Ana", False, None, "Ana"),
        ("[x 50] Ana", False, 50, "Ana"),
        ("[x −25] Ana", False, -25, "Ana"),
        ("[x 33,33333] Ana", False, Fraction("33.33333"), "Ana"),
        ("[ -25] Ana", False, -25, "Ana"),
        ("[x 50%] Ana", False, 50, "Ana"),
    ],
)
def test_check_marks(text: str, right: bool, percent: Fraction | None, rest: str) -> None:
    mark = check_mark(text)
    assert mark is not None
    assert (mark.right, mark.percent, mark.rest) == (right, percent, rest)


@pytest.mark.parametrize("text", ["[x](link)", "[x]Ana", "[see] Ana", "x Ana", "[y] Ana"])
def test_no_check_marks(text: str) -> None:
    assert check_mark(text) is None


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("a → b", ("a", "b")),
        ("a -> b -> c", ("a", "b -> c")),
        ("→ b", ("", "b")),
        ("`a -> b` -> c", ("`a -> b`", "c")),
        ("a \\-> b → c", ("a \\-> b", "c")),
        ("a \\→ b → c", ("a → b", "c")),
        ("no arrow", None),
    ],
)
def test_arrows(text: str, sides: tuple[str, str] | None) -> None:
    assert split_arrow(text) == sides


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("19.3", "19.3", "19.3"),
        ("19,3", "19.3", "19.3"),
        ("−5", "-5", "-5"),
        ("19.3 ± 0.1", "19.2", "19.4"),
        ("19.3 +- 0,1", "19.2", "19.4"),
        ("19.3 +/- 0.1", "19.2", "19.4"),
        ("19..20", "19", "20"),
        ("-2..-1", "-2", "-1"),
        ("1e3", "1000", "1000"),
    ],
)
def test_numbers(text: str, low: str, high: str) -> None:
    found = number_answer(text)
    assert found is not None
    assert (found.low, found.high) == (Fraction(low), Fraction(high))


@pytest.mark.parametrize("text", ["nineteen", "19 apples", "1e999", "9" * 40, "19 ± much", "1..b", "", "± 1"])
def test_no_numbers(text: str) -> None:
    assert number_answer(text) is None


@pytest.mark.parametrize(
    ("text", "menu", "options", "right"),
    [
        ("[[Youth Guarantee|YG]]", False, ("Youth Guarantee", "YG"), ("Youth Guarantee", "YG")),
        ("[[*a|b|*c]]", True, ("a", "b", "c"), ("a", "c")),
        ("[[a\\|b]]", False, ("a|b",), ("a|b",)),
        ("[[\\*a]]", False, ("*a",), ("*a",)),
        ("[[a\\]\\]b]]", False, ("a]]b",), ("a]]b",)),
        ("[[two\nwords]]", False, ("two words",), ("two words",)),
    ],
)
def test_gaps(text: str, menu: bool, options: tuple[str, ...], right: tuple[str, ...]) -> None:
    (gap,) = find_gaps(f"before `[[code]]` {text} \\[[not]] after")
    assert (gap.menu, gap.options, gap.right) == (menu, options, right)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a `b` c", "a     c"),
        ("a \\` b", "a    b"),
        ("``a`b`` c", "        c"),
        ("a ` b", "a ` b"),
        ("`\\` c", "    c"),
    ],
)
def test_masked(text: str, code: str) -> None:
    assert masked(text) == code


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Who is counted as NEET?", "who-is-counted-as-neet"),
        ("Кой е Мирела?", "koi-e-mirela"),
        ("Știi *ce* înseamnă?", "stii-ce-inseamna"),
        ("[Promise](#promise) `it`", "promise-it"),
        ("Denitsa's second missed meeting in the village hall", "denitsas-second-missed-meeting-in-the"),
        ("😀", "xf0443a34"),
    ],
)
def test_derived_ids(text: str, id: str) -> None:
    assert slug(text) == id


def test_yaml_words_stay_words(tmp_path: Path) -> None:
    page = "---\nkind: theory\nid: page\ntitle: no\nsummary: 12:30\n---\nText.\n"
    module, report = read_pages(tmp_path, {"10-page.md": page})
    assert lines_of(report, tmp_path) == ""
    assert (str(module.pages[0].title), str(module.pages[0].summary)) == ("no", "12:30")


def test_windows_habits_are_taken_as_they_come(tmp_path: Path) -> None:
    page = "\ufeff" + (THEORY + "::: question {#q title=“Curly”}\nWhich?\n\n- [x] A\n- [ ] B\n:::\n").replace(
        "\n", "\r\n"
    )
    module, report = read_pages(tmp_path, {"10-page.md": page})
    assert lines_of(report, tmp_path) == ""
    (question,) = module.pages[0].questions
    assert isinstance(question, SingleChoice)
    assert str(question.title) == "Curly"
    assert [choice.id for choice in question.choices] == ["a", "b"]


def test_shares_of_several_right_answers(tmp_path: Path) -> None:
    body = "::: question {#q}\nWhich?\n\n- [x] A\n- [x] B\n- [x] C\n- [ ] D\n- [x 10] E\n:::\n"
    module, _ = read_pages(tmp_path, {"10-page.md": THEORY + body})
    (question,) = module.pages[0].questions
    assert isinstance(question, MultipleChoice)
    third = Fraction(1, 3)
    assert [choice.fraction for choice in question.choices] == [third, third, third, -third, Fraction(1, 10)]


def test_typed_answers_keep_stars_and_backslashes(tmp_path: Path) -> None:
    body = "::: question {#q}\nWhich?\n\n- = a\\*b*\n- = c:\\dir\n- = \\{x}\n- = 5 {case}\n:::\n"
    module, report = read_pages(tmp_path, {"10-page.md": THEORY + body})
    assert lines_of(report, tmp_path) == ""
    (question,) = module.pages[0].questions
    assert isinstance(question, ShortAnswer)
    assert [(one.pattern, one.case) for one in question.answers] == [
        ("a\\*b*", False), ("c:\\\\dir", False), ("{x}", False), ("5", True),
    ]  # fmt: skip


def test_a_gap_in_a_table_cell_keeps_its_bars(tmp_path: Path) -> None:
    body = "::: question {#q}\n| Need | Word |\n|---|---|\n| [[*a|b]] | [[c|d]] |\n:::\n"
    module, report = read_pages(tmp_path, {"10-page.md": THEORY + body})
    assert lines_of(report, tmp_path) == ""
    assert module.pages[0].questions[0].kind == "gaps"
