"""The table of contents of a Common Cartridge, 1.0 to 1.3, as modules with their lines in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot_scorm.diagnostics import Location
from bot_scorm.package.manifest import Item, Manifest, Resource

_PAGES = (".html", ".htm", ".xhtml")


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """A resource with its title; or a title alone (``label``), which heads what follows."""

    at: Location
    kind: str
    """``page``, ``file``, ``link``, ``topic``, ``quiz``, ``bank``, ``tool``, ``label`` or ``other``."""
    title: str
    id: str = ""
    """The resource's identifier."""
    name: str = ""
    """Its file in the package."""


@dataclass(frozen=True, slots=True)
class OutlineModule:
    """A module: an item of the first level that holds others."""

    at: Location
    id: str
    """The item's identifier."""
    title: str
    lines: tuple[OutlineLine, ...]


def outline(manifest: Manifest) -> list[OutlineModule]:
    """The modules of a cartridge; lines outside of any are the first one, which has no title.

    Resources that no line opens are left to `rest`.
    """
    found: list[OutlineModule] = []
    for organization in manifest.organizations:
        items = organization.items
        while len(items) == 1 and not items[0].identifierref and not _title(items[0]) and items[0].items:
            items = items[0].items
        alone = [one for one in items if one.identifierref or not one.items]
        lines = [line for one in alone for line in _lines(one, manifest)]
        if any(one.kind != "label" for one in lines):
            found.append(OutlineModule(organization.at, "", "", tuple(lines)))
        for item in items:
            if item not in alone:
                inside = tuple(line for one in item.items for line in _lines(one, manifest))
                found.append(OutlineModule(item.at, item.identifier, _title(item), inside))
    return found


def rest(manifest: Manifest, modules: Iterable[OutlineModule]) -> Iterator[OutlineLine]:
    """The resources that no line opens, as lines without a title."""
    known = {line.id for module in modules for line in module.lines}
    for resource in manifest.resources:
        if resource.identifier not in known:
            yield _line(resource.at, "", resource)


def _lines(item: Item, manifest: Manifest) -> Iterator[OutlineLine]:
    """An item and all below it, one after the other."""
    for one in item.walk():
        resource = manifest.by_id.get(one.identifierref) if one.identifierref else None
        if resource is not None:
            yield _line(one.at, _title(one), resource)
        elif one.identifierref:
            yield OutlineLine(one.at, "other", _title(one), one.identifierref)
        elif _title(one):
            yield OutlineLine(one.at, "label", _title(one))


def _line(at: Location, title: str, resource: Resource) -> OutlineLine:
    files = [resource.launch] if resource.launch else list(resource.files[:1])
    name = files[0].name if files else ""
    return OutlineLine(at, _kind(resource, name), title, resource.identifier, name)


def _kind(resource: Resource, name: str) -> str:
    type = resource.type.lower()
    for part, kind in _KINDS:
        if part in type:
            return kind
    if "webcontent" in type or "associatedcontent" in type:
        return "page" if name.lower().endswith(_PAGES) else "file"
    return "other"


_KINDS = (
    ("imswl", "link"), ("imsdt", "topic"), ("question-bank", "bank"), ("assessment", "quiz"),
    ("imsqti", "bank"), ("basiclti", "tool"), ("imslti", "tool"),
)  # fmt: skip
"""A part of a resource's type, and what it is; the first that fits."""


def _title(item: Item) -> str:
    return " ".join(item.title.text.split()) if item.title else ""
