"""A web page's elements to our blocks: what Markdown has is kept; of the rest the words, and it is said."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from bot_scorm.diagnostics import Location
from bot_scorm.model.blocks import (
    Admonition,
    Block,
    Definition,
    DefinitionList,
    Figure,
    Heading,
    ListBlock,
    MathBlock,
    Paragraph,
    Recording,
)
from bot_scorm.model.text import Text
from bot_scorm.readers.html_text import BREAK, DEPTH, Walk, escaped, tag_of, target, words_in
from bot_scorm.readers.mathml import latex_of
from bot_scorm.readers.page_parts import (
    EMBEDDED,
    INLINE,
    LOST,
    SILENT,
    alt,
    formula,
    holds_blocks,
    is_layout,
    only_image,
)
from bot_scorm.readers.page_tables import rows_of, table_of
from bot_scorm.readers.page_text import CLOSE, CODE, CODE_END, IMAGE, OPEN, inline_text
from bot_scorm.readers.page_ways import Ways

_BACKS = ("↩", "↩︎", "↑", "↵")
_CODE = frozenset({"code", "tt", "kbd", "samp"})
_MARKS = {"em": "*", "i": "*", "cite": "*", "dfn": "*", "strong": "**", "b": "**"}
_UP = dict(zip("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ", strict=True))
_DOWN = dict(zip("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True))
_WEB = re.compile(r"https?://", re.I)


class PageWalk(Walk):
    """Walks a page's tree."""

    def __init__(self, at: Location, ways: Ways, notes: Mapping[Any, str], marks: Mapping[Any, str]) -> None:
        super().__init__(at)
        self.ways = ways
        self.notes = notes
        """Elements that are the text of a footnote, which stands apart, to its label."""
        self.marks = marks
        """Elements that refer to one."""
        self.ids: dict[str, str] = {}
        """Ids of headings in the page to ours."""

    def blocks(self, element: Any, depth: int) -> Iterator[Block]:
        """The blocks in an element: its block elements, and paragraphs of what stands between them."""
        run = [escaped(element.text or "")]
        for child in element:
            tag = tag_of(child)
            if self._is_left(child, tag):
                pass
            elif tag and (tag not in INLINE or (depth < DEPTH and holds_blocks(child))):
                yield from self._paragraph(run)
                run = []
                yield from (
                    self.blocks(child, depth + 1) if tag in INLINE else self._block(child, tag, depth + 1)
                )
            else:
                run.append(self.inline(child, depth + 1))
            run.append(escaped(child.tail or ""))
        yield from self._paragraph(run)

    def _is_left(self, child: Any, tag: str) -> bool:
        """Whether an element is no part of the text; a script is said to be lost."""
        if tag in ("script", "style"):
            self.ways.lose(LOST[tag], child)
        return tag in ("script", "style") or tag in SILENT or child in self.notes

    def _block(self, element: Any, tag: str, depth: int) -> Iterable[Block]:
        if depth > DEPTH:
            return self._paragraph([escaped(words_in(element))])
        if re.fullmatch("h[1-6]", tag):
            text = self._text(self.content(element, depth))
            id = self.ids.get(element.get("id") or "", "")
            return [Heading(self.at, int(tag[1]), text, id)] if text else []
        if tag == "form":
            self.ways.lose("form", element)
        read = _READ.get(tag)
        return read(self, element, depth) if read else super()._block(element, tag, depth)

    def _text(self, source: str) -> Text:
        return Text(inline_text(source), self.at)

    def p(self, element: Any, depth: int) -> Iterable[Block]:
        """A paragraph, or the figure that one with a picture alone is."""
        image = only_image(element)
        return list(self._picture_block(image, None)) if image is not None else self.blocks(element, depth)

    def figure(self, element: Any, depth: int) -> Iterable[Block]:
        """A picture with its caption; a quotation with who said it; else what is in it, one by one."""
        caption = next(element.iter("figcaption"), None)
        origin = next(caption.iter("small"), None) if caption is not None else None
        if origin is not None and origin.get("class") == "origin":
            origin.getparent().remove(origin)
        said = self._text(self.content(caption, depth)) if caption is not None else None
        by = self._text(self.content(origin, depth)) if origin is not None else None
        if caption is not None and caption.getparent() is not None:
            caption.getparent().remove(caption)
        image = only_image(element)
        if image is not None:
            return list(self._picture_block(image, said or None, by))
        quote = element[0] if len(element) == 1 and tag_of(element[0]) == "blockquote" else None
        if quote is not None and not (element.text or "").strip():
            return [Admonition(self.at, "quote", said or None, tuple(self.blocks(quote, depth)))]
        inside = list(self.blocks(element, depth))
        return [*inside, *([Paragraph(self.at, said)] if said else [])]

    def _picture_block(self, image: Any, caption: Text | None, by: Text | None = None) -> Iterator[Block]:
        latex = formula(image)
        src = "" if latex else self.ways.picture(image.get("src") or "")
        said = self._text(escaped(alt(image)))
        if latex:
            yield MathBlock(self.at, latex)
        elif src:
            title = " ".join((image.get("title") or "").split())
            own = caption or (Text(escaped(title), self.at) if title else None)
            yield Figure(self.at, src, said, own, by)
        else:
            yield from (Paragraph(self.at, one) for one in (said, caption, by) if one)

    def list(self, element: Any, depth: int) -> Iterable[Block]:
        """A list; what stands in it outside of its items belongs to the item before."""
        bodies: list[tuple[Block, ...]] = []
        loose = False
        for child in element:
            tag = tag_of(child)
            if child in self.notes or not tag or tag in SILENT:
                continue
            inside = self.blocks(child, depth) if tag in ("li", *INLINE) else self._block(child, tag, depth)
            loose = loose or any(tag_of(one) == "p" for one in child)
            if tag == "li" or not bodies:
                bodies.append(tuple(inside))
            else:
                bodies[-1] += tuple(inside)
        start = element.get("start") or "1"
        number = int(start) if start.isascii() and start.isdecimal() and len(start) < 10 else 1
        kept = tuple(one for one in bodies if one)
        return [ListBlock(self.at, tag_of(element) == "ol", number, not loose, kept)] if kept else []

    def table(self, element: Any, depth: int) -> Iterable[Block]:
        """A table of lines of text; the blocks of one that arranges the page, cell by cell."""
        caption = next((one for one in element if tag_of(one) == "caption"), None)
        said = self._paragraph([self.content(caption, depth)]) if caption is not None else []
        rows = rows_of(element)
        cells = [cell for row in rows for cell in row]
        if not cells or len(cells) == len(rows) or any(is_layout(cell) for cell in cells):
            inside = [block for cell in cells for block in self.blocks(cell, depth + 1)]
            return [*said, *(inside if cells else self.blocks(element, depth))]
        texts = [[self._cell(cell, depth) for cell in row] for row in rows]
        return [*said, table_of(self.at, texts, rows)]

    def _cell(self, cell: Any, depth: int) -> Text:
        text = self.content(cell, depth).replace(BREAK, " ")
        return self._text(text)

    def definitions(self, element: Any, depth: int) -> Iterable[Block]:
        """A definition list."""
        items: list[Definition] = []
        for child in element.iter("dt", "dd"):
            if next(child.iterancestors("dl"), None) is not element or child in self.notes:
                continue
            if tag_of(child) == "dt" or not items:
                items.append(Definition(self._text(self.content(child, depth)), ()))
            elif body := tuple(self.blocks(child, depth)):
                items[-1] = Definition(items[-1].term, (*items[-1].bodies, body))
        whole = [one for one in items if one.term]
        if not whole or any(not one.bodies for one in whole):
            return self.blocks(element, depth)
        return [DefinitionList(self.at, tuple(whole))]

    def embedded(self, element: Any, depth: int) -> Iterable[Block]:
        """A recording, which is kept where it lies in the package; of what comes from elsewhere a link."""
        sources = [element, *element.iter("source")]
        src = next((one.get("src") or one.get("data") for one in sources if one.get("src")), "") or ""
        src = src or element.get("data") or ""
        name = element.get("aria-label") or element.get("title") or ""
        if tag_of(element) in ("video", "audio") and (kept := self.ways.recording(src)):
            title = Text(escaped(" ".join((name or kept.rpartition("/")[2]).split())), self.at)
            poster = self.ways.picture(element.get("poster") or "") if element.get("poster") else ""
            for track in element.iter("track"):
                self.ways.recording(track.get("src") or "")  # captions lie beside it
            return [Recording(self.at, kept, title, poster, (Paragraph(self.at, title),))]
        self.ways.lose("embedded frame or recording", element)
        inside = list(self.blocks(element, depth))
        address = self.ways.link(src) if src else ""
        words = escaped(" ".join(name.split())) or escaped(src)
        link = [Paragraph(self.at, Text(f"[{words}]({target(address)})", self.at))] if address else []
        return [*link, *inside]

    def content(self, element: Any, depth: int) -> str:
        """The inline Markdown of all that an element holds; blocks in it run together, with a space."""
        parts = [escaped(element.text or "")]
        for child in element:
            tag = tag_of(child)
            if not self._is_left(child, tag):
                gap = " " if tag and tag not in INLINE else ""
                parts += [gap, self.inline(child, depth + 1), gap]
            parts.append(escaped(child.tail or ""))
        return "".join(parts)

    def inline(self, element: Any, depth: int) -> str:
        """The inline Markdown of an element."""
        tag = tag_of(element)
        if element in self.marks:
            return f"[^{self.marks[element]}]"
        if depth > DEPTH:
            return escaped(words_in(element))
        if tag in LOST:
            self.ways.lose(LOST[tag], element)
        if read := _INSIDE.get(tag):
            return read(self, element, depth)
        text = self.content(element, depth)
        if tag in _MARKS and text.strip(f" \t\r\n\f{BREAK}"):
            return f"{OPEN[_MARKS[tag]]}{text}{CLOSE[_MARKS[tag]]}"
        if tag == "a" and element.get("href") and element.get("class") != "cite":
            return self._link(element, text)
        return text

    def _link(self, element: Any, text: str) -> str:
        if text.strip() in _BACKS and element.get("href").startswith("#"):
            return ""  # back to a footnote's mark, which is lost
        address = self.ways.link(element.get("href"))
        if not address:
            return text
        return f"[{text if text.strip() else escaped(address)}]({target(address)})"

    def image(self, element: Any, _: int) -> str:
        """A picture in a line."""
        if latex := formula(element):
            return f"${latex}$"
        src = self.ways.picture(element.get("src") or "")
        said = escaped(alt(element))
        return f"{IMAGE}{said}]({target(src)})" if src else said


