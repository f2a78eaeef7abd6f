"""HTML pages of ours as XHTML, which e-books are written in (EPUB 3.3, section 6.1)."""

from __future__ import annotations

from typing import Any

from lxml import etree, html

from bot_scorm.writers.manifest import printable

XHTML = "http://www.w3.org/1999/xhtml"
EPUB = "http://www.idpf.org/2007/ops"
MATHML = "http://www.w3.org/1998/Math/MathML"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def xhtml(page: bytes) -> bytes:
    """A whole HTML document in UTF-8 as XHTML: the same elements, in their namespaces."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True)
    root = html.document_fromstring(printable(page.decode()).encode(), parser=parser)
    new = _copy(root, XHTML, {None: XHTML, "epub": EPUB})
    new.set(_XML_LANG, root.get("lang", ""))
    body: bytes = etree.tostring(new, encoding="UTF-8", xml_declaration=False)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n' + body + b"\n"


def _copy(element: Any, space: str, nsmap: dict[str | None, str]) -> Any:
    if element.tag == "math":
        space, nsmap = MATHML, {None: MATHML}
    new = etree.Element(f"{{{space}}}{element.tag}", nsmap=nsmap)
    for name, value in element.attrib.items():
        if name == "charset":
            new.set(name, "utf-8")
        elif name.startswith("epub:"):
            new.set(f"{{{EPUB}}}{name.removeprefix('epub:')}", value)
        elif name != "xmlns":
            new.set(name, value)
    new.text, new.tail = element.text, element.tail
    for child in element:
        new.append(_copy(child, space, nsmap))
    return new
