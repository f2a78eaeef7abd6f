"""The package document of an e-book, and what it says of itself.

Source: EPUB 3.3 (W3C Recommendation, 2023-05-25), sections 4 (container) and 5 (package document); EPUB
Accessibility 1.1, section 2 (discovery).
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from lxml import etree
from lxml.builder import ElementMaker

from bot_scorm.archive import timestamp
from bot_scorm.model.programme import Edition, Module
from bot_scorm.writers.inline import plain
from bot_scorm.writers.manifest import words
from bot_scorm.writers.strings import direction

OPF = "http://www.idpf.org/2007/opf"
DC = "http://purl.org/dc/elements/1.1/"
NAV = "nav.xhtml"
CONTAINER = b"""<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles>
    <rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
  </rootfiles>
</container>
"""
TYPES = {
    ".xhtml": "application/xhtml+xml", ".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png",
    ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp",
    ".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".ogg": "audio/ogg; codecs=opus", ".mp4": "video/mp4",
    ".webm": "video/webm", ".vtt": "text/vtt",
}  # fmt: skip
"""Endings of what a book can hold, to their media types."""
_OPF = ElementMaker(namespace=OPF, nsmap={None: OPF, "dc": DC})
_DC = ElementMaker(namespace=DC, nsmap={"dc": DC})


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in the table of contents; ``href`` is its address from there."""

    href: str
    title: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """A module: its cover and pages, and its guides, which stand at the end of the book."""

    pages: tuple[Entry, ...]
    guides: tuple[Entry, ...] = ()


def package(
    edition: Edition,
    module: Module | None,
    chapters: Sequence[Chapter],
    names: Iterable[str],
    with_formulas: frozenset[str],
) -> bytes:
    """The XML of the package document; ``names`` are all files beside it, without itself."""
    names = sorted(names)
    order = [one for chapter in chapters for one in chapter.pages]
    order += [one for chapter in chapters for one in chapter.guides]
    spine = [] if module else [NAV]
    spine += [one.href for one in order]
    root = _OPF.package(
        _metadata(edition, module, names),
        _OPF.manifest(*(_item(name, with_formulas) for name in names)),
        _OPF.spine(*(_OPF.itemref(idref=_id(href)) for href in spine)),
        {"version": "3.0", "unique-identifier": "book", "dir": direction(edition.language)},
    )
    root.set("{http://www.w3.org/XML/1998/namespace}lang", edition.language)
    root.find(f"{{{OPF}}}spine").set("page-progression-direction", direction(edition.language))
    etree.indent(root)
    body: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=False)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + body + b"\n"


def _metadata(edition: Edition, module: Module | None, names: Sequence[str]) -> Any:
    programme, language = edition.programme, edition.language
    title = words(plain((module or programme).title))
    id = f"{programme.id}/{module.id if module else ''}/{language}"
    year, month, day, hour, minute, second = timestamp()
    modified = f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"
    kinds = {TYPES[PurePosixPath(name).suffix.lower()].partition("/")[0] for name in names}
    competences = [one for each in edition for one in each.competences]
    visual, auditory = bool(kinds & {"image", "video"}), bool(kinds & {"audio", "video"})
    return _OPF.metadata(
        _DC.identifier(uuid.uuid5(uuid.NAMESPACE_URL, f"bot-pack:{id}").urn, id="book"),
        _DC.title(title),
        _DC.language(language),
        *([_DC.creator(words(programme.publisher)), _DC.publisher(words(programme.publisher))]
          if programme.publisher else []),
        *([_DC.rights(words(programme.licence))] if programme.licence else []),
        *([_DC.description(words(plain(module.summary)))] if module and module.summary else []),
        *(_DC.subject(words(one)) for one in dict.fromkeys(competences)),
        _meta("dcterms:modified", modified),
        *([_meta("schema:version", words(programme.version))] if programme.version else []),
        _meta("schema:accessMode", "textual"),
        *([_meta("schema:accessMode", "visual")] if visual else []),
        *([_meta("schema:accessMode", "auditory")] if auditory else []),
        _meta("schema:accessModeSufficient", "textual"),
        *(_meta("schema:accessibilityFeature", one) for one in _features(visual, auditory)),
        # Nobody has looked at what flashes in a film.
        _meta("schema:accessibilityHazard", "unknown" if "video" in kinds else "none"),
    )  # fmt: skip


def _features(visual: bool, auditory: bool) -> Iterable[str]:
    yield from ("tableOfContents", "readingOrder", "structuralNavigation")
    if visual:
        yield "alternativeText"
    if auditory:
        yield "transcript"


def _meta(name: str, value: str) -> Any:
    return _OPF.meta(value, property=name)


def _item(name: str, with_formulas: frozenset[str]) -> Any:
    type = TYPES[PurePosixPath(name).suffix.lower()]
    item = _OPF.item({"id": _id(quote(name)), "href": quote(name), "media-type": type})
    if name == NAV:
        item.set("properties", "nav")
    elif name in with_formulas:
        item.set("properties", "mathml")
    return item


def _id(href: str) -> str:
    """An XML id that depends on the name alone."""
    return "f" + hashlib.blake2b(href.encode(), digest_size=8).hexdigest()


def read_formulas(xml: bytes) -> Iterable[str]:
    """The pages of a book that hold formulas, as its package document says."""
    for item in etree.fromstring(xml).iter(f"{{{OPF}}}item"):
        if item.get("properties") == "mathml":
            yield item.get("href", "")
