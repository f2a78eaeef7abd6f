"""Blocks to the lines of Markdown that our reader reads as these blocks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from bot_scorm.model.blocks import (
    Admonition,
    Block,
    Blocks,
    Code,
    DefinitionList,
    Figure,
    Footnote,
    Heading,
    ListBlock,
    MathBlock,
    Paragraph,
    Quote,
    Recording,
    Rule,
    Table,
)
from bot_scorm.model.spans import masked
from bot_scorm.model.text import Text

_START = re.compile(
    r"(?P<mark>#{1,6}(?=\s|$)|>|[-+*](?=\s|$)|=+(?=\s*$)|-+(?=\s*$)|[:~](?=\s)|[:：]{2,}|~{3}|\||\$\$|[-:|][-:|\s]*$)"
    r"|(?P<number>\d{1,9})(?=[.)](?:\s|$))"
)
"""What would make something else of a paragraph's line."""
_GAP = re.compile(r"\[\[(?:(?!\[\[|\]\]).)*\]\]", re.S)
_QUOTES = (('"', '"“”'), ("'", "'’"), ("«", "»"))
_BARE = re.compile(r"[\w.%#-]+")
_ALIGN = {"left": ":--", "center": ":-:", "right": "--:"}


def quoted(value: str) -> str:
    """A value of an attribute, in quotation marks where it needs them."""
    value = " ".join(value.split())
    if _BARE.fullmatch(value):
        return value
    for mark, ends in _QUOTES:
        if not any(end in value for end in ends):
            return f"{mark}{value}{ends[-1] if mark == '«' else mark}"
    return f"«{value.replace('»', '”')}»"


def attributes(*parts: str) -> str:
    """Attributes in braces, or nothing if there are none."""
    found = [part for part in parts if part]
    return f"{{{' '.join(found)}}}" if found else ""


def lines_of(blocks: Blocks, nested: bool = False) -> list[str]:
    """The lines of some blocks; ``nested`` are those in lists and quotes, where no ``:::`` stands."""
    parts = [part for part in parts_of(blocks, nested) if part]
    return [line for part in parts for line in (*part, "")][:-1]


def parts_of(
    blocks: Iterable[Block], nested: bool = False, write: Callable[[Block], list[str] | None] | None = None
) -> Iterator[list[str]]:
    """The lines of each block; ``write`` gives those of kinds that are not known here, None for others."""
    before: Block | None = None
    other = False
    for block in blocks:
        if (own := write(block) if write else None) is not None:
            before, other = None, False
            yield own
            continue
        if isinstance(block, ListBlock) and isinstance(before, ListBlock) and block.ordered == before.ordered:
            other = not other  # another sign keeps it apart
        else:
            other = False
        part = _list(block, "*)") if other and isinstance(block, ListBlock) else _lines(block, nested)
        before = block if part else before
        yield part


def text_lines(text: str) -> list[str]:
    """A text as lines of a paragraph, none of which begins something else."""
    lines = [line.lstrip() for line in text.split("\n")]
    return [_guarded(line) for line in lines if line.strip()]


def _guarded(line: str) -> str:
    start = _START.match(line)
    if start:
        line = f"\\{line}" if start["mark"] else f"{start['number']}\\{line[start.end() :]}"
    return line


def closed(line: str) -> str:
    """A line whose last brace is text and no end of attributes."""
    bare = line.rstrip()
    return f"{bare[:-1]}\\}}" if masked(bare).endswith("}") else line


def one_line(text: Text | str) -> str:
    """A text on one line."""
    return " ".join(part.strip().removesuffix("\\") for part in str(text).split("\n")).strip()


def indented(lines: Iterable[str], by: str) -> list[str]:
    """Lines moved to the right; empty ones stay empty."""
    return [f"{by}{line}" if line else "" for line in lines]


def quote_lines(blocks: Blocks) -> list[str]:
    """A block quote."""
    return [f"> {line}" if line else ">" for line in lines_of(blocks, nested=True)]


def fenced(head: str, inside: Sequence[str]) -> list[str]:
    """A ``:::`` block with more colons than any block in it."""
    longest = max((len(line) - len(line.lstrip(":")) for line in inside), default=0)
    colons = ":" * max(3, longest + 1)
    return [f"{colons} {head}".rstrip(), *inside, colons]


def note_lines(note: Footnote) -> list[str]:
    """The lines of a footnote."""
    first, *more = lines_of(note.blocks, nested=True) or ["…"]
    return [f"[^{note.label}]: {first}", *indented(more, "    ")]


