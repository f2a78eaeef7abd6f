"""How uses of an element are found in a module: by a node's class, its fields, and words in its texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from bot_scorm.diagnostics import Location
from bot_scorm.model.gaps import find_gaps
from bot_scorm.model.programme import ATTACHMENTS, Module, Programme, Survey
from bot_scorm.model.questions import Question
from bot_scorm.model.spans import masked
from bot_scorm.model.surveys import SurveyItem
from bot_scorm.model.text import Text
from bot_scorm.model.walk import walk

Test: TypeAlias = Callable[[Any], Any]
"""Whether a node has something; takes nodes of one class."""
Where: TypeAlias = str
"""What a node stands in: ``question``, ``survey`` (an item of one) or ``page``."""

FORMULA = re.compile(r"(?<![\\$])\$(?![\s$])[^$\n]*[^\s\\$]\$(?!\d)")
WEB = re.compile(r"\]\((?:https?|mailto):|<https?:")
PICTURE = re.compile(r"!\[")
PAGE = re.compile(r"(?<!!)\[[^\]]*\]\((?:[^():\s]+\.md|#)")
_ENDINGS = "|".join(map(re.escape, sorted(ATTACHMENTS)))
FILE = re.compile(rf"(?<!!)\[[^\]]*\]\(<?(?!\w+:|#)[^()<>]*(?:{_ENDINGS})[>\s)]", re.I)
TERM = re.compile(r"\]\(term:")


@dataclass(frozen=True, slots=True)
class Uses:
    """A module with its nodes, which are walked once for all elements."""

    module: Module
    nodes: tuple[tuple[Any, Where], ...]
    programme: Programme

    @classmethod
    def of(cls, module: Module, programme: Programme) -> Uses:
        """The nodes of all its pages, the pages among them, in order."""
        return cls(module, tuple(_nodes(module)), programme)


Find: TypeAlias = Callable[[Uses], Iterator[Location]]
"""Where a module has something."""


def _nodes(module: Module) -> Iterator[tuple[Any, Where]]:
    for page in module.pages:
        yield page, "page"
        within = "survey" if isinstance(page, Survey) else "question"
        for top in (page.prose.blocks, page.prose.footnotes, getattr(page, "story", ())):
            inside: set[int] = set()
            for node in walk(top):
                if isinstance(node, Question | SurveyItem):
                    inside |= {id(one) for one in walk(node) if one is not node}
                yield node, within if id(node) in inside else "page"


def of(kind: type[Any] | tuple[type[Any], ...], test: Test | None = None, within: Where = "") -> Find:
    """Nodes of a class that pass a test, anywhere or only where ``within`` says."""

    def find(uses: Uses) -> Iterator[Location]:
        for node, where in uses.nodes:
            if isinstance(node, kind) and within in ("", where) and (test is None or test(node)):
                yield node.at

    return find


def text(test: Test, within: Where = "page") -> Find:
    """Texts whose inline Markdown passes a test."""
    return of(Text, lambda one: test(one.source), within)


def either(kind: type[Any], test: Test, within: Where) -> Find:
    """Nodes of a class, and texts whose inline Markdown passes a test."""
    return of((kind, Text), lambda one: not isinstance(one, Text) or test(one.source), within)


def seen(pattern: re.Pattern[str]) -> Test:
    """Whether a pattern is found outside of code spans and escapes."""
    return lambda source: pattern.search(masked(source))


def has(name: str) -> Test:
    """Whether a field is filled."""
    return lambda node: getattr(node, name)


def some(name: str, has: str) -> Test:
    """Whether any of a node's parts has something: ``some("choices", "feedback")``."""
    return lambda node: any(getattr(one, has) for one in getattr(node, name))


def own(test: Test) -> Find:
    """The module's own settings."""

    def find(uses: Uses) -> Iterator[Location]:
        if test(uses.module):
            yield uses.module.at

    return find


def overall(test: Test) -> Find:
    """The programme's settings, which each of its modules finds."""

    def find(uses: Uses) -> Iterator[Location]:
        if test(uses.programme):
            yield uses.programme.at

    return find


def gap(*, menu: bool) -> Test:
    """Whether a question has a gap to choose in, or one to type into."""

    def test(node: Question) -> bool:
        sources = [one.source for one in walk(node.stem) if isinstance(one, Text)]
        return any(found.menu is menu for source in sources for found in find_gaps(source))

    return test


def several_gaps(node: Question) -> bool:
    """Whether a question has more than one gap."""
    sources = [one.source for one in walk(node.stem) if isinstance(one, Text)]
    return sum(1 for source in sources for _ in find_gaps(source)) > 1


def earns(test: Callable[[Any], bool]) -> Test:
    """Whether one of the answers of a question earns a fraction that passes a test."""
    return lambda node: any(
        test(one.fraction) for one in getattr(node, "choices", getattr(node, "answers", ()))
    )
