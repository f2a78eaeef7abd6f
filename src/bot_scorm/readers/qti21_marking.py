"""The response processing of QTI 2, played: what a response earns and which feedback it shows.

Items are read by trial: whatever form somebody's rules have, what a choice earns is what they give for it.
Bounds of mappings do not hold here, so that a minus mark is seen as what it is.

Source: IMS QTI 2.1, information model, 8 (response processing) and 12 (expressions).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, TypeAlias

from bot_scorm.package.xml import Element
from bot_scorm.readers.qti_faults import UntakenError
from bot_scorm.readers.qti_xml import NODES, TOO_LONG, bounded, every, name_of, number_of, parts, text_of

Given: TypeAlias = "str | list[str]"
Told: TypeAlias = tuple[str, str]
"""An outcome, and an identifier in it: what feedback is shown by."""
_STEPS = 100_000
"""Expressions that are worked out for one item; more than any item of a person needs."""
_ENTRIES = 1000
"""Elements of an item's mappings."""
_LARGEST = 10**200
_MATCH, _MAP = "match_correct", "map_response"
FOLLOW = "its marking cannot be followed"


class Marking:
    """What an item declares, and what it does with responses."""

    def __init__(self, item: Element) -> None:
        self.item = item
        self.declared = {one.get("identifier", ""): one for one in parts(item, "responseDeclaration")}
        self.values: dict[str, Any] = {}
        self._steps = 0
        processing = next(iter(parts(item, "responseProcessing")), None)
        self.rules = [] if processing is None else parts(processing)
        template = "" if processing is None else processing.get("template", "").rpartition("/")[2]
        self.template = template.removesuffix(".xml") if not self.rules else ""
        if not self.rules and not self.template:
            self.template = _MATCH
        bounded(item, "responseProcessing", NODES)
        bounded(item, "mapping", _ENTRIES)

    def play(self, given: Mapping[str, Given]) -> tuple[Fraction, list[Told]]:
        """Points, and what stands in all outcomes that hold identifiers or truth values."""
        self.values = {id: given.get(id) or None for id in self.declared}
        for one in parts(self.item, "outcomeDeclaration"):
            default = next(iter(every(one, "defaultValue")), None)
            base = one.get("baseType", "")
            empty = Fraction(0) if base in ("float", "integer") else None
            self.values[one.get("identifier", "")] = (
                empty if default is None else self._typed(text_of(default), base)
            )
        if self.template:
            return self._by_template(), []
        self._run(self.rules)
        score = self.values.get("SCORE")
        shown = [
            (id, one)
            for id, value in self.values.items()
            if id not in self.declared
            for one in (["true"] if value is True else _texts(value))
        ]
        return score if isinstance(score, Fraction) else Fraction(0), shown

    def correct(self, id: str) -> list[str]:
        """The right response as it is declared."""
        right = parts(self.declared[id], "correctResponse") if id in self.declared else []
        found = [_pair(text_of(one)) for part in right for one in parts(part, "value")]
        self._step(len(found))
        return found

    def mapping(self, id: str) -> dict[str, Fraction]:
        """What each value of a response earns, in points; nothing if there is no mapping."""
        found = parts(self.declared[id], "mapping") if id in self.declared else []
        entries = [one for part in found for one in parts(part, "mapEntry")]
        self._step(len(entries))
        return {_pair(one.get("mapKey", "")): number_of(one.get("mappedValue", "")) or Fraction(0)
                for one in entries}  # fmt: skip

    def _by_template(self) -> Fraction:
        if self.template == _MATCH:
            right = [self._same(id, self.values[id], self._correct(id)) for id in self.declared]
            return Fraction(bool(right) and all(right))
        if self.template == _MAP:
            return sum((self._mapped(id) for id in self.declared), Fraction(0))
        raise UntakenError(FOLLOW)

    def _run(self, rules: list[Element]) -> bool:
        """Whether processing goes on behind these rules."""
        for rule in rules:
            self._step()
            name, inside = name_of(rule), parts(rule)
            if name == "setOutcomeValue" and len(inside) == 1:
                self.values[rule.get("identifier", "")] = self._value(inside[0])
            elif name == "responseCondition":
                for branch in inside:
                    own = parts(branch)
                    held = name_of(branch) == "responseElse" or (bool(own) and self._value(own[0]) is True)
                    if held:
                        if not self._run(own if name_of(branch) == "responseElse" else own[1:]):
                            return False
                        break
            elif name == "responseProcessingFragment":
                if not self._run(inside):
                    return False
            elif name == "exitResponse":
                return False
            else:
                raise UntakenError(FOLLOW)
        return True

    def _value(self, node: Element) -> Any:
        self._step()
        work = _EXPRESSIONS.get(name_of(node))
        if work is None:
            raise UntakenError(FOLLOW)
        inside = [self._value(one) for one in parts(node)]
        try:
            value = work(self, node, inside)
        except (IndexError, TypeError, ValueError, ZeroDivisionError):
            raise UntakenError(FOLLOW) from None
        if isinstance(value, Fraction) and max(abs(value.numerator), value.denominator) > _LARGEST:
            raise UntakenError(FOLLOW)  # squares of squares would never end
        return value

    def _step(self, count: int = 1) -> None:
        self._steps += count
        if self._steps > _STEPS:
            raise UntakenError(TOO_LONG)

    def _typed(self, text: str, base: str) -> Any:
        if base in ("float", "integer", "duration"):
            return number_of(text)
        return text == "true" if base == "boolean" else _pair(text)

    def _correct(self, id: str) -> Any:
        values = self.correct(id)
        cardinality = self.declared[id].get("cardinality") if id in self.declared else "single"
        if cardinality != "single":
            return values
        return values[0] if values else None

    def _mapped(self, id: str) -> Fraction:
        mapping = self.mapping(id)
        found = parts(self.declared[id], "mapping") if id in self.declared else []
        other = (number_of(found[0].get("defaultValue", "0")) if found else None) or Fraction(0)
        return sum((mapping.get(_pair(one), other) for one in set(_texts(self.values.get(id)))), Fraction(0))

    def _same(self, id: str, left: Any, right: Any) -> bool | None:
        """Whether two values are the same, for a response with its order if that counts."""
        if left is None or right is None:
            return None
        if isinstance(left, list) and isinstance(right, list):
            ordered = id in self.declared and self.declared[id].get("cardinality") == "ordered"
            left, right = [_pair(one) for one in left], [_pair(one) for one in right]
            return left == right if ordered else sorted(left) == sorted(right)
        return bool(left == right)


