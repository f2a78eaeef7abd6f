"""A module of a cartridge in the making: its pages, and what of them a check takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from bot_scorm.diagnostics import Location, Report
from bot_scorm.importing import Imported, faults
from bot_scorm.importing.changes import changes
from bot_scorm.importing.drafts import DraftPage, draft_of, own_id
from bot_scorm.importing.pictures import Pictures, without
from bot_scorm.importing.stock import Shelf
from bot_scorm.importing.trial import Draft, Refused, tried
from bot_scorm.model.blocks import Block, Footnote, Paragraph
from bot_scorm.model.questions import Question
from bot_scorm.model.text import Text
from bot_scorm.model.walk import texts_of
from bot_scorm.readers.gift_model import QuestionIds
from bot_scorm.readers.html_text import plain_text
from bot_scorm.readers.ids import slug
from bot_scorm.readers.outline import OutlineLine, OutlineModule
from bot_scorm.writers.inline import plain


@dataclass(slots=True)
class ModuleDraft:
    """A module with the pages that it has so far."""

    outline: OutlineModule
    id: str
    title: str
    own: str
    """Its id in a cartridge of ours; empty in others."""
    shelf: Shelf
    folder: str = ""
    """The name of its folder."""
    ids: QuestionIds = field(default_factory=QuestionIds)
    pages: list[DraftPage] = field(default_factory=list)
    settings: list[tuple[str, str]] = field(default_factory=list)
    """More lines of module.yaml."""
    outcomes: dict[str, str] = field(default_factory=dict)
    places: list[Location] = field(default_factory=list)
    """Where each part of a page came from, by its number."""

    def page(self, line: OutlineLine, kind: str, settings: dict[str, str] | None = None) -> DraftPage:
        """A new page for a line; a page of ours keeps its id."""
        prefix = f"{'quiz' if kind == 'quiz' else 'page'}-{self.own}."
        own = line.id.removeprefix(prefix) if self.own and line.id.startswith(prefix) else ""
        id = self.ids.give(
            own_id(own if own and slug(own) == own else slug(line.title or line.name or "page"))
        )
        title = plain_text(line.title) or "…"
        made = DraftPage.of(len(self.pages) + 1, kind, id, title, settings or {})
        self.pages.append(made)
        return made

    def add(self, page: DraftPage, block: Block, at: Location) -> None:
        """Puts a block at the end of a page."""
        page.parts.append((len(self.places), block))
        self.places.append(at)

    def note(self, page: DraftPage, note: Footnote, at: Location) -> None:
        """Puts a footnote at the end of a page."""
        page.notes.append((len(self.places), note))
        self.places.append(at)

    def ask(self, page: DraftPage, question: Question, report: Report) -> None:
        """Puts a question at the end of a page, with its pictures, under an id of its own."""
        for message in changes(question):
            report.add(faults.CHANGED, question.at, message)
        pictures = Pictures(_Stocked(self.shelf), report, {}, self.shelf.written)
        whole = replace(pictures.of(question), id=self.ids.give(own_id(question.id)))
        self.add(page, whole, question.at)

    def made(self, beside: Mapping[str, bytes], report: Report) -> Imported | None:
        """The module's files; None, with a finding, if a check takes none of it.

        ``beside`` are the programme's own files.
        """
        refused = Refused()
        draft, errors = tried(self._draft, refused, beside)
        for number, messages in refused.parts.items():
            self._tell(number, messages, report)
        for data, message in refused.files.items():
            names = [name for name, one in self.shelf.written.items() if one == data]
            said = f"“{', '.join(names)}” is refused ({message}); words stand in its place."
            report.add(faults.PICTURE, self.outline.at, said)
        if errors:
            said = f"Nothing of “{self.title}” is written: {errors[0].message}"
            report.add(faults.REFUSED, self.outline.at, said)
        if errors or draft is None:
            return None
        questions = sum(len(page.questions) for page in self._taken(refused))
        return Imported(self.id, dict(draft.files), questions, self.folder)

    def _tell(self, number: int, messages: list[str], report: Report) -> None:
        at = self.places[number]
        part = next((one for page in self.pages for n, one in page.parts if n == number), None)
        if isinstance(part, Question):
            report.add(faults.NOT_TAKEN, at, f"This question is not taken: {messages[0]}")
        else:
            done = "left out" if len(messages) > 1 else "written in plain words"
            report.add(faults.CHANGED_PART, at, f"A part of this page is {done}: {messages[0]}")

    def _draft(self, refused: Refused) -> Draft | None:
        pages = self._taken(refused)
        copied = {name: data for name, data in self.shelf.written.items() if data not in refused.files}
        return draft_of(pages, self.id, self.title, copied, self.settings, self.outcomes) if pages else None

    def _taken(self, refused: Refused) -> list[DraftPage]:
        """The pages without what was refused."""
        gone = frozenset(name for name, data in self.shelf.written.items() if data in refused.files)
        pages = []
        for page in self.pages:
            faulty = refused.pages.get(page.name, [])
            parts = [
                (number, without(one, gone))
                for number, block in page.parts
                for one in _left(block, len(refused.parts.get(number, ())))
            ]
            settings = page.settings | ({"role": "practice"} if faulty and page.kind == "quiz" else {})
            if len(faulty) < 2 and (parts or page.kind != "quiz"):
                notes = [one for one in page.notes if one[0] not in refused.parts]
                pages.append(replace(page, parts=parts, notes=notes, settings=settings))
        return pages


def _left(block: Block, refused: int) -> Iterator[Block]:
    """What is written of a block that was refused so often."""
    if not refused:
        yield block
    elif refused == 1 and not isinstance(block, Question):
        for text in texts_of(block):
            if words := plain(text):
                yield Paragraph(block.at, Text(plain_text(words), block.at))


@dataclass(frozen=True, slots=True)
class _Stocked:
    """The pictures of a package by the addresses that questions have for them."""

    shelf: Shelf

    def get(self, address: str, default: bytes | None = None) -> bytes | None:
        """A picture's bytes."""
        name = self.shelf.stock.find(address, "")
        path = self.shelf.picture(name) if name else ""
        return self.shelf.written[path] if path else default
