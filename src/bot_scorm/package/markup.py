"""HTML that stands as text in XML, as topics and questions hold it: the pictures and files that it shows."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

_SOURCES = {"img": "src", "audio": "src", "video": "src", "source": "src", "track": "src", "embed": "src",
            "object": "data", "iframe": "src"}  # fmt: skip
MOST = 2_000_000
"""So many characters of a text are looked at."""


def pictures(markup: str) -> Iterator[str]:
    """Addresses of pictures, sound and film in HTML, in order; those with their bytes in them left out."""
    if "<" not in markup:
        return
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_pis=True)
    try:
        root = etree.fromstring(markup[:MOST].encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:  # nothing but comments
        return
    for one in () if root is None else root.iter(*_SOURCES):
        address = (one.get(_SOURCES[one.tag]) or "").strip()
        if address and not address.lower().startswith("data:"):
            yield address
