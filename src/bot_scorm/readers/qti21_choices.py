"""Choices, matching and orders of QTI 2: what is right is found by playing the item's own rules."""

from __future__ import annotations

from fractions import Fraction

from bot_scorm.model.blocks import Blocks
from bot_scorm.model.questions import (
    Choice,
    Distractor,
    Matching,
    MultipleChoice,
    Ordering,
    Pair,
    SingleChoice,
    TrueFalse,
)
from bot_scorm.model.questions import (
    Item as ListItem,
)
from bot_scorm.package.xml import Element
from bot_scorm.readers.qti21_item import Item
from bot_scorm.readers.qti21_marking import Given
from bot_scorm.readers.qti21_parts import Read
from bot_scorm.readers.qti_faults import UntakenError
from bot_scorm.readers.qti_xml import every, parts, share_of

_MOST = 60
"""Choices, or sides of a matching question, that are tried."""
_EACH = "each right part earns its share, which in the item they do together"


def _response(node: Element) -> str:
    return str(node.get("responseIdentifier", ""))


def _few(nodes: list[Element]) -> list[Element]:
    if len(nodes) > _MOST:
        raise UntakenError(f"it has more than {_MOST} answers")
    return nodes


def earned(item: Item, response: str, given: Given) -> Fraction:
    """The share of its points that a response earns."""
    return share_of(item.marking.play({response: given})[0] / item.points)


def chosen(item: Item, node: Element) -> Read:
    """One choice or several."""
    response, nodes = _response(node), _few(list(every(node, "simpleChoice")))
    if len(nodes) < 2:
        raise UntakenError("it has fewer than two choices")
    declared = item.marking.declared.get(response)
    several = declared is not None and declared.get("cardinality") == "multiple"
    names = [one.get("identifier", "") for one in nodes]
    shares = {id: earned(item, response, [id] if several else id) for id in names}
    together = False
    if several and not any(share > 0 for share in shares.values()):
        right = item.marking.correct(response)
        together = bool(right) and earned(item, response, right) > 0
        shares = {id: Fraction(together and id in right, max(len(right), 1)) for id in names}
        if together:
            wrong = Fraction(1, len(right))
            shares = {id: share or -wrong for id, share in shares.items()}
    if not any(share > 0 for share in shares.values()):
        raise UntakenError("it does not say which choice is right")
    best = max(shares.values())
    ids, choices = item.ids(), []
    for one, id in zip(nodes, names, strict=True):
        given = [id] if several else id
        choices.append(
            Choice(
                item.at,
                ids.give(one, item.reading.html(one)),
                item.ours,
                item.reading.blocks(one),
                _why(item, one, response, given),
                shares[id] == best,
                max(min(shares[id], Fraction(1)), Fraction(-1)),
            )
        )
    fixed = node.get("shuffle", "false") != "true"
    if not several and set(names) == {"true", "false"} and {1, 0} == set(shares.values()):
        return _true_false(item, node, dict(zip(names, choices, strict=True)))
    if several:
        return Read.around(
            item, node, MultipleChoice, choices=tuple(choices), fixed=fixed, all_or_nothing=together
        )
    return Read.around(item, node, SingleChoice, choices=tuple(choices), fixed=fixed)


def _true_false(item: Item, node: Element, choices: dict[str, Choice]) -> Read:
    true, false = (
        Choice(item.at, word, False, one.blocks, one.feedback, one.right, Fraction(one.right))
        for word, one in (("true", choices["true"]), ("false", choices["false"]))
    )
    return Read.around(item, node, TrueFalse, answer=true.right, true=true, false=false)


def _why(item: Item, node: Element, response: str, given: Given) -> Blocks:
    """The feedback of a choice: what choosing it alone shows, and what stands in it."""
    shown = item.told(response, given)
    inside = list(every(node, "feedbackInline", "feedbackBlock"))
    return item.feedback(*shown) + item.reading.blocks(*inside)


