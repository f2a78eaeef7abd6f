"""An item of QTI 1.2 while it is read: its texts, its fields to answer, and what they show."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape

from bot_scorm.diagnostics import Location
from bot_scorm.model.blocks import Blocks
from bot_scorm.package.xml import Element
from bot_scorm.readers.gift_model import blocks_of
from bot_scorm.readers.gift_text import GiftText
from bot_scorm.readers.qti12_marking import Marking
from bot_scorm.readers.qti_xml import every, name_of, parts, text_of

_BASE = re.compile(r"(?:\$|%24)IMS(?:-|_)CC(?:-|_)FILEBASE(?:\$|%24)/?")
_SOURCE = re.compile(r"(<img\b[^<>]*?\bsrc=)([\"'])(.*?)\2", re.I | re.S)
_TEXTS = ("mattext", "mat_formattedtext", "matimage", "matbreak")
FIELDS = ("response_lid", "response_str", "response_num", "response_grp", "response_xy", "response_extension")
_ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/svg+xml": "svg"}


@dataclass(slots=True)
class Item:
    """An item, with what it says under labels."""

    node: Element
    at: Location
    address: Callable[[str], str] = lambda href: href
    """From a picture's address as it is written to its name in the package."""
    embedded: dict[str, bytes] = field(default_factory=dict)
    """Pictures that lie in the documents, by the names given to them."""
    marking: Marking = field(init=False)

    def __post_init__(self) -> None:
        self.marking = Marking(self.node)

    def label(self, *names: str) -> str:
        """The entry of the first field of these names in its metadata; they may be elements, too."""
        for name in names:
            for one in every(self.node, "qtimetadatafield"):
                if first_text(one, "fieldlabel") == name:
                    return first_text(one, "fieldentry")
            if found := next(every(self.node, name), None) is not None and first_text(self.node, name):
                return str(found)
        return ""

    def labels(self, name: str) -> Iterator[str]:
        """The entries of all fields of a name."""
        for one in every(self.node, "qtimetadatafield"):
            if first_text(one, "fieldlabel") == name:
                yield first_text(one, "fieldentry")

    @property
    def presentation(self) -> Element:
        """What is shown; None if there is nothing."""
        return next(every(self.node, "presentation"), None)

    def blocks(self, *nodes: Element) -> Blocks:
        """The blocks of all materials in elements."""
        return tuple(block for one in nodes for block in blocks_of(self.material(one), self.at))

    def material(self, *nodes: Element) -> GiftText:
        """The texts in elements; the place holder of a cartridge's folder is taken off."""
        return self.joined(text for node in nodes for text in every(node, *_TEXTS))

    def joined(self, texts: Iterable[Element], placed: dict[Element, str] | None = None) -> GiftText:
        """Texts one below the other; what is ``placed`` stands for elements among them."""
        pieces = [(one, placed.get(one) if placed else None) for one in texts]
        html = any(mark is None and _is_html(one) for one, mark in pieces)
        lines = [mark if mark is not None else self._text(one, html) for one, mark in pieces]
        return GiftText("\n".join(lines), "html" if html else "plain")

    def _text(self, node: Element, html: bool) -> str:
        if name_of(node) == "matimage":
            return self._picture(node)
        if name_of(node) == "matbreak":
            return "<br>" if html else "\n"
        text = _BASE.sub("", text_of(node))
        if not _is_html(node):
            return escape(text, quote=False) if html else text
        return _SOURCE.sub(lambda one: f'{one[1]}"{escape(self.address(one[3]))}"', text)

    def _picture(self, node: Element) -> str:
        alt = escape(node.get("label", ""))
        if uri := node.get("uri"):
            return f'<img src="{escape(self.address(uri))}" alt="{alt}">'
        try:
            data = base64.b64decode("".join(text_of(node).split()), validate=True)
        except (binascii.Error, ValueError):
            data = b""
        ending = _ENDINGS.get(node.get("imagtype", "image/jpeg"), "png")
        name = f"picture-{sha256(data).hexdigest()[:8]}.{ending}"
        if data:
            self.embedded[name] = data
        return f'<img src="{name}" alt="{alt}">'

    def feedback(self, *ids: str) -> Blocks:
        """The feedback with these ids, in their order."""
        found = {one.get("ident", ""): one for one in every(self.node, "itemfeedback")}
        return self.blocks(*(found[id] for id in dict.fromkeys(ids) if id in found))

    def general(self) -> list[str]:
        """The ids of feedback that any answer shows."""
        return [
            id
            for one in self.marking.conditions
            if not decides(one)
            for id in shown(one)
        ]  # fmt: skip

    def fields(self) -> list[Element]:
        """What is to be answered, in its order."""
        return list(every(self.presentation, *FIELDS))


def decides(condition: Element) -> bool:
    """Whether a condition depends on what is answered, or sets a score."""
    tests = [one for part in parts(condition, "conditionvar") for one in parts(part)]
    return bool(parts(condition, "setvar")) or any(name_of(one) != "other" for one in tests)


def shown(condition: Element) -> list[str]:
    """The ids of feedback, no hints and no solutions, that a condition shows."""
    return [one.get("linkrefid", "") for one in parts(condition, "displayfeedback")
            if one.get("feedbacktype", "Response") == "Response"]  # fmt: skip


def _is_html(node: Element) -> bool:
    if name_of(node) == "mattext":
        return "html" in (node.get("texttype") or "").lower()
    if name_of(node) == "mat_formattedtext":
        return (node.get("type") or "").upper() == "HTML"
    return name_of(node) == "matimage"


def first_text(node: Element, name: str) -> str:
    """The text of the first element of a name; nothing if there is none."""
    return next((text_of(one) for one in every(node, name)), "")
