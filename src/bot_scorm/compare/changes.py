"""What a comparison says: changes, and what each means for learners who are half-way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum


class Effect(Enum):
    """What a change does to what learners have done so far."""

    KEPT = "kept"
    """Nothing: all of it is found again."""
    OTHERWISE = "otherwise"
    """Nothing is gone, but something counts otherwise, or there is more to do."""
    LOST = "lost"
    """Something that was done is not found any more."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference."""

    kind: str
    """``added``, ``removed``, ``renamed`` (other words for the same thing), ``new id`` (the same thing under
    another name for programs), ``moved``, ``changed``."""
    what: str
    """``package``, ``item``, ``resource``, ``file``, ``module``, ``page``, ``quiz``, ``question``,
    ``activity``, ``case``, ``survey``."""
    id: str
    """The id or file name; of a new id the old one."""
    name: str
    """As people know it; may be empty."""
    within: str
    """Where it stands: the path from the outside in, with `` / `` between."""
    effect: Effect = Effect.KEPT
    notes: tuple[str, ...] = ()
    """Sentences: what is different, and what that means."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """All changes from one package or question file to another."""

    old: str
    new: str
    """As they are shown."""
    subject: str
    """``packages`` or ``questions``."""
    changes: tuple[Change, ...]
    same: int = 0
    """Of question files: how many questions are the same in both."""

    @property
    def lost(self) -> bool:
        """Whether learners who are half-way lose something."""
        return any(one.effect is Effect.LOST for one in self.changes)

    def having(self, effect: Effect) -> tuple[Change, ...]:
        """The changes with this effect."""
        return tuple(one for one in self.changes if one.effect is effect)


def worst(effects: Iterable[Effect]) -> Effect:
    """The gravest of some effects; `Effect.KEPT` of none."""
    order = list(Effect)
    return max(effects, key=order.index, default=Effect.KEPT)


@dataclass(slots=True)
class Notes:
    """Sentences about one thing, with the gravest effect of any."""

    effect: Effect = Effect.KEPT
    said: tuple[str, ...] = ()

    def add(self, effect: Effect, sentence: str) -> None:
        """One more sentence."""
        self.effect = worst((self.effect, effect))
        self.said += (sentence,)

    def __bool__(self) -> bool:
        return bool(self.said)


def listed(names: Iterable[str], most: int = 4) -> str:
    """Names in quotes behind each other, the first few of many."""
    all_ = [f"“{name}”" for name in names]
    more = f" and {len(all_) - most} more" if len(all_) > most else ""
    return ", ".join(all_[:most]) + more


def short(text: str, most: int = 60) -> str:
    """A text on one line, cut behind a word."""
    words = " ".join(text.split())
    if len(words) <= most:
        return words
    head, space, _ = words[: most - 1].rpartition(" ")
    return f"{head if space else words[: most - 1]}…"


def in_order(changes: Iterable[Change]) -> Iterator[Change]:
    """Changes as they are told: by place, the gravest first."""
    order = list(Effect)
    return iter(
        sorted(changes, key=lambda one: (one.within, -order.index(one.effect), one.what, one.id, one.kind))
    )
