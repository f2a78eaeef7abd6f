"""Schemas and states for tests: any that fit each other, the fullest one, and texts in costly scripts."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

from bot_scorm.writers.state import KEY, PART, bound
from tests.browser.node import run

SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
COSTLY = {
    "latin": "Dragi dnevniče, danas sam bila u gradu. ",
    "cyrillic": "Драги дневниче, данас сам разговарала са Миреном о поверењу. ",
    "capitals": "ЂЉЊЋЏЖШЧ",
    "kanji": "日本語のテキスト",
    "rare": "\U000e0067\ufffd\U0010ffff",
    "quotes": "\"\\'<>&%+",
}
"""Texts by what they are made of."""
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | st.sampled_from(
    list(COSTLY.values())
)


def keys(length: int, *, most: int = 6) -> st.SearchStrategy[list[str]]:
    """Keys of one length, each once."""
    return st.lists(st.text(SIGNS, min_size=length, max_size=length), min_size=1, max_size=most, unique=True)


@st.composite
def forms(draw: st.DrawFn) -> tuple[Any, ...]:
    """The form of a question, with its bounds."""
    kind: str = draw(st.sampled_from(["keys", "pairs", "typed", "gaps", "text"]))
    if kind == "keys":
        of = draw(keys(PART))
        return ("keys", "".join(of), draw(st.integers(1, len(of))))
    if kind == "pairs":
        return ("pairs", "".join(draw(keys(PART))), "".join(draw(keys(PART))))
    if kind == "typed":
        return ("typed", draw(st.integers(1, 250)))
    if kind == "gaps":
        return ("gaps", *draw(st.lists(st.integers(1, 40), min_size=1, max_size=4)))
    return draw(st.sampled_from([("text",), ("text", 5), ("text", 8)]))


@st.composite
def schemas(draw: st.DrawFn) -> dict[str, Any]:
    """The schema of a module, without its longest line."""
    pages = draw(keys(KEY))
    slots: dict[str, Any] = {}
    others = [key for key in draw(keys(KEY, most=10)) if key not in pages]
    for key in others:
        kind = draw(st.sampled_from(["question", "story", "fields"]))
        if kind == "question":
            slots[key] = draw(forms())
        elif kind == "story":
            slots[key] = ("story", draw(st.integers(0, 9)), "".join(draw(keys(PART))))
        else:
            names = draw(keys(PART, most=4))
            inner = forms().filter(lambda form: form[0] not in ("gaps", "pairs") and form != ("text",))
            slots[key] = ("fields", *([name, *draw(inner)] for name in names))
    asked = [key for key in others if slots[key][0] not in ("story", "fields", "text")]
    slots |= dict.fromkeys(pages[: draw(st.integers(0, 2))], ("quiz",))
    with_draw: bool = bool(asked) and draw(st.booleans())
    draws = [[draw(st.integers(0, len(asked))), "".join(asked)]] if with_draw else []
    return {"fixed": 0, "pages": "".join(pages), "slots": slots, "draws": draws}


def proven(rest: str) -> str:
    """A line that the player takes for its own."""
    line: str = run("return `2${proof(given)}${given}`", rest)
    return line


def split(line: str, length: int) -> list[str]:
    """A line in pieces of one length."""
    return [line[at : at + length] for at in range(0, len(line), length)]


def fullest(schema: dict[str, Any], text: str) -> dict[str, Any]:
    """The state with the longest line: everything answered, typed to the brim, and written without end."""
    pages = split(schema["pages"], KEY)
    state: dict[str, Any] = {
        "revision": 36**6 - 1, "seed": "zzzzzz", "at": pages[0], "seen": pages,
        "answers": {}, "quizzes": {}, "stories": {}, "fields": {}, "texts": {}, "cut": {},
    }  # fmt: skip
    for key, (kind, *bounds) in schema["slots"].items():
        if kind == "quiz":
            state["quizzes"][key] = {"attempt": 9999, "done": True, "counted": "1", "last": "2/3"}
        elif kind == "story":
            state["stories"][key] = [*["abc"] * (bounds[0] + 3), "!"]
            state["fields"][key] = dict.fromkeys(split(bounds[1], PART), "1")
        elif kind == "fields":
            state["fields"][key] = {
                name: _most(form, inner) for name, form, *inner in bounds if form != "text"
            }
            for name, form, *_ in bounds:
                if form == "text":
                    state["texts"][key + name] = text * 900
                    state["answers"][key + name] = {"response": "w", "done": True, "index": 4095}
        else:
            state["answers"][key] = {
                "response": _most(kind, bounds),
                "done": True,
                "index": 4095,
                "drawn": True,
            }
            if kind == "text":
                state["texts"][key] = text * 900
    for most, asked in schema["draws"]:
        for key in sorted(split(asked, KEY), key=lambda key: bound(schema["slots"][key]))[: -most or None]:
            del state["answers"][key]["drawn"]
    return state


def _most(form: str, bounds: list[Any]) -> str:
    match form:
        case "keys":
            return ".".join(split(bounds[0], bounds[2] if len(bounds) > 2 else PART))
        case "pairs":
            right = split(bounds[1], PART)
            return ".".join(f"{left}={right[0]}" for left in split(bounds[0], PART))
        case "typed":
            return "x" * 400
        case "gaps":
            return json.dumps(["x" * 400] * len(bounds))
        case _:
            return "w"


@st.composite
def states(draw: st.DrawFn, schema: dict[str, Any]) -> dict[str, Any]:
    """A state as a learner may leave it: some of everything, in no particular order."""
    state = fullest(schema, "")
    state |= {
        "revision": draw(st.integers(0, 10**9)),
        "seed": draw(st.text("0123456789az", min_size=1, max_size=6)),
    }
    state["seen"] = draw(st.permutations(state["seen"]))[: draw(st.integers(0, 6))]
    state["texts"] = {}
    for key, (kind, *bounds) in schema["slots"].items():
        if kind == "quiz":
            state["quizzes"][key] = draw(_QUIZZES)
        elif kind == "story":
            steps = draw(st.lists(st.text(SIGNS, min_size=PART, max_size=PART), max_size=bounds[0]))
            state["stories"][key] = steps + (["!"] if draw(st.booleans()) else [])
            seen = draw(st.sets(st.sampled_from(split(bounds[1], PART))))
            state["fields"][key] = dict.fromkeys(seen, "1")
        elif kind == "fields":
            state["fields"][key] = {
                name: draw(_values(form, inner)) for name, form, *inner in bounds if form != "text"
            }
            for name, form, *_ in bounds:
                if form == "text":
                    _written(draw, state, key + name)
        elif kind == "text":
            _written(draw, state, key, handed_in=bool(bounds))
        else:
            state["answers"][key] = draw(_answers(draw(_values(kind, bounds))))
    return state


_QUIZZES = st.fixed_dictionaries(
    {
        "attempt": st.integers(2, 4095),
        "done": st.booleans(),
        "counted": st.sampled_from(["", "0", "1", "1/2", "7/8"]),
        "last": st.sampled_from(["", "0", "1", "3/4"]),
    }
)


def _answers(response: str) -> st.SearchStrategy[dict[str, Any]]:
    optional = {"index": st.integers(0, 4095)}
    fixed = {"response": st.just(response), "done": st.booleans(), "drawn": st.just(True)}
    return st.fixed_dictionaries(fixed, optional=optional)


def _written(draw: st.DrawFn, state: dict[str, Any], key: str, *, handed_in: bool = True) -> None:
    state["answers"][key] = draw(_answers("w"))
    if handed_in and (text := draw(texts)):
        state["texts"][key] = text


def _values(form: str, bounds: list[Any]) -> st.SearchStrategy[str]:
    match form:
        case "keys":
            return st.permutations(split(bounds[0], PART)).map(lambda found: ".".join(found[: bounds[1]]))
        case "pairs":
            left, right = split(bounds[0], PART), split(bounds[1], PART)
            chosen = st.lists(st.sampled_from(right), min_size=len(left), max_size=len(left))
            return chosen.map(lambda found: ".".join(f"{a}={b}" for a, b in zip(left, found, strict=True)))
        case "typed":
            return st.text("abc xyz", max_size=bounds[0])
        case _:
            gaps = st.tuples(*(st.text("abc xyz", max_size=room) for room in bounds))
            return gaps.map(lambda found: json.dumps(found, separators=(",", ":")))
