"""The manifest of a Common Cartridge: a section per module, a line per page, quiz, topic and link.

Source: Common Cartridge 1.1 and 1.3; for 1.1 what Moodle 4.5.6 asks for (``backup/cc``): the namespace as the
default one in the first bytes, one root item without a title.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from lxml import etree

from bot_scorm.model.programme import Edition, Module
from bot_scorm.writers.inline import plain
from bot_scorm.writers.manifest import short_title, words

QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"


@dataclass(frozen=True, slots=True)
class Flavour:
    """What differs from version to version of the standard."""

    format: str
    version: str
    """As in ``schemaversion``."""
    mark: str
    """As in namespaces and types."""
    base: str
    """Stands before a file's name in a question or topic."""
    together: str
    """As in `ItemPen.together`."""
    linked: bool
    """Whether pages may lead to each other: Moodle breaks such links."""

    @property
    def cp(self) -> str:
        """The namespace of the manifest."""
        return f"http://www.imsglobal.org/xsd/imscc{self.mark}/imscp_v1p1"

    @property
    def lom(self) -> str:
        """The namespace of its description."""
        return f"http://ltsc.ieee.org/xsd/imscc{self.mark}/LOM/manifest"

    @property
    def topic(self) -> str:
        """The namespace of a discussion topic."""
        return f"http://www.imsglobal.org/xsd/imscc{self.mark}/imsdt_{self.mark}"

    @property
    def link(self) -> str:
        """The namespace of a web link."""
        return f"http://www.imsglobal.org/xsd/imscc{self.mark}/imswl_{self.mark}"

    def type(self, kind: str) -> str:
        """The type of a resource."""
        kinds = {"topic": f"imsdt_xml{self.mark}", "link": f"imswl_xml{self.mark}", "page": "webcontent"}
        return kinds.get(kind) or f"imsqti_xmlv1p2/imscc_xml{self.mark}/{kind}"


@dataclass(frozen=True, slots=True)
class Line:
    """A resource; ``files`` are its names in the cartridge, its own the first. Without a title it is in no
    section."""

    id: str
    kind: str
    """``page``, ``assessment``, ``question-bank``, ``topic``, ``link``."""
    title: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A module with its lines."""

    id: str
    title: str
    lines: tuple[Line, ...]


def manifest(
    edition: Edition,
    module: Module | None,
    sections: Sequence[Section],
    others: Iterable[Line],
    flavour: Flavour,
) -> bytes:
    """The XML of the manifest of a module's cartridge, or, without ``module``, of the programme's."""
    programme = edition.programme
    id = f"{programme.id}.{module.id}" if module else programme.id
    cp, lom = flavour.cp, flavour.lom
    root = etree.Element(f"{{{cp}}}manifest", {"identifier": f"cartridge-{id}"},
                         nsmap={None: cp, "lom": lom})  # fmt: skip
    about = _add(root, "metadata")
    _add(about, "schema", "IMS Common Cartridge")
    _add(about, "schemaversion", flavour.version)
    about.append(_lom(edition, module, flavour))
    organization = _add(_add(root, "organizations"), "organization",
                        identifier=f"org-{id}", structure="rooted-hierarchy")  # fmt: skip
    top = _add(organization, "item", identifier="root")
    resources = _add(root, "resources")
    for section in sections:
        item = _add(top, "item", identifier=f"section-{section.id}")
        _add(item, "title", section.title)
        for line in section.lines:
            below = _add(item, "item", identifier=f"item-{line.id}", identifierref=line.id)
            _add(below, "title", line.title)
            _resource(resources, line, flavour)
    for line in others:
        _resource(resources, line, flavour)
    etree.indent(root)
    body: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=False)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + body + b"\n"


def read_sections(xml: bytes, flavour: Flavour) -> list[Section]:
    """The sections of one of our manifests."""
    cp = f"{{{flavour.cp}}}"
    root = etree.fromstring(xml)
    kinds = {flavour.type(one): one for one in ("page", "assessment", "question-bank", "topic", "link")}
    resources = {one.get("identifier"): one for one in root.iter(f"{cp}resource")}

    def line(item: Any) -> Line:
        node = resources[item.get("identifierref")]
        files = tuple(unquote(one.get("href")) for one in node.iter(f"{cp}file"))
        return Line(node.get("identifier"), kinds[node.get("type")], item.findtext(f"{cp}title"), files)

    found = root.findall(f"{cp}organizations/{cp}organization/{cp}item/{cp}item")
    return [
        Section(one.get("identifier").removeprefix("section-"), one.findtext(f"{cp}title"),
                tuple(line(item) for item in one.findall(f"{cp}item")))
        for one in found
    ]  # fmt: skip


def _add(parent: Any, tag: str, text: str = "", **attributes: str) -> Any:
    space = etree.QName(parent).namespace
    node = etree.SubElement(parent, f"{{{space}}}{tag}", attributes)
    node.text = words(text) if text else None
    return node


def _resource(resources: Any, line: Line, flavour: Flavour) -> None:
    node = _add(resources, "resource", identifier=line.id, type=flavour.type(line.kind))
    if line.kind == "page":
        node.set("href", quote(line.files[0]))
    for name in line.files:
        _add(node, "file", href=quote(name))


def _lom(edition: Edition, module: Module | None, flavour: Flavour) -> Any:
    language, programme = edition.language, edition.programme
    lom = etree.Element(f"{{{flavour.lom}}}lom")
    general = _add(lom, "general")

    def say(parent: Any, tag: str, text: str) -> None:
        _add(_add(parent, tag), "string", text, language=language)

    say(general, "title", short_title((module or programme).title))
    _add(general, "language", language)
    if module and module.summary:
        say(general, "description", plain(module.summary))
    for word in dict.fromkeys(word for one in edition for word in one.competences):
        say(general, "keyword", word)
    if programme.licence:
        rights = _add(lom, "rights")
        _add(_add(rights, "copyrightAndOtherRestrictions"), "value", "yes")
        say(rights, "description", programme.licence)
    return lom
