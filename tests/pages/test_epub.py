"""E-books: a container as EPUB 3.3 has it, XHTML that is well-formed, every file listed, every link alive.

epubcheck needs Java; what it asks for most often is held here without it.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from lxml import etree

from bot_scorm.archive import Artifact, pack
from bot_scorm.model.programme import Edition
from bot_scorm.writers.epub import WRITER
from bot_scorm.writers.epub_package import DC, OPF, TYPES
from bot_scorm.writers.xhtml import EPUB, MATHML, XHTML, xhtml
from tests.pages.course import dead_links, doubled_ids, joined, parts_of

NAMES = {"opf": OPF, "dc": DC, "h": XHTML}
NOT_IN_BOOKS = ("script", "form", "input", "button", "iframe", "object", "base")


@pytest.fixture(scope="module")
def books(everything: Edition) -> dict[str, Artifact]:
    parts = parts_of(WRITER, everything)
    return parts | {"demo": joined(WRITER, everything, parts)}


@pytest.fixture(params=["trust", "rights", "demo"])
def files(request: pytest.FixtureRequest, books: dict[str, Artifact]) -> dict[str, bytes]:
    return {name: one.read() for name, one in books[request.param].files.items()}


def opf(files: dict[str, bytes]) -> Any:
    return etree.fromstring(files["EPUB/package.opf"])


def test_the_media_type_comes_first_and_as_it_is(books: dict[str, Artifact], tmp_path: Path) -> None:
    pack(books["demo"].files, tmp_path / "book.epub")
    data = (tmp_path / "book.epub").read_bytes()
    assert data[30:58] == b"mimetypeapplication/epub+zip"
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        assert book.infolist()[0].compress_type == zipfile.ZIP_STORED
        assert not book.infolist()[0].extra


def test_every_file_is_listed_once_with_its_type(files: dict[str, bytes]) -> None:
    items = opf(files).findall("opf:manifest/opf:item", NAMES)
    listed = {f"EPUB/{item.get('href')}": item.get("media-type") for item in items}
    inside = {name for name in files if name.startswith("EPUB/")} - {"EPUB/package.opf"}
    assert len(items) == len(listed)
    assert listed == {name: TYPES[PurePosixPath(name).suffix] for name in inside}
    assert len({item.get("id") for item in items}) == len(items)


def test_the_spine_holds_every_page_once(files: dict[str, bytes]) -> None:
    root = opf(files)
    hrefs = {item.get("id"): item.get("href") for item in root.iterfind("opf:manifest/opf:item", NAMES)}
    spine = [hrefs[one.get("idref")] for one in root.iterfind("opf:spine/opf:itemref", NAMES)]
    linked = re.findall(r'href="([\w/-]+\.xhtml)"', files["EPUB/nav.xhtml"].decode())
    assert set(linked) == {href for href in hrefs.values() if href.endswith(".xhtml")} - {"nav.xhtml"}
    assert [href for href in spine if href != "nav.xhtml"] == linked, "the order of the contents"


def test_what_it_says_of_itself(files: dict[str, bytes]) -> None:
    root = opf(files)
    metadata = root.find("opf:metadata", NAMES)
    assert root.get("version") == "3.0"
    assert metadata.findtext("dc:identifier", "", NAMES).startswith("urn:uuid:")
    said = {one.get("property"): one.text for one in metadata.iterfind("opf:meta", NAMES)}
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", said["dcterms:modified"])
    assert {"schema:accessMode", "schema:accessibilityFeature", "schema:accessibilityHazard"} <= said.keys()


def test_the_time_is_the_one_of_the_build(everything: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    book = parts_of(WRITER, everything)["rights"]
    assert b"2026-01-01T00:00:00Z" in book.files["EPUB/package.opf"].read()


def test_pages_are_xhtml_without_what_books_refuse(files: dict[str, bytes]) -> None:
    for name, data in files.items():
        if name.endswith(".xhtml"):
            root = etree.fromstring(data)
            assert root.tag == f"{{{XHTML}}}html"
            assert root.findtext("h:head/h:title", "", NAMES)
            spaces = {etree.QName(one).namespace for one in root.iter("*")}
            assert spaces <= {XHTML, MATHML}
            assert not [one.tag for one in root.iter(*(f"{{{XHTML}}}{tag}" for tag in NOT_IN_BOOKS))]


def test_formulas_are_announced(books: dict[str, Artifact]) -> None:
    for book in books.values():
        files = {name: one.read() for name, one in book.files.items()}
        said = {
            f"EPUB/{one.get('href')}"
            for one in opf(files).iterfind(".//opf:item[@properties='mathml']", NAMES)
        }
        assert said == {name for name, data in files.items() if name.endswith("xhtml") and b"<math" in data}


def test_links_and_ids(files: dict[str, bytes]) -> None:
    plain = {name: data.partition(b"?>")[2] for name, data in files.items()}
    assert list(dead_links(plain)) == []
    assert list(doubled_ids(plain)) == []


def test_guides_are_the_last_part(books: dict[str, Artifact]) -> None:
    nav = etree.fromstring(books["demo"].files["EPUB/nav.xhtml"].read())
    (toc,) = nav.iterfind(f".//{{{XHTML}}}nav[@{{{EPUB}}}type='toc']")
    *_, last = toc.iterfind("h:ol/h:li", NAMES)
    assert last.findtext("h:span", "", NAMES) == "For trainers"
    assert [one.get("href") for one in last.iter(f"{{{XHTML}}}a")] == [
        "trust/pages/x-guide.xhtml",
        "rights/pages/guide.xhtml",
    ]


def test_html_becomes_xhtml_whole() -> None:
    body = "<body><p>a<br>b &amp; \x07&nbsp;c</p><video controls></video></body>"
    page = f'<!DOCTYPE html><html lang="en">{body}</html>'
    root = etree.fromstring(xhtml(page.encode()))
    assert "".join(root.itertext()) == "ab & \xa0c"
    assert root.find(".//h:video", NAMES).get("controls") is not None
