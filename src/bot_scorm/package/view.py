"""`Package`: a safe, read-only view of a zip, a folder, a bare manifest, or files that will be packed.

Nothing is extracted, nothing outside is read, nothing raises on bad content: what is wrong is a `Fault` or
an `XmlFault`, and the rules of the families ``archive`` and ``xml`` report it.
"""

from __future__ import annotations

import errno
import io
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bot_scorm.archive import BytesSource, FileSource, Source
from bot_scorm.diagnostics import Location
from bot_scorm.package.html import (
    MAX_ALL,
    MAX_FILE,
    MAX_FILES,
    HtmlPage,
    WebFile,
    is_page,
    is_sheet,
)
from bot_scorm.package.manifest import Manifest, read_manifest
from bot_scorm.package.sequencing import Activity, read_activities
from bot_scorm.package.store import FileStore, Store, TarStore, ZipStore
from bot_scorm.package.tar import GZIP, read_tar
from bot_scorm.package.xml import MAX_BYTES, XmlDocument, parse_xml, root_name
from bot_scorm.package.zip import (
    MAX_ENTRIES,
    MAX_TOTAL,
    DamagedError,
    Entry,
    Fault,
    Opener,
    entry_faults,
    read_directory,
    short_named,
)

MANIFEST = "imsmanifest.xml"
BACKUP = "moodle_backup.xml"
"""What makes a zip, a gzipped tar or a folder a Moodle backup."""
CMI5 = "cmi5.xml"
"""The course structure of a cmi5 package."""
ENDINGS = (".zip", ".imscc", ".pif", ".mbz")
"""Endings of files that are opened as zips, or as a gzipped tar if that is what they are."""
ALONE = "questions.xml"
"""A file of QTI that lies in no package, as it is called here."""
_BARE = {
    "moodle_backup": BACKUP,
    "courseStructure": CMI5,
    **dict.fromkeys(("questestinterop", "assessmentItem", "assessmentTest", "assessmentSection"), ALONE),
}
"""Root elements of files that stand for a package, to the name that they have in it; else `MANIFEST`."""
_PEEK = 4000
_OF_VERSION_CONTROL = frozenset({".git", ".hg", ".svn"})


@dataclass(frozen=True)
class Package:
    """A package as it lies there. ``display`` is its path as the user gave it, with ``/``."""

    display: str
    entries: Mapping[str, Entry]
    """Files by name; of two with the same name the last, as when they are unpacked."""
    listed: tuple[Entry, ...]
    """All entries in the order of the zip's directory, folders (ending in ``/``) and repeated names too."""
    faults: tuple[Fault, ...]
    store: Store
    separator: str = "!"
    bare: bool = False
    """Whether this is a manifest alone, so that nothing can be said about files."""
    deep: bool = True
    """Whether checks may read every file to see that it is whole."""
    schemas: Path | None = None
    """Where official schemas lie that decide; None: ours do."""
    path: Path | None = None
    """The file or folder on disk; None for one from memory."""

    @classmethod
    def open(cls, path: Path, display: str = "", *, deep: bool = True) -> Package:
        """Opens a zip, an unpacked package's folder or a manifest; raises OSError if it is none of these."""
        display = display or path.as_posix()
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            return _open_folder(path, display, deep)
        if not stat.S_ISREG(mode):  # a pipe would never end
            raise OSError(errno.EINVAL, "neither a file nor a folder", str(path))
        with path.open("rb") as file:
            start = file.read(_PEEK)
        if path.suffix.lower() == ".xml":
            name = _BARE.get(root_name(start), MANIFEST)
            entry = Entry(name, path.stat().st_size)
            store = FileStore({name: FileSource(path)})
            return cls(display, {name: entry}, (entry,), (), store, "", bare=True, deep=deep, path=path)
        if start.startswith(GZIP):
            return _open_tar(path, display, deep)
        return _open_zip(lambda: path.open("rb"), display, deep, path)

    @classmethod
    def of(cls, files: Mapping[str, Source], display: str) -> Package:
        """The package that these files will make once they are packed; only the manifest is read."""
        entries = {name: Entry(name) for name in files}
        return cls(display, entries, tuple(entries.values()), (), FileStore(files), deep=False)

    def __contains__(self, name: str) -> bool:
        return name in self.entries

    def at(self, name: str = "") -> Location:
        """The place of the package itself, or of a file in it."""
        if not name or (self.bare and name in self.entries):
            return Location(self.display)
        return Location(f"{self.display}{self.separator}{name}")

    def read(self, name: str, limit: int = MAX_BYTES) -> bytes:
        """A file, or its first ``limit`` + 1 bytes; raises KeyError, OSError and `DamagedError`."""
        return self.store.read(self.entries[name], limit)

    @cached_property
    def folded(self) -> Mapping[str, str]:
        """Names by what they are without regard to capital letters."""
        return {name.casefold(): name for name in self.entries}

    @cached_property
    def folders(self) -> frozenset[str]:
        """Folders of files, without a slash at the end; of an absurd number the first ones."""
        found: set[str] = set()
        for name in self.entries:
            folder = name.rpartition("/")[0]
            while folder and folder not in found and len(found) < MAX_ENTRIES:
                found.add(folder)
                folder = folder.rpartition("/")[0]
        return frozenset(found)

    @property
    def bounded(self) -> bool:
        """Whether every file may be read to its end: wanted, and no bomb."""
        return (
            self.deep
            and not any(fault.kind in ("bounds", "overlap") for fault in self.faults)
            and sum(one.size for one in self.entries.values()) <= MAX_TOTAL
        )

    @cached_property
    def damage(self) -> tuple[Fault, ...]:
        """What is wrong with the bytes of files: of all, or if that is unsafe or not ``deep``, of the
        manifest."""
        manifest = self.entries.get(MANIFEST)
        return tuple(self.store.verify(self.listed if self.bounded else [manifest] if manifest else []))

    @cached_property
    def document(self) -> XmlDocument | None:
        """The manifest's XML; None if there is none at the root or it cannot be unpacked. Raises OSError."""
        if MANIFEST not in self.entries:
            return None
        try:
            return parse_xml(self.read(MANIFEST), str(self.at(MANIFEST)))
        except DamagedError:
            return None  # the family archive tells

    @cached_property
    def manifest(self) -> Manifest | None:
        """The manifest as a model; None if it cannot be read as XML."""
        return (
            read_manifest(self.document)
            if self.document is not None and self.document.root is not None
            else None
        )

    @property
    def web_files(self) -> Iterator[WebFile]:
        """The pages and style sheets, by name, one after the other, as far as they are looked at. Raises
        OSError."""
        names = sorted(name for name in self.entries if is_page(name) or is_sheet(name))[:MAX_FILES]
        folded = {one.casefold(): one for one in self.folders} | dict(self.folded)
        for name, data in self.texts(names, MAX_FILE):
            kind = HtmlPage if is_page(name) else WebFile
            yield kind(name, str(self.at(name)), data, self.entries, folded)

    def texts(self, names: Iterable[str], most: int) -> Iterator[tuple[str, bytes]]:
        """Those of these files that have at most ``most`` bytes, up to `MAX_ALL` together; none unless
        ``deep``. Raises OSError."""
        left = MAX_ALL
        for name in names if self.deep and not self.bare else ():
            try:
                data = self.read(name, most)
            except DamagedError:
                continue  # the family archive tells
            left -= len(data)
            if left < 0:
                break
            if len(data) <= most:
                yield name, data

    @cached_property
    def activities(self) -> tuple[Activity, ...]:
        """The activity trees, one for each organization; none without a manifest."""
        return read_activities(self.document, self.manifest) if self.document and self.manifest else ()


