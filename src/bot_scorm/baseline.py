"""The findings of an earlier day, so that an old course is asked only for what is new.

A finding is known again by its rule, its file inside the package and the offending text; not by its line,
which moves. A baseline is a JSON file that people can read and compare.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot_scorm.archive import write_file
from bot_scorm.diagnostics import Diagnostic, Gone
from bot_scorm.package.view import Package
from bot_scorm.package.zip import DamagedError
from bot_scorm.usage import UsageError

VERSION = 1
_LENGTH = 80
"""So much of a line is the offending text at most, from the finding's column on."""
_MAX_FILE = 16 * 2**20
_NUMBERED = re.compile(r"\b(line|column) \d+")
_PLACE = re.compile(r"(?<=[\w.]):\d+(?::\d+)?\b")


@dataclass(frozen=True, order=True, slots=True)
class Mark:
    """What a finding is known by; ``path`` is inside the package, empty for the package itself."""

    rule: str
    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A package that was checked: where it is, how its path is shown, and its findings."""

    path: Path
    display: str
    found: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """What a baseline says of some packages: findings by package, in the packages' order."""

    new: tuple[tuple[Diagnostic, ...], ...]
    known: tuple[tuple[Diagnostic, ...], ...]
    gone: tuple[Gone, ...]


def compare(file: Path, packages: Sequence[Checked]) -> Compared:
    """Parts new findings from those in a baseline; raises UsageError if it is not there or is none.

    If the baseline knows one package and one is looked at, they are versions of each other, whatever they
    are called.
    """
    kept = _read(file)
    names = [_name(one.path, file) for one in packages]
    if len(kept) == len(names) == 1:
        names = list(kept)
    new: list[tuple[Diagnostic, ...]] = []
    known: list[tuple[Diagnostic, ...]] = []
    gone: list[Gone] = []
    for name, one in zip(names, packages, strict=True):
        left = Counter(kept.get(name, {}))
        fresh, old = [], []
        for finding, mark in zip(one.found, marks(one), strict=True):
            if left[mark] > 0:
                left[mark] -= 1
                old.append(finding)
            else:
                fresh.append(finding)
        new.append(tuple(fresh))
        known.append(tuple(old))
        rest = ((mark, count) for mark, count in sorted(left.items()) if count > 0)
        gone.extend(Gone(one.display, mark.rule, mark.path, mark.text, count) for mark, count in rest)
    return Compared(tuple(new), tuple(known), tuple(gone))


def write(file: Path, packages: Iterable[Checked]) -> int:
    """Takes all findings as known; gives their number. Raises UsageError if the file cannot be written."""
    kept = {_name(one.path, file): Counter(marks(one)) for one in packages}
    data = {
        "version": VERSION,
        "packages": {name: [_entry(*one) for one in sorted(kept[name].items())] for name in sorted(kept)},
    }
    text = json.dumps(data, indent=1, ensure_ascii=False).encode("utf-8", "replace")
    try:
        write_file(file, text + b"\n")
    except OSError as error:
        raise UsageError(f"{file} cannot be written: {error.strerror}") from error
    return sum(one.total() for one in kept.values())


def marks(one: Checked) -> list[Mark]:
    """The mark of every finding of a package, in order."""
    line = _lines(one.path) if one.found else (lambda path, number: "")
    return [_mark(found, _inside(found.at.path, one.display), line) for found in one.found]


def _mark(found: Diagnostic, path: str, line: Callable[[str, int], str]) -> Mark:
    text = line(path, found.at.line)[max(found.at.column - 1, 0) :] if found.at.line else ""
    if text.startswith("<"):  # a tag: what follows it on its line may change
        text = text[: text.find(">") + 1] or text
    short = " ".join(text[: 4 * _LENGTH].split())[:_LENGTH]
    said = _PLACE.sub("", _NUMBERED.sub(r"\1", found.message))
    # What is compared later was written as UTF-8, which has no lone surrogates.
    clean = [one.encode("utf-8", "replace").decode() for one in (path, short or said)]
    return Mark(found.rule.id, *clean)


def _lines(path: Path) -> Callable[[str, int], str]:
    """Gives a line of a file inside a package, empty if there is none; ``""`` is the file itself."""
    package: Package | None = None
    if path.is_dir() or not path.name.lower().endswith((".txt", ".gift")):
        package = Package.open(path, deep=False)
    read: dict[str, list[str]] = {}

    def line(name: str, number: int) -> str:
        if name not in read:
            read[name] = re.split("\r\n|\r|\n", _text(path, package, name))
        return read[name][number - 1] if number <= len(read[name]) else ""

    return line


def _text(path: Path, package: Package | None, name: str) -> str:
    try:
        if package is None or package.bare:
            with path.open("rb") as file:
                data = file.read(_MAX_FILE)
        else:
            data = package.read(name, _MAX_FILE)
    except (KeyError, OSError, DamagedError):
        return ""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    return data.decode(encoding, "replace")


def _inside(path: str, display: str) -> str:
    return path.removeprefix(display).lstrip("!/")


def _name(path: Path, file: Path) -> str:
    try:
        relative = os.path.relpath(path, file.parent)
    except ValueError:  # another drive
        relative = str(path)
    return relative.replace(os.sep, "/").encode("utf-8", "replace").decode()


def _entry(mark: Mark, count: int) -> dict[str, Any]:
    return {"rule": mark.rule, "path": mark.path, "text": mark.text, "count": count}


def _read(file: Path) -> Mapping[str, Counter[Mark]]:
    try:
        data = json.loads(file.read_bytes())
        if data["version"] != VERSION:
            raise UsageError(f"{file} was written by another version of bot-pack; write it anew")
        return {name: _counted(entries) for name, entries in data["packages"].items()}
    except FileNotFoundError:
        raise UsageError(f"{file} is not there; --write-baseline writes it") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise UsageError(f"{file} is no baseline of bot-pack; --write-baseline writes one") from None


def _counted(entries: Iterable[Mapping[str, Any]]) -> Counter[Mark]:
    counted: Counter[Mark] = Counter()
    for one in entries:
        counted[Mark(str(one["rule"]), str(one["path"]), str(one["text"]))] += int(one["count"])
    return counted
