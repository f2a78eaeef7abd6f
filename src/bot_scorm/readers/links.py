"""Are the pictures and links of a module there? Also footnotes without a mark, and HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from bot_scorm.diagnostics import Location, Report
from bot_scorm.diagnostics import Rule as FaultRule
from bot_scorm.model.activities import Activity, Hotspot
from bot_scorm.model.blocks import Figure, Heading, Prose, Recording
from bot_scorm.model.contacts import CONTACT, places
from bot_scorm.model.programme import ATTACHMENTS, Media, Page, is_attachment, media_key
from bot_scorm.model.questions import Question
from bot_scorm.model.spans import masked
from bot_scorm.model.text import Text
from bot_scorm.model.walk import walk
from bot_scorm.readers import faults
from bot_scorm.readers.overlay_faults import CONTACT_SHAPE
from bot_scorm.readers.recordings import BAD_CAPTIONS, ENDINGS, NO_CAPTIONS, captions_fault
from bot_scorm.readers.targets import Environment, Reference, cited, find_links, place

_PICTURES = frozenset({".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp"})
TERM = "term:"
"""Addresses of terms of the glossary start with it."""
OUTSIDE = frozenset({"http", "https", "mailto", "tel"})
_AUTOLINK = re.compile(r"<(?:[a-zA-Z][a-zA-Z0-9+.-]*:[^\s<>]*|[^\s<>@]+@[^\s<>]+)>")
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9-]*(?:\s[^<>]*)?/?>|<!--")
_LIKE_LINK = re.compile(r"(!?)\[(?!\^)[^\[\]\n]*\]\(([^()\n]*[./#][^()\n]*)\)")
_ADDRESS = re.compile(r"\s*(?:<[^<>]*>|[^\s<>]*)(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*")
_NOTE = re.compile(r"\[\^([^\]\s]+)\]")


@dataclass(slots=True)
class LinkReader:
    """Looks at the links of one module."""

    folder: Path
    """The module's folder."""
    report: Report
    over: Path | None = None
    """A provider's folder for the module: what is in it takes the place of the module's own."""
    media: dict[str, Media] = field(default_factory=dict)
    """What was found so far."""
    references: list[Reference] = field(default_factory=list)
    """Terms, works and contacts that the pages refer to."""
    guides: frozenset[str] = frozenset()
    """The files of pages for trainers."""
    unread: frozenset[str] = frozenset()
    """Pages that are there and could not be read: what links to them is no fault."""

    def pages(self, pages: dict[str, Page]) -> None:
        """Checks all pages of the module, given by the names of their files."""
        nodes = {name: list(walk(page)) for name, page in pages.items()}
        anchors = {name: _anchors(found) for name, found in nodes.items()}
        folders = (self.folder, self.over) if self.over else (self.folder,)
        broken = {one.name for folder in folders for one in folder.glob("*.md")} - anchors.keys()
        self.unread = frozenset(broken)
        self.guides = frozenset(name for name, page in pages.items() if page.audience == "trainers")
        for name, page in pages.items():
            self._page(name, page, nodes[name], anchors)

    def _page(self, name: str, page: Page, nodes: list[Any], anchors: dict[str, frozenset[str]]) -> None:
        env = {"references": {k: {"href": h, "title": t} for k, (h, t) in page.prose.references.items()}}
        notes: set[str] = set()
        for node in nodes:
            if isinstance(node, Figure | Hotspot) and node.src:
                self._picture(node.src, str(node.alt), node.at, name)
            if isinstance(node, Recording):
                self._recording(node, name)
            if not isinstance(node, Text):
                continue
            if "<" in node.source:
                self._html(node)
            if "[^" in node.source:
                notes.update(self._notes(page.prose, node))
            if "@" in node.source:
                self.references += cited(node)
            if "](" in node.source:
                self._not_read(node)
            if "](" in node.source or "][" in node.source or "<" in node.source or page.prose.references:
                self._links(node, env, name, anchors)
        for note in page.prose.footnotes:
            if note.label not in notes:
                at = note.blocks[0].at if note.blocks else page.at
                self.report.add(faults.FOOTNOTE, at, f"Nothing refers to the footnote [^{note.label}].")

    def _links(self, text: Text, env: Environment, name: str, anchors: dict[str, frozenset[str]]) -> None:
        contacts = 0
        for link in find_links(text, env):
            at = place(text, unquote(link.address) or "]()")
            if link.picture:
                self._picture(link.address, link.words, at, name)
            elif link.address.startswith((TERM, CONTACT)):
                self.references.append(Reference(link.address, at))
                contacts += link.address.startswith(CONTACT)
            else:
                self._link(link.address, at, name, anchors)
        if contacts != len(places(text.source)):
            message = "A place for a contact is written [words](contact:id), without brackets in the words."
            self._fault(CONTACT_SHAPE, place(text, CONTACT), message)

    def _picture(self, src: str, alt: str, at: Location, name: str) -> None:
        self._file(src, at, name, _PICTURES)
        if not alt.strip():
            self._fault(faults.NO_ALT, at, f"Say in words what “{src[:60]}” shows: ![words]({src[:60]}).")

    def _recording(self, recording: Recording, name: str) -> None:
        at = recording.at
        self._file(recording.src, at, name)
        if recording.poster:
            self._file(recording.poster, at, name, _PICTURES)
        captions = self.folder / media_key(recording.captions)
        if media_key(recording.src) in self.media and captions.is_file():
            self._file(recording.captions, at, name)
            if fault := captions_fault(captions):
                self._fault(BAD_CAPTIONS, at, f"“{recording.captions}” cannot be shown: {fault}")
        elif recording.is_video:
            self._fault(NO_CAPTIONS, at, f"Put captions beside the video, as “{recording.captions[:60]}”.")

    def _file(self, src: str, at: Location, name: str, endings: frozenset[str] | None = None) -> None:
        plain = unquote(src)
        parts = urlsplit(plain.replace("\\", "/"))
        if parts.scheme or parts.netloc or plain.startswith(("/", "\\")):
            self._fault(faults.PICTURE_PLACE, at, f"“{plain[:60]}” is not in this module; save it in media/.")
            return
        key = media_key(src)
        if key.startswith("../") or key in ("..", "."):
            self._fault(
                faults.PICTURE_PLACE, at, f"“{src[:60]}” leads out of the module; copy it into media/."
            )
        elif endings and Path(key).suffix.lower() not in endings:
            hint = " A recording stands in a ::: media block." if Path(key).suffix.lower() in ENDINGS else ""
            self._fault(faults.PICTURE_KIND, at, f"“{key}” is no SVG, PNG, JPEG, GIF or WebP.{hint}")
        elif key not in self.media:
            self._find(key, at, name)
        elif self.media[key].guides_only and name not in self.guides:
            self.media[key] = replace(self.media[key], guides_only=False)

    def _find(self, key: str, at: Location, name: str) -> None:
        folder = self.over if self.over and (self.over / key).is_file() else self.folder
        path = folder / key
        try:
            inside = path.resolve().is_relative_to(folder.resolve())
            there = (
                "\\" not in key
                and path.is_file()
                and path.name in {one.name for one in path.parent.iterdir()}
            )
        except (OSError, ValueError):
            inside, there = True, False
        if not inside:
            self._fault(faults.PICTURE_PLACE, at, f"“{key}” is a link to a file outside the module; copy it.")
        elif not there:
            self._fault(
                faults.NO_PICTURE, at, f"There is no file “{key}” in {self.folder.name}/.{self._near(path)}"
            )
        else:
            self.media[key] = Media(key, path, guides_only=name in self.guides)

    @staticmethod
    def _near(path: Path) -> str:
        if "\\" in path.name:
            return " Separate folders by /, not by \\."
        try:
            same = [one.name for one in path.parent.iterdir() if one.name.lower() == path.name.lower()]
        except OSError:
            return ""
        return f" There is “{same[0]}”: upper and lower case matter." if same else ""

    def _link(self, href: str, at: Location, name: str, anchors: dict[str, frozenset[str]]) -> None:
        scheme = urlsplit(href).scheme.lower()
        if scheme in OUTSIDE:
            return
        if not href:
            self._fault(faults.BROKEN_LINK, at, "This link has no address: write one between ( and ).")
            return
        target, _, anchor = unquote(href).partition("#")
        if scheme or target.startswith("/"):
            self._fault(
                faults.BROKEN_LINK, at, f"“{href[:60]}” leads to no page: write its file, such as 20-next.md."
            )
            return
        if target.startswith("../"):
            self._fault(
                faults.FAR_LINK, at, f"“{href[:60]}” leads to another module; here only its words are shown."
            )
            return
        if is_attachment(href):
            self._file(href, at, name, ATTACHMENTS)
            return
        page = target or name
        if page in self.unread:
            return
        if page not in anchors:
            self._fault(faults.BROKEN_LINK, at, f"There is no page “{page[:60]}” in this module.{_far(page)}")
        elif anchor and anchor not in anchors[page]:
            self._fault(
                faults.BROKEN_LINK,
                at,
                f"Nothing in {page} has the id “{anchor[:60]}”: add {{#{anchor[:60]}}}.",
            )
        elif page in self.guides and name not in self.guides:
            self._fault(
                faults.GUIDE_LINK, at, f"{page} is a guide for trainers; learners see these words alone."
            )

    def _notes(self, prose: Prose, text: Text) -> Iterator[str]:
        labels = {note.label for note in prose.footnotes}
        for match in _NOTE.finditer(masked(text.source)):
            if match[1] not in labels:
                at = place(text, match[0])
                message = f"There is no footnote {match[0]}: add a line “{match[0]}: …”."
                self._fault(faults.FOOTNOTE, at, message)
            yield match[1]

    def _html(self, text: Text) -> None:
        if match := _TAG.search(_AUTOLINK.sub(_blank, masked(text.source))):
            message = (
                f"“{match[0][:40]}” is shown as it is written; put it between backticks or use Markdown."
            )
            self._fault(faults.RAW_HTML, place(text, match[0]), message)

    def _not_read(self, text: Text) -> None:
        """Reports what was meant as a link and is none, since a space or a curly quote stands in it."""
        plain = masked(text.source)
        for match in _LIKE_LINK.finditer(plain) if "$" not in plain else ():
            if not _ADDRESS.fullmatch(match[2]):
                message = (
                    f"“{match[2][:60]}” is no address, so this is shown as text: "
                    'an address with a space stands in < and >, the words behind it in straight quotes (").'
                )
                rule = faults.NO_PICTURE if match[1] else faults.BROKEN_LINK
                self._fault(rule, place(text, match[0]), message)

    def _fault(self, rule: FaultRule, at: Location, message: str) -> None:
        self.report.add(rule, at, message)


def _far(page: str) -> str:
    return " Write https:// before an address on the Internet." if page.startswith("www.") else ""


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _anchors(nodes: list[Any]) -> frozenset[str]:
    """What can be linked to inside a page."""
    return frozenset(node.id for node in nodes if isinstance(node, Heading | Question | Activity) and node.id)
