"""The manifest of a SCORM 1.2 package: one SCO for each module, and the player that they share.

Source: SCORM 1.2 Content Aggregation Model, sections 2.2 (meta-data) and 2.3 (content packaging). Names are
written as Moodle 4.5.6 looks for them: Content Packaging without a prefix, ADL's elements as ``adlcp:``.
Identifiers are made from content ids alone: an LMS keeps what learners did under the item's identifier.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from lxml import etree
from lxml.builder import ElementMaker

from bot_scorm.model.programme import Edition, Module
from bot_scorm.model.text import Text
from bot_scorm.package.manifest import ADLCP_12, CP_12, MD_12
from bot_scorm.writers.inline import plain

MAX_TITLE = 200
MAX_VERSION = 20
XSI = "http://www.w3.org/2001/XMLSchema-instance"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_SCHEMA_LOCATION = f"{CP_12} imscp_rootv1p1p2.xsd {MD_12} imsmd_rootv1p2p1.xsd {ADLCP_12} adlcp_rootv1p2.xsd"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BETWEEN_ENTITIES = re.compile(r"(?<=[&<>]) (?=[&<>])")

_CP = ElementMaker(namespace=CP_12)
_ADLCP = ElementMaker(namespace=ADLCP_12)
_MD = ElementMaker(namespace=MD_12, nsmap={"imsmd": MD_12})


@dataclass(frozen=True, slots=True)
class Sco:
    """A module as a package shows it: ``files`` are its names in the package, the first one is opened."""

    module: Module
    files: tuple[str, ...]
    mastery_score: str
    """From 0 to 100; empty if nothing in the module counts."""
    after: str = ""
    """The id of the module to finish first; empty if there is none."""


def manifest(
    edition: Edition,
    module: Module | None,
    scos: Sequence[Sco],
    shared: Iterable[str],
    schema_location: bool,
) -> bytes:
    """The XML of the manifest of a module's package, or, without ``module``, of the programme's.

    ``shared`` are the names of the files that all SCOs need. With ``schema_location`` the manifest says
    where in the package the official schemas lie.
    """
    programme = edition.programme
    id = f"{programme.id}.{module.id}" if module else programme.id
    title = short_title((module or programme).title)
    root = etree.Element(
        f"{{{CP_12}}}manifest",
        {"identifier": f"course-{id}"},
        nsmap={None: CP_12, "adlcp": ADLCP_12} | ({"xsi": XSI} if schema_location else {}),
    )
    if 0 < len(programme.version) <= MAX_VERSION:
        root.set("version", words(programme.version))
    if schema_location:
        root.set(f"{{{XSI}}}schemaLocation", _SCHEMA_LOCATION)
    root.append(
        _CP.metadata(
            _CP.schema("ADL SCORM"),
            _CP.schemaversion("1.2"),
            _lom(edition, module, [sco.files[0] for sco in scos]),
        )
    )
    organization = _CP.organization(_CP.title(title), *(_item(sco) for sco in scos), identifier=f"org-{id}")
    root.append(_CP.organizations(organization, default=f"org-{id}"))
    root.append(_CP.resources(*(_resource(sco) for sco in scos), _shared(shared)))
    return printed(root)


def printed(root: Any) -> bytes:
    """An XML document with its declaration, indented."""
    body: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=False, pretty_print=True)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + body


def _item(sco: Sco) -> Any:
    item = _CP.item(
        _CP.title(short_title(sco.module.title)),
        identifier=f"item-{sco.module.id}",
        identifierref=f"sco-{sco.module.id}",
        isvisible="true",
    )
    if sco.after:
        item.append(_ADLCP.prerequisites(f"item-{sco.after}", type="aicc_script"))
    if sco.mastery_score:
        item.append(_ADLCP.masteryscore(sco.mastery_score))
    return item


def _resource(sco: Sco) -> Any:
    resource = _CP.resource(
        *(_CP.file(href=href(name)) for name in sco.files),
        _CP.dependency(identifierref="player"),
        identifier=f"sco-{sco.module.id}",
        type="webcontent",
        href=href(sco.files[0]),
    )
    resource.set(f"{{{ADLCP_12}}}scormtype", "sco")
    return resource


def _shared(names: Iterable[str]) -> Any:
    resource = _CP.resource(
        *(_CP.file(href=href(name)) for name in sorted(names)), identifier="player", type="webcontent"
    )
    resource.set(f"{{{ADLCP_12}}}scormtype", "asset")
    return resource


def _lom(edition: Edition, module: Module | None, launches: Sequence[str]) -> Any:
    """What the package is about, in IMS Meta-data 1.2.1, whose order is fixed."""
    programme, language = edition.programme, edition.language
    lom = _MD.lom(_general(edition, module))
    lifecycle = _MD.lifecycle()
    if programme.version:
        lifecycle.append(_MD.version(_langstring(programme.version, "x-none")))
    lifecycle.append(_term("status", "Final"))
    if programme.publisher:
        card = _MD.vcard(vcard(programme.publisher))
        lifecycle.append(_MD.contribute(_term("role", "Publisher"), _MD.centity(card)))
    lom.append(lifecycle)
    lom.append(_MD.metametadata(_MD.metadatascheme("ADL SCORM 1.2"), _MD.language(language)))
    lom.append(
        _MD.technical(_MD.format("text/html"), *(_MD.location(href(one), type="URI") for one in launches))
    )
    educational = _MD.educational()
    if minutes := sum(one.duration for one in edition):
        educational.append(_MD.typicallearningtime(_MD.datetime(f"PT{minutes // 60}H{minutes % 60}M")))
    educational.append(_MD.language(language))
    lom.append(educational)
    if programme.licence:
        lom.append(
            _MD.rights(
                _term("copyrightandotherrestrictions", "yes"),
                _MD.description(_langstring(programme.licence, language)),
            )
        )
    for one in module.outcomes if module else ():
        lom.append(
            _MD.classification(
                _term("purpose", "Educational Objective"),
                _MD.description(_langstring(plain(one.text), language)),
            )
        )
    return lom


def _general(edition: Edition, module: Module | None) -> Any:
    language = edition.language
    general = _MD.general(_MD.title(_langstring(plain((module or edition.programme).title), language)))
    general.append(_MD.language(language))
    if module and module.summary:
        general.append(_MD.description(_langstring(plain(module.summary), language)))
    competences = dict.fromkeys(word for one in edition for word in one.competences)
    general.extend(_MD.keyword(_langstring(word, language)) for word in competences)
    return general


def _langstring(text: str, language: str) -> Any:
    return _MD.langstring(words(text), {_LANG: language})


def _term(name: str, value: str) -> Any:
    """A word of the vocabulary that IMS Meta-data comes with."""
    return _MD(name, _MD.source(_langstring("LOMv1.0", "x-none")), _MD.value(_langstring(value, "x-none")))


def href(name: str) -> str:
    """The address of a file of the package."""
    return quote(name, safe="/-._~!$'()*+,;=@")


def vcard(publisher: str) -> str:
    """An organisation as RFC 2426 writes it."""
    name = re.sub(r"([\\,;])", r"\\\1", words(publisher))
    return f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nORG:{name}\nEND:VCARD"


def words(text: str) -> str:
    """A text on one line, without the control characters that XML cannot carry."""
    return " ".join(printable(text).split())


def printable(text: str) -> str:
    """A text without the control characters that XML cannot carry."""
    return _NOT_XML.sub("", text)


def short_title(text: Text) -> str:
    """A title as the table of contents of an LMS takes it: plain, on one line, cut at 200 characters.

    Moodle drops a piece of text that is only white space, and reads pieces split at entities: a space between
    two characters that XML has to escape is therefore one that does not break.
    """
    title = _BETWEEN_ENTITIES.sub("\N{NO-BREAK SPACE}", words(plain(text)))
    return title if len(title) <= MAX_TITLE else title[: MAX_TITLE - 1].rstrip() + "…"
