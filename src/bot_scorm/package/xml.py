"""Reads XML that nobody vouches for: no document type, no entities, no network, bounded in size and depth.

Expat runs first: it knows the column of every start tag, which lxml does not, and stops at the first thing
that we do not read. What it lets through goes to lxml, for the tree that schemas and rules work on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal, NoReturn, TypeAlias
from xml.parsers import expat

from lxml import etree

from bot_scorm.diagnostics import Location

MAX_BYTES = 10_000_000
"""Ten times the largest real manifest that we know; also where libxml2 ends a text by itself."""
MAX_DEPTH = 100
MAX_ELEMENTS = 200_000

_COMMENT = re.compile(rb"<!--.*?(?:-->|$)", re.DOTALL)
_PREFIX = re.compile(r"Namespace prefix (\S+) (?:for \S+ )?on \S+ is not defined")
_ELEMENT = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")

XmlFaultKind: TypeAlias = Literal["syntax", "doctype", "entity", "bounds", "encoding"]
Element: TypeAlias = Any
"""An ``lxml.etree._Element``; lxml ships no types."""


@dataclass(frozen=True, slots=True)
class XmlFault:
    """Why a file could not be read as XML."""

    kind: XmlFaultKind
    at: Location
    message: str


@dataclass(frozen=True, slots=True)
class XmlDocument:
    """An XML file: its tree, or what is wrong with it."""

    path: str
    data: bytes
    root: Element = None
    """The root element, or None if there is a fault."""
    fault: XmlFault | None = None
    places: Mapping[Element, tuple[int, int]] = field(default_factory=dict)
    """Line and column of every element's start tag, from 1."""

    def at(self, element: Element) -> Location:
        """Where an element's start tag begins."""
        return Location(self.path, *self.places.get(element, (0, 0)))

    def mentions(self, word: str) -> bool:
        """Whether a name in ASCII may stand in the file: quicker than a look at every element."""
        plain = word.encode()
        return plain in self.data or plain in self.data.replace(b"\0", b"")  # UTF-16

    @property
    def text(self) -> str:
        """The file as text, with its line ends as they are and without a byte order mark."""
        encoding = self.root.getroottree().docinfo.encoding if self.root is not None else None
        return self.data.decode(encoding or "utf-8", "replace").removeprefix("\ufeff")


def root_name(start: bytes) -> str:
    """The name of the first element of a file that begins so, without its prefix; or nothing."""
    plain = _COMMENT.sub(b"", start.replace(b"\0", b""))  # UTF-16 has a zero beside each plain letter
    found = _ELEMENT.search(plain)
    return found[1].decode("ascii") if found else ""


@lru_cache(maxsize=1000)
def space_of(tag: object) -> str:
    """The namespace of a name in Clark notation, or nothing."""
    return str(tag)[1:].rpartition("}")[0]


def spaces_in(root: Element) -> set[str]:
    """Every namespace that a root declares or an element in it is in."""
    return {*root.nsmap.values(), *map(space_of, {one.tag for one in root.iter("*")})}


def own_text(element: Element) -> str:
    """An element's own text, without that of the elements in it."""
    return (element.text or "") + "".join(one.tail or "" for one in element)


class _RefusedError(Exception):
    """Stops expat at something that we do not read."""

    def __init__(self, kind: XmlFaultKind, message: str) -> None:
        super().__init__(message)
        self.kind = kind


def parse_xml(data: bytes, path: str, most: int = MAX_BYTES) -> XmlDocument:
    """Reads XML of up to ``most`` bytes; never raises.

    ``path`` is what locations say, such as ``course.zip!imsmanifest.xml``.
    """
    if len(data) > most:
        message = f"The file has {len(data):,} bytes; XML is read up to {most:,} bytes."
        return XmlDocument(path, b"", fault=XmlFault("bounds", Location(path), message))
    scan = _Scan()
    try:
        scan.run(data)
    except _RefusedError as refused:
        return XmlDocument(
            path, data, fault=XmlFault(refused.kind, Location(path, *scan.place), str(refused))
        )
    except expat.ExpatError as error:
        return XmlDocument(path, data, fault=_expat_fault(error, data, path, scan))
    except (ValueError, LookupError) as error:  # what pyexpat raises for an encoding that it cannot map
        message = f'This encoding is not read ({error}). Save the file as UTF-8, with encoding="UTF-8".'
        return XmlDocument(path, data, fault=XmlFault("encoding", Location(path, 1, 1), message))
    return _tree(data, path, scan.places)


