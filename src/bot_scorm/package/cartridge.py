"""A Common Cartridge as rules look at it: its resources by kind, and the files that describe them, read once.

Source: Common Cartridge 1.0 to 1.3; 1.2 also names EPUB, APIP and IWB resources, 1.3 assignments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from bot_scorm.diagnostics import Location
from bot_scorm.package.html import HtmlPage
from bot_scorm.package.manifest import Manifest, Resource, namespace
from bot_scorm.package.view import Package
from bot_scorm.package.xml import MAX_BYTES, Element, XmlDocument, parse_xml

TOPIC, LINK, TOOL, TEST, BANK = "topic", "link", "tool", "assessment", "question-bank"
PAGE, ASSOCIATED, OTHER = "webcontent", "associated", "other"
FILEBASE = re.compile(r"(?:\$|%24)IMS[-_]CC[-_]FILEBASE(?:\$|%24)/?(.*)", re.DOTALL)
"""What stands for the folder of a cartridge's files in a text, and what comes behind it."""
RESTORED = ("1.0", "1.1")
"""Versions that Moodle 4.5.6 restores."""
DESCRIBED = (TOPIC, LINK, TOOL, TEST, BANK)
"""Kinds of resources that an XML file describes."""
NAMES: Mapping[str, str] = {
    TOPIC: "a discussion topic",
    LINK: "a web link",
    TOOL: "an LTI link",
    TEST: "an assessment",
    BANK: "a question bank",
    PAGE: "web content",
    ASSOCIATED: "associated content",
    OTHER: "this resource",
}
"""Kinds as people call them."""
_TYPES: Mapping[str, re.Pattern[str]] = {
    TOPIC: re.compile(r"imsdt_xmlv1p(\d)$"),
    LINK: re.compile(r"imswl_xmlv1p(\d)$"),
    TOOL: re.compile(r"imsbasiclti_xmlv1p(\d)$"),
    TEST: re.compile(r"imsqti_xmlv1p2/imscc_xmlv1p(\d)/assessment$"),
    BANK: re.compile(r"imsqti_xmlv1p2/imscc_xmlv1p(\d)/question-bank$"),
    ASSOCIATED: re.compile(r"associatedcontent/imscc_xmlv1p(\d)/learning-application-resource$"),
    PAGE: re.compile(r"webcontent$"),
}
_OTHERS: Mapping[str, str] = {
    "idpfepub_epubv3p0": "23",
    "imsapip_zipv1p0": "23",
    "imsiwb_iwbv1p0": "23",
    "assignment_xmlv1p0": "3",
}
"""Types that came later, to the last digits of the versions that know them."""
_TOOL_TYPES: Mapping[str, str] = {"1": "0", "2": "02", "3": "3"}
"""Version of the cartridge to those of LTI links in it (last digits)."""


@dataclass(frozen=True, slots=True)
class Part:
    """A resource of a cartridge with the file that describes it."""

    resource: Resource
    kind: str
    name: str
    """Of the file; empty if the resource lists none that is the package's."""
    document: XmlDocument | None
    """None if the file is not there, or is not to be read."""

    @property
    def root(self) -> Element:
        """The root element, or None."""
        return self.document.root if self.document else None


