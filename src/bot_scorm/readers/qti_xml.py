"""Elements of QTI of any version by their names, and what they say as text or number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from bot_scorm.package.xml import Element
from bot_scorm.readers.qti_faults import UntakenError

_NUMBER = re.compile(r"[-+]?(?:\d{1,20}\.?\d{0,40}|\.\d{1,40})(?:[eE][-+]?\d{1,2})?")
NODES = 10_000
"""Elements of an item's rules."""
_CLOSE = Fraction(1, 10**9)
TOO_LONG = "its marking is too long to follow"


def name_of(node: Element) -> str:
    """An element's name without its namespace; an empty text for a comment."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def parts(node: Element, *names: str) -> list[Element]:
    """The children with one of these names; all without names."""
    found = [one for one in node if name_of(one)]
    return [one for one in found if name_of(one) in names] if names else found


def every(node: Element, *names: str) -> Iterator[Element]:
    """All elements below with one of these names, in their order."""
    return (one for one in node.iter() if name_of(one) in names)


def text_of(node: Element) -> str:
    """An element's text, without white space around it."""
    return "".join(node.itertext()).strip()


def number_of(text: str) -> Fraction | None:
    """A number as XML Schema writes it; None for anything else."""
    return Fraction(text) if _NUMBER.fullmatch(text) else None


def share_of(value: Fraction) -> Fraction:
    """A share of a double: a third is written as 0.333333333333333."""
    near = value.limit_denominator(1000)
    return near if abs(near - value) < _CLOSE else value


def bounded(item: Element, name: str, most: int) -> None:
    """Raises `UntakenError` if all elements of a name hold more elements than that."""
    if sum(1 for one in every(item, name) for _ in one.iter()) > most:
        raise UntakenError(TOO_LONG)
