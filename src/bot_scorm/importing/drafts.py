"""Pages in the making, and the files of the module that they make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot_scorm.importing.trial import Draft
from bot_scorm.model.blocks import Block, Footnote
from bot_scorm.model.questions import Question
from bot_scorm.readers.ids import OWN
from bot_scorm.sources.markdown import note_lines, parts_of
from bot_scorm.sources.pages import Setting, module_text, page_text
from bot_scorm.sources.questions import question_lines

_TITLE = 250
"""Characters that a title may have."""


@dataclass(slots=True)
class DraftPage:
    """A page in the making."""

    name: str
    """Of its file."""
    kind: str
    id: str
    title: str
    """Inline Markdown."""
    settings: dict[str, Setting] = field(default_factory=dict)
    """More of its front matter."""
    parts: list[tuple[int, Block]] = field(default_factory=list)
    """Its blocks, each with its number in what is imported."""
    notes: list[tuple[int, Footnote]] = field(default_factory=list)

    @classmethod
    def of(cls, place: int, kind: str, id: str, title: str, settings: Mapping[str, Setting]) -> DraftPage:
        """A page at a place in its module, from 1."""
        return cls(f"{place * 10:03d}-{id}.md", kind, id, title[:_TITLE], dict(settings))

    @property
    def front(self) -> list[tuple[str, Setting]]:
        """Its front matter."""
        return [("kind", self.kind), ("id", self.id), ("title", self.title), *self.settings.items()]

    @property
    def questions(self) -> list[Question]:
        """The questions that stand in it."""
        return [one for _, one in self.parts if isinstance(one, Question)]


def draft_of(
    pages: Iterable[DraftPage],
    id: str,
    title: str,
    copied: Mapping[str, bytes],
    settings: Iterable[tuple[str, str]] = (),
    outcomes: Mapping[str, str] | None = None,
) -> Draft:
    """A module's files. ``settings`` are more lines of module.yaml; ``outcomes`` texts by id."""
    named = dict(outcomes or {})
    files: dict[str, bytes] = {}
    starts: dict[str, list[tuple[int, int]]] = {}
    for page in pages:
        parts = list(parts_of([block for _, block in page.parts], write=_written))
        parts += [note_lines(note) for _, note in page.notes]
        line = len(page.front) + 3
        starts[page.name] = []
        for (number, _), part in zip((*page.parts, *page.notes), parts, strict=True):
            starts[page.name].append((line, number))
            line += len(part) + bool(part)
        files[page.name] = page_text(page.front, [part for part in parts if part]).encode("utf-8", "replace")
        for question in page.questions:
            if question.outcome:
                named.setdefault(question.outcome, question.outcome)
    files["module.yaml"] = module_text(id, title[:_TITLE], named, settings).encode("utf-8", "replace")
    return Draft(files | dict(copied), starts, copied)


def own_id(id: str) -> str:
    """An id that does not begin as those of overlays do."""
    return f"import-{id}" if f"{id}-".startswith(OWN) else id


def _written(block: Block) -> list[str] | None:
    return question_lines(block) if isinstance(block, Question) else None
