"""Whether a manifest follows the schema of its standard: lxml decides, xmlschema explains what lxml
refused."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot_scorm import schemas
from bot_scorm.diagnostics import Location, Severity
from bot_scorm.package import Package
from bot_scorm.package_manifest import ADLCP_12, CP_12, MD_12, local, namespace
from bot_scorm.package_xml import Element, XmlDocument
from bot_scorm.rules.base import Findings, rule

_PREFIX = {CP_12: "", ADLCP_12: "adlcp:", MD_12: "lom:", "http://www.w3.org/XML/1998/namespace": "xml:"}
_OURS = frozenset(_PREFIX) | {"http://www.w3.org/2001/XMLSchema-instance"}
_ORDER: Mapping[str, tuple[str, ...]] = {
    "manifest": ("metadata", "organizations", "resources", "manifest"),
    "metadata": ("schema", "schemaversion"),
    "organization": ("title", "item", "metadata"),
    "item": ("title", "item", "metadata"),
    "resource": ("metadata", "file", "dependency"),
}
_MOST = 100
"""So many findings are explained: each takes milliseconds, and a wrong tool makes the same fault thousands
of times."""
_QUOTED = re.compile(r"\w*='|'[^']*'")
_MISSING = re.compile(r"missing required attribute '([^']*)'")
_UNKNOWN = re.compile(r"attribute '([^']*)' not (?:allowed|found)")
_CLARK = re.compile(r"\{([^}]*)\}([\w.-]+)")


@rule("S12-001", Severity.ERROR, on=Package)
def follows_schema(package: Package) -> Findings:
    """The manifest has the elements and attributes that SCORM 1.2 knows, where it knows them.

    Why: a misspelt or misplaced element is not read: the mastery score, the launch file or the whole table of
    contents is silently lost. Strict systems refuse the manifest.

    Example: `<organisations>` instead of `<organizations>`, or `<resource>` without `type`.
    """
    document = package.document
    if document is None or document.root is None or not (package.manifest and package.manifest.standard):
        return
    schema = schemas.compiled("scorm12")
    if schema.validate(document.root):
        return
    forgiven = Forgiven.of(document.root)
    if not schema.validate(forgiven.root):
        yield from _explain(forgiven, document, schema.error_log)


@rule("S12-016", Severity.WARNING, on=Package)
def extension(package: Package) -> Findings:
    """The manifest has elements and attributes of IMS and ADL only.

    Why: a system leaves out what it does not know, and a strict one refuses a manifest that holds it.

    Example: `<vendor:theme xmlns:vendor="http://example.org/authoring">` that an authoring tool put there
    for itself.
    """
    told: set[str] = set()
    document = package.document
    if document is None or document.root is None:
        return
    for element in document.root.iter("*"):
        for name in (element.tag, *element.attrib):
            uri = name[1:].rpartition("}")[0]
            if uri and uri not in _OURS and uri not in told:
                told.add(uri)
                message = f"{local(element)}: systems do not read what is in the namespace {uri}."
                yield document.at(element), message


@rule("S12-017", Severity.WARNING, on=Package)
def order(package: Package) -> Findings:
    """Elements stand in the order that the schema gives.

    Why: most systems do not mind, and a strict one refuses the manifest.

    Example: `<metadata>` behind `<resources>`. It belongs at the beginning of `<manifest>`.
    """
    document = package.document
    if document is None or document.root is None:
        return
    for element in document.root.iter(f"{{{CP_12}}}*"):
        if (children := _sorted(element)) is not None:
            late = next(
                two for one, two in zip(element.iterchildren("*"), children, strict=True) if one is not two
            )
            before = next(one for one in element.iterchildren("*"))
            message = f"<{_name(late)}> has to stand before <{_name(before)}> in <{_name(element)}>."
            yield document.at(late), message


@dataclass(frozen=True, slots=True)
class Forgiven:
    """A copy of a manifest without what S12-016 and S12-017 warn of, and where its elements come from."""

    root: Element
    origin: Mapping[Element, Element]

    @classmethod
    def of(cls, manifest: Element) -> Forgiven:
        """The copy; the manifest itself stays as it is."""
        root = copy.deepcopy(manifest)
        origin = dict(zip(root.iter("*"), manifest.iter("*"), strict=True))
        for element in list(origin):
            for name in [name for name in element.attrib if name[1:].rpartition("}")[0] not in {*_OURS, ""}]:
                del element.attrib[name]
            if namespace(element) not in _OURS and namespace(element) and element is not root:
                if (parent := element.getparent()) is not None:
                    parent.remove(element)
            elif (children := _sorted(element)) is not None:
                element[:] = children
        return cls(root, origin)


def _sorted(element: Element) -> list[Element] | None:
    """The children in the schema's order; None if they are in it already, or no order is known."""
    known = _ORDER.get(local(element), ())
    if not known or namespace(element) != CP_12:
        return None
    children = list(element.iterchildren("*"))
    rank: list[int] = []
    for one in children:
        if (
            namespace(one) == CP_12
        ):  # one that is not known stays behind its neighbour, for the schema to refuse
            rank.append(known.index(_name(one)) if _name(one) in known else max(rank, default=0))
        else:
            rank.append(len(known))
    if rank == sorted(rank):
        return None
    return [one for _, one in sorted(zip(rank, children, strict=True), key=lambda pair: pair[0])]


