"""Surveys to HTML: what the template is given."""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup

from bot_scorm.model.programme import Survey
from bot_scorm.model.questions import Item
from bot_scorm.model.surveys import NumberItem, SurveyItem
from bot_scorm.writers.blocks import Renderer, macros
from bot_scorm.writers.fragments import plain_blocks
from bot_scorm.writers.inline import plain
from bot_scorm.writers.keys import Keys


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """A choice of an item."""

    key: str
    item: Item
    words: str


@dataclass(frozen=True, slots=True)
class Depends:
    """What another item has to be answered with: its key and the value, and both in words."""

    key: str
    value: str
    item: str
    answer: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """What the template is given of an item."""

    item: SurveyItem
    id: str
    key: str
    choices: tuple[ChoiceView, ...] = ()
    depends: Depends | None = None
    bounds: str = ""


@dataclass(slots=True)
class SurveyView:
    """The items of one survey, which are known by short keys on the device."""

    page: Survey
    items: dict[str, ItemView] = field(default_factory=dict)

    def __post_init__(self) -> None:
        keys = Keys(3)
        for item in self.page.items:
            own = Keys(3)
            choices = tuple(
                ChoiceView(own(one.id), one, plain_blocks(one.blocks)) for one in getattr(item, "choices", ())
            )
            bounds = _bounds(item) if isinstance(item, NumberItem) else ""
            id = f"i_{self.page.id}_{item.id}"
            self.items[item.id] = ItemView(item, id, keys(item.id), choices, self._depends(item), bounds)

    def _depends(self, item: SurveyItem) -> Depends | None:
        """The earlier item that decides whether this one is shown."""
        asked = self.items.get(item.condition.item) if item.condition else None
        if item.condition is None or asked is None:
            return None
        answer = item.condition.answer
        choice = next((one for one in asked.choices if one.item.id == answer), None)
        value, words = (choice.key, choice.words) if choice else (answer, answer)
        return Depends(asked.key, value, plain_blocks(asked.item.stem), words)

    def item(self, item: SurveyItem, to: Renderer) -> Markup:
        """The HTML of an item."""
        return macros("survey").item(self.items[item.id], to, to.words)

    def form(self, key: str, body: Markup, words: dict[str, str]) -> Markup:
        """The form around the items."""
        return macros("survey").form(self.page, key, body, plain(self.page.when), words)


def _bounds(item: NumberItem) -> str:
    low, high = (f"{float(one):g}" if one is not None else "" for one in (item.low, item.high))
    return f"{low}–{high}" if low and high else f"≥ {low}" if low else f"≤ {high}" if high else ""
