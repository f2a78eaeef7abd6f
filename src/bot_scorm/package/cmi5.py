"""The course structure of a cmi5 package, also of a broken one (cmi5, first edition, section 13)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from bot_scorm.diagnostics import Location
from bot_scorm.namespaces import CMI5 as SPACE
from bot_scorm.package.manifest import Reference, local, namespace, resolve
from bot_scorm.package.view import CMI5, Package
from bot_scorm.package.xml import Element, XmlDocument, own_text, parse_xml
from bot_scorm.package.zip import DamagedError


@dataclass(frozen=True, slots=True)
class Unit:
    """An assignable unit: something to launch."""

    at: Location
    id: str
    url: Reference | None
    """Its address with the place where it stands; None without one."""
    move_on: str
    """``NotApplicable`` if it does not say."""
    mastery: str
    """The score with which it is passed, as written; empty if it does not say."""
    activity_type: str


@dataclass(frozen=True)
class Course:
    """A course structure, or what is left of it."""

    package: Package

    @cached_property
    def document(self) -> XmlDocument | None:
        """Its XML; None if there is none at the root or it cannot be unpacked. Raises OSError."""
        if CMI5 not in self.package:
            return None
        try:
            return parse_xml(self.package.read(CMI5), str(self.package.at(CMI5)))
        except DamagedError:
            return None  # the family archive tells

    @property
    def root(self) -> Element:
        """The root element; None if there is none to read."""
        return self.document.root if self.document else None

    @property
    def known(self) -> bool:
        """Whether the root is that of a course structure, in the namespace of cmi5."""
        return self.root is not None and self.root.tag == f"{{{SPACE}}}courseStructure"

    def at(self, element: Element) -> Location:
        """Where an element stands."""
        return self.document.at(element) if self.document else self.package.at()

    def all(self, *names: str) -> Iterator[Element]:
        """Its elements of these names, in order; none of another namespace."""
        for one in self.root.iter("*") if self.root is not None else ():
            if local(one) in names and namespace(one) in (SPACE, namespace(self.root)):
                yield one

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """Everything that can be launched, in order."""
        return tuple(self._unit(one) for one in self.all("au"))

    def _unit(self, element: Element) -> Unit:
        found = next((one for one in element.iterchildren("*") if local(one) == "url"), None)
        return Unit(
            self.at(element),
            element.get("id", "").strip(),
            None if found is None else resolve(self.at(found), own_text(found).strip()),
            element.get("moveOn", "NotApplicable").strip(),
            element.get("masteryScore", "").strip(),
            element.get("activityType", "").strip(),
        )

    @property
    def identifiers(self) -> Iterator[tuple[Element, str]]:
        """Every identifier of the course, its objectives, blocks and units, without space around it."""
        for one in self.all("course", "block", "au", "objective"):
            if (id := one.get("id")) is not None:
                yield one, id.strip()