def item_lines(sign: str, blocks: Blocks, attributes: str = "", feedback: Blocks = ()) -> list[str]:
    """A list item whose first paragraph carries attributes; feedback is a block quote under it."""
    by = " " * (len(sign.split(" ", maxsplit=1)[0]) + 1)
    first, rest = [""], blocks
    if blocks and isinstance(blocks[0], Paragraph):
        first, rest = text_lines(blocks[0].text.source) or [""], blocks[1:]
    # On the last line: the others may end in a backslash, which is a line break.
    last = f"{first[-1]} {attributes}".strip() if attributes else closed(first[-1])
    first = [*map(closed, first[:-1]), last]
    lines = [f"{sign}{first[0]}".rstrip(), *indented(first[1:], by)]
    if more := lines_of(_without_quotes(rest), nested=True):
        tight = len(rest) == 1 and isinstance(rest[0], ListBlock)
        lines += [*([] if tight else [""]), *indented(more, by)]
    if feedback:
        lines += [*([""] if more else []), *indented(quote_lines(feedback), by)]
    return lines


def _without_quotes(blocks: Blocks) -> Blocks:
    """A quote under an item would be its feedback, so what it says stands by itself."""
    return tuple(
        inner for block in blocks for inner in (block.blocks if isinstance(block, Quote) else (block,))
    )


def _lines(block: Block, nested: bool) -> list[str]:
    if isinstance(block, Admonition):
        return lines_of(block.blocks, nested) if nested else _admonition(block)
    if isinstance(block, Recording):
        return lines_of(block.transcript, nested) if nested else _recording(block)
    return _WRITERS[type(block)](block)


def _admonition(block: Admonition) -> list[str]:
    key = "by" if block.kind == "quote" else "title"
    title = f"{key}={quoted(one_line(block.title))}" if block.title else ""
    return fenced(f"{block.kind} {attributes(title)}".strip(), lines_of(block.blocks))


def _recording(block: Recording) -> list[str]:
    poster = f"poster={quoted(block.poster)}" if block.poster else ""
    head = attributes(f"src={quoted(block.src)}", f"title={quoted(one_line(block.title))}", poster)
    return fenced(f"media {head}", lines_of(block.transcript))


def _heading(block: Heading) -> list[str]:
    text = one_line(block.text)
    return [f"{'#' * block.level} {f'{text} {{#{block.id}}}' if block.id else closed(text)}".rstrip()]


def _list(block: ListBlock, signs: str = "-.") -> list[str]:
    """A list; other signs keep one apart from the list before it."""
    lines: list[str] = []
    for number, item in enumerate(block.items, block.start):
        sign = f"{number}{signs[1]} " if block.ordered else f"{signs[0]} "
        inside = lines_of(item, nested=True) or [""]
        if lines and not block.tight:
            lines.append("")
        if block.tight:
            inside = [line for line in inside if line] if _only_texts(item) else inside
        lines += [f"{sign}{inside[0]}".rstrip(), *indented(inside[1:], " " * len(sign))]
    return lines


def _only_texts(item: Blocks) -> bool:
    return all(isinstance(block, Paragraph | ListBlock) for block in item)


def _table(block: Table) -> list[str]:
    marks = [_ALIGN.get(one, "---") for one in block.align]
    rows = [[_cell(cell) for cell in row] for row in (block.head, *block.rows)]
    rows.insert(1, marks)
    return [f"| {' | '.join(row)} |" for row in rows]


def _cell(text: Text) -> str:
    """A cell's text; a bar is escaped, except in a gap."""
    source, parts, at = one_line(text), [], 0
    for gap in _GAP.finditer(source):
        parts += [source[at : gap.start()].replace("|", "\\|"), gap[0]]
        at = gap.end()
    return "".join((*parts, source[at:].replace("|", "\\|")))


def _code(block: Code) -> list[str]:
    inside = block.source.removesuffix("\n").split("\n")
    ticks = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", block.source)), default=0))
    return [f"{ticks}{block.language}", *inside, ticks]


def _figure(block: Figure) -> list[str]:
    title = f' "{re.sub(chr(34), "”", one_line(block.caption))}"' if block.caption else ""
    source = attributes(f"source={quoted(one_line(block.source))}") if block.source else ""
    src = block.src if _BARE.fullmatch(block.src.replace("/", "-")) else f"<{block.src}>"
    return [f"![{one_line(block.alt)}]({src}{title}){source}"]


def _definitions(block: DefinitionList) -> list[str]:
    lines: list[str] = []
    for item in block.items:
        if lines:
            lines.append("")
        lines += _guarded(one_line(item.term)).split("\n")
        for body in item.bodies:
            inside = lines_of(body, nested=True) or [""]
            lines += [f": {inside[0]}".rstrip(), *indented(inside[1:], "  ")]
    return lines


_WRITERS: dict[type[Block], Callable[[Any], list[str]]] = {
    Paragraph: lambda block: text_lines(block.text.source),
    Heading: _heading,
    ListBlock: _list,
    Table: _table,
    Code: _code,
    MathBlock: lambda block: ["$$", *block.source.split("\n"), "$$"],
    Quote: lambda block: quote_lines(block.blocks),
    Figure: _figure,
    Rule: lambda block: ["***"],
    DefinitionList: _definitions,
}
