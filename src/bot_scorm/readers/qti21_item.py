"""An item of QTI 2 while it is read: its parts by what they are for, whoever wrote it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

from bot_scorm.diagnostics import Location
from bot_scorm.model.blocks import Blocks
from bot_scorm.package.xml import Element
from bot_scorm.readers.gift_model import QuestionIds, first_words
from bot_scorm.readers.gift_text import GiftText
from bot_scorm.readers.ids import slug
from bot_scorm.readers.qti21_marking import Given, Marking, Told
from bot_scorm.readers.qti21_text import Reading
from bot_scorm.readers.qti_xml import every, name_of, number_of, parts, share_of, text_of

OURS = "bot-scorm"
"""The name of the tool in items of ours, whose identifiers are made from ids."""
_ID = re.compile(r"(?:[lr]?a_)([a-z0-9]+(?:_[a-z0-9]+)*)")
_INLINE = frozenset({"textEntryInteraction", "inlineChoiceInteraction", "gap"})


@dataclass(slots=True)
class Item:
    """An ``assessmentItem``."""

    node: Element
    at: Location
    address: Callable[[str], str]
    """As in `Reading.address`."""
    changes: list[str] = field(default_factory=list)
    """What is marked otherwise in our model."""
    _points: Fraction | None = None

    def __post_init__(self) -> None:
        self.marking = Marking(self.node)
        self.reading = Reading(self.at, self.address)
        self.general = self._always()

    marking: Marking = field(init=False)
    reading: Reading = field(init=False)
    general: list[Told] = field(init=False)
    """What any response shows."""

    @property
    def ours(self) -> bool:
        """Whether we wrote it."""
        return bool(self.node.get("toolName") == OURS)

    @property
    def body(self) -> Element:
        """What is shown; None if there is nothing."""
        return next(iter(parts(self.node, "itemBody")), None)

    @property
    def interactions(self) -> list[Element]:
        """All places to answer."""
        found = [] if self.body is None else self.body.iter()
        return [one for one in found if name_of(one).endswith("Interaction")
                and name_of(one) != "endAttemptInteraction"]  # fmt: skip

    @property
    def points(self) -> Fraction:
        """What the best response earns: as it says, or else as the right response earns it; 1 if nothing
        tells."""
        if self._points is None:
            self._points = self._said() or self._earned() or Fraction(1)
        return self._points

    def feedback(self, *told: Told) -> Blocks:
        """The feedback that is shown by these, in the item's order."""
        found = (one for one in parts(self.node, "modalFeedback") if one.get("showHide", "show") == "show")
        return self.reading.blocks(*(one for one in found if _key(one) in told))

    def shows(self, told: Told) -> bool:
        """Whether there is feedback for this."""
        return any(_key(one) == told for one in parts(self.node, "modalFeedback"))

    def told(self, response: str, given: Given) -> list[Told]:
        """What a response shows that others do not."""
        return [one for one in self.marking.play({response: given})[1] if one not in self.general]

    def ids(self) -> Ids:
        """Gives ids to the parts of a list of answers."""
        return Ids(self.ours)

    def _said(self) -> Fraction | None:
        for one in parts(self.node, "outcomeDeclaration"):
            name, default = one.get("identifier"), next(every(one, "value"), None)
            if name == "MAXSCORE" and default is not None and (found := number_of(text_of(default))):
                return found if found > 0 else None
        for one in parts(self.node, "outcomeDeclaration"):
            found = number_of(one.get("normalMaximum", ""))
            if one.get("identifier") == "SCORE" and found is not None and found > 0:
                return found
        return None

    def _earned(self) -> Fraction | None:
        right = {id: self.marking.correct(id) for id in self.marking.declared}
        given = {
            id: value[0] if self.marking.declared[id].get("cardinality") == "single" else value
            for id, value in right.items()
            if value
        }
        best = share_of(self.marking.play(given)[0]) if given else Fraction(0)
        return best if best > 0 else None

    def _always(self) -> list[Told]:
        """What rules set under no condition."""
        return [
            (rule.get("identifier", ""), text_of(value))
            for rule in self.marking.rules
            if name_of(rule) == "setOutcomeValue"
            for value in every(rule, "baseValue")
            if value.get("baseType") == "identifier" and name_of(value.getparent()) != "match"
        ]


def _key(feedback: Element) -> Told:
    return feedback.get("outcomeIdentifier", ""), feedback.get("identifier", "")


@dataclass(slots=True)
class Ids:
    """Ids for parts of a question: those of ours come back, others are made from words."""

    ours: bool
    given: QuestionIds = field(default_factory=QuestionIds)

    def give(self, node: Element, html: str) -> str:
        """The id for an element with an identifier and with this content."""
        own = _ID.fullmatch(node.get("identifier", "")) if self.ours else None
        words = first_words(GiftText(html, "html"))
        return self.given.give(own[1].replace("_", "-") if own else slug(words or "answer"))


def is_inline(node: Element) -> bool:
    """Whether an interaction stands in a line."""
    return name_of(node) in _INLINE
