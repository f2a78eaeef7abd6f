"""Pages that bot-pack has made: questions, boxes and recordings in them are read as what they were."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bot_scorm.diagnostics import Location
from bot_scorm.model.blocks import Admonition, Block, MathBlock, Paragraph, Recording
from bot_scorm.model.questions import Description, Reflection
from bot_scorm.model.text import Text
from bot_scorm.readers.html_text import tag_of, words_in
from bot_scorm.readers.mathml import latex_of
from bot_scorm.readers.page_walk import PageWalk
from bot_scorm.readers.page_ways import Asked, Ways

_KINDS = ("note", "tip", "source")


class OwnWalk(PageWalk):
    """Walks a page of ours."""

    def __init__(
        self,
        at: Location,
        ways: Ways,
        notes: Mapping[Any, str],
        marks: Mapping[Any, str],
        asked: frozenset[str],
        words: Mapping[str, str],
    ) -> None:
        super().__init__(at, ways, notes, marks)
        self.asked = asked
        """Questions that are read from elsewhere."""
        self.words = words
        self.answered: set[str] = set()
        """Elements whose answer is read with them."""

    def inline(self, element: Any, depth: int) -> str:
        """As in any page; what only a screen reader says is left out, and a blank is shown."""
        kind = element.get("class")
        if tag_of(element) == "span" and kind in ("vh", "blank"):
            return (
                ""
                if kind == "vh"
                else "\\_\\_\\_\\_"
                if not words_in(element).strip()
                else super().inline(element, depth)
            )
        return super().inline(element, depth)

    def _block(self, element: Any, tag: str, depth: int) -> Iterable[Block]:
        kind = (element.get("class") or "").split()
        for name, read in _OWN.items():
            if name in kind and (found := read(self, element, depth)) is not None:
                return found
        return super()._block(element, tag, depth)

    def exercise(self, element: Any, depth: int) -> Iterable[Block] | None:
        """A question: one that is read from elsewhere, or a private one; else as it stands on paper."""
        id = (element.get("id") or "").removeprefix("q_")
        if id in self.asked:
            self.answered.add(f"q_{id}")
            return [Asked(self.at, id)]
        parts = [(one.get("class") or "") for one in element]
        stem = element.find("div[@class='stem']")
        if stem is None or parts[:3] != ["number", "stem", "lines"]:
            return None
        self.answered.add(f"q_{id}")
        lines = len(element.findall("div[@class='lines']/div"))
        asks = tuple(self.blocks(stem, depth + 1))
        return [Reflection(at=self.at, id=id, pinned=True, stem=asks, lines=lines, **self._told(element))]

    def _told(self, element: Any) -> dict[str, Any]:
        """What stands at the end of the page about a question: hints, a model answer, feedback."""
        told: dict[str, Any] = {}
        root = element.getroottree().getroot()
        found = root.xpath("//section[@id=$id]", id=f"{element.get('id')}_answer")
        feedback: list[Block] = []
        for part in found[0] if found else ():
            kind = (part.get("class") or "").split()
            if "hint" in kind:
                told["hints"] = (*told.get("hints", ()), self._untitled(part)[1])
            elif "model" in kind:
                told["model"] = self._untitled(part)[1]
            elif "number" not in kind:
                feedback += self._block(part, tag_of(part), 1)
        return told | {"feedback": tuple(feedback)}

    def description(self, element: Any, depth: int) -> Iterable[Block] | None:
        """A question that asks nothing."""
        id = (element.get("id") or "").removeprefix("q_")
        stem = tuple(self.blocks(element, depth))
        return [Description(at=self.at, id=id, pinned=True, stem=stem)] if id and stem else None

    def answers(self, element: Any, depth: int) -> Iterable[Block] | None:
        """The answers at the end of a page, without those that are read with their questions."""
        rest = [one for one in element if one.get("id", "").removesuffix("_answer") not in self.answered]
        if all(tag_of(one) == "h2" for one in rest):
            return []
        for one in list(element):
            if one not in rest:
                element.remove(one)
        return None

    def box(self, element: Any, depth: int) -> Iterable[Block] | None:
        """A box with a title."""
        kind = next((one for one in (element.get("class") or "").split() if one in _KINDS), "")
        if not kind or element.get("role") != "note":
            return None
        title, inside = self._untitled(element)
        title = None if title and title.source == self.words.get(kind) else title
        return [Admonition(self.at, kind, title, inside)]  # type: ignore[arg-type] # one of `_KINDS`

    def works(self, element: Any, depth: int) -> Iterable[Block] | None:
        """The list of works that a page cites."""
        title, inside = self._untitled(element)
        title = None if title and title.source == self.words.get("source") else title
        return [Admonition(self.at, "source", title, inside)]

    def recording(self, element: Any, depth: int) -> Iterable[Block] | None:
        """Sound or video with its transcript."""
        caption, spoken = element.find("figcaption"), element.find("div[@class='transcript']")
        player: Any = next(element.iter("video", "audio"), None)
        source = player.find(".//source") if player is not None else None
        src = self.ways.recording(source.get("src") or "") if source is not None else ""
        if caption is None or spoken is None or not src:
            return None
        title, poster = self._text(self.content(caption, depth)), player.get("poster") or ""
        if (track := player.find(".//track")) is not None:
            self.ways.recording(track.get("src") or "")
        poster = self.ways.picture(poster) if poster else ""
        said = self._untitled(spoken)[1] or (Paragraph(self.at, title),)
        return [Recording(self.at, src, title, poster, said)]

    def _untitled(self, element: Any) -> tuple[Text | None, tuple[Block, ...]]:
        """A box's title and what else is in it."""
        title = element.find("p[@class='box-title']")
        text = self._text(self.content(title, 1)) if title is not None else None
        if title is not None:
            title.drop_tree()
        return text, tuple(self.blocks(element, 1))


def _math(walk: OwnWalk, element: Any, _: int) -> Iterable[Block] | None:
    formula = element.find("math")
    return [MathBlock(walk.at, re.sub(r"\\\$", "$", latex_of(formula)))] if formula is not None else None


def _jump(_: OwnWalk, element: Any, __: int) -> Iterable[Block] | None:
    """A link to an answer at the end of the page, which is written anew."""
    return [] if any((one.get("href") or "").endswith("_answer") for one in element.iter("a")) else None


_OWN: dict[str, Callable[[OwnWalk, Any, int], Iterable[Block] | None]] = {
    "exercise": OwnWalk.exercise,
    "description": OwnWalk.description,
    "answers": OwnWalk.answers,
    "box": OwnWalk.box,
    "works": OwnWalk.works,
    "recording": OwnWalk.recording,
    "math": _math,
    "lines": lambda walk, element, depth: [],
    "jump": _jump,
}
"""What is read otherwise than in any page, by its class; None leaves it to that."""
