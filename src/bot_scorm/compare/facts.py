"""What is known of a module of ours from its package."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the player has it."""

    id: str
    key: str
    kind: str
    name: str
    words: str
    """Everything that can be read in it."""
    wire: str
    page: str
    spec: tuple[Any, ...]
    """Its slot in the state; empty for one that keeps nothing."""
    points: str
    scored: bool
    private: bool
    whole: bool
    """All or nothing."""
    tags: tuple[str, ...]
    labels: Mapping[str, str]
    """The words of what can be chosen or moved, by key."""
    marks: Mapping[str, str]
    """What is right, or what it earns, by key."""
    answers: tuple[str, ...]
    """What typed answers are held against, in order."""
    gaps: tuple[str, ...]
    """What is right in each gap."""
    menus: tuple[frozenset[str], ...]
    """What there is to choose in each gap."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A scene of a story: where each choice leads, by key; and whether the story ends here."""

    id: str
    name: str
    ends: bool
    choices: Mapping[str, str]
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Played:
    """An activity, a case or a survey."""

    id: str
    key: str
    kind: str
    name: str
    words: str
    page: str
    spec: tuple[Any, ...]
    labels: Mapping[str, str]
    private: frozenset[str]
    """Keys of the fields that never leave the device."""
    values: Mapping[str, frozenset[str]]
    """What can be chosen in a field, by its key."""
    rows: Mapping[str, int]
    """How often a group can be filled in, by its key."""
    scenes: tuple[Scene, ...] = ()


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page, or a quiz."""

    id: str
    key: str
    kind: str
    name: str
    words: str
    counts: bool
    """Whether it has to be seen."""
    settings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ModuleRead:
    """A module as a package of ours has it."""

    id: str
    programme: str
    name: str
    pass_mark: str
    pages: tuple[PageRead, ...]
    questions: tuple[Asked, ...]
    played: tuple[Played, ...]
    fixed: int
    """The longest state without free texts, in characters."""
    limit: int
    """How many characters of a state the package's standard keeps."""
    weights: int
    """Those of all free texts that are handed in, together."""

    @property
    def free(self) -> int:
        """The characters that free texts share."""
        return max(self.limit - self.fixed, 0)
