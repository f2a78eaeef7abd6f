"""What a text leads to: links, pictures, terms and cited works, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import NamedTuple, TypeAlias

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

from bot_scorm.diagnostics import Location
from bot_scorm.model.citations import find_citations
from bot_scorm.model.spans import masked
from bot_scorm.model.text import Text

_PLAIN_LINK = re.compile(r"(!?)\[(?!\^)([^\[\]]*)\]\(([^()\s<>]*)(?:[ \t]+\"[^\"]*\")?\)")


@cache
def _parser() -> MarkdownIt:
    """The inline rules that decide what a link is, and no others: half the time."""
    parser = MarkdownIt("zero").enable(["escape", "backticks", "link", "image", "autolink"])
    return parser.use(dollarmath_plugin, allow_space=False, allow_digits=False, double_inline=False)


Environment: TypeAlias = dict[str, dict[str, dict[str, str]]]
"""What markdown-it needs to know of a page: its link reference definitions."""


class Reference(NamedTuple):
    """A text that leads to a term (``term:neet``) or cites a work (``@rhodes-2005``)."""

    name: str
    at: Location


def cited(text: Text) -> Iterator[Reference]:
    """The works that a text cites."""
    for citation in find_citations(text.source):
        for cite in citation.cites:
            yield Reference(f"@{cite.key}", place(text, f"@{cite.key}"))


class Link(NamedTuple):
    """A link or picture in a text."""

    picture: bool
    address: str
    words: str


def find_links(text: Text, env: Environment) -> Iterator[Link]:
    """What a text links to and shows; plain links are found without a parser, in a tenth of the time."""
    plain = masked(text.source)
    rest = _PLAIN_LINK.sub("", plain)
    if "](" not in rest and "<" not in rest and "$" not in rest and not env["references"]:
        for match in _PLAIN_LINK.finditer(plain):
            yield Link(bool(match[1]), match[3], match[2])
        return
    tokens: list[Token] = []
    _parser().inline.parse(text.source, _parser(), env, tokens)
    for token in chain.from_iterable((one, *(one.children or ())) for one in tokens):
        if token.type == "image":
            yield Link(True, str(token.attrs["src"]), token.content)
        elif token.type == "link_open":
            yield Link(False, str(token.attrs["href"]), "")


def place(text: Text, needle: str) -> Location:
    """Where in a text slot something stands: the slot's own place if it is not found."""
    found = text.source.find(needle)
    if found < 0:
        return text.at
    line = text.source.count("\n", 0, found)
    column = found - (text.source.rfind("\n", 0, found) + 1)
    return text.at.on(text.at.line + line, text.at.column + column if line == 0 else column + 1)
