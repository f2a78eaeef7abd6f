"""Which thing of an old list is which of a new one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
Sign = Callable[[T], Hashable]
"""What something is known by; nothing that is true where it is not known by this."""


@dataclass(frozen=True, slots=True)
class Pairs(Generic[T]):
    """What is in both lists, under the same id or only under another one, and what is in one alone."""

    both: tuple[tuple[T, T], ...]
    renewed: tuple[tuple[T, T], ...]
    """The same thing, but known to programs by another id."""
    removed: tuple[T, ...]
    added: tuple[T, ...]


def pair(old: Sequence[T], new: Sequence[T], key: Sign[T], *others: Sign[T]) -> Pairs[T]:
    """Matches by the key first, then what is left by each other sign; of several with one sign, in order."""
    both, left, free = _match(old, new, key)
    renewed: list[tuple[T, T]] = []
    for sign in others:
        found, left, free = _match(left, free, sign)
        renewed += found
    return Pairs(tuple(both), tuple(renewed), tuple(left), tuple(free))


def _match(old: Iterable[T], new: Iterable[T], sign: Sign[T]) -> tuple[list[tuple[T, T]], list[T], list[T]]:
    waiting: dict[Hashable, list[T]] = {}
    for one in new:
        waiting.setdefault(sign(one), []).append(one)
    found: list[tuple[T, T]] = []
    left: list[T] = []
    for one in old:
        mark = sign(one)
        if mark and waiting.get(mark):
            found.append((one, waiting[mark].pop(0)))
        else:
            left.append(one)
    taken = {id(other) for _, other in found}
    return found, left, [one for one in new if id(one) not in taken]


def reordered(pairs: Iterable[tuple[T, T]], new: Sequence[T]) -> bool:
    """Whether what is in both lists stands in another order in the new one."""
    places = {id(one): at for at, one in enumerate(new)}
    order = [places[id(one)] for _, one in pairs]
    return order != sorted(order)
