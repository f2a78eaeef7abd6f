"""The glossary: terms with their ids and what they mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot_scorm.model.blocks import Blocks
from bot_scorm.model.text import Text
from bot_scorm.sources.markdown import indented, lines_of, one_line
from bot_scorm.sources.pages import page_text


@dataclass(frozen=True, slots=True)
class TermText:
    """A term to be written."""

    id: str
    term: Text
    body: Blocks


def term_lines(term: TermText) -> list[str]:
    """The lines of a term."""
    first, *more = lines_of(term.body, nested=True) or ["…"]
    return [f"{one_line(term.term)} {{#{term.id}}}", f": {first}", *indented(more, "  ")]


def glossary_text(title: str, terms: Iterable[TermText]) -> str:
    """content/glossary.md."""
    settings = (("kind", "glossary"), ("id", "glossary"), ("title", title))
    return page_text(settings, [term_lines(one) for one in terms])
