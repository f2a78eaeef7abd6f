"""What a programme is, free of files and formats."""

from __future__ import annotations

SECTIONS: tuple[str, ...] = ("curriculum", "fieldwork", "pilot", "evaluation", "framework")
"""The folders of a programme that hold modules, in their order."""
