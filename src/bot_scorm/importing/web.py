"""The pages of a cartridge: what their addresses mean, and what is said about what they lose."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from bot_scorm.diagnostics import Location, Report
from bot_scorm.importing import faults
from bot_scorm.importing.stock import Shelf, Stock
from bot_scorm.readers.page_html import WebPage, terms_of, web_page
from bot_scorm.readers.page_ways import Ways
from bot_scorm.sources.glossary import TermText

MAX_PAGE = 4 * 2**20
"""Bytes of a page that is read."""
_WEB = re.compile(r"(?:https?|mailto|tel):\S", re.I)
_SCRIPT = re.compile(r"\s*(?:javascript|vbscript|data|blob|about|file):", re.I)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of the package stands in what is imported."""

    folder: str
    """Its module's."""
    file: str
    anchors: Mapping[str, str] = field(default_factory=dict)
    """Ids in the page that can be led to, to ours."""


@dataclass(slots=True)
class Site:
    """All pages that are imported, by their names in the package."""

    stock: Stock
    report: Report
    places: dict[str, Place] = field(default_factory=dict)
    glossaries: set[str] = field(default_factory=set)
    """Pages with the terms of a module of ours."""
    terms: dict[str, TermText] = field(default_factory=dict)
    """What these explain, by id."""
    glossary: str = ""
    """Its title."""

    def open(self, name: str, title: str, at: Location) -> WebPage | None:
        """A page of the package; a finding and None if it cannot be read."""
        data = self.stock.read(name, MAX_PAGE)
        if data is None:
            there = name in self.stock.package
            reason = (
                f"is damaged, or larger than {MAX_PAGE // 2**20} MiB" if there else "is not in the package"
            )
        else:
            page = web_page(data, name, str(self.stock.package.at(name)), title)
            if isinstance(page, WebPage):
                return page
            reason = f"cannot be read: {page}"
        self.report.add(faults.NO_PAGE, at, f"The page “{name or title}” {reason}.")
        return None

    def read_terms(self, name: str, title: str, at: Location, shelf: Shelf) -> None:
        """Reads the terms of a glossary of ours; those of several modules become one glossary."""
        page = self.open(name, title, at)
        if page is not None:
            self.glossaries.add(name)
            self.glossary = self.glossary or title
            for _ in range(2):  # once for the ids, and then for what leads from term to term
                found = terms_of(page, self.stock.package.at(name), self.ways(name, shelf))
                self.terms |= {id: TermText(id, term, body) for id, term, body in found}

    def ways(self, name: str, shelf: Shelf) -> Ways:
        """Where the addresses of a page lead."""
        here = self.places[name] if name in self.places else Place("", "")
        folder = name[: name.rfind("/") + 1]
        ways = Ways(lambda href: "", lambda src: "", lambda src: "")

        def lost(kind: str, address: str) -> str:
            ways.missing.setdefault(f"{kind} “{address[:80]}”", None)
            return ""

        def link(href: str) -> str:
            href = href.strip()
            if _WEB.match(href) or href.startswith("//"):
                return _safe(f"https:{href}" if href.startswith("//") else href)
            if href.startswith("#t_") and name in self.glossaries and href[3:] in self.terms:
                return f"term:{href[3:]}"
            if href.startswith("#"):
                id = here.anchors.get(href[1:])
                return f"#{id}" if id else ""
            if not href or _SCRIPT.match(href):
                return ""
            target, _, anchor = href.partition("#")
            found = self.stock.find(target, folder)
            if found in self.glossaries and anchor.removeprefix("t_") in self.terms:
                return f"term:{anchor.removeprefix('t_')}"
            if found in self.places:
                return _address(here, self.places[found], anchor)
            return (shelf.attachment(found) if found else "") or lost("the link to", href)

        def picture(src: str) -> str:
            if src.lower().startswith("data:"):
                return shelf.inline(src) or lost("the picture", src[:30])
            found = self.stock.find(src.strip(), folder)
            return (shelf.picture(found) if found else "") or lost("the picture", src)

        def recording(src: str) -> str:
            found = self.stock.find(src.strip(), folder) if not _WEB.match(src) else ""
            return shelf.recording(found) if found else ""

        ways.link, ways.picture, ways.recording = link, picture, recording
        return ways

    def tell(self, name: str, ways: Ways) -> None:
        """Says what a page has lost: once for each kind, with its first place."""
        path = str(self.stock.package.at(name))
        for what, lines in ways.lost.items():
            many = f"{len(lines)} of them" if len(lines) > 1 else "one"
            self.report.add(faults.LEFT, Location(path, lines[0]), f"Left out here: {what} ({many}).")
        if ways.missing:
            said = list(ways.missing)
            more = f" and {len(said) - 5} more" if len(said) > 5 else ""
            message = f"Only words are left of {', '.join(said[:5])}{more}."
            self.report.add(faults.LEFT, Location(path), message)


def _address(here: Place, there: Place, anchor: str) -> str:
    id = there.anchors.get(anchor, "") if anchor else ""
    file = there.file if there.folder == here.folder else f"../{there.folder}/{there.file}"
    return f"{file}#{id}" if id else file


def _safe(href: str) -> str:
    """An address that Markdown takes between angle brackets."""
    return quote(" ".join(href.split()), safe="!#$%&'()*+,/:;=?@[]~-._")
