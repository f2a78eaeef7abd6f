"""What elements of web pages are, and what stands in them."""

from __future__ import annotations

import re
from typing import Any

from bot_scorm.readers.html_text import INLINE as _INLINE
from bot_scorm.readers.html_text import tag_of, words_in

INLINE = _INLINE | {
    "area", "button", "canvas", "data", "input", "map", "math", "meter", "nobr", "option", "output",
    "picture", "progress", "ruby", "rb", "rt", "rp", "select", "svg", "textarea", "wbr",
}  # fmt: skip
SILENT = frozenset({"title", "head", "template", "link", "meta", "base", "source", "track", "param", "col"})
LOST = {
    "script": "script", "style": "style sheet", "input": "form field", "select": "form field",
    "textarea": "form field", "button": "form field", "canvas": "drawing", "svg": "drawing",
}  # fmt: skip
EMBEDDED = frozenset({"iframe", "embed", "object", "video", "audio", "frame"})


def holds_blocks(element: Any) -> bool:
    """Whether an element that belongs in a line holds one that does not."""
    inside = (one for one in element.iterdescendants() if not _is_part(tag_of(one)))
    return any(next(one.iterancestors("math", "svg"), None) is None for one in inside)


def _is_part(tag: str) -> bool:
    return not tag or tag in INLINE or tag in SILENT or tag in LOST


def only_image(element: Any) -> Any:
    """The picture that is all there is in an element; None if there is more, or none."""
    images = list(element.iter("img"))
    if len(images) != 1 or words_in(element).strip() or any(True for _ in element.iter("a", *EMBEDDED)):
        return None
    return images[0]


def alt(image: Any) -> str:
    """What stands for a picture: without words about it, the name of its file."""
    said = image.get("alt") or image.get("title") or ""
    src = image.get("src") or ""
    name = re.sub(r"[_-]+", " ", "" if src.startswith("data:") else src.rpartition("/")[2].partition(".")[0])
    return " ".join((said if said.strip() else name).split()) or "…"


def formula(image: Any) -> str:
    """The LaTeX that Canvas keeps beside the picture of a formula."""
    return " ".join((image.get("data-equation-content") or "").replace("$", "").split())


def is_layout(cell: Any) -> bool:
    """Whether a cell holds more than a line of text."""
    tags = [tag_of(one) for one in cell.iterdescendants()]
    many = sum(tag in ("p", "div") for tag in tags) > 1
    return many or any(
        tag in ("ul", "ol", "dl", "table", "pre", "blockquote", "figure", "hr") or re.fullmatch("h[1-6]", tag)
        for tag in tags
    )
