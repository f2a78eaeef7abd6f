"""GIFT questions, as Moodle takes them, to the questions of our model."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields, is_dataclass, replace
from fractions import Fraction
from functools import lru_cache
from html import unescape
from typing import Any

from bot_scorm.diagnostics import Location
from bot_scorm.model.blocks import Blocks, Paragraph
from bot_scorm.model.questions import (
    Choice,
    Description,
    Distractor,
    Essay,
    Gaps,
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
from bot_scorm.readers.gift_markdown import markdown_blocks
from bot_scorm.readers.gift_text import GiftAnswer, GiftQuestion, GiftText
from bot_scorm.readers.html_text import html_blocks, plain_blocks, plain_text
from bot_scorm.readers.ids import slug

_WIRE = re.compile(r"(?:[a-z0-9_]+\.)?([a-z0-9_]+)")
_PATTERN = re.compile(r"\\\*|[\\]")
_PHRASE_TAG = re.compile(r"</?(?:a|b|code|em|i|span|strong|sub|sup|u)\b[^<>]*>")
_TAG = re.compile(r"<[^<>]*>?")
_START = 300
"""Characters of a text that are enough for a title or an id made from it."""
_BLANKS = re.compile("_+")
_GAP = "\ue000"
"""Stands for a gap while the text around it is read."""
_ONE, _ZERO = Fraction(1), Fraction(0)
_TAG_OUTCOME = "outcome:"


@dataclass(slots=True)
class QuestionIds:
    """The ids given in a file."""

    used: set[str] = field(default_factory=set)
    last: dict[str, int] = field(default_factory=dict)
    """The number behind a derived id that was given last, so that many equal texts cost no search."""

    def give(self, base: str) -> str:
        """The id, with a number behind it if it is taken."""
        id, count = base, self.last.get(base, 1)
        while id in self.used:
            count += 1
            id = f"{base}-{count}"
        self.last[base] = count
        self.used.add(id)
        return id


def question_of(taken: GiftQuestion, ids: QuestionIds) -> Question:
    """The question of our model; its ``at`` is the first line of its text."""
    at = taken.block.at(0)
    kind, own = _TYPES[taken.type](taken)
    stem = own.pop("stem", None)
    if stem is None:
        stem = blocks_of(taken.stem, at)
    first = first_words(taken.stem)
    wire = _WIRE.fullmatch(taken.idnumber)
    pinned = wire is not None and wire[1].strip("_") != ""
    id = ids.give(wire[1].replace("_", "-") if wire and pinned else slug(taken.name or first or "question"))
    outcome = next((tag for tag in taken.tags if tag.startswith(_TAG_OUTCOME)), "")
    return kind(
        at=at,
        id=id,
        pinned=pinned,
        title=title_of(taken.name, first, at),
        stem=stem,
        points=_ONE if kind.scored else _ZERO,
        tags=tuple(tag for tag in taken.tags if tag != outcome),
        outcome=outcome.removeprefix(_TAG_OUTCOME),
        feedback=blocks_of(taken.general, at),
        **own,
    )


def blocks_of(text: GiftText, at: Location) -> Blocks:
    """The blocks of a text in its format."""
    if not text.text:
        return ()
    if text.format == "html":
        return html_blocks(text.text, at)
    if text.format == "moodle":
        # Moodle's own format is HTML in which a line end is a break.
        return html_blocks(text.text.replace("\n", "<br>") if "\n" in text.text else text.text, at)
    return plain_blocks(text.text, at) if text.format == "plain" else markdown_blocks(text.text, at)


def first_words(stem: GiftText) -> str:
    """The beginning of a text without markup, on one line."""
    text = stem.text[:_START]
    if stem.format != "plain" and ("<" in text or "&" in text):
        text = unescape(_TAG.sub(" ", _PHRASE_TAG.sub("", text)))
    return " ".join(text.split())


def title_of(name: str, first: str, at: Location) -> Text | None:
    """The name, unless it is only the beginning of the text, which serves where there is no title."""
    words, text = (_BLANKS.sub("_", one) for one in (unescape(name).removesuffix("…").rstrip(), first))
    if not words or (text.startswith(words) and (name.endswith("…") or words == text)):
        return None
    return Text(plain_text(unescape(name)), at)


def _items(taken: GiftQuestion) -> Iterable[tuple[GiftAnswer, Location, str]]:
    """Answers with their places and ids, which are unique in the question."""
    ids = QuestionIds()
    for answer in taken.answers:
        yield answer, taken.block.at(answer.at), ids.give(slug(first_words(answer.text) or "answer"))


def _multichoice(taken: GiftQuestion) -> tuple[type[Question], dict[str, Any]]:
    if taken.missing >= 0 and taken.single and _all_or_none(taken):
        options = [("*" if one.fraction else "") + gap_text(_words(one.text)) for one in taken.answers]
        return Gaps, {"stem": _stem_with_gap(taken, options)}
    share = _share(taken)
    choices = tuple(
        Choice(
            at, id, False, blocks_of(answer.text, at), blocks_of(answer.feedback, at),
            answer.fraction == share, answer.fraction or _ZERO,
        )
        for answer, at, id in _items(taken)
    )  # fmt: skip
    return (SingleChoice if taken.single else MultipleChoice), {"choices": choices}


def _share(taken: GiftQuestion) -> Fraction:
    """What a right choice earns: everything, or its part of everything where several can be chosen."""
    earned = [one.fraction for one in taken.answers if one.fraction and one.fraction > 0]
    if taken.single or not earned:
        return _ONE
    return next((share for share in set(earned) if share * earned.count(share) == 1), max(earned))


def _all_or_none(taken: GiftQuestion) -> bool:
    return all(one.fraction in (_ONE, _ZERO) and not one.feedback.text for one in taken.answers)


def _words(text: GiftText) -> str:
    return first_words(GiftText(text.text, text.format)) if text.format != "markdown" else text.text


def gap_text(text: str) -> str:
    """A text between ``[[`` and ``]]``, in which no character means anything."""
    return re.sub(r"[\\|\]*\[]", r"\\\g<0>", text)


def _stem_with_gap(taken: GiftQuestion, options: list[str]) -> Blocks:
    text, place = taken.stem.text.replace(_GAP, "\ufffd"), taken.missing
    marked = GiftText(text[:place] + _GAP + text[place + 5 :], taken.stem.format)
    return fill_gap(blocks_of(marked, taken.block.at(0)), _GAP, f"[[{'|'.join(options)}]]")


def fill_gap(blocks: Blocks, mark: str, source: str) -> Blocks:
    """Blocks with a mark in their texts replaced by inline Markdown."""
    return tuple(_filled(block, mark, source) for block in blocks)


def _filled(node: Any, mark: str, source: str) -> Any:
    if isinstance(node, Text):
        return replace(node, source=node.source.replace(mark, source)) if mark in node.source else node
    if isinstance(node, tuple):
        return tuple(_filled(one, mark, source) for one in node)
    if is_dataclass(node) and not isinstance(node, type | Location):
        return replace(
            node, **{one.name: _filled(getattr(node, one.name), mark, source) for one in fields(node)}
        )
    return node


def _true_false(taken: GiftQuestion) -> tuple[type[Question], dict[str, Any]]:
    true, false = (
        Choice(
            at, answer.text.text.lower(), False, (Paragraph(at, Text(answer.text.text, at)),),
            blocks_of(answer.feedback, at), answer.fraction == 1, answer.fraction or _ZERO,
        )
        for answer in taken.answers
        for at in (taken.block.at(answer.at),)
    )  # fmt: skip
    return TrueFalse, {"answer": true.right, "true": true, "false": false}


def _short(taken: GiftQuestion) -> tuple[type[Question], dict[str, Any]]:
    texts = [one.text.text for one in taken.answers]
    if taken.missing >= 0 and _all_or_none(taken) and not any("*" in text or not text for text in texts):
        return Gaps, {"stem": _stem_with_gap(taken, [gap_text(text) for text in texts])}
    patterns = tuple(
        ShortAnswerPattern(
            at,
            pattern_of(answer.text.text),
            answer.fraction or _ZERO,
            feedback=blocks_of(answer.feedback, at),
        )
        for answer in taken.answers
        for at in (taken.block.at(answer.at),)
    )
    return ShortAnswer, {"answers": patterns}


def pattern_of(text: str) -> str:
    """Moodle knows no escape for a backslash."""
    return _PATTERN.sub(lambda found: found[0] if found[0] == "\\*" else "\\\\", text)


def _numerical(taken: GiftQuestion) -> tuple[type[Question], dict[str, Any]]:
    ranges = []
    for answer in taken.answers:
        at = taken.block.at(answer.at)
        feedback = blocks_of(answer.feedback, at)
        if answer.tolerance is None:
            ranges.append(NumericalRange(at, None, None, answer.fraction or _ZERO, feedback, ""))
        else:
            value, reach = _number(answer.text.text), abs(answer.tolerance)
            ranges.append(
                NumericalRange(
                    at, value - reach, value + reach, answer.fraction or _ZERO, feedback, answer.text.text
                )
            )
    return Numerical, {"answers": tuple(ranges)}


@lru_cache(maxsize=1024)
def _number(text: str) -> Fraction:
    return Fraction(text)


def _match(taken: GiftQuestion) -> tuple[type[Question], dict[str, Any]]:
    pairs, distractors = [], []
    targets = QuestionIds()
    known: dict[str, str] = {}
    for answer, at, id in _items(taken):
        words = plain_text(unescape(answer.target))
        if words not in known:
            known[words] = targets.give(slug(words or "answer"))
        if answer.text.text:
            pairs.append(Pair(at, id, False, blocks_of(answer.text, at), (), known[words], Text(words, at)))
        else:
            distractors.append(Distractor(at, known[words], False, Text(words, at)))
    return Matching, {"pairs": tuple(pairs), "distractors": tuple(distractors)}


def _ordering(taken: GiftQuestion) -> tuple[type[Question], dict[str, Any]]:
    return Ordering, {
        "items": tuple(Item(at, id, False, blocks_of(one.text, at)) for one, at, id in _items(taken))
    }


_TYPES: dict[str, Callable[[GiftQuestion], tuple[type[Question], dict[str, Any]]]] = {
    "multichoice": _multichoice,
    "truefalse": _true_false,
    "shortanswer": _short,
    "numerical": _numerical,
    "match": _match,
    "ordering": _ordering,
    "essay": lambda taken: (Essay, {}),
    "description": lambda taken: (Description, {}),
}
