"""What is written is tried first: a module is checked as any other, and what a check refuses is left out."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot_scorm.diagnostics import Diagnostic, Report, Severity
from bot_scorm.pipeline import check_sources
from bot_scorm.sources.pages import programme_text

_PLACE = "curriculum/import"
_TRIES = 8
"""How often what is left is checked again, since one error can hide another."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A module as it would be written."""

    files: Mapping[str, bytes]
    """By their path in its folder."""
    starts: Mapping[str, list[tuple[int, int]]] = field(default_factory=dict)
    """For each page the first line, from 1, of each of its parts, with the part's number."""
    copied: Mapping[str, bytes] = field(default_factory=dict)
    """Those of the files that were not made here but copied."""


@dataclass(slots=True)
class Refused:
    """What checks have refused so far, with their messages."""

    parts: dict[int, list[str]] = field(default_factory=dict)
    """By number; a part can be refused again after it was changed."""
    pages: dict[str, list[str]] = field(default_factory=dict)
    """Pages in whose settings there is an error, by name."""
    files: dict[bytes, str] = field(default_factory=dict)
    """Copied files."""


def tried(
    make: Callable[[Refused], Draft | None], refused: Refused, beside: Mapping[str, bytes] | None = None
) -> tuple[Draft | None, list[Diagnostic]]:
    """The draft that a check finds no error in, made as often as needed; and the errors that stayed.

    ``beside`` are the programme's own files, such as its glossary.
    """
    draft, errors = None, list[Diagnostic]()
    for _ in range(_TRIES):
        draft = make(refused)
        errors = _errors(draft.files, beside or {}) if draft else []
        if draft is None or not errors:
            break
        for one in errors:
            _refuse(one, draft, refused)
    return draft, errors


def _refuse(error: Diagnostic, draft: Draft, refused: Refused) -> None:
    name = error.at.path.rpartition(f"{_PLACE}/")[2]
    if name in draft.copied:
        refused.files[draft.copied[name]] = error.message
    elif (number := _part_at(error.at.line, draft.starts.get(name, []))) is not None:
        refused.parts.setdefault(number, []).append(error.message)
    elif name in draft.starts:
        refused.pages.setdefault(name, []).append(error.message)


def _errors(files: Mapping[str, bytes], beside: Mapping[str, bytes]) -> list[Diagnostic]:
    """The errors that a check finds in a module."""
    found = Report()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_files(root / _PLACE, files)
        write_files(
            root, {"programme.yaml": programme_text("import-check", "Import", "en").encode(), **beside}
        )
        check_sources(root, found, jobs=1)
    return [one for one in found if one.severity is Severity.ERROR]


def _part_at(line: int, starts: list[tuple[int, int]]) -> int | None:
    """The number of the part in which a line stands."""
    return next((number for start, number in reversed(starts) if start <= line), None)


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes files below a folder; raises OSError."""
    for name, data in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
