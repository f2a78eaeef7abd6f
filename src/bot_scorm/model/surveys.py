"""Surveys: what is asked without a right answer; one class a type of item, and the table of types."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from bot_scorm.diagnostics import Location
from bot_scorm.model.blocks import Block, Blocks
from bot_scorm.model.questions import Item
from bot_scorm.model.text import Text


@dataclass(frozen=True, slots=True)
class Condition:
    """An item is asked only if an earlier one was answered so; ``at`` is the place of the attribute."""

    item: str
    answer: str
    """The id of a choice, or a number of a scale."""
    at: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyItem(Block):
    """What all items have. ``at`` is the line of its ``::: item``; ids are unique in their survey."""

    kind: ClassVar[str] = ""
    asks: ClassVar[bool] = True
    """Whether there is something to answer."""

    id: str
    pinned: bool
    stem: Blocks
    required: bool = False
    condition: Condition | None = None

    @property
    def answers(self) -> tuple[str, ...]:
        """What another item's condition can ask for: ids of choices, numbers of a scale."""
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleItem(SurveyItem):
    """A whole number from ``low`` to ``high``, both included, with words for the two ends."""

    kind: ClassVar[str] = "scale"
    low: int
    high: int
    low_label: Text | None = None
    high_label: Text | None = None

    @property
    def answers(self) -> tuple[str, ...]:
        """Every number of the scale."""
        return tuple(str(number) for number in range(self.low, self.high + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choosing(SurveyItem):
    choices: tuple[Item, ...]

    @property
    def answers(self) -> tuple[str, ...]:
        """The ids of the choices."""
        return tuple(one.id for one in self.choices)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceItem(_Choosing):
    """One of some choices, all of them in sight."""

    kind: ClassVar[str] = "choice"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoicesItem(_Choosing):
    """Any number of some choices."""

    kind: ClassVar[str] = "choices"


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuItem(_Choosing):
    """One of some choices, from a menu that opens."""

    kind: ClassVar[str] = "menu"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextItem(SurveyItem):
    """One line of text."""

    kind: ClassVar[str] = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class LongItem(SurveyItem):
    """Some lines of text; ``lines`` is the height of the field."""

    kind: ClassVar[str] = "long"
    lines: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberItem(SurveyItem):
    """A number, from ``low`` to ``high`` where these are set."""

    kind: ClassVar[str] = "number"
    low: Fraction | None = None
    high: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DescriptionItem(SurveyItem):
    """A text among the items that asks nothing, and that can depend on an answer."""

    kind: ClassVar[str] = "description"
    asks: ClassVar[bool] = False


SURVEY_ITEMS: dict[str, type[SurveyItem]] = {
    kind.kind: kind
    for kind in (
        ScaleItem, ChoiceItem, ChoicesItem, MenuItem, TextItem, LongItem, NumberItem, DescriptionItem,
    )
}  # fmt: skip
CHOOSING: tuple[str, ...] = ("choice", "choices", "menu")
"""The types whose answers are a list."""
