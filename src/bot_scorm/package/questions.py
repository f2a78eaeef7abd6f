"""Questions in QTI 1.2 as rules look at them: items with their responses, conditions and feedback.

Source: IMS QTI 1.2, ASI information model; QTI 1.2.1 in Common Cartridge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from bot_scorm.diagnostics import Location
from bot_scorm.package.cartridge import BANK, TEST, Cartridge
from bot_scorm.package.manifest import local
from bot_scorm.package.view import Package
from bot_scorm.package.xml import MAX_BYTES, Element, XmlDocument, parse_xml

Value: TypeAlias = tuple[Element, str]
"""An element with what it says."""
TYPE = re.compile(r"imsqti_(?:item_)?xmlv1p[12](?:p1)?(?:/.*)?$", re.IGNORECASE)
"""The types of resources that are questions in QTI 1.2."""
PROFILES = ("multiple_choice", "multiple_response", "true_false", "fib", "pattern_match", "essay")
"""Types of questions in Common Cartridge; each is written ``cc.….v0p1``."""
_RESPONSES = ("response_lid", "response_str", "response_xy", "response_num", "response_grp")
_COMPARED = ("varequal", "varsubset", "varsubstring", "varinside", "varlt", "varlte", "vargt", "vargte")
_PROFILE = re.compile(r"cc\.(\w+)\.v0p1$")


@dataclass(frozen=True, slots=True)
class Response:
    """What learners answer with."""

    element: Element
    kind: str
    """``response_lid`` (choices), ``response_str`` (text) and so on."""
    ident: str
    cardinality: str
    labels: tuple[Value, ...]
    """Its choices with their idents."""
    rendered: frozenset[str]
    """How it is shown: ``render_choice`` and so on."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition: what is compared, and what follows from it."""

    element: Element
    compared: tuple[Element, ...]
    """All comparisons in it, those in ``not`` too."""
    wanted: tuple[Element, ...]
    """The ``varequal`` that have to hold."""
    always: bool
    """Whether it always holds: ``other`` or nothing at all."""
    sets: tuple[Value, ...]
    """``setvar`` with their values."""
    shows: tuple[Element, ...]
    goes_on: bool

    @property
    def earns(self) -> bool:
        """Whether it gives points."""
        return any(_number(text) > 0 for one, text in self.sets if one.get("action", "Set") in ("Set", "Add"))


@dataclass(frozen=True)
class Item:
    """A question."""

    document: XmlDocument
    element: Element
    ident: str
    fields: tuple[tuple[str, str, Element], ...]
    """Metadata: label, entry and the element of the field."""
    responses: tuple[Response, ...]
    conditions: tuple[Condition, ...]
    variables: tuple[Value, ...]
    """Declarations with the variables' names."""
    feedback: tuple[Value, ...]
    """``itemfeedback`` with their idents."""

    def at(self, element: Element = None) -> Location:
        """The place of the item, or of an element in it."""
        return self.document.at(self.element if element is None else element)

    @property
    def profile(self) -> str:
        """Its type by Common Cartridge, such as ``multiple_choice``; empty if none is said."""
        entry = next((entry for label, entry, _ in self.fields if label == "cc_profile"), "")
        match = _PROFILE.match(entry)
        return match[1] if match else ""

    @property
    def compared(self) -> Iterator[Element]:
        """All comparisons of all conditions."""
        for one in self.conditions:
            yield from one.compared

    @property
    def right(self) -> list[Condition]:
        """The conditions that earn points."""
        return [one for one in self.conditions if one.earns]


@dataclass(frozen=True)
class Questions:
    """A file of questions in QTI 1.2."""

    package: Package
    name: str
    document: XmlDocument
    version: str
    """That of the Common Cartridge in which it lies as a test or bank; empty outside."""
    bank: bool = False

    @property
    def profiled(self) -> bool:
        """Whether the profile of Common Cartridge holds for it."""
        return bool(self.version)

    @property
    def root(self) -> Element:
        """The root element, or None."""
        return self.document.root

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Every question, in order."""
        if self.root is None:
            return ()
        return tuple(_item(self.document, one) for one in self.root.iter("{*}item"))


def questions_of(package: Package, cartridge: Cartridge | None) -> Iterator[Questions]:
    """The files of questions that a manifest names; ``cartridge`` is the package, if it is one."""
    version = cartridge.manifest.version if cartridge else ""
    told = set()
    for part in cartridge.parts if cartridge else ():
        if part.kind in (TEST, BANK) and part.document and part.name not in told:
            told.add(part.name)
            yield Questions(package, part.name, part.document, version, part.kind == BANK)
    resources = package.manifest.resources if package.manifest else ()
    files = (one.name for resource in resources if TYPE.match(resource.type) for one in resource.files)
    names = [name for name in dict.fromkeys(files) if name.lower().endswith(".xml") and name not in told]
    for name, data in package.texts((name for name in names if name in package), MAX_BYTES):
        document = parse_xml(data, str(package.at(name)))
        if document.root is None or local(document.root) == "questestinterop":
            yield Questions(package, name, document, "")


def _item(document: XmlDocument, element: Element) -> Item:
    shown = element.find("{*}presentation")
    responses = () if shown is None else tuple(_response(one) for one in shown.iter(*_named(_RESPONSES)))
    fields = tuple(
        ((one.findtext("{*}fieldlabel") or "").strip(), (one.findtext("{*}fieldentry") or "").strip(), one)
        for one in element.iterfind("{*}itemmetadata//{*}qtimetadatafield")
    )
    return Item(
        document,
        element,
        element.get("ident", ""),
        fields,
        responses,
        tuple(_condition(one) for one in element.iterfind("{*}resprocessing/{*}respcondition")),
        tuple(
            (one, one.get("varname", "SCORE"))
            for one in element.iterfind("{*}resprocessing/{*}outcomes/{*}decvar")
        ),
        tuple((one, one.get("ident", "")) for one in element.iterfind("{*}itemfeedback")),
    )


def _response(element: Element) -> Response:
    labels = tuple((one, one.get("ident", "")) for one in element.iter("{*}response_label"))
    rendered = frozenset(local(one) for one in element if local(one).startswith("render_"))
    cardinality = element.get("rcardinality", "Single")
    return Response(element, local(element), element.get("ident", ""), cardinality, labels, rendered)


def _condition(element: Element) -> Condition:
    variables = element.find("{*}conditionvar")
    inside = [] if variables is None else list(variables.iter("*"))[1:]
    compared = tuple(one for one in inside if local(one) in _COMPARED)
    wanted = tuple(
        one
        for one in compared
        if local(one) == "varequal" and not any(local(up) == "not" for up in one.iterancestors())
    )
    return Condition(
        element,
        compared,
        wanted,
        not [one for one in inside if local(one) != "other"],
        tuple((one, (one.text or "").strip()) for one in element.iterfind("{*}setvar")),
        tuple(element.iterfind("{*}displayfeedback")),
        element.get("continue") == "Yes",
    )


def _named(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple("{*}" + name for name in names)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