def _pair(text: str) -> str:
    return " ".join(text.split()) if isinstance(text, str) else text


def _texts(value: Any) -> list[str]:
    if isinstance(value, list):
        return [one for one in value if isinstance(one, str)]
    return [value] if isinstance(value, str) else []


def _flat(values: list[Any]) -> list[Any]:
    return [one for value in values if value is not None
            for one in (value if isinstance(value, list) else [value])]  # fmt: skip


def _match(marking: Marking, node: Element, values: list[Any]) -> bool | None:
    variable = next(every(node, "variable", "correct"), None)
    left, right = values
    if isinstance(left, Fraction) != isinstance(right, Fraction):  # a response is text until then
        left, right = (number_of(one) if isinstance(one, str) else one for one in (left, right))
    return marking._same("" if variable is None else variable.get("identifier", ""), left, right)


def _sum(values: list[Any]) -> Fraction | None:
    flat = _flat(values)
    return None if None in values or not flat else sum(flat, Fraction(0))


def _logic(values: list[Any], kind: Callable[[list[bool]], bool]) -> bool:
    return kind([one is True for one in values])


def _index(node: Element, values: list[Any]) -> Any:
    place = number_of(node.get("n", ""))
    (container,) = values
    if place is None or not container:
        return None
    return container[int(place) - 1] if 1 <= place <= len(container) else None


