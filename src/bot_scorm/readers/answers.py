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
from bot_scorm.model.questions import Distractor, NumericalRange, Pair, ShortAnswerPattern
from bot_scorm.model.walk import texts_of
from bot_scorm.readers import faults
from bot_scorm.readers.attributes import Attributes
from bot_scorm.readers.ids import give_all
from bot_scorm.readers.items import RawItem, at, body, feedback, only_text, plain_items, slot
from bot_scorm.readers.marks import HALF_GAP, half_gap, like_thousand, number_answer, split_arrow
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
        if like_thousand(text):
            message = f"“{text}” is the number {number.written.partition('.')[0]}; write a thousand as 1000."
            answer.fault(faults.NEARLY_NUMBER, raw.line, message)
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
    for text in texts_of(answer.stem):
        if half_gap(text.source):
            answer.reader.source.report.add(faults.EMPTY_GAP, text.at, HALF_GAP)
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
