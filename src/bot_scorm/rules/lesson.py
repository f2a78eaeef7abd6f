"""A module as something that is taught: what the checks of content look at. `bot-pack check` runs them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot_scorm.model import SECTIONS
from bot_scorm.model.activities import Activity, Card
from bot_scorm.model.blocks import Admonition, Block
from bot_scorm.model.cases import SceneChoice
from bot_scorm.model.programme import Module, Page, Programme, Quiz, Theory
from bot_scorm.model.questions import Choice, Distractor, Question
from bot_scorm.model.text import Text
from bot_scorm.model.walk import parts
from bot_scorm.rules.source import Sources
from bot_scorm.rules.vocabulary import Vocabulary, vocabulary

QUOTED = re.compile(r"“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|\"[^\"]*\"|(?<!\w)‘[^‘’]*’(?!\w)|(?<!\*)\*[^*]+\*(?!\*)")
"""What others say, or a word that is spoken about: in quotation marks or in single emphasis."""
SENTENCE = re.compile(r"[^.!?]*(?:\.\d[^.!?]*)*(?:[.!?]+|$)")


@dataclass(frozen=True, slots=True)
class Lesson:
    """A module with what its texts are checked against."""

    sources: Sources
    language: str
    edition: int
    """The year of the programme's version, 0 if that names none."""
    pages: tuple[Page, ...]
    """The pages for learners that were read as a whole."""
    questions: tuple[Question, ...]
    """Those on its pages and in its quizzes, if it is a part of the curriculum."""

    @classmethod
    def of(cls, sources: Sources, programme: Programme) -> Lesson:
        """That of a module in its programme."""
        year = re.match(r"(?:19|20)\d\d(?!\d)", programme.version)
        module = sources.module
        learners = (one for one in module.pages if one.audience == "learners")
        pages = tuple(one for one in learners if one.at.path not in sources.broken)
        taught = pages if module.section == SECTIONS[0] else ()
        questions = tuple(one for page in taught for one in page.questions)
        return cls(sources, programme.language, int(year[0]) if year else 0, pages, questions)

    @property
    def module(self) -> Module:
        """The module."""
        return self.sources.module

    @property
    def taught(self) -> bool:
        """Whether it is a part of the curriculum, with outcomes that quizzes check."""
        return self.module.section == SECTIONS[0]

    @property
    def words(self) -> Vocabulary:
        """What is looked for in its language."""
        return vocabulary(self.language)

    @property
    def quizzes(self) -> tuple[Quiz, ...]:
        """The quizzes before and after, if this is a part of the curriculum."""
        return tuple(one for one in self.sources.quizzes if one.role != "practice") if self.taught else ()

    @property
    def theory(self) -> tuple[Theory, ...]:
        """The screens to read, if this is a part of the curriculum."""
        return tuple(one for one in self.pages if isinstance(one, Theory)) if self.taught else ()


def own_words(source: str) -> str:
    """A text with everything blanked out, at the same length, that is quoted or spoken about."""
    return QUOTED.sub(lambda match: " " * len(match[0]), source)


def running_text(page: Page) -> tuple[Block, ...]:
    """What stands on a page to be read: without questions and activities."""
    return tuple(one for one in page.prose.blocks if not isinstance(one, Question | Activity))


def texts_meant(node: Any) -> Iterator[Text]:
    """Every text below a node that says what its author means.

    Left out are quotations, and what is there to be found wrong or to be turned around: choices that are not
    right or lose a story's points, distractors, and the fronts of flashcards.
    """
    pending = [node]
    while pending:
        one = pending.pop()
        if isinstance(one, Text):
            yield one
        elif (isinstance(one, Choice) and one.fraction <= 0) or (
            isinstance(one, SceneChoice) and one.score < 0
        ):
            pending.append(one.feedback)
        elif isinstance(one, Card):
            pending += [one.feedback, one.back]
        elif not isinstance(one, Distractor) and not (isinstance(one, Admonition) and one.kind == "quote"):
            pending.extend(reversed(parts(one)))
