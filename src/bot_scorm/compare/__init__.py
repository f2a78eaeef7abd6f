"""What changes from one package or question file to another, and what learners half-way keep."""

from __future__ import annotations

from pathlib import Path

from bot_scorm.compare.banks import Entry, compare_banks, read_gift_entries, read_moodle_xml_entries
from bot_scorm.compare.changes import Comparison
from bot_scorm.compare.packages import PackageRead, compare_packages, read_package
from bot_scorm.package.quiz import MAX_QUIZ, is_quiz
from bot_scorm.package.view import MANIFEST
from bot_scorm.usage import UsageError
from bot_scorm.validation import GIFT_ENDINGS, MAX_GIFT

__all__ = ["Comparison", "compare"]

_PEEK = 2000
_PACKAGE, _BANK = "a package", "a question file"


def compare(old: Path, new: Path, shown: tuple[str, str] = ("", "")) -> Comparison:
    """What changes from ``old`` to ``new``: two packages (zips, folders, manifests), or two question files.

    ``shown`` are the paths as people see them. Raises `UsageError` where a file is not there, cannot be read,
    is nothing that is compared, or is of another kind than the other one.
    """
    display = (shown[0] or old.as_posix(), shown[1] or new.as_posix())
    before, after = (_read(path, name) for path, name in zip((old, new), display, strict=True))
    if isinstance(before, PackageRead) and isinstance(after, PackageRead):
        return compare_packages(before, after)
    if isinstance(before, list) and isinstance(after, list):
        return compare_banks(before, after, display)
    kinds = [_BANK if isinstance(one, list) else _PACKAGE for one in (before, after)]
    raise UsageError(f"{display[0]} is {kinds[0]} and {display[1]} {kinds[1]}: name two of the same kind")


def _read(path: Path, display: str) -> PackageRead | list[Entry]:
    if not path.exists():
        raise UsageError(f"{display} is not there")
    if path.is_dir():
        return read_package(path, display)
    if path.name.lower().endswith(GIFT_ENDINGS):
        return read_gift_entries(_data(path, display, MAX_GIFT), display)
    if path.suffix.lower() == ".xml" and path.name.lower() != MANIFEST:
        with path.open("rb") as file:
            quiz = is_quiz(file.read(_PEEK))
        if quiz:
            found = read_moodle_xml_entries(_data(path, display, MAX_QUIZ), display)
            if found is None:
                raise UsageError(f"{display} cannot be read: bot-pack validate says why")
            return found
    return read_package(path, display)


def _data(path: Path, display: str, most: int) -> bytes:
    with path.open("rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise UsageError(f"{display} is larger than {most // 2**20} MiB; split it")
    return data
