"""Questions in Moodle XML to the questions of our model."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from fractions import Fraction
from html import unescape
from typing import Any

from bot_scorm.diagnostics import Location
from bot_scorm.model.blocks import Blocks, Paragraph
from bot_scorm.model.grades import nearest_grade
from bot_scorm.model.questions import (
    Choice,
    Description,
    Distractor,
    Essay,
    Item,
    Matching,
    MultipleChoice,
    Numerical,
    NumericalRange,
    Ordering,
    Pair,
    Question,
    ShortAnswer,
    ShortAnswerPattern,
    SingleChoice,
    TrueFalse,
)
from bot_scorm.model.text import Text
from bot_scorm.package.quiz import QuizFile, QuizQuestion, QuizText, without_place_holder
from bot_scorm.package.xml import Element
from bot_scorm.readers.gift_model import QuestionIds, blocks_of, first_words, pattern_of, title_of
from bot_scorm.readers.gift_text import GiftText
from bot_scorm.readers.html_text import plain_text
from bot_scorm.readers.ids import slug
from bot_scorm.readers.moodle_xml_gaps import UntakenError, cloze, drag, select

__all__ = ["UntakenError", "question_of"]

_WIRE = re.compile(r"(?:[a-z0-9_]+\.)?([a-z0-9_]+)")
_TAG_OUTCOME = "outcome:"
_PART = re.compile(r'<div class="(model|rubric)">')
_ALT = re.compile(r'<img\b[^<>]*?\balt="([^"<>]*)"[^<>]*>')
_NUMBER = re.compile(r"[-+]?(?:\d{1,20}\.?\d{0,40}|\.\d{1,40})(?:[eE][-+]?\d{1,2})?")
_ONE, _ZERO = Fraction(1), Fraction(0)
_LINES = 8
"""Those of an essay that says nothing about it."""


def question_of(one: QuizQuestion, quiz: QuizFile, ids: QuestionIds) -> Question:
    """The question of our model; raises `UntakenError` where that has no place for it."""
    read = _TYPES.get(one.type)
    if read is None:
        raise UntakenError("the source format has no such type")
    kind, own = read(one, quiz)
    text = one.text("questiontext")
    stem = own.pop("stem", None)
    if stem is None:
        stem = blocks(text, one.at)
    name = one.value("name/text")
    words = _ALT.sub(r"\1", own.pop("words", text.text))
    first = first_words(GiftText(words, text.format))
    wire = _WIRE.fullmatch(one.value("idnumber"))
    pinned = wire is not None and wire[1].strip("_") != ""
    base = wire[1].replace("_", "-") if wire and pinned else slug(unescape(name) or first or "question")
    tags = [(node.text or "").strip() for node in one.node.findall("tags/tag/text")]
    outcome = next((tag for tag in tags if tag.startswith(_TAG_OUTCOME)), "")
    points = own.pop("points", None)
    return kind(
        at=one.at,
        id=ids.give(base),
        pinned=pinned,
        title=title_of(name, first, one.at),
        stem=stem,
        points=_ZERO
        if not kind.scored
        else number_of(one.value("defaultgrade"), _ONE)
        if points is None
        else points,
        tags=tuple(tag for tag in tags if tag and tag != outcome),
        outcome=outcome.removeprefix(_TAG_OUTCOME),
        feedback=blocks(one.text("generalfeedback"), one.at),
        hints=tuple(blocks(one.text(node=node), quiz.at(node)) for node in one.node.findall("hint")),
        fixed=kind in (SingleChoice, MultipleChoice, Matching) and not one.flag("shuffleanswers", True),
        **own,
    )


def blocks(text: QuizText, at: Location) -> Blocks:
    """The blocks of a text; pictures have the paths of files beside it."""
    return blocks_of(GiftText(without_place_holder(text.text), text.format), at)


def number_of(text: str, other: Fraction) -> Fraction:
    """A number with a decimal point, or another one where there is none."""
    return Fraction(text) if _NUMBER.fullmatch(text) else other


def _fraction(node: Element) -> Fraction:
    fraction = number_of((node.get("fraction") or "0").strip(), _ZERO) / 100
    return nearest_grade(max(min(fraction, _ONE), -_ONE))


def _answers(one: QuizQuestion, quiz: QuizFile) -> Iterable[tuple[Element, Location, QuizText, Blocks, str]]:
    """Answers with place, text, feedback, and an id that is unique in the question."""
    ids = QuestionIds()
    for node in one.node.findall("answer"):
        at, text = quiz.at(node), one.text(node=node)
        feedback = blocks(one.text("feedback", node), at)
        yield (
            node,
            at,
            text,
            feedback,
            ids.give(slug(first_words(GiftText(text.text, text.format)) or "answer")),
        )


def _multichoice(one: QuizQuestion, quiz: QuizFile) -> tuple[type[Question], dict[str, Any]]:
    single = one.flag("single", True)
    earned = [fraction for node in one.node.findall("answer") if (fraction := _fraction(node)) > 0]
    share = _ONE if single or not earned else max(earned)
    choices = tuple(
        Choice(at, id, False, blocks(text, at), feedback, _fraction(node) == share, _fraction(node))
        for node, at, text, feedback, id in _answers(one, quiz)
    )
    return (SingleChoice if single else MultipleChoice), {"choices": choices}


def _true_false(one: QuizQuestion, quiz: QuizFile) -> tuple[type[Question], dict[str, Any]]:
    found: dict[str, Choice] = {}
    for place, (node, at, text, feedback, _) in enumerate(_answers(one, quiz)):
        word = text.text if text.text in ("true", "false") else ("true", "false")[place > 0]
        shown = (Paragraph(at, Text(word.capitalize(), at)),)
        right = _fraction(node) == 1
        found[word] = Choice(at, word, False, shown, feedback, right, Fraction(right))
    if len(found) != 2:
        raise UntakenError("it has not two answers")
    return TrueFalse, {"answer": found["true"].right, "true": found["true"], "false": found["false"]}


def _short(one: QuizQuestion, quiz: QuizFile) -> tuple[type[Question], dict[str, Any]]:
    case = one.flag("usecase", False)
    patterns = tuple(
        ShortAnswerPattern(at, pattern_of(text.text), _fraction(node), case, feedback)
        for node, at, text, feedback, _ in _answers(one, quiz)
    )
    return ShortAnswer, {"answers": patterns}


def _numerical(one: QuizQuestion, quiz: QuizFile) -> tuple[type[Question], dict[str, Any]]:
    ranges = []
    for node, at, text, feedback, _ in _answers(one, quiz):
        if text.text == "*":
            ranges.append(NumericalRange(at, None, None, _fraction(node), feedback, ""))
            continue
        if not _NUMBER.fullmatch(text.text):
            raise UntakenError(f"“{text.text[:40]}” is not a number with a decimal point")
        reach = abs(number_of((node.findtext("tolerance") or "").strip(), _ZERO))
        value = Fraction(text.text)
        ranges.append(NumericalRange(at, value - reach, value + reach, _fraction(node), feedback, text.text))
    unit = one.value("units/unit/unit_name")
    return Numerical, {"answers": tuple(ranges), "unit": Text(plain_text(unit), one.at) if unit else None}


def _matching(one: QuizQuestion, quiz: QuizFile) -> tuple[type[Question], dict[str, Any]]:
    pairs, distractors = [], []
    ids, targets = QuestionIds(), QuestionIds()
    known: dict[str, str] = {}
    for node in one.node.findall("subquestion"):
        at, text = quiz.at(node), one.text(node=node)
        words = plain_text(unescape((node.findtext("answer/text") or "").strip()))
        if words not in known:
            known[words] = targets.give(slug(words or "answer"))
        if text.text:
            id = ids.give(slug(first_words(GiftText(text.text, text.format)) or "answer"))
            pairs.append(Pair(at, id, False, blocks(text, at), (), known[words], Text(words, at)))
        else:
            distractors.append(Distractor(at, known[words], False, Text(words, at)))
    return Matching, {"pairs": tuple(pairs), "distractors": tuple(distractors)}


def _ordering(one: QuizQuestion, quiz: QuizFile) -> tuple[type[Question], dict[str, Any]]:
    return Ordering, {
        "items": tuple(Item(at, id, False, blocks(text, at)) for _, at, text, __, id in _answers(one, quiz))
    }


def _essay(one: QuizQuestion, quiz: QuizFile) -> tuple[type[Question], dict[str, Any]]:
    """What is for graders is the rubric, unless it says what it is."""
    info = one.text("graderinfo")
    pieces = _PART.split(info.text)
    named = dict(zip(pieces[1::2], (piece.removesuffix("</div>") for piece in pieces[2::2]), strict=True))
    parts = named if named and not pieces[0] else {"rubric": info.text}
    lines = one.value("responsefieldlines")
    return Essay, {
        "lines": int(lines) if re.fullmatch(r"[1-9]\d?", lines) else _LINES,
        **{name: blocks(QuizText(html, info.format), one.at) for name, html in parts.items()},
    }


_TYPES: dict[str, Callable[[QuizQuestion, QuizFile], tuple[type[Question], dict[str, Any]]]] = {
    "multichoice": _multichoice,
    "truefalse": _true_false,
    "shortanswer": _short,
    "numerical": _numerical,
    "matching": _matching,
    "ordering": _ordering,
    "essay": _essay,
    "description": lambda one, quiz: (Description, {}),
    "cloze": cloze,
    "gapselect": select,
    "ddwtos": drag,
}
