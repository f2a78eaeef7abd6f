"""Colours of the player, and whether they can be told apart.

Relative luminance and contrast ratio as WCAG 2.2 defines them. A colour is ``#rrggbb``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

TEXT = 4.5
"""The least contrast of text: success criterion 1.4.3."""
_STEPS = 256


@dataclass(frozen=True, slots=True)
class Scheme:
    """The player's own colours that a provider's accent meets; `base.css` and `dark.css` say the same."""

    name: str
    paper: str
    card: str
    on_accent: str
    """What is written on the accent."""
    away: str
    """The end of the scale where more contrast lies."""
    tint: float = 0.09
    """How much of the accent is in the tint behind notes and table heads; the rest is `card`."""


LIGHT = Scheme("light", "#f6f4ef", "#ffffff", "#ffffff", "#000000")
DARK = Scheme("dark", "#14191b", "#1c2326", "#0d2324", "#ffffff")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two colours that have to be told apart: ``on`` in words, and the ratio from 1 to 21."""

    on: str
    colour: str
    ratio: float


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21 (WCAG 2.2, “contrast ratio”)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance, from 0 to 1 (WCAG 2.2, “relative luminance”)."""
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def mix(one: str, other: str, share: float) -> str:
    """``share`` of one colour and the rest of another, in sRGB as CSS's ``color-mix`` does it."""
    parts = zip(_parts(one), _parts(other), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in parts)


def worst(accent: str, scheme: Scheme) -> Pair:
    """Where an accent is hardest to read, among all places where the player writes with it or on it."""
    return min(_pairs(accent, scheme), key=lambda pair: pair.ratio)


def nearest(accent: str, scheme: Scheme) -> str:
    """The colour next to an accent, darker or lighter as the scheme needs, that is readable everywhere."""
    steps = (mix(accent, scheme.away, 1 - step / _STEPS) for step in range(_STEPS))
    return next((one for one in steps if worst(one, scheme).ratio >= TEXT), scheme.away)


def readable_on(colour: str) -> str:
    """White or black, whichever is easier to read on a colour; one of them always has 4.5 to 1."""
    return max(("#ffffff", "#000000"), key=lambda one: contrast(one, colour))


def _pairs(accent: str, scheme: Scheme) -> Iterator[Pair]:
    tint = mix(accent, scheme.card, scheme.tint)
    for on, colour in (("the page", scheme.paper), ("cards", scheme.card), ("its own tint", tint)):
        yield Pair(on, colour, contrast(accent, colour))
    yield Pair("the words of a button", scheme.on_accent, contrast(accent, scheme.on_accent))


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
