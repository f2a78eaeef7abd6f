"""Import: question files and cartridges of others into modules in the source format, which `bot-pack check`
takes.

What is written is tried first (`trial.py`). A question in which a check finds an error is left out, with the
reason and its place in the file it came from.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field, replace

from bot_scorm.diagnostics import Location, Report
from bot_scorm.importing import faults
from bot_scorm.importing.banks import Bank
from bot_scorm.importing.changes import changes
from bot_scorm.importing.drafts import DraftPage, draft_of, own_id
from bot_scorm.importing.pictures import Pictures
from bot_scorm.importing.settings import module_settings, page_settings
from bot_scorm.importing.trial import Draft, Refused, tried, write_files
from bot_scorm.readers.gift_model import QuestionIds
from bot_scorm.readers.ids import slug

__all__ = ["Imported", "import_bank", "write_files"]


@dataclass(frozen=True, slots=True)
class Imported:
    """A module's files by their path in its folder, and how many questions there are in them."""

    id: str
    files: dict[str, bytes]
    questions: int = 0
    folder: str = ""
    """The folder's name, where modules come in an order; else it is the id."""


@dataclass(slots=True)
class _Attempt:
    """What was made last."""

    said: Report = field(default_factory=Report)
    pages: list[DraftPage] = field(default_factory=list)


def import_bank(bank: Bank, id: str, title: str, at: Location, report: Report) -> Imported | None:
    """The module that a bank makes, or None, with a finding, if nothing of it can be taken.

    Pages are the categories in the order of their first question; the report says what is not carried.
    """
    last = _Attempt()

    def make(refused: Refused) -> Draft | None:
        last.said = Report()
        pictures = Pictures(bank.files, last.said, refused.files)
        last.pages = _pages(bank, refused.parts, title, pictures, last.said)
        settings = module_settings([*bank.quizzes.values()])
        return draft_of(last.pages, id, title, pictures.written, settings) if last.pages else None

    refused = Refused()
    draft, errors = tried(make, refused)
    report.extend(last.said)
    for number, messages in refused.parts.items():
        said = f"This question is not taken: {messages[0]}"
        report.add(faults.NOT_TAKEN, bank.entries[number][0].at, said)
    if errors:
        report.add(faults.REFUSED, at, f"Nothing is written: {errors[0].message}")
    elif draft is None and not report.failed:
        report.add(faults.EMPTY, at, "There is no question in this file that can be taken.")
    if errors or draft is None:
        return None
    return Imported(id, dict(draft.files), sum(len(page.parts) for page in last.pages))


def _pages(
    bank: Bank, left_out: Container[int], title: str, pictures: Pictures, report: Report
) -> list[DraftPage]:
    ids = QuestionIds()
    found: dict[tuple[str, ...], DraftPage] = {}
    for number, (question, category) in enumerate(bank.entries):
        if number in left_out:
            continue
        if category not in found:
            name, said = category[-1] if category else title, bank.quizzes.get(category)
            page_id = ids.give(own_id((said.id if said else "") or slug(name)))
            found[category] = DraftPage.of(len(found) + 1, "quiz", page_id, name, {"role": "practice"})
        for message in changes(question):
            report.add(faults.CHANGED, question.at, message)
        outcome = slug(question.outcome) if question.outcome else ""
        changed = replace(pictures.of(question), id=ids.give(own_id(question.id)), outcome=outcome)
        found[category].parts.append((number, changed))
    counts = True
    for category, page in found.items():
        if said := bank.quizzes.get(category):
            page.settings = page_settings(said, page.questions, counts)
            counts &= page.settings["role"] != "after"
    return list(found.values())
