"""What stands at the end of a page without a script: hints, right answers and feedback, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from string import ascii_lowercase

from markupsafe import Markup, escape

from bot_scorm.model.activities import Hotspot, Order, Sort, Spot
from bot_scorm.model.blocks import Blocks
from bot_scorm.model.questions import (
    Drag,
    Essay,
    Gaps,
    Item,
    Matching,
    MultipleChoice,
    Numerical,
    NumericalRange,
    Ordering,
    Question,
    Reflection,
    ShortAnswer,
    ShortAnswerPattern,
    SingleChoice,
    TrueFalse,
)
from bot_scorm.writers.activity_html import ActivityView
from bot_scorm.writers.blocks import Renderer, macros
from bot_scorm.writers.options import gaps_of

_ESCAPED = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class Line:
    """One answer: ``verdict`` is ``right``, ``partly``, ``wrong`` or nothing where there is only one kind."""

    label: Markup
    why: Markup
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is told of one question or activity."""

    id: str
    """Of the element that asks."""
    name: str
    hints: tuple[Markup, ...] = ()
    lines: tuple[Line, ...] = ()
    more: Markup | str = ""

    def __bool__(self) -> bool:
        return bool(self.hints or self.lines or self.more)


def answer_of(question: Question, to: Renderer, id: str, name: str, *, told: bool) -> Answer:
    """The answer of a question; its hints alone if the author does not want answers ``told``."""
    hints = tuple(to.blocks(hint) for hint in question.hints)
    if not told:
        return Answer(id, name, hints)
    more = to.blocks(question.feedback) + Markup("").join(
        macros("static/parts").titled(to.words[word], to.blocks(blocks))
        for word, blocks in (
            ("model", getattr(question, "model", ())), ("rubric", getattr(question, "rubric", ()))
        )
        if blocks and isinstance(question, Essay | Reflection)
    )  # fmt: skip
    return Answer(id, name, hints, tuple(_lines(question, to)), more)


def answer_of_activity(view: ActivityView, to: Renderer) -> Answer:
    """The answer of an activity: where cards belong, the order, what there is to find."""
    return Answer(view.id, view.name, lines=tuple(_activity_lines(view, to)))


def _lines(question: Question, to: Renderer) -> Iterator[Line]:
    match question:
        case SingleChoice() | MultipleChoice():
            yield from _choices(question, to)
        case TrueFalse():
            for word, one, right in (
                ("true", question.true, question.answer), ("false", question.false, not question.answer)
            ):  # fmt: skip
                yield from _line(to, escape(to.words[word]), one.feedback, "right" if right else "wrong")
        case ShortAnswer() | Numerical():
            for answer in question.answers:
                label = _typed(answer, to) if isinstance(answer, ShortAnswerPattern) else _number(answer, to)
                yield from _line(to, label, answer.feedback, _verdict(answer.fraction, True))
        case Matching():
            for pair in question.pairs:
                target = to.inline(pair.target) if pair.target else Markup("")
                yield Line(to.phrase(pair.blocks) + Markup(" → ") + target, to.blocks(pair.feedback))
        case Ordering():
            yield from _in_order(question.items, to)
        case Gaps() | Drag():
            most = 1 if isinstance(question, Drag) else None
            between = Markup(" {} ").format(to.words["or"])
            for n, gap in enumerate(gaps_of(question), 1):
                yield Line(Markup("({}) ").format(n) + between.join(gap.right[:most]), Markup(""))


def _choices(question: SingleChoice | MultipleChoice, to: Renderer) -> Iterator[Line]:
    single = isinstance(question, SingleChoice)
    for letter, one in zip(_letters(), question.choices, strict=False):
        verdict = _verdict(Fraction(1) if one.right else one.fraction, single)
        label = Markup("{}) ").format(letter) + to.phrase(one.blocks)
        yield from _line(to, label, one.feedback, verdict)


def _activity_lines(view: ActivityView, to: Renderer) -> Iterator[Line]:
    match view.activity:
        case Sort() as sort:
            for pile in sort.piles:
                name = to.phrase(pile.blocks)
                if pile.feedback:
                    yield Line(name, to.blocks(pile.feedback))
                for card in pile.cards:
                    yield Line(to.phrase(card.blocks) + Markup(" → ") + name, to.blocks(card.feedback))
            for card in sort.loose:
                yield from _line(to, to.phrase(card.blocks), card.feedback, "wrong")
        case Order() as order:
            yield from _in_order(order.items, to)
        case Hotspot() as hotspot:
            hunt = any(not spot.right for spot in hotspot.spots)
            for spot in hotspot.spots:
                label = to.phrase(spot.blocks) + Markup(' <span class="how">({})</span>').format(
                    _where(spot, to)
                )
                verdict = ("right" if spot.right else "wrong") if hunt else ""
                yield Line(label, to.blocks(spot.feedback), verdict)


def _in_order(items: tuple[Item, ...], to: Renderer) -> Iterator[Line]:
    for n, one in enumerate(items, 1):
        yield Line(Markup("{}. ").format(n) + to.phrase(one.blocks), to.blocks(one.feedback))


def _line(to: Renderer, label: Markup, feedback: Blocks, verdict: str) -> Iterator[Line]:
    """What is right, and of the rest what has something said about it."""
    if verdict != "wrong" or feedback:
        yield Line(label, to.blocks(feedback), verdict)


def _verdict(fraction: Fraction, single: bool) -> str:
    if fraction <= 0:
        return "wrong"
    return "partly" if single and fraction < 1 else "right"


def _letters() -> Iterator[str]:
    """As HTML numbers a list of type ``a``."""
    yield from ascii_lowercase
    for first in ascii_lowercase:
        yield from (first + second for second in ascii_lowercase)


def _typed(pattern: ShortAnswerPattern, to: Renderer) -> Markup:
    """A pattern as a reader writes it: stars stand for what is not looked at."""
    if pattern.pattern == "*":
        return escape(to.words["anything_else"])
    shown = "".join(
        part if n % 2 else part.replace("*", "…") for n, part in enumerate(_ESCAPED.split(pattern.pattern))
    )
    return escape(shown)


def _number(range: NumericalRange, to: Renderer) -> Markup:
    if range.low is None or range.high is None:
        return escape(to.words["anything_else"])
    if range.low == range.high:
        return escape(range.written or f"{float(range.low):g}")
    return escape(f"{float(range.low):g} – {float(range.high):g}")


def _where(spot: Spot, to: Renderer) -> str:
    return to.words["place_at"].format(x=f"{spot.x:g}", y=f"{spot.y:g}")