class _Scan:
    """One run of expat that notes where start tags stand."""

    def __init__(self) -> None:
        self.places: list[tuple[int, int]] = []
        self._open: list[str] = []
        # No namespaces here: lxml checks them.
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._doctype

    @property
    def index(self) -> int:
        """Where expat stopped, in bytes."""
        return max(self._parser.ErrorByteIndex, 0)

    @property
    def place(self) -> tuple[int, int]:
        return self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1

    def run(self, data: bytes) -> None:
        self._parser.Parse(data, True)

    @property
    def context(self) -> str:
        """Which element is open, for who looks for a missing end tag."""
        return f" <{self._open[-1]}> is open here." if self._open else ""

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        self._open.append(name)
        if len(self._open) > MAX_DEPTH:
            raise _RefusedError("bounds", f"Elements are nested more than {MAX_DEPTH} deep here.")
        if len(self.places) >= MAX_ELEMENTS:
            raise _RefusedError("bounds", f"The file has more than {MAX_ELEMENTS:,} elements.")
        self.places.append(self.place)

    def _end(self, _name: str) -> None:
        self._open.pop()

    def _doctype(self, *_: object) -> NoReturn:
        raise _RefusedError("doctype", "A document type (<!DOCTYPE …>) is not read. Remove it.")


def _expat_fault(error: expat.ExpatError, data: bytes, path: str, scan: _Scan) -> XmlFault:
    at = Location(path, error.lineno, error.offset + 1)
    reason = expat.ErrorString(error.code) or "not well-formed"
    code = expat.errors.codes.get(reason)
    if code == expat.errors.codes[expat.errors.XML_ERROR_UNDEFINED_ENTITY]:
        message = "XML has only the entities &amp; &lt; &gt; &quot; &apos;. Write the character itself."
        return XmlFault("entity", at, message)
    if reason in (expat.errors.XML_ERROR_UNKNOWN_ENCODING, expat.errors.XML_ERROR_INCORRECT_ENCODING):
        return XmlFault("encoding", at, f"The file's encoding cannot be read ({reason}). Save it as UTF-8.")
    if reason == expat.errors.XML_ERROR_INVALID_TOKEN and _broken_utf8(data):
        return XmlFault(
            "encoding", at, "The bytes here are not UTF-8, as they must be. Save the file as UTF-8."
        )
    if not data.strip():
        return XmlFault("syntax", at, "The file is empty.")
    if reason == expat.errors.XML_ERROR_MISPLACED_XML_PI:
        message = "Something stands before <?xml …?>, which has to be the very first. Remove what is there."
        return XmlFault("syntax", at, message)
    hint = " Write a bare & as &amp;." if data[scan.index - 1 : scan.index + 1].count(b"&") else scan.context
    return XmlFault("syntax", at, f"This is not well-formed XML: {reason}.{hint}")


def _broken_utf8(data: bytes) -> bool:
    if b"encoding=" in data[:200] and b"utf-8" not in data[:200].lower():
        return False
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return not data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return False


def _tree(data: bytes, path: str, places: list[tuple[int, int]]) -> XmlDocument:
    try:
        root = _parsed(data)
    except (etree.XMLSyntaxError, ValueError) as error:
        line, column = getattr(error, "position", None) or (0, 0)
        reason = str(error).split(", line ")[0]
        message = f"This is not well-formed XML: {reason}."
        if prefix := _PREFIX.match(reason):
            message = f"The prefix {prefix[1]}: is not declared. Write xmlns:{prefix[1]}=… in the root."
        fault = XmlFault("syntax", Location(path, line, max(column, 0)), message)
        return XmlDocument(path, data, fault=fault)
    return XmlDocument(path, data, root, places=dict(zip(root.iter("*"), places, strict=False)))


def _parsed(data: bytes) -> Element:
    """The root. A namespace that is no address, as LibreTexts writes it (``http: //…``), is still a name: of
    what libxml2 refuses, everything else is a fault. Raises XMLSyntaxError and ValueError."""
    options = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    parser = etree.XMLParser(**options)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        if not all(one.message.endswith("is not a valid URI") for one in parser.error_log):
            raise
        return etree.fromstring(data, etree.XMLParser(recover=True, **options))
