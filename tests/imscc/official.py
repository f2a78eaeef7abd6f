"""The official schemas and Schematron rules of Common Cartridge 1.1, which are never shipped."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree, isoschematron

_SCH = "http://purl.oclc.org/dsdl/schematron"
_FILES = {
    "imsmanifest": "ccv1p1_imscp_v1p2_v1p0.xsd",
    "questions": "ccv1p1_qtiasiv1p2p1_v1p0.xsd",
    "topic": "ccv1p1_imsdt_v1p1.xsd",
    "link": "ccv1p1_imswl_v1p1.xsd",
    "tool": "imslticc_v1p0p1.xsd",
}


class _Beside(etree.Resolver):  # type: ignore[misc] # lxml ships no types
    """Finds the files that a schema imports beside it, whatever address it names."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__()

    def resolve(self, url: str, public_id: str, context: Any) -> Any:
        local = self.folder / url.rsplit("/", 1)[-1]
        return self.resolve_filename(str(local), context) if local.is_file() else None


@dataclass(frozen=True)
class Official:
    """A schema and the rules inside it."""

    schema: Any
    rules: Any

    def faults(self, root: Any) -> list[str]:
        """What both have to say about a document."""
        said = [] if self.schema.validate(root) else [str(one) for one in self.schema.error_log]
        if self.rules is not None and not self.rules.validate(root):
            said += [" ".join("".join(one.itertext()).split()) for one in _failed(self.rules)]
        return said


def official(folder: Path) -> dict[str, Official]:
    """The kind of a document to what holds for it."""
    return {kind: _load(folder, name) for kind, name in _FILES.items()}


def _load(folder: Path, name: str) -> Official:
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Beside(folder))
    tree = etree.parse(str(folder / name), parser)
    return Official(etree.XMLSchema(tree), _rules(tree))


def _rules(tree: Any) -> Any:
    """The rules in a schema's notes, without what is not ISO Schematron; None if there are none."""
    parts = tree.xpath("//sch:ns | //sch:pattern", namespaces={"sch": _SCH})
    if not parts:
        return None
    for node in (one for part in parts for one in part.iter("{*}rule", "{*}assert")):
        for name in ("context", "test"):  # they name the types of 1.0, so that they would never speak
            if said := node.get(name):
                node.set(name, re.sub(r"(imscc|imsdt|imswl)_xmlv1p0", r"\1_xmlv1p1", said))
    root = etree.Element(f"{{{_SCH}}}schema", nsmap={"sch": _SCH})
    for part in parts:
        part.attrib.pop("name", None)
        root.append(part)
    for node in root.iter(f"{{{_SCH}}}pattern", f"{{{_SCH}}}rule"):
        node.attrib.pop("abstract", None)
    return isoschematron.Schematron(root, validate_schema=False, store_report=True)


def _failed(rules: Any) -> list[Any]:
    found: list[Any] = rules.validation_report.xpath("//*[local-name() = 'failed-assert']")
    return found
