"""A guess at what was meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def or_similar(word: str, known: Iterable[str]) -> str:
    """The end of a sentence that names what was probably meant, or all there is if that is little."""
    names = list(known)
    folded = {name.casefold(): name for name in names}
    if close := get_close_matches(word.casefold(), folded, n=1):
        return f"; did you mean {folded[close[0]]!r}?"
    return f"; there is {', '.join(names)}" if 0 < len(names) <= 8 else ""


def with_guess(message: str, word: str, known: Iterable[str]) -> str:
    """A sentence about a name that is not there, with what was probably meant, or all there is."""
    names = list(known)
    folded = {name.casefold(): name for name in names}
    if close := get_close_matches(word.casefold(), folded, n=1):
        return f"{message}; did you mean “{folded[close[0]]}”?"
    return f"{message}; there is {', '.join(names)}." if 0 < len(names) <= 8 else f"{message}."
