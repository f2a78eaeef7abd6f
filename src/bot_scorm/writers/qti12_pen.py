"""The tool with which one question is written as an item of QTI 1.2.1."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from urllib.parse import quote

from lxml import etree

from bot_scorm.model.blocks import Blocks
from bot_scorm.model.programme import Media, media_key
from bot_scorm.model.questions import Question
from bot_scorm.package.xml import Element
from bot_scorm.writers.inline import GapControl
from bot_scorm.writers.pen import Pen
from bot_scorm.writers.pictures import Image
from bot_scorm.writers.xml_nodes import legal

RESPONSE = "answer"
"""The identifier of an item's one response."""
_GENERAL, _HINT, _SOLUTION = "general", "hint", "solution"


def el(tag: str, *children: Element | str, **attributes: str) -> Element:
    """An element of QTI; its namespace is that of the document's root."""
    node = etree.Element(tag, {name: legal(value) for name, value in attributes.items()})
    for child in children:
        if isinstance(child, str):
            node.text = legal(child)
        else:
            node.append(child)
    return node


def material(html: str) -> Element:
    """HTML as a material."""
    return el("material", el("mattext", html, texttype="text/html"))


@dataclass(slots=True)
class ItemPen(Pen):
    """Renders texts of one item and gathers its conditions and feedback."""

    media: Mapping[str, Media] = field(default_factory=dict)
    """As in `Module.media`."""
    base: str = ""
    """Stands before the name of a file of the module."""
    together: str = "No"
    """Whether feedback of several choices is shown at once; Moodle takes what is for general feedback."""
    asked: str = ""
    """The text of the question."""
    scored: list[Element] = field(default_factory=list)
    after: list[Element] = field(default_factory=list)
    before: list[Element] = field(default_factory=list)
    feedbacks: list[Element] = field(default_factory=list)
    in_stem: bool = False

    def conditions(self) -> list[Element]:
        """All conditions; the profile wants one at least."""
        return [*self.before, *self.scored, *self.after] or [_condition(el("other"))]

    def ask(self, stem: Blocks, gap: GapControl | None = None) -> None:
        """Renders the text of the question, the only one in which Moodle looks for pictures."""
        self.in_stem = True
        self.asked = self.render(stem, gap)
        self.in_stem = False

    def bare(self, blocks: Blocks) -> str:
        """The text of a choice."""
        return self.html(blocks)

    def escaped(self, words: str) -> str:
        """Plain words as HTML."""
        return escape(words, quote=False)

    def right(self, condition: Element) -> None:
        """What earns everything."""
        self.scored.append(_condition(condition, _set("100")))

    def typed(self, texts: Iterable[tuple[str, bool]]) -> None:
        """What may be typed: all in one condition, the only one of which Moodle takes answers."""
        equal = [
            el("varequal", text, respident=RESPONSE, case="Yes" if case else "No") for text, case in texts
        ]
        if not equal:
            self.losses.left_out = "one answer must earn everything"
            return
        self.scored.append(_condition(*equal, _set("100")))

    def answer(self, equal: Element, right: bool, feedback: Blocks, id: str) -> None:
        """What one answer earns and shows."""
        shows = self._feedback(f"feedback-{id}", feedback)
        self.scored.append(_condition(equal, _set("100" if right else "0"), *shows))

    def told(self, equal: Element, feedback: Blocks, id: str) -> None:
        """What one of several choices shows."""
        if feedback:
            shows = self._feedback(f"feedback-{id}", feedback)
            self.after.append(_condition(equal, *shows, more=self.together))

    def common(self, question: Question) -> None:
        """What items of all types have: general feedback and hints."""
        if question.feedback:
            shows = self._feedback(_GENERAL, question.feedback)
            self.before.append(_condition(el("other"), *shows, more="Yes"))
        if question.hints:
            self.losses.changed.append("Moodle leaves hints out")
            hint = el("hint", *(el("hintmaterial", material(self.html(one))) for one in question.hints))
            self._part(_HINT, "Hint", hint)

    def solution(self, model: Blocks) -> None:
        """A model answer."""
        if model:
            self.losses.changed.append("Moodle leaves the model answer out")
            told = el("solution", el("solutionmaterial", material(self.html(model))))
            self._part(_SOLUTION, "Solution", told)

    def _part(self, id: str, kind: str, node: Element) -> None:
        self.feedbacks.append(el("itemfeedback", node, ident=id))
        shows = el("displayfeedback", feedbacktype=kind, linkrefid=id)
        self.before.append(_condition(el("other"), shows, more="Yes"))

    def _feedback(self, id: str, blocks: Blocks) -> list[Element]:
        if not blocks:
            return []
        self.feedbacks.append(el("itemfeedback", el("flow_mat", material(self.html(blocks))), ident=id))
        return [el("displayfeedback", feedbacktype="Response", linkrefid=id)]

    def picture(self, src: str) -> Image | None:
        """The picture's address in the cartridge."""
        media = self.media.get(media_key(src))
        if media is None:
            return Pen.picture(self, src)
        self.change(not self.in_stem, "Moodle does not show pictures in answers and feedback")
        return Image(self.base + quote(media.name), media.width, media.height)


def _condition(*parts: Element, more: str = "No") -> Element:
    """A condition: first what is compared, then what follows from it."""
    compared = [one for one in parts if one.tag in ("varequal", "and", "other")]
    rest = [one for one in parts if one.tag not in ("varequal", "and", "other")]
    return el("respcondition", el("conditionvar", *compared), *rest, **{"continue": more})


def _set(value: str) -> Element:
    return el("setvar", value, varname="SCORE", action="Set")
