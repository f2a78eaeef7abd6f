"""Rules about metadata in IEEE LOM, in a manifest and in the files that it names.

All are warnings: systems show metadata in catalogues and play a course without.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from bot_scorm.diagnostics import Severity
from bot_scorm.namespaces import ADLCP_2004, LOM
from bot_scorm.package.manifest import XML_BASE, local, resolve
from bot_scorm.package.view import Package
from bot_scorm.package.xml import Element, XmlDocument, parse_xml
from bot_scorm.package.zip import DamagedError
from bot_scorm.rules.base import Findings, rule
from bot_scorm.rules.binding import XML, Binding

_BINDING = Binding("imscp", "LOM", {LOM: "lom:", XML: "xml:"}, {}, root="lom")
_ROOT = f"{{{LOM}}}lom"
_MOST_FILES = 20
"""So many files with metadata are read."""
_LEVELS = ("very low", "low", "medium", "high", "very high")
_YES_NO = ("yes", "no")


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split(","))


_WORDS: Mapping[str, tuple[str, ...]] = {
    "structure": ("atomic", "collection", "networked", "hierarchical", "linear"),
    "aggregationLevel": ("1", "2", "3", "4"),
    "status": ("draft", "final", "revised", "unavailable"),
    "role": _words(
        "author,publisher,unknown,initiator,terminator,validator,editor,graphical designer,"
        "technical implementer,content provider,technical validator,educational validator,script writer,"
        "instructional designer,subject matter expert,creator"
    ),
    "interactivityType": ("active", "expositive", "mixed"),
    "learningResourceType": _words(
        "exercise,simulation,questionnaire,diagram,figure,graph,index,slide,table,narrative text,exam,"
        "experiment,problem statement,self assessment,lecture"
    ),
    "interactivityLevel": _LEVELS,
    "semanticDensity": _LEVELS,
    "intendedEndUserRole": ("teacher", "author", "learner", "manager"),
    "context": ("school", "higher education", "training", "other"),
    "difficulty": ("very easy", "easy", "medium", "difficult", "very difficult"),
    "cost": _YES_NO,
    "copyrightAndOtherRestrictions": _YES_NO,
    "kind": _words(
        "ispartof,haspart,isversionof,hasversion,isformatof,hasformat,references,isreferencedby,isbasedon,"
        "isbasisfor,requires,isrequiredby"
    ),
    "purpose": _words(
        "discipline,idea,prerequisite,educational objective,accessibility restrictions,educational level,"
        "skill level,security level,competency"
    ),
}
"""The vocabularies of LOMv1.0, IEEE 1484.12.1, by the element whose value they are for."""
_REPEATED: Mapping[str, tuple[str, ...]] = {
    "lom": ("relation", "annotation", "classification"),
    "general": ("identifier", "language", "description", "keyword", "coverage"),
    "lifeCycle": ("contribute",),
    "metaMetadata": ("identifier", "contribute", "metadataSchema"),
    "contribute": ("entity",),
    "technical": ("format", "location", "requirement"),
    "requirement": ("orComposite",),
    "educational": (
        "learningResourceType",
        "intendedEndUserRole",
        "context",
        "typicalAgeRange",
        "description",
        "language",
    ),
    "resource": ("identifier", "description"),
    "classification": ("taxonPath", "keyword"),
    "taxonPath": ("taxon",),
}
"""Elements to those in them that may stand more than once; ``string`` always may."""
_DATE = re.compile(
    r"(?!0000)\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01])(?:T(?:[01]\d|2[0-3])(?::[0-5]\d"
    r"(?::[0-5]\d(?:\.\d+(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)?)?)?)?)?)?)?$"
)
_DURATION = re.compile(r"P(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?$")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*$")


@rule("LOM-001", Severity.WARNING, on=Package)
def vocabulary(package: Package) -> Findings:
    """A value that is said to come from LOMv1.0 is one of its words.

    Why: catalogues search by these words. A word of one's own is allowed, with the name of its vocabulary as
    the source.

    Example: `<source>LOMv1.0</source><value>beginner</value>` as difficulty. Write `easy`, or another source.
    """
    for document, record in _records(package):
        for value in record.iter(f"{{{LOM}}}value"):
            term = value.getparent()
            source = term.findtext(f"{{{LOM}}}source", "").strip()
            words = _WORDS.get(local(term), ())
            text = "".join(value.itertext()).strip()
            if source == "LOMv1.0" and words and text not in words:
                message = f"{text!r} is not a word of LOMv1.0 for {local(term)}: {', '.join(words)}."
                yield document.at(value), message


@rule("LOM-002", Severity.WARNING, on=Package)
def once(package: Package) -> Findings:
    """An element of LOM that may stand once stands once.

    Why: of two titles or two versions a catalogue shows one, and not always the same.

    Example: two `<title>` in `<general>`. For a title in two languages write two `<string language=…>` in one
    `<title>`.
    """
    for document, record in _records(package):
        for element in record.iter(f"{{{LOM}}}*"):
            parent = element.getparent()
            if element is record or parent is None or local(element) == "string":
                continue
            again = next(element.itersiblings(element.tag, preceding=True), None) is not None
            if again and local(element) not in _REPEATED.get(local(parent), ()):
                message = f"<{local(element)}> stands in <{local(parent)}> already. Join the two."
                yield document.at(element), message


@rule("LOM-003", Severity.WARNING, on=Package)
def values(package: Package) -> Findings:
    """Dates, durations, sizes and languages are written as LOM asks.

    Why: otherwise a catalogue cannot sort by them, or leaves them out.

    Example: `<dateTime>1 May 2026</dateTime>`: write `2026-05-01`. `<duration>2 hours</duration>`: `PT2H`.
    `<language>English</language>`: `en`. `<size>2 MB</size>`: bytes.
    """
    for document, record in _records(package):
        for element in record.iter(f"{{{LOM}}}*"):
            text = "".join(element.itertext())
            wrong = None
            match local(element):
                case "dateTime" if not _DATE.match(text):
                    wrong = "a date such as 2026-05-01"
                case "duration" if not len(element) and not _DURATION.match(text):
                    wrong = "a duration such as PT1H30M"
                case "size" if not re.fullmatch(r"\s*\+?\d+\s*", text):
                    wrong = "a number of bytes"
                case "language" if text.strip() != "none" and not _LANGUAGE.match(text.strip()):
                    wrong = "a language such as en or sr-Latn"
                case "string" if not _LANGUAGE.match(element.get("language", "en").strip()):
                    text, wrong = element.get("language"), "a language such as en or sr-Latn"
            if wrong:
                yield document.at(element), f"{text!r} is not {wrong}."


@rule("LOM-004", Severity.WARNING, on=Package)
def follows_schema(package: Package) -> Findings:
    """Metadata has the elements that LOM knows, where it knows them.

    Why: what is misspelt is not found by any catalogue. A strict system refuses the manifest.

    Example: `<lifecycle>`, as SCORM 1.2 wrote it, instead of `<lifeCycle>`.
    """
    for document, record in _records(package):
        yield from _BINDING.follows(document, record)
    for document in _files(package):
        if document.fault:
            yield document.fault.at, f"This file with metadata cannot be read: {document.fault.message}"


def _records(package: Package) -> Iterator[tuple[XmlDocument, Element]]:
    """Every description, with the document that it stands in."""
    documents = [package.document] if package.document and package.document.root is not None else []
    for document in (*documents, *_files(package)):
        if document.root is not None:
            yield from ((document, one) for one in document.root.iter(_ROOT))


def _files(package: Package) -> Iterator[XmlDocument]:
    """The files with metadata that ``adlcp:location`` names, as far as they are there and may be read."""
    if package.bare or not package.deep or package.document is None or package.document.root is None:
        return
    locations = package.document.root.iter(f"{{{ADLCP_2004}}}location")
    for element in islice(locations, _MOST_FILES):
        bases = [one.get(XML_BASE, "") for one in reversed([element, *element.iterancestors()])]
        name = resolve(package.document.at(element), "".join(element.itertext()), "".join(bases)).name
        if name in package:
            try:
                yield parse_xml(package.read(name), str(package.at(name)))
            except DamagedError:
                continue  # the family archive tells
