"""Drawings: what an SVG file may not hold, and how large it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bot_scorm.media.faults import BROKEN, SVG, TOO_LARGE
from bot_scorm.media.headers import MediaError

MAX_BYTES = 5 * 1024 * 1024
_WIDTH = 960
"""Pixels across of a drawing that names no size of its own: it fills the column, as wide as that is."""
_NUMBER = re.compile(r"\s*([0-9]*\.?[0-9]+)(?:px)?\s*")
_FETCHED = re.compile(r"@import|url\((?![\s\"']*(?:#|data:))", re.I)
_INSIDE = re.compile(r"\s*(?:#|data:image/(?!svg))", re.I)
_ACTIVE = frozenset({"script", "foreignobject", "iframe", "handler", "listener"})


def read_svg(data: bytes) -> tuple[int, int]:
    """Checks a drawing and gives its width and height in pixels, 0 where it tells neither.

    Raises MediaError where it is no SVG, has scripts, or fetches something.
    """
    from lxml import etree

    if len(data) > MAX_BYTES:
        raise MediaError(TOO_LARGE, "The drawing is larger than 5 MiB; simplify it, or save it as PNG.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise MediaError(BROKEN, f"This is no well-formed SVG: {error.msg}.") from None
    if _name(root) != "svg":
        raise MediaError(BROKEN, "This is no SVG: its outermost element is not “svg” of that namespace.")
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise MediaError(SVG, "It declares entities; save it as “plain SVG”.")
    for fault in _faults(root):
        raise MediaError(SVG, f"It holds {fault}; save it without, as “plain SVG”.")
    return _size(root)


def _faults(root: Any) -> Iterator[str]:
    for one in root.iter():
        if not isinstance(one.tag, str):
            if "xml-stylesheet" in str(getattr(one, "target", "")):
                yield "a style sheet from elsewhere"
            continue
        name = _name(one)
        if name.lower() in _ACTIVE:
            yield f"an element “{name}”"
        if name == "style" and _FETCHED.search(_plain("".join(one.itertext()))):
            yield "styles that fetch something"
        for attribute, value in one.attrib.items():
            yield from _attribute(name, attribute.rpartition("}")[2], value)
    # What stands before the outermost element.
    for one in root.itersiblings(preceding=True):
        if "xml-stylesheet" in str(getattr(one, "target", "")):
            yield "a style sheet from elsewhere"


def _attribute(name: str, attribute: str, value: str) -> Iterator[str]:
    if attribute.lower().startswith("on"):
        yield f"a script in “{attribute}”"
    elif attribute in ("href", "src") and name != "a" and not _INSIDE.match(value):
        yield f"a reference to “{value[:60]}”"
    elif attribute in ("href", "to", "values", "from") and "script:" in value.lower():
        yield f"a script in “{attribute}”"
    elif _FETCHED.search(_plain(value)):
        yield f"a reference in “{attribute}”"


def _plain(css: str) -> str:
    """Styles without the comments and escapes in which a word can be hidden."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    return re.sub(r"\\([0-9a-fA-F]{1,6})\s?", lambda code: chr(min(int(code[1], 16), 0x10FFFF)), css)


def _name(element: Any) -> str:
    """The local name of an element of SVG, with a prefix that tells it apart if it is another's."""
    space, _, name = element.tag.rpartition("}")
    return (
        str(name) if space in ("{http://www.w3.org/2000/svg", "") or name.lower() in _ACTIVE else ":" + name
    )


def _size(root: Any) -> tuple[int, int]:
    sides = [_NUMBER.fullmatch(root.get(side, "")) for side in ("width", "height")]
    if sides[0] and sides[1]:
        return round(float(sides[0][1])), round(float(sides[1][1]))
    box = [_NUMBER.fullmatch(one) for one in re.split(r"[\s,]+", root.get("viewBox", "").strip())[2:]]
    if len(box) != 2 or not box[0] or not box[1] or not float(box[0][1]):
        return 0, 0
    return _WIDTH, round(_WIDTH * float(box[1][1]) / float(box[0][1]))
