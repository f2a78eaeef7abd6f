"""Items and tests in QTI 2.0 to 2.2 as rules look at them: what they declare, ask and refer to.

Source: IMS QTI 2.1, assessment test, section and item information model; 2.0 and 2.2 where they differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from bot_scorm.diagnostics import Location
from bot_scorm.package.manifest import Reference, Resource, local, namespace
from bot_scorm.package.view import ALONE, Package
from bot_scorm.package.xml import MAX_BYTES, Element, XmlDocument, parse_xml

TYPE = re.compile(r"imsqti_(item|test|section|assessment)_xmlv(2p\d)(?:p\d)?$")
"""The types of resources in QTI 2."""
_NAMESPACE = re.compile(r"http://www\.imsglobal\.org/xsd/imsqti_v2p([012])$")
_TESTS = ("assessmentTest", "assessmentSection")
INTERACTION = "Interaction"
"""How the names of interactions end."""
CHOICES = frozenset({
    "simpleChoice", "simpleAssociableChoice", "inlineChoice", "gapText", "gapImg", "hottext", "hotspotChoice",
    "associableHotspot", "gap",
})  # fmt: skip
"""Elements that a response may name."""
BUILT_IN: Mapping[str, tuple[str, str]] = {
    "completionStatus": ("single", "identifier"),
    "completion_status": ("single", "identifier"),
    "numAttempts": ("single", "integer"),
    "duration": ("single", "duration"),
}
"""Variables that every item has, to their cardinality and type; the second is what 2.0 called the first."""


@dataclass(frozen=True, slots=True)
class Variable:
    """A declared variable."""

    element: Element
    kind: str
    """``response``, ``outcome``, ``template``."""
    identifier: str
    cardinality: str
    base: str
    """Empty for a record."""

    @property
    def correct(self) -> list[Element]:
        """The values of the right response."""
        return list(self.element.iterfind("{*}correctResponse/{*}value"))

    @property
    def mapped(self) -> list[Element]:
        """The entries of its mapping."""
        return list(self.element.iterfind("{*}mapping/{*}mapEntry"))


@dataclass(frozen=True, slots=True)
class Interaction:
    """What learners answer with."""

    element: Element
    kind: str
    """Its name, such as ``choiceInteraction``."""
    response: str
    """The identifier of its response."""
    choices: tuple[Element, ...]

    @property
    def names(self) -> frozenset[str]:
        """The identifiers of its choices."""
        return frozenset(one.get("identifier", "") for one in self.choices)


@dataclass(frozen=True)
class Paper:
    """A file of QTI 2: an item, a test or a section, with the resource that names it."""

    package: Package
    resource: Resource
    name: str
    document: XmlDocument

    @property
    def root(self) -> Element:
        """The root element, or None."""
        return self.document.root

    @property
    def version(self) -> str:
        """Such as ``2.1``, by its namespace; empty if that is none of QTI 2."""
        match = _NAMESPACE.match(namespace(self.root)) if self.root is not None else None
        return f"2.{match[1]}" if match else ""

    @property
    def kind(self) -> str:
        """The name of its root; empty without one."""
        return "" if self.root is None else local(self.root)

    def at(self, element: Element = None) -> Location:
        """The place of an element, or of the root."""
        return self.document.at(self.root if element is None else element)

    @cached_property
    def variables(self) -> tuple[Variable, ...]:
        """What it declares, in order."""
        if self.root is None:
            return ()
        found = self.root.iterchildren(
            "{*}responseDeclaration", "{*}outcomeDeclaration", "{*}templateDeclaration"
        )
        return tuple(
            Variable(
                one,
                local(one).removesuffix("Declaration"),
                one.get("identifier", ""),
                one.get("cardinality", ""),
                one.get("baseType", ""),
            )
            for one in found
        )

    @cached_property
    def by_name(self) -> Mapping[str, Variable]:
        """Its variables by identifier; of several the first."""
        return {one.identifier: one for one in reversed(self.variables)}

    def of_kind(self, *kinds: str) -> list[Variable]:
        """Variables of some kinds."""
        return [one for one in self.variables if one.kind in kinds]


@dataclass(frozen=True)
class ItemPaper(Paper):
    """An item."""

    @cached_property
    def interactions(self) -> tuple[Interaction, ...]:
        """Its interactions, in order."""
        body = self.root.find("{*}itemBody")
        found = () if body is None else body.iter("*")
        home = namespace(self.root)
        return tuple(
            Interaction(
                one,
                local(one),
                one.get("responseIdentifier", ""),
                tuple(inner for inner in one.iter("*") if local(inner) in CHOICES),
            )
            for one in found
            if local(one).endswith(INTERACTION) and namespace(one) == home
        )

    @property
    def processing(self) -> Element:
        """Its response processing, or None."""
        return self.root.find("{*}responseProcessing")

    @property
    def template(self) -> str:
        """The name of the standard template of its response processing, such as ``match_correct``."""
        found = self.processing
        address = "" if found is None else (found.get("template") or "").strip()
        return address.rstrip("/").rpartition("/")[2].removesuffix(".xml")


@dataclass(frozen=True)
class TestPaper(Paper):
    """A test, or a section that lies in a file of its own."""

    __test__ = False  # for pytest, which takes the name for its own

    @property
    def references(self) -> Iterator[Element]:
        """The references to items."""
        yield from self.root.iter("{*}assessmentItemRef")


@dataclass(frozen=True)
class Papers:
    """All of QTI 2 in a package."""

    package: Package
    all: tuple[Paper, ...]

    @property
    def items(self) -> Iterator[ItemPaper]:
        """The items, in order."""
        yield from (one for one in self.all if isinstance(one, ItemPaper))

    @property
    def tests(self) -> Iterator[TestPaper]:
        """The tests and sections."""
        yield from (one for one in self.all if isinstance(one, TestPaper))

    @cached_property
    def by_file(self) -> Mapping[str, Paper]:
        """Them by the name of their file."""
        return {one.name: one for one in self.all}


def papers_of(package: Package) -> Papers | None:
    """The files of QTI 2 that a manifest names; None if it names none."""
    resources = package.manifest.resources if package.manifest else ()
    typed = [one for one in resources if TYPE.match(one.type)]
    if not typed:
        return None
    named = {name: one for one in reversed(typed) if (name := _file_of(one)) in package}
    texts = package.texts(reversed(named), MAX_BYTES)
    return Papers(package, tuple(_paper(package, named[name], name, data) for name, data in texts))


def alone(package: Package, document: XmlDocument) -> Papers:
    """A file of QTI 2 that lies in no package."""
    at = package.at(ALONE)
    resource = Resource(at, "", "", "", Reference(at, ALONE, name=ALONE), (), ())
    return Papers(package, (_made(package, resource, ALONE, document),))


def _file_of(resource: Resource) -> str:
    if resource.launch and resource.launch.name:
        return resource.launch.name
    return next((one.name for one in resource.files if one.name.lower().endswith(".xml")), "")


def _paper(package: Package, resource: Resource, name: str, data: bytes) -> Paper:
    return _made(package, resource, name, parse_xml(data, str(package.at(name))))


def _made(package: Package, resource: Resource, name: str, document: XmlDocument) -> Paper:
    kind = "" if document.root is None else local(document.root)
    made = ItemPaper if kind == "assessmentItem" else TestPaper if kind in _TESTS else Paper
    return made(package, resource, name, document)
