"""Import: question files of others into a module in the source format, which `bot-pack check` takes.

What is written is tried first: in a programme of its own it is read back by our own reader and checked. A
question in which that finds an error is left out, with the reason and its place in the file it came from.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot_scorm.diagnostics import Diagnostic, Location, Report, Severity
from bot_scorm.importing import faults
from bot_scorm.importing.banks import Bank
from bot_scorm.importing.pictures import Pictures
from bot_scorm.model.questions import Question
from bot_scorm.pipeline import check_sources
from bot_scorm.readers.gift_model import QuestionIds
from bot_scorm.readers.ids import OWN, slug
from bot_scorm.sources.pages import module_text, page_text, programme_text
from bot_scorm.sources.questions import question_lines

_PLACE = "curriculum/import"


@dataclass(slots=True)
class _Page:
    """A quiz in the making: a category's questions."""

    name: str
    id: str
    title: str
    questions: list[Question] = field(default_factory=list)


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
    pictures = Pictures(bank.files, report)
    pages = _pages(bank, id, title, pictures, report)
    if pages:
        left_out = _errors(pages, id, title, pictures, report)
        for page in pages:
            page.questions = [one for one in page.questions if one.id not in left_out]
        pages = [page for page in pages if page.questions]
    if not pages:
        if not report.failed:
            report.add(faults.EMPTY, at, "There is no question in this file that can be taken.")
        return None
    files, _ = _files(pages, id, title, pictures)
    return Imported(id, files, sum(len(page.questions) for page in pages))


def _pages(bank: Bank, id: str, title: str, pictures: Pictures, report: Report) -> list[_Page]:
    ids = QuestionIds({id})
    found: dict[tuple[str, ...], _Page] = {}
    for question, category in bank.entries:
        if category not in found:
            name = category[-1] if category else title
            page_id = ids.give(_own(slug(name)))
            found[category] = _Page(f"{(len(found) + 1) * 10:03d}-{page_id}.md", page_id, name)
        for tag in question.tags:
            if len(tag.split()) > 1:
                message = f"The tag “{tag[:60]}” becomes “{'-'.join(tag.split())[:60]}”."
                report.add(faults.TAG, question.at, message)
        changed = replace(
            pictures.of(question), id=ids.give(_own(question.id)), outcome=_id(question.outcome)
        )
        found[category].questions.append(changed)
    return list(found.values())


def _own(id: str) -> str:
    """An id that does not begin as those of overlays do."""
    return f"import-{id}" if id.startswith(OWN) else id


def _id(text: str) -> str:
    return slug(text) if text else ""


def _files(
    pages: Iterable[_Page], id: str, title: str, pictures: Pictures
) -> tuple[dict[str, bytes], dict[str, list[tuple[int, Question]]]]:
    """The module's files, and for each page the line on which each question starts, counted from 1."""
    outcomes: dict[str, None] = {}
    texts: dict[str, str] = {}
    starts: dict[str, list[tuple[int, Question]]] = {}
    for page in pages:
        settings = (("kind", "quiz"), ("id", page.id), ("title", page.title), ("role", "practice"))
        parts = [question_lines(one) for one in page.questions]
        line = len(settings) + 3
        starts[page.name] = []
        for part, question in zip(parts, page.questions, strict=True):
            starts[page.name].append((line, question))
            line += len(part) + 1
            outcomes |= {question.outcome: None} if question.outcome else {}
        texts[page.name] = page_text(settings, parts)
    texts["module.yaml"] = module_text(id, title, outcomes)
    used = {
        path: data for path, data in pictures.written.items() if any(path in one for one in texts.values())
    }
    return {name: text.encode("utf-8", "replace") for name, text in texts.items()} | used, starts


def _errors(pages: list[_Page], id: str, title: str, pictures: Pictures, report: Report) -> set[str]:
    """The ids of questions in which a check finds an error; each is told."""
    files, starts = _files(pages, id, title, pictures)
    found = Report()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        files = {f"{_PLACE}/{name}": data for name, data in files.items()}
        files["programme.yaml"] = programme_text("import-check", "Import", "en").encode()
        write_files(root, files)
        check_sources(root, found, jobs=1)
    left_out: set[str] = set()
    for one in found:
        if one.severity is Severity.ERROR:
            question = _question_at(one, starts)
            if question is not None and question.id not in left_out:
                left_out.add(question.id)
                report.add(faults.NOT_TAKEN, question.at, f"This question is not taken: {one.message}")
    return left_out


def _question_at(one: Diagnostic, starts: dict[str, list[tuple[int, Question]]]) -> Question | None:
    name = one.at.path.rpartition("/")[2]
    before = [question for line, question in starts.get(name, ()) if line <= one.at.line]
    return before[-1] if before else None


def write_files(folder: Path, files: dict[str, bytes]) -> None:
    """Writes files below a folder; raises OSError."""
    for name, data in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
