"""Reads packages and files of QTI, 1.2 and 2.0 to 2.2: ours, and those of other tools.

A manifest says which files hold questions, in which order, and with which keywords; where there is none,
as in the packages of ILIAS, every file is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import dirname

from bot_scorm.diagnostics import Location, Report
from bot_scorm.model.questions import Question
from bot_scorm.package.xml import Element, XmlDocument
from bot_scorm.readers.gift_model import QuestionIds
from bot_scorm.readers.qti12 import entries_of
from bot_scorm.readers.qti21 import question_of
from bot_scorm.readers.qti_faults import MISSING
from bot_scorm.readers.qti_files import Files, is_zip
from bot_scorm.readers.qti_quizzes import QuizSettings, settings_of_assessment, settings_of_test
from bot_scorm.readers.qti_xml import every, text_of

_MANIFEST = "imsmanifest.xml"
_QTI_TYPE = re.compile(r"imsqti|x-bb-qti", re.I)
_ROOT = re.compile(rb"<(?:\w+:)?(questestinterop|assessmentItem|assessmentTest)[\s>/]")
_WEB = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)
_START = 65_536
_DOCUMENTS = ("questestinterop", "assessmentItem", "assessmentTest")
_ENDINGS = (".xml", ".qti", ".dat")
_CARTRIDGE = re.compile(rb"IMS Common Cartridge|imsqti_xmlv1p\dp?\d?/imscc_xmlv1p")

Entry = tuple[Question, tuple[str, ...]]
"""A question, with the names of where it stands, from the outside in."""


@dataclass(frozen=True, slots=True)
class QtiFile:
    """Questions with their categories, and pictures by name."""

    entries: tuple[Entry, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    quizzes: Mapping[tuple[str, ...], QuizSettings] = field(default_factory=dict)
    """What is said of tests, by their names among the categories."""


def is_qti(data: bytes) -> bool:
    """Whether a file is a document of QTI, or a package of them that is no cartridge."""
    start = data[:_START]
    if not is_zip(data):
        told = b"<manifest" in start and _QTI_TYPE.search(start.decode("latin-1"))
        return bool(_ROOT.search(start)) or (bool(told) and not _CARTRIDGE.search(start))
    files = Files.of(data, "")
    if _MANIFEST in files.names:
        manifest = files.read(_MANIFEST) or b""
        return not _CARTRIDGE.search(manifest) and bool(_QTI_TYPE.search(manifest.decode("latin-1")))
    return any(_ROOT.search((files.read(name) or b"")[:_START]) for name in _candidates(files))


def read_qti(data: bytes, path: str, report: Report) -> QtiFile:
    """Reads a zip or one file; never raises. ``path`` is for locations."""
    return _read(Files.of(data, path), report)


def read_qti_folder(folder: Path, path: str, report: Report) -> QtiFile:
    """Reads an unpacked package; raises OSError if there is no such folder."""
    return _read(Files.of_folder(folder, path), report)


@dataclass(slots=True)
class _Package:
    """A package while it is read."""

    files: Files
    report: Report
    ids: QuestionIds = field(default_factory=QuestionIds)
    keywords: dict[str, list[str]] = field(default_factory=dict)
    """Those that the manifest has for a file."""
    categories: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The test in which an item's file is."""
    embedded: dict[str, bytes] = field(default_factory=dict)
    """Pictures that lie in the documents."""
    quizzes: dict[tuple[str, ...], QuizSettings] = field(default_factory=dict)

    def entries(self, name: str, document: XmlDocument) -> Iterator[Entry]:
        """The questions of a document."""
        folder = dirname(name)

        def address(href: str) -> str:
            return href if _WEB.match(href) else self.files.find(href, folder, anywhere=True)

        if next(every(document.root, "questestinterop"), None) is not None:
            for one in every(document.root, "assessment"):
                self.quizzes.setdefault(category_of(one), settings_of_assessment(one))
            yield from entries_of(document, self.ids, self.report, address, self.embedded)
            return
        for one in every(document.root, "assessmentItem"):
            question = question_of(
                one, document.at(one), address, self.keywords.get(name, ()), self.ids, self.report
            )
            if question is not None:
                yield question, self.categories.get(name, ())


