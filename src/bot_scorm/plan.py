"""What is asked of a build, and what there is to build."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot_scorm.suggest import or_similar, with_guess
from bot_scorm.usage import UsageError

if TYPE_CHECKING:
    from bot_scorm.diagnostics import Report
    from bot_scorm.model.programme import Programme

DEFAULT_FORMATS = ("scorm12", "gift")
MAX_JOBS = 4
"""The most processes that are started unasked: more earn little and cost memory."""


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What to build; what is empty means all there is, or what programme.yaml says."""

    formats: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    out: Path | None = None
    """Where to; without it ``build`` beside ``content``."""
    jobs: int = 0
    """How many processes; 0 chooses by the machine."""
    force: bool = False
    """Builds what is fresh, too."""
    release: bool = False
    """Refuses ids that are not written in the sources."""
    with_schemas: bool = False
    """Adds the official schemas, which the user has to have installed, to packages."""
    overlay: Path | None = None
    """A provider's folder, which adds to the content."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What a programme consists of, without its pages."""

    id: str
    language: str
    formats: tuple[str, ...]
    modules: tuple[tuple[str, str], ...]
    """Folder below the root, and id."""


def outline_of(programme: Programme, root: Path, report: Report) -> Outline:
    """What a programme consists of; reports formats that there are not, and a language without words."""
    from bot_scorm.readers.faults import FOREIGN_WORDS, SETTING
    from bot_scorm.writers.strings import is_spoken

    if not is_spoken(programme.language):
        message = f"The player has no words of its own in “{programme.language}” and says them in English."
        report.add(FOREIGN_WORDS, programme.language_at or programme.at, message)

    for name, at in zip(programme.formats, programme.formats_at, strict=True):
        if name not in known_formats():
            report.add(SETTING, at, with_guess(f"There is no format “{name}”", name, known_formats()))
    modules = tuple(
        (Path(module.at.path).parent.relative_to(root).as_posix(), module.id) for module in programme.modules
    )
    return Outline(programme.id, programme.language, programme.formats, modules)


def project_of(root: Path) -> Path:
    """The folder of the whole project: the one that holds ``content/``, or the programme's own."""
    return root.parent if root.name == "content" else root


def chosen(asked: Sequence[str], default: Sequence[str], known: Sequence[str], what: str) -> tuple[str, ...]:
    """What was asked for, or else the default, once each; raises UsageError if one of them is not known."""
    for one in asked or default:
        if one not in known:
            raise UsageError(f"there is no {what} {one!r}{or_similar(one, known)}")
    return tuple(dict.fromkeys(asked or default))


def known_formats() -> tuple[str, ...]:
    """The names of all formats."""
    from bot_scorm.writers import WRITERS

    return tuple(WRITERS)


def processes() -> int:
    """How many processes to start unasked."""
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(available, MAX_JOBS)
