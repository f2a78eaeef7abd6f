"""Elements of QTI 2.1, among them the HTML that it knows; and numbers and patterns as it writes them.

Source: IMS Question and Test Interoperability 2.1, information model (2.1 is XHTML in QTI's own namespace).
"""

from __future__ import annotations

import re
from fractions import Fraction

from lxml import etree, html

from bot_scorm.package.xml import Element
from bot_scorm.writers.xhtml import MATHML
from bot_scorm.writers.xml_nodes import legal

QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_KNOWN = frozenset({
    "a", "abbr", "acronym", "address", "b", "big", "blockquote", "br", "caption", "cite", "code", "col",
    "colgroup", "dd", "dfn", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img",
    "kbd", "li", "ol", "p", "pre", "q", "samp", "small", "span", "strong", "sub", "sup", "table", "tbody",
    "td", "tfoot", "th", "thead", "tr", "tt", "ul", "var",
})  # fmt: skip
"""HTML that an item may hold (information model, 5.2)."""
_INSTEAD = {"figure": "div", "figcaption": "p", "section": "div"}
"""What stands for HTML that QTI does not know; anything else becomes a span."""
_KEPT = {
    "img": ("src", "alt", "width", "height"),
    "a": ("href",),
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan", "scope"),
}
_PIECE = re.compile(r"\\[\\*]|\s+|.", re.S)
_SAFE = {"$": "[$]", "/": "[/]", "^": "[\\^]"}
"""Signs that some systems escape once more (TAO does ``$`` and ``^``), written so that this does no harm."""
_SPECIAL = frozenset("\\|.?*+(){}[]-^$/")
_APOSTROPHES = "'\u2018\u2019"
ANYTHING = "[\\s\\S]*"


def node(tag: str, *inside: str | Element, **attributes: str) -> Element:
    """An element with elements, or with text."""
    made = etree.Element(f"{{{QTI}}}{tag}", {name: legal(value) for name, value in attributes.items()})
    for one in inside:
        if isinstance(one, str):
            made.text = legal(one)
        else:
            made.append(one)
    return made


def fill(parent: Element, markup: str, placed: dict[str, Element] | None = None) -> Element:
    """Puts HTML into an element; ``placed`` stands in for elements ``<gap id=…>``."""
    root = html.fragment_fromstring(legal(markup), create_parent="div")
    _copy_into(parent, root, placed or {})
    return parent


def _copy_into(new: Element, old: Element, placed: dict[str, Element]) -> None:
    new.text = old.text
    for child in old:
        made = _copied(child, placed)
        made.tail = child.tail
        new.append(made)


def _copied(old: Element, placed: dict[str, Element]) -> Element:
    tag = str(old.tag)
    if tag == "gap":
        return placed[old.get("id", "")]
    if tag == "math":
        return _formula(old)
    made = node(tag if tag in _KNOWN else _INSTEAD.get(tag, "span"))
    for name in _KEPT.get(tag, ()):
        if value := old.get(name):
            made.set(name, value)
    if tag == "img":
        made.set("alt", old.get("alt", ""))
    if made.tag != f"{{{QTI}}}{tag}":
        made.set("class", tag)
    _copy_into(made, old, placed)
    return made


def _formula(old: Element) -> Element:
    made = etree.Element(f"{{{MATHML}}}{old.tag}", {k: v for k, v in old.attrib.items() if k != "xmlns"})
    made.text = old.text
    for child in old:
        part = _formula(child)
        part.tail = child.tail
        made.append(part)
    return made


def document(root: Element) -> bytes:
    """The whole file; it names no schema, as none of our packages does."""
    top = etree.Element(root.tag, dict(root.attrib), nsmap={None: QTI})
    top.extend(list(root))
    etree.indent(top, "  ", level=0) if top.find(f"{{{QTI}}}itemBody") is None else _indent(top)
    etree.cleanup_namespaces(top)
    body: bytes = etree.tostring(top, encoding="UTF-8", xml_declaration=False)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + body + b"\n"


def _indent(top: Element) -> None:
    """Indents what holds no text: white space among a learner's words is theirs."""
    top.text = "\n  "
    for child in top:
        if etree.QName(child).localname not in ("itemBody", "modalFeedback"):
            etree.indent(child, "  ", level=1)
        child.tail = "\n  "
    top[-1].tail = "\n"


def number(value: Fraction) -> str:
    """A number as a double holds it, without an end of zeros."""
    return format(float(value), ".15g")


def identifier(id: str) -> str:
    """The identifier of something inside an item: it never begins with a digit."""
    return "a_" + id.replace("-", "_")


def expression(pattern: str, case: bool) -> str:
    """The regular expression (XML Schema 1.0, part 2, F) of a pattern of a short answer: ``*`` is anything.

    White space at the ends does not count, nor how much there is between words.
    """
    inside = "".join(_piece(one, case) for one in _PIECE.findall(pattern.strip()))
    return f"\\s*{inside}\\s*"


def _piece(piece: str, case: bool) -> str:
    if piece == "*":
        return ANYTHING
    if piece.isspace():
        return "\\s+"
    sign = piece[-1]
    if sign in _SPECIAL:
        return _SAFE.get(sign, f"\\{sign}")
    if sign in _APOSTROPHES:
        return f"[{_APOSTROPHES}]"
    both = dict.fromkeys((sign, sign.lower(), sign.upper()))
    return sign if case or len(both) == 1 else f"({'|'.join(both)})"


def unstarred(pattern: str) -> str | None:
    """The text that a pattern without a star stands for; None if there is a star."""
    pieces = _PIECE.findall(pattern.strip())
    return None if "*" in pieces else "".join(one[-1] if one[0] == "\\" else one for one in pieces)


def literal(text: str) -> str:
    """A text as a pattern that matches nothing else."""
    return text.replace("\\", "\\\\").replace("*", "\\*")
