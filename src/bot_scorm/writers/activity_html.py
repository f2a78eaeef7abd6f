"""Activities and stories to HTML: what each template is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from markupsafe import Markup

from bot_scorm.model.activities import (
    Activity,
    Checklist,
    Dialogue,
    Flashcards,
    FormGroup,
    Hotspot,
    Journal,
    Order,
    Planner,
    Scale,
    Sort,
    Timer,
)
from bot_scorm.model.blocks import Blocks
from bot_scorm.model.cases import Scene, SceneChoice, Story
from bot_scorm.model.questions import Item
from bot_scorm.writers.blocks import Renderer, macros
from bot_scorm.writers.inline import plain
from bot_scorm.writers.keys import Keys
from bot_scorm.writers.pictures import picture


@dataclass(frozen=True, slots=True)
class Turn:
    """A choice of a scene."""

    key: str
    choice: SceneChoice
    text: Markup
    leads: str
    """The title of the scene that it leads to."""
    feedback: Markup


@dataclass(frozen=True, slots=True)
class SceneView:
    """A scene."""

    key: str
    scene: Scene
    level: int
    title: Markup
    body: Markup
    choices: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Meter:
    """What the choices of a dialogue move."""

    name: Markup
    low: int
    high: int
    start: int


@dataclass(frozen=True, slots=True)
class StoryView:
    """What ``story.html.j2`` is given."""

    id: str
    key: str
    intro: Markup
    scenes: tuple[SceneView, ...]
    meter: Meter | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of an activity; ``inside`` holds the statements of an area or the fields of a group.

    ``pile`` is the key of a card's pile; a loose card has none.
    """

    key: str
    item: Item
    text: str
    inside: tuple[Entry, ...] = ()
    pile: str = ""


@dataclass(frozen=True, slots=True)
class ActivityView:
    """What the template of an activity is given."""

    activity: Activity
    id: str
    key: str
    wire: str
    name: str
    title: Markup | None
    intro: Markup
    level: int
    items: tuple[Entry, ...] = ()
    groups: tuple[Entry, ...] = ()
    """Piles or areas."""
    story: StoryView | None = None
    picture: Markup | None = None


Show: TypeAlias = Callable[[ActivityView, Renderer], Markup]
"""What a format makes of an activity."""


def in_player(view: ActivityView, to: Renderer) -> Markup:
    """An activity to do on screen."""
    return macros(f"activity/{view.activity.kind}").activity(view, to, to.words)


def render(
    activity: Activity, to: Renderer, *, id: str, key: str = "", wire: str = "", show: Show = in_player
) -> Markup:
    """The HTML of an activity, as ``show`` has it."""
    title = to.inline(activity.title) if activity.title else None
    name = plain(activity.title) if activity.title else to.words[f"activity_{activity.kind}"]
    with to.under_heading() as level:
        if not title:
            to.depth -= 1
        intro = to.blocks(activity.intro)
        items, groups = entries(activity)
        story = shown = None
        if isinstance(activity, Dialogue):
            meter = Meter(to.inline(activity.meter), activity.low, activity.high, activity.start)
            story = story_view(activity.story, to, id=f"{id}_story", key=key, meter=meter)
        if isinstance(activity, Hotspot):
            image = to.inline.image(activity.src)
            shown = picture(image, activity.alt.source) if image else None
        view = ActivityView(activity, id, key, wire, name, title, intro, level, items, groups, story, shown)
        return show(view, to)


def render_story(story: Story, to: Renderer, *, id: str, key: str) -> Markup:
    """The HTML of a case."""
    return macros("story").story(story_view(story, to, id=id, key=key), to, to.words)


def story_view(story: Story, to: Renderer, *, id: str, key: str, meter: Meter | None = None) -> StoryView:
    """A story with everything in it rendered."""
    titles = {scene.id: plain(scene.title) for scene in story.scenes}
    scene_keys, turn_keys = Keys(3), Keys(3)
    intro = to.blocks(story.intro)
    scenes = tuple(_scene(one, to, scene_keys(one.id), turn_keys, titles) for one in story.scenes)
    return StoryView(id, key, intro, scenes, meter)


def _scene(scene: Scene, to: Renderer, key: str, turn_keys: Keys, titles: dict[str, str]) -> SceneView:
    title = to.inline(scene.title)
    with to.under_heading() as level:
        body = to.blocks(scene.blocks)
        turns = tuple(
            Turn(
                turn_keys(f"{scene.id} {one.id}"),
                one,
                to.phrase(one.blocks),
                titles.get(one.target, ""),
                to.blocks(one.feedback),
            )
            for one in scene.choices
        )
        return SceneView(key, scene, level, title, body, turns)


def entries(activity: Activity) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """The items of an activity, and its piles or areas."""
    keys = Keys(3)
    match activity:
        case Sort():
            piles = _flat(activity.piles, keys)
            pairs = [
                (pile.key, card)
                for pile, one in zip(piles, activity.piles, strict=True)
                for card in one.cards
            ]
            pairs += [("", card) for card in activity.loose]
            cards = tuple(Entry(keys(card.id), card, _words(card.blocks), pile=pile) for pile, card in pairs)
            return cards, piles
        case Scale():
            areas = tuple(
                Entry(keys(one.id), one, _words(one.blocks), _flat(one.statements, keys))
                for one in activity.areas
            )
            return (), areas
        case Journal():
            return _flat(activity.prompts, keys), ()
        case Planner():
            fields = (
                (entry, one.fields if isinstance(one, FormGroup) else ())
                for entry, one in zip(_flat(activity.fields, keys), activity.fields, strict=True)
            )
            return tuple(replace(entry, inside=_flat(inner, keys)) for entry, inner in fields), ()
        case Hotspot():
            return _flat(activity.spots, keys), ()
        case Flashcards():
            return _flat(activity.cards, keys), ()
        case Checklist() | Order():
            return _flat(activity.items, keys), ()
        case Timer():
            return _flat(activity.phases, keys), ()
        case _:
            return (), ()


def _flat(items: tuple[Any, ...], keys: Keys) -> tuple[Entry, ...]:
    return tuple(Entry(keys(one.id), one, _words(one.blocks)) for one in items)


def _words(blocks: Blocks) -> str:
    return plain(getattr(blocks[0], "text", "")) if blocks else ""
