"""Pages of anybody: whatever they hold, they are looked at in bounded time, and findings say where."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot_scorm.archive import BytesSource
from bot_scorm.package.html import MAX_FILE, HtmlPage
from bot_scorm.package.view import Package
from bot_scorm.validation import PackageReport, check_package

HOSTILE = {
    "links": b"<a href=x>",
    "open": b"<b>",
    "less than": b"<",
    "comments": b"<!--",
    "ids": b"<i id=a>",
    "pictures": b'<img src="%d.png">',
    "style": b"<style>url(",
    "up": b'<img src="' + b"../" * 50 + b'">',
}
PIECES = [
    "<p", "<img src=", "<a href=", '"', "'", ">", "</", "<!--", "-->", "<script>", "<style>", "url(", "#x",
    " id=x", " for=x", "č", "&", "\0", "\n", "media/", "http://", "<meta charset=", "utf-8", "<label>",
    "<table><tr><td>",
]  # fmt: skip


def checked(page: bytes) -> PackageReport:
    return check_package(replace(Package.of({"index.html": BytesSource(page)}, "course"), deep=True))


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_page_takes_bounded_time(what: str) -> None:
    piece = HOSTILE[what]
    began = time.process_time()
    checked(b"<!doctype html>" + piece * ((MAX_FILE - 15) // len(piece)))
    assert time.process_time() - began < 8


def test_attributes_without_end_are_not_parsed() -> None:
    began = time.process_time()
    report = checked(b"<p " + b" ".join(b"a%d" % one for one in range(100_000)) + b">")
    assert time.process_time() - began < 2
    assert "CNT-015" in {one.rule.id for one in report}


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=30))
def test_any_page_is_looked_at(pieces: list[str]) -> None:
    lines = "".join(pieces).count("\n") + 1
    for one in checked("".join(pieces).encode("utf-8", "replace")):
        assert one.at.line <= lines


@given(st.binary(max_size=60))
def test_any_bytes_are_looked_at(data: bytes) -> None:
    checked(data)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("<p>\n<b>x</b> <img src=a>", (2, 10)),
        ('<img src=a><IMG SRC="b">', (1, 12)),
        ('<p><img\n  alt=""\n  src="b"\n></p>', (1, 4)),
    ],
)
def test_place_is_where_the_tag_begins(text: str, place: tuple[int, int]) -> None:
    page = HtmlPage("index.html", "course/index.html", text.encode())
    at = page.at(list(page.all("img"))[-1])
    assert (at.line, at.column) == place
