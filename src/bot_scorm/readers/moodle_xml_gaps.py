"""Gaps in Moodle XML: embedded answers (Cloze), words to select, words to drag."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from html import unescape
from typing import Any

from bot_scorm.model.blocks import Blocks
from bot_scorm.model.questions import Distractor, Drag, Gaps, Question
from bot_scorm.model.text import Text
from bot_scorm.package.quiz import QuizFile, QuizQuestion, without_place_holder
from bot_scorm.package.xml import Element
from bot_scorm.readers.gift_model import QuestionIds, blocks_of, fill_gap, gap_text
from bot_scorm.readers.gift_text import GiftText
from bot_scorm.readers.html_text import plain_text
from bot_scorm.readers.ids import slug

_MARK = "\ue000"
"""Stands around the number of a gap while the text around it is read."""
_NUMBERED = re.compile(r"\[\[(\d{1,4})\]\]")
_EMBEDDED = re.compile(r"\{(\d{0,4}):([A-Z_]{1,14}):((?:\\.|[^{}\\])*)\}", re.S)
"""As in ``question/type/multianswer/questiontype.php``; a brace inside is escaped."""
_SHORT = frozenset({"SHORTANSWER", "SA", "MW", "SHORTANSWER_C", "SAC", "MWC"})
_CHOICE = frozenset({
    "MULTICHOICE", "MC", "MULTICHOICE_V", "MCV", "MULTICHOICE_H", "MCH", "MULTICHOICE_S", "MCS",
    "MULTICHOICE_VS", "MCVS", "MULTICHOICE_HS", "MCHS",
})  # fmt: skip
_TILDE = re.compile(r"(?<!\\)~")
_FEEDBACK = re.compile(r"(?<![\\&])#")
_WEIGHT = re.compile(r"=|%(-?\d+(?:[.,]\d*)?)%")
_TAG = re.compile(r"<[^<>]*>")


class UntakenError(Exception):
    """A question for which our model has no place; the message says why."""


def cloze(one: QuizQuestion, _: QuizFile) -> tuple[type[Question], dict[str, Any]]:
    """Embedded answers to type or to choose, right or wrong and without feedback, become gaps."""
    text = one.text("questiontext")
    gaps: list[str] = []
    points = 0

    def mark(found: re.Match[str]) -> str:
        nonlocal points
        points += int(found[1] or 1)
        gaps.append(_embedded(found[2], found[3]))
        return f"{_MARK}{len(gaps)}{_MARK}"

    marked = _EMBEDDED.sub(mark, text.text.replace(_MARK, "\ufffd"))
    if not gaps:
        raise UntakenError("it has no embedded answer")
    words = _EMBEDDED.sub("____", text.text)
    return Gaps, {"stem": _stem(marked, text.format, gaps, one), "points": Fraction(points), "words": words}


def _embedded(type: str, body: str) -> str:
    """What stands between ``[[`` and ``]]``."""
    if type not in _SHORT | _CHOICE:
        raise UntakenError(f"an answer embedded in it is of type {type}")
    options = []
    for answer in _TILDE.split(body):
        weight = _WEIGHT.match(answer)
        text, *feedback = _FEEDBACK.split(answer[weight.end() :] if weight else answer, maxsplit=1)
        percent = weight[1] if weight else "0"
        right = bool(weight) and percent in (None, "100")
        if any(one.strip() for one in feedback) or not (right or percent == "0"):
            raise UntakenError("an answer embedded in it earns a part, or has feedback")
        shown = unescape(text).replace("\\}", "}").replace("\\#", "#")
        options.append((right, unescape(_TAG.sub("", shown)) if type in _CHOICE else shown))
    if type in _CHOICE:
        return "|".join(("*" if right else "") + gap_text(text) for right, text in options)
    if any(not right or "*" in text.replace("\\*", "") for right, text in options):
        raise UntakenError("an answer embedded in it is wrong on purpose, or a pattern")
    return "|".join(gap_text(text.replace("\\*", "*")) for _, text in options)


def select(one: QuizQuestion, _: QuizFile) -> tuple[type[Question], dict[str, Any]]:
    """A gap offers the words of its group, in their order."""
    options = [(_group(node), unescape(_words(node))) for node in one.node.findall("selectoption")]

    def gap(place: int) -> str:
        group = options[place][0]
        texts = [(number == place, text) for number, (of, text) in enumerate(options) if of == group]
        return "|".join(("*" if right else "") + gap_text(text) for right, text in texts)

    return Gaps, _numbered(one, len(options), gap)


def drag(one: QuizQuestion, quiz: QuizFile) -> tuple[type[Question], dict[str, Any]]:
    """Words that no gap needs are distractors."""
    boxes = one.node.findall("dragbox")
    words = [unescape(_TAG.sub("", _words(node))) for node in boxes]
    used: set[int] = set()

    def gap(place: int) -> str:
        used.add(place)
        return gap_text(words[place])

    own = _numbered(one, len(boxes), gap)
    ids = QuestionIds()
    rest = [
        (node, word) for place, (node, word) in enumerate(zip(boxes, words, strict=True)) if place not in used
    ]
    own["distractors"] = tuple(
        Distractor(at, ids.give(slug(word or "answer")), False, Text(plain_text(word), at))
        for node, word in rest
        for at in (quiz.at(node),)
    )
    return Drag, own


def _words(node: Element) -> str:
    return (node.findtext("text") or "").strip()


def _group(node: Element) -> str:
    return (node.findtext("group") or "1").strip()


def _numbered(one: QuizQuestion, count: int, gap: Callable[[int], str]) -> dict[str, Any]:
    """The stem with the words that numbers in double brackets stand for."""
    text = one.text("questiontext")
    gaps: list[str] = []

    def mark(found: re.Match[str]) -> str:
        if not 1 <= int(found[1]) <= count:
            raise UntakenError(f"{found[0]} stands for no word of it")
        gaps.append(gap(int(found[1]) - 1))
        return f"{_MARK}{len(gaps)}{_MARK}"

    marked = _NUMBERED.sub(mark, text.text.replace(_MARK, "\ufffd"))
    if not gaps:
        raise UntakenError("it has no gap")
    return {"stem": _stem(marked, text.format, gaps, one), "words": _NUMBERED.sub("____", text.text)}


def _stem(marked: str, format: str, gaps: list[str], one: QuizQuestion) -> Blocks:
    found = blocks_of(GiftText(without_place_holder(marked), format), one.at)
    for number, inside in enumerate(gaps, start=1):
        found = fill_gap(found, f"{_MARK}{number}{_MARK}", f"[[{inside}]]")
    return found
