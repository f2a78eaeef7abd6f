"""Questions to HTML: what each template is given, and what an LMS is told about each question."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, product
from typing import Any, TypeVar

from markupsafe import Markup

from bot_scorm.model.blocks import Blocks
from bot_scorm.model.gaps import Gap, find_gaps
from bot_scorm.model.programme import wire_id
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
from bot_scorm.writers.keys import Keys

T = TypeVar("T")
_WAYS = 10
"""So many ways to fill the gaps of a question rightly are told at most."""
_DIGITS = 18  # behind the point of a number in SCORM 2004, as Moodle takes it
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose, to match or to move."""

    key: str
    item: Any
    """The model's node, or the id of a right side."""
    text: str
    """Its words alone."""


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


def _targets(question: Question) -> tuple[Option, ...]:
    """In the order of the source; equal right sides are one."""
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
