"""Pages without a script: what there is to read, to do on paper, and the answers at the end of each page."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from markupsafe import Markup

from bot_scorm.model.activities import Activity
from bot_scorm.model.blocks import Block
from bot_scorm.model.programme import Module, Page, Quiz
from bot_scorm.model.questions import Drag, Gaps, Question
from bot_scorm.model.surveys import SurveyItem
from bot_scorm.writers import activity_html
from bot_scorm.writers.activity_html import ActivityView
from bot_scorm.writers.blocks import Renderer, macros
from bot_scorm.writers.options import Option, options_of, targets_of
from bot_scorm.writers.static_answers import Answer, answer_of, answer_of_activity
from bot_scorm.writers.strings import strings
from bot_scorm.writers.survey_html import SurveyView

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Exercise:
    """What the template of a question is given."""

    question: Question
    id: str
    number: int
    stem: Markup
    options: tuple[Option, ...]
    mixed: tuple[Option, ...]
    """The options in an order that tells nothing."""
    words: tuple[str, ...]
    """Right sides, or words to put into gaps, by the alphabet."""
    answered: bool
    """Whether there is something at the end of the page."""


@dataclass(slots=True)
class StaticRenderer(Renderer):
    """Renders a page's blocks with what is asked among them, and gathers the answers."""

    template: str = "static/blocks"
    module: Module = field(kw_only=True)
    page: Page = field(kw_only=True)
    survey: SurveyView | None = None
    asked: int = 0
    """How many questions the page has shown so far."""
    gathered: list[Answer] = field(default_factory=list)

    def other(self, block: Block) -> Markup:
        """The HTML of a question, an activity or an item of a survey."""
        if isinstance(block, Question):
            return self._question(block)
        if isinstance(block, Activity):
            id = f"a_{self.page.id}_{block.id}"
            return activity_html.render(block, self, id=id, show=self._activity)
        if isinstance(block, SurveyItem) and self.survey:
            return macros("static/survey").item(self.survey.items[block.id], self, self.words)
        return Markup("")

    def answers(self) -> Markup:
        """The end of the page: nothing if nothing was asked."""
        return macros("static/parts").answers(self.gathered, self.words) if self.gathered else Markup("")

    def _question(self, question: Question) -> Markup:
        self.asked += question.kind != "description"
        id, name = f"q_{question.id}", self.words["question"].format(n=self.asked)
        as_ = macros("static/question")
        if isinstance(question, Gaps | Drag):
            stem = self.with_gaps(question.stem, lambda n, gap: as_.gap(n, gap, self.words))
        else:
            stem = self.blocks(question.stem)
        told = not isinstance(self.page, Quiz) or self.page.show_answers != "never"
        answer = answer_of(question, self, id, name, told=told)
        if answer:
            self.gathered.append(answer)
        options = options_of(question)
        bank = tuple(sorted(one.text for one in targets_of(question)))
        mixed = mix(options, question.id)
        return as_.exercise(
            Exercise(question, id, self.asked, stem, options, mixed, bank, bool(answer)), self, self.words
        )

    def _activity(self, view: ActivityView, to: Renderer) -> Markup:
        answer = answer_of_activity(view, to)
        as_ = macros("static/activity")
        # "checklist" and its like keep their order; cards to sort or to order must not tell theirs.
        mixed = mix(view.items, view.id) if view.activity.kind in ("sort", "order") else view.items
        body = getattr(as_, view.activity.kind)(view, mixed, to, to.words)
        if answer:
            self.gathered.append(answer)
        return as_.activity(view, body, bool(answer), to.words)


def mix(items: Sequence[T], seed: str) -> tuple[T, ...]:
    """Items in another order, always the same one; their own order only if there is no other."""

    def place(pair: tuple[int, Any]) -> bytes:
        return hashlib.blake2b(f"{seed} {pair[0]}".encode(), digest_size=8).digest()

    order = [n for n, _ in sorted(enumerate(items), key=place)]
    if order == list(range(len(items))):
        order = order[1:] + order[:1]
    return tuple(items[n] for n in order)


def words_for(language: str) -> dict[str, str]:
    """The interface words of pages without a script."""
    found = strings(language)
    return found.page | {name: found.player[name] for name in ("right", "partly", "wrong", "or")}
