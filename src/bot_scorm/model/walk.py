"""Walks over trees of model nodes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar, cast

from bot_scorm.diagnostics import Location
from bot_scorm.model.text import Text

T = TypeVar("T")


def walk(node: Any) -> Iterator[Any]:
    """Every model node below (and including) a node or a tuple of them, in the order of the source."""
    pending = [node]
    while pending:
        one = pending.pop()
        if type(one) is tuple:
            pending.extend(reversed(one))
        elif names := _inside(one.__class__):
            yield one
            pending.extend([getattr(one, name) for name in names])


def parts(node: Any) -> tuple[Any, ...]:
    """What is directly in a node or a tuple of nodes, in the order of the source."""
    if type(node) is tuple:
        return node
    return tuple(getattr(node, name) for name in reversed(_inside(node.__class__)))


def nodes_of(node: Any, kind: type[T]) -> Iterator[T]:
    """Every node of a class below (and including) a node, outer ones first."""
    return (one for one in walk(node) if isinstance(one, kind))


def texts_of(node: Any) -> Iterator[Text]:
    """Every text slot below a node or a tuple of nodes, in the order of the source."""
    return nodes_of(node, Text)


def unpinned(node: Any) -> Iterator[Any]:
    """Every node below (and including) a node whose id is derived from its text."""
    return (one for one in walk(node) if getattr(one, "pinned", True) is False)


def mapped(node: T, change: Callable[[Text], Text]) -> T:
    """A node or a tuple of nodes with every text slot changed; what stays the same is the same object."""
    one: Any = node
    if isinstance(one, Text):
        return cast(T, change(one))
    if type(one) is tuple:
        new = tuple(mapped(part, change) for part in one)
        return cast(T, new) if any(a is not b for a, b in zip(one, new, strict=True)) else node
    changed = {
        name: new
        for name in _inside(one.__class__)
        if (new := mapped(old := getattr(one, name), change)) is not old
    }
    return cast(T, replace(one, **changed)) if changed else node


@cache
def _inside(kind: Any) -> tuple[str, ...]:
    """The fields of a model node from the last to the first; none of what is no node."""
    if not is_dataclass(kind) or kind is Location:
        return ()
    return tuple(one.name for one in reversed(fields(kind)))
