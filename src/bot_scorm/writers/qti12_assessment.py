"""Documents of QTI 1.2: a quiz as an assessment, with what is drawn and mixed, and banks of questions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from lxml import etree

from bot_scorm.model.programme import Module, Page, Quiz, wire_id
from bot_scorm.package.xml import Element
from bot_scorm.writers.fragments import plain
from bot_scorm.writers.gift_escape import decimal
from bot_scorm.writers.qti12_pen import el
from bot_scorm.writers.qti12_questions import XML_LANG, FullItem, metadata

ASI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"


def write_assessment(quiz: Quiz, module: Module, items: Sequence[FullItem], language: str) -> bytes:
    """The document of a quiz; ``items`` are those of it, in its order.

    Those of which some are drawn stand in sections of their own. As in the player, a question with several
    such tags has to be drawn for each: it is taken under the first.
    """
    title = plain(quiz.title) or quiz.id
    groups: dict[str, list[FullItem]] = {tag: [] for tag in quiz.draw}
    parts: list[Element] = []
    for one in items:
        tag = next((tag for tag in quiz.draw if tag in one.question.tags), None)
        if tag is None:
            parts.append(one.node)
            continue
        if not groups[tag]:
            parts.append(el("section", ident=f"draw_{[*quiz.draw].index(tag) + 1}", title=tag))
        groups[tag].append(one)
    most = sum((one.question.points for one in items), Fraction(0))
    for section in parts:
        if section.tag == "section":
            tag = section.get("title", "")
            many = min(quiz.draw[tag], len(groups[tag]))
            section.append(_drawn(many))
            section.extend([one.node for one in groups[tag]])
            most -= sum(sorted(one.question.points for one in groups[tag])[: len(groups[tag]) - many])
    switch = "No" if quiz.show_answers == "never" else "Yes"
    inside = [
        metadata([("role", quiz.role)]),
        el("assessmentcontrol", hintswitch="Yes", solutionswitch=switch, feedbackswitch=switch),
        _outcomes(quiz, module, most),
        el("section", *_mixed(quiz), *parts, ident="root_section", title=title),
    ]
    node = el("assessment", *inside, ident=wire_id(module.id, quiz.id), title=title)
    node.set(XML_LANG, language)
    return _document(node)


def write_bank(module: Module, pages: Iterable[tuple[Page, Sequence[FullItem]]]) -> bytes:
    """The document of the questions on pages that are no quiz: a section a page."""
    sections = [
        el(
            "section",
            *(one.node for one in items),
            ident=wire_id(module.id, page.id),
            title=plain(page.title) or page.id,
        )
        for page, items in pages
    ]
    return _document(el("objectbank", *sections, ident=wire_id(module.id, "bank")))


def _outcomes(quiz: Quiz, module: Module, most: Fraction) -> Element:
    """The sum of what its items earn, and where the quiz is passed."""
    passed = {"cutvalue": decimal(most * module.pass_mark / 100)} if quiz.role == "after" else {}
    score = el("decvar", varname="SCORE", vartype="Decimal", defaultval="0", minvalue="0",
               maxvalue=decimal(most), **passed)  # fmt: skip
    return el("outcomes_processing", el("outcomes", score), scoremodel="SumOfScores")


def _mixed(quiz: Quiz) -> list[Element]:
    return [el("selection_ordering", el("order", order_type="Random"))] if quiz.shuffle else []


def _drawn(many: int) -> Element:
    chosen = el("selection", el("selection_number", str(many)))
    return el("selection_ordering", chosen, el("order", order_type="Random"))


def _document(body: Element) -> bytes:
    """A document of QTI: all elements get its namespace."""
    for node in body.iter():
        node.tag = f"{{{ASI}}}{node.tag}"
    root = etree.Element(f"{{{ASI}}}questestinterop", nsmap={None: ASI})
    root.append(body)
    etree.cleanup_namespaces(root)
    etree.indent(root, "  ")
    text: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=False)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + text + b"\n"
