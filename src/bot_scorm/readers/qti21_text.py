"""The content of items of QTI 2 as HTML, and that as blocks and texts of our model."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape

from bot_scorm.diagnostics import Location
from bot_scorm.model.blocks import Blocks, Paragraph
from bot_scorm.model.text import Text
from bot_scorm.model.walk import texts_of
from bot_scorm.package.xml import Element
from bot_scorm.readers.gift_model import first_words
from bot_scorm.readers.gift_text import GiftText
from bot_scorm.readers.html_text import html_blocks
from bot_scorm.readers.qti_xml import name_of, text_of

_AGAIN = {name: name for name in ("figure", "figcaption", "section")}
"""Classes that our writer gives to what stands for HTML that QTI does not know."""
_LEFT_OUT = frozenset({
    "rubricBlock", "feedbackBlock", "feedbackInline", "templateBlock", "templateInline", "stylesheet",
    "printedVariable", "infoControl", "endAttemptInteraction", "label",
})  # fmt: skip
_VOID = frozenset({"br", "hr", "img", "col"})
_ALT = re.compile(r'<img\b[^<>]*?\balt="([^"<>]*)"[^<>]*>')
_KEPT = ("src", "alt", "href", "colspan", "rowspan", "scope", "align", "start", "style")


def first_of(text: GiftText) -> str:
    """The words at the beginning of a text, a picture being its alternative text."""
    return first_words(GiftText(_ALT.sub(r"\1", text.text), text.format))


@dataclass(frozen=True, slots=True)
class Reading:
    """How the content of one item is read."""

    at: Location
    address: Callable[[str], str]
    """From the address of a picture as it is written to its name in the package."""
    placed: Mapping[Element, str] = field(default_factory=dict)
    """What stands for an element: for an interaction in a line the mark of a gap, for a block its prompt."""

    def html(self, node: Element) -> str:
        """What an element holds, as HTML."""
        return "".join(self._inside(node))

    def html_of(self, node: Element) -> str:
        """An element as HTML."""
        return "".join(self._element(node, name_of(node)))

    def blocks(self, *nodes: Element) -> Blocks:
        """The blocks in elements."""
        return tuple(block for node in nodes for block in html_blocks(self.html(node).strip(), self.at))

    def text(self, node: Element) -> Text:
        """The content of an element as one text."""
        found = html_blocks(self.html(node).strip(), self.at)
        if len(found) == 1 and isinstance(found[0], Paragraph):
            return found[0].text
        return Text(" ".join(one.source.replace("\n", " ") for one in texts_of(found)), self.at)

    def _inside(self, node: Element) -> Iterator[str]:
        yield escape(node.text or "", quote=False)
        for child in node:
            if child in self.placed:
                yield self.placed[child]
            elif (name := name_of(child)) and name not in _LEFT_OUT:
                yield from self._element(child, name)
            yield escape(child.tail or "", quote=False)

    def _element(self, node: Element, name: str) -> Iterator[str]:
        if name == "object":
            if node.get("type", "").startswith("image/"):
                yield f'<img src="{self._address(node.get("data", ""))}" alt="{escape(text_of(node))}">'
            else:
                yield from self._inside(node)
            return
        tag = _AGAIN.get(node.get("class", ""), name)
        attributes = "".join(
            f' {key}="{self._address(value) if key == "src" else escape(value)}"'
            for key in _KEPT
            if (value := node.get(key)) is not None
        )
        yield f"<{tag}{attributes}>"
        if tag not in _VOID:
            yield from self._inside(node)
            yield f"</{tag}>"

    def _address(self, source: str) -> str:
        return escape(self.address(source))
