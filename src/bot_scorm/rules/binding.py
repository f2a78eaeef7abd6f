"""Whether a manifest follows the schema of a standard: lxml decides, xmlschema explains what lxml refused.

What systems forgive is taken out first, for rules of its own to warn of: elements of strangers, another
order, and metadata of nothing.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot_scorm import schemas
from bot_scorm.diagnostics import Location
from bot_scorm.package.manifest import local, namespace
from bot_scorm.package.xml import Element, XmlDocument
from bot_scorm.rules.base import Findings

XML = "http://www.w3.org/XML/1998/namespace"
_ALWAYS = frozenset({XML, "http://www.w3.org/2001/XMLSchema-instance"})
_MOST = 100
"""So many findings are explained: each takes milliseconds, and a wrong tool makes the same fault thousands
of times."""
_LARGE = 50_000
"""Elements of a document above which what is refused is not explained: that would take seconds."""
_QUOTED = re.compile(r"\w*='|'[^']*'")
_MISSING = re.compile(r"missing required attribute '([^']*)'")
_UNKNOWN = re.compile(r"(?:attribute )?'([^']*)' (?:attribute )?not (?:allowed|found)")
_TOLD_ELSEWHERE = re.compile(
    r"atomic type 'xs:ID(?:REF)?'|\[facet 'maxLength'\]|attribute 'href': .* of the (?:local )?atomic type"
    r"|organization': Missing child element"
)
"""What official schemas refuse and systems forgive: MAN-007, MAN-012, MAN-017, S12-011, S24-011, S24-012 and
SEQ-001 tell of it."""
_BOUND = re.compile(r"(less than or equal|greater or equal) than (?:Decimal\('([^']*)'\)|(\S+))")
"""How xmlschema names a bound."""
_CLARK = re.compile(r"\{([^}]*)\}([\w.-]+)")


def first_of(findings: Findings) -> Findings:
    """The first findings in many documents, then that there is more: each takes milliseconds to explain."""
    for count, (at, message) in enumerate(findings, 1):
        if count > _MOST:
            yield at, f"There is more than these {_MOST}. Mend them and check again."
            return
        yield at, message


@dataclass(frozen=True)
class Binding:
    """How a standard is written down in XML."""

    standard: str
    """The folder of its schema."""
    name: str
    """As people call it."""
    prefixes: Mapping[str, str]
    """Its namespaces, to the prefix that manifests use; the first is that of ``root``."""
    order: Mapping[str, tuple[str, ...]]
    """Elements in Clark notation, to the order of those children that are in their own namespace."""
    root: str = "manifest"
    apart: frozenset[str] = frozenset()
    """Elements in Clark notation that are checked apart."""
    idle: frozenset[str] = frozenset()
    """Elements in Clark notation in which tools leave a ``<metadata>`` that has no place there and does no
    harm."""

    @property
    def home(self) -> str:
        """The namespace of the root."""
        return next(iter(self.prefixes))

    def follows(self, document: XmlDocument, root: Element = None, *, official: Any = None) -> Findings:
        """What the schema refuses in a document, or in one element of it.

        Where there is an ``official`` schema, it decides, but for what other rules tell better.
        """
        top = document.root if root is None else root
        if official is not None:
            yield from self._by_official(official, document, top)
            return
        schema = schemas.compiled(self.standard)
        if schema.validate(top):
            return
        forgiven = Forgiven.of(top, self)
        if not schema.validate(forgiven.root):
            yield from _Explanation(self, forgiven, document).of(schema.error_log)

    def _by_official(self, official: Any, document: XmlDocument, top: Element) -> Findings:
        forgiven = Forgiven.of(top, self)
        if official.validate(forgiven.root):
            return
        left = [one for one in official.error_log if not _TOLD_ELSEWHERE.search(one.message)]
        if left and not schemas.compiled(self.standard).validate(forgiven.root):
            yield from _Explanation(self, forgiven, document).of(left)
        else:
            for one in left[:_MOST]:
                yield Location(document.path, one.line), self.short(one.message) + "."

    def strangers(self, document: XmlDocument) -> Iterator[tuple[Element, str]]:
        """The first element that uses a namespace which is not the standard's, for each such namespace."""
        told = {namespace(document.root)}  # of a root that is not the standard's, the schema tells
        seen: set[str] = set()
        for element in document.root.iter("*"):
            for name in (element.tag, *element.attrib):
                if name in seen:
                    continue
                seen.add(name)
                uri = name[1:].rpartition("}")[0]
                if uri and uri not in self.prefixes and uri not in _ALWAYS and uri not in told:
                    told.add(uri)
                    yield element, uri

    def displaced(self, document: XmlDocument) -> Findings:
        """Elements that stand behind one that belongs behind them."""
        if schemas.compiled(self.standard).validate(document.root):
            return  # quicker than a look at each element, and the schema knows the order
        for element in document.root.iter(*self.order, *self.idle):
            for one in element.iterchildren("*") if element.tag in self.idle else ():
                if self.is_idle(one):
                    message = f"<metadata> has no place in <{self.short(str(element.tag))}>. Remove it."
                    yield document.at(one), message
            if (children := self.sorted(element)) is not None:
                pairs = zip(self.children(element), children, strict=True)
                before, late = next((one, two) for one, two in pairs if one is not two)
                names = [self.short(str(one.tag)) for one in (late, before, element)]
                message = f"<{names[0]}> has to stand before <{names[1]}> in <{names[2]}>."
                yield document.at(late), message

    def sorted(self, element: Element) -> list[Element] | None:
        """The children in the schema's order; None if they are in it already, or no order is known."""
        known = self.order.get(str(element.tag), ())
        if not known:
            return None
        home = namespace(element)
        children = self.children(element)
        rank: list[int] = []
        for one in children:
            if namespace(one) == home:  # one that is not known stays, for the schema to refuse
                name = local(one)
                rank.append(known.index(name) if name in known else max(rank, default=0))
            else:
                rank.append(len(known))
        if rank == sorted(rank):
            return None
        return [one for _, one in sorted(zip(rank, children, strict=True), key=lambda pair: pair[0])]

    def is_idle(self, element: Element) -> bool:
        """Whether it is metadata where nothing is described by it."""
        parent = element.getparent()
        return parent is not None and parent.tag in self.idle and local(element) == "metadata"

    def children(self, element: Element) -> list[Element]:
        """What is in an element, without strangers."""
        uris = {*self.prefixes, ""}
        return [one for one in element.iterchildren("*") if namespace(one) in uris]

    def short(self, text: str) -> str:
        """Names with the prefix that manifests use for their namespace."""
        return _CLARK.sub(
            lambda match: self.prefixes.get(match[1], f"{{{match[1]}}}") + match[2], text
        ).rstrip(".")


