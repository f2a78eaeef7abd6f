"""Two question files: which questions are new, gone, moved, renamed or changed.

In Moodle a second import adds every question of the file once more: it looks for nothing that is there, and
drops an id number that the category has already (``question/format.php``, 4.5.6). So a provider has to know
which questions are new.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from lxml import etree

from bot_scorm.compare.changes import Change, Comparison, Effect, in_order, short
from bot_scorm.compare.pairs import pair
from bot_scorm.diagnostics import Location, Report
from bot_scorm.model.questions import Question
from bot_scorm.model.walk import texts_of
from bot_scorm.package.quiz import QuizFile
from bot_scorm.readers.gift import read_gift
from bot_scorm.readers.gift_model import QuestionIds
from bot_scorm.readers.moodle_xml_model import UntakenError, question_of
from bot_scorm.readers.qti_package import QtiFile, read_qti, read_qti_folder
from bot_scorm.writers.inline import plain

MAX_PACKAGE = 64 * 2**20
"""Bytes of a package whose questions are compared."""
_PARTS = {
    "stem": "text", "title": "", "points": "mark", "feedback": "general feedback", "hints": "hints",
    "tags": "tags", "outcome": "tags", "fixed": "order of answers", "id": "", "pinned": "", "at": "",
}  # fmt: skip
"""Fields of a question to what people call them; nothing for what is told otherwise. Others are answers."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A question of a file."""

    idnumber: str
    name: str
    text: str
    category: tuple[str, ...]
    parts: dict[str, Any]
    """What it consists of, by what people call it."""


def read_gift_entries(data: bytes, display: str) -> list[Entry]:
    """The questions of a GIFT file."""
    file = read_gift(data, display, Report())
    return [
        entry_of(one.taken.idnumber, one.taken.name, one.category, question)
        for one, question in zip(file.entries, file.questions, strict=True)
    ]


def read_moodle_xml_entries(data: bytes, display: str) -> list[Entry] | None:
    """The questions of a Moodle XML file, also of types that our model has no place for; None if it cannot be
    read as XML."""
    quiz = QuizFile.read(data, display)
    if quiz.document.root is None:
        return None
    ids = QuestionIds()
    found = []
    for one in quiz.questions:
        idnumber, name = one.value("idnumber"), one.value("name/text")
        try:
            entry = entry_of(idnumber, name, one.category, question_of(one, quiz, ids))
        except UntakenError:
            whole = etree.tostring(one.node, method="c14n")
            entry = Entry(
                idnumber, name, short(one.text("questiontext").text), one.category, {"content": whole}
            )
        found.append(entry)
    return found


def read_package_entries(path: Path, display: str) -> list[Entry]:
    """The questions of a cartridge or a package of QTI; raises OSError if it is not there."""
    if path.is_dir():
        read = read_qti_folder(path, display, Report())
    else:
        with path.open("rb") as file:
            data = file.read(MAX_PACKAGE + 1)
        read = read_qti(data, display, Report()) if len(data) <= MAX_PACKAGE else QtiFile()
    return [
        entry_of(one.id, plain(one.title), category, replace(one, title=None))
        for one, category in read.entries
    ]


def entry_of(idnumber: str, name: str, category: tuple[str, ...], question: Question) -> Entry:
    """A question of our model as it is compared: its parts, without places and derived ids."""
    parts: dict[str, Any] = {"type": question.kind}
    for one in fields(question):
        called = _PARTS.get(one.name, "answers")
        if called:
            parts.setdefault(called, []).append(_plain(getattr(question, one.name), called == "answers"))
            if called == "answers":
                parts.setdefault("feedback of answers", []).append(
                    list(_feedback(getattr(question, one.name)))
                )
    text = short(" ".join(one.source for one in texts_of(question.stem)), 200)
    return Entry(idnumber, name, text, category, parts)


def _plain(value: Any, answers: bool) -> Any:
    """A value without places and ids that are derived; of answers without their feedback."""
    if isinstance(value, Location):
        return None
    if is_dataclass(value) and not isinstance(value, type):
        left_out = {"at", "id", "pinned", "target_id", *(("feedback",) if answers else ())}
        own = [_plain(getattr(value, one.name), answers) for one in fields(value) if one.name not in left_out]
        return [type(value).__name__, *own]
    if isinstance(value, tuple | list):
        return [_plain(one, answers) for one in value]
    return str(value) if isinstance(value, Fraction) else value


def _feedback(value: Any) -> Iterator[Any]:
    for one in value if isinstance(value, tuple) else (value,):
        if hasattr(one, "feedback"):
            yield _plain(one.feedback, False)


def compare_banks(old: list[Entry], new: list[Entry], display: tuple[str, str]) -> Comparison:
    """All changes from one question file to another."""
    pairs = pair(old, new, lambda one: one.idnumber, lambda one: (one.name, one.text), lambda one: one.name,
                 lambda one: one.text)  # fmt: skip
    changes = [_change("removed", one) for one in pairs.removed]
    changes += [_change("added", one) for one in pairs.added]
    same = 0
    for was, now in (*pairs.both, *pairs.renewed):
        found = list(_pair(was, now))
        changes += found
        same += not found
    return Comparison(*display, "questions", tuple(in_order(changes)), same)


def _pair(old: Entry, new: Entry) -> Iterator[Change]:
    if old.idnumber != new.idnumber:
        yield _change("new id", new, f"Its id number was {old.idnumber or 'not set'}.")
    if old.name != new.name:
        yield _change("renamed", new, f"It was called “{old.name}”.")
    if old.category != new.category:
        yield _change("moved", new, f"It stood in {' / '.join(old.category) or 'no category'}.")
    names = [*dict.fromkeys((*old.parts, *new.parts))]
    if differs := [name for name in names if old.parts.get(name) != new.parts.get(name)]:
        yield _change("changed", new, f"Changed: {', '.join(differs)}.")


def _change(kind: str, one: Entry, *notes: str) -> Change:
    return Change(kind, "question", one.idnumber, one.name or short(one.text), " / ".join(one.category),
                  Effect.KEPT, notes)  # fmt: skip
