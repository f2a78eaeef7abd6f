"""Interactions in a line of QTI 2: gaps to type, to choose, to drag; one at the end is a short answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot_scorm.model.questions import (
    Distractor,
    Drag,
    Gaps,
    Numerical,
    NumericalRange,
    ShortAnswer,
    ShortAnswerPattern,
)
from bot_scorm.model.text import Text
from bot_scorm.package.xml import Element
from bot_scorm.readers.gift_model import fill_gap, gap_text
from bot_scorm.readers.html_text import plain_text
from bot_scorm.readers.qti21_choices import earned
from bot_scorm.readers.qti21_item import Item
from bot_scorm.readers.qti21_parts import Read
from bot_scorm.readers.qti21_typed import Answer, answers
from bot_scorm.readers.qti_faults import UntakenError
from bot_scorm.readers.qti_xml import every, name_of, parts, text_of

_MARK = "\ue000"
_BLANK = "____"
_MOST = 100
"""Gaps in one item."""


def filled(item: Item, nodes: list[Element]) -> Read:
    """Fields and menus in the text."""
    if len(nodes) > _MOST:
        raise UntakenError(f"it has more than {_MOST} gaps")
    if len(nodes) == 1 and name_of(nodes[0]) == "textEntryInteraction":
        return _single(item, nodes[0])
    return _gaps(item, nodes)


def _gaps(item: Item, nodes: list[Element]) -> Read:
    inside = {one: _menu(item, one) if name_of(one) == "inlineChoiceInteraction" else _field(item, one)
              for one in nodes}  # fmt: skip
    return _placed(item, inside, Gaps)


def _placed(item: Item, inside: Mapping[Element, str], kind: type[Gaps | Drag], root: Element = None,
            **own: object) -> Read:  # fmt: skip
    """The body with gaps; ``root`` is a block whose own text belongs to the body."""
    marks = {one: f"{_MARK}{number}{_MARK}" for number, one in enumerate(inside, start=1)}
    reading = replace(item.reading, placed=marks)
    if root is not None:
        within = "".join(f"<div>{reading.html(one)}</div>" for one in parts(root, "prompt"))
        body = [one for one in root if name_of(one) not in ("prompt", "gapText", "gapImg", "")]
        shell = [reading.html_of(one) for one in body]
        reading = replace(item.reading, placed={root: within + "".join(shell)})
    stem = reading.blocks(item.body)
    for one, words in inside.items():
        stem = fill_gap(stem, marks[one], f"[[{words}]]")
    html = reading.html(item.body)
    for mark in marks.values():
        html = html.replace(mark, _BLANK)
    return Read(kind, dict(own), stem, html)


def _menu(item: Item, node: Element) -> str:
    response = node.get("responseIdentifier", "")
    options = [
        (earned(item, response, one.get("identifier", "")) > 0, text_of(one))
        for one in parts(node, "inlineChoice")
    ]
    if len(options) > _MOST or not any(right for right, _ in options):
        raise UntakenError("it does not say which word of a menu is right")
    return "|".join(("*" if right else "") + gap_text(text) for right, text in options)


def _field(item: Item, node: Element) -> str:
    response = node.get("responseIdentifier", "")
    found = answers(item, response, False)
    right = [one for one in found if one.share > 0]
    if not right:
        raise UntakenError("it does not say what belongs into a gap")
    if len({one.share for one in right}) > 1 or any(_is_pattern(one) for one in right):
        raise UntakenError("a gap in it has answers that earn a part, or a pattern")
    if any(one.feedback for one in found):
        item.changes.append("the feedback of gaps is left out")
    return "|".join(gap_text(_plain(one)) for one in right)


def _is_pattern(answer: Answer) -> bool:
    return "*" in answer.test.pattern.replace("\\\\", "").replace("\\*", "")


def _plain(answer: Answer) -> str:
    return answer.test.pattern.replace("\\*", "*").replace("\\\\", "\\")


def _single(item: Item, node: Element) -> Read:
    """One field: a gap where it stands among words and texts fit; else a short answer or a number."""
    response = node.get("responseIdentifier", "")
    declared = item.marking.declared.get(response)
    numbers = declared is not None and declared.get("baseType") in ("float", "integer")
    found = answers(item, response, numbers)
    if not found:
        raise UntakenError("it does not say which answer is right")
    block, unit = _own_block(item, node)
    simple = all(one.share == 1 and not one.feedback and not one.test.case and not _is_pattern(one)
                 for one in found)  # fmt: skip
    if not numbers and (block is None or unit) and simple:
        return _gaps(item, [node])
    placed = {node: _BLANK} if block is None else {block: ""}
    reading = replace(item.reading, placed=placed)
    stem, html = reading.blocks(item.body), reading.html(item.body)
    if not numbers:
        patterns = tuple(
            ShortAnswerPattern(
                item.at, one.test.pattern, one.share, one.test.case, item.feedback(*one.feedback)
            )
            for one in found
        )
        return Read(ShortAnswer, {"answers": patterns}, stem, html)
    ranges = tuple(
        NumericalRange(
            item.at, one.test.low, one.test.high, one.share, item.feedback(*one.feedback), one.test.written
        )
        for one in found
    )
    text = Text(plain_text(unit), item.at) if unit else None
    return Read(Numerical, {"answers": ranges, "unit": text}, stem, html)


def _own_block(item: Item, node: Element) -> tuple[Element, str]:
    """The paragraph that holds the field and at most its unit, and that; None if there are other words."""
    block = node.getparent()
    others = [one for one in block if one is not node and name_of(one)]
    if block is item.body or others or (block.text or "").strip():
        return None, ""
    return block, (node.tail or "").strip()


def dragged(item: Item, node: Element) -> Read:
    """Words that no gap needs are distractors."""
    words = {one.get("identifier", ""): text_of(one) for one in parts(node, "gapText")}
    places = list(every(node, "gap"))
    if not words or not places or any(True for _ in parts(node, "gapImg")):
        raise UntakenError("it has no words to drag, or pictures")
    if len(words) > _MOST or len(places) > _MOST:
        raise UntakenError(f"it has more than {_MOST} gaps")
    response = node.get("responseIdentifier", "")
    declared = set(item.marking.correct(response)) | {
        key for key, points in item.marking.mapping(response).items() if points > 0
    }
    inside: dict[Element, str] = {}
    used: set[str] = set()
    for place in places:
        right = [id for id in words if f"{id} {place.get('identifier', '')}" in declared]
        if len(right) != 1:
            raise UntakenError("a gap in it has no right word, or several")
        used.add(right[0])
        inside[place] = gap_text(words[right[0]])
    if item.marking.template == "match_correct":
        item.changes.append("each right word earns its share")
    ids = item.ids()
    rest = tuple(
        Distractor(item.at, ids.give(one, text_of(one)), False, Text(plain_text(text_of(one)), item.at))
        for one in parts(node, "gapText")
        if one.get("identifier", "") not in used
    )
    return _placed(item, inside, Drag, node, distractors=rest)
