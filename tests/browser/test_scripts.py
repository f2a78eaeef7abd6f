"""The rooms of the script that need no page, run by Node: arithmetic, patterns, the state as a line."""

from __future__ import annotations

import json
import math
import shutil
import subprocess
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import missing

PLAYER = Path(__file__).resolve().parents[2] / "templates" / "player"
ROOMS = ("codec", "rational", "questions/common", "questions/typed")


def run(script: str, given: Any = None) -> Any:
    """What a script returns that sees the rooms and ``given``."""
    node = shutil.which("node")
    if not node:
        missing("node is not installed")
    rooms = "\n".join((PLAYER / f"{name}.js").read_text(encoding="utf-8") for name in ROOMS)
    program = (
        "const given = JSON.parse(require('fs').readFileSync(0, 'utf8'));\n"
        f"{rooms}\nconsole.log(JSON.stringify((() => {{ {script} }})()));"
    )
    done = subprocess.run(
        [str(node), "-e", program],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return json.loads(done.stdout)


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


STATE = {
    "answers": {
        "abcd": {"response": "x.y", "done": True, "index": 3},
        "efgh": {"response": "чај", "done": False},
    },
    "quizzes": {"quiz": {"attempt": 2, "done": True, "counted": "2/3", "last": "1/2"}},
    "stories": {"tale": ["abc", "!"]},
    "fields": {"acti": {"fie": "1"}},
    "seen": ["page", "more"],
    "at": "more",
    "revision": 7,
}


def test_state_survives_as_a_line() -> None:
    script = "return unpack(pack(Object.assign(emptyState(), given, { seed: 's' }), () => true))"
    texts = {"text": 'Zeile\n"zwei" 😀 ~', "tild": "~ not coded"}
    assert run(script, STATE | {"texts": texts}) == STATE | {"texts": texts, "seed": "s"}


@pytest.mark.parametrize("length", [0, 10, 1000, 5000, 100_000])
def test_line_always_fits(length: int) -> None:
    many = {
        f"k{n:03}": {"response": "ж" * (length // 100), "done": True, "fraction": "1/3"} for n in range(60)
    }
    state = {"answers": many, "texts": {f"t{n:03}": "ш" * length for n in range(4)}, "seen": ["page"] * 200}
    script = "return fit(Object.assign(emptyState(), given), 4095, () => true).line"
    line = run(script, state)
    assert len(line) <= 4095
    assert line.isascii() and "\n" not in line
    kept = run("return unpack(given)", line)
    if length == 5000:
        # What an answer earned is kept where its words are not.
        answers = kept["answers"].values()
        assert len(answers) == 60
        assert {one["fraction"] for one in answers if not one["response"]} == {"1/3"}


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
