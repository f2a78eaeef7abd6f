"""Nodes to blocks: what a page shows. Blocks with a name (``:::``) are read by the functions of a table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, TypeAlias

from bot_scorm.diagnostics import Location
from bot_scorm.model.blocks import (
    Admonition,
    Block,
    Blocks,
    Code,
    Definition,
    DefinitionList,
    Figure,
    Heading,
    ListBlock,
    MathBlock,
    Paragraph,
    Quote,
    Rule,
    Table,
)
from bot_scorm.model.plans import NO_PLANS, Plans
from bot_scorm.model.text import Text
from bot_scorm.readers import faults
from bot_scorm.readers.attributes import Attributes, attributes_start, split_attributes
from bot_scorm.readers.ids import IdScope
from bot_scorm.readers.source import SourceFile
from bot_scorm.readers.tree import Node, count_cells, markdown

NamedBlock: TypeAlias = "Callable[[PageReader, Node], Block | None]"
_LEADING_COLONS = re.compile(
    r"^[^\S\n]*(?:[:：]{3,}|：{2}|: : ?:|::[ \t]*(?:$|[a-z-]+[ \t]*(?:\{.*\}[ \t]*)?$))", re.M
)
"""What was meant as the line of a block, and is none."""
_COLONS = re.compile(r"[:：]{3}")
_END = re.compile(r" {0,3}:{3,}[ \t]*")
_ELSEWHERE = {
    **dict.fromkeys(("hint", "model", "rubric"), "it stands directly inside a question."),
    "item": "it stands on a page with “kind: survey”.",
    "question": "a survey asks with ::: item.",
}
"""Where a block stands that is known, but not here."""


@dataclass(slots=True)
class PageReader:
    """What reading a page needs everywhere: its source, the module's ids, the table of named blocks."""

    source: SourceFile
    scope: IdScope
    named: Mapping[str, NamedBlock]
    references: Mapping[str, tuple[str, str]]
    plans: Plans = NO_PLANS
    """Those of the page's section."""
    items: IdScope = field(default_factory=lambda: IdScope("survey"))
    """The ids of a survey's items."""

    def blocks(self, nodes: Iterable[Node]) -> Blocks:
        """The blocks that some nodes make; footnote bodies are left to the page."""
        return tuple(self._blocks(nodes))

    def _blocks(self, nodes: Iterable[Node]) -> Iterator[Block]:
        for node in nodes:
            if node.type == "block":
                yield from self._named(node)
            elif node.type != "footnote_reference":
                yield _PLAIN[node.type](self, node)

    def at(self, node: Node) -> Location:
        """Where a node starts."""
        return self.source.start(node.line)

    def text(self, node: Node) -> Text:
        """The text slot of a node."""
        return self.source.text(node.text, node.line)

    def fault(self, rule: Any, node: Node, message: str) -> None:
        """Reports a fault at a node's first line."""
        self.source.fault(rule, node.line, message)

    def _named(self, node: Node) -> Iterator[Block]:
        fence = node.block
        read = self.named.get(fence.name)
        if read:
            block = read(self, node)
            if block is not None:
                yield block
            return
        if fence.name:
            near = get_close_matches(fence.name, self.named, 1)
            may = f"did you mean “{near[0]}”?" if near else f"known are {', '.join(sorted(self.named))}."
            may = _ELSEWHERE.get(fence.name, may)
            self.fault(faults.UNKNOWN_BLOCK, node, f"There is no block “{fence.name}” here; {may}")
        fence.attributes.values.clear()
        yield from self._blocks(node.children)


def _paragraph(reader: PageReader, node: Node) -> Block:
    _colons(reader, node)
    if node.text.startswith("![") and node.text.endswith((")", "]", "}")):
        figure = _figure(reader, node)
        if figure:
            return figure
    return Paragraph(reader.at(node), reader.text(node))


def _colons(reader: PageReader, node: Node) -> None:
    """Reports the line of a block that is not read as one."""
    if found := _LEADING_COLONS.search(node.text):
        line = node.line + node.text.count("\n", 0, found.start())
        if _END.fullmatch(reader.source.lines[line]):
            return  # an end without a beginning, which was told when blocks were looked for
        message = (
            "This would be shown as text: ::: stands outside lists and quotes, at the start of its line."
            if _COLONS.match(found[0].strip())
            else "This would be shown as text: a block begins and ends with three colons or more, as in :::."
        )
        reader.source.fault(faults.BLOCK_PLACE, line, message, reader.source.column(line, found[0].strip()))


