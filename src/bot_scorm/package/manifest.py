"""What an imsmanifest.xml says, as a light model that also works on broken ones; every node knows its
place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote

from bot_scorm.diagnostics import Location
from bot_scorm.namespaces import ADLCP_2004, CP_OTHER, EXPORTS
from bot_scorm.package.qti import qti_version
from bot_scorm.package.xml import Element, XmlDocument, own_text, space_of, spaces_in

XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
CP_12 = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
ADLCP_12 = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
MD_12 = "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"
_CARTRIDGE = re.compile(r"http://www\.imsglobal\.org/xsd/imscc(?:v1p(\d))?/imscp_v1p1$")
_IS_CP = re.compile(r"\s*IMS Content\s*$", re.IGNORECASE)
_SCHEME = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]+:|//)")
_DRIVE = re.compile(r"[A-Za-z]:")


@dataclass(frozen=True, slots=True)
class Reference:
    """An address in the manifest, and which file of the package it means."""

    at: Location
    href: str
    """As written."""
    base: str = ""
    """The xml:base that holds here."""
    name: str = ""
    """The file, with percent-encoding undone and without query and fragment; empty if it is none of the
    package's."""
    remote: bool = False
    """It starts with a scheme such as ``https:``."""
    outside: bool = False
    """It climbs out of the package."""


@dataclass(frozen=True, slots=True)
class Field:
    """The text of an element, as written."""

    at: Location
    text: str


@dataclass(frozen=True, slots=True)
class Dependency:
    """A resource that another one needs."""

    at: Location
    identifierref: str