@dataclass(frozen=True, slots=True)
class Forgiven:
    """A copy of a manifest without what systems forgive, and where its elements come from."""

    root: Element
    origin: Mapping[Element, Element]

    @classmethod
    def of(cls, manifest: Element, binding: Binding) -> Forgiven:
        """The copy; the manifest itself stays as it is."""
        root = copy.deepcopy(manifest)
        origin = dict(zip(root.iter("*"), manifest.iter("*"), strict=True))
        ours = {*binding.prefixes, *_ALWAYS}
        for element in reversed(list(origin)):  # strangers go before what they stand in is sorted
            for name in [name for name in element.attrib if name[1:].rpartition("}")[0] not in {*ours, ""}]:
                del element.attrib[name]
            foreign = namespace(element) and namespace(element) not in ours
            if (foreign or element.tag in binding.apart or binding.is_idle(element)) and element is not root:
                if (parent := element.getparent()) is not None:
                    parent.remove(element)
            elif (children := binding.sorted(element)) is not None:
                element[:] = children
        return cls(root, origin)


@dataclass(frozen=True, slots=True)
class _Explanation:
    """Puts into words what the schema refuses."""

    binding: Binding
    forgiven: Forgiven
    document: XmlDocument

    def of(self, log: Any) -> Iterator[tuple[Location, str]]:
        told: set[tuple[Element, str]] = set()
        at = self.document.at
        top = self.forgiven.origin.get(self.forgiven.root)
        large = len(self.document.places) > _LARGE
        schema = None if large else schemas.explaining(self.binding.standard)
        for error in () if schema is None else schema.iter_errors(self.forgiven.root):
            element, cause, message = self._cause(error)
            if (error.elem, cause) in told:
                continue
            if len(told) >= _MOST:
                yield at(top), f"There is more than these {_MOST}. Mend them and check again."
                return
            told.add((error.elem, cause))
            yield at(self.forgiven.origin.get(element, top)), message
        if not told:  # it is too large, or the two libraries disagree: the one that decided speaks
            for one in log[:_MOST]:
                yield Location(self.document.path, one.line), self.binding.short(one.message) + "."

    def _cause(self, error: Any) -> tuple[Element, str, str]:
        """The element to point at; a word for the cause, the same for what follows from it; a sentence."""
        element = error.elem
        if type(error).__name__ != "XMLSchemaChildrenValidationError":
            reason = self.binding.short(str(error.reason))
            about = _QUOTED.search(reason)  # xmlschema may say two things about one attribute
            cause = "content" if reason.startswith("character data") else about[0] if about else reason
            return element, cause, self._about_value(element, reason)
        names = [self.binding.short(one.name) for one in error.expected or () if getattr(one, "name", None)]
        wanted = " or ".join(f"<{name}>" for name in dict.fromkeys(names))
        child = error.invalid_child
        if child is None:
            lacking = wanted or "an element"
            return element, "content", f"<{self._name(element)}> is not complete: {lacking} is missing."
        message = f"<{self._name(child)}> cannot stand here in <{self._name(element)}>"
        known = self._name(child) in self.binding.order.get(str(element.tag), ())
        full = f"{message}; {wanted} can." if wanted else f"{message}."
        return child, wanted if known else self._name(child), full

    def _about_value(self, element: Element, reason: str) -> str:
        name = self._name(element)
        if element.getparent() is None and "is not an element of the schema" in reason:
            return (
                f"<{local(element)}> has to be in the namespace {self.binding.home}:"
                f" <{self.binding.root} xmlns=…>."
            )
        if match := _MISSING.match(reason):
            return f"<{name}> needs the attribute {match[1]}."
        if match := _UNKNOWN.match(reason):
            return (
                f"<{name}> has no attribute {match[1]} in {self.binding.name}. Mend its name, or remove it."
            )
        return f"<{name}>: {_BOUND.sub(_bound, reason)}."

    def _name(self, element: Element) -> str:
        return self.binding.short(str(element.tag))


def _bound(found: re.Match[str]) -> str:
    return f"{'at most' if found[1].startswith('less') else 'at least'} {found[2] or found[3]}"
