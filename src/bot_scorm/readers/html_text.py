"""HTML from question files back into our blocks and inline Markdown.

Our own fragments come back as they were; of anything else the words stay, and the markup that Markdown has.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from typing import Any

from bot_scorm.diagnostics import Location
from bot_scorm.model.blocks import (
    Block,
    Blocks,
    Code,
    Definition,
    DefinitionList,
    Figure,
    Heading,
    ListBlock,
    Paragraph,
    Quote,
    Rule,
    Table,
)
from bot_scorm.model.text import Text
from bot_scorm.readers.mathml import latex_of

_ANY = re.compile(r"[\\`*\[\]$_<&\n\x00-\x08\x0b-\x1f]|^[#>+=~:|\d\s-]|^$|\s$")
"""Without any of these, a text is Markdown as it stands."""
_SPECIAL = re.compile(r"[\\`*\[\]$]|(?<![^\W_])(?<!\s)_|_(?![^\W_])(?!\s)|<(?=[a-zA-Z/!?])|&(?=#?\w+;)")
_LINE_START = re.compile(r"^([#>+=-]|~{3}|:{3}|\|)|^(\d{1,9})(?=[.)](?:\s|$))", re.M)
_LINE_ENDS = re.compile(r"[ \t\r\f]*\n[ \t\r\f]*")
BREAK = "\ue001"
"""Stands for the backslash of a hard line break until the paragraph is whole."""
_EDGE = BREAK + " \t\r\n\f"
# Characters that no XML holds, which end a parser's text early.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ue001\ufffe\uffff]")
_BLANK = re.compile(r"\n{2,}")
DEPTH = 60
"""Elements deeper than this are read as their words alone."""
INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "del", "dfn", "em",
    "font", "i", "img", "ins", "kbd", "label", "mark", "math", "q", "s", "samp", "small", "span",
    "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
))  # fmt: skip
_BARE = re.compile(r"[^\s()<>\\\"']+")
_MARKS = {"em": "*", "i": "*", "cite": "*", "dfn": "*", "strong": "**", "b": "**"}
_CODE = frozenset({"code", "tt", "kbd", "samp"})
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
SILENT = frozenset({"script", "style", "title", "head", "template"})


def html_blocks(html: str, at: Location) -> Blocks:
    """The blocks of a fragment; every one is at the place given."""
    inside = html[3:-4] if html.startswith("<p>") and html.endswith("</p>") else html
    if not _ANY.search(inside):
        return (Paragraph(at, Text(inside, at)),)
    if "<" not in inside and "\n\n" not in inside:
        text = escaped(unescape(inside) if "&" in inside else inside).strip()
        return (Paragraph(at, Text(text, at)),) if text else ()
    return tuple(Walk(at).blocks(parse_html(html), 0))


def plain_blocks(text: str, at: Location) -> Blocks:
    """The paragraphs of plain text; a line end in one is kept."""
    parts = (escaped(part.strip()).replace("\n", "\\\n") for part in re.split(r"\n[ \t]*\n", text))
    return tuple(Paragraph(at, Text(part, at)) for part in parts if part)


def escaped(text: str) -> str:
    """Text as inline Markdown that shows it, with the spaces at line ends taken off."""
    if not _ANY.search(text):
        return text
    text = CONTROL.sub("\ufffd", text).replace("\r", " ")
    if "\n" in text:
        text = _BLANK.sub("\n", _LINE_ENDS.sub("\n", text))
    text = _SPECIAL.sub(r"\\\g<0>", text)
    return _LINE_START.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\", text)


def parse_html(html: str) -> Any:
    """The body of a page or fragment; an empty one where nothing can be made of it."""
    from lxml import etree
    from lxml import html as lxml_html

    clean = CONTROL.sub("\ufffd", html)
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        return lxml_html.document_fromstring(f"<body>{clean}</body>".encode(), parser=parser).body
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError, IndexError):
        return lxml_html.Element("body")


class Walk:
    """Walks a tree of elements."""

    def __init__(self, at: Location) -> None:
        self.at = at

    def blocks(self, element: Any, depth: int) -> Iterator[Block]:
        """The blocks in an element: its block elements, and paragraphs of what stands between them."""
        run = [escaped(element.text or "")]
        for child in element:
            tag = tag_of(child)
            if tag in SILENT:
                pass
            elif tag in INLINE or not tag:
                run.append(self.inline(child, depth + 1))
            else:
                yield from self._paragraph(run)
                run = []
                yield from self._block(child, tag, depth + 1)
            run.append(escaped(child.tail or ""))
        yield from self._paragraph(run)

    def _block(self, element: Any, tag: str, depth: int) -> Iterable[Block]:
        if depth > DEPTH:
            return self._paragraph([escaped(words_in(element))])
        if tag in _HEADINGS:
            return [Heading(self.at, _HEADINGS[tag], self._text(self.content(element, depth)))]
        read = _BLOCKS.get(tag)
        return read(self, element, depth) if read else self.blocks(element, depth)

    def _paragraph(self, run: list[str]) -> Iterable[Block]:
        text = self._text("".join(run))
        return [Paragraph(self.at, text)] if text.source else []

    def _text(self, source: str) -> Text:
        return Text(source.strip(_EDGE).replace(BREAK, "\\"), self.at)

    def p(self, element: Any, depth: int) -> Iterable[Block]:
        """A paragraph, or the figure that one with a picture alone is."""
        if len(element) == 1 and tag_of(element[0]) == "img" and not words_in(element).strip():
            return [self._figure(element[0], None)]
        return self.blocks(element, depth)

    def figure(self, element: Any, depth: int) -> Iterable[Block]:
        """A picture with its caption."""
        image, caption = element.find(".//img"), element.find("figcaption")
        if image is None:
            return self.blocks(element, depth)
        text = self._text(self.content(caption, depth)) if caption is not None else None
        return [self._figure(image, text or None)]

    def _figure(self, image: Any, caption: Text | None) -> Figure:
        alt = " ".join(escaped(image.get("alt", "")).split())
        return Figure(self.at, image.get("src", ""), Text(alt, self.at), caption)

    def list(self, element: Any, depth: int) -> Iterable[Block]:
        """A list; with paragraphs in its items it is loose."""
        items = [one for one in element if tag_of(one) == "li"]
        start = element.get("start", "1")
        number = int(start) if start.isdecimal() and len(start) < 10 else 1
        tight = all(tag_of(child) != "p" for item in items for child in item)
        bodies = tuple(tuple(self.blocks(item, depth)) for item in items)
        return [ListBlock(self.at, tag_of(element) == "ol", number, tight, bodies)]

    def quote(self, element: Any, depth: int) -> Iterable[Block]:
        """A block quote."""
        return [Quote(self.at, tuple(self.blocks(element, depth)))]

    def code(self, element: Any, _: int) -> Iterable[Block]:
        """A code block."""
        return [Code(self.at, "", words_in(element))]

    def rule(self, _: Any, __: int) -> Iterable[Block]:
        """A thematic break."""
        return [Rule(self.at)]

    def table(self, element: Any, depth: int) -> Iterable[Block]:
        """A table; the first row is its head."""
        rows = [[cell for cell in row if tag_of(cell) in ("td", "th")] for row in element.iter("tr")]
        rows = [row for row in rows if row]
        if not rows:
            return self.blocks(element, depth)
        width = max(map(len, rows))
        texts = [
            [self._text(self.content(cell, depth).replace(BREAK, "").replace("\n", " ")) for cell in row]
            for row in rows
        ]
        head, *body = [(*row, *[self._text("")] * (width - len(row))) for row in texts]
        align = [_align(cell) for cell in rows[0]] + [""] * (width - len(rows[0]))
        return [Table(self.at, tuple(align), head, tuple(body))]

    def definitions(self, element: Any, depth: int) -> Iterable[Block]:
        """A definition list."""
        items: list[Definition] = []
        for child in element:
            if tag_of(child) == "dt" or not items:
                items.append(Definition(self._text(self.content(child, depth)), ()))
            else:
                body = tuple(self.blocks(child, depth))
                items[-1] = Definition(items[-1].term, (*items[-1].bodies, body))
        return [DefinitionList(self.at, tuple(items))]

    def content(self, element: Any, depth: int) -> str:
        """The inline Markdown of all that an element holds; blocks in it run together."""
        parts = [escaped(element.text or "")]
        for child in element:
            if tag_of(child) not in SILENT:
                parts.append(self.inline(child, depth + 1))
            parts.append(escaped(child.tail or ""))
        return "".join(parts)

    def inline(self, element: Any, depth: int) -> str:
        """The inline Markdown of an element."""
        tag = tag_of(element)
        if depth > DEPTH:
            return escaped(words_in(element))
        if tag == "br":
            return f"{BREAK}\n"
        if tag == "img":
            return f"![{escaped(element.get('alt', ''))}](<{_address(element.get('src', ''))}>)"
        if tag == "math" and (latex := latex_of(element)):
            return f"${latex}$"
        if tag in _CODE:
            return _code_span(words_in(element))
        text = self.content(element, depth)
        if tag == "a" and element.get("href"):
            return f"[{text}](<{_address(element.get('href'))}>)"
        bare = text.strip(_EDGE)
        if tag not in _MARKS or not bare:
            return text
        left, right = text[: len(text) - len(text.lstrip(_EDGE))], text[len(text.rstrip(_EDGE)) :]
        return f"{left}{_MARKS[tag]}{bare}{_MARKS[tag]}{right}"


_BLOCKS: dict[str, Callable[[Walk, Any, int], Iterable[Block]]] = {
    "p": Walk.p,
    "figure": Walk.figure,
    "ul": Walk.list,
    "ol": Walk.list,
    "blockquote": Walk.quote,
    "pre": Walk.code,
    "hr": Walk.rule,
    "table": Walk.table,
    "dl": Walk.definitions,
}


def tag_of(element: Any) -> str:
    """The name of an element; empty for a comment."""
    return element.tag if isinstance(element.tag, str) else ""


def words_in(element: Any) -> str:
    """All text in an element."""
    return "".join(element.itertext())


def _align(cell: Any) -> str:
    found = re.search(r"text-align:\s*(left|center|right)", cell.get("style", ""))
    align = found[1] if found else cell.get("align", "")
    return align if align in ("left", "center", "right") else ""


def target(address: str) -> str:
    """An address as it stands behind a link's words."""
    return address if _BARE.fullmatch(address) else f"<{address}>"


def _address(href: str) -> str:
    return re.sub(r"[<>\\\n]", lambda found: f"%{ord(found[0]):02X}", href)


def _code_span(text: str) -> str:
    """A code span: more backticks around than inside, and a space where it begins or ends in one."""
    if not text.strip():
        return text
    text = text.replace("\n", " ")
    ticks = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    space = " " if text[0] in "` " or text[-1] in "` " else ""
    return f"{ticks}{space}{text}{space}{ticks}"


def plain_text(text: str) -> str:
    """Plain text as inline Markdown that shows it."""
    return escaped(text)
