"""Rules about what an item in QTI 2 shows: its body, its feedback, and the names in it.

Source: IMS QTI 2.1, information model, section 6 (content model) and 9 (variables).
"""

from __future__ import annotations

import re

from bot_scorm.diagnostics import Severity
from bot_scorm.package.items import BUILT_IN, Papers
from bot_scorm.package.manifest import local, namespace
from bot_scorm.package.xml import Element
from bot_scorm.rules.base import Findings, rule

_NAMED = (
    "http://www.w3.org/",
    "https://www.w3.org/",
    "http://www.imsglobal.org/",
    "http://www.imsproject.org/",
)
"""How the namespaces of QTI and of what it names begin."""
_IDENTIFIER = re.compile(r"[^\W\d][\w.\-·]*$")
_INLINE = frozenset({
    "abbr", "acronym", "b", "big", "cite", "code", "dfn", "em", "i", "kbd", "q", "samp", "small",
    "span", "strong", "sub", "sup", "tt", "var", "h1", "h2", "h3", "h4", "h5", "h6", "p", "pre",
    "address", "dt", "caption", "a", "prompt", "gapText", "inlineChoice", "hottext", "feedbackInline",
    "templateInline",
})  # fmt: skip
"""Elements that hold a line of text."""
_BLOCKS = frozenset({
    "p", "pre", "address", "blockquote", "div", "dl", "ol", "ul", "table", "hr", "h1", "h2", "h3", "h4",
    "h5", "h6", "feedbackBlock", "templateBlock", "rubricBlock", "infoControl", "positionObjectStage",
    "associateInteraction", "choiceInteraction", "drawingInteraction", "extendedTextInteraction",
    "gapMatchInteraction", "graphicAssociateInteraction", "graphicGapMatchInteraction",
    "graphicOrderInteraction", "hotspotInteraction", "hottextInteraction", "matchInteraction",
    "mediaInteraction", "orderInteraction", "selectPointInteraction", "sliderInteraction",
    "uploadInteraction",
})  # fmt: skip
"""Elements that stand by themselves, never in a line of text."""
_BLOCKS_ONLY = frozenset({"itemBody", "blockquote", "gapMatchInteraction", "hottextInteraction"})
"""Elements that hold no text of their own."""


@rule("QTI-217", Severity.ERROR, on=Papers)
def feedback_has_variable(papers: Papers) -> Findings:
    """Feedback, and what a template shows or hides, hangs on a variable that is declared.

    Why: it is never shown.

    Example: `<modalFeedback outcomeIdentifier="FEEDBACK" …>` without
    `<outcomeDeclaration identifier="FEEDBACK">`.
    """
    for item in papers.items:
        for one in item.root.iter("*"):
            for attribute, kind in (("outcomeIdentifier", "outcome"), ("templateIdentifier", "template")):
                name = one.get(attribute)
                known = item.by_name.get(name or "")
                right = (known is not None and known.kind == kind) or (kind == "outcome" and name in BUILT_IN)
                if name and not right and local(one) != "outcomeMaximum":
                    yield item.at(one), f"No {kind} {name} is declared, on which <{local(one)}> hangs."


@rule("QTI-219", Severity.WARNING, on=Papers)
def identifier_form(papers: Papers) -> Findings:
    """An identifier starts with a letter or `_` and has only letters, digits, `.`, `-` and `_`.

    Why: strict systems refuse an item with another, many take it.

    Example: `identifier="1a"`. Write `identifier="a1"`.
    """
    for paper in papers.all:
        told = set()
        for one in paper.root.iter("*") if paper.root is not None else ():
            name = one.get("identifier")
            if name is not None and name not in told and not _IDENTIFIER.match(name) and namespace(one):
                told.add(name)
                yield (
                    paper.at(one),
                    f"{name!r} has to start with a letter and hold only letters, digits, . - _",
                )


@rule("QTI-220", Severity.WARNING, on=Papers)
def stands_where_it_may(papers: Papers) -> Findings:
    """Text stands in paragraphs, and what stands by itself does not stand in a line of text.

    Why: it is how QTI has HTML. Strict systems refuse the item, others show it in disorder.

    Example: `<itemBody>What is trust?</itemBody>`: put the words into `<p>`. `<p><choiceInteraction
    …></p>`: put it beside the paragraph.
    """
    for item in papers.items:
        body = item.root.find("{*}itemBody")
        for one in body.iter("*") if body is not None else ():
            parent = one.getparent()
            if namespace(one) != namespace(item.root):
                continue
            if local(one) in _BLOCKS_ONLY and _own_text(one):
                message = f"<{local(one)}> holds text, and may hold paragraphs only. Put the text into <p>."
                yield item.at(one), message
            if local(one) in _BLOCKS and local(parent) in _INLINE and namespace(parent) == namespace(one):
                yield item.at(one), f"<{local(one)}> cannot stand in <{local(parent)}>. Put it beside that."


@rule("QTI-221", Severity.WARNING, on=Papers)
def asks_something(papers: Papers) -> Findings:
    """An item has a body with something in it.

    Why: learners see an empty page.

    Example: `<assessmentItem>` without `<itemBody>`.
    """
    for item in papers.items:
        body = item.root.find("{*}itemBody")
        if body is None or not len(body):
            yield item.at(), "The item shows nothing: it has no <itemBody>, or an empty one."


@rule("QTI-222", Severity.WARNING, on=Papers)
def extension(papers: Papers) -> Findings:
    """Items and tests have elements and attributes of QTI and of standards that it names only.

    Why: a system leaves out what it does not know, and with it what is inside. Formulas in MathML and
    speech in SSML may stand in an item.

    Example: `<tool:prompt xmlns:tool="http://example.org/tool">`.
    """
    for paper in papers.all:
        told: set[str] = set()
        for one in paper.root.iter("*") if paper.root is not None else ():
            for name in (str(one.tag), *one.attrib):
                uri = name[1:].rpartition("}")[0]
                if uri and uri not in told and not uri.startswith(_NAMED):
                    told.add(uri)
                    yield paper.at(one), f"{local(one)}: systems do not read what is in the namespace {uri}."


def _own_text(element: Element) -> bool:
    texts = [element.text, *(one.tail for one in element)]
    return any((one or "").strip() for one in texts)
