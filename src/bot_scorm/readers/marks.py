"""The marks by which an answer's shape is told: ``[x 50]``, ``=``, an arrow, and numbers with a tolerance."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from bot_scorm.model.gaps import find_gaps
from bot_scorm.model.spans import masked
from bot_scorm.readers.attributes import parse_number

_MARK = re.compile(
    r"\[[^\S\n]*([xXхХ]?)[^\S\n]*([+\-−–]?\d{1,6}(?:[.,]\d{1,9})?)?[^\S\n]*%?[^\S\n]*\](?=\s|$)[^\S\n]*"
)
_ARROW = re.compile(r"(?<!\\)→|[-–—]?->|[–—]>")
_RANGE = re.compile(r"(.+?)\s*\.\.\s*(.+)")
_TOLERANCE = re.compile(r"(.+?)\s*(?:±|\+/?-)\s*(.+)")
_LIKE_NUMBER = re.compile(
    r"[+\-−–]?\d[\d\s.,]*(?:(?:±|\+/?-).*|%)|[+\-−–]?\d{1,3}(?:[\s.,’']\d{3})+(?:[.,]\d+)?"
)
_THOUSAND = re.compile(r"[+\-−–]?[1-9]\d{0,2}[.,]000")
HALF_GAP = "A gap is not closed, or not opened: write it as [[autonomy]]."


@dataclass(frozen=True, slots=True)
class Mark:
    """A check mark."""

    right: bool
    """A plain ``[x]``."""
    percent: Fraction | None
    cyrillic: bool
    rest: str
    """The text behind it."""


def check_mark(text: str) -> Mark | None:
    """The mark that a line starts with."""
    match = _MARK.match(text)
    if not match:
        return None
    percent = parse_number(match[2]) if match[2] else None
    return Mark(bool(match[1]) and percent is None, percent, match[1] in ("х", "Х") and bool(match[1]),
                text[match.end() :])  # fmt: skip


_LIKE_MARK = re.compile(
    r"\s*\\?(?:[-*+–—•·▪]|\w{1,2}[.)])?\s*(?:\\?[\[［(]\s*[xXхХ✓✔☑✗]?\s*\\?[\]］)]|[☐☑☒✓✔])"
)
_LIKE_TYPED = re.compile(r"\s*[-*+–—•·▪]\s*=")
_LIKE_ARROW = re.compile(r"=+>|[⇒⟶➔➜🡪⟹]")


def almost(line: str) -> str:
    """What to write instead of a line that was probably meant as an answer; empty if it was not."""
    if _LIKE_MARK.match(line):
        return "Write an answer to choose as “- [x] Yes” or “- [ ] No”, with both spaces."
    if _LIKE_TYPED.match(line):
        return "Write an answer to type as “- = 19”, with both spaces."
    return "Write the arrow as → or ->." if _LIKE_ARROW.search(masked(line)) else ""


def split_arrow(text: str) -> tuple[str, str] | None:
    """Both sides of a line's first arrow outside code; an arrow behind a backslash is text."""
    arrow = _ARROW.search(masked(text))
    if arrow is None:
        return None
    left, right = text[: arrow.start()].strip(), text[arrow.end() :].strip()
    return left.replace("\\→", "→"), right.replace("\\→", "→")


@dataclass(frozen=True, slots=True)
class NumberAnswer:
    """A number with its tolerance; all None stands for ``*``."""

    low: Fraction | None
    high: Fraction | None
    written: str


def number_answer(text: str) -> NumberAnswer | None:
    """``19.3``, ``19,3 ± 0.1``, ``19..20`` or ``*``; None if it is none of them."""
    text = text.strip()
    if text == "*":
        return NumberAnswer(None, None, "*")
    if match := _RANGE.fullmatch(text):
        low, high = parse_number(match[1]), parse_number(match[2])
        if low is None or high is None:
            return None
        return NumberAnswer(min(low, high), max(low, high), f"{_written(match[1])}..{_written(match[2])}")
    if match := _TOLERANCE.fullmatch(text):
        middle, tolerance = parse_number(match[1]), parse_number(match[2])
        if middle is None or tolerance is None:
            return None
        return NumberAnswer(middle - abs(tolerance), middle + abs(tolerance), _written(match[1]))
    number = parse_number(text)
    return NumberAnswer(number, number, _written(text)) if number is not None else None


def like_number(text: str) -> bool:
    """Whether a text that is no number was meant as one: ``50%``, ``19 ± 5 %``, ``1 000``, ``1.000,5``."""
    return bool(_LIKE_NUMBER.fullmatch(text))


def like_thousand(text: str) -> bool:
    """Whether a number was probably meant a thousand times as large: ``1,000``."""
    return bool(_THOUSAND.fullmatch(text))


def half_gap(text: str) -> bool:
    """Whether two brackets stand in a text that open or close no gap."""
    rest = masked(text)
    for gap in reversed(list(find_gaps(text))):
        rest = rest[: gap.start] + rest[gap.end :]
    return ("[[" in rest or "]]" in rest) and rest.count("[") != rest.count("]")


def _written(text: str) -> str:
    return text.strip().replace(",", ".").replace("−", "-").replace("–", "-")
