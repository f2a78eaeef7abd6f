"""The answers of questions: for each type the fields of its class, read from its list and attributes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from bot_scorm.diagnostics import Location
from bot_scorm.diagnostics import Rule as FaultRule
from bot_scorm.model.blocks import Blocks
from bot_scorm.model.gaps import Gap, find_gaps
from bot_scorm.model.questions import Choice, Distractor, NumericalRange, Pair, ShortAnswerPattern
from bot_scorm.model.walk import texts_of
from bot_scorm.readers import faults
from bot_scorm.readers.attributes import Attributes
from bot_scorm.readers.ids import give_all
from bot_scorm.readers.items import RawItem, at, body, feedback, only_text, plain_items, slot
from bot_scorm.readers.marks import Mark, check_mark, number_answer, split_arrow
from bot_scorm.readers.prose import PageReader
from bot_scorm.readers.tree import Node

_ESCAPE = re.compile(r"\\(?:([!-/:-@\[-`{-~]))?")


class Unreadable(Exception):  # noqa: N818 - it is no error but the way out after one was reported
    """The answer was reported as unreadable."""


@dataclass(slots=True)
class Answer:
    """What the answer of a question is read from."""

    reader: PageReader
    node: Node
    attributes: Attributes
    stem: Blocks
    raws: list[RawItem]
    """The items of the last list."""
    named: dict[str, list[Node]]
    """The blocks ``hint``, ``model`` and ``rubric``; what is used is taken out."""

    def fault(self, rule: FaultRule, line: int, message: str) -> None:
        """Reports a fault of the answer."""
        self.reader.source.fault(rule, line, message)

    def need_items(self, count: int, message: str) -> None:
        """Gives up if the list has fewer items."""
        if len(self.raws) < count:
            self.fault(faults.NO_ANSWER, self.node.line, message)
            raise Unreadable

    def take_block(self, name: str) -> Blocks:
        """The content of the blocks with a name."""
        nodes, self.named[name] = self.named[name], []
        return tuple(block for node in nodes for block in self.reader.blocks(node.children))


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


def _typed(answer: Answer) -> list[tuple[RawItem, str, Fraction]]:
    """The lines of an answer to type: (item, text behind ``=``, fraction)."""
    answer.need_items(1, "The answer is missing: add a line such as “- = Youth Guarantee”.")
    rows = []
    for raw in answer.raws:
        only_text(answer.reader, raw, "An answer to type")
        fraction = raw.attributes.take_number("fraction", Fraction(100), -100, 100) / 100
        text = raw.text[1:].strip() if raw.text.startswith("=") else ""
        if not text:
            answer.fault(faults.ANSWER_SHAPE, raw.line, "Start this line with “= ”, as in “- = 19”.")
        elif "\n" in text:
            answer.fault(
                faults.ANSWER_SHAPE, raw.line, "Write the answer on one line; feedback goes behind “>”."
            )
        else:
            rows.append((raw, _pattern(text), fraction))
    if len(rows) < len(answer.raws):
        raise Unreadable
    if all(fraction <= 0 for _, _, fraction in rows):
        answer.fault(
            faults.NO_RIGHT, answer.node.line, "No answer earns points: leave “fraction” off the right one."
        )
    return rows


def _pattern(text: str) -> str:
    """A text to type without Markdown's escapes, but for those of star and backslash: a pattern has them."""
    return _ESCAPE.sub(lambda match: match[0] if match[1] in ("*", "\\") else match[1] or "\\\\", text)


def short(answer: Answer) -> dict[str, Any]:
    """``- = text`` with ``{fraction=50}`` and ``{case}``."""
    case = answer.attributes.take_flag("case")
    reader = answer.reader
    found = []
    for raw, text, fraction in _typed(answer):
        exact = raw.attributes.take_flag("case") or case
        raw.attributes.close("an answer")
        found.append(ShortAnswerPattern(at(reader, raw), text, fraction, exact, feedback(reader, raw)))
    return {"answers": tuple(found)}


def numerical(answer: Answer) -> dict[str, Any]:
    """``- = 19.3 ± 0.1``, ``- = 19..20``, ``- = *``."""
    unit = answer.attributes.take_text("unit")
    reader = answer.reader
    found = []
    for raw, text, fraction in _typed(answer):
        raw.attributes.close("an answer")
        number = number_answer(text)
        if number is None:
            message = f"“{text[:40]}” is not a number: write 19.3, 19.3 ± 0.1 or 19..20."
            answer.fault(faults.ANSWER_SHAPE, raw.line, message)
            continue
        found.append(NumericalRange(at(reader, raw), number.low, number.high, fraction,
                                    feedback(reader, raw), number.written))  # fmt: skip
    if len(found) < len(answer.raws):
        raise Unreadable
    return {"answers": tuple(found), "unit": unit}


