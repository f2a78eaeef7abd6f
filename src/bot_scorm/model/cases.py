"""Branching stories: scenes and the choices that lead from one to the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot_scorm.model.blocks import Block, Blocks
from bot_scorm.model.questions import Item
from bot_scorm.model.text import Text

Ending: TypeAlias = Literal["good", "mixed", "poor"]
ENDINGS: tuple[Ending, ...] = ("good", "mixed", "poor")
DEBRIEF = "debrief"
"""The scene with this id follows every end."""


@dataclass(frozen=True, slots=True)
class SceneChoice(Item):
    """A choice: ``blocks`` holds one paragraph, the link's text; ``feedback`` shows when it is taken."""

    target: str = ""
    """The id of the scene that it leads to."""
    score: int = 0
    """What it adds to the story's score or the dialogue's meter."""


@dataclass(frozen=True, slots=True)
class Scene(Block):
    """A scene under its heading."""

    id: str
    pinned: bool
    title: Text
    blocks: Blocks
    choices: tuple[SceneChoice, ...]
    end: Ending | None


@dataclass(frozen=True, slots=True)
class Story:
    """Scenes in the order written: the first opens the story."""

    intro: Blocks
    scenes: tuple[Scene, ...]

    @property
    def debrief(self) -> Scene | None:
        """The scene that follows every end, if there is one."""
        return next((scene for scene in self.scenes if scene.id == DEBRIEF), None)
