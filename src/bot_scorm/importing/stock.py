"""The files of a package that pages of an import show and lead to: found, read within bounds, and named."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import PurePosixPath
from urllib.parse import unquote_to_bytes

from bot_scorm.importing.pictures import ending_of
from bot_scorm.model.programme import ATTACHMENTS
from bot_scorm.package.manifest import resolve
from bot_scorm.package.view import Package
from bot_scorm.package.zip import DamagedError
from bot_scorm.readers.ids import slug
from bot_scorm.readers.recordings import ENDINGS

MOST = 256 * 2**20
"""Bytes that all files of an import may have together."""
LARGEST = 64 * 2**20
"""Bytes of one file, as of a picture that is made ready for a package."""
_BASE = re.compile(r"(?:\$|%24)IMS(?:-|_)CC(?:-|_)FILEBASE(?:\$|%24)/?", re.I)
_WIKI = re.compile(r"(?:\$|%24)WIKI_REFERENCE(?:\$|%24)/(?:wiki|pages)/([^?#]+)", re.I)
_TOKEN = re.compile(r"(?:\$|%24)[A-Z_-]{3,40}(?:\$|%24)")
_FOLDERS = ("", "web_resources/", "wiki_content/")
"""Where addresses that begin with the cartridge's own folder may mean; the second is Canvas's."""
_DATA = re.compile(r"data:image/[\w.+-]+(;base64)?,", re.I)


@dataclass(slots=True)
class Stock:
    """The files of a package, those of them that are used, and how much may still be read."""

    package: Package
    left: int = MOST

    def read(self, name: str, most: int = LARGEST) -> bytes | None:
        """A file; None if it is not there, damaged, or more than ``most`` bytes or than is left."""
        most = min(most, self.left)
        try:
            data = self.package.read(name, most)
        except (KeyError, OSError, DamagedError):
            return None
        if len(data) > most:
            return None
        self.left -= len(data)
        return data

    def find(self, href: str, folder: str) -> str:
        """The file of the package that an address means, from a page in a folder; empty if there is none."""
        if wiki := _WIKI.search(href):
            href = f"$IMS-CC-FILEBASE$/wiki_content/{wiki[1]}.html"
        bare = _BASE.sub("", href)
        based = bare != href
        if not based and _TOKEN.search(href):
            return ""
        for base in _FOLDERS if based else (folder, *_FOLDERS):
            name = resolve(self.package.at(), bare, base).name
            if name in self.package:
                return name
            if (other := self.package.folded.get(name.casefold())) and name:
                return other
        return ""


@dataclass(slots=True)
class Shelf:
    """The files of one module: each has a name below ``media/`` that is safe and its own."""

    stock: Stock
    written: dict[str, bytes] = field(default_factory=dict)
    """By their new path."""
    names: dict[tuple[str, str], str] = field(default_factory=dict)
    """What was asked for, as kind and name in the package, to its new path; an empty one was refused."""

    def picture(self, name: str) -> str:
        """The new path of a picture; empty if it is none, or not there."""
        return self._path("picture", name, ending_of)

    def attachment(self, name: str) -> str:
        """The new path of a file to open."""
        return self._path("file", name, lambda _: _of(name, ATTACHMENTS))

    def recording(self, name: str) -> str:
        """The new path of a recording or its captions."""
        return self._path("recording", name, lambda _: _of(name, ENDINGS | {".vtt"}))

    def inline(self, src: str) -> str:
        """The new path of a picture that stands in its address."""
        found = _DATA.match(src)
        if not found:
            return ""
        try:
            raw = unquote_to_bytes(src[found.end() :])
            data = base64.b64decode(raw) if found[1] else raw
        except (binascii.Error, ValueError):
            return ""
        ending = ending_of(data)
        return self._keep("picture", ending, data) if ending else ""

    def _path(self, kind: str, name: str, ending_by: Callable[[bytes], str]) -> str:
        if (kind, name) not in self.names:
            data = self.stock.read(name) if name else None
            ending = ending_by(data) if data else ""
            stem = slug(PurePosixPath(name).stem)
            self.names[kind, name] = self._keep(stem, ending, data) if data and ending else ""
        return self.names[kind, name]

    def _keep(self, stem: str, ending: str, data: bytes) -> str:
        path = f"media/{stem}.{ending}"
        if self.written.get(path, data) != data:
            path = f"media/{stem}-{sha256(data).hexdigest()[:8]}.{ending}"
        self.written[path] = data
        return path


def _of(name: str, endings: frozenset[str] | set[str]) -> str:
    ending = PurePosixPath(name).suffix.lower()
    return ending.removeprefix(".") if ending in endings else ""
