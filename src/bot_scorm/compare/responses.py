"""What a stored response loses when it is read against another slot of the state.

Follows ``forms`` in ``templates/player/codec.js``: what the new slot has no place for is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from bot_scorm.compare.changes import listed

Spec: TypeAlias = tuple[Any, ...]
_PART = 3
"""Characters of the key of a choice, card or field."""


def lost_of(old: Spec, new: Spec, labels: Mapping[str, str]) -> Iterator[str]:
    """What of a response in the form ``old`` is not there in the form ``new``, in words; nothing if all is.

    ``labels`` are the words of what has a key in the old package. Both are forms with their bounds.
    """
    if old[0] != new[0]:
        yield "the whole answer, which is kept in another form"
        return
    match old[0]:
        case "keys":
            yield from _keys(old, new, labels)
        case "pairs":
            gone = _gone(old[1], new[1], _PART) + _gone(old[2], new[2], _PART)
            if gone:
                yield f"pairs with {_named(gone, labels)}"
        case "typed":
            yield from _cut("", old[1], new[1])
        case "gaps":
            if len(new) < len(old):
                yield f"what stands in the gaps from the {_nth(len(new))} on"
            for at, (before, after) in enumerate(zip(old[1:], new[1:], strict=False), 1):
                yield from _cut(f" in gap {at}", before, after)
        case _:
            if len(old) > 1 and len(new) == 1:
                yield "the text, but on the device on which it was written"


def _keys(old: Spec, new: Spec, labels: Mapping[str, str]) -> Iterator[str]:
    length, other = ((*spec, _PART)[3] if len(spec) > 3 else _PART for spec in (old, new))
    if length != other:
        yield "the whole answer, which is kept in another form"
        return
    if gone := _gone(old[1], new[1], length):
        yield _named(gone, labels)
    if new[2] < old[2] and len(new[1]) // length >= old[2]:
        yield f"all but {new[2]} of what is chosen"


def _gone(old: str, new: str, length: int) -> list[str]:
    """The keys that are not there any more."""
    left = set(parts(new, length))
    return [key for key in parts(old, length) if key not in left]


def parts(keys: str, length: int = _PART) -> list[str]:
    """Keys that are written behind each other."""
    return [keys[at : at + length] for at in range(0, len(keys), length)]


def _named(keys: list[str], labels: Mapping[str, str]) -> str:
    return listed(labels.get(key, key) for key in keys)


def _cut(where: str, before: int, after: int) -> Iterator[str]:
    if after < before:
        yield f"what is longer than {after} characters{where}"


def _nth(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
