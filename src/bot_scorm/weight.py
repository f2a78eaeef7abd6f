"""What a package weighs, and which of its files weigh most."""

from __future__ import annotations

import zipfile
from pathlib import Path

from bot_scorm import faults
from bot_scorm.diagnostics import Location, Report

LIMIT = 5_000_000
"""Bytes of a module's package that a bad line still carries."""
_NAMED = 3


def weigh(path: Path, at: Location, report: Report) -> None:
    """Reports a package that is too large, with its largest files; ``at`` is the module's."""
    size = path.stat().st_size
    if size <= LIMIT:
        return
    with zipfile.ZipFile(path) as archive:
        files = sorted(archive.infolist(), key=lambda one: (-one.compress_size, one.filename))
    largest = ", ".join(f"{one.filename} ({_mb(one.compress_size)})" for one in files[:_NAMED])
    message = f"{path.name} has {_mb(size)}, more than 5 MB; its largest files are {largest}."
    report.add(faults.HEAVY, at, message)


def _mb(size: int) -> str:
    return f"{size / 1e6:.1f} MB"
