"""Reads Aiken, as Moodle does (``question/format/aiken/format.php``, 4.5.6): a question is its text,
lines ``A. …`` or ``A) …``, and ``ANSWER: A``."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

from bot_scorm.diagnostics import Location
from bot_scorm.model.blocks import Paragraph
from bot_scorm.model.questions import Choice, SingleChoice
from bot_scorm.model.text import Text
from bot_scorm.readers.gift_model import QuestionIds
from bot_scorm.readers.html_text import plain_blocks, plain_text
from bot_scorm.readers.ids import slug

_CHOICE = re.compile(r"([A-Z])[.)]\s+(\S.*)")
_ANSWER = re.compile(r"ANSWER:\s*(.*)")


def read_aiken(data: bytes, path: str, fault: Callable[[Location, str], None]) -> tuple[SingleChoice, ...]:
    """The questions of a file; never raises. ``fault`` is told what is wrong, and where."""
    lines = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    ids = QuestionIds()
    found: list[SingleChoice] = []
    stem: list[str] = []
    choices: list[tuple[int, str, str]] = []
    start = 0
    for number, line in enumerate([one.strip() for one in lines], 1):
        if answer := _ANSWER.fullmatch(line):
            question = _question(
                stem, choices, answer[1].strip(), Location(path, start or number), ids, fault
            )
            found += [question] if question else []
            stem, choices, start = [], [], 0
        elif (choice := _CHOICE.fullmatch(line)) and stem:
            choices.append((number, choice[1], choice[2]))
        elif line and choices:
            fault(Location(path, start), f"The line “ANSWER:” is missing before line {number}.")
            stem, choices, start = [line], [], number
        elif line:
            stem.append(line)
            start = start or number
    if stem:
        fault(Location(path, start), "The line “ANSWER:” is missing at the end.")
    return tuple(found)


def is_aiken(text: str) -> bool:
    """Whether a text has an answer's line behind a choice."""
    return bool(re.search(r"^\s*[A-Z][.)]\s+\S.*\s+ANSWER:", text, re.M))


def _question(
    stem: list[str],
    choices: list[tuple[int, str, str]],
    answer: str,
    at: Location,
    ids: QuestionIds,
    fault: Callable[[Location, str], None],
) -> SingleChoice | None:
    letters = [letter for _, letter, _ in choices]
    if not stem:
        fault(at, "The question before “ANSWER:” is missing.")
    elif len(choices) < 2:
        fault(at, "This question needs two answers or more, as in “A. Yes”.")
    elif letters != [chr(ord("A") + place) for place in range(len(letters))]:
        fault(at, f"The answers are lettered {', '.join(letters)}; letter them from A on.")
    elif answer not in letters:
        fault(at, f"“ANSWER: {answer[:20]}” names none of the answers {', '.join(letters)}.")
    else:
        text = " ".join(stem)
        given = QuestionIds()
        options = tuple(
            Choice(
                Location(at.path, line), given.give(slug(words)), False,
                (Paragraph(at, Text(plain_text(words), Location(at.path, line))),),
                (), letter == answer, Fraction(letter == answer),
            )
            for line, letter, words in choices
        )  # fmt: skip
        return SingleChoice(
            at=at, id=ids.give(slug(text)), pinned=False, stem=plain_blocks(text, at), choices=options
        )
    return None