@dataclass(frozen=True)
class Cartridge:
    """A package whose manifest says that it is a Common Cartridge."""

    package: Package
    manifest: Manifest
    document: XmlDocument

    @classmethod
    def of(cls, package: Package) -> Cartridge | None:
        """The cartridge; None if the manifest is no cartridge's."""
        manifest, document = package.manifest, package.document
        if manifest and document and manifest.standard == "Common Cartridge":
            return cls(package, manifest, document)
        return None

    @property
    def digit(self) -> str:
        """The last digit of its version, by its namespace."""
        return self.manifest.version[-1:]

    @property
    def standard(self) -> str:
        """The folder of its schema."""
        return f"imscc-{self.manifest.version}"

    @property
    def home(self) -> str:
        """The namespace of its manifest."""
        return namespace(self.document.root)

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        """Resources to their kinds, by identifier."""
        return {one.identifier: kind_of(one.type) for one in reversed(self.manifest.resources)}

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The resources that an XML file describes, in order."""
        found = [(one, kind_of(one.type)) for one in self.manifest.resources]
        wanted = [(one, kind, _described_by(one)) for one, kind in found if kind in DESCRIBED]
        there = [name for _, _, name in wanted if name in self.package]
        texts = dict(self.package.texts(dict.fromkeys(there), MAX_BYTES))
        documents = {name: parse_xml(data, str(self.package.at(name))) for name, data in texts.items()}
        return tuple(Part(one, kind, name, documents.get(name)) for one, kind, name in wanted)

    @cached_property
    def opened(self) -> frozenset[str]:
        """The files that items open."""
        return frozenset(one.launch.name for _, one in self.manifest.launched if one.launch)

    def parts_of(self, *kinds: str) -> Iterator[Part]:
        """Those of some kinds that could be read as XML."""
        yield from (one for one in self.parts if one.kind in kinds and one.root is not None)

    def is_missing(self, name: str) -> bool:
        """Whether a file is not there, as far as that can be known."""
        return bool(name) and not self.package.bare and name not in self.package

    def elements(self, path: str) -> Iterator[tuple[Location, Element]]:
        """What an ElementPath finds in the manifest, in its own namespace, with the place."""
        for one in self.document.root.iterfind(path, {"": self.home}):
            yield self.document.at(one), one


@dataclass(frozen=True, slots=True)
class CartridgePage:
    """A page in a cartridge."""

    cartridge: Cartridge
    file: HtmlPage

    @property
    def is_activity(self) -> bool:
        """Whether Moodle makes an activity of it."""
        return self.cartridge.manifest.version in RESTORED and self.file.name in self.cartridge.opened

    @property
    def tokens(self) -> Iterator[tuple[Element, str]]:
        """What it names by ``$IMS-CC-FILEBASE$``: elements, with what stands behind that."""
        for one in self.file.having("src", "href", "data", "poster"):
            for name in ("src", "href", "data", "poster"):
                if match := FILEBASE.match(one.get(name) or ""):
                    yield one, match[1]


def kind_of(type: str) -> str:
    """The kind of a resource; ``other`` if it is none that every cartridge may have."""
    return next((kind for kind, pattern in _TYPES.items() if pattern.match(type)), OTHER)


def known_in(type: str, digit: str) -> bool | None:
    """Whether a version, by its last digit, has a type of resources; None if no version has."""
    if type in _OTHERS:
        return digit in _OTHERS[type]
    kind = kind_of(type)
    match = _TYPES[kind].match(type) if kind in _TYPES else None
    if match is None:
        return None
    if kind == PAGE:
        return True
    return match[1] in (_TOOL_TYPES.get(digit, "") if kind == TOOL else digit)


def right_type(type: str, digit: str) -> str:
    """What a type of another version is called in this one; empty if it has no such resources."""
    if type in _OTHERS or kind_of(type) == OTHER or (kind_of(type) == TOOL and digit not in _TOOL_TYPES):
        return ""
    last = _TOOL_TYPES[digit][0] if kind_of(type) == TOOL else digit
    return re.sub(r"(imscc_xmlv1p|ims(?:dt|wl|basiclti)_xmlv1p)\d", rf"\g<1>{last}", type)


def descriptor_namespaces(kind: str, digit: str) -> tuple[str, ...]:
    """The namespaces that the root of a file of a kind may have, those of the version first."""
    home = "http://www.imsglobal.org/xsd"
    match kind:
        case "topic" | "link":
            name = "imsdt" if kind == TOPIC else "imswl"
            both = {"0": f"{home}/{name}_v1p0"} | {
                one: f"{home}/imsccv1p{one}/{name}_v1p{one}" for one in "123"
            }
            return (both.pop(digit), *both.values())
        case "tool":
            first, second = ("3", "0") if digit == "3" else ("0", "3")
            return (f"{home}/imslticc_v1p{first}", f"{home}/imslticc_v1p{second}")
        case _:
            return (f"{home}/ims_qtiasiv1p2",)


def _described_by(resource: Resource) -> str:
    """The file that describes a resource: its first, or what it opens."""
    files = [one.name for one in resource.files if one.name.lower().endswith(".xml")] or [
        one.name for one in resource.files
    ]
    return files[0] if files else (resource.launch.name if resource.launch else "")
