"""QTI 2.1: a content package with an item for every question of a module, and a test for every quiz.

Source: IMS Question and Test Interoperability 2.1, assessment test, section and item information model, and
its content packaging profile.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from lxml import etree
from lxml.builder import ElementMaker

from bot_scorm.archive import Artifact, BytesSource, FileSource, Source
from bot_scorm.diagnostics import Report
from bot_scorm.model import SECTIONS
from bot_scorm.model.programme import Edition, Module, Quiz, wire_id
from bot_scorm.package import MANIFEST
from bot_scorm.package_xml import Element
from bot_scorm.writers.base import Writer
from bot_scorm.writers.fragments import plain
from bot_scorm.writers.losses import QTI21, QTI21_EMPTY, Losses
from bot_scorm.writers.qti21_items import WrittenItem, write_item
from bot_scorm.writers.qti21_test import test_id, write_test
from bot_scorm.writers.xml_nodes import legal

CP = "http://www.imsglobal.org/xsd/imscp_v1p1"
LOM = "http://ltsc.ieee.org/xsd/LOM"
_CP = ElementMaker(namespace=CP, nsmap={None: CP, "imsmd": LOM})
_LOM = ElementMaker(namespace=LOM)


class Qti21Writer:
    """The format ``qti21``."""

    name = "qti21"

    def write(self, edition: Edition, report: Report) -> Artifact | None:
        """The package of one module; None if it has no question."""
        (whole,) = edition
        module = whole.for_learners()
        files: dict[str, Source] = {}
        resources: list[Element] = []
        tests: list[Element] = []
        for page in module.pages:
            made = (
                write_item(one, module.id, page.prose, module.media, edition, report)
                for one in page.questions
            )
            items = [one for one in made if one is not None]
            for item in items:
                files[item.name] = BytesSource(item.xml)
                files |= {one.name: one.source or FileSource(one.path) for one in item.media.values()}
                resources.append(_item_resource(item, edition.language))
            if isinstance(page, Quiz) and items:
                _tell(page, report)
                name = f"{test_id(module, page)}.xml"
                files[name] = BytesSource(write_test(page, module, items))
                role = _LOM.lom(_LOM.general(_LOM.keyword(_string(f"role:{page.role}", edition.language))))
                id, kind = test_id(module, page), "imsqti_test_xmlv2p1"
                tests.append(_resource(id, kind, [name], items, _CP.metadata(role)))
        if not files:
            if module.section == SECTIONS[0]:
                message = f"“{module.id}” has no question, so it has no QTI package."
                report.add(QTI21_EMPTY, module.at, message)
            return None
        files[MANIFEST] = BytesSource(_manifest(edition, module, [*tests, *resources]))
        return Artifact(self.name, edition.language, module.id, ".zip", files)

    def join(self, edition: Edition, parts: Mapping[str, Artifact], report: Report) -> Artifact | None:
        """None: a question bank is filled module by module."""
        return None


WRITER: Writer = Qti21Writer()


def _tell(quiz: Quiz, report: Report) -> None:
    """Says which settings of a quiz a test has no place for."""
    losses = Losses()
    if quiz.attempts:
        losses.lost.append("how often the quiz may be taken")
    if quiz.grade != "best":
        losses.lost.append("which attempt counts")
    losses.report(report, quiz.at, quiz.id, QTI21)


def _item_resource(item: WrittenItem, language: str) -> Element:
    """An item with what its own file has no place for: tags and outcome are keywords."""
    question = item.question
    tags = [*question.tags, *([f"outcome:{question.outcome}"] if question.outcome else [])]
    general = _LOM.general(_LOM.title(_string(item.title, language)))
    general.extend(_LOM.keyword(_string(tag, language)) for tag in tags)
    metadata = _CP.metadata(_LOM.lom(general))
    return _resource(item.id, "imsqti_item_xmlv2p1", [item.name, *sorted(item.media)], (), metadata)


def _resource(
    id: str, type: str, names: list[str], needs: Iterable[WrittenItem], metadata: Element = None
) -> Element:
    made = _CP.resource(identifier=id, type=type, href=quote(names[0]))
    if metadata is not None:
        made.append(metadata)
    made.extend(_CP.file(href=quote(name)) for name in names)
    made.extend(_CP.dependency(identifierref=one.id) for one in needs)
    return made


def _manifest(edition: Edition, module: Module, resources: list[Element]) -> bytes:
    title = _LOM.title(_string(plain(module.title), edition.language))
    metadata = _CP.metadata(
        _CP.schema("QTIv2.1 Package"), _CP.schemaversion("1.0.0"), _LOM.lom(_LOM.general(title))
    )
    id = f"qti.{wire_id(edition.programme.id, module.id)}"
    root = _CP.manifest(metadata, _CP.organizations(), _CP.resources(*resources), identifier=id)
    etree.indent(root, "  ")
    body: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=False)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + body + b"\n"


def _string(text: str, language: str) -> Element:
    return _LOM.string(legal(text), language=language)