def _raised(signs: Mapping[str, str], mark: str) -> Callable[[PageWalk, Any, int], str]:
    def read(walk: PageWalk, element: Any, depth: int) -> str:
        words = words_in(element).strip()
        if words and all(sign in signs for sign in words):
            return "".join(signs[sign] for sign in words)
        inside = walk.content(element, depth)
        return f"{mark}({inside})" if re.fullmatch(r"[\w+−-]+", words) else inside

    return read


def _code(_: PageWalk, element: Any, __: int) -> str:
    return f"{CODE}{words_in(element)}{CODE_END}"


def _options(walk: PageWalk, element: Any, depth: int) -> str:
    return " / ".join(walk.content(one, depth).strip() for one in element.iter("option"))


_READ: dict[str, Callable[[PageWalk, Any, int], Iterable[Block]]] = {
    "p": PageWalk.p,
    "figure": PageWalk.figure,
    **dict.fromkeys(("ul", "ol", "menu", "dir"), PageWalk.list),
    "table": PageWalk.table,
    "dl": PageWalk.definitions,
    **dict.fromkeys(EMBEDDED, PageWalk.embedded),
    "summary": lambda walk, one, depth: walk._paragraph(
        [f"{OPEN['**']}{walk.content(one, depth)}{CLOSE['**']}"]
    ),
}
_INSIDE: dict[str, Callable[[PageWalk, Any, int], str]] = {
    "br": lambda walk, one, depth: f"{BREAK}\n",
    "wbr": lambda walk, one, depth: "",
    "img": PageWalk.image,
    "math": lambda walk, one, depth: f"${latex}$" if (latex := latex_of(one)) else "",
    "q": lambda walk, one, depth: f"“{walk.content(one, depth)}”",
    "sup": _raised(_UP, "^"),
    "sub": _raised(_DOWN, "_"),
    "select": _options,
    "svg": lambda walk, one, depth: escaped(" ".join(map(words_in, one.iter("title", "desc", "text")))),
    **dict.fromkeys(_CODE, _code),
}