def matched(item: Item, node: Element) -> Read:
    """Two sets: each of one has its part in the other."""
    sets = [_few(parts(one, "simpleAssociableChoice")) for one in parts(node, "simpleMatchSet")]
    if len(sets) != 2 or not all(sets):
        raise UntakenError("it has not two sets to match")
    pairs = _pairs(item, node, sets[0], sets[1])
    lefts, rights = sets
    if len({left for left, _ in pairs}) < len(pairs):
        pairs, lefts, rights = [(right, left) for left, right in pairs], sets[1], sets[0]
        item.changes.append("its two sides change places")
    return _matching(item, node, lefts, rights, pairs)


def _pairs(item: Item, node: Element, lefts: list[Element], rights: list[Element]) -> list[tuple[str, str]]:
    """The right pairs, by identifiers."""
    response = _response(node)
    keys = [(left.get("identifier", ""), right.get("identifier", "")) for left in lefts for right in rights]
    mapping = item.marking.mapping(response)
    shares = mapping or {f"{a} {b}": earned(item, response, [f"{a} {b}"]) for a, b in keys}
    found = [(a, b) for a, b in keys if shares.get(f"{a} {b}", Fraction(0)) > 0]
    if not found or _uneven(shares):
        right = {tuple(one.split()) for one in item.marking.correct(response)}
        found = [one for one in keys if one in right] or found
        item.changes.append(_EACH)
    if not found:
        raise UntakenError("it does not say what belongs together")
    return found


def _uneven(shares: dict[str, Fraction]) -> bool:
    return len({share for share in shares.values() if share != 0}) > 1


def _matching(
    item: Item, node: Element, lefts: list[Element], rights: list[Element], pairs: list[tuple[str, str]]
) -> Read:
    target = dict(pairs)
    if len(target) < len(pairs) or set(target) != {one.get("identifier") for one in lefts}:
        raise UntakenError("something in it belongs to nothing, or to several")
    left_ids, right_ids = item.ids(), item.ids()
    known = {
        one.get("identifier", ""): (right_ids.give(one, item.reading.html(one)), item.reading.text(one))
        for one in rights
    }
    made = []
    for one in lefts:
        id, text = known[target[one.get("identifier", "")]]
        own = left_ids.give(one, item.reading.html(one))
        made.append(Pair(item.at, own, item.ours, item.reading.blocks(one), (), id, text))
    used = set(target.values())
    rest = tuple(
        Distractor(item.at, id, item.ours, text) for name, (id, text) in known.items() if name not in used
    )
    fixed = node.get("shuffle", "false") != "true"
    return Read.around(item, node, Matching, pairs=tuple(made), distractors=rest, fixed=fixed)


def associated(item: Item, node: Element) -> Read:
    """Pairs of one set: the first of each becomes a left side."""
    nodes = _few(parts(node, "simpleAssociableChoice"))
    right = [one.split() for one in item.marking.correct(_response(node))]
    named = {one.get("identifier", ""): one for one in nodes}
    pairs = [(one[0], one[1]) for one in right if len(one) == 2 and set(one) <= set(named)]
    flat = [id for pair in pairs for id in pair]
    if not pairs or len(set(flat)) < len(flat):
        raise UntakenError("something in it belongs to nothing, or to several")
    item.changes.append("what belongs together becomes left and right sides; each right pair earns its share")
    lefts = [named[left] for left, _ in pairs]
    rights = [one for one in nodes if one not in lefts]
    return _matching(item, node, lefts, rights, pairs)


def ordered(item: Item, node: Element) -> Read:
    """Things in their right order, as the right response has it."""
    response = _response(node)
    named = {one.get("identifier", ""): one for one in _few(parts(node, "simpleChoice"))}
    right = item.marking.correct(response)
    if len(named) < 2 or sorted(right) != sorted(named):
        raise UntakenError("it does not say the order of all its parts")
    if len(named) > 2 and earned(item, response, right) > 0:
        swapped = [right[1], right[0], *right[2:]]
        if earned(item, response, swapped) != Fraction(len(right) - 2, len(right)):
            item.changes.append("each part in its place earns its share")
    ids = item.ids()
    items = tuple(
        ListItem(
            item.at,
            ids.give(named[id], item.reading.html(named[id])),
            item.ours,
            item.reading.blocks(named[id]),
        )
        for id in right
    )
    return Read.around(item, node, Ordering, items=items)
