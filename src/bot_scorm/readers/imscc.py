"""Reads the questions of a Common Cartridge, 1.0 to 1.3: those of its assessments and of its banks."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from posixpath import normpath
from urllib.parse import unquote

from bot_scorm.diagnostics import Location, Report
from bot_scorm.model.questions import Question
from bot_scorm.package_xml import Element, XmlDocument, parse_xml
from bot_scorm.readers.gift_model import QuestionIds
from bot_scorm.readers.qti12 import each, questions_of
from bot_scorm.readers.qti12_faults import MISSING, NO_PAGES

_MANIFEST = "imsmanifest.xml"
_MOST = 64 * 2**20
"""Bytes that the files read of a cartridge may unpack to, together."""
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp")


@dataclass(frozen=True, slots=True)
class CartridgeFile:
    """Questions, each with its assessment's title (none for a bank), and pictures by name."""

    entries: tuple[tuple[Question, tuple[str, ...]], ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(slots=True)
class _Zip:
    """The files of a cartridge, of which no more than is bearable is unpacked."""

    names: dict[str, zipfile.ZipInfo]
    archive: zipfile.ZipFile | None
    left: int = _MOST

    def read(self, name: str) -> bytes | None:
        """A file; None if it is not there, broken, or too much."""
        info = self.names.get(name)
        if info is None or self.archive is None or info.file_size > self.left:
            return None
        try:
            with self.archive.open(info) as file:
                data = file.read(self.left + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError):
            return None
        self.left -= len(data)
        return data if self.left >= 0 else None


def read_cartridge(data: bytes, path: str, report: Report) -> CartridgeFile:
    """Reads a cartridge, or its manifest alone; never raises. ``path`` is for locations."""
    files = _unzip(data)
    xml = files.read(_MANIFEST) if files.archive else data
    manifest = parse_xml(xml or b"", f"{path}/{_MANIFEST}" if files.archive else path)
    if manifest.root is None:
        message = manifest.fault.message if manifest.fault else "There is no manifest."
        report.add(MISSING, Location(path), f"The manifest cannot be read: {message}")
        return CartridgeFile()
    entries: list[tuple[Question, tuple[str, ...]]] = []
    ids, others = QuestionIds(), 0
    for resource in each(manifest.root, "resource"):
        if "imsqti" not in (resource.get("type") or ""):
            others += 1
            continue
        document = _document(resource, files, manifest, path, report)
        if document is not None:
            title = next((one.get("title") or "" for one in each(document.root, "assessment")), "")
            category = (" ".join(title.split()),) if title.strip() else ()
            entries += [(one, category) for one in questions_of(document, ids, report)]
    if others:
        message = f"{others} pages, links, topics and other files are not imported."
        report.add(NO_PAGES, Location(path), message)
    return CartridgeFile(tuple(entries), dict(_pictures(files)) if entries else {})


def is_manifest(start: bytes) -> bool:
    """Whether a file that begins so is the manifest of a cartridge."""
    return b"<manifest" in start and (b"imscc" in start or b"IMS Common Cartridge" in start)


def is_cartridge(data: bytes) -> bool:
    """Whether a file is a zip with a manifest at its root."""
    return data.startswith(b"PK\x03\x04") and _MANIFEST.encode() in data


def _unzip(data: bytes) -> _Zip:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return _Zip({}, None)
    return _Zip({one.filename: one for one in archive.infolist()}, archive)


def _document(
    resource: Element, files: _Zip, manifest: XmlDocument, path: str, report: Report
) -> XmlDocument | None:
    """The questions' file of a resource; a finding and None if it cannot be read."""
    hrefs = [one.get("href") or "" for one in each(resource, "file")] or [resource.get("href") or ""]
    name = normpath(unquote(hrefs[0]))
    data = files.read(name)
    document = parse_xml(data, f"{path}/{name}") if data is not None else None
    if document is not None and document.root is not None:
        return document
    fault = document.fault if document is not None else None
    reason = f"is broken: {fault.message}" if fault else "is not in it, or too large"
    report.add(MISSING, manifest.at(resource), f"The file of questions “{name}” {reason}.")
    return None


def _pictures(files: _Zip) -> Iterator[tuple[str, bytes]]:
    """Pictures under the names by which questions at the root, or beside them, refer to them."""
    for name in files.names:
        if name.lower().endswith(_PICTURES) and (data := files.read(name)) is not None:
            yield name, data
