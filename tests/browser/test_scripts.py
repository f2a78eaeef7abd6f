"""The rooms of the script that need no page, run by Node: arithmetic and patterns."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest

from tests.browser.node import run


def test_scores_are_exact_and_rounded_half_up() -> None:
    fractions = [Fraction(a, b) for a in range(0, 41) for b in range(max(a, 1), 41)]
    percents = run("return given.map(percent)", [str(one) for one in fractions])
    assert percents == [math.floor(one * 100 + Fraction(1, 2)) for one in fractions]
    thirds = ["1/3", "1/3", "1/3", "-1/7", "1/7"]
    assert run("return sum(given)", thirds) == "1"
    assert run("return [times('2/3', '3/2'), over('1', '3/2'), notBelowZero('-1/2')]") == ["1", "2/3", "0"]
    assert run("return [isLess('2/3', '67/100'), isLess('67/100', '67/100')]") == [True, False]


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("19,3", "193/10"),
        (" 19.3 ", "193/10"),
        ("−5", "-5"),
        ("+.5", "1/2"),
        ("1 000,25", "4001/4"),
        ("0,0", "0"),
        ("", None),
        (".", None),
        ("1,000.5", None),
        ("1e5", None),
        ("many", None),
    ],
)
def test_numbers_as_people_type_them(typed: str, value: str | None) -> None:
    assert run("return typedNumber(given)", typed) == value


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        ("Youth Guarantee", "youth guarantee", True),
        ("*guarantee*", "the Youth Guarantee!", True),
        ("*", "", True),
        (r"a\*b", "a*b", True),
        (r"a\*b", "axb", False),
        (r"a\\b", r"a\b", True),
        ("a.b", "axb", False),
        ("(a|b)[c]{2}$^+?", "(a|b)[c]{2}$^+?", True),
        ("Ćao", "c\u0301ao", True),
        ("don't", "don\u2019t", True),
    ],
)
def test_patterns(pattern: str, text: str, matches: bool) -> None:
    script = "return fits(folded(given[0]), folded(given[1]))"
    assert run(script, [pattern, text]) is matches


def test_patterns_take_no_longer_than_the_text() -> None:
    script = (
        "return [given[0].repeat(120), given[0].repeat(120) + 'x'].map((one) => fits(one, 'a'.repeat(20000)))"
    )
    assert run(script, ["*a"]) == [True, False]
    pairs = [["a*a", "a"], ["*ab*ab", "abab"], ["*b*b*", "ab"], ["", ""], ["**", "x"]]
    told = run("return given.map(([one, text]) => fits(one, text))", pairs)
    assert told == [False, True, False, True, True]


@pytest.mark.parametrize(
    ("fraction", "digits", "text"),
    [("1000", 4, "1000"), ("0", 2, "0"), ("-1/8", 2, "-0.13"), ("-1/1000", 2, "0"), ("1/3", 4, "0.3333"),
     ("1" + "0" * 30, 10, "1" + "0" * 30), ("1/10000000", 10, "0.0000001"), ("21/2", 4, "10.5")],
)  # fmt: skip
def test_decimals_have_no_exponent(fraction: str, digits: int, text: str) -> None:
    assert run("return decimal(given[0], given[1])", [fraction, digits]) == text
