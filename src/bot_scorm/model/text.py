"""Text slots: the only parts of a source that change with the language."""

from __future__ import annotations

from dataclasses import dataclass

from bot_scorm.diagnostics import Location


@dataclass(frozen=True, slots=True)
class Text:
    """Inline Markdown of one paragraph, heading, cell, item or setting.

    ``source`` has its lines joined by ``\\n`` and carries no marker, id or attribute of the block
    around it. ``at`` is where its first character stands.
    """

    source: str
    at: Location

    def __str__(self) -> str:
        return self.source

    def __bool__(self) -> bool:
        return bool(self.source.strip())
