"""What a text costs in the player's state, as ``templates/player/letters.js`` counts and explains it."""

from __future__ import annotations

from collections.abc import Sequence

_SINGLE = frozenset(" \n.,-!?()/0123456789")
_BLOCKS = frozenset((0, 1, 2, 3, 4, 5, 128))
_LETTERS = 52
_AHEAD = 24
_SWITCH = 3


def cost(text: str) -> int:
    """How many characters a text takes in the state."""
    total = window = 0
    for at, sign in enumerate(text):
        chosen = _window(text, at, window)
        total += _in_window(sign, chosen) + (_SWITCH if chosen != window else 0)
        window = chosen
    return total


def _in_window(sign: str, window: int) -> int:
    if sign in _SINGLE or (not window and sign.isascii() and sign.isalpha()):
        return 1
    code = ord(sign)
    if window:
        if 0 <= code - 16 * window < _LETTERS:
            return 1
        small = _small(sign)
        if small != sign and 0 <= ord(small) - 16 * window < _LETTERS:
            return 2
    if code >> 6 in _BLOCKS:
        return 2
    return 4 if code < 0x40000 else 8


def _small(sign: str) -> str:
    small = sign.lower()
    capital = "\u0370" <= sign < "\u0590" and len(small) == 1 and small.upper() == sign
    return small if capital else sign


def _window(text: str, at: int, window: int) -> int:
    sign = text[at]
    if _in_window(sign, window) == 1:
        return window
    ahead = text[at : at + _AHEAD]
    best, least = window, _total(ahead, window)
    for other in (*_near(ord(_small(sign)) >> 4), *_near(ord(sign) >> 4)):
        if _in_window(sign, other) == 1 and (total := _total(ahead, other) + _SWITCH) < least:
            best, least = other, total
    return best


def _near(step: int) -> Sequence[int]:
    if step < 8:
        return (0,)
    return (step, step - 1, step - 2) if step < 4096 else ()


def _total(text: str, window: int) -> int:
    return sum(_in_window(sign, window) for sign in text)
