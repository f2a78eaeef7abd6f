"""The state as a line: nothing gets lost, it never is longer than the build said, and no line does harm."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot_scorm.diagnostics import Report
from bot_scorm.readers import load
from bot_scorm.writers.letters import cost
from bot_scorm.writers.state import LIMIT, StateSchema, schema_of, worst
from tests.browser.conftest import COURSE
from tests.browser.node import run
from tests.browser.states import COSTLY, fullest, schemas, states, texts
from tests.conftest import REPO

SAFE = re.compile(r"[!$(-*,-9:;=?@A-Z\[\]^_a-z{-~]*")
"""What Moodle, XML, JavaScript strings, forms and addresses all leave as it is, or give back."""
FULL = "const { state } = given; return [pack(state), fit(state, given.limit)];"
many = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def modules() -> list[tuple[str, StateSchema]]:
    roots: tuple[Path, ...] = (COURSE, REPO / "tests" / "hostile" / "content", REPO / "content")
    return [(module.id, schema_of(module)) for root in roots for module in load(root, Report()).modules]


@many
@given(st.lists(texts, min_size=1, max_size=30), st.integers(0, 80))
def test_texts_come_back_and_cost_what_the_build_counts(written: list[str], room: int) -> None:
    script = """return given.written.map((text) => {
      const { line } = toLine(text, Infinity);
      const part = toLine(text, given.room);
      return [line, fromLine(line), part.line, fromLine(part.line), text.slice(0, part.taken)];
    })"""
    told = run(script, {"written": written, "room": room})
    for text, (line, back, part, read, taken) in zip(written, told, strict=True):
        assert back == text
        assert len(line) == cost(text) <= 4 * (len(text.encode("utf-16-le")) // 2)
        assert SAFE.fullmatch(line)
        assert len(part) <= room
        assert read == taken


def test_half_signs_come_back_as_well() -> None:
    assert run("return fromLine(toLine('a\\ud800 \\udc00b\\u0000', 99).line) === 'a\\ud800 \\udc00b\\u0000'")


@pytest.mark.parametrize(
    ("text", "most"), [("latin", 1.05), ("cyrillic", 1.15), ("capitals", 1.05), ("kanji", 4)]
)
def test_what_a_character_costs(text: str, most: float) -> None:
    assert cost(COSTLY[text] * 20) / len(COSTLY[text] * 20) <= most


@many
@given(st.data())
def test_state_survives_as_a_line(data: st.DataObject) -> None:
    schema = data.draw(schemas())
    schema |= {"fixed": worst(schema), "draws": []}
    state = data.draw(states(schema))
    line = run("return fit(given, 99999)", state, schema)
    assert SAFE.fullmatch(line)
    back = run("return unpack(given)", line)
    assert without_empty(back) == without_empty(state)


def without_empty(state: dict[str, Any]) -> dict[str, Any]:
    """A state without what says nothing."""
    plain = {}
    for name, value in state.items():
        plain[name] = {key: one for key, one in value.items() if one} if isinstance(value, dict) else value
    plain["fields"] = {
        key: filled for key, one in plain["fields"].items() if (filled := {k: v for k, v in one.items() if v})
    }
    for answer in plain["answers"].values():
        if re.fullmatch(r'\["?(,?"")*\]', answer["response"]):
            answer["response"] = ""
    return plain


@many
@given(schemas(), st.sampled_from(sorted(COSTLY)))
def test_no_line_is_longer_than_the_build_says(schema: dict[str, Any], text: str) -> None:
    schema["fixed"] = worst(schema)
    limit = schema["fixed"] + 700
    without, whole = run(FULL, {"state": fullest(schema, COSTLY[text]), "limit": limit}, schema)
    written = sum(len(form) > 1 for form in free_texts(schema))
    assert len(without) == schema["fixed"] - written
    assert len(whole) <= limit
    assert SAFE.fullmatch(whole)


def free_texts(schema: dict[str, Any]) -> list[Any]:
    spread = [
        one for slot in schema["slots"].values() for one in ([slot] if slot[0] != "fields" else slot[1:])
    ]
    return [one[-2:] for one in spread if "text" in one[:2] and one != ("text",)]


@pytest.mark.parametrize("text", COSTLY)
@pytest.mark.parametrize(("name", "schema"), modules(), ids=lambda one: one if isinstance(one, str) else "")
def test_no_line_of_a_real_module_is_longer(name: str, schema: StateSchema, text: str) -> None:
    data = schema.data()
    without, whole = run(FULL, {"state": fullest(data, COSTLY[text]), "limit": LIMIT}, data)
    assert len(without) == schema.fixed - len(schema.weights)
    assert len(whole) <= schema.fixed + sum(schema.rooms()) <= LIMIT


@many
@given(st.data())
def test_no_line_does_harm(data: st.DataObject) -> None:
    """Foreign, cut, changed lines; also such that prove themselves."""
    schema = data.draw(schemas())
    schema["fixed"] = worst(schema)
    line = run("return fit(given, 99999)", data.draw(states(schema)), schema)
    at = data.draw(st.integers(0, len(line) - 1))
    changed = (
        line[:at]
        + data.draw(st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=9))
        + line[at + 3 :]
    )
    foreign = [line[:at], changed, data.draw(st.text(max_size=40)), "", "{}", '{"v":1}', "2"]
    script = """return given.map((line) => {
      const proven = `2${proof(line.slice(4))}${line.slice(4)}`;
      return [line, proven].map((each) => {
        const state = unpack(each);
        return state && [pack(state).length, unpack(pack(state)) !== null];
      });
    })"""
    told = run(script, foreign)
    assert told[0][0] is None
    for length, readable in (one for pair in told for one in pair if one):
        assert length <= schema["fixed"]
        assert readable


def test_what_a_package_has_no_place_for_is_passed_over() -> None:
    slots = {"ques": ("keys", "abcdef", 1), "stor": ("story", 2, "abcdef"), "page": ("quiz",)}
    schema = {"fixed": 99, "pages": "pagetwo_", "slots": slots, "draws": []}
    state = fullest(schema, "")
    line = run("return pack(given)", state, schema)
    slim = {"fixed": 99, "pages": "two_", "slots": {"ques": ("keys", "xyzdef", 1)}, "draws": []}
    state["answers"]["ques"]["response"] = "abc"
    gone = run("return unpack(given)", run("return pack(given)", state), slim)
    assert gone["seen"] == ["two_"]
    assert gone["answers"]["ques"] == {"response": "", "done": True, "index": 4095, "drawn": True}
    assert gone["stories"] == gone["quizzes"] == {}
    assert run("return unpack(given) !== null", line)


def test_scores_are_kept_without_crossing_a_pass_mark() -> None:
    scores = [f"{a}/{b}" for b in range(1, 24) for a in range(b + 1)]
    kept = run("return given.map(asKept)", scores)
    script = "return given.map(([score, kept]) => [percent(score) === percent(kept), asKept(kept) === kept])"
    assert run(script, list(zip(scores, kept, strict=True))) == [[True, True]] * len(scores)
    marks = [f"{n}/1000" for n in range(0, 1001, 25)]
    script = """const [kept, scores, marks] = given;
      const alike = (mark) => kept.every((one, at) => isLess(one, mark) === isLess(scores[at], mark));
      return marks.every(alike);"""
    assert run(script, [kept, scores, marks])
