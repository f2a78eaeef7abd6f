"""Quizzes and banks of a cartridge: their questions, and where those of a bank belong."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from bot_scorm.diagnostics import Report
from bot_scorm.importing.stock import Stock
from bot_scorm.model.programme import wire_id
from bot_scorm.model.questions import Question
from bot_scorm.package.xml import MAX_BYTES, XmlDocument, parse_xml
from bot_scorm.readers.gift_model import QuestionIds
from bot_scorm.readers.outline import OutlineLine
from bot_scorm.readers.qti12 import questions_of
from bot_scorm.readers.qti12_faults import MISSING


@dataclass(frozen=True, slots=True)
class QuizFile:
    """A quiz, or a bank, of a cartridge."""

    title: str
    attempts: int
    """How often it may be taken; 0 is without limit."""
    timed: bool
    """Whether there is a limit of time."""
    document: XmlDocument


@dataclass(slots=True)
class Banked:
    """The questions of banks by the names that they have outside: ``module.question`` in ours."""

    questions: dict[str, Question] = field(default_factory=dict)

    def take(self, module: str, id: str) -> Question | None:
        """The question of a page of ours, which is no longer in the bank then."""
        return self.questions.pop(wire_id(module, id), None)

    def has(self, module: str, ids: frozenset[str]) -> frozenset[str]:
        """Those of a page's questions that are in a bank."""
        return frozenset(id for id in ids if wire_id(module, id) in self.questions)


def quiz_file(line: OutlineLine, stock: Stock, report: Report) -> QuizFile | None:
    """The quiz or bank of a line; a finding and None if it cannot be read."""
    data = stock.read(line.name, MAX_BYTES)
    path = str(stock.package.at(line.name))
    document = parse_xml(data, path) if data is not None else None
    if document is None or document.root is None:
        fault = document.fault if document is not None else None
        reason = f"is broken: {fault.message}" if fault else "is not in it, or too large"
        report.add(MISSING, line.at, f"The file of questions “{line.name}” {reason}.")
        return None
    fields = {
        "".join(label.itertext()).strip(): "".join(entry.itertext()).strip()
        for one in document.root.iter("{*}qtimetadatafield")
        for label in list(one.iter("{*}fieldlabel"))[:1]
        for entry in list(one.iter("{*}fieldentry"))[:1]
        if one.getparent().getparent().tag.rpartition("}")[2] == "assessment"
    }
    said = fields.get("cc_maxattempts", "")
    attempts = int(said) if re.fullmatch(r"[1-9]\d?", said) else 0
    titles = (one.get("title") or "" for name in ("assessment", "objectbank")
              for one in document.root.iter(f"{{*}}{name}"))  # fmt: skip
    title = " ".join(next(titles, "").split())
    return QuizFile(title, attempts, bool(fields.get("cc_timelimit", "0").strip("0")), document)


def questions_by_name(quiz: QuizFile, report: Report) -> dict[str, Question]:
    """The questions of a bank by the identifiers of their items."""
    found: dict[str, Question] = {}
    for item in quiz.document.root.iter("{*}item"):
        # Each with ids of its own: those of several modules may be the same.
        for question in questions_of(replace(quiz.document, root=item), QuestionIds(), report):
            found.setdefault(item.get("ident") or f"item-{len(found)}", question)
    return found
