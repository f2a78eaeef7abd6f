"""Answers to choose from: check lists, read into choices."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from bot_scorm.model.questions import Choice
from bot_scorm.readers import faults
from bot_scorm.readers.answers import Answer, Unreadable
from bot_scorm.readers.ids import give_all
from bot_scorm.readers.items import at, body, feedback
from bot_scorm.readers.marks import Mark, check_mark


def _marks(answer: Answer) -> list[Mark]:
    """The check marks of all items; every one must have one."""
    answer.need_items(2, "A check list needs two lines or more, such as “- [x] Yes” and “- [ ] No”.")
    marks: list[Mark] = []
    for raw in answer.raws:
        mark = check_mark(raw.text)
        if mark is None:
            answer.fault(faults.ANSWER_SHAPE, raw.line, "Start this line with [ ] or [x], as the others do.")
            continue
        if mark.cyrillic:
            answer.fault(faults.CYRILLIC_X, raw.line, "This is a Cyrillic х; it is read as [x].")
        if mark.percent is not None and abs(mark.percent) > 100:
            answer.fault(faults.FRACTION, raw.line, "A partial mark is a number from -100 to 100.")
        if not mark.rest.strip() and not raw.others:
            answer.fault(
                faults.ANSWER_SHAPE, raw.line, "This answer is empty; write its text or delete the line."
            )
        marks.append(mark)
    if len(marks) < len(answer.raws):
        raise Unreadable
    return marks


def _choices(answer: Answer, marks: list[Mark], fractions: list[Fraction]) -> tuple[Choice, ...]:
    reader = answer.reader
    rows = list(zip(answer.raws, marks, fractions, strict=True))
    ids = give_all("question", [(raw.attributes, mark.rest) for raw, mark, _ in rows])
    for raw, _, _ in rows:
        raw.attributes.close("a choice")
    return tuple(
        Choice(at(reader, raw), id, bool(raw.attributes.id), body(reader, raw, mark.rest),
               feedback(reader, raw), mark.right, fraction)
        for id, (raw, mark, fraction) in zip(ids, rows, strict=True)
    )  # fmt: skip


def _share(mark: Mark, plain: Fraction) -> Fraction:
    return mark.percent / 100 if mark.percent is not None else plain


def single(answer: Answer) -> dict[str, Any]:
    """``- [x] right``, ``- [ ] wrong``, ``- [x 50] half``."""
    marks = _marks(answer)
    right = sum(mark.right for mark in marks)
    if right > 1:
        message = (
            f"A question of type single has one plain [x]; here are {right}. Leave type out, or mark one."
        )
        answer.fault(faults.ANSWER_SHAPE, answer.node.line, message)
    elif right == 0:
        answer.fault(faults.NO_RIGHT, answer.node.line, "No answer is right: mark one with [x].")
    return {"choices": _choices(answer, marks, [_share(mark, Fraction(mark.right)) for mark in marks])}


def multiple(answer: Answer) -> dict[str, Any]:
    """As single, with any number of plain ``[x]``; ``scoring=all`` for all or nothing."""
    scoring = answer.attributes.take_choice("scoring", ("share", "all"), "share")
    marks = _marks(answer)
    right = sum(mark.right for mark in marks)
    if right == 0:
        answer.fault(faults.NO_RIGHT, answer.node.line, "No answer is right: mark those that are with [x].")
    share = Fraction(1, max(right, 1))
    fractions = [_share(mark, share if mark.right else -share) for mark in marks]
    return {"choices": _choices(answer, marks, fractions), "all_or_nothing": scoring == "all"}


def true_false(answer: Answer) -> dict[str, Any]:
    """Two lines, the first for true, the second for false."""
    marks = _marks(answer)
    right = [mark.right for mark in marks]
    if len(marks) != 2 or sum(right) != 1:
        message = "This needs two lines, the first for true, the second for false, and one [x]."
        answer.fault(faults.TRUE_FALSE, answer.node.line, message)
        raise Unreadable
    true, false = _choices(answer, marks, [Fraction(one) for one in right])
    return {"answer": right[0], "true": true, "false": false}