def _read(files: Files, report: Report) -> QtiFile:
    package = _Package(files, report)
    entries: list[Entry] = []
    documents = dict(_documents(package))
    in_tests: dict[str, None] = {}
    for name, document in documents.items():
        for test in every(document.root, "assessmentTest"):
            in_tests |= dict.fromkeys(_items_of(package, name, test, document, documents))
    for name in (*in_tests, *(one for one in documents if one not in in_tests)):
        entries += package.entries(name, documents[name])
    pictures = dict(files.pictures()) if entries else {}
    return QtiFile(tuple(entries), pictures | package.embedded, package.quizzes)


def _documents(package: _Package) -> Iterator[tuple[str, XmlDocument]]:
    """The documents that hold questions or tests, by name; what cannot be read is a finding."""
    files, report = package.files, package.report
    manifest = files.document(_MANIFEST) if _MANIFEST in files.names else None
    named = list(_named(package, manifest)) if manifest is not None and manifest.root is not None else []
    if not named and manifest is not None and manifest.fault is not None:
        report.add(MISSING, manifest.fault.at, f"The manifest cannot be read: {manifest.fault.message}")
    for name, at in named or [(one, files.package.at(one)) for one in _candidates(files)]:
        document = files.document(name)
        if document is None or document.root is None:
            fault = None if document is None else document.fault
            reason = f"is broken: {fault.message}" if fault else "is not there, or too large"
            report.add(MISSING, fault.at if fault else at, f"The file of questions “{name}” {reason}")
            continue
        if next(every(document.root, *_DOCUMENTS), None) is not None:
            yield name, document


def _named(package: _Package, manifest: XmlDocument) -> Iterator[tuple[str, Location]]:
    """The files that a manifest lists for questions and tests, with the place where it does."""
    seen = set()
    for resource in every(manifest.root, "resource"):
        if not _QTI_TYPE.search(resource.get("type", "")):
            continue
        hrefs = [resource.get("href"), *(value for key, value in resource.attrib.items()
                                         if key.endswith("}file"))]  # fmt: skip
        hrefs += [one.get("href") for one in every(resource, "file")]
        href = next((one for one in hrefs if one), "")
        base = (manifest.root.get("{http://www.w3.org/XML/1998/namespace}base") or "") + (
            resource.get("{http://www.w3.org/XML/1998/namespace}base") or ""
        )
        name = package.files.find(href, base.rstrip("/"))
        if name and name not in seen:
            seen.add(name)
            package.keywords[name] = [
                text_of(one)
                for part in every(resource, "keyword")
                for one in every(part, "string", "langstring")
            ]
            yield name, manifest.at(resource)


def category_of(test: Element) -> tuple[str, ...]:
    """The category of a test's questions: its title."""
    title = " ".join((test.get("title") or "").split())
    return (title,) if title else ()


def _candidates(files: Files) -> list[str]:
    return [one for one in files.names
            if one.lower().endswith(_ENDINGS) or len(files.names) == 1]  # fmt: skip


def _items_of(
    package: _Package, name: str, test: Element, document: XmlDocument, known: Mapping[str, XmlDocument]
) -> Iterator[str]:
    """The files of a test's items, which get its title as their category."""
    category = category_of(test)
    package.quizzes.setdefault(category, settings_of_test(test, package.keywords.get(name, ())))
    for one in every(test, "assessmentItemRef"):
        found = package.files.find(one.get("href", ""), dirname(name))
        if found in known:
            package.categories.setdefault(found, category)
            yield found
        else:
            message = f"The item “{one.get('href', '')[:80]}” of the test is not there, or cannot be read."
            package.report.add(MISSING, document.at(one), message)
