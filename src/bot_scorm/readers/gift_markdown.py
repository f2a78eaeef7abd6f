"""Texts that a question file gives as Markdown: read as pages are, without our own ``:::`` blocks."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any

from bot_scorm.diagnostics import Location, Report
from bot_scorm.model.blocks import Blocks, Paragraph
from bot_scorm.model.text import Text
from bot_scorm.readers.ids import IdScope
from bot_scorm.readers.prose import PageReader
from bot_scorm.readers.source import SourceFile
from bot_scorm.readers.tree import read_tree

_BLOCK = re.compile(r"\n|^[\s#>+*|=`~:$\d-]|^!\[")
"""Without any of these, a text is one paragraph."""
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufdd0\ufffe\uffff]")


def markdown_blocks(text: str, at: Location) -> Blocks:
    """The blocks of a Markdown text; every one is at the place given."""
    clean = _CONTROL.sub("\ufffd", text)
    if not _BLOCK.search(clean):
        return (Paragraph(at, Text(clean, at)),)
    # What a page would be blamed for is no fault here, so the report is thrown away.
    source = SourceFile(at.path, clean.split("\n"), Report())
    tree = read_tree(source, 0)
    reader = PageReader(source, IdScope("question"), {}, tree.references)
    blocks: Blocks = _moved(reader.blocks(tree.nodes), at)
    return blocks


def _moved(node: Any, at: Location) -> Any:
    """A node with every place in it replaced, since lines of the text are not lines of the file."""
    if isinstance(node, Location):
        return at
    if isinstance(node, tuple):
        return tuple(_moved(one, at) for one in node)
    if is_dataclass(node) and not isinstance(node, type):
        return replace(node, **{one.name: _moved(getattr(node, one.name), at) for one in fields(node)})
    return node
