"""The files of a QTI package, in a zip, in a folder, or one alone; no more is read than is bearable."""

from __future__ import annotations

import io
import os
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from posixpath import normpath
from typing import Protocol
from urllib.parse import unquote

from bot_scorm.package_xml import XmlDocument, parse_xml

MOST = 64 * 2**20
"""Bytes that the files read of a package may have, together."""
_MOST_FILES = 20_000
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp")
_TYPE = re.compile(rb"<!DOCTYPE\s+[\w:.-]+(?:\s+(?:SYSTEM|PUBLIC)(?:\s+(?:\"[^\"]*\"|'[^']*')){1,2})?\s*>")
"""A document type that only names a file, as ILIAS writes it; nothing of it is looked at."""


class Held(Protocol):
    """Where the files are."""

    def read(self, name: str, limit: int) -> bytes | None:
        """At most ``limit`` + 1 bytes of a file; None if it is broken."""
        ...


@dataclass(slots=True)
class Files:
    """Files by name, of which no more than `MOST` bytes are read."""

    path: str
    """As findings show it."""
    names: tuple[str, ...]
    held: Held
    left: int = MOST
    _folded: dict[str, str] = field(default_factory=dict)
    _known: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self._known = frozenset(self.names)

    @classmethod
    def of_zip(cls, data: bytes, path: str) -> Files:
        """Those of a zip; none if it is broken."""
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
            found = {one.filename: one for one in archive.infolist()[:_MOST_FILES] if not one.is_dir()}
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError):
            return cls(path, (), _Alone({}))
        return cls(path, tuple(found), _Zip(archive, found))

    @classmethod
    def of_folder(cls, folder: Path, path: str) -> Files:
        """Those below a folder; links are not followed, and names that begin with a dot are left out."""
        found = dict(sorted(_below(folder)))
        return cls(path, tuple(found), _Folder(found))

    @classmethod
    def of_file(cls, data: bytes, path: str) -> Files:
        """One file."""
        name = PurePosixPath(path).name
        return cls(str(PurePosixPath(path).parent), (name,), _Alone({name: data}))

    def read(self, name: str) -> bytes | None:
        """A file; None if it is not there, broken, or too much."""
        if name not in self._known:
            return None
        data = self.held.read(name, self.left)
        if data is None or len(data) > self.left:
            return None
        self.left -= len(data)
        return data

    def document(self, name: str) -> XmlDocument | None:
        """A file as XML; None if it cannot be had."""
        data = self.read(name)
        if data is None:
            return None
        blank = _TYPE.sub(lambda one: re.sub(rb"[^\n]", b" ", one[0]), data[:4096], count=1)
        return parse_xml(blank + data[4096:], self.place(name))

    def place(self, name: str) -> str:
        """A file as findings show it."""
        return name if self.path == "." else f"{self.path}/{name}"

    def find(self, href: str, folder: str, *, anywhere: bool = False) -> str:
        """The name of the file that an address in a folder means; the address if there is none.

        ``anywhere`` takes one of this name in any folder, since exports name folders that they leave out.
        """
        plain = unquote(href.partition("?")[0].partition("#")[0]).lstrip("/")
        for one in (normpath(f"{folder}/{plain}" if folder else plain), normpath(plain)):
            if one in self._known:
                return one
        if not anywhere or not plain:
            return plain
        if not self._folded:
            self._folded = {PurePosixPath(one).name: one for one in self.names}
        return self._folded.get(PurePosixPath(plain).name, plain)

    def pictures(self) -> Iterator[tuple[str, bytes]]:
        """Pictures by their names."""
        for name in self.names:
            if name.lower().endswith(_PICTURES) and (data := self.read(name)) is not None:
                yield name, data


@dataclass(frozen=True, slots=True)
class _Zip:
    archive: zipfile.ZipFile
    found: Mapping[str, zipfile.ZipInfo]

    def read(self, name: str, limit: int) -> bytes | None:
        if self.found[name].file_size > limit:
            return None
        try:
            with self.archive.open(self.found[name]) as file:
                return file.read(limit + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError):
            return None


@dataclass(frozen=True, slots=True)
class _Folder:
    found: Mapping[str, Path]

    def read(self, name: str, limit: int) -> bytes | None:
        try:
            with self.found[name].open("rb") as file:
                return file.read(limit + 1)
        except OSError:
            return None


@dataclass(frozen=True, slots=True)
class _Alone:
    found: Mapping[str, bytes]

    def read(self, name: str, limit: int) -> bytes | None:
        return self.found[name]


def _below(root: Path) -> Iterator[tuple[str, Path]]:
    folders, count = [root], 0
    while folders:
        with os.scandir(folders.pop()) as found:
            for one in found:
                if one.name.startswith("."):
                    continue
                if one.is_dir(follow_symlinks=False):
                    folders.append(Path(one.path))
                elif one.is_file(follow_symlinks=False):
                    count += 1
                    if count > _MOST_FILES:
                        return
                    yield Path(one.path).relative_to(root).as_posix(), Path(one.path)
