"""A page of a package as blocks of ours: its title, its text, its footnotes, and what of it was left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot_scorm.diagnostics import Location
from bot_scorm.model.blocks import Blocks, Footnote
from bot_scorm.model.text import Text
from bot_scorm.package.html import HtmlPage
from bot_scorm.readers.html_text import CONTROL, tag_of, words_in
from bot_scorm.readers.ids import slug
from bot_scorm.readers.own_page import OwnWalk
from bot_scorm.readers.page_text import RESERVED, inline_text
from bot_scorm.readers.page_walk import PageWalk
from bot_scorm.readers.page_ways import Ways

_NOTES = ("li", "p", "div", "aside", "dd", "section", "td")
"""What holds the text of a footnote."""
_SHORT = 8
"""Characters that a footnote's mark has at most."""
_MANY = 500
"""Footnotes of a page."""


@dataclass(slots=True)
class Read:
    """What stands on a page."""

    title: str = ""
    """Inline Markdown; empty if the page has no heading of its own."""
    summary: str = ""
    blocks: Blocks = ()
    notes: tuple[Footnote, ...] = ()


@dataclass(slots=True)
class WebPage:
    """A page before it is read: whether it is one of ours, and what can be led to."""

    body: Any
    """Its element, without what is around the text in a page of ours."""
    heading: str = ""
    """The ``<title>``, in plain words."""
    language: str = ""
    own: bool = False
    """Whether bot-pack has made it."""
    kicker: str = ""
    """What kind of page it says it is, in words of its language."""
    anchors: dict[str, str] = field(default_factory=dict)
    """Ids of its headings, with the name that a link can have."""

    @property
    def asks(self) -> frozenset[str]:
        """Ids of the questions that stand in a page of ours."""
        ids = (one.get("id") or "" for one in self.body.iter("section") if one.get("class") == "exercise")
        return frozenset(id.removeprefix("q_") for id in ids if id.startswith("q_"))

    def read(self, at: Location, ways: Ways, asked: frozenset[str], words: Mapping[str, str]) -> Read:
        """The page's blocks. In a page of ours, ``asked`` are questions to put in, and ``words`` those of the
        interface in its language, which are left out where a writer would write them again.
        """
        if self.own:
            return self._own(at, ways, asked, words)
        notes, marks = footnotes(self.body)
        walk = PageWalk(at, ways, notes, marks)
        walk.ids = self.anchors
        return Read("", "", tuple(walk.blocks(self.body, 0)), tuple(_bodies(walk, notes)))

    def _own(self, at: Location, ways: Ways, asked: frozenset[str], words: Mapping[str, str]) -> Read:
        notes, marks = footnotes(self.body)
        walk = OwnWalk(at, ways, notes, marks, asked, words)
        walk.ids = self.anchors
        parts: dict[str, str] = {}
        for name, one in (("title", self.body.find("h1")), ("summary", self.body.find("p[@class='lead']"))):
            if one is not None:
                parts[name] = inline_text(walk.content(one, 0)).replace("\\\n", " ")
                _drop(one)
        return Read(**parts, blocks=tuple(walk.blocks(self.body, 0)), notes=tuple(_bodies(walk, notes)))


def terms_of(page: WebPage, at: Location, ways: Ways) -> Iterator[tuple[str, Text, Blocks]]:
    """The terms of a glossary of ours: id, words, and what they mean."""
    walk = OwnWalk(at, ways, {}, {}, frozenset(), {})
    for entry in page.body.xpath(".//div[@class='entry'][dt][dd]"):
        id = (entry.get("id") or "").removeprefix("t_")
        term = Text(inline_text(walk.content(entry.find("dt"), 0)), at)
        body = tuple(block for one in entry.findall("dd") for block in walk.blocks(one, 0))
        if id == slug(id) and term and body:
            yield id, term, body


