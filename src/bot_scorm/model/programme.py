"""A programme: its modules and pages, and the edition of it in one language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from posixpath import normpath
from typing import ClassVar, Literal
from urllib.parse import unquote

from bot_scorm.archive import FileSource, Source
from bot_scorm.diagnostics import Location
from bot_scorm.model import SECTIONS
from bot_scorm.model.blocks import Prose
from bot_scorm.model.cases import Story
from bot_scorm.model.plans import Plans
from bot_scorm.model.questions import Question
from bot_scorm.model.references import Bibliography, Glossary
from bot_scorm.model.surveys import SurveyItem
from bot_scorm.model.text import Text
from bot_scorm.model.walk import nodes_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What all pages have. ``at`` is the first line of the file."""

    kind: ClassVar[str] = ""
    audience: ClassVar[Literal["learners", "trainers"]] = "learners"

    at: Location
    id: str
    pinned: bool
    title: Text
    summary: Text | None = None
    prose: Prose = field(default_factory=Prose)

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions that stand in the page, in order."""
        return tuple(nodes_of((self.prose.blocks, getattr(self, "story", ())), Question))


@dataclass(frozen=True, slots=True, kw_only=True)
class Theory(Page):
    """Something to read."""

    kind: ClassVar[str] = "theory"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityPage(Page):
    """Something to do."""

    kind: ClassVar[str] = "activity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case(Page):
    """A branching story; ``prose.blocks`` is empty, its footnotes and references serve the story."""

    kind: ClassVar[str] = "case"
    story: Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide(Page):
    """For trainers: timings, how to run it, likely questions. Learners' packages leave it out."""

    kind: ClassVar[str] = "guide"
    audience: ClassVar[Literal["learners", "trainers"]] = "trainers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey(Page):
    """Items without a right answer; a thematic break between them begins another page of the form."""

    kind: ClassVar[str] = "survey"
    anonymous: bool = True
    """Whether answers are kept without a name where something collects them."""
    when: Text | None = None
    """When it is answered, in words."""

    @property
    def items(self) -> tuple[SurveyItem, ...]:
        """Its items in order."""
        return tuple(nodes_of(self.prose.blocks, SurveyItem))


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiz(Page):
    """Questions; only the one with the role ``after`` counts."""

    kind: ClassVar[str] = "quiz"
    role: Literal["before", "after", "practice"]
    attempts: int = 0
    """How often it may be taken; 0 is without limit."""
    grade: Literal["best", "last", "first"] = "best"
    """Which attempt counts."""
    show_answers: Literal["each", "end", "never"] = "each"
    """When feedback and right answers are shown: after each question, at the end, or not at all."""
    shuffle: bool = False
    """Whether the questions come in another order for each learner."""
    draw: Mapping[str, int] = field(default_factory=dict)
    """How many questions are drawn at random from those with a tag; the rest of these are left out."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a learner can do afterwards."""

    id: str
    text: Text


@dataclass(frozen=True, slots=True)
class Review:
    """Who looked at a module, and on which day, as ``2026-11-01``."""

    by: str
    date: str


@dataclass(frozen=True, slots=True)
class Size:
    """A picture in one size, as WebP: its name inside the module and its width in pixels."""

    name: str
    width: int
    source: Source


@dataclass(frozen=True, slots=True)
class Media:
    """A file that pages show: ``path`` on disk, ``name`` inside the module, such as ``media/bridge.svg``."""

    name: str
    path: Path
    guides_only: bool = False
    """Whether no page for learners shows it."""
    width: int = 0
    """Pixels, as far as it is known; with the height it keeps the picture's place while it is loaded."""
    height: int = 0
    source: Source | None = None
    """What is packed under the name, if that is not the file as it is on disk."""
    sizes: tuple[Size, ...] = ()
    """The same picture in other sizes, the smallest first."""

    @property
    def files(self) -> dict[str, Source]:
        """What is packed, by name inside the module."""
        return {self.name: self.source or FileSource(self.path)} | {
            one.name: one.source for one in self.sizes
        }