def matching(answer: Answer) -> dict[str, Any]:
    """``- left → right``; ``- → right`` is a distractor."""
    answer.need_items(1, "The pairs are missing: add lines such as “- open question → evokes change talk”.")
    reader = answer.reader
    rows: list[tuple[RawItem, str, str]] = []
    for raw in answer.raws:
        sides = split_arrow(raw.text)
        if not sides or not sides[1]:
            answer.fault(
                faults.ANSWER_SHAPE, raw.line, "A pair is written as “left → right”; an arrow may be ->."
            )
        else:
            rows.append((raw, *sides))
    if len(rows) < len(answer.raws):
        raise Unreadable
    ids = give_all("question", [(raw.attributes, left or right) for raw, left, right in rows])
    targets: dict[str, str] = {}
    for (_, left, right), id in zip(rows, ids, strict=True):
        if left:
            targets.setdefault(right, id)
    pairs: list[Pair] = []
    distractors: list[Distractor] = []
    for (raw, left, right), id in zip(rows, ids, strict=True):
        raw.attributes.close("a pair")
        target = slot(reader, raw, right)
        if left:
            only_text(reader, raw, "A pair")
            pairs.append(Pair(at(reader, raw), id, bool(raw.attributes.id), body(reader, raw, left),
                              feedback(reader, raw), targets[right], target))  # fmt: skip
        elif right in targets:
            answer.fault(
                faults.ANSWER_SHAPE, raw.line, "This distractor is the right side of a pair; delete it."
            )
        else:
            distractors.append(Distractor(at(reader, raw), id, bool(raw.attributes.id), target))
    if len(pairs) < 2:
        answer.fault(faults.NO_RIGHT, answer.node.line, "A matching question needs two pairs or more.")
        raise Unreadable
    return {"pairs": tuple(pairs), "distractors": tuple(distractors)}


def ordering(answer: Answer) -> dict[str, Any]:
    """A numbered list in the right order."""
    answer.need_items(2, "The list in its right order is missing: “1. first”, “2. second”, …")
    return {"items": plain_items(answer.reader, [_list_of(answer)], "question")}


def _list_of(answer: Answer) -> Node:
    """The list node that the raw items came from."""
    return next(node for node in reversed(answer.node.children) if node.type == "ordered_list")


def _stem_gaps(answer: Answer) -> list[tuple[Location, Gap]]:
    found = [(text.at, gap) for text in texts_of(answer.stem) for gap in find_gaps(text.source)]
    if not found:
        answer.fault(faults.NO_ANSWER, answer.node.line, "Put what learners fill in between [[ and ]].")
        raise Unreadable
    for place, gap in found:
        if not all(option.strip() for option in gap.options) or (gap.menu and len(gap.options) < 2):
            message = (
                "A gap holds an answer, as in [[autonomy]]; a menu more than one, as in [[*right|wrong]]."
            )
            answer.reader.source.report.add(faults.EMPTY_GAP, place, message)
    return found


def gaps(answer: Answer) -> dict[str, Any]:
    """Gaps in the stem; typed or chosen."""
    _stem_gaps(answer)
    return {}


def drag(answer: Answer) -> dict[str, Any]:
    """Words in the stem; the last list holds distractors."""
    for place, gap in _stem_gaps(answer):
        if gap.menu or len(gap.options) > 1:
            message = "A word to drag stands alone: [[word]]. Put wrong words into the list at the end."
            answer.reader.source.report.add(faults.EMPTY_GAP, place, message)
    reader = answer.reader
    ids = give_all("question", [(raw.attributes, raw.text) for raw in answer.raws])
    found = []
    for raw, id in zip(answer.raws, ids, strict=True):
        only_text(reader, raw, "A distractor")
        raw.attributes.close("a distractor")
        found.append(Distractor(at(reader, raw), id, bool(raw.attributes.id), slot(reader, raw, raw.text)))
    return {"distractors": tuple(found)}


def essay(answer: Answer) -> dict[str, Any]:
    """Free text with a model answer and a rubric."""
    lines = answer.attributes.take_int("lines", 8, 1, 40)
    return {"model": answer.take_block("model"), "rubric": answer.take_block("rubric"), "lines": lines}


def reflection(answer: Answer) -> dict[str, Any]:
    """Free text for the learner alone, or with ``submit``."""
    lines = answer.attributes.take_int("lines", 8, 1, 40)
    return {
        "model": answer.take_block("model"),
        "lines": lines,
        "submit": answer.attributes.take_flag("submit"),
    }


def description(answer: Answer) -> dict[str, Any]:
    """Nothing of its own."""
    return {}
