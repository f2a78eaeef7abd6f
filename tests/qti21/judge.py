"""An LMS's side of QTI 2.1, written from the specification alone: declarations, and response processing.

Source: IMS QTI 2.1, assessment test, section and item information model, sections 8 (response processing), 12
(expressions), 14 (variables). What it does not know ends in an error, so nothing is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from lxml import etree

QTI = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
_CLOSE = 1e-9
"""Doubles that come from decimals differ at a range's ends."""


class Judge:
    """An item while somebody answers it: NULL is None, a container is a list."""

    def __init__(self, xml: bytes) -> None:
        self.item = etree.fromstring(xml)
        self.responses = {one.get("identifier"): one for one in self.item.iter(f"{QTI}responseDeclaration")}
        self.values: dict[str, Any] = {}

    def play(self, given: dict[str, Any]) -> tuple[float, list[str]]:
        """The score, and the identifiers of the feedback that is shown."""
        assert set(given) <= set(self.responses)
        self.values = {id: None if given.get(id) in ("", []) else given.get(id) for id in self.responses}
        for one in self.item.iter(f"{QTI}outcomeDeclaration"):
            value = one.find(f"{QTI}defaultValue/{QTI}value")
            self.values[one.get("identifier")] = None if value is None else _typed(value.text, one)
        for one in self.item.iterfind(f"{QTI}responseProcessing/*"):
            self._rule(one)
        shown = self.values.get("FEEDBACK") or []
        modal = [one.get("identifier") for one in self.item.iterfind(f"{QTI}modalFeedback")]
        return self.values["SCORE"], [id for id in modal if id in shown]

    def _rule(self, rule: Any) -> None:
        if _name(rule) == "setOutcomeValue":
            assert rule.get("identifier") in self.values, "an outcome has to be declared"
            self.values[rule.get("identifier")] = self._value(rule[0])
            return
        assert _name(rule) == "responseCondition"
        for branch in rule:
            rules = list(branch)
            condition = None if _name(branch) == "responseElse" else rules.pop(0)
            if condition is None or self._value(condition) is True:
                for one in rules:
                    self._rule(one)
                return

    def _value(self, node: Any) -> Any:
        return _EXPRESSIONS[_name(node)](self, node, [self._value(one) for one in node])

    def mapped(self, id: str) -> float:
        """What the mapping of a response makes of its value (8.5): each value of a container counts once."""
        mapping = self.responses[id].find(f"{QTI}mapping")
        earned = {one.get("mapKey"): float(one.get("mappedValue")) for one in mapping}
        value = self.values[id]
        found = set(value) if isinstance(value, list) else {value} - {None}
        total = sum(earned.get(one, float(mapping.get("defaultValue"))) for one in found)
        return min(max(total, float(mapping.get("lowerBound"))), float(mapping.get("upperBound")))

    def correct(self, id: str) -> Any:
        """The right response."""
        values = [one.text for one in self.responses[id].iterfind(f"{QTI}correctResponse/{QTI}value")]
        return values[0] if self.responses[id].get("cardinality") == "single" else values

    def same(self, left: Any, right: Any, ordered: bool) -> bool | None:
        """Whether two values are the same; NULL if one is."""
        if left is None or right is None:
            return None
        if isinstance(left, list) and not ordered:
            return sorted(left) == sorted(right)
        return bool(left == right)

    def is_ordered(self) -> bool:
        """Whether the response is a sequence."""
        return any(one.get("cardinality") == "ordered" for one in self.responses.values())


def _name(node: Any) -> str:
    return str(etree.QName(node).localname)


def _typed(text: str, node: Any) -> Any:
    return float(text) if node.get("baseType") == "float" else text


def _multiple(values: Sequence[Any]) -> list[Any]:
    flat = [one if isinstance(one, list) else [one] for one in values if one is not None]
    return [one for part in flat for one in part]


def _string_match(node: Any, left: str | None, right: str) -> bool | None:
    if left is None:
        return None
    fold = str if node.get("caseSensitive") == "true" else str.lower
    assert node.get("substring") == "false"
    return fold(left) == fold(right)


def _equal(node: Any, left: float | None, right: float) -> bool | None:
    if left is None:
        return None
    if node.get("toleranceMode") == "exact":
        return left == right
    below, above = (float(one) for one in node.get("tolerance").split())
    return right - below - _CLOSE <= left <= right + above + _CLOSE


def _index(node: Any, value: list[Any] | None) -> Any:
    place = int(node.get("n"))
    return value[place - 1] if value and place <= len(value) else None


def _pattern(node: Any, value: str | None) -> bool | None:
    return None if value is None else re.fullmatch(node.get("pattern"), value) is not None


_EXPRESSIONS: dict[str, Callable[[Judge, Any, list[Any]], Any]] = {
    "variable": lambda judge, node, _: judge.values[node.get("identifier")],
    "baseValue": lambda judge, node, _: _typed(node.text, node),
    "correct": lambda judge, node, _: judge.correct(node.get("identifier")),
    "mapResponse": lambda judge, node, _: judge.mapped(node.get("identifier")),
    "sum": lambda judge, _, values: None if None in values else sum(values),
    "multiple": lambda judge, _, values: _multiple(values),
    "match": lambda judge, _, values: judge.same(values[0], values[1], judge.is_ordered()),
    "or": lambda judge, _, values: any(values),
    "not": lambda judge, _, values: not values[0],
    "isNull": lambda judge, _, values: values[0] is None,
    "stringMatch": lambda judge, node, values: _string_match(node, *values),
    "patternMatch": lambda judge, node, values: _pattern(node, values[0]),
    "equal": lambda judge, node, values: _equal(node, *values),
    "index": lambda judge, node, values: _index(node, values[0]),
}