def _order(values: list[Any], kind: Callable[[Any, Any], bool]) -> bool | None:
    left, right = (number_of(one) if isinstance(one, str) else one for one in values)
    return None if left is None or right is None else kind(left, right)


def is_close(node: Element, value: Fraction, wanted: Fraction) -> bool:
    """Whether a number is another one, or within its tolerance."""
    low, high = ends_of(node, wanted)
    return low <= value <= high


def ends_of(node: Element, wanted: Fraction) -> tuple[Fraction, Fraction]:
    """The ends of what ``equal`` takes for a number; raises `UntakenError`."""
    mode = node.get("toleranceMode", "exact")
    if mode == "exact":
        return wanted, wanted
    reach = [number_of(one) for one in node.get("tolerance", "").split()]
    if mode not in ("absolute", "relative") or not reach or None in reach:
        raise UntakenError(FOLLOW)
    unit = abs(wanted) / 100 if mode == "relative" else Fraction(1)
    return wanted - (reach[0] or 0) * unit, wanted + (reach[-1] or 0) * unit


def _same_text(node: Element, values: list[Any]) -> bool | None:
    if None in values:
        return None
    left, right = (one if isinstance(one, str) else "" for one in values)
    if node.get("caseSensitive", "true") == "false":
        left, right = left.casefold(), right.casefold()
    return right in left if node.get("substring") == "true" else left == right


def _unanswered(values: list[Any]) -> None:
    """A comparison of typed text: only that of nothing is worked out."""
    if None not in values:
        raise UntakenError(FOLLOW)


_EXPRESSIONS: dict[str, Callable[[Marking, Element, list[Any]], Any]] = {
    "variable": lambda marking, node, _: marking.values.get(node.get("identifier", "")),
    "correct": lambda marking, node, _: marking._correct(node.get("identifier", "")),
    "baseValue": lambda marking, node, _: marking._typed(text_of(node), node.get("baseType", "")),
    "null": lambda marking, node, _: None,
    "mapResponse": lambda marking, node, _: marking._mapped(node.get("identifier", "")),
    "sum": lambda marking, node, values: _sum(values),
    "subtract": lambda marking, node, values: None if None in values else values[0] - values[1],
    "product": lambda marking, node, values: None if None in values else values[0] * values[1],
    "divide": lambda marking, node, values: None if None in values else values[0] / values[1],
    "multiple": lambda marking, node, values: _flat(values) or None,
    "ordered": lambda marking, node, values: _flat(values) or None,
    "match": _match,
    "equal": lambda marking, node, values: _order(values, lambda one, other: is_close(node, one, other)),
    "gt": lambda marking, node, values: _order(values, lambda one, other: bool(one > other)),
    "gte": lambda marking, node, values: _order(values, lambda one, other: bool(one >= other)),
    "lt": lambda marking, node, values: _order(values, lambda one, other: bool(one < other)),
    "lte": lambda marking, node, values: _order(values, lambda one, other: bool(one <= other)),
    "and": lambda marking, node, values: _logic(values, all),
    "or": lambda marking, node, values: _logic(values, any),
    "not": lambda marking, node, values: None if values[0] is None else not values[0],
    "isNull": lambda marking, node, values: values[0] is None,
    "index": lambda marking, node, values: _index(node, values),
    "member": lambda marking, node, values: None if None in values else values[0] in _flat([values[1]]),
    "contains": lambda marking, node, values: (
        None if None in values else set(_flat([values[1]])) <= set(_flat([values[0]]))
    ),
    "containerSize": lambda marking, node, values: Fraction(len(_flat(values))),
    "stringMatch": lambda marking, node, values: _same_text(node, values),
    "patternMatch": lambda marking, node, values: _unanswered(values),
    "substring": lambda marking, node, values: _unanswered(values),
}  # fmt: skip
