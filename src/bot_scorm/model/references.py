"""What all modules refer to: the glossary and the bibliography."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot_scorm.diagnostics import Location
from bot_scorm.model.blocks import Block, Blocks, Prose
from bot_scorm.model.text import Text


@dataclass(frozen=True, slots=True)
class Term(Block):
    """A word that the glossary explains; ``at`` is its line. Texts lead to it as ``term:id``."""

    id: str
    pinned: bool
    text: Text
    bodies: tuple[Blocks, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Glossary:
    """content/glossary.md."""

    at: Location
    id: str
    pinned: bool
    title: Text
    prose: Prose = field(default_factory=Prose)
    """What stands before the first term, and what all its texts refer to."""
    terms: tuple[Term, ...] = ()
    refers: frozenset[str] = frozenset()
    """What its own texts refer to, as in `Module.refers`."""

    def term(self, id: str) -> Term | None:
        """The term with an id, if there is one."""
        return next((one for one in self.terms if one.id == id), None)


@dataclass(frozen=True, slots=True)
class Work:
    """One entry of the bibliography: ``data`` is its CSL JSON as it was read; ``at`` is where it starts."""

    at: Location
    key: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Bibliography:
    """content/bibliography.json, in CSL JSON (citeproc-js' data model, schema 1.0)."""

    at: Location
    works: Mapping[str, Work]
