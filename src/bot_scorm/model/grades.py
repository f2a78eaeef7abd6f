"""The grades that Moodle knows for an answer.

Moodle takes a fraction of an answer only if it is on its list (``question/engine/bank.php``, 4.5.6), which it
writes in percent with up to five decimals. Here each stands for the exact fraction that is meant.
"""

from __future__ import annotations

from bisect import bisect_left
from fractions import Fraction
from functools import lru_cache

_POSITIVE = {
    "5": Fraction(1, 20),
    "10": Fraction(1, 10),
    "11.11111": Fraction(1, 9),
    "12.5": Fraction(1, 8),
    "14.28571": Fraction(1, 7),
    "16.66667": Fraction(1, 6),
    "20": Fraction(1, 5),
    "25": Fraction(1, 4),
    "30": Fraction(3, 10),
    "33.33333": Fraction(1, 3),
    "40": Fraction(2, 5),
    "50": Fraction(1, 2),
    "60": Fraction(3, 5),
    "66.66667": Fraction(2, 3),
    "70": Fraction(7, 10),
    "75": Fraction(3, 4),
    "80": Fraction(4, 5),
    "83.33333": Fraction(5, 6),
    "90": Fraction(9, 10),
    "100": Fraction(1),
}

PERCENT: dict[Fraction, str] = {
    Fraction(0): "0",
    **{fraction: text for text, fraction in _POSITIVE.items()},
    **{-fraction: f"-{text}" for text, fraction in _POSITIVE.items()},
}
"""A grade to the way in which Moodle writes it, in percent."""

_ASCENDING = sorted(PERCENT)
_TOLERANCE = Fraction(1, 100000)
"""Moodle's own, on grades from -1 to 1, which it keeps with seven decimals."""


@lru_cache(maxsize=1024)
def nearest_grade(fraction: Fraction) -> Fraction:
    """The grade on the list that is nearest to a fraction; of two equally near, the smaller one."""
    place = bisect_left(_ASCENDING, fraction)
    return min(_ASCENDING[max(place - 1, 0) : place + 1], key=lambda one: abs(one - fraction))


@lru_cache(maxsize=1024)
def grade_of(percent: str) -> Fraction | None:
    """The grade that Moodle takes a percentage for, or None if it refuses it.

    Raises ValueError if the text is no number.
    """
    fraction = Fraction(percent) / 100
    nearest = nearest_grade(fraction)
    return nearest if abs(round(nearest, 7) - fraction) < _TOLERANCE else None
