"""What packages of QTI 1.2 and 2.1 have in common: their manifest, and what they cannot hold of a quiz."""

from __future__ import annotations

from lxml import etree
from lxml.builder import ElementMaker

from bot_scorm.diagnostics import Report, Rule
from bot_scorm.model import SECTIONS
from bot_scorm.model.programme import Edition, Module, Quiz, wire_id
from bot_scorm.namespaces import CP_OTHER, LOM
from bot_scorm.package.xml import Element
from bot_scorm.writers.fragments import plain
from bot_scorm.writers.losses import Losses, LossRules
from bot_scorm.writers.xml_nodes import legal

CP = ElementMaker(namespace=CP_OTHER, nsmap={None: CP_OTHER, "imsmd": LOM})
"""Makes elements of a manifest."""
META = ElementMaker(namespace=LOM)
"""Makes elements of its metadata."""


def string(text: str, language: str) -> Element:
    """A text of the metadata in a language."""
    return META.string(legal(text), language=language)


def manifest(
    edition: Edition, module: Module, prefix: str, schema: tuple[str, str], resources: list[Element]
) -> bytes:
    """The manifest of a module's package; ``schema`` is the name and the version that it says it follows."""
    title = META.title(string(plain(module.title), edition.language))
    metadata = CP.metadata(CP.schema(schema[0]), CP.schemaversion(schema[1]), META.lom(META.general(title)))
    id = f"{prefix}.{wire_id(edition.programme.id, module.id)}"
    root = CP.manifest(metadata, CP.organizations(), CP.resources(*resources), identifier=id)
    etree.indent(root, "  ")
    body: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=False)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + body + b"\n"


def tell_settings(quiz: Quiz, rules: LossRules, report: Report, *, answers: bool) -> None:
    """Says which settings of a quiz have no place; ``answers`` if when they are shown is among them."""
    losses = Losses()
    if quiz.attempts:
        losses.lost.append("how often the quiz may be taken")
    if quiz.grade != "best":
        losses.lost.append("which attempt counts")
    if answers and quiz.show_answers == "end":
        losses.changed.append("the LMS says when answers are shown")
    losses.report(report, quiz.at, quiz.id, rules)


def tell_empty(module: Module, rule: Rule, report: Report) -> None:
    """Says that a module of the curriculum has no question; other sections need none."""
    if module.section == SECTIONS[0]:
        report.add(rule, module.at, f"“{module.id}” has no question, so it has no QTI package.")
