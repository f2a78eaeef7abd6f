"""An LMS's side of QTI 1.2, written from the specification alone: response processing.

Source: IMS QTI 1.2, ASI information model, section 4 (response processing) and XML binding, 3.5. What it does
not know ends in an error, so nothing is passed over.
"""

from __future__ import annotations

from typing import Any

from tests.qti12.binding import ASI


class Judge:
    """An item while somebody answers it: a response is a text, or a list where several are given."""

    def __init__(self, item: Any) -> None:
        self.item = item
        self.given: dict[str, Any] = {}
        self.numbers = {one.get("ident") for one in item.iter(f"{ASI}response_num")}

    def play(self, given: dict[str, Any]) -> tuple[float, list[str]]:
        """The score, and the identifiers of what is shown."""
        fields = {one.get("ident") for one in self.item.iterfind(f"{ASI}presentation/*") if one.get("ident")}
        assert set(given) <= fields
        self.given = {id: value for id, value in given.items() if value not in ("", [])}
        variable = self.item.find(f".//{ASI}decvar")
        score, shown = float(variable.get("defaultval")) if variable is not None else 0.0, []
        for condition in self.item.iter(f"{ASI}respcondition"):
            if not all(self._holds(one) for one in condition.find(f"{ASI}conditionvar")):
                continue
            for one in condition.iterfind(f"{ASI}setvar"):
                score = float(one.text) + (score if one.get("action") == "Add" else 0)
            shown += [one.get("linkrefid") for one in condition.iterfind(f"{ASI}displayfeedback")]
            if condition.get("continue") != "Yes":
                break
        if variable is None:
            return score, shown
        return min(max(score, float(variable.get("minvalue"))), float(variable.get("maxvalue"))), shown

    def _holds(self, test: Any) -> bool:
        name = test.tag.removeprefix(ASI)
        if name in ("and", "or", "not"):
            held = [self._holds(one) for one in test]
            return all(held) if name == "and" else any(held) if name == "or" else not held[0]
        if name == "other":
            return True
        value = self.given.get(test.get("respident"))
        if name == "unanswered":
            return value is None
        return value is not None and self._compared(name, test, value)

    def _compared(self, name: str, test: Any, value: Any) -> bool:
        if test.get("respident") in self.numbers:
            number, other = float(value), float(test.text)
            return {"varequal": number == other, "vargte": number >= other, "varlte": number <= other}[name]
        fold = str if test.get("case") == "Yes" else str.lower
        if name == "varsubstring":
            return fold(test.text) in fold(value)
        assert name == "varequal"
        if test.get("index"):
            return bool(value[int(test.get("index")) - 1] == test.text)
        return any(fold(one) == fold(test.text) for one in (value if isinstance(value, list) else [value]))
