"""The pages of a package as browsers read them: forgiving, bounded, each element with its place."""

from __future__ import annotations

import codecs
import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import islice
from typing import Any

from lxml import etree

from bot_scorm.diagnostics import Location
from bot_scorm.package.addresses import in_css, in_srcset
from bot_scorm.package.manifest import Reference, resolve
from bot_scorm.package.xml import Element

MAX_FILES = 2_000
"""So many pages and style sheets are looked at, the first by name."""
MAX_FILE = 1_000_000
"""Bytes of one; what is longer is not looked at. A tree takes a hundred times the bytes of the page."""
MAX_SCRIPT = 8 * 2**20
"""Bytes of one page or script that is searched for calls."""
MAX_ALL = 16 * 2**20
"""Bytes of all together."""
MAX_ELEMENTS = 50_000
"""Elements of a page; one with more is taken for empty."""
_MAX_ATTRIBUTES = 500
"""Attributes of a tag: libxml2's time grows with their square."""
_LONGEST = 5_000
"""Characters of a line in which columns are told."""
_FAR = 30
"""So many lines a start tag may go over: libxml2 notes where it ends."""
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_WHOLE = re.compile(rb"<(?:!doctype|html|head|body|frameset)\b", re.IGNORECASE)
_QUOTED = rb"\"[^\"]*+\"|'[^']*+'"
_LONG_TAG = re.compile(rb"<[A-Za-z](?:[^\"'>]++|" + _QUOTED + rb")*+")
_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


@dataclass(frozen=True, slots=True)
class Use:
    """An address in a page or a style sheet, and what is behind it."""

    what: str
    """``script``, ``style sheet``, ``frame``, ``picture``, ``recording``, ``object``, ``link``."""
    href: str
    """As written."""
    target: Reference
    """Which file of the package it means; without its place."""
    element: Element = None
    """What it stands in; None in a style sheet."""

    @property
    def loaded(self) -> bool:
        """Whether the browser fetches it by itself; a link waits for a click."""
        return self.what != "link"


_ADDRESSES = {
    ("script", "src"): "script",
    ("iframe", "src"): "frame",
    ("frame", "src"): "frame",
    ("img", "src"): "picture",
    ("img", "srcset"): "picture",
    ("source", "srcset"): "picture",
    ("input", "src"): "picture",
    ("video", "poster"): "picture",
    ("image", "href"): "picture",
    ("image", "xlink:href"): "picture",
    ("link", "href"): "",
    ("body", "background"): "picture",
    ("source", "src"): "recording",
    ("video", "src"): "recording",
    ("audio", "src"): "recording",
    ("track", "src"): "recording",
    ("object", "data"): "object",
    ("embed", "src"): "object",
    ("a", "href"): "link",
    ("area", "href"): "link",
    ("form", "action"): "link",
}
"""Attributes of elements that hold an address, and what is behind it; ``<link>`` depends on its ``rel``."""
_RELS = {"stylesheet": "style sheet", "icon": "picture", "preload": "object", "manifest": "object"}


@dataclass(frozen=True)
class WebFile:
    """A style sheet; `HtmlPage` is a page."""

    name: str
    """In the package."""
    path: str
    """As locations show it."""
    data: bytes
    names: Container[str] = ()
    """The files of the package."""
    folded: Mapping[str, str] = field(default_factory=dict)
    """The same by what they are without regard to capital letters, and folders too."""

    @cached_property
    def uses(self) -> tuple[Use, ...]:
        """What it loads and where it links to, in order; not what it names by a token such as ``$…$``."""
        return tuple(one for one in self._uses() if one.href[:1] != "$" and one.href[:3] != "%24")

    def at(self, element: Element = None) -> Location:
        """Where an element's start tag begins, or the file."""
        return Location(self.path)

    def _uses(self) -> Iterator[Use]:
        return self._uses_of_css(self.data.decode("utf-8", "replace"))

    def _uses_of_css(self, text: str, element: Element = None) -> Iterator[Use]:
        for href in in_css(text):
            yield self._use("picture", href, element)

    def _use(self, what: str, href: str, element: Element) -> Use:
        return Use(what, href, _target(href, self.name[: self.name.rfind("/") + 1]), element)


