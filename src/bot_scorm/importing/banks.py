"""Question files of any kind that is known, by what stands in them, as questions in categories."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot_scorm.diagnostics import Location, Report
from bot_scorm.importing import faults
from bot_scorm.importing.unknown import unknown
from bot_scorm.model.questions import Question
from bot_scorm.package.quiz import QuizFile, is_quiz
from bot_scorm.readers import gift_faults
from bot_scorm.readers.aiken import is_aiken, read_aiken
from bot_scorm.readers.gift import read_gift
from bot_scorm.readers.moodle_xml import read_moodle_xml
from bot_scorm.readers.qti_package import is_qti, read_qti, read_qti_folder
from bot_scorm.readers.qti_quizzes import QuizSettings

MAX_BYTES = 64 * 2**20
"""Of a file that is read."""
_EMBEDDED = re.compile(rb"\{\d{0,4}:[A-Z_]{2,14}:")
"""An answer in Moodle's format of embedded answers as text, which GIFT would take for one to type."""
_START = 65_536
"""Bytes that tell what a file is."""


@dataclass(frozen=True, slots=True)
class Bank:
    """What a file holds: questions, each with its category from the outside in, and pictures by path."""

    entries: tuple[tuple[Question, tuple[str, ...]], ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    quizzes: Mapping[tuple[str, ...], QuizSettings] = field(default_factory=dict)
    """What is said of quizzes, by their category."""


def read_bank(data: bytes, path: str, report: Report) -> Bank:
    """Reads a file; never raises. What is wrong with it or not taken is in the report."""
    at = Location(path)
    if len(data) > MAX_BYTES:
        report.add(faults.BROKEN, at, f"The file is larger than {MAX_BYTES // 2**20} MiB; divide it.")
        return Bank()
    kind = next((read for known, read in _KINDS if known(data)), None)
    if kind is None and path.lower().endswith((".gift", ".gift.txt")):
        kind = _gift  # nothing but descriptions
    if kind is None:
        report.add(faults.UNKNOWN_KIND, at, unknown(data[:_START]))
        return Bank()
    return kind(data, path, report)


def read_folder(folder: Path, path: str, report: Report) -> Bank:
    """Reads an unpacked package of QTI; raises OSError if there is no such folder."""
    read = read_qti_folder(folder, path, report)
    return Bank(read.entries, read.files, read.quizzes)


def _moodle_xml(data: bytes, path: str, report: Report) -> Bank:
    fault = QuizFile.read(data, path).document.fault
    if fault is not None:
        report.add(faults.BROKEN, fault.at, fault.message)
        return Bank()
    read = read_moodle_xml(data, path, report)
    return Bank(tuple((one.question, one.category) for one in read.entries), read.files)


def _gift(data: bytes, path: str, report: Report) -> Bank:
    read = read_gift(data, path, report)
    if any(one.rule == gift_faults.NOT_UTF8 for one in report):
        return Bank()  # letters would be lost without anybody's seeing it
    categories = (one.category for one in read.entries)
    return Bank(tuple(zip(read.questions, categories, strict=True)))


def _aiken(data: bytes, path: str, report: Report) -> Bank:
    def fault(at: Location, message: str) -> None:
        report.add(faults.AIKEN, at, message)

    return Bank(tuple((one, ()) for one in read_aiken(data, path, fault)))


def _qti(data: bytes, path: str, report: Report) -> Bank:
    read = read_qti(data, path, report)
    return Bank(read.entries, read.files, read.quizzes)


def _is_gift(data: bytes) -> bool:
    """Text with a brace or a category, and no markup from its first character on."""
    start = data[:_START].removeprefix(b"\xef\xbb\xbf").lstrip()
    if _EMBEDDED.search(start):
        return False
    binary = b"\0" in start or start.startswith((b"PK\x03\x04", b"%PDF"))
    markup = re.match(rb"<(?:\?xml|!DOCTYPE|[a-zA-Z_:]+[\s>/])", start) and b"{" not in start
    return not binary and not markup and bool(re.search(rb"\{|^\$CATEGORY:|^::", start, re.M))


_KINDS: tuple[tuple[Callable[[bytes], bool], Callable[[bytes, str, Report], Bank]], ...] = (
    (is_qti, _qti),
    (lambda data: is_quiz(data[:_START]), _moodle_xml),
    (lambda data: b"\0" not in data[:_START] and is_aiken(data[:_START].decode("utf-8", "replace")), _aiken),
    (_is_gift, _gift),
)
"""How a kind of file is known, and how it is read; the first that fits is taken."""