def _figure(reader: PageReader, node: Node) -> Figure | None:
    """The figure that a paragraph with one image and nothing else is."""
    env = {"references": {k: {"href": h, "title": t} for k, (h, t) in reader.references.items()}}
    end = attributes_start(node.text, after=")]") if node.text.endswith("}") else len(node.text)
    children = markdown().parseInline(node.text[:end].rstrip(), env)[0].children or [] if end > 0 else []
    if len(children) != 1 or children[0].type != "image":
        return None
    image = children[0]
    attributes = Attributes(reader.source, node.line)
    if end < len(node.text):
        _, attributes = split_attributes(reader.source, node.text, node.line, after=")]")
    source = attributes.take_text("source")
    attributes.close("a figure")
    title = image.attrs.get("title")
    caption = reader.source.text(str(title), node.line) if title else None
    alt = reader.source.text(image.content, node.line)
    return Figure(reader.text(node).at, str(image.attrs["src"]), alt, caption, source)


def _heading(reader: PageReader, node: Node) -> Block:
    text, attributes = split_attributes(reader.source, node.text, node.line)
    attributes.close("a heading")
    id = reader.scope.pinned(attributes, attributes.id) if attributes.id else ""
    level = int(node.token.tag[1:]) if node.token else 2
    return Heading(reader.at(node), level, reader.source.text(text, node.line), id)


def _list(reader: PageReader, node: Node) -> Block:
    ordered = node.type == "ordered_list"
    start = int(node.token.attrs.get("start", 1)) if node.token and ordered else 1
    tight = all(child.token is not None and child.token.hidden for item in node.children
                for child in item.children if child.type == "paragraph")  # fmt: skip
    return ListBlock(
        reader.at(node), ordered, start, tight, tuple(reader.blocks(item.children) for item in node.children)
    )


def _quote(reader: PageReader, node: Node) -> Block:
    return Quote(reader.at(node), reader.blocks(node.children))


def _code(reader: PageReader, node: Node) -> Block:
    if node.type == "code_block":  # four spaces too many, as a word processor puts them in
        _colons(reader, node)
    info = node.token.info.strip() if node.token and node.type == "fence" else ""
    return Code(reader.at(node), info.partition(" ")[0], node.text)


def _rule(reader: PageReader, node: Node) -> Block:
    return Rule(reader.at(node))


def _math(reader: PageReader, node: Node) -> Block:
    return MathBlock(reader.at(node), node.text.strip())


def _table(reader: PageReader, node: Node) -> Block:
    head, *bodies = node.children
    (first,) = head.children
    rows = [row for body in bodies for row in body.children]
    align = tuple(str(cell.token.attrs.get("style", "")).rpartition(":")[2] if cell.token else ""
                  for cell in first.children)  # fmt: skip
    for row in rows:
        if count_cells(reader.source.lines[row.line]) > len(align):
            message = (
                f"This row has more cells than the table's head ({len(align)}), and loses the last ones."
            )
            reader.source.fault(faults.TOO_MANY_CELLS, row.line, f"{message} For a bar in a text write \\|.")
    return Table(reader.at(node), align, _cells(reader, first), tuple(_cells(reader, row) for row in rows))


def _cells(reader: PageReader, row: Node) -> tuple[Text, ...]:
    return tuple(reader.source.text(cell.text, cell.line or row.line) for cell in row.children)


def _definitions(reader: PageReader, node: Node) -> Block:
    items: list[Definition] = []
    for child in node.children:
        if child.type == "dt":
            items.append(Definition(reader.text(child), ()))
        elif items:
            bodies = (*items[-1].bodies, reader.blocks(child.children))
            items[-1] = Definition(items[-1].term, bodies)
    return DefinitionList(reader.at(node), tuple(items))


_PLAIN: dict[str, Callable[[PageReader, Node], Block]] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "bullet_list": _list,
    "ordered_list": _list,
    "blockquote": _quote,
    "fence": _code,
    "code_block": _code,
    "hr": _rule,
    "math_block": _math,
    "math_block_label": _math,
    "table": _table,
    "dl": _definitions,
}


def read_admonition(reader: PageReader, node: Node) -> Block:
    """``::: note``, ``tip``, ``quote`` and ``source``; a quote's ``by`` is its title."""
    fence = node.block
    attributes = fence.attributes
    title = attributes.take_text("by") if fence.name == "quote" else attributes.take_text("title")
    attributes.close(f"“{fence.name}”")
    kind: Any = fence.name
    return Admonition(reader.at(node), kind, title, reader.blocks(node.children))
