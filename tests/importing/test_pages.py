"""Web pages as our source: cases to read, any words, and pages that want to do harm."""

from __future__ import annotations

import re
import time
from base64 import b64decode
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from bot_scorm.diagnostics import Location, Report
from bot_scorm.model.blocks import Blocks
from bot_scorm.model.walk import texts_of
from bot_scorm.readers.ids import IdScope
from bot_scorm.readers.page import read_page
from bot_scorm.readers.page_html import WebPage, web_page
from bot_scorm.readers.page_ways import Ways
from bot_scorm.readers.source import from_text
from bot_scorm.sources.markdown import lines_of
from bot_scorm.sources.pages import page_text
from bot_scorm.writers.fragments import plain_blocks
from bot_scorm.writers.inline import plain
from tests.importing.cartridges import page, taken

CASES = sorted((Path(__file__).parent / "pages").iterdir())
PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
FILES = {"pics/a.png": PNG, "pics/list.pdf": b"%PDF-1.4\n", "pics/talk.mp4": b"\0\0\0\x10ftypisom\0\0\0\0"}
SETTINGS = (("kind", "theory"), ("id", "page"), ("title", "Page"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_page_becomes_what_is_expected(case: Path, tmp_path: Path, regenerate: bool) -> None:
    """Beside each page stands what it becomes, and what is said about it."""
    course, report = taken(page((case / "page.html").read_text("utf-8"), FILES), tmp_path)
    (module,) = course.modules
    made = module.files["010-page.md"].decode()
    files = sorted(name for name in module.files if name.startswith("media/"))
    told = [f"{one.at}: {one.rule.id} {one.message}" for one in report]
    said = "\n".join([*files, *told, ""])
    expected = {"expected.md": made, "said.txt": said}
    for name, text in expected.items():
        if regenerate:
            (case / name).write_text(text, "utf-8")
        assert text == (case / name).read_text("utf-8")


def read(html: str) -> tuple[WebPage, Ways, Blocks]:
    source = web_page(html.encode("utf-8", "replace"), "a.html", "a.html")
    assert isinstance(source, WebPage), source
    ways = Ways(lambda href: href.replace(" ", "%20"), lambda src: "", lambda src: "")
    found = source.read(Location("a.html"), ways, frozenset(), {})
    return source, ways, (*found.blocks, *(block for note in found.notes for block in note.blocks))


def again(blocks: Blocks) -> Blocks:
    """The blocks after they were written and read."""
    report = Report()
    source = from_text(page_text(SETTINGS, [lines_of(blocks)]), "page.md", report)
    found = read_page(source, IdScope("module"))
    assert found is not None
    return found.prose.blocks


def words_of(text: str) -> list[str]:
    return re.findall(r"\S+", text)


WORDS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Co", "Cn", "Zl", "Zp")), min_size=1, max_size=30
)
MARKUP = st.sampled_from([
    "*", "**", "_", "`", "[", "](", ")", "!", "#", "- ", "1. ", "|", "~~~", ":::", ": ", "> ", "\\", "<",
    "&amp;", "$", "{", "}", "@", "^", "[^1]", "->", "---", "===", "http://x.y", "term:x", "a", "b ", " ",
])  # fmt: skip
TEXTS = st.one_of(WORDS, st.lists(MARKUP, min_size=1, max_size=8).map("".join))
AROUND = [
    "<p>{}</p>", "<h2>{}</h2>", "<ul><li>{}</li></ul>", "<p>a <b>{}</b>b</p>", "<p><i>{}</i>{}</p>",
    "<dl><dt>{}</dt><dd>{}</dd></dl>", "<blockquote>{}</blockquote>", "<p>x<br>{}</p>",
    "<table><tr><th>{}</th><td>{}</td></tr><tr><td>x</td></tr></table>", "<div>{}<p>{}</p></div>",
    "<p><a href='https://x.y/'>{}</a></p>", "<p>{}<code>c</code>{}</p>", "<p><b><i>{}</i>{}</b></p>",
    "<p><img src='x' alt=\"{}\"></p>", "<ol><li><p>{}</p><p>{}</p></li></ol>",
]  # fmt: skip


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, TEXTS, st.sampled_from(AROUND))
def test_any_words_come_back(one: str, other: str, around: str) -> None:
    """Text → page → import → source → the same words."""
    escaped = [
        text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;") for text in (one, other)
    ]
    html = around.format(*escaped)
    _, __, blocks = read(html)
    shown = plain_blocks(again(blocks))
    used = [one, other][: around.count("{}")]
    flat = " ".join("".join(words_of(text)) for text in used).replace(" ", "")
    assert flat in "".join(words_of(shown)) or all(
        "".join(words_of(text)) in "".join(words_of(shown)) for text in used
    ), (html, lines_of(blocks), shown)


TAGS = st.sampled_from([
    "p", "b", "i", "a", "div", "span", "ul", "li", "table", "tr", "td", "h1", "h3", "pre", "code",
    "dl", "dt", "dd", "sup", "img", "br", "svg", "math", "form", "input", "select", "iframe",
    "script", "figure", "main", "figcaption", "blockquote", "details", "summary", "video", "section",
    "body", "html", "font", "center",
])  # fmt: skip
HARM = st.sampled_from([
    "word", " ", "*", "<", "&", "&#0;", "<!--", "-->", "<![CDATA[", "\0", "<a href='#x'>1</a>",
    "<a name=x id=x>", "<li id=x><a href='#'>", "<td colspan=999 rowspan=999>", "<img src=data:image/png,x>",
    "<ol start=99999999999>", "\ue001\ue010\ue014",
])  # fmt: skip
PIECE = st.one_of(TAGS.map("<{}>".format), TAGS.map("</{}>".format), HARM)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECE, max_size=40).map("".join))
def test_no_page_raises(html: str) -> None:
    source = web_page(html.encode(), "a.html", "a.html", "word")
    assume(isinstance(source, WebPage))
    _, __, blocks = read(html)
    again(blocks)
    for text in texts_of(blocks):
        plain(text)


@pytest.mark.parametrize(
    "html",
    ["<div>" * 20_000 + "deep", "<b><i>" * 5_000 + "deep", "<ul><li>" * 3_000 + "deep", "<p>" * 40_000,
     "<table><tr>" + "<td colspan=1000>x" * 2_000, "<span>" * 400 + "<p>x</p>" * 5_000,
     "<sup><a id=r href='#n'>1</a></sup>" * 3_000 + "<ol><li id=n>x" + "<a href='#r'>b</a>" * 3_000,
     "<p>" + "<b>a</b>" * 8_000, "<math>" + "<mrow>" * 5_000 + "x", "<p>" + "*" * 50_000],
)  # fmt: skip
def test_a_page_that_wants_to_exhaust_is_read_in_time(html: str) -> None:
    started = time.process_time()
    source = web_page(html.encode(), "a.html", "a.html")
    if isinstance(source, WebPage):
        read(html)
    assert time.process_time() - started < 5