def _explain(forgiven: Forgiven, document: XmlDocument, log: Any) -> Iterator[tuple[Location, str]]:
    told: set[tuple[Element, str]] = set()
    for error in schemas.explaining("scorm12").iter_errors(forgiven.root):
        element, cause, message = _cause(error)
        if (error.elem, cause) in told:
            continue
        if len(told) >= _MOST:
            yield document.at(document.root), f"There is more than these {_MOST}. Mend them and check again."
            return
        told.add((error.elem, cause))
        # MAN-011 tells about identifiers that stand twice, with the place of the other one.
        if not str(error.reason).startswith("duplicated value"):
            yield document.at(forgiven.origin.get(element, document.root)), message
    if not told:  # the two libraries disagree: the one that decided speaks
        for one in log:
            yield Location(document.path, one.line), _short(one.message) + "."


def _cause(error: Any) -> tuple[Element, str, str]:
    """The element to point at; a word for the cause, the same for what follows from it; a sentence."""
    element = error.elem
    if type(error).__name__ != "XMLSchemaChildrenValidationError":
        reason = _short(str(error.reason))
        about = _QUOTED.search(reason)  # xmlschema may say two things about one attribute
        cause = "content" if reason.startswith("character data") else about[0] if about else reason
        return element, cause, _about_value(element, reason)
    names = [_short(one.name) for one in error.expected or () if getattr(one, "name", None)]
    wanted = " or ".join(f"<{name}>" for name in dict.fromkeys(names))
    child = error.invalid_child
    if child is None:
        return element, "content", f"<{_name(element)}> is not complete: {wanted or 'an element'} is missing."
    message = f"<{_name(child)}> cannot stand here in <{_name(element)}>"
    known = _name(child) in _ORDER.get(local(element), ())
    return child, wanted if known else _name(child), f"{message}; {wanted} can." if wanted else f"{message}."


def _about_value(element: Element, reason: str) -> str:
    name = _name(element)
    if element.getparent() is None and "is not an element of the schema" in reason:
        return f"<{name}> has to be in the namespace {CP_12}: <manifest xmlns=…>."
    if match := _MISSING.match(reason):
        return f"<{name}> needs the attribute {match[1]}."
    if match := _UNKNOWN.match(reason):
        return f"<{name}> has no attribute {match[1]} in SCORM 1.2. Mend its name, or remove it."
    return f"<{name}>: {reason}."


def _name(element: Element) -> str:
    return _short(str(element.tag))


def _short(text: str) -> str:
    """Names with the prefix that manifests use for their namespace."""
    return _CLARK.sub(lambda match: _PREFIX.get(match[1], f"{{{match[1]}}}") + match[2], text).rstrip(".")
