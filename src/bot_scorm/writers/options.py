"""What there is to choose, to match or to move in a question, with the keys under which an answer is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot_scorm.model.blocks import Blocks
from bot_scorm.model.gaps import Gap, find_gaps
from bot_scorm.model.questions import (
    Drag,
    Item,
    Matching,
    MultipleChoice,
    Ordering,
    Question,
    SingleChoice,
    TrueFalse,
)
from bot_scorm.model.walk import texts_of
from bot_scorm.writers.inline import plain
from bot_scorm.writers.keys import Keys


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose, to match or to move."""

    key: str
    item: Any
    """The model's node, or the id of a right side."""
    text: str
    """Its words alone."""


def options_of(question: Question) -> tuple[Option, ...]:
    """Choices, left sides or items, in the order of the source."""
    match question:
        case SingleChoice() | MultipleChoice():
            return _keyed(question.choices)
        case TrueFalse():
            return (Option("t", question.true, ""), Option("f", question.false, ""))
        case Matching():
            return _keyed(question.pairs)
        case Ordering():
            return _keyed(question.items)
        case _:
            return ()


def _keyed(items: tuple[Item, ...]) -> tuple[Option, ...]:
    keys = Keys(3)
    return tuple(Option(keys(one.id), one, _label(one.blocks)) for one in items)


def _label(blocks: Blocks) -> str:
    return plain(getattr(blocks[0], "text", "")) if blocks else ""


def targets_of(question: Question) -> tuple[Option, ...]:
    """Right sides or words to drag, in the order of the source; equal ones are one."""
    if isinstance(question, Drag):
        words = dict.fromkeys(gap.options[0] for gap in gaps_of(question) if gap.options)
        words |= dict.fromkeys(plain(one.text) for one in question.distractors)
        keys = Keys(3)
        return tuple(Option(keys(word), None, word) for word in words)
    if isinstance(question, Matching):
        sides = {pair.target_id: plain(pair.target) for pair in question.pairs}
        sides |= {one.id: plain(one.text) for one in question.distractors}
        keys = Keys(3)
        return tuple(Option(keys(id), id, text) for id, text in sides.items())
    return ()


def gaps_of(question: Question) -> list[Gap]:
    """The gaps of a question's stem, in the order of the document."""
    return [gap for text in texts_of(question.stem) for gap in find_gaps(text.source)]
