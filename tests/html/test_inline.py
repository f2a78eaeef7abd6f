"""Inline Markdown, on a page and in fragments for other formats."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot_scorm.diagnostics import Location
from bot_scorm.model.blocks import Code, Footnote, Heading, ListBlock, Paragraph, Prose, Table
from bot_scorm.model.gaps import Gap, find_gaps
from bot_scorm.model.programme import Edition, Media, Module, Programme, Theory
from bot_scorm.model.text import Text
from bot_scorm.writers.fragments import plain, plain_blocks, render_blocks
from bot_scorm.writers.html import render_module
from bot_scorm.writers.inline import Inline
from bot_scorm.writers.pictures import Image

AT = Location("content/curriculum/01-m/10-page.md", 1, 1)
CASES: list[dict[str, str]] = yaml.safe_load((Path(__file__).parent / "inline.yaml").read_text("utf-8"))
NOTES = (Footnote("a", ()), Footnote("b", ()))
REFERENCES = {"RHODES": ("https://example.org/rhodes", "")}
TAGS = {"a", "br", "code", "em", "img", "span", "strong", "sup"}


def text(source: str) -> Text:
    return Text(source, AT)


def paragraph(source: str) -> Paragraph:
    return Paragraph(AT, text(source))


def theory(id: str, file: str, *blocks: Any) -> Theory:
    prose = Prose(tuple(blocks), NOTES, REFERENCES)
    return Theory(at=Location(f"01-m/{file}"), id=id, pinned=True, title=text(id.title()), prose=prose)


def body(source: str) -> str:
    """What a paragraph becomes on a page of a module."""
    pages = (
        theory("page", "10-page.md", Heading(AT, 2, text("Top"), "top"), paragraph(source)),
        theory("next", "20-next.md", Heading(AT, 2, text("Place"), "place")),
    )
    media = {"media/bridge.svg": Media("media/bridge.svg", Path("bridge.svg"))}
    module = Module(at=AT, id="m", title=text("M"), pages=pages, media=media)
    edition = Edition("en", Programme(at=AT, id="p", title=text("P"), modules=(module,)))
    html = render_module(edition, module)["m/index.html"].read().decode()
    found = re.search(r"Top</h2>\n<p>(.*?)</p>\n", html, re.S)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("case", CASES, ids=[case["source"][:30] for case in CASES])
def test_cases(case: dict[str, str]) -> None:
    assert body(case["source"]) == case["html"]
    assert plain(text(case["source"]), Prose((), NOTES, REFERENCES)) == case["plain"]


class Tags(HTMLParser):
    """The tags of a fragment, and whether each is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        assert not any(
            name.startswith("on") or (value or "").startswith("javascript") for name, value in attrs
        )
        if tag not in ("br", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


MARKS = st.text(st.sampled_from("ab [](){}<>*_`!|\\^$&\n\"'#:/.=;[[]]")) | st.text()


@settings(max_examples=300)
@given(MARKS.filter(lambda source: "$" not in source))
def test_no_text_breaks_the_page(source: str) -> None:
    html = Inline(Prose((), NOTES, REFERENCES), page_link=lambda href: href, image=Image)(source)
    tags = Tags(str(html))
    assert tags.seen <= TAGS
    assert tags.open == []


@settings(max_examples=300)
@given(MARKS)
def test_every_gap_has_its_control_once(source: str) -> None:
    shown: list[int] = []

    def control(number: int, gap: Gap) -> str:
        shown.append(number)
        return f"<i>{number}</i>"

    render_blocks((paragraph(source), paragraph(source)), gap=control)
    assert sorted(shown) == list(range(1, 2 * len(list(find_gaps(source))) + 1))


@settings(max_examples=200)
@given(MARKS)
def test_words_alone_are_one_line(source: str) -> None:
    words = plain(source)
    assert words == " ".join(words.split())


def test_gaps_count_through_tables_and_lists() -> None:
    blocks = (
        paragraph("**[[one]]** and `[[no gap]]`"),
        Table(AT, ("left", ""), (text("[[two]]"), text("b")), ((text("[[*three|x]]"), text("[[four]]")),)),
        ListBlock(AT, False, 1, True, ((paragraph("[link [[five]]](https://example.org)"),),)),
    )
    html = render_blocks(blocks, gap=lambda number, gap: f"({number}:{gap.right[0]})")
    assert re.findall(r"\(\d:\w+\)", html) == ["(1:one)", "(2:two)", "(3:three)", "(4:four)", "(5:five)"]
    assert "<code>[[no gap]]</code>" in html


def test_fragments_are_clean() -> None:
    note = Footnote("a", (paragraph("The *note*."),))
    blocks = (
        paragraph("See.[^a]"),
        Code(AT, "html", "<b>\n\n</b>"),
        Table(AT, ("", "right"), (text("A"), text("B")), ((text("1"), text("2")),)),
    )
    assert render_blocks(blocks, Prose((), (note,))).splitlines() == [
        "<p>See.<sup>1</sup></p>",
        "<pre><code>&lt;b&gt;",
        "",
        "&lt;/b&gt;</code></pre>",
        "<table>",
        '<thead><tr><th scope="col">A</th><th scope="col" align="right">B</th></tr></thead>',
        "<tbody>",
        '<tr><td>1</td><td align="right">2</td></tr>',
        "</tbody>",
        "</table>",
        "<hr>",
        "<ol>",
        "<li><p>The <em>note</em>.</p>",
        "</li>",
        "</ol>",
    ]
    assert plain_blocks(blocks, Prose((), (note,))) == "See. <b> </b> A B 1 2"
