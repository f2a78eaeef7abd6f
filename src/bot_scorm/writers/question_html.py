"""Questions to HTML: what each template is given, and what an LMS is told about each question."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, product
from typing import Any, TypeVar

from markupsafe import Markup

from bot_scorm.model.programme import wire_id
from bot_scorm.model.questions import (
    Drag,
    Essay,
    Gaps,
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
from bot_scorm.writers.blocks import Renderer, macros
from bot_scorm.writers.inline import GapControl
from bot_scorm.writers.options import Option, gaps_of, options_of, targets_of
from bot_scorm.writers.rooms import rooms_of

T = TypeVar("T")
_WAYS = 10
"""So many ways to fill the gaps of a question rightly are told at most."""
_DIGITS = 18  # behind the point of a number in SCORM 2004, as Moodle takes it
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Interaction:
    """How a question is recorded, in no standard's words: the player's adapters write it as theirs has it."""

    type: str = ""
    """Choice, true-false, fill-in, numeric, matching, sequencing or text; nothing is told of others."""
    patterns: tuple[tuple[Any, ...], ...] = ()
    """Each right response: the ids of choices or items in order, pairs of ids, the words in the gaps, or of a
    number how it was written, the least and the greatest that is right."""
    names: tuple[str, ...] = ()
    """``key:id`` of each choice, item or left side, in the order of the source."""
    sides: tuple[str, ...] = ()
    """``key:id`` of each right side."""
    strict: tuple[int, ...] = ()
    """The places of the patterns in which case matters."""


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
    rooms: tuple[int, ...] = ()
    """The most characters that may be typed, for each place to type in."""


def render(question: Question, to: Renderer, *, key: str, wire: str, number: int) -> Markup:
    """The HTML of a question."""
    id = f"q_{question.id}"
    options, targets = options_of(question), targets_of(question)
    rooms = rooms_of(question)
    control = _control(question, to, id, targets, rooms)
    stem = to.with_gaps(question.stem, control) if control else to.blocks(question.stem)
    interaction = _interaction(question, options, targets)
    view = View(question, id, key, wire, number, stem, interaction, options, targets, rooms)
    return macros(f"question/{question.kind}").question(view, to, to.words)


def _control(
    question: Question, to: Renderer, id: str, words: tuple[Option, ...], rooms: tuple[int, ...]
) -> GapControl | None:
    if not isinstance(question, Gaps | Drag):
        return None
    as_ = macros("question/gap")
    if isinstance(question, Drag):
        keys = {word.text: word.key for word in words}
        return lambda n, gap: as_.drag(id, n, keys[gap.options[0]], to.words)
    widest = max((len(text) for gap in gaps_of(question) for text in gap.options), default=0)
    size = min(max(widest + 2, 8), 40)  # all alike, so that the width tells nothing
    return lambda n, gap: (as_.menu if gap.menu else as_.typed)(
        id, n, gap, json.dumps(gap.right), size, rooms[n - 1], to.words
    )


def _interaction(question: Question, options: tuple[Option, ...], targets: tuple[Option, ...]) -> Interaction:
    names = tuple(f"{one.key}:{_item_id(one)}" for one in options)
    match question:
        case SingleChoice() | MultipleChoice():
            right = tuple(_item_id(one) for one in options if one.item.right)
            return Interaction("choice", (right,), names)
        case TrueFalse():
            return Interaction(
                "true-false", (("true" if question.answer else "false",),), ("t:true", "f:false")
            )
        case Matching():
            pairs = tuple((_item_id(one), wire_id(one.item.target_id)) for one in options)
            sides = tuple(f"{one.key}:{wire_id(one.item)}" for one in targets)
            return Interaction("matching", (pairs,), names, sides)
        case Ordering():
            return Interaction("sequencing", (tuple(_item_id(one) for one in options),), names)
        case ShortAnswer():
            best = _best([(one.fraction, (one.pattern, one.case)) for one in question.answers if one.pattern])
            strict = tuple(at for at, (_, case) in enumerate(best) if case)
            return Interaction("fill-in", tuple((text,) for text, _ in best), strict=strict)
        case Numerical():
            ranges = [
                (one.fraction, (one.written, _decimal(one.low), _decimal(one.high)))
                for one in question.answers
                if one.low is not None and one.high is not None and _NUMBER.fullmatch(one.written)
            ]
            return Interaction("numeric", _best(ranges))
        case Gaps() | Drag():
            most = 1 if isinstance(question, Drag) else None  # a word to drag is one word
            filled = product(*(gap.right[:most] for gap in gaps_of(question) if gap.right))
            return Interaction("fill-in", tuple(islice(filled, _WAYS)))
        case Essay():
            return Interaction("text")
        case Reflection() if question.submit:
            return Interaction("text")
        case _:
            return Interaction()


def _item_id(option: Option) -> str:
    return wire_id(option.item.id)


def _decimal(number: Fraction) -> str:
    """A number with a point; its digits end, since somebody wrote them."""
    digits = 0
    while digits < _DIGITS and (number * 10**digits).denominator != 1:
        digits += 1
    whole = round(number * 10**digits)
    text = str(abs(whole)).rjust(digits + 1, "0")
    text = f"{text[:-digits]}.{text[-digits:]}" if digits else text
    return f"-{text}" if whole < 0 else text


def _best(answers: list[tuple[Fraction, tuple[T, ...]]]) -> tuple[tuple[T, ...], ...]:
    """All answers that earn most, if they earn anything."""
    best = max((fraction for fraction, _ in answers), default=Fraction(0))
    return tuple(dict.fromkeys(answer for fraction, answer in answers if fraction == best > 0))
