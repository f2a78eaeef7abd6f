"""The files of a QTI package, in a zip, in a folder, or one alone; no more is read than is bearable."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import unquote

from bot_scorm.package.view import Package, bytes_package, zip_package
from bot_scorm.package.xml import XmlDocument, parse_xml
from bot_scorm.package.zip import DamagedError

MOST = 64 * 2**20
"""Bytes that the files read of a package may have, together."""
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp")
_TYPE = re.compile(rb"<!DOCTYPE\s+[\w:.-]+(?:\s+(?:SYSTEM|PUBLIC)(?:\s+(?:\"[^\"]*\"|'[^']*')){1,2})?\s*>")
"""A document type that only names a file, as ILIAS writes it; nothing of it is looked at."""


def is_zip(data: bytes) -> bool:
    """Whether a file is packed."""
    return data.startswith(b"PK\x03\x04")


@dataclass(slots=True)
class Files:
    """The files of a package, of which no more than `MOST` bytes are read."""

    package: Package
    left: int = MOST
    names: tuple[str, ...] = field(init=False)
    """Without those that systems hide: their name, or that of a folder, begins with a dot."""
    _folded: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.names = tuple(one for one in self.package.entries if not re.search(r"(^|/)\.", one))

    @classmethod
    def of(cls, data: bytes, path: str) -> Files:
        """Those of a zip, none if it is broken; or one file alone."""
        if is_zip(data):
            return cls(zip_package(data, path))
        return cls(bytes_package(data, path, PurePosixPath(path).name))

    @classmethod
    def of_folder(cls, folder: Path, path: str) -> Files:
        """Those below a folder; links are not followed. Raises OSError if there is no such folder."""
        return cls(Package.open(folder, path))

    def read(self, name: str) -> bytes | None:
        """A file; None if it is not there, broken, or too much."""
        if name not in self.package:
            return None
        try:
            data = self.package.read(name, self.left)
        except (DamagedError, OSError):
            return None
        if len(data) > self.left:
            return None
        self.left -= len(data)
        return data

    def document(self, name: str) -> XmlDocument | None:
        """A file as XML; None if it cannot be had."""
        data = self.read(name)
        if data is None:
            return None
        blank = _TYPE.sub(lambda one: re.sub(rb"[^\n]", b" ", one[0]), data[:4096], count=1)
        return parse_xml(blank + data[4096:], str(self.package.at(name)))

    def find(self, href: str, folder: str, *, anywhere: bool = False) -> str:
        """The name of the file that an address in a folder means; the address if there is none.

        ``anywhere`` takes one of this name in any folder, since exports name folders that they leave out.
        """
        plain = unquote(href.partition("?")[0].partition("#")[0]).lstrip("/")
        for one in (normpath(f"{folder}/{plain}" if folder else plain), normpath(plain)):
            if one in self.package:
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
