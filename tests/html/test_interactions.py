"""What an LMS is told of the right answers to a question."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

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
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


def told(root: Path, attributes: str, body: str) -> tuple[str, list[str]]:
    """The type and the patterns of a question's interaction."""
    for name, text in (SOURCES | {"curriculum/01-m/90-after.md": HEAD % (attributes, body)}).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    programme = load(root, Report())
    page = render_module(Edition("en", programme), programme.modules[0])["m/index.html"].read().decode()
    found = re.search(r'data-type="([^"]*)" data-patterns="([^"]*)"', page)
    assert found, page
    return found[1], json.loads(html.unescape(found[2]))


def choices(many: int, sign: str = "- [x] c{n} {{#c{n}}}") -> str:
    return "All?\n\n" + "\n".join(sign.format(n=n) for n in range(many))


@pytest.mark.parametrize(
    ("attributes", "body", "type", "patterns"),
    [
        ("", "Who?\n\n- = Ana\n- = *ana \"B\"* 'x' <b>\n- = Eva {fraction=50}", "fill-in",
         ["Ana", "*ana \"B\"* 'x' <b>"]),
        ("", "How many?\n\n- = 5 ± 1\n- = 7,5\n- = 1 {fraction=50}", "numeric", ["5", "7.5"]),
        ("", "[[a|b]] and [[c]] and [[*d|e]].", "fill-in", ["a; c; d", "b; c; d"]),
        ("", " ".join(["[[a|b]]"] * 12), "fill-in", None),
        ("", choices(36), "choice", [",".join(LETTERS)]),
        ("", choices(37), "fill-in", [",".join(str(n) for n in range(1, 38))]),
        (" type=essay", "Write.", "fill-in", []),
    ],
    ids=["short", "number", "gaps", "many ways", "36 choices", "37 choices", "essay"],
)  # fmt: skip
def test_patterns(tmp_path: Path, attributes: str, body: str, type: str, patterns: list[str] | None) -> None:
    found = told(tmp_path, attributes, body)
    assert found[0] == type
    if patterns is None:
        assert len(found[1]) == len(set(found[1])) == 10
    else:
        assert found[1] == patterns
