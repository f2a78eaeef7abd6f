"""The schema of a module's state: what the player may have to keep, under which key, and how long it can get.

``templates/player/codec.js`` writes the state against it. `worst` counts the longest line that can come of
that, so that a build knows what fits
``cmi.suspend_data`` (SCORM 1.2 run-time environment, 3.4.2: 4,096 characters).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from bot_scorm.diagnostics import Location
from bot_scorm.model.activities import (
    Activity,
    Checklist,
    Dialogue,
    Flashcards,
    Hotspot,
    Journal,
    Order,
    Scale,
    Sort,
    Timer,
)
from bot_scorm.model.cases import Story
from bot_scorm.model.programme import Case, Module, Page, Quiz, Survey
from bot_scorm.model.questions import (
    Description,
    Drag,
    Essay,
    Gaps,
    Matching,
    MultipleChoice,
    Ordering,
    Question,
    Reflection,
    TrueFalse,
)
from bot_scorm.model.walk import nodes_of
from bot_scorm.writers.activity_html import entries
from bot_scorm.writers.keys import Keys
from bot_scorm.writers.letters import cost
from bot_scorm.writers.options import options_of, targets_of
from bot_scorm.writers.rooms import rooms_of

LIMIT = 4096
"""Characters of ``cmi.suspend_data`` in SCORM 1.2."""
KEY, PART = 4, 3
"""Characters of the key of a page, question or activity, and of one inside its own."""
LONGEST_TEXT = 20_000
"""Characters of a text that the player takes at all."""
_HEAD = 1 + 3 + len("zzzzzz.zzzzzz.") + KEY
"""Version, proof, seed, revision and the page to go on with."""
_FLAGS = 1 + 2
"""Whether it is answered, and its place among the interactions."""
_QUIZ = 1 + 2 + 5 + 5
_DEBRIEF = 1

_SECONDS = 7
"""Characters of a moment to base 36, or of the seconds left of a phase."""
_CHECKED = ("ok", "typed", 1)

Spec: TypeAlias = tuple[Any, ...]
"""The form of a slot and its bounds, as the player reads it."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Something that has a value."""

    at: Location
    name: str
    """As in messages: ``question promise``."""
    key: str
    spec: Spec


