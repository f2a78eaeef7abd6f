"""What an LMS is told of the right answers to a question."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest

from bot_scorm.diagnostics import Report
from bot_scorm.model.programme import Edition
from bot_scorm.readers import load
from bot_scorm.writers.html import render_module

SOURCES = {
    "programme.yaml": "id: p\ntitle: P\nversion: '1'\nlanguage: en\nlicence: CC BY 4.0\npublisher: x\n",
    "curriculum/01-m/module.yaml": "id: m\ntitle: M\n",
}
HEAD = "---\nkind: quiz\nid: after\ntitle: After\nrole: after\n---\n::: question {#q1%s}\n%s\n:::\n"


def told(root: Path, attributes: str, body: str) -> tuple[str, list[Any], list[str], list[str], str]:
    """The type, the patterns, the names of choices and of right sides, and where case matters."""
    for name, text in (SOURCES | {"curriculum/01-m/90-after.md": HEAD % (attributes, body)}).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    programme = load(root, Report())
    page = render_module(Edition("en", programme), programme.modules[0])["m/index.html"].read().decode()
    opened = re.search(r'<form class="question"[^>]*>', page)
    assert opened, page
    data = dict(re.findall(r'data-(\w+)="([^"]*)"', opened[0]))
    names, sides = (
        [one.partition(":")[2] for one in data.get(name, "").split()] for name in ("names", "sides")
    )
    return data["type"], json.loads(html.unescape(data["patterns"])), names, sides, data.get("strict", "")


def choices(many: int, sign: str = "- [x] c{n} {{#c{n}}}") -> str:
    return "All?\n\n" + "\n".join(sign.format(n=n) for n in range(many))


@pytest.mark.parametrize(
    ("attributes", "body", "type", "patterns"),
    [
        ("", "Who?\n\n- = Ana\n- = *ana \"B\"* 'x' <b>\n- = Eva {fraction=50}", "fill-in",
         [["Ana"], ["*ana \"B\"* 'x' <b>"]]),
        ("", "How many?\n\n- = 5 ± 1\n- = 7,5\n- = 1 {fraction=50}", "numeric",
         [["5", "4", "6"], ["7.5", "7.5", "7.5"]]),
        ("", "How cold?\n\n- = -0.25 ± 0.5", "numeric", [["-0.25", "-0.75", "0.25"]]),
        ("", "[[a|b]] and [[c]] and [[*d|e]].", "fill-in", [["a", "c", "d"], ["b", "c", "d"]]),
        (" type=essay", "Write.", "text", []),
        (" type=true-false", "So?\n\n- [ ] True\n- [x] False", "true-false", [["false"]]),
        ("", choices(37), "choice", [[f"c{n}" for n in range(37)]]),
    ],
    ids=["short", "number", "negative", "gaps", "essay", "false", "37 choices"],
)  # fmt: skip
def test_patterns(tmp_path: Path, attributes: str, body: str, type: str, patterns: list[list[str]]) -> None:
    assert told(tmp_path, attributes, body)[:2] == (type, patterns)


def test_many_ways_to_fill_gaps_are_told_in_part(tmp_path: Path) -> None:
    _, patterns, *_ = told(tmp_path, "", " ".join(["[[a|b]]"] * 12))
    assert len(patterns) == len({tuple(one) for one in patterns}) == 10


def test_names_stand_in_the_order_of_the_source(tmp_path: Path) -> None:
    body = "Match.\n\n- cat → miaow {#the-cat}\n- dog → woof {#dog}\n- → moo"
    type, patterns, names, sides, _ = told(tmp_path, "", body)
    assert type == "matching"
    assert names == ["the_cat", "dog"]
    assert [pair[0] for pair in patterns[0]] == names
    assert [pair[1] for pair in patterns[0]] == sides[:2]
    assert len(sides) == 3


def test_where_case_matters_is_told(tmp_path: Path) -> None:
    assert told(tmp_path, "", "Who?\n\n- = ana\n- = NEET {case}")[4] == "1"
