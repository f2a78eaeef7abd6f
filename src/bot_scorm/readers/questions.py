"""``::: question`` blocks: parts, type and common attributes; `answers` reads the answers themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction
from typing import Any

from bot_scorm.model.blocks import Blocks
from bot_scorm.model.gaps import find_gaps
from bot_scorm.model.questions import QUESTION_TYPES, Question
from bot_scorm.model.walk import texts_of
from bot_scorm.readers import answers, choices, faults
from bot_scorm.readers.answers import Answer, Unreadable
from bot_scorm.readers.items import LISTS, RawItem, raw_items
from bot_scorm.readers.marks import (
    HALF_GAP,
    almost,
    check_mark,
    half_gap,
    like_number,
    number_answer,
    split_arrow,
)
from bot_scorm.readers.prose import PageReader
from bot_scorm.readers.tree import Node

_PARTS = ("hint", "model", "rubric")
_FREE = ("essay", "reflection", "description")
_READERS: dict[str, Callable[[Answer], dict[str, Any]]] = {
    "single": choices.single,
    "multiple": choices.multiple,
    "true-false": choices.true_false,
    "short": answers.short,
    "numerical": answers.numerical,
    "matching": answers.matching,
    "ordering": answers.ordering,
    "gaps": answers.gaps,
    "drag": answers.drag,
    "essay": answers.essay,
    "reflection": answers.reflection,
    "description": answers.description,
}
"""Type to the function that reads what is its own: the fields of its class."""


@dataclass(slots=True)
class _Parts:
    """The nodes of a question, sorted."""

    body: list[Node]
    """Stem and answer, in order."""
    answers: Node | None
    """The last list, which may hold the answer."""
    feedback: Node | None
    named: dict[str, list[Node]]


def read_question(reader: PageReader, node: Node) -> Question | None:
    """The question of a ``::: question`` block; None, with a diagnostic, if it cannot be one."""
    attributes = node.block.attributes
    parts = _parts(reader, node)
    written = attributes.take("type")
    raws = raw_items(reader, parts.answers) if parts.answers else []
    kind = _kind(reader, node, parts, raws, written)
    if parts.answers is not None and not _answers_by_list(kind, parts.answers):
        parts.answers, raws = None, []
    split = _split(reader, parts)
    stem = reader.blocks(_stem_nodes(reader, parts))
    id = reader.scope.give(attributes, _first_words(stem))
    common: dict[str, Any] = {
        "at": reader.at(node),
        "id": id,
        "pinned": bool(attributes.id),
        "title": attributes.take_text("title"),
        "tags": tuple((attributes.take("tags") or "").split()),
        "outcome": attributes.take("outcome") or "",
        "fixed": attributes.take_flag("fixed"),
        "stem": stem,
        "points": _points(reader, node, kind),
        "feedback": reader.blocks(parts.feedback.children) if parts.feedback else (),
        "hints": tuple(reader.blocks(hint.children) for hint in parts.named["hint"]),
    }
    if not stem:
        reader.fault(faults.EMPTY_STEM, node, "Write the question before its answers.")
    if not kind or split:
        attributes.values.clear()
        return None
    answer = Answer(reader, node, attributes, stem, raws, parts.named)
    try:
        own = _READERS[kind](answer)
    except Unreadable:
        attributes.values.clear()
        return None
    _close(answer, kind)
    return QUESTION_TYPES[kind](**common, **own)


def _parts(reader: PageReader, node: Node) -> _Parts:
    parts = _Parts([], None, None, {name: [] for name in _PARTS})
    for child in node.children:
        if child.type == "block" and child.fence and child.fence.name in _PARTS:
            child.fence.attributes.close(f"“{child.fence.name}”")
            parts.named[child.fence.name].append(child)
        else:
            parts.body.append(child)
    if len(parts.body) > 1 and parts.body[-1].type == "blockquote":
        parts.feedback = parts.body.pop()
    parts.answers = next((one for one in reversed(parts.body) if one.type in LISTS), None)
    return parts


def _stem_nodes(reader: PageReader, parts: _Parts) -> list[Node]:
    """What stands before the answer; what stands between it and the feedback would not be shown."""
    if parts.answers is None:
        return parts.body
    at = next(index for index, one in enumerate(parts.body) if one is parts.answers)
    for stray in parts.body[at + 1 :]:
        message = "The answer is the last thing but the feedback (>): move this before the answers."
        reader.fault(faults.STRAY_PART, stray, message)
    return parts.body[:at]


def _split(reader: PageReader, parts: _Parts) -> bool:
    """Whether the list of answers is in two, which is reported: the first would be a part of the stem."""
    if parts.answers is None:
        return False
    answer = parts.answers
    before = parts.body[: next(index for index, one in enumerate(parts.body) if one is answer)]
    if len(before) > 1 and before[-1].type == "blockquote" and before[-2].type == answer.type:
        spaces = "three" if answer.type == "ordered_list" else "two"
        message = f"Indent this block quote by {spaces} spaces, so that it belongs to the answer above it."
        reader.fault(faults.QUOTE_INDENT, before[-1], message)
        return True
    for number, one in enumerate(before, 1):
        if one.type in LISTS and _answers_too(one, answer, number == len(before)):
            message = (
                "A second list of answers starts here: write one list, with the same sign on every line."
            )
            reader.fault(faults.ANSWER_SHAPE, answer, message)
            return True
    return False


def _answers_too(earlier: Node, answer: Node, adjacent: bool) -> bool:
    """Whether a list in the stem was meant as answers: by its marks, or by nothing between the two."""
    shape = _shape(_first_lines(earlier))
    if shape in ("", "matching"):  # there are arrows in other texts, too
        return adjacent and earlier.type == answer.type and shape == _shape(_first_lines(answer))
    return True


def _first_lines(node: Node) -> list[str]:
    return [item.children[0].text if item.children else "" for item in node.children]


def _kind(reader: PageReader, node: Node, parts: _Parts, raws: list[RawItem], written: str | None) -> str:
    """The type, written or told by shape; an empty string with a diagnostic if there is none."""
    if written:
        if written in QUESTION_TYPES:
            return written
        near = get_close_matches(written, QUESTION_TYPES, 1)
        may = f"did you mean “{near[0]}”?" if near else f"known are {', '.join(QUESTION_TYPES)}."
        reader.fault(faults.UNKNOWN_TYPE, node, f"There is no question type “{written}”; {may}")
        return ""
    shape = _shape([raw.text for raw in raws])
    if shape == "short":
        _nearly_numbers(reader, raws)
    if shape:
        return shape
    if any(True for text in _raw_texts(parts.body) for _ in find_gaps(text)):
        return "gaps"
    numbered = parts.answers is not None and parts.answers.type == "ordered_list"
    may = "type=ordering for a numbered list" if numbered else "type=essay if learners write freely"
    for number in range(node.block.open + 1, node.block.close):
        if hint := almost(reader.source.lines[number]):
            reader.source.fault(faults.ANSWER_SHAPE, number, hint)
            return ""
    if any(half_gap(text) for text in _raw_texts(parts.body)):
        reader.fault(faults.EMPTY_GAP, node, HALF_GAP)
        return ""
    message = f"The answer is missing: a list such as “- [x] Yes”, “- = 19” or “- this → that”; {may}."
    reader.fault(faults.NO_ANSWER, node, message)
    return ""


def _shape(texts: list[str]) -> str:
    """The type that the first lines of a list's items tell, or an empty string."""
    if any(check_mark(text) for text in texts):
        right = sum(mark.right for text in texts if (mark := check_mark(text)))
        return "multiple" if right > 1 else "single"
    typed = [text[1:].strip() for text in texts if text.startswith("=")]
    if typed:
        stars_only = all(text == "*" for text in typed)
        return "numerical" if not stars_only and all(number_answer(text) for text in typed) else "short"
    return "matching" if any(split_arrow(text) for text in texts) else ""


