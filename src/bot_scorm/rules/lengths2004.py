"""How long texts may be in SCORM 2004: the smallest permitted maxima of the Content Aggregation Model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot_scorm.diagnostics import Severity
from bot_scorm.namespaces import ADLCP_2004, ADLSEQ, IMSSS
from bot_scorm.package.manifest import XML_BASE, local, namespace
from bot_scorm.package.view import Package
from bot_scorm.package.xml import Element
from bot_scorm.rules.base import Findings, rule

_ATTRIBUTES: Mapping[str, int] = {
    "href": 2000,
    "identifierref": 2000,
    XML_BASE: 2000,
    "parameters": 1000,
    "type": 1000,
    "structure": 200,
    "version": 20,
    "objectiveID": 4000,
    "targetObjectiveID": 4000,
    "referencedObjective": 4000,
    "targetID": 4000,
}
_TEXTS: Mapping[str, int] = {
    "title": 200,
    "schema": 100,
    "schemaversion": 20,
    "location": 2000,
    "dataFromLMS": 4000,
}
_PREFIX = {ADLCP_2004: "adlcp:", IMSSS: "imsss:", ADLSEQ: "adlseq:"}


@rule("S24-010", Severity.WARNING, on=Package)
def lengths(package: Package) -> Findings:
    """No text is longer than every system must be able to store.

    Why: the standard says how much a system has to take at least, such as 200 characters of a title, 1000 of
    `parameters`, 2000 of an address and 4000 of launch data. What is longer may be cut off.

    Example: a title of 230 characters.
    """
    document = package.document
    if document is None or document.root is None:
        return
    for element in dict.fromkeys(
        (document.root, *_with_long_attribute(document.root), *_texts(document.root))
    ):
        for what, length, limit in _too_long(element):
            message = f"{what} has {length} characters; systems need not store more than {limit}."
            yield document.at(element), message


def _with_long_attribute(root: Element) -> Iterator[Element]:
    yield from root.xpath("//*[@*[string-length(.) > 200]]")  # much faster than to look at each in Python


def _texts(root: Element) -> Iterator[Element]:
    home = namespace(root)
    yield from root.iter(*(f"{{{uri}}}{name}" for uri in (home, ADLCP_2004) for name in _TEXTS))


def _too_long(element: Element) -> Iterator[tuple[str, int, int]]:
    name = _PREFIX.get(namespace(element), "") + local(element)
    for attribute, value in element.attrib.items():
        if len(value) > (limit := _ATTRIBUTES.get(attribute, len(value))):
            yield f"{attribute.rpartition('}')[2]} of <{name}>", len(value), limit
    limit = _TEXTS.get(local(element), 0)
    if limit and (length := len("".join(element.itertext()))) > limit:
        yield f"<{name}>", length, limit