@dataclass(frozen=True, slots=True)
class StateSchema:
    """All slots of a module."""

    pages: tuple[str, ...]
    """Their keys."""
    slots: tuple[Slot, ...]
    draws: tuple[tuple[int, tuple[str, ...]], ...] = ()
    """How many of these questions are asked at most."""

    @property
    def fixed(self) -> int:
        """The longest line without the words of free texts."""
        return worst(self.data(0))

    @property
    def weights(self) -> tuple[int, ...]:
        """The weights of the free texts that are handed in."""
        return tuple(weight for slot in self.slots for weight in weights_of(slot.spec))

    def rooms(self, limit: int = LIMIT) -> tuple[int, ...]:
        """What each of the free texts gets of the characters that are certain to be free."""
        free, every = max(limit - self.fixed, 0), sum(self.weights)
        return tuple(min(LONGEST_TEXT, free * weight // every) for weight in self.weights)

    def data(self, fixed: int | None = None) -> dict[str, Any]:
        """The schema as the player reads it."""
        return {
            "fixed": self.fixed if fixed is None else fixed,
            "pages": "".join(self.pages),
            "slots": {slot.key: list(slot.spec) for slot in self.slots},
            "draws": [[most, "".join(keys)] for most, keys in self.draws],
        }


def node_keys(module: Module) -> dict[str, str]:
    """The keys of ``page ID``, ``question ID``, ``activity ID``, ``story ID`` and ``survey ID`` (both of a
    page), and ``glossary``.

    They are given in the order of the names, so that no key depends on the order of the pages.
    """
    names = ["glossary"]
    for page in module.pages:
        names += [f"page {page.id}", *(f"question {one.id}" for one in page.questions)]
        names += [f"activity {one.id}" for one in nodes_of(_body(page), Activity)]
        names += [f"story {page.id}"] if isinstance(page, Case) else []
        names += [f"survey {page.id}"] if isinstance(page, Survey) else []
    keys = Keys(KEY)
    return {name: keys(name) for name in sorted(names)}


def schema_of(module: Module) -> StateSchema:
    """The schema of a module's state."""
    keys = node_keys(module)
    slots: list[Slot] = []
    draws: list[tuple[int, tuple[str, ...]]] = []
    for page in module.pages:
        if isinstance(page, Quiz):
            slots.append(Slot(page.at, f"quiz {page.id}", keys[f"page {page.id}"], ("quiz",)))
            draws += _draws(page, keys)
        if isinstance(page, Case):
            spec = _story(page.story)
            slots.append(Slot(page.at, f"case {page.id}", keys[f"story {page.id}"], spec))
        for question in page.questions:
            if not isinstance(question, Description):
                name = f"question {question.id}"
                slots.append(Slot(question.at, name, keys[name], _form(question)))
        for activity in nodes_of(_body(page), Activity):
            if kept := _activity(activity):
                key = keys[f"activity {activity.id}"]
                slots.append(Slot(activity.at, f"{activity.kind} {activity.id}", key, kept))
    return StateSchema(tuple(keys[f"page {page.id}"] for page in module.pages), tuple(slots), tuple(draws))


def worst(data: Mapping[str, Any]) -> int:
    """The characters of the longest line for a schema, without the words of free texts."""
    slots = data["slots"]
    total = _HEAD + 1 + len(data["pages"]) + sum(record(spec) for spec in slots.values())
    for most, together in data["draws"]:
        keys = [together[at : at + KEY] for at in range(0, len(together), KEY)]
        total -= sum(sorted((bound(slots[key]) for key in keys), reverse=True)[most:])
    return total


def record(spec: Spec) -> int:
    """The characters of the longest record of a slot, with the semicolon before it."""
    kind, *bounds = spec
    match kind:
        case "quiz":
            value = _QUIZ
        case "story":
            value = PART * bounds[0] + _DEBRIEF + 1 + len(bounds[1])
        case "fields":
            values = [bound(one[1:]) + (_FLAGS if one[1] == "text" else 0) for one in bounds]
            value = sum(PART + one for one in values) + len(values) - 1
        case _:
            value = _FLAGS + bound(spec)
    return 1 + KEY + value


def bound(spec: Spec) -> int:
    """The characters of the longest response, or value of a field, of a form."""
    form, *bounds = spec
    match form:
        case "keys":
            keys, most, length = (*bounds, PART)[:3]
            return int(min(most, len(keys) // length) * length)
        case "pairs":
            return 2 * len(bounds[0])
        case "typed":
            return int(bounds[0])
        case "gaps":
            return sum(bounds) + max(len(bounds) - 1, 0)
        case _:  # a text: whether it is whole
            return 1 if bounds else 0


def weights_of(spec: Spec) -> Iterator[int]:
    """The weights of the free texts in a slot that are handed in."""
    if spec[0] == "text":
        yield from spec[1:]
    elif spec[0] == "fields":
        for _, *inner in spec[1:]:
            yield from weights_of(tuple(inner))


def _form(question: Question) -> Spec:
    options = "".join(one.key for one in options_of(question))
    match question:
        case MultipleChoice() | Ordering():
            return ("keys", options, len(options) // PART)
        case TrueFalse():
            return ("keys", options, 1, 1)
        case Matching():
            return ("pairs", options, "".join(one.key for one in targets_of(question)))
        case Gaps() | Drag():
            return ("gaps", *rooms_of(question))
        case Essay():
            return ("text", question.lines)
        case Reflection():
            return ("text", question.lines) if question.submit else ("text",)
        case _:
            rooms = rooms_of(question)
            return ("typed", *rooms) if rooms else ("keys", options, 1)


def _activity(activity: Activity) -> Spec | None:
    """The fields of an activity; a text without ``submit`` is none, because it never leaves the device."""
    items, groups = entries(activity)
    fields: list[Spec] = []
    match activity:
        case Dialogue():
            return _story(activity.story)
        case Sort():
            piles = "".join(one.key for one in groups)
            fields = [*((one.key, "keys", piles, 1) for one in items), _CHECKED]
        case Scale():
            most = max(cost(str(activity.low)), cost(str(activity.high)))
            fields = [(one.key, "typed", most) for area in groups for one in area.inside]
        case Journal(submit=True):
            fields = [
                (one.key, "text", prompt.lines) for one, prompt in zip(items, activity.prompts, strict=True)
            ]
        case Hotspot() | Flashcards() | Checklist():
            fields = [(one.key, "typed", 1) for one in items]
        case Order():
            fields = [("order", "keys", "".join(one.key for one in items), len(items)), _CHECKED]
        case Timer():
            fields = [("s", "typed", 1), ("t", "typed", len(f"r{len(items)}.") + _SECONDS)]
        case _:
            pass
    return ("fields", *fields) if fields else None


def _story(story: Story) -> Spec:
    """The most steps on the way, and the scenes that may have been seen."""
    keys = Keys(PART)
    return ("story", _steps(story), "".join(keys(one.id) for one in story.scenes))


def _steps(story: Story) -> int:
    """The most choices on the way through a story; where it goes in circles, the player forgets rounds."""
    targets = {scene.id: [one.target for one in scene.choices] for scene in story.scenes}
    longest: dict[str, int] = {}
    pending = [(story.scenes[0].id, False)] if story.scenes else []
    on_way: set[str] = set()
    while pending:  # depth first, without recursion: a story may be long
        id, left = pending.pop()
        if left:
            on_way.discard(id)
            longest[id] = max((1 + longest.get(one, 0) for one in targets.get(id, ())), default=0)
        elif id not in longest:
            on_way.add(id)
            pending.append((id, True))
            for one in targets.get(id, ()):
                if one in on_way:
                    return 2 * len(story.scenes)
                pending.append((one, False))
    return longest[story.scenes[0].id] if story.scenes else 0


def _draws(quiz: Quiz, keys: Mapping[str, str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Each question stands with the first of its tags that is drawn from; a text stays, drawn or not."""
    asked = [one for one in quiz.questions if not isinstance(one, Description | Essay | Reflection)]
    of = {one.id: next((tag for tag in quiz.draw if tag in one.tags), None) for one in asked}
    for tag, most in quiz.draw.items():
        yield most, tuple(keys[f"question {id}"] for id, first in of.items() if first == tag)


def _body(page: Page) -> tuple[Any, ...]:
    return (page.prose.blocks, getattr(page, "story", ()))
