"""One pass over all XML of a Moodle backup, of which only what rules ask for is kept."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import unquote

from bot_scorm.diagnostics import Location
from bot_scorm.package.view import Package
from bot_scorm.package.xml import MAX_BYTES, Element, XmlDocument, XmlFault, parse_xml
from bot_scorm.package.zip import DamagedError

NULL = "$@NULL@$"
"""How a backup writes what has no value."""
STORE = "files/"
"""The folder of stored files."""
_LINK = re.compile(r"\$@([A-Z0-9]{1,60})VIEWBYID(?:CH)?\*(\d{1,20})[\d*]{0,40}@\$")
_SHOWN = re.compile(r"@@PLUGINFILE@@/([^\"'\s<>)?#&]{1,500})")
_MOST = 64 << 20
"""Bytes of XML that are looked at, all files together."""


class Said(NamedTuple):
    """A text of a file, and where it stands."""

    at: Location
    folder: str
    """Of the file, empty at the root."""
    text: str


class Link(NamedTuple):
    """A link to a course module."""

    at: Location
    kind: str
    id: str


@dataclass(slots=True)
class Facts:
    """What the files of a backup say, in the order of their names."""

    faults: list[XmlFault] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    """Files that are too large, or lie beyond what is looked at."""
    contexts: dict[str, str] = field(default_factory=dict)
    """Context ids of activities to their folders."""
    names: list[Said] = field(default_factory=list)
    """Names of activities; without one an empty text at the place of the activity."""
    nulls: list[Said] = field(default_factory=list)
    """Texts that are meant as null and are not."""
    conditions: list[Said] = field(default_factory=list)
    """What must hold before something opens, as JSON."""
    links: list[Link] = field(default_factory=list)
    shown: list[Said] = field(default_factory=list)
    """Files that texts show, by their paths in the area."""
    entries: list[Said] = field(default_factory=list)
    """Questions that quizzes ask, by the ids of their entries in the bank."""
    drawn: list[Said] = field(default_factory=list)
    """From where quizzes draw, as JSON."""
    referred: dict[tuple[str, str], list[Said]] = field(default_factory=lambda: defaultdict(list))
    """What inforef.xml of a folder names of a kind, such as ``file``, by id."""


def read(package: Package, name: str) -> XmlDocument | None:
    """A file's XML; None if it is not there or cannot be unpacked. Raises OSError."""
    if name not in package:
        return None
    try:
        return parse_xml(package.read(name), str(package.at(name)))
    except DamagedError:
        return None


def gather(package: Package) -> Facts:
    """Reads every XML file of a backup, one after the other. Raises OSError."""
    facts, left = Facts(), _MOST
    for name in sorted(package.entries):
        if not name.endswith(".xml") or name.startswith(STORE):
            continue
        size = package.entries[name].size
        left -= size
        if left < 0 or size > MAX_BYTES:
            facts.unread.append(name)
            continue
        document = read(package, name)
        if document is None:
            continue  # the family archive tells
        if document.fault:
            facts.faults.append(document.fault)
        else:
            _take(facts, document, name)
    return facts


def _take(facts: Facts, document: XmlDocument, name: str) -> None:
    folder, _, base = name.rpartition("/")
    root = document.root
    if base == "inforef.xml":
        for node in root.iterfind("*/*"):
            said = Said(document.at(node), folder, (node.findtext("id") or "").strip())
            facts.referred[folder, node.tag].append(said)
        return
    if root.tag == "activity" and root.get("contextid"):
        facts.contexts[root.get("contextid")] = folder
        facts.names.append(_name(document, folder))
    for node, text in _texts(root):
        at = document.at(node)
        if text != NULL and text.strip().upper() == NULL:
            facts.nulls.append(Said(at, folder, text))
        elif node.tag in ("availability", "availabilityjson") and text not in (NULL, ""):
            facts.conditions.append(Said(at, folder, text))
        elif node.tag == "questionbankentryid":
            facts.entries.append(Said(at, folder, text))
        elif node.tag == "filtercondition":
            facts.drawn.append(Said(at, folder, text))
        elif "@" in text:
            facts.links.extend(Link(at, one[1].lower(), one[2]) for one in _LINK.finditer(text))
            facts.shown.extend(Said(at, folder, unquote(one[1])) for one in _SHOWN.finditer(text))


def _texts(root: Element) -> Iterator[tuple[Element, str]]:
    for node in root.iter("*"):
        if node.text and len(node) == 0:
            yield node, node.text


def _name(document: XmlDocument, folder: str) -> Said:
    own = next(document.root.iterchildren("*"), None)
    name = own.find("name") if own is not None else None
    if name is None:
        return Said(document.at(document.root), folder, "")
    return Said(document.at(name), folder, name.text or "")
