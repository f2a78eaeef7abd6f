"""Elements of a Moodle backup, and the numbers by which its files know each other."""

from __future__ import annotations

import calendar
import hashlib
from collections.abc import Mapping

from lxml import etree

from bot_scorm.archive import BytesSource, timestamp
from bot_scorm.package.xml import Element
from bot_scorm.writers.xml_nodes import element

NULL = "$@NULL@$"
"""How a backup says that a field is empty (``backup/util/xml/xml_writer.class.php``, 4.5.6)."""
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'
"""By just these characters Moodle knows its own backups (``backup/util/helper/convert_helper.class.php``)."""
HTML = "1"
"""Moodle's number of the format HTML."""


def number(*names: str) -> int:
    """The number of what has these names: the same in every build, and in a module and in the programme.

    48 bits: among the 20,000 numbers of a large programme two are equal once in a million programmes.
    """
    digest = hashlib.blake2b("\0".join(names).encode(), digest_size=6).digest()
    return int.from_bytes(digest, "big") | 1 << 40


def stamp(*names: str) -> str:
    """Moodle's mark of something in a question bank; by it a site knows what it has already."""
    return f"bot-pack+{hashlib.blake2b(chr(0).join(names).encode(), digest_size=12).hexdigest()}"


def now() -> int:
    """The one time of everything, in seconds since 1970."""
    return calendar.timegm(timestamp())


def fields(tag: str, values: Mapping[str, object], *children: Element, **attributes: object) -> Element:
    """An element with one child for each field, None as an empty one; ``children`` stand behind them."""
    made = element(tag, **{name: str(value) for name, value in attributes.items()})
    made.extend(element(name, NULL if value is None else str(value)) for name, value in values.items())
    made.extend(children)
    return made


def several(tag: str, *children: Element) -> Element:
    """An element that holds a list; white space keeps an empty one from being read as an empty field."""
    return element(tag, "" if children else "\n", *children)


def file_of(root: Element) -> BytesSource:
    """The file of an element."""
    etree.indent(root, "  ")
    return BytesSource(_DECLARATION + bytes(etree.tostring(root, encoding="UTF-8")) + b"\n")
