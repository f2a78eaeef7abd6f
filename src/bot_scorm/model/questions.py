"""Questions: one class a type, and the table of types. The scoring each follows stands with its class."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from bot_scorm.model.blocks import Block, Blocks
from bot_scorm.model.text import Text

LINES = 8
"""The height of a field for free text that says nothing about it."""


@dataclass(frozen=True, slots=True)
class Item(Block):
    """A list item that a learner acts on: a choice, a card, something to put in order.

    ``pinned`` says that the id was written by the author and not derived from the text.
    """

    id: str
    pinned: bool
    blocks: Blocks
    """What is shown, with mark, id and attributes taken off."""
    feedback: Blocks = ()


@dataclass(frozen=True, slots=True)
class Choice(Item):
    """An answer to choose; ``fraction`` is what choosing it earns, from -1 to 1."""

    right: bool = False
    """Whether it carries a plain ``[x]``."""
    fraction: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class ShortAnswerPattern(Block):
    """Matches what is typed: ``*`` is anything, ``\\*`` a star, ``\\\\`` a backslash."""

    pattern: str
    fraction: Fraction = Fraction(1)
    case: bool = False
    feedback: Blocks = ()


@dataclass(frozen=True, slots=True)
class NumericalRange(Block):
    """Matches numbers from ``low`` to ``high``, both included; both None matches any other answer."""

    low: Fraction | None
    high: Fraction | None
    fraction: Fraction = Fraction(1)
    feedback: Blocks = ()
    written: str = ""
    """The number as the author wrote it, with a decimal point, without tolerance."""


@dataclass(frozen=True, slots=True)
class Pair(Item):
    """A left side (``blocks``) and the right side that belongs to it."""

    target_id: str = ""
    target: Text | None = None


@dataclass(frozen=True, slots=True)
class Distractor(Block):
    """A right side of a matching question, or a word of a drag question, that belongs nowhere."""

    id: str
    pinned: bool
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Block):
    """What all questions have. ``at`` is the line of its ``::: question``."""

    kind: ClassVar[str] = ""
    scored: ClassVar[bool] = True
    """Whether a machine marks it; if not, ``points`` is 0."""

    id: str
    pinned: bool
    title: Text | None = None
    """A short name for reports; the stem's first words serve where there is none."""
    stem: Blocks
    points: Fraction = Fraction(1)
    tags: tuple[str, ...] = ()
    outcome: str = ""
    feedback: Blocks = ()
    """Shown to everyone after answering."""
    hints: tuple[Blocks, ...] = ()
    fixed: bool = False
    """Whether choices keep the order in which they are written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleChoice(Question):
    """One choice: scores the chosen fraction, never below 0."""

    kind: ClassVar[str] = "single"
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MultipleChoice(Question):
    """Several choices: the sum of their fractions, never below 0, or with ``all_or_nothing`` 1 or 0."""

    kind: ClassVar[str] = "multiple"
    choices: tuple[Choice, ...]
    all_or_nothing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalse(Question):
    """True or false, in the edition's own words; ``true`` and ``false`` hold the author's and feedback."""

    kind: ClassVar[str] = "true-false"
    answer: bool
    true: Choice
    false: Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortAnswer(Question):
    """Typed text: the fraction of the first pattern that matches; white space at the ends is ignored."""

    kind: ClassVar[str] = "short"
    answers: tuple[ShortAnswerPattern, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Numerical(Question):
    """A typed number, with comma or point: scores the fraction of the first range that holds it."""

    kind: ClassVar[str] = "numerical"
    answers: tuple[NumericalRange, ...]
    unit: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching(Question):
    """Pairs: right ones over all. A right side is known by the id of the first pair that has it."""

    kind: ClassVar[str] = "matching"
    pairs: tuple[Pair, ...]
    distractors: tuple[Distractor, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordering(Question):
    """Items in their right order: those in their right place over all."""

    kind: ClassVar[str] = "ordering"
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps(Question):
    """Gaps in the stem (see `model.gaps`), typed or chosen from a menu: right ones over all."""

    kind: ClassVar[str] = "gaps"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drag(Question):
    """Words in the stem to drag to their places (see `model.gaps`): right ones over all."""

    kind: ClassVar[str] = "drag"
    distractors: tuple[Distractor, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Essay(Question):
    """Free text that a person reads."""

    kind: ClassVar[str] = "essay"
    scored: ClassVar[bool] = False
    model: Blocks = ()
    """A model answer, shown after the learner has written one."""
    rubric: Blocks = ()
    lines: int = LINES


@dataclass(frozen=True, slots=True, kw_only=True)
class Reflection(Question):
    """Free text for the learner alone; it leaves the device only if ``submit`` is set."""

    kind: ClassVar[str] = "reflection"
    scored: ClassVar[bool] = False
    model: Blocks = ()
    lines: int = LINES
    submit: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Description(Question):
    """A text among questions that asks nothing."""

    kind: ClassVar[str] = "description"
    scored: ClassVar[bool] = False


QUESTION_TYPES: dict[str, type[Question]] = {
    kind.kind: kind
    for kind in (
        SingleChoice, MultipleChoice, TrueFalse, ShortAnswer, Numerical, Matching,
        Ordering, Gaps, Drag, Essay, Reflection, Description,
    )
}  # fmt: skip
