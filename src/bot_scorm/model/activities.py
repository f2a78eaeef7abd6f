"""Activities: one class a kind, and the table of kinds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias

from bot_scorm.model.blocks import Block, Blocks
from bot_scorm.model.cases import Story
from bot_scorm.model.questions import Item
from bot_scorm.model.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity(Block):
    """What all activities have. ``at`` is the line of its ``:::``."""

    kind: ClassVar[str] = ""

    id: str
    pinned: bool
    title: Text | None = None
    intro: Blocks = ()
    """What stands before the items."""


@dataclass(frozen=True, slots=True)
class Pile(Item):
    """A pile with the cards that belong to it."""

    cards: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort(Activity):
    """Cards into piles."""

    kind: ClassVar[str] = "sort"
    piles: tuple[Pile, ...]
    loose: tuple[Item, ...] = ()
    """Cards that are right on any pile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialogue(Activity):
    """A conversation in scenes with a meter that choices move between ``low`` and ``high``."""

    kind: ClassVar[str] = "dialogue"
    story: Story
    meter: Text
    low: int
    high: int
    start: int


@dataclass(frozen=True, slots=True)
class Prompt(Item):
    """A question to write about."""

    lines: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal(Activity):
    """Prompts to write about; private unless ``submit`` is set."""

    kind: ClassVar[str] = "journal"
    prompts: tuple[Prompt, ...]
    submit: bool = False


@dataclass(frozen=True, slots=True)
class Area(Item):
    """A part of a scale with its statements."""

    statements: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale(Activity):
    """A self-check: statements answered from ``low`` to ``high``, with a profile by area."""

    kind: ClassVar[str] = "scale"
    areas: tuple[Area, ...]
    low: int
    high: int
    low_label: Text | None
    high_label: Text | None


FieldType: TypeAlias = Literal["text", "long", "date", "number", "check"]
FIELD_TYPES: tuple[FieldType, ...] = ("text", "long", "date", "number", "check")


@dataclass(frozen=True, slots=True)
class FormField(Item):
    """A field of a form to fill and print; ``feedback`` is its help."""

    type: FieldType = "text"
    lines: int = 1


MOST_ROWS = 20
"""So often a group of fields can be filled in at most."""


@dataclass(frozen=True, slots=True)
class FormGroup(Item):
    """Fields that belong together; learners can fill them in up to ``repeat`` times."""

    fields: tuple[FormField, ...] = ()
    repeat: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Planner(Activity):
    """A form to fill on screen or on paper."""

    kind: ClassVar[str] = "planner"
    fields: tuple[FormField | FormGroup, ...]


@dataclass(frozen=True, slots=True)
class Spot(Item):
    """A round place on a picture: centre and radius in percent of its size; ``feedback`` explains it."""

    x: float = 0.0
    y: float = 0.0
    radius: float = 6.0
    right: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Hotspot(Activity):
    """Places to find on a picture, with an equal list."""

    kind: ClassVar[str] = "hotspot"
    src: str
    alt: Text
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Card(Item):
    """A flashcard: ``blocks`` is its front."""

    back: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Flashcards(Activity):
    """Cards to turn."""

    kind: ClassVar[str] = "flashcards"
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist(Activity):
    """Things to tick off."""

    kind: ClassVar[str] = "checklist"
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order(Activity):
    """Things to put in order, without a mark."""

    kind: ClassVar[str] = "order"
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Phase(Item):
    """A phase of a session; ``feedback`` says what happens in it."""

    minutes: float = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer(Activity):
    """The phases of a session with their time."""

    kind: ClassVar[str] = "timer"
    phases: tuple[Phase, ...]


ACTIVITY_KINDS: dict[str, type[Activity]] = {
    kind.kind: kind
    for kind in (Sort, Dialogue, Journal, Scale, Planner, Hotspot, Flashcards, Checklist, Order, Timer)
}
