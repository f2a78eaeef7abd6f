"""Import: question files of others into a module in the source format, which `bot-pack check` takes.

What is written is tried first: in a programme of its own it is read back by our own reader and checked. A
question in which that finds an error is left out, with the reason and its place in the file it came from.
"""

from __future__ import annotations

import tempfile
from collections.abc import Container, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot_scorm.diagnostics import Diagnostic, Location, Report, Severity
from bot_scorm.importing import faults
from bot_scorm.importing.banks import Bank
from bot_scorm.importing.changes import changes
from bot_scorm.importing.pictures import Pictures
from bot_scorm.model.questions import Question
from bot_scorm.pipeline import check_sources
from bot_scorm.readers.gift_model import QuestionIds
from bot_scorm.readers.ids import OWN, slug
from bot_scorm.sources.pages import module_text, page_text, programme_text
from bot_scorm.sources.questions import question_lines

_PLACE = "curriculum/import"
_TRIES = 8
"""How often what is left is checked again, since one error can hide another."""
_TITLE = 250
"""Characters that a title may have."""


@dataclass(slots=True)
class _Page:
    """A quiz in the making: a category's questions, each with its number in the bank."""

    name: str
    id: str
    title: str
    questions: list[tuple[int, Question]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Imported:
    """A module's files by their path in its folder, and how many questions there are in them."""

    id: str
    files: dict[str, bytes]
    questions: int


def import_bank(bank: Bank, id: str, title: str, at: Location, report: Report) -> Imported | None:
    """The module that a bank makes, or None, with a finding, if nothing of it can be taken.

    Pages are the categories in the order of their first question; the report says what is not carried.
    """
    left_out: dict[int, str] = {}
    refused: dict[bytes, str] = {}
    said, pages, errors = Report(), [], []
    for _ in range(_TRIES):
        said = Report()
        pictures = Pictures(bank.files, said, refused)
        pages = _pages(bank, left_out, title, pictures, said)
        files, starts = _files(pages, id, title, pictures)
        errors = _errors(files) if pages else []
        for one in errors:
            name = one.at.path.rpartition(f"{_PLACE}/")[2]
            if name in pictures.written:
                refused[pictures.written[name]] = one.message
            elif (number := _question_at(one.at.line, starts.get(name, []))) is not None:
                left_out.setdefault(number, one.message)
        if not errors:
            break
    report.extend(said)
    for number, message in left_out.items():
        report.add(faults.NOT_TAKEN, bank.entries[number][0].at, f"This question is not taken: {message}")
    if errors:
        report.add(faults.REFUSED, at, f"Nothing is written: {errors[0].message}")
    elif not pages and not report.failed:
        report.add(faults.EMPTY, at, "There is no question in this file that can be taken.")
    if errors or not pages:
        return None
    return Imported(id, files, sum(len(page.questions) for page in pages))


def _pages(
    bank: Bank, left_out: Container[int], title: str, pictures: Pictures, report: Report
) -> list[_Page]:
    ids = QuestionIds()
    found: dict[tuple[str, ...], _Page] = {}
    for number, (question, category) in enumerate(bank.entries):
        if number in left_out:
            continue
        if category not in found:
            name = (category[-1] if category else title)[:_TITLE]
            page_id = ids.give(_own(slug(name)))
            found[category] = _Page(f"{(len(found) + 1) * 10:03d}-{page_id}.md", page_id, name)
        for message in changes(question):
            report.add(faults.CHANGED, question.at, message)
        changed = replace(
            pictures.of(question), id=ids.give(_own(question.id)), outcome=_id(question.outcome)
        )
        found[category].questions.append((number, changed))
    return list(found.values())


def _own(id: str) -> str:
    """An id that does not begin as those of overlays do."""
    return f"import-{id}" if f"{id}-".startswith(OWN) else id


def _id(text: str) -> str:
    return slug(text) if text else ""


def _files(
    pages: Iterable[_Page], id: str, title: str, pictures: Pictures
) -> tuple[dict[str, bytes], dict[str, list[tuple[int, int]]]]:
    """The module's files, and for each page (line from 1, number in the bank) of its questions."""
    outcomes: dict[str, None] = {}
    files: dict[str, bytes] = {}
    starts: dict[str, list[tuple[int, int]]] = {}
    for page in pages:
        settings = (("kind", "quiz"), ("id", page.id), ("title", page.title), ("role", "practice"))
        parts = [question_lines(one) for _, one in page.questions]
        line = len(settings) + 3
        starts[page.name] = []
        for part, (number, question) in zip(parts, page.questions, strict=True):
            starts[page.name].append((line, number))
            line += len(part) + 1
            outcomes |= {question.outcome: None} if question.outcome else {}
        files[page.name] = page_text(settings, parts).encode("utf-8", "replace")
    files["module.yaml"] = module_text(id, title, outcomes).encode("utf-8", "replace")
    return files | pictures.written, starts


def _errors(files: dict[str, bytes]) -> list[Diagnostic]:
    """The errors that a check finds in a module."""
    found = Report()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_files(root / _PLACE, files)
        write_files(root, {"programme.yaml": programme_text("import-check", "Import", "en").encode()})
        check_sources(root, found, jobs=1)
    return [one for one in found if one.severity is Severity.ERROR]


def _question_at(line: int, starts: list[tuple[int, int]]) -> int | None:
    """The number of the question in which a line stands."""
    return next((number for start, number in reversed(starts) if start <= line), None)


def write_files(folder: Path, files: dict[str, bytes]) -> None:
    """Writes files below a folder; raises OSError."""
    for name, data in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
