"""What the reader of web pages is told about the package around a page, and what it tells in return."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot_scorm.model.blocks import Block

Way = Callable[[str], str]
"""From an address as it stands in the page to the one in our source; nothing where only words stay."""


@dataclass(frozen=True, slots=True)
class Asked(Block):
    """Stands for a question of the cartridge's bank, in one of our own pages."""

    id: str = ""


@dataclass(slots=True)
class Ways:
    """Where addresses of a page lead, and what is said about it."""

    link: Way
    picture: Way
    recording: Way
    lost: dict[str, list[int]] = field(default_factory=dict)
    """What is left out, to the lines where it stood."""
    missing: dict[str, None] = field(default_factory=dict)
    """Addresses that lead to nothing here, in order."""

    def lose(self, what: str, element: Any) -> None:
        """Notes down that something is left out."""
        self.lost.setdefault(what, []).append(element.sourceline or 0)
