"""Choices, orders and matching of QTI 1.2; what is right is found by playing the item's own conditions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from bot_scorm.model.blocks import Paragraph
from bot_scorm.model.questions import (
    Choice,
    Distractor,
    Matching,
    MultipleChoice,
    Ordering,
    Pair,
    Question,
    SingleChoice,
    TrueFalse,
)
from bot_scorm.model.questions import Item as ListItem
from bot_scorm.model.text import Text
from bot_scorm.model.walk import texts_of
from bot_scorm.package.xml import Element
from bot_scorm.readers.gift_model import QuestionIds, first_words
from bot_scorm.readers.ids import slug
from bot_scorm.readers.qti12_item import Item
from bot_scorm.readers.qti12_marking import Given, equals, limited
from bot_scorm.readers.qti_faults import UntakenError
from bot_scorm.readers.qti_xml import every, name_of, text_of

Kind = tuple[type[Question], dict[str, Any]]
"""The type of a question, and what is particular to it."""
_WIRE = re.compile(r"[a-z0-9_]+\.([a-z0-9_]+)")
_OWN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MOST = 60
"""Labels of one field that are tried."""
_ONE, _ZERO = Fraction(1), Fraction(0)


def wire_of(item: Item) -> str:
    """The id of a question in an item of ours; nothing in others."""
    found = _WIRE.fullmatch(item.node.get("ident") or "")
    return found[1].replace("_", "-") if found and found[1].strip("_") else ""


@dataclass(slots=True)
class Ids:
    """Ids for the parts of a question: those of ours come back, others are made from words."""

    item: Item
    given: QuestionIds = field(default_factory=QuestionIds)

    def give(self, ident: str, words: str) -> str:
        """The id for something with an identifier and these words."""
        own = bool(wire_of(self.item)) and _OWN.fullmatch(ident)
        return self.given.give(ident if own else slug(words or "answer"))


def labels_of(node: Element) -> list[Element]:
    """What there is to choose in a field."""
    found = list(every(node, "response_label"))
    if len(found) > _MOST:
        raise UntakenError(f"it has more than {_MOST} answers")
    return found


def respident(node: Element) -> str:
    """The identifier of a field."""
    return str(node.get("ident", ""))


def is_fixed(node: Element) -> bool:
    """Whether what there is to choose keeps its order."""
    render = next(every(node, "render_choice"), None)
    return render is not None and (render.get("shuffle") or "").lower() == "no"


def chosen(item: Item, node: Element, several: bool) -> Kind:
    """One choice or several."""
    labels = labels_of(node)
    names = [one.get("ident", "") for one in labels]
    if len(labels) < 2:
        raise UntakenError("it has fewer than two choices")
    given: dict[str, Given] = {id: [id] if several else id for id in names}
    shares = {id: limited(item.marking.play({respident(node): given[id]})[0]) for id in names}
    best = max(shares.values())
    if not several and not item.marking.said and 0 < best < 1:  # of several that add, one can be chosen
        item.marking.most = item.marking.scale * best
        shares = {id: limited(share / best) for id, share in shares.items()}
    together = False
    if several and not any(share > 0 for share in shares.values()):
        together, shares = _together(item, respident(node), names)
    if not any(share > 0 for share in shares.values()):
        raise UntakenError("it does not say which choice is right")
    general, best, ids, choices = item.general(), max(shares.values()), Ids(item), []
    for one, id in zip(labels, names, strict=True):
        text = item.material(one)
        shown = [told for told in item.marking.play({respident(node): given[id]})[1] if told not in general]
        choices.append(
            Choice(
                item.at,
                ids.give(id, first_words(text)),
                bool(wire_of(item)),
                item.blocks(one),
                item.feedback(*shown, id),
                shares[id] == best,
                shares[id],
            )
        )
    if not several and _is_true_false(item, names) and set(shares.values()) == {_ONE, _ZERO}:
        return _true_false(item, names, choices)
    own: dict[str, Any] = {"choices": tuple(choices), "fixed": is_fixed(node)}
    return (MultipleChoice, own | {"all_or_nothing": together}) if several else (SingleChoice, own)


def _together(item: Item, response: str, names: list[str]) -> tuple[bool, dict[str, Fraction]]:
    """Those that earn something only all at once: whether that stays so, and the share of each.

    In cartridges and in what Canvas exports the conditions read so, but the systems give each its share.
    """
    right: list[str] = []
    for one in item.marking.conditions:
        wanted = [value for of, value, refused, _ in equals(one) if of == response and not refused]
        if item.marking.earns(one) > 0 and item.marking.play({response: wanted})[0] > 0:
            right = [id for id in names if id in wanted]
            break
    share = Fraction(1, max(len(right), 1))
    cartridge, canvas = bool(item.label("cc_profile")), item.marking.most == 100
    other = _ZERO if cartridge or not right else -share
    return bool(right) and not cartridge and not canvas, {id: share if id in right else other for id in names}


def _is_true_false(item: Item, names: list[str]) -> bool:
    said = item.label("cc_profile", "question_type", "bbmd_questiontype").lower()
    words = {one.lower() for one in names} == {"true", "false"}
    return len(names) == 2 and (words or re.search(r"true.?/?false", said) is not None)


def _true_false(item: Item, names: list[str], choices: list[Choice]) -> Kind:
    order = choices if names[0].lower() != "false" else choices[::-1]
    true, false = (
        Choice(item.at, word, False, one.blocks, one.feedback, one.right, Fraction(one.right))
        for word, one in zip(("true", "false"), order, strict=True)
    )
    return TrueFalse, {"answer": true.right, "true": true, "false": false}


def ordered(item: Item, node: Element) -> Kind:
    """Things to put in order: by their places in conditions, or by the order of these."""
    named = {one.get("ident", ""): one for one in labels_of(node)}
    places: dict[int, str] = {}
    row: list[str] = []
    for one in item.marking.conditions:
        if item.marking.earns(one) > 0:
            for test in every(one, "varequal"):
                index = test.get("index", "")
                if index.isdecimal() and len(index) < 4:
                    places.setdefault(int(index), text_of(test))
                else:
                    row.append(text_of(test))
    right = [places[place] for place in sorted(places)] or row
    if sorted(right) != sorted(named) or len(named) < 2:
        raise UntakenError("it does not say the order of all its parts")
    ids, items = Ids(item), []
    for id in right:
        own = ids.give(id, first_words(item.material(named[id])))
        told = [one for one in item.marking.play({respident(node): [id]})[1] if one not in item.general()]
        ours, why = bool(wire_of(item)), item.feedback(*told)
        items.append(ListItem(item.at, own, ours, item.blocks(named[id]), why))
    return Ordering, {"items": tuple(items)}


def matched(item: Item, nodes: list[Element], lefts: list[Element]) -> Kind:
    """A list for each left side; ``lefts`` hold the texts of these."""
    rows = [labels_of(one) for one in nodes]
    if len({len(row) for row in rows}) != 1:
        raise UntakenError("its lists are not the same")
    texts = _rights(item, rows[0])
    right_ids, left_ids = Ids(item), Ids(item)
    rights = [right_ids.give(label.get("ident", ""), text.source)
              for label, text in zip(rows[0], texts, strict=True)]  # fmt: skip
    pairs, used = [], set()
    for node, row, left in zip(nodes, rows, lefts, strict=True):
        earns = [item.marking.play({respident(node): one.get("ident", "")})[0] > 0 for one in row]
        if sum(earns) != 1:
            raise UntakenError("something in it belongs to nothing, or to several")
        place = earns.index(True)
        used.add(place)
        told = [
            one
            for one in item.marking.play({respident(node): row[place].get("ident", "")})[1]
            if one not in item.general() and one.lower() not in ("correct", "incorrect")
        ]
        own = left_ids.give(respident(node).removeprefix("response_"), first_words(item.material(left)))
        pairs.append(Pair(item.at, own, bool(wire_of(item)), item.blocks(left), item.feedback(*told),
                          rights[place], texts[place]))  # fmt: skip
    rest = tuple(
        Distractor(item.at, id, bool(wire_of(item)), text)
        for place, (id, text) in enumerate(zip(rights, texts, strict=True))
        if place not in used
    )
    return Matching, {"pairs": tuple(pairs), "distractors": rest, "fixed": is_fixed(nodes[0])}


def _rights(item: Item, row: list[Element]) -> list[Text]:
    """The texts of right sides; Blackboard has them in a flow of their own, in the order of the lists."""
    blocks = [one for one in every(item.presentation, "flow") if one.get("class") == "RIGHT_MATCH_BLOCK"]
    nodes = row
    if blocks:
        holders = [one for one in blocks[0].iter() if name_of(one) == "flow"
                   and one.get("class") == "FORMATTED_TEXT_BLOCK"]  # fmt: skip
        nodes = holders if len(holders) == len(row) else row
    return [text_from(item, one) for one in nodes]


def text_from(item: Item, node: Element) -> Text:
    """The materials in an element as one text."""
    found = item.blocks(node)
    if len(found) == 1 and isinstance(found[0], Paragraph):
        return found[0].text
    return Text(" ".join(one.source.replace("\n", " ") for one in texts_of(found)), item.at)


def grouped(item: Item, node: Element) -> Kind:
    """Two kinds of labels in one field: those that say with which others they go, and these."""
    labels = labels_of(node)
    lefts = [one for one in labels if one.get("match_group")]
    rights = [one for one in labels if not one.get("match_group")]
    if len(lefts) * len(rights) > _MOST * _MOST or not lefts or not rights:
        raise UntakenError("it does not say what belongs together")
    right_ids, left_ids = Ids(item), Ids(item)
    known = {}
    for one in rights:
        text = text_from(item, one)
        known[one.get("ident", "")] = (right_ids.give(one.get("ident", ""), text.source), text)
    pairs, used = [], set()
    for one in lefts:
        ident = one.get("ident", "")
        response = respident(node)
        right = [
            id for id in known if item.marking.play({response: [f"{ident},{id}", f"{id},{ident}"]})[0] > 0
        ]
        if len(right) != 1:
            raise UntakenError("something in it belongs to nothing, or to several")
        used.add(right[0])
        own = left_ids.give(ident, first_words(item.material(one)))
        pairs.append(Pair(item.at, own, False, item.blocks(one), (), *known[right[0]]))
    free = [known[name] for name in known if name not in used]
    rest = tuple(Distractor(item.at, id, False, text) for id, text in free)
    return Matching, {"pairs": tuple(pairs), "distractors": rest, "fixed": is_fixed(node)}