def web_page(data: bytes, name: str, path: str, title: str = "") -> WebPage | str:
    """A page to read, or why it is not; never raises. A first heading that says the title is left out."""
    from lxml import etree
    from lxml import html as lxml_html

    page = HtmlPage(name, path, data)
    if reason := page.refused:
        return reason
    text = RESERVED.sub("\ufffd", CONTROL.sub("\ufffd", page.text))
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError, IndexError, ValueError):
        return WebPage(lxml_html.Element("body"))
    body = root.find("body")
    body = root if body is None else body
    main = body.find("main")
    styled = any("player/pages.css" in (one.get("href") or "") for one in root.iter("link"))
    own = main is not None and styled and re.match(r"[pm]_|glossary", main.get("id") or "") is not None
    found = WebPage(main if own else body, " ".join((root.findtext(".//title") or "").split()))
    found.language, found.own = root.get("lang") or "", own
    kicker = main.find("p[@class='kicker']") if own else None
    if kicker is not None:
        found.kicker = " ".join(words_in(kicker).split())
        _drop(kicker)
    first = None if own else next((one for one in body.iter("h1", "h2") if words_in(one).strip()), None)
    if first is not None and _same(words_in(first), title):
        _drop(first)
    found.anchors = _anchors(found)
    return found


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _anchors(page: WebPage) -> dict[str, str]:
    """Ids of headings, or of what begins them, to names in our alphabet."""
    found: dict[str, str] = {}
    linked = {(one.get("href") or "")[1:] for one in page.body.iter("a")}
    for one in page.body.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        inside = (other for other in one.iter("a") if other.get("id") or other.get("name"))
        id = one.get("id") or next((other.get("id") or other.get("name") for other in inside), "")
        given = not page.own or "_h-" in id or id in linked
        if id and given and words_in(one).strip():
            one.set("id", id)
            found.setdefault(id, slug(id.partition("_h-")[2] if page.own and "_h-" in id else id))
    return found


def footnotes(body: Any) -> tuple[dict[Any, str], dict[Any, str]]:
    """Elements that are the text of a footnote, and those that refer to one, each with its label.

    A footnote is what a short link leads to and what leads back to that link.
    """
    by_id = {one.get("id"): one for one in reversed(list(body.iter())) if one.get("id")}
    notes: dict[Any, str] = {}
    marks: dict[Any, str] = {}
    for link in list(body.iter("a")):
        target = by_id.get((link.get("href") or "")[1:]) if (link.get("href") or "").startswith("#") else None
        if (
            target is None
            or link.getparent() is None
            or len(notes) >= _MANY
            or not 0 < len(words_in(link).strip()) <= _SHORT
        ):
            continue
        mark = _mark(link)
        backs = _backs(target, mark, link)
        if tag_of(target) in _NOTES and target not in mark.iterancestors() and (backs or target in notes):
            marks[mark] = notes.setdefault(target, str(len(notes) + 1))
            for one in backs:
                _drop(one)
    return notes, marks


def _mark(link: Any) -> Any:
    """The raised sign that a link is in, if it is alone there."""
    parent = link.getparent()
    alone = tag_of(parent) == "sup" and words_in(parent).strip() == words_in(link).strip()
    return parent if alone else link


def _backs(target: Any, mark: Any, link: Any) -> list[Any]:
    """What in a footnote leads back to where it is referred to."""
    ids = {one.get("id") or one.get("name") for one in (*mark.iter(), link)} - {None}
    found = [one for one in target.iter("a") if (one.get("href") or "")[1:] in ids]
    return [one.getparent() if one.getparent().get("class") == "backs" else one for one in found]


def _bodies(walk: PageWalk, notes: Mapping[Any, str]) -> Iterator[Footnote]:
    for element, label in notes.items():
        yield Footnote(label, tuple(walk.blocks(element, 0)))


def _drop(element: Any) -> None:
    """Takes an element out, and leaves the text behind it."""
    if element.getparent() is not None:
        element.drop_tree()
