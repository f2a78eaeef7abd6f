"""Walks over trees of model nodes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from bot_scorm.model.blocks import Blocks
from bot_scorm.model.questions import Question
from bot_scorm.model.text import Text


def questions_of(blocks: Blocks) -> Iterator[Question]:
    """The questions among blocks, also inside notes, in order."""
    for block in blocks:
        if isinstance(block, Question):
            yield block
        else:
            yield from questions_of(getattr(block, "blocks", ()))


def texts_of(node: Any) -> Iterator[Text]:
    """Every text slot below a node (or a tuple of nodes), in the order of the source."""
    if isinstance(node, Text):
        yield node
    elif isinstance(node, tuple | list):
        for one in node:
            yield from texts_of(one)
    elif is_dataclass(node):
        for name in _names(type(node)):
            yield from texts_of(getattr(node, name))


def nodes_of(node: Any, kind: type[Any]) -> Iterator[Any]:
    """Every node of a class below (and including) a node, outer ones first."""
    if isinstance(node, kind):
        yield node
    if isinstance(node, tuple | list):
        for one in node:
            yield from nodes_of(one, kind)
    elif is_dataclass(node) and not isinstance(node, Text):
        for name in _names(type(node)):
            yield from nodes_of(getattr(node, name), kind)


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind))
