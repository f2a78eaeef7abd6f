"""Reads Moodle XML: ours without loss but for what the writer says, anybody's as far as our model goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot_scorm.diagnostics import Report
from bot_scorm.model.questions import Question
from bot_scorm.package.quiz import QuizFile
from bot_scorm.readers import moodle_xml_faults
from bot_scorm.readers.gift_model import QuestionIds
from bot_scorm.readers.moodle_xml_model import UntakenError, question_of

_COMBINED = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")


@dataclass(frozen=True, slots=True)
class MoodleXmlEntry:
    """A question of our model, with the category that it stands in, from the outside in."""

    question: Question
    category: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MoodleXmlFile:
    """What a Moodle XML file holds."""

    path: str
    entries: tuple[MoodleXmlEntry, ...]
    files: Mapping[str, bytes]
    """The pictures and other files in it, by the path under which texts refer to them."""

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions of our model."""
        return tuple(entry.question for entry in self.entries)


def read_moodle_xml(data: bytes, path: str, report: Report) -> MoodleXmlFile:
    """Reads a file; never raises. ``path`` is for locations only.

    What is not taken is a finding. What Moodle refuses is said by the rules on `QuizFile`, not here.
    """
    quiz = QuizFile.read(data, path)
    ids = QuestionIds()
    entries: list[MoodleXmlEntry] = []
    for one in quiz.questions:
        try:
            entries.append(MoodleXmlEntry(question_of(one, quiz, ids), one.category))
        except UntakenError as reason:
            message = f"This question of type “{one.type}” is not taken: {reason}."
            report.add(moodle_xml_faults.NOT_TAKEN, one.at, message)
            continue
        if any(one.text(name).text for name in _COMBINED):
            message = "The feedback for right, partly right and wrong answers is not taken."
            report.add(moodle_xml_faults.NOT_WHOLE, one.at, message)
    return MoodleXmlFile(path, tuple(entries), quiz.files)
