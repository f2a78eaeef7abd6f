"""A report for people: one finding a line, then the line of the source it is about."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot_scorm.diagnostics import Diagnostic, Location, Severity
from bot_scorm.package.zip import DamagedError
from bot_scorm.reporters.base import Outcome

if TYPE_CHECKING:
    from bot_scorm.package.view import Package

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
_MAX_FILE = 4 * 1024 * 1024
_WIDTH = 110
"""How much of a long source line is shown, in characters."""


def render(outcome: Outcome, *, colour: bool = False) -> str:
    """Findings as ``path:line:column: severity ID message``, and a closing line with their number."""
    explained: set[str] = set()
    sources: dict[str, list[str]] = {}
    lines: list[str] = []
    for one in outcome.all:
        lines.extend(_finding(one, sources, explained, colour))
    lines.extend(_compared(outcome))
    lines.extend(_summary(outcome))
    return "".join(f"{line}\n" for line in lines)


def _finding(
    one: Diagnostic, sources: dict[str, list[str]], explained: set[str], colour: bool
) -> Iterator[str]:
    severity = _paint(one.severity.value, _COLOURS[one.severity], colour)
    yield f"{_paint(printable(str(one.at)), '1', colour)}: {severity} {one.rule.id} {printable(one.message)}"
    yield from (_paint(line, "2", colour) for line in excerpt(one.at, sources))
    if one.rule.id not in explained:
        explained.add(one.rule.id)
        yield _paint(f"    help: {one.rule.title} See bot-pack explain {one.rule.id}.", "2", colour)


def _compared(outcome: Outcome) -> Iterator[str]:
    """What a baseline knows, and in a comparison what went, a line each."""
    if not outcome.only_new:
        for known in outcome.known:
            said = f"{known.at}: known {known.severity.value} {known.rule.id} {known.message}"
            yield printable(said)
        return
    for one in outcome.gone:
        place = f"{one.package}!{one.path}" if one.path else one.package
        times = f" ({one.count} times)" if one.count > 1 else ""
        yield printable(f"{place}: gone {one.rule} {one.text}{times}")


def _summary(outcome: Outcome) -> Iterator[str]:
    errors, warnings = outcome.count(Severity.ERROR), outcome.count(Severity.WARNING)
    found = f"{_number(errors, 'error')}, {_number(warnings, 'warning')}"
    for count, what in (
        (len(outcome.ignored), "ignored"),
        (len(outcome.known), "known"),
        (sum(one.count for one in outcome.gone), "gone"),
    ):
        found += f", {count} {what}" if count else ""
    if outcome.profile:
        found += f" (profile {outcome.profile})"
    if outcome.packages is not None:
        for package in outcome.packages:
            what = " ".join(filter(None, (package.standard, package.version)))
            why = f" ({package.why})" if package.why and (outcome.verbose or not what) else ""
            bad = sum(one.severity is Severity.ERROR for one in package.diagnostics)
            said = f"{what or 'not recognised'}{why}, {'ok' if not bad else _number(bad, 'error')}"
            yield printable(f"{package.path}: {said}")
        yield f"{_number(len(outcome.packages), 'package')}: {found}"
    elif errors or warnings or outcome.artifacts is None:
        yield found


def excerpt(at: Location, sources: dict[str, list[str]]) -> tuple[str, ...]:
    """The source line with a caret below the column, if the place is a column of a text file.

    ``sources`` keeps the lines of files that were read, by path; those of the package that was read last.
    """
    if not at.line or not at.column:
        return ()
    if at.path not in sources:
        outer, inside, member = at.path.partition("!")
        for name in [one for one in sources if inside and "!" in one and one.partition("!")[0] != outer]:
            del sources[name]
        sources[at.path] = _member(Path(outer), member) if inside else _lines(Path(at.path))
    if at.line > len(sources[at.path]):
        return ()
    line = sources[at.path][at.line - 1]
    if not line.strip():
        return ()
    start = max(0, at.column - _WIDTH // 2) if at.column > _WIDTH else 0
    shown = printable(line[start : start + _WIDTH].expandtabs(1))
    before = line[start : start + at.column - start - 1].expandtabs(1)
    return (f"    | {shown}", f"    | {' ' * _cells(before)}^")


def _lines(path: Path) -> list[str]:
    try:
        with path.open("rb") as file:
            return _split(file.read(_MAX_FILE))
    except OSError:
        return []


def _member(path: Path, name: str) -> list[str]:
    """The lines of a file in a package."""
    try:
        package = _opened(path.absolute(), path.stat().st_mtime_ns)
        return _split(package.read(name, _MAX_FILE)[:_MAX_FILE])
    except (OSError, KeyError, DamagedError):
        return []


@lru_cache(maxsize=1)
def _opened(path: Path, _changed: int) -> Package:
    from bot_scorm.package.view import (
        Package,  # a fresh build tells nothing of packages, and need not load lxml
    )

    return Package.open(path, deep=False)


def _split(data: bytes) -> list[str]:
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    text = data.decode(encoding, "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def printable(text: str) -> str:
    """The text in one line, without characters that would command a terminal or turn its direction round."""
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    if character in "\n\t":
        return " "
    return "\ufffd" if unicodedata.category(character) in ("Cc", "Cf", "Cs") else character


def _cells(text: str) -> int:
    """How wide a text is on a terminal."""
    return sum(
        0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1
        for one in text
    )


def _number(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _paint(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text
