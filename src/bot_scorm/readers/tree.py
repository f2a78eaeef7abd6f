"""Markdown to a light tree of nodes: block structure only; inline Markdown stays text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

from bot_scorm.readers import faults
from bot_scorm.readers.fences import Fence, find_fences
from bot_scorm.readers.source import BAR, SourceFile

_MAX_LEVEL = 52
_GAP = re.compile(r"\[\[(?:(?!\[\[|\]\]).)*\]\]")
_BAR = re.compile(r"(?<!\\)\|")


@dataclass(slots=True)
class Node:
    """A block of Markdown: ``type`` is that of markdown-it without ``_open``; ``line`` counts from 0."""

    type: str
    line: int
    text: str = ""
    children: list[Node] = field(default_factory=list)
    token: Token | None = None
    fence: Fence | None = None

    @property
    def block(self) -> Fence:
        """The ``:::`` line of a node of the type ``block``, which always has one."""
        assert self.fence is not None, self.type  # noqa: S101 - `_nest` gives it
        return self.fence


@dataclass(slots=True)
class Tree:
    """The body of a page."""

    nodes: list[Node]
    references: Mapping[str, tuple[str, str]]


@cache
def markdown() -> MarkdownIt:
    """The parser: CommonMark with tables, definition lists, footnotes and formulas, and our own blocks."""
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _MAX_LEVEL}).enable("table")
    parser.use(deflist_plugin).use(footnote_plugin)
    parser.use(dollarmath_plugin, allow_space=False, allow_digits=False, double_inline=False)
    parser.block.ruler.before(
        "fence", "fenced_block", _fenced_block, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    return parser


def read_tree(source: SourceFile, first: int) -> Tree:
    """Parses the page from line ``first`` on, counted from 0; never raises on content."""
    fences = find_fences(source, first)
    body = [_mask(line) if "[[" in line else line for line in source.lines[first:]]
    env: dict[str, Any] = {"fences": {line - first: fence for line, fence in fences.items()}, "first": first}
    tokens: list[Token] = []
    parser = markdown()
    parser.block.parse("\n".join(body), parser, env, tokens)
    nodes = _nest(source, tokens, first)
    references = {
        label: (str(one["href"]), str(one["title"])) for label, one in env.get("references", {}).items()
    }
    return Tree(nodes, references)


def _mask(line: str) -> str:
    """Hides the bars of gaps, which would split a table's cells."""
    return _GAP.sub(lambda match: match[0].replace("|", BAR), line)


def count_cells(line: str) -> int:
    """How many cells the line of a table's row has."""
    row = _mask(line).lstrip(" \t>").rstrip().removeprefix("|")
    return len(_BAR.findall(row)) + (not row.endswith("|") or row.endswith("\\|"))


def _fenced_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """markdown-it's block rule for what `find_fences` found; columns and faults are settled there."""
    fence: Fence | None = state.env["fences"].get(start)
    if fence is None:
        return False
    if silent:
        return True
    close = min(fence.close - state.env["first"], state.lineMax)
    token = state.push("block_open", "", 1)
    token.map = [start, close]
    token.meta = {"fence": fence}
    kept = (state.lineMax, state.blkIndent, state.parentType, state.tight)
    state.lineMax, state.blkIndent, state.parentType = close, 0, "root"
    state.md.block.tokenize(state, start + 1, close)
    state.lineMax, state.blkIndent, state.parentType, state.tight = kept
    state.push("block_close", "", -1)
    state.line = close + fence.closed
    return True


def _nest(source: SourceFile, tokens: list[Token], first: int) -> list[Node]:
    root = Node("root", first)
    stack = [root]
    deepest = 0
    for token in tokens:
        if token.nesting < 0:
            stack.pop()
            continue
        top = stack[-1]
        if token.type == "inline":
            top.text = token.content.replace(BAR, "|")
            continue
        node = Node(token.type.removesuffix("_open"), _line(token, top, first), token=token)
        if token.content:
            node.text = token.content.replace(BAR, "|")
        if token.meta and "fence" in token.meta:
            node.fence = token.meta["fence"]
        top.children.append(node)
        if token.nesting > 0:
            stack.append(node)
            if len(stack) > deepest:
                deepest = len(stack)
                if token.level == _MAX_LEVEL - 2:
                    source.fault(faults.TOO_DEEP, node.line, "This is nested too deeply; make it flatter.")
    return root.children


def _line(token: Token, parent: Node, first: int) -> int:
    return token.map[0] + first if token.map else parent.line