def zip_package(data: bytes, display: str) -> Package:
    """A zip from memory."""
    return _open_zip(lambda: io.BytesIO(data), display, deep=True)


def _open_zip(opened: Opener, display: str, deep: bool, path: Path | None = None) -> Package:
    try:
        listed, faults = read_directory(opened)
    except DamagedError as error:
        fault = Fault("damaged", "", f"The zip cannot be read: {error}.")
        return Package(display, {}, (), (fault,), FileStore(), deep=False, path=path)
    store = ZipStore(opened)
    return Package(display, _files(listed), tuple(listed), tuple(faults), store, deep=deep, path=path)


def _open_tar(path: Path, display: str, deep: bool) -> Package:
    tar = read_tar(path, lambda one: one.name.lower().endswith(".xml") and one.size <= MAX_BYTES)
    entries = _files(tar.entries)
    faults = list(tar.faults)
    if BACKUP not in entries and not faults:
        message = "This is a gzipped tar, which only a Moodle backup may be. Pack the files into a zip."
        faults.append(Fault("damaged", "", message))
    store = TarStore(tar.kept, tar.digests)
    return Package(display, entries, tar.entries, tuple(faults), store, deep=deep, path=path)


def _files(listed: Iterable[Entry]) -> dict[str, Entry]:
    return {one.name: one for one in listed if not one.name.endswith("/") and not one.special}


def _open_folder(root: Path, display: str, deep: bool) -> Package:
    sources: dict[str, Source] = {}
    listed: list[Entry] = []
    faults: list[Fault] = []
    for found in _walk(root):
        if len(listed) >= MAX_ENTRIES:
            faults.append(Fault("bounds", "", f"The folder holds more than {MAX_ENTRIES:,} files."))
            break
        raw = os.fsencode(found.relative_to(root).as_posix())
        name = raw.decode("utf-8", "replace")
        status = found.lstat()
        special = not stat.S_ISREG(status.st_mode)
        listed.append(Entry(name, status.st_size, raw=raw, special=special))
        faults.extend(entry_faults(listed[-1]))
        if not special:
            sources[name] = FileSource(found)
    kept, long = short_named(listed)
    every = (*faults, *long)
    return Package(display, _files(kept), tuple(kept), every, FileStore(sources), "/", deep=deep, path=root)


def _walk(root: Path) -> Iterator[Path]:
    """Everything below a folder that is not itself a folder; links are not followed. What version control
    keeps is no part of a package."""
    folders = [root]
    while folders:
        with os.scandir(folders.pop()) as found:
            for one in sorted(found, key=lambda one: one.name):
                if one.is_dir(follow_symlinks=False):
                    if one.name not in _OF_VERSION_CONTROL:
                        folders.append(Path(one.path))
                else:
                    yield Path(one.path)


def bytes_package(data: bytes, display: str = MANIFEST, name: str = MANIFEST) -> Package:
    """A bare manifest, or another file that stands for a package, from memory."""
    entry = Entry(name, len(data))
    return Package(display, {name: entry}, (entry,), (), FileStore({name: BytesSource(data)}), "", bare=True)
