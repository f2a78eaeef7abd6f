"""What SCORM 2004 makes of a manifest: a tree of activities with their sequencing; never raises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from bot_scorm.diagnostics import Location
from bot_scorm.namespaces import ADLSEQ, IMSSS
from bot_scorm.package.manifest import Manifest, Resource, local, namespace
from bot_scorm.package.xml import Element, XmlDocument

SEQUENCING = f"{{{IMSSS}}}sequencing"
COLLECTION = f"{{{IMSSS}}}sequencingCollection"


@dataclass(frozen=True, slots=True)
class Activity:
    """An organization or an item, with the sequencing that holds for it."""

    at: Location
    identifier: str
    is_root: bool
    """Whether it is an organization."""
    resource: Resource | None
    """What it opens."""
    children: tuple[Activity, ...]
    own: Element
    """Its own ``imsss:sequencing``, or None."""
    shared: Element
    """The one in the collection that its IDRef names, or None."""
    system_wide: bool
    """Whether the course's global objectives outlive it (``adlseq:objectivesGlobalToSystem``)."""

    def part(self, name: str, uri: str = IMSSS) -> Element:
        """A part of the sequencing such as ``controlMode``, or None: its own one counts before the shared."""
        for one in (self.own, self.shared):
            if one is not None and (found := one.find(f"{{{uri}}}{name}")) is not None:
                return found
        return None

    def flag(self, part: str, attribute: str, default: bool) -> bool:
        """A true or false in a part."""
        found = self.part(part)
        return default if found is None else is_true(found.get(attribute), default)

    def walk(self) -> Iterator[Activity]:
        """This activity and all below it, in order."""
        yield self
        for one in self.children:
            yield from one.walk()


def is_true(value: str | None, default: bool) -> bool:
    """A boolean of XML Schema; what is none counts as false."""
    return default if value is None else value.strip() in ("true", "1")


def name_of(value: str) -> str:
    """A name as systems compare it: white space at its ends does not count, and ``%20`` is a space.

    By XML Schema, whose ``ID``, ``IDREF`` and ``anyURI`` collapse white space; ADL's LMS Test Packages CM-08,
    OB-02a, OB-11a and OB-12a demand it.
    """
    return " ".join(unquote(value).split())


def read_activities(document: XmlDocument, manifest: Manifest) -> tuple[Activity, ...]:
    """The trees of a manifest's organizations."""
    shared = {
        name_of(one.get("ID")): one
        for collection in document.root.iter(COLLECTION)
        for one in collection.iterchildren(SEQUENCING)
        if one.get("ID")
    }
    home = namespace(document.root)
    roots = (one for one in document.root.iter("{*}organization") if namespace(one) == home)
    return tuple(_activity(one, document, manifest, shared, True) for one in roots)


def _activity(
    element: Element,
    document: XmlDocument,
    manifest: Manifest,
    shared: Mapping[str, Element],
    system_wide: bool,
) -> Activity:
    name = local(element)
    if name == "organization":
        system_wide = is_true(element.get(f"{{{ADLSEQ}}}objectivesGlobalToSystem"), True)
    own = element.find(SEQUENCING)
    items = (one for one in element.iterchildren("*") if local(one) == "item")
    return Activity(
        document.at(element),
        element.get("identifier", ""),
        name == "organization",
        manifest.by_id.get(element.get("identifierref", "")),
        tuple(_activity(one, document, manifest, shared, system_wide) for one in items),
        own,
        None if own is None else shared.get(name_of(own.get("IDRef", ""))),
        system_wide,
    )
