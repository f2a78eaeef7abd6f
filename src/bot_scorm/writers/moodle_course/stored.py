"""Files of a Moodle course: kept by their SHA-1, with where each is shown in ``files.xml``."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from posixpath import split

from bot_scorm.archive import BytesSource, Source
from bot_scorm.package.xml import Element
from bot_scorm.writers.moodle_course.nodes import fields, now, number


@dataclass(frozen=True, slots=True)
class Stored:
    """A file in one of the areas of Moodle's file store."""

    context: int
    component: str
    area: str
    item: int
    """What of the area it belongs to, or 0."""
    name: str
    """With its folders, without a slash before it."""
    source: Source

    @property
    def id(self) -> int:
        """Its number."""
        return number(str(self.context), self.component, self.area, str(self.item), self.name)


def kept(files: Iterable[Stored]) -> tuple[list[Element], dict[str, Source]]:
    """The lines of ``files.xml``, and the contents by name in the backup."""
    lines, contents = [], dict[str, Source]()
    for one in files:
        data = one.source.read()
        digest = hashlib.sha1(data, usedforsecurity=False).hexdigest()
        contents[f"files/{digest[:2]}/{digest}"] = BytesSource(data)
        lines.append(_line(one, digest, len(data)))
    return lines, contents


def _line(file: Stored, digest: str, size: int) -> Element:
    folder, name = split(file.name)
    values = {
        "contenthash": digest,
        "contextid": file.context,
        "component": file.component,
        "filearea": file.area,
        "itemid": file.item,
        "filepath": f"/{folder}/" if folder else "/",
        "filename": name,
        "userid": None,
        "filesize": size,
        "mimetype": _TYPES.get(name.rpartition(".")[2]) or _UNKNOWN,
        "status": 0,
        "timecreated": now(),
        "timemodified": now(),
        "source": None,
        "author": None,
        "license": None,
        "sortorder": 0,
        "repositorytype": None,
        "repositoryid": None,
        "reference": None,
    }
    return fields("file", values, id=file.id)


_UNKNOWN = "application/octet-stream"
_TYPES = {
    "html": "text/html", "css": "text/css", "js": "application/x-javascript", "svg": "image/svg+xml",
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp",
    "avif": "image/avif", "mp3": "audio/mp3", "mp4": "video/mp4", "m4a": "audio/mp4", "ogg": "audio/ogg",
    "webm": "video/webm", "vtt": "text/vtt", "xml": "application/xml", "zip": "application/zip",
    "woff2": "font/woff2", "xsd": "text/xml", "dtd": "application/xml-dtd",
}  # fmt: skip
"""Written down, since what a machine knows of endings differs."""
