"""Writes ids that were derived from texts into the source files, so that they stay when the texts change."""

from __future__ import annotations

import re
from pathlib import Path

from bot_scorm.archive import write_file
from bot_scorm.diagnostics import Location, Report
from bot_scorm.model.programme import Page
from bot_scorm.model.references import Glossary
from bot_scorm.model.walk import unpinned
from bot_scorm.readers.attributes import attributes_start
from bot_scorm.readers.content import load

_LINE = re.compile("[^\r\n\u2028]*(?:\r\n|[\r\n\u2028])|[^\r\n\u2028]+$")
"""Lines with their ends, as `source.from_text` counts them."""


def pin_ids(root: Path) -> list[Path]:
    """Pins every derived id of the programme in ``root``; returns the files that were changed.

    Byte-order mark and line ends stay as they are, and nothing else of a file changes.
    Raises OSError if a file cannot be written; each is written whole or not at all.
    """
    wanted: dict[str, list[tuple[Location, str, bool]]] = {}
    for node in unpinned(load(root, Report())):
        wanted.setdefault(node.at.path, []).append((node.at, node.id, isinstance(node, Page | Glossary)))
    changed = []
    for path, pins in wanted.items():
        file = Path(path)
        text = file.read_bytes().decode("utf-8")
        write_file(file, _pinned(text, pins).encode("utf-8"))
        changed.append(file)
    return changed


def _pinned(text: str, pins: list[tuple[Location, str, bool]]) -> str:
    lines = _LINE.findall(text)
    for at, id, page in sorted(pins, key=lambda pin: pin[0], reverse=True):
        number = at.line - 1
        line = lines[number]
        body = line.rstrip("\r\n\u2028")
        end = line[len(body) :]
        if page:
            lines[number] = f"{body}{end}id: {id}{end}"
            continue
        body = body.rstrip()
        start = attributes_start(body) if body.endswith("}") and not body.endswith("\\}") else -1
        head = f"{body[: start + 1]}#{id} {body[start + 1 :]}" if start >= 0 else f"{body} {{#{id}}}"
        lines[number] = head + end
    return "".join(lines)
