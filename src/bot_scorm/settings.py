"""What programme.yaml, module.yaml and the front matter of pages may say."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

ID_FORM = r"^[a-z0-9-]+$"
LANGUAGE_FORM = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
COLOUR_FORM = r"^#[0-9a-fA-F]{6}$"
CONTACT_FORM = r"^(?:\[?[^\[\n])*\[?$"

Id = Annotated[str, StringConstraints(pattern=ID_FORM, max_length=60)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=250)]
Contact = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=250, pattern=CONTACT_FORM),
]
"""One line of Markdown; two brackets would be a gap in a question."""
Language = Annotated[str, StringConstraints(pattern=LANGUAGE_FORM)]
Colour = Annotated[str, StringConstraints(pattern=COLOUR_FORM)]


class Settings(BaseModel):
    """Settings in which an unknown name is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ColourSettings(Settings):
    """The colours of a provider."""

    accent: Colour | None = None
    accent_dark: Colour | None = Field(None, alias="accent-dark")
    bar: Colour | None = None


class ThemeSettings(Settings):
    """How the player looks."""

    name: Line | None = None
    logo: Line | None = None
    colours: ColourSettings = Field(default_factory=lambda: ColourSettings.model_validate({}))


class WorkloadSettings(Settings):
    """Time that learners spend beside the modules."""

    title: Line
    minutes: Annotated[int, Field(ge=1, le=100_000)]


class MoodleCourseSettings(Settings):
    """A programme as a Moodle course: one for each language, or one with all of them."""

    languages: Literal["separate", "together"] = "separate"


class ProgrammeSettings(Settings):
    """programme.yaml."""

    id: Id
    title: Line
    version: str = ""
    language: Language
    languages: tuple[Language, ...] = ()
    licence: str = ""
    publisher: str = ""
    formats: tuple[str, ...] = ()
    workload: tuple[WorkloadSettings, ...] = ()
    sequence: Literal["free", "in-order"] = "free"
    moodle_course: MoodleCourseSettings = Field(default=MoodleCourseSettings(), alias="moodle-course")
    theme: ThemeSettings = Field(default_factory=lambda: ThemeSettings.model_validate({}))


class PlaceSettings(Settings):
    """Where a page of an overlay stands: after or before a page of the content, by its id."""

    after: Id | None = None
    before: Id | None = None


class OverlayModuleSettings(Settings):
    """What a provider has otherwise in one module; ``pages`` by the names of their files."""

    pass_mark: Annotated[int, Field(ge=0, le=100)] | None = None
    pages: dict[str, PlaceSettings] = {}


class OverlaySettings(Settings):
    """overlay.yaml: what a provider has otherwise, and the contacts that the content leaves to it."""

    theme: ThemeSettings = Field(default_factory=lambda: ThemeSettings.model_validate({}))
    contacts: dict[Id, Contact] = {}
    pass_mark: Annotated[int, Field(ge=0, le=100)] | None = None
    modules: dict[Id, OverlayModuleSettings] = {}


class OutcomeSettings(Settings):
    """What a learner can do afterwards."""

    id: Id
    text: Line


class Review(Settings):
    """Who looked at a module, and when."""

    by: Line
    date: date


class ModuleSettings(Settings):
    """module.yaml."""

    id: Id
    title: Line
    summary: str | None = None
    duration: Annotated[int, Field(ge=0, le=10_000)] = 0
    outcomes: tuple[OutcomeSettings, ...] = ()
    pass_mark: Annotated[int, Field(ge=0, le=100)] = 70
    competences: tuple[str, ...] = ()
    reviewed: Review | None = None


class PageSettings(Settings):
    """The front matter of every page."""

    id: Id | None = None
    title: Line
    summary: str | None = None


class TheorySettings(PageSettings):
    """A page to read."""

    kind: Literal["theory"]


class ActivitySettings(PageSettings):
    """A page with something to do."""

    kind: Literal["activity"]


class CaseSettings(PageSettings):
    """A branching story."""

    kind: Literal["case"]


class QuizSettings(PageSettings):
    """A quiz."""

    kind: Literal["quiz"]
    role: Literal["before", "after", "practice"]
    attempts: Annotated[int, Field(ge=0, le=100)] = 0
    grade: Literal["best", "last", "first"] = "best"
    show_answers: Literal["each", "end", "never"] = "each"
    shuffle: bool = False
    draw: dict[str, Annotated[int, Field(ge=1, le=1000)]] = {}


class GuideSettings(PageSettings):
    """A page for trainers."""

    kind: Literal["guide"]


class SurveySettings(PageSettings):
    """A survey."""

    kind: Literal["survey"]
    anonymous: bool = True
    when: Line | None = None


class GlossarySettings(PageSettings):
    """content/glossary.md."""

    kind: Literal["glossary"]


PAGE_SETTINGS: dict[str, type[PageSettings]] = {
    "theory": TheorySettings,
    "activity": ActivitySettings,
    "case": CaseSettings,
    "quiz": QuizSettings,
    "guide": GuideSettings,
    "survey": SurveySettings,
}