@dataclass(frozen=True)
class HtmlPage(WebFile):
    """A page."""

    @cached_property
    def declared(self) -> str:
        """The encoding that the page names, as it is written; empty if it names none."""
        if mark := next((name for sign, name in _MARKS.items() if self.data.startswith(sign)), ""):
            return mark
        found = _META.search(self.data[:4096]) or re.match(
            rb"<\?xml[^>]{0,100}?encoding=[\"']([A-Za-z0-9_:.-]{1,40})", self.data
        )
        return found[1].decode("ascii") if found else ""

    @cached_property
    def text(self) -> str:
        """The page; what no encoding explains becomes U+FFFD."""
        try:
            return self.data.decode(self.declared or "utf-8").removeprefix("\ufeff")
        except (LookupError, UnicodeDecodeError):
            return self.data.decode("utf-8", "replace")

    @cached_property
    def whole(self) -> bool:
        """Whether this is a page by itself, and not a part that a script puts into one."""
        return _WHOLE.search(self.data[:4096]) is not None

    @cached_property
    def refused(self) -> str:
        """Why its elements are not looked at; empty if they are."""
        if any(_attributes(one[0]) > _MAX_ATTRIBUTES for one in _LONG_TAG.finditer(self.data)):
            return f"a tag has more than {_MAX_ATTRIBUTES:,} attributes"
        return f"it has more than {MAX_ELEMENTS:,} elements" if len(self._elements) > MAX_ELEMENTS else ""

    @property
    def elements(self) -> tuple[Element, ...]:
        """All elements in order; none if it was refused."""
        return () if self.refused else self._elements

    @cached_property
    def _elements(self) -> tuple[Element, ...]:
        """The first of them."""
        parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_pis=True)
        data = self.text.encode("utf-8", "replace")
        root = etree.fromstring(data, parser) if data.strip() else None
        return () if root is None else tuple(islice(root.iter("*"), MAX_ELEMENTS + 1))

    @cached_property
    def _by_tag(self) -> Mapping[str, list[Element]]:
        found: dict[str, list[Element]] = {}
        for one in self.elements:
            found.setdefault(one.tag, []).append(one)
        return found

    @cached_property
    def ids(self) -> frozenset[str]:
        """What other elements can refer to."""
        return frozenset(one.get("id") for one in self.having("id"))

    @cached_property
    def lines(self) -> list[str]:
        """The page by lines, in small letters; nothing for a line that is too long to look for a column."""
        return [line if len(line) <= _LONGEST else "" for line in self.text.lower().split("\n")]

    def all(self, *tags: str) -> list[Element]:
        """The elements with one of these names, in order for each name."""
        return [one for tag in tags for one in self._by_tag.get(tag, ())]

    def having(self, *names: str) -> list[Element]:
        """The elements with one of these attributes, in order."""
        if not self.elements:
            return []
        found: list[Element] = _having(names)(self.elements[0])
        return found

    def at(self, element: Element = None) -> Location:
        """Where an element's start tag begins, or the page."""
        if element is None:
            return Location(self.path)
        opened = f"<{element.tag}"
        last = element.sourceline or 0
        for line in range(last, max(last - _FAR, 0), -1):
            column = self._column(opened, element, self.lines[line - 1] if line <= len(self.lines) else "")
            if column:
                return Location(self.path, line, column)
        return Location(self.path, last)

    def is_named(self, element: Element) -> bool:
        """Whether an attribute gives the element a name."""
        by = (element.get("aria-labelledby") or "").split()
        own = (element.get("aria-label") or "").strip() or (element.get("title") or "").strip()
        return bool(own) or any(id in self.ids for id in by)

    def _column(self, opened: str, element: Element, line: str) -> int:
        """Where in a line the tag starts, from 1: of several the one with a value of the element's."""
        first = at = line.find(opened)
        value = next((value.lower() for value in element.attrib.values() if value), "")
        while at >= 0 and value and value not in line[at : line.find("<", at + 1) % (len(line) + 1)]:
            at = line.find(opened, at + 1)
        return (first if at < 0 else at) + 1

    def _uses(self) -> Iterator[Use]:
        if any(one.get("href") for one in self.all("base")):
            return  # where its addresses lead, only the server can say
        for tag, name in _ADDRESSES:
            for one in self.all(tag):
                yield from self._uses_in(one, name)
        for one in self.all("style"):
            yield from self._uses_of_css(one.text or "", one)
        for one in self.having("style"):
            yield from self._uses_of_css(one.get("style"), one)

    def _uses_in(self, element: Element, name: str) -> Iterator[Use]:
        value = element.get(name)
        if not value or not value.strip():
            return
        what: str | None = _ADDRESSES[element.tag, name]
        if element.tag == "link":
            rels = (element.get("rel") or "").lower().split()
            what = next((_RELS[rel] for rel in rels if rel in _RELS), None)
        if name != "srcset":
            if what:
                yield self._use(what, value, element)
            return
        for href in in_srcset(value):
            yield self._use("picture", href, element)


@lru_cache
def _having(names: tuple[str, ...]) -> Any:
    return etree.XPath(" | ".join(f"//*[@{name}]" for name in names))


@lru_cache(4096)
def _target(href: str, folder: str) -> Reference:
    return resolve(Location(""), href, folder)


def is_page(name: str) -> bool:
    """Whether a file is a page by its name; what an operating system left (``._index.html``) is not."""
    return name.lower().endswith((".html", ".htm", ".xhtml")) and not _is_left(name)


def is_sheet(name: str) -> bool:
    """Whether a file is a style sheet by its name."""
    return name.lower().endswith(".css") and not _is_left(name)


def is_script(name: str) -> bool:
    """Whether a file is a script by its name."""
    return name.lower().endswith((".js", ".mjs")) and not _is_left(name)


def _is_left(name: str) -> bool:
    return name.rpartition("/")[2].startswith(".")


def is_hidden(element: Element) -> bool:
    """Whether it, or what it stands in, is hidden from everybody or from screen readers."""
    return any(
        one.get("hidden") is not None or one.get("aria-hidden") == "true"
        for one in (element, *element.iterancestors())
    )


def text_of(element: Element) -> str:
    """The words in an element, its children's too."""
    return "".join(element.itertext()).strip()


def _attributes(tag: bytes) -> int:
    """How many attributes a start tag has, or more."""
    if len(tag) < 2 * _MAX_ATTRIBUTES:
        return 0
    bare = re.sub(_QUOTED, b" ", tag)
    return len(re.split(rb"[\s=/]+", bare))
