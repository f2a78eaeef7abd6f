"""The response processing of QTI 1.2, played: what a response earns and which feedback it shows.

Bounds of the score do not hold here, so that a minus mark is seen as what it is.

Source: IMS QTI 1.2, ASI information model, 4 (response processing).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TypeAlias

from bot_scorm.package.xml import Element
from bot_scorm.readers.qti_faults import UntakenError
from bot_scorm.readers.qti_xml import NODES, TOO_LONG, bounded, every, name_of, parts, share_of, text_of

Given: TypeAlias = "str | list[str]"
_NUMBER = re.compile(r"[-+]?(?:\d{1,20}\.?\d{0,40}|\.\d{1,40})")
_STEPS = 100_000
"""Comparisons that are made for one item; more than any item of a person needs."""
_ZERO = Fraction(0)


def number_of(text: str) -> Fraction | None:
    """A decimal number; None for anything else."""
    return Fraction(text) if _NUMBER.fullmatch(text.strip()) else None


class Marking:
    """The conditions of an item."""

    def __init__(self, item: Element) -> None:
        bounded(item, "resprocessing", NODES)
        self.conditions = list(every(item, "respcondition"))
        declared = list(every(item, "decvar"))
        score = next((one for one in declared if one.get("varname", "SCORE") == "SCORE"), None)
        score = score if score is not None else next(iter(declared), None)
        self.name = "SCORE" if score is None else score.get("varname", "SCORE")
        most = None if score is None else number_of(score.get("maxvalue", ""))
        self.most = most if most is not None and most > 0 else None
        """The highest score, if the item says it."""
        self.said = self.most is not None
        self._steps = 0

    @property
    def scale(self) -> Fraction:
        """The score that is everything."""
        if self.most is None:
            together = [one for one in self.conditions if one.get("continue") == "Yes" and _adds(one)]
            whole = sum((max(self.earns(one), _ZERO) for one in together), _ZERO)
            self.most = max(whole, *(self.earns(one) for one in self.conditions), _ZERO)
        return self.most if self.most > 0 else Fraction(1)

    def earns(self, condition: Element) -> Fraction:
        """The score that a condition sets or adds. In Blackboard's items the feedback alone may say it."""
        found = [self._set(one) for one in parts(condition, "setvar")]
        told = {one.get("linkrefid", "").lower() for one in parts(condition, "displayfeedback")}
        if not found and "correct" in told:
            return self.most or Fraction(1)
        return sum((value for value in found if value is not None), _ZERO)

    def share(self, condition: Element) -> Fraction:
        """The part of everything that a condition earns."""
        return limited(share_of(self.earns(condition) / self.scale))

    def play(self, given: Mapping[str, Given]) -> tuple[Fraction, list[str]]:
        """The part of everything that a response earns, and the identifiers of the feedback that it shows."""
        score, shown, handled = _ZERO, [], False
        for condition in self.conditions:
            self._step()
            tests = [one for part in parts(condition, "conditionvar") for one in parts(part)]
            if not tests or not all(self._holds(one, given, handled) for one in tests):
                continue
            handled |= any(name_of(one) != "other" for one in tests)
            if parts(condition, "setvar") or self.earns(condition):
                score = self.earns(condition) + (score if _adds(condition) else _ZERO)
            shown += [one.get("linkrefid", "") for one in parts(condition, "displayfeedback")
                      if one.get("feedbacktype", "Response") == "Response"]  # fmt: skip
            if condition.get("continue", "No") != "Yes":
                break
        return share_of(score / self.scale), shown

    def _step(self) -> None:
        self._steps += 1
        if self._steps > _STEPS:
            raise UntakenError(TOO_LONG)

    def _set(self, node: Element) -> Fraction | None:
        name = node.get("varname") or node.get("variablename") or "SCORE"
        if name != self.name and self.name == "SCORE" and name.upper().endswith("FEEDBACK"):
            return None
        text = text_of(node)
        if text.upper().endswith(".MAX"):
            return self.most or Fraction(1)
        value = number_of(text)
        return -value if value is not None and node.get("action") == "Subtract" else value

    def _holds(self, test: Element, given: Mapping[str, Given], handled: bool) -> bool:
        self._step()
        name = name_of(test)
        if name in ("and", "or", "not"):
            held = (self._holds(one, given, handled) for one in parts(test))
            return all(held) if name == "and" else any(held) if name == "or" else not any(held)
        if name == "other":
            return not handled
        value = given.get(test.get("respident", ""))
        if name == "unanswered":
            return not value
        return bool(value) and _compared(name, test, value or "")


def _adds(condition: Element) -> bool:
    return any(one.get("action", "Set") != "Set" for one in parts(condition, "setvar"))


def _compared(name: str, test: Element, value: Given) -> bool:
    values, text = [value] if isinstance(value, str) else value, text_of(test)
    if name == "varequal":
        place = number_of(test.get("index", "")) if test.get("index") else None
        if place is not None:
            return 1 <= place <= len(values) and values[int(place) - 1] == text
        return same(text, values, test.get("case", "No") == "Yes")
    if name == "varsubset":
        wanted = [one.strip() for one in text.split(",")]
        return text in values or set(wanted) <= set(values)
    if name == "varsubstring":
        return any(text.lower() in one.lower() for one in values)
    number, limit = number_of(values[0]), number_of(text)
    if number is None or limit is None:
        return False
    return {"varlt": number < limit, "varlte": number <= limit, "vargt": number > limit,
            "vargte": number >= limit}.get(name, False)  # fmt: skip


def same(text: str, values: list[str], case: bool) -> bool:
    """Whether one of several is a text."""
    return any(one == text or (not case and one.lower() == text.lower()) for one in values)


def limited(share: Fraction) -> Fraction:
    """A share from -1 to 1."""
    return max(min(share, Fraction(1)), Fraction(-1))


def equals(condition: Element) -> Iterator[tuple[str, str, bool, bool]]:
    """What is compared: response, value, whether it must not be, whether case matters."""
    for one in every(condition, "varequal"):
        parent = one.getparent()
        refused = parent is not None and name_of(parent) == "not"
        yield one.get("respident", ""), text_of(one), refused, one.get("case", "No").lower() == "yes"