@dataclass(frozen=True, slots=True)
class Resource:
    """Something to launch, or files that belong together."""

    at: Location
    identifier: str
    type: str
    scormtype: str
    launch: Reference | None
    files: tuple[Reference, ...]
    dependencies: tuple[Dependency, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A line in the table of contents; ``extras`` are the ADL elements in it by local name."""

    at: Location
    identifier: str
    identifierref: str
    parameters: str
    title: Field | None
    items: tuple[Item, ...]
    extras: Mapping[str, Field] = field(default_factory=dict)

    def walk(self) -> Iterator[Item]:
        """This item and all below it, in order."""
        yield self
        for item in self.items:
            yield from item.walk()


@dataclass(frozen=True, slots=True)
class Organization:
    """A table of contents."""

    at: Location
    identifier: str
    title: Field | None
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Manifest:
    """A whole manifest; resources and organizations of manifests inside it count too."""

    at: Location
    identifier: str
    standard: str
    """``SCORM``, ``IMS Content Packaging``, ``Common Cartridge``, ``QTI``; empty if it is none of these."""
    version: str
    schema: Field | None
    schemaversion: Field | None
    default: Field | None
    """The default organization's identifier."""
    organizations: tuple[Organization, ...]
    resources: tuple[Resource, ...]
    identifiers: tuple[Field, ...]
    """Every ``identifier`` attribute, with the place of its element."""

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """All items in order, outer ones first."""
        return tuple(one for top in self.organizations for item in top.items for one in item.walk())

    @cached_property
    def by_id(self) -> Mapping[str, Resource]:
        """Resources by identifier; of several the first."""
        return {one.identifier: one for one in reversed(self.resources)}

    @property
    def launched(self) -> Iterator[tuple[Item, Resource]]:
        """Every item with the resource that it opens."""
        for item in self.items:
            if item.identifierref and (resource := self.by_id.get(item.identifierref)):
                yield item, resource

    @property
    def references(self) -> Iterator[Reference]:
        """Every address in a resource."""
        for resource in self.resources:
            if resource.launch:
                yield resource.launch
            yield from resource.files


def local(element: Element) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def namespace(element: Element) -> str:
    """An element's namespace, or nothing."""
    return space_of(element.tag)


def read_manifest(document: XmlDocument) -> Manifest:
    """The model of a document that has a root, whatever that root is."""
    return _Reader(document).manifest()


class _Reader:
    """Carries the document that locations come from."""

    def __init__(self, document: XmlDocument) -> None:
        self.document = document
        self.root = document.root
        self.namespace = namespace(self.root)
        home = f"{{{self.namespace}}}" if self.namespace else ""
        self.item, self.title = f"{home}item", f"{home}title"

    def manifest(self) -> Manifest:
        metadata = self._child(self.root, "metadata")
        schema, schemaversion = self._field(metadata, "schema"), self._field(metadata, "schemaversion")
        standard, version = detect(self.root, schema, schemaversion)
        organizations = self._child(self.root, "organizations")
        default = organizations.get("default") if organizations is not None else None
        return Manifest(
            self.document.at(self.root), self.root.get("identifier", ""), standard, version, schema,
            schemaversion,
            Field(self.document.at(organizations), default) if default is not None else None,
            tuple(self._organization(one) for one in self._all("organization")),
            tuple(self._resource(one) for one in self._all("resource")),
            tuple(self._identifiers()),
        )  # fmt: skip

    def _all(self, name: str) -> Iterator[Element]:
        # Metadata has a <resource> of its own, in its own namespace.
        found: Iterator[Element] = self.root.iter(f"{{{self.namespace}}}{name}")
        return found

    def _children(self, parent: Element, name: str) -> Iterator[Element]:
        if parent is not None:
            yield from parent.iterchildren(f"{{{self.namespace}}}{name}")

    def _child(self, parent: Element, name: str) -> Element:
        return next(self._children(parent, name), None)

    def _field(self, parent: Element, name: str) -> Field | None:
        found = self._child(parent, name)
        return None if found is None else self._text(found)

    def _text(self, element: Element) -> Field:
        text = "".join(element.itertext()) if len(element) else element.text or ""
        return Field(self.document.at(element), text)

    def _identifiers(self) -> Iterator[Field]:
        for one in self.root.iter(f"{{{self.namespace}}}*"):
            if (identifier := one.get("identifier")) is not None:
                yield Field(self.document.at(one), identifier)

    def _organization(self, element: Element) -> Organization:
        items = tuple(self._item(one) for one in self._children(element, "item"))
        title = self._field(element, "title")
        return Organization(self.document.at(element), element.get("identifier", ""), title, items)

    def _item(self, element: Element) -> Item:
        title, items, extras = None, [], {}
        for one in element.iterchildren("*"):  # once: a large manifest has ten thousands of items
            if one.tag == self.item:
                items.append(self._item(one))
            elif one.tag == self.title:
                title = title or self._text(one)
            elif namespace(one) != self.namespace:
                extras[local(one)] = Field(self.document.at(one), own_text(one))
        return Item(
            self.document.at(element), element.get("identifier", ""), element.get("identifierref", ""),
            element.get("parameters", ""), title, tuple(items), extras,
        )  # fmt: skip

    def _resource(self, element: Element) -> Resource:
        at = self.document.at(element)
        base = "".join(
            _as_folder(one.get(XML_BASE, "")) for one in reversed([element, *element.iterancestors()])
        )
        href = element.get("href")
        scormtype = next((v for k, v in element.items() if k.rpartition("}")[2].lower() == "scormtype"), "")
        return Resource(
            at,
            element.get("identifier", ""),
            element.get("type", ""),
            scormtype,
            None if href is None else resolve(at, href, base),
            tuple(
                resolve(self.document.at(one), one.get("href", ""), base)
                for one in self._children(element, "file")
            ),
            tuple(
                Dependency(self.document.at(one), one.get("identifierref", ""))
                for one in self._children(element, "dependency")
            ),
        )


def _as_folder(base: str) -> str:
    """An xml:base with the slash at its end that belongs there; MAN-022 tells when it is missing."""
    return base if not base or base.endswith(("/", "\\")) else f"{base}/"


def resolve(at: Location, href: str, base: str = "") -> Reference:
    """Which file of the package an address means. A base that is left by a scheme of ``href`` does not
    count."""
    href_clean = href.strip()
    whole = href_clean if _SCHEME.match(href_clean) else base + href_clean
    if _SCHEME.match(whole):
        return Reference(at, href, base, remote=True)
    path = unquote(re.split(r"[?#]", whole, maxsplit=1)[0]).replace("\\", "/")
    path = _DRIVE.sub("", path, count=1) if _DRIVE.match(path) else path
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return Reference(at, href, base, outside=True)
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return Reference(at, href, base, "/".join(parts))


def detect(root: Element, schema: Field | None, schemaversion: Field | None) -> tuple[str, str]:
    """Which standard a manifest follows, and in which version; two empty texts if it is not a manifest."""
    if local(root) != "manifest":
        return "", ""
    home = namespace(root)
    said = schemaversion.text.strip() if schemaversion else ""
    adl = schema is not None and schema.text.strip() == "ADL SCORM"
    spaces = spaces_in(root)
    if (qti := qti_version(root, schema.text if schema else "", said)) is not None:
        return "QTI", qti
    if cartridge := _CARTRIDGE.match(home):
        return "Common Cartridge", f"1.{cartridge[1] or 0}"
    if not adl and (export := next((name for uri, name in EXPORTS.items() if uri in spaces), "")):
        return export, ""
    if any(uri.startswith(ADLCP_2004) for uri in spaces) or (adl and home.startswith(CP_OTHER)):
        return "SCORM", said or "2004"
    if home == CP_12 and ADLCP_12 not in spaces and schema is not None and _IS_CP.match(schema.text):
        return "IMS Content Packaging", said
    if home == CP_12 or ADLCP_12 in spaces or (adl and not home):
        return "SCORM", "1.2"
    return ("IMS Content Packaging", said) if home.startswith(CP_OTHER) or not home else ("", "")
