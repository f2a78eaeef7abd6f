"""The manifest of an IMS content package: a line and a resource for every page.

Source: IMS Content Packaging 1.1.4, information model and XML binding; IMS Meta-data 1.2.4. Content Packaging
stands without a prefix, as Moodle 4.5.6 looks for it (``mod/imscp/locallib.php``). Identifiers are made from
ids of the content.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from lxml import etree
from lxml.builder import ElementMaker

from bot_scorm.model.programme import Edition, Module
from bot_scorm.model.text import Text
from bot_scorm.writers.inline import plain
from bot_scorm.writers.manifest import short_title, words

CP = "http://www.imsglobal.org/xsd/imscp_v1p1"
MD = "http://www.imsglobal.org/xsd/imsmd_v1p2"
SHARED = "style"
"""The identifier of the resource that all pages depend on."""
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_CP = ElementMaker(namespace=CP)
_MD = ElementMaker(namespace=MD, nsmap={"imsmd": MD})


@dataclass(frozen=True, slots=True)
class Line:
    """A page in the tree: ``files`` are its names in the package, its own the first."""

    id: str
    title: str
    files: tuple[str, ...]


def module_items(module: Module, cover: Line, pages: Sequence[Line]) -> tuple[Any, list[Any]]:
    """The item of a module with those of its pages below it, and their resources."""
    item = _item(cover.id, short_title(module.title))
    item.extend(_item(one.id, short_title(Text(one.title, module.at))) for one in pages)
    return item, [_resource(one) for one in (cover, *pages)]


def read_items(xml: bytes) -> tuple[list[Any], list[Any]]:
    """The items of one of our manifests, and the resources that they lead to."""
    root = etree.fromstring(xml)
    items = root.findall(f"{{{CP}}}organizations/{{{CP}}}organization/{{{CP}}}item")
    resources = root.findall(f"{{{CP}}}resources/{{{CP}}}resource")
    return items, [one for one in resources if one.get("identifier") != SHARED]


def manifest(
    edition: Edition,
    module: Module | None,
    items: Iterable[Any],
    resources: Iterable[Any],
    shared: Iterable[str],
) -> bytes:
    """The XML of the manifest of a module's package, or, without ``module``, of the programme's."""
    programme = edition.programme
    id = f"{programme.id}.{module.id}" if module else programme.id
    title = (module or programme).title
    root = etree.Element(f"{{{CP}}}manifest", {"identifier": f"pages-{id}"}, nsmap={None: CP})
    root.append(
        _CP.metadata(_CP.schema("IMS Content"), _CP.schemaversion("1.1.4"), _lom(edition, module, title))
    )
    organization = _CP.organization(_CP.title(short_title(title)), *items, identifier=f"org-{id}")
    root.append(_CP.organizations(organization, default=f"org-{id}"))
    style = _CP.resource(
        *(_CP.file(href=_href(name)) for name in sorted(shared)), identifier=SHARED, type="webcontent"
    )
    root.append(_CP.resources(*resources, style))
    etree.indent(root)
    body: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=False)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + body + b"\n"


def _item(id: str, title: str) -> Any:
    return _CP.item(_CP.title(title), identifier=f"item-{id}", identifierref=id)


def _resource(page: Line) -> Any:
    return _CP.resource(
        *(_CP.file(href=_href(name)) for name in page.files),
        _CP.dependency(identifierref=SHARED),
        identifier=page.id,
        type="webcontent",
        href=_href(page.files[0]),
    )


def _lom(edition: Edition, module: Module | None, title: Text) -> Any:
    language, programme = edition.language, edition.programme
    general = _MD.general(_MD.title(_langstring(plain(title), language)), _MD.language(language))
    if module and module.summary:
        general.append(_MD.description(_langstring(plain(module.summary), language)))
    competences = dict.fromkeys(word for one in edition for word in one.competences)
    general.extend(_MD.keyword(_langstring(word, language)) for word in competences)
    lom = _MD.lom(general)
    if programme.version:
        lom.append(_MD.lifecycle(_MD.version(_langstring(programme.version, "x-none"))))
    if programme.licence:
        lom.append(_MD.rights(_MD.description(_langstring(programme.licence, language))))
    return lom


def _langstring(text: str, language: str) -> Any:
    return _MD.langstring(words(text), {_LANG: language})


def _href(name: str) -> str:
    return quote(name, safe="/-._~!$'()*+,;=@")