@dataclass(frozen=True, slots=True)
class Theme:
    """How a provider's player looks. Colours are ``#rrggbb``; what is empty is the player's own."""

    name: str = ""
    """Shown at the top of every page in place of the programme's title."""
    logo: Media | None = None
    accent: str = ""
    accent_dark: str = ""
    """The accent of the dark scheme; if empty, it is made from `accent`."""
    bar: str = ""
    """Behind name and logo, in both schemes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """One module. ``at`` is its module.yaml."""

    at: Location
    id: str
    title: Text
    section: str = SECTIONS[0]
    summary: Text | None = None
    duration: int = 0
    """Minutes."""
    outcomes: tuple[Outcome, ...] = ()
    pass_mark: int = 70
    """Percent of the points of the after-quiz."""
    competences: tuple[str, ...] = ()
    reviewed: Review | None = None
    """None until a person who knows the field has looked at it."""
    pages: tuple[Page, ...] = ()
    media: Mapping[str, Media] = field(default_factory=dict)
    """Every picture that the pages show, by `media_key` of its address."""
    refers: frozenset[str] = frozenset()
    """What its texts refer to: ``term:neet`` of the glossary, ``@rhodes-2005`` of the bibliography."""

    @property
    def assessment(self) -> Quiz | None:
        """The quiz that counts."""
        return next((page for page in self.pages if isinstance(page, Quiz) and page.role == "after"), None)

    def for_learners(self) -> Module:
        """The module without what is for trainers, and without the pictures that only guides show."""
        pages = tuple(page for page in self.pages if page.audience == "learners")
        media = {key: one for key, one in self.media.items() if not one.guides_only}
        return self if len(pages) == len(self.pages) else replace(self, pages=pages, media=media)


@dataclass(frozen=True, slots=True)
class Workload:
    """Time that learners spend beside the modules."""

    title: Text
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A whole curriculum, free of language. ``at`` is its programme.yaml."""

    at: Location
    id: str
    title: Text
    version: str = ""
    language: str = "en"
    """The language that the sources are written in, as in HTML's ``lang``."""
    language_at: Location | None = None
    """Where it stands in programme.yaml."""
    languages: tuple[str, ...] = ()
    licence: str = ""
    publisher: str = ""
    formats: tuple[str, ...] = ()
    formats_at: tuple[Location, ...] = ()
    """Where each of them stands."""
    workload: tuple[Workload, ...] = ()
    sequence: Literal["free", "in-order"] = "free"
    """Whether the package of the programme opens a module only when the one before is finished."""
    together: bool = False
    """Whether a Moodle course is to have all languages in it."""
    theme: Theme = field(default_factory=Theme)
    modules: tuple[Module, ...] = ()
    glossary: Glossary | None = None
    bibliography: Bibliography | None = None
    contacts: Mapping[str, str] = field(default_factory=dict)
    """What the provider fills into the places for contacts, by id: inline Markdown."""
    plans: tuple[Plans, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """A programme in one language, with the modules that an artifact is made from."""

    language: str
    programme: Programme

    def of(self, module: Module) -> Edition:
        """The edition of one module alone."""
        return replace(self, programme=replace(self.programme, modules=(module,)))

    def __iter__(self) -> Iterator[Module]:
        return iter(self.programme.modules)


def wire_id(*ids: str) -> str:
    """The name under which an LMS knows something: ``module.question`` with ``_`` for ``-``.

    Every LMS accepts these characters; ``_`` is not in our alphabet, so nothing is lost.
    """
    return ".".join(ids).replace("-", "_")


ATTACHMENTS = frozenset({
    ".pdf", ".docx", ".doc", ".odt", ".rtf", ".txt", ".xlsx", ".xls", ".ods", ".csv", ".pptx", ".ppt", ".odp",
    ".epub", ".zip",
})  # fmt: skip
"""Endings of files that a page may lead to, for learners to open in a program of their own."""


def is_attachment(src: str) -> bool:
    """Whether an address in a page leads to a file to open, such as ``media/list.pdf``."""
    return Path(media_key(src)).suffix.lower() in ATTACHMENTS


def media_key(src: str) -> str:
    """The key in `Module.media` of a picture's address as it is written in a page: ``./media/a%20b.svg``."""
    return normpath(unquote(src.partition("#")[0].partition("?")[0]))
