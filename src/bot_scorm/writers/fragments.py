"""Pieces of content for formats that have no page of ours around them: clean HTML, or words alone."""

from __future__ import annotations

from bot_scorm.model.blocks import (
    Admonition,
    Block,
    Blocks,
    Code,
    DefinitionList,
    Figure,
    Heading,
    ListBlock,
    MathBlock,
    Paragraph,
    Prose,
    Quote,
    Recording,
    Table,
)
from bot_scorm.writers.blocks import Renderer
from bot_scorm.writers.inline import GapControl, Images, Inline, nowhere, plain

__all__ = ["plain", "plain_blocks", "render_blocks", "render_text"]


def render_blocks(
    blocks: Blocks,
    prose: Prose | None = None,
    *,
    image: Images = nowhere,
    gap: GapControl | None = None,
    words: dict[str, str] | None = None,
) -> str:
    """Blocks as HTML without classes or ids; footnotes that they refer to follow behind.

    ``prose`` holds what links and footnotes refer to. ``image`` gives a picture's address, or None to
    show its alternative text. ``gap`` makes the HTML of a gap; without it, gaps stay as they are written.
    ``words`` are interface words, for the names of boxes without a title.
    """
    to = Renderer(Inline(prose or Prose(), image=image), words or {}, template="fragment")
    html = to.with_gaps(blocks, gap) if gap else to.blocks(blocks)
    return str(html + to.notes()).strip()


def render_text(text: str, prose: Prose | None = None) -> str:
    """One text as HTML without a paragraph around it."""
    return str(Inline(prose or Prose())(text))


def plain_blocks(blocks: Blocks, prose: Prose | None = None) -> str:
    """The words of blocks on one line, without any markup; a gap is shown as ``____``."""
    return " ".join(" ".join(_words(one, prose) for one in blocks).split())


def _words(block: Block, prose: Prose | None) -> str:
    match block:
        case Paragraph() | Heading():
            return plain(block.text, prose)
        case Code() | MathBlock():
            return block.source
        case Quote() | Admonition():
            return plain_blocks(block.blocks, prose)
        case ListBlock():
            return " ".join(plain_blocks(item, prose) for item in block.items)
        case Table():
            cells = [cell for row in (block.head, *block.rows) for cell in row]
            return " ".join(plain(cell, prose) for cell in cells)
        case Figure():
            return plain(block.alt)
        case Recording():
            return f"{plain(block.title, prose)}: {plain_blocks(block.transcript, prose)}"
        case DefinitionList():
            return " ".join(
                f"{plain(one.term, prose)}: {' '.join(plain_blocks(body, prose) for body in one.bodies)}"
                for one in block.items
            )
        case _:
            return ""
