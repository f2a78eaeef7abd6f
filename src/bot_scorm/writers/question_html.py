"""Questions to HTML: what each template is given, and what an LMS is told about each question."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, product
from typing import Any

from markupsafe import Markup

from bot_scorm.model.blocks import Blocks
from bot_scorm.model.gaps import Gap, find_gaps
from bot_scorm.model.questions import (
    Drag,
    Essay,
    Gaps,
    Item,
    Matching,
    MultipleChoice,
    Numerical,
    Ordering,
    Question,
    Reflection,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
)
from bot_scorm.model.walk import texts_of
from bot_scorm.writers.blocks import Renderer, macros
from bot_scorm.writers.inline import GapControl, plain
from bot_scorm.writers.keys import LETTERS, Keys, letter

_WAYS = 10
"""So many ways to fill the gaps of a question rightly are told at most."""
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose, to match or to move."""

    key: str
    letter: str
    item: Any
    """The model's node."""
    text: str
    """Its words alone."""


@dataclass(frozen=True, slots=True)
class Interaction:
    """How SCORM 1.2 records a question: its type and a pattern for each right response."""

    type: str = ""
    patterns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """What the template of a question is given."""

    question: Question
    id: str
    """Of the element; the ids of its parts begin with it."""
    key: str
    wire: str
    number: int
    stem: Markup
    interaction: Interaction
    options: tuple[Option, ...] = ()
    targets: tuple[Option, ...] = ()
    """The right sides of a matching question, the words of a drag question."""


def render(question: Question, to: Renderer, *, key: str, wire: str, number: int) -> Markup:
    """The HTML of a question."""
    id = f"q_{question.id}"
    options, targets = _options(question), _targets(question)
    control = _control(question, to, id, targets)
    stem = to.with_gaps(question.stem, control) if control else to.blocks(question.stem)
    interaction = _interaction(question, options, targets)
    view = View(question, id, key, wire, number, stem, interaction, options, targets)
    return macros(f"question/{question.kind}").question(view, to, to.words)


def _options(question: Question) -> tuple[Option, ...]:
    match question:
        case SingleChoice() | MultipleChoice():
            return _lettered(question.choices)
        case TrueFalse():
            return (Option("t", "t", question.true, ""), Option("f", "f", question.false, ""))
        case Matching():
            return _lettered(question.pairs)
        case Ordering():
            return _lettered(question.items)
        case _:
            return ()


def _lettered(items: tuple[Item, ...]) -> tuple[Option, ...]:
    keys, of = Keys(3), len(items)
    return tuple(
        Option(keys(one.id), letter(at, of), one, _label(one.blocks)) for at, one in enumerate(items)
    )


def _label(blocks: Blocks) -> str:
    return plain(getattr(blocks[0], "text", "")) if blocks else ""


def _targets(question: Question) -> tuple[Option, ...]:
    """In the order of the source; equal right sides are one."""
    if isinstance(question, Drag):
        words = dict.fromkeys(gap.options[0] for gap in gaps_of(question) if gap.options)
        words |= dict.fromkeys(plain(one.text) for one in question.distractors)
        keys = Keys(3)
        return tuple(Option(keys(word), str(at), None, word) for at, word in enumerate(words, start=1))
    if isinstance(question, Matching):
        sides = {pair.target_id: plain(pair.target) for pair in question.pairs}
        sides |= {one.id: plain(one.text) for one in question.distractors}
        keys = Keys(3)
        return tuple(
            Option(keys(id), letter(at, len(sides)), id, text) for at, (id, text) in enumerate(sides.items())
        )
    return ()


def gaps_of(question: Question) -> list[Gap]:
    """The gaps of a question's stem, in the order of the document."""
    return [gap for text in texts_of(question.stem) for gap in find_gaps(text.source)]


def _control(question: Question, to: Renderer, id: str, words: tuple[Option, ...]) -> GapControl | None:
    if not isinstance(question, Gaps | Drag):
        return None
    as_ = macros("question/gap")
    if isinstance(question, Drag):
        keys = {word.text: word.key for word in words}
        return lambda n, gap: as_.drag(id, n, keys[gap.options[0]], to.words)
    widest = max((len(text) for gap in gaps_of(question) for text in gap.options), default=0)
    size = min(max(widest + 2, 8), 40)  # all alike, so that the width tells nothing
    return lambda n, gap: (as_.menu if gap.menu else as_.typed)(
        id, n, gap, json.dumps(gap.right), size, to.words
    )


def _interaction(question: Question, options: tuple[Option, ...], targets: tuple[Option, ...]) -> Interaction:
    few = max(len(options), len(targets)) <= len(LETTERS)
    match question:
        case SingleChoice() | MultipleChoice():
            right = ",".join(one.letter for one in options if one.item.right)
            return Interaction("choice" if few else "fill-in", (right,))
        case TrueFalse():
            return Interaction("true-false", ("t" if question.answer else "f",))
        case Matching():
            side = {one.item: one.letter for one in targets}
            pairs = ",".join(f"{one.letter}.{side[one.item.target_id]}" for one in options)
            return Interaction("matching" if few else "fill-in", (pairs,))
        case Ordering():
            return Interaction("sequencing" if few else "fill-in", (",".join(one.letter for one in options),))
        case ShortAnswer():
            return Interaction("fill-in", _best([(one.fraction, one.pattern) for one in question.answers]))
        case Numerical():
            best = _best([(one.fraction, one.written) for one in question.answers])
            return Interaction("numeric", tuple(one for one in best if _NUMBER.fullmatch(one)))
        case Gaps() | Drag():
            most = 1 if isinstance(question, Drag) else None  # a word to drag is one word
            filled = product(*(gap.right[:most] for gap in gaps_of(question) if gap.right))
            return Interaction("fill-in", tuple("; ".join(texts) for texts in islice(filled, _WAYS)))
        case Essay():
            return Interaction("fill-in")
        case Reflection() if question.submit:
            return Interaction("fill-in")
        case _:
            return Interaction()


def _best(answers: list[tuple[Fraction, str]]) -> tuple[str, ...]:
    """All answers that earn most, if they earn anything."""
    best = max((fraction for fraction, _ in answers), default=Fraction(0))
    return tuple(dict.fromkeys(text for fraction, text in answers if fraction == best > 0 and text))
