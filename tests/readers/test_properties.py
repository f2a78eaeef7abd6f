"""Reading never raises, takes bounded time, and drops no word without saying so."""

from __future__ import annotations

import re
import time
from itertools import count
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot_scorm.diagnostics import Report
from bot_scorm.model.programme import Page
from bot_scorm.model.text import Text
from bot_scorm.model.walk import walk
from bot_scorm.readers.ids import IdScope
from bot_scorm.readers.page import read_page
from bot_scorm.readers.source import decode, from_text
from tests.course import read_pages

SETTINGS = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
KINDS = ["theory", "activity", "case", "quiz\nrole: after"]
WORD = "§"
LINES = [
    "§ §", "# § {#§}", "## §", "## § {end=good}", "- §", "- [x] § {#a}", "- [ ] §", "- [x 50] §", "  > §",
    "> §", ">> §", "- = §", "- = 19 ± 0.1 {fraction=50}", "- § → §", "- → §", "1. §", "2. § {#b}", "   > §",
    "- [§](#a) {score=2}", "::: question {#q}", "::: question", ":::: question {type=essay points=2}",
    "::: question {type=drag}", ":::", "::::", "::: hint", "::: model", "::: note {title=\"§\"}", "::: §",
    "::: sort", "::: dialogue {meter=§}", "::: checklist", "::: hotspot", "::: flashcards", "::: planner",
    "::: timer", "::: scale", "::: journal", "::: order", "| § | § |", "|---|---|", "| [[§|*§]] | § |",
    "[[§]] § [[*§|§]]", "```", "~~~ §", "    §", "\t§", "$$", "§", ": §", "[^§]: §", "§[^1]", "[^1]: §",
    "[§]: §", "![§](§.png)", "![§](media/bridge.svg \"§\")", "[§](§.md#§)", "<b>§</b>", "---", "***", "",
    "", "", "  - §", "    - § {#c x=1}", "- § {lines=3", "- § \\{§}", "  §", "- ```", "::: quote {by=§}",
]  # fmt: skip


def read(text: str, path: str = "page.md") -> tuple[Page | None, Report]:
    report = Report()
    return read_page(from_text(text, path, report), IdScope("module")), report


def shown_words(page: Page) -> str:
    """Everything that a page keeps of its source, in one string."""
    kept = []
    for node in walk(page):
        for name in (
            "source",
            "src",
            "id",
            "language",
            "pattern",
            "written",
            "tags",
            "outcome",
            "label",
            "target",
        ):
            value = getattr(node, name, "")
            kept.append(str(value.source if isinstance(value, Text) else value))
    kept += [f"{key} {href} {title}" for key, (href, title) in page.prose.references.items()]
    return "\n".join(kept).lower()


@SETTINGS
@given(st.sampled_from(KINDS), st.lists(st.sampled_from(LINES), max_size=25))
@example("theory", ["> " * 60 + "§"])
@example("theory", ["- " * 40 + "§"])
@example("theory", ["::: question", "§", "", "- [x] §", "  - ::: hint", "§"])
def test_no_word_is_dropped_silently(kind: str, lines: list[str]) -> None:
    numbers = count()
    body = re.sub(WORD, lambda _: f"w{next(numbers)}z", "\n".join(lines))
    page, report = read(f"---\nkind: {kind}\nid: page\ntitle: T\n---\n{body}\n")
    assert page is not None
    if len(report) == 0:
        kept = shown_words(page)
        assert [word for word in re.findall(r"w\d+z", body) if word not in kept] == []


@SETTINGS
@given(st.text())
def test_any_text_is_read(text: str) -> None:
    read(text)
    read(f"---\nkind: theory\ntitle: T\n---\n{text}")
    read(f"---\nkind: quiz\nrole: before\ntitle: T\n---\n::: question\n{text}\n:::\n")


@SETTINGS
@given(st.text(alphabet="-: []{}#&*!|>'\"%@,\n\tab1"))
def test_any_yaml_is_read(text: str) -> None:
    read(f"---\n{text}\n---\n")


@SETTINGS
@given(st.binary())
def test_any_bytes_are_read(data: bytes) -> None:
    report = Report()
    source = decode(data, "page.md", report)
    assert (source is None) == report.failed or source is not None


HOSTILE = {
    "colons": "::: note\n" * 20_000,
    "open braces": "- a " + "{" * 100_000 + "}\n",
    "braces and quotes": "- a " + '{x="' * 20_000 + "}\n",
    "quotes": ">" * 50_000 + "\n",
    "nested lists": "".join("  " * depth + "- a\n" for depth in range(300)),
    "open gaps": "[[" * 50_000 + "\n",
    "backticks": "".join("`" * length + "a" for length in range(1, 400)) + "\n",
    "links": "[a](" * 20_000 + "\n",
    "arrows": "::: question\nq\n\n- " + "`->" * 20_000 + "\n:::\n",
    "number": "::: question\nq\n\n- = 1e99\n- = " + "9" * 50_000 + "\n- = 1e999999999\n:::\n",
    "yaml": "---\n" + "[" * 50_000 + "\n---\n",
    "aliases": "---\na: &a [x]\nb: [*a, *a]\n---\n",
    "table": "|" * 20_000 + "\n" + "|-" * 20_000 + "\n",
}


def test_hostile_pages_take_bounded_time(tmp_path: Path) -> None:
    head = "---\nkind: theory\nid: p{}\ntitle: T\n---\n"
    for number, (name, body) in enumerate(HOSTILE.items()):
        started = time.process_time()
        page = body if body.startswith("---") else head.format(number) + body
        read_pages(tmp_path / name, {"10-page.md": page})
        assert time.process_time() - started < 5, name