def _nearly_numbers(reader: PageReader, raws: list[RawItem]) -> None:
    """Answers that look like numbers and are none: the whole question is typed text then."""
    typed = [(raw, raw.text[1:].strip()) for raw in raws if raw.text.startswith("=")]
    numbers = any(text != "*" and number_answer(text) for _, text in typed)
    for raw, text in typed:
        if not number_answer(text) and ((numbers and text[:1].isdigit()) or like_number(text)):
            message = f"“{text[:40]}” is not a number, so all answers are compared as text."
            reader.source.fault(faults.NEARLY_NUMBER, raw.line, message)


def _answers_by_list(kind: str, node: Node) -> bool:
    """Whether the last list holds the answers, and is not a part of the stem."""
    if kind == "drag":
        return not any(True for text in _raw_texts([node]) for _ in find_gaps(text))
    if kind == "ordering":
        return node.type == "ordered_list"
    return kind != "gaps" and kind not in _FREE


def _raw_texts(nodes: list[Node]) -> list[str]:
    found = []
    for node in nodes:
        found += [node.text] if node.type not in ("fence", "code_block") else []
        found += _raw_texts(node.children)
    return found


def _points(reader: PageReader, node: Node, kind: str) -> Fraction:
    attributes = node.block.attributes
    given = "points" in attributes.values
    points = attributes.take_number("points", Fraction(1), 0, 1000)
    if kind not in _FREE:
        return points
    if given:
        message = f"A question of type {kind} earns no points, since no machine marks it: delete “points”."
        reader.fault(faults.POINTS, node, message)
    return Fraction(0)


def _close(answer: Answer, kind: str) -> None:
    """Reports what of the question nobody has taken."""
    answer.attributes.close(f"a question of type {kind}")
    for name in ("model", "rubric"):
        for node in answer.named[name]:
            message = f"A question of type {kind} shows no “{name}”; it belongs to an essay."
            answer.reader.fault(faults.UNKNOWN_BLOCK, node, message)
    if kind in ("gaps", "drag"):
        return
    for text in texts_of(answer.stem):
        if next(find_gaps(text.source), None):
            message = "[[…]] is shown as it is written, since this question has other answers."
            answer.reader.source.report.add(faults.STRAY_GAP, text.at, message)


def _first_words(stem: Blocks) -> str:
    return next((str(text) for text in texts_of(stem) if text), "question")
