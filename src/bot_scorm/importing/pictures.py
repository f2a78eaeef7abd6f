"""Pictures and links of questions: files get safe names below ``media/``, what is not there becomes words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any, Protocol
from urllib.parse import unquote

from bot_scorm.diagnostics import Location, Report
from bot_scorm.importing import faults
from bot_scorm.model.blocks import Figure, Paragraph
from bot_scorm.model.questions import Question
from bot_scorm.model.text import Text
from bot_scorm.readers.ids import slug

_INLINE = re.compile(r"(!?)\[((?:\\.|[^\\\[\]])*)\]\((?:<([^<>\n]*)>|([^\s()<>]*))(?:\s+\"[^\"\n]*\")?\)")
_WEB = re.compile(r"https?://|mailto:|tel:", re.I)
_STARTS = {
    "png": (b"\x89PNG\r\n\x1a\n",),
    "jpg": (b"\xff\xd8\xff",),
    "gif": (b"GIF87a", b"GIF89a"),
    "webp": (b"RIFF",),
}
"""How files of a kind begin; the ending follows from it, since a name may lie."""


class Files(Protocol):
    """Files by the path in texts."""

    def get(self, address: str, /) -> bytes | None:
        """A file's bytes; None if it is not there."""
        ...


@dataclass(slots=True)
class Pictures:
    """The pictures of one module."""

    files: Files
    """Those of the file that is imported, by the path in its texts."""
    report: Report
    refused: Mapping[bytes, str] = field(default_factory=dict)
    """Those in which a check found an error, with its message."""
    written: dict[str, bytes] = field(default_factory=dict)
    """Those that are used, by their new path."""

    def of(self, question: Question) -> Question:
        """The question with the new paths of its pictures."""
        changed: Question = self._changed(question, question.at)
        return changed

    def _changed(self, node: Any, at: Location) -> Any:
        if isinstance(node, Text):
            return replace(node, source=_INLINE.sub(lambda one: self._inline(one, at), node.source))
        if isinstance(node, Figure):
            path = self._path(node.src, at)
            return replace(node, src=path) if path else Paragraph(node.at, node.alt or Text("…", node.at))
        if isinstance(node, tuple):
            return tuple(self._changed(one, at) for one in node)
        if is_dataclass(node) and not isinstance(node, type | Location):
            values = {one.name: self._changed(getattr(node, one.name), at) for one in fields(node)}
            return replace(node, **values)
        return node

    def _inline(self, found: re.Match[str], at: Location) -> str:
        address = found[3] if found[3] is not None else found[4]
        if found[1]:
            path = self._path(address, at)
            return f"![{found[2]}]({path})" if path else found[2] or "…"
        if _WEB.match(address):
            return found[0]
        self.report.add(faults.LINK, at, f"The link to “{address[:80]}” is left out; its words stay.")
        return found[2]

    def _path(self, address: str, at: Location) -> str:
        """The new path of a picture, or nothing if it does not lie in the file."""
        data = self.files.get(address) or self.files.get(unquote(address))
        ending = ending_of(data) if data else ""
        if not data or not ending or data in self.refused:
            reason = "is no picture of a kind that is known" if data else "does not lie in the file"
            reason = f"is refused ({self.refused[data]})" if data and data in self.refused else reason
            message = f"The picture “{address[:80]}” {reason}; its alternative text stands in its place."
            self.report.add(faults.PICTURE, at, message)
            return ""
        name = slug(PurePosixPath(unquote(address)).stem)
        path = f"media/{name}.{ending}"
        if self.written.get(path, data) != data:
            path = f"media/{name}-{sha256(data).hexdigest()[:8]}.{ending}"
        self.written[path] = data
        return path


def ending_of(data: bytes) -> str:
    """The ending that a picture has by its bytes; empty for what is none that is known."""
    for ending, starts in _STARTS.items():
        if data.startswith(starts):
            return ending
    return "svg" if b"<svg" in data[:1024] else ""


def without(node: Any, gone: frozenset[str]) -> Any:
    """A node in which some files are no longer shown or led to, but words in their place."""
    if not gone or (not isinstance(node, tuple) and not is_dataclass(node)):
        return node
    if isinstance(node, Text):
        return replace(
            node, source=_INLINE.sub(lambda one: one[2] if one[3] in gone else one[0], node.source)
        )
    if isinstance(node, Figure) and node.src in gone:
        return Paragraph(node.at, node.alt)
    if isinstance(node, tuple):
        return tuple(without(one, gone) for one in node)
    if isinstance(node, type | Location):
        return node
    return replace(node, **{one.name: without(getattr(node, one.name), gone) for one in fields(node)})
