"""Blocks to HTML: Python walks the tree, the macros of ``templates/blocks.html.j2`` say how each looks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import PurePosixPath
from typing import Any, Protocol, cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

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
from bot_scorm.model.plans import CalendarBlock, CohortBlock
from bot_scorm.resources import templates_dir
from bot_scorm.writers import plan_html
from bot_scorm.writers.inline import GapControl, Inline, mathml, plain
from bot_scorm.writers.pictures import picture
from bot_scorm.writers.strings import strings

_ADDRESS = re.compile(r"https?://[^\s<]+[^\s<.,;)]")


@cache
def environment() -> Environment:
    """The templates of this process, compiled when they are first used."""
    return Environment(
        loader=FileSystemLoader(templates_dir()),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        undefined=StrictUndefined,
    )


class Macros(Protocol):
    """The macros of a template, as attributes."""

    def __getattr__(self, name: str) -> Callable[..., Markup]:
        """One macro."""
        ...


@cache
def macros(name: str) -> Macros:
    """The macros of a template, such as ``question/single``."""
    return cast(Macros, environment().get_template(f"{name}.html.j2").module)


@dataclass(slots=True)
class Renderer:
    """Renders the blocks of one page, or of a piece of one.

    ``words`` are the interface words of the edition's language. Subclasses say what a question or an
    activity becomes; here they are left out.
    """

    inline: Inline
    words: dict[str, str] = field(default_factory=dict)
    template: str = "blocks"
    depth: int = 1
    """The level of the heading that the blocks stand under."""
    levels: list[int] = field(default_factory=list)
    """The levels, as written, of the headings that the current one stands under."""

    def blocks(self, blocks: Blocks) -> Markup:
        """The HTML of blocks, one after the other."""
        return Markup("").join([self.block(one) for one in blocks])

    def block(self, block: Block) -> Markup:
        """The HTML of one block; nothing for a kind that this renderer does not know."""
        render = _BLOCKS.get(type(block))
        return render(self, macros(self.template), block) if render else self.other(block)

    def other(self, block: Block) -> Markup:
        """The HTML of a question or an activity."""
        return Markup("")

    def phrase(self, blocks: Blocks) -> Markup:
        """Blocks where HTML allows only phrasing, such as a label: paragraphs and pictures lose their box."""
        return Markup("").join([self._phrase(one) for one in blocks if is_phrase(one)])

    def rest(self, blocks: Blocks) -> Markup:
        """The blocks that `phrase` leaves out."""
        return self.blocks(tuple(one for one in blocks if not is_phrase(one)))

    def with_gaps(self, blocks: Blocks, control: GapControl) -> Markup:
        """Blocks whose gaps are shown as the control says, numbered in the order of the document."""
        self.inline.gap, self.inline.gaps = control, 0
        try:
            return self.blocks(blocks)
        finally:
            self.inline.gap = None

    def level(self, written: int) -> int:
        """The level of a heading in HTML: one below what it stands under, never skipping one."""
        while self.levels and self.levels[-1] >= written:
            self.levels.pop()
        self.levels.append(written)
        return min(self.depth + len(self.levels), 6)

    @contextmanager
    def under_heading(self) -> Iterator[int]:
        """A piece with a heading of its own: gives its level, and deeper ones to what is inside."""
        depth, levels = self.depth, self.levels
        self.depth, self.levels = min(depth + len(levels) + 1, 6), []
        try:
            yield self.depth
        finally:
            self.depth, self.levels = depth, levels

    def notes(self) -> Markup:
        """The footnotes referred to so far, and those that they refer to."""
        known = {note.label: note for note in self.inline.prose.footnotes}
        items: list[tuple[int, str, Markup]] = []
        while len(items) < len(self.inline.notes):
            label = list(self.inline.notes)[len(items)]
            items.append((len(items) + 1, label, self._note(known[label])))
        counted = [(number, self.inline.notes[label], html) for number, label, html in items]
        return macros(self.template).notes(counted, self.inline.prefix, self.words) if items else Markup("")

    def works(self) -> Markup:
        """The list of the works that the page cites."""
        works = [(key, self._with_links(entry)) for key, entry in self.inline.prose.works]
        return macros(self.template).works(works, self.inline.prefix, self.words) if works else Markup("")

    def _with_links(self, entry: str) -> Markup:
        """An entry of a list of sources, whose addresses open in a new tab."""
        tab = Markup('<span class="vh"> ({})</span>').format(self.inline.new_tab)
        link = (
            rf'<a href="\g<0>" target="_blank" rel="noopener">\g<0>{tab if self.inline.new_tab else ""}</a>'
        )
        return Markup(_ADDRESS.sub(link, entry))  # noqa: S704 - made by citeproc of what was escaped

    def word(self, name: str) -> str:
        """An interface word, in English where the format around has none."""
        return self.words.get(name) or strings("en").page[name]

    def _note(self, note: Footnote) -> Markup:
        return self.blocks(note.blocks)

    def formula(self, block: MathBlock, display: bool = True) -> Markup:
        """A formula as MathML."""
        return Markup(mathml(block.source, display))  # noqa: S704 - made by the converter, or escaped

    def _phrase(self, block: Block) -> Markup:
        term = self.inline.term

        def without_link(id: str) -> None:
            term(id)

        self.inline.term = without_link  # nothing to press stands inside a label
        try:
            return self._in_label(block)
        finally:
            self.inline.term = term

    def _in_label(self, block: Block) -> Markup:
        match block:
            case Paragraph():
                return Markup('<span class="line">{}</span>').format(self.inline(block.text))
            case Code():
                return Markup('<code class="line">{}</code>').format(block.source)
            case MathBlock():
                return self.formula(block, display=False)
            case Figure() if image := self.inline.image(block.src):
                return picture(image, plain(block.alt))
            case Figure():
                return Markup('<span class="line">{}</span>').format(plain(block.alt))
            case _:
                return Markup("")


def is_phrase(block: Block) -> bool:
    """Whether a block can be shown inside a label."""
    return isinstance(block, Paragraph | Code | MathBlock | Figure)


def _paragraph(to: Renderer, as_: Macros, block: Paragraph) -> Markup:
    return as_.paragraph(to.inline(block.text))


def _heading(to: Renderer, as_: Macros, block: Heading) -> Markup:
    return as_.heading(to.level(block.level), to.inline(block.text), block.id, to.inline.prefix)


def _list(to: Renderer, as_: Macros, block: ListBlock) -> Markup:
    return as_.list(block, [_item(to, item, block.tight) for item in block.items])


def _item(to: Renderer, item: Blocks, tight: bool) -> Markup:
    """A tight list shows its paragraphs bare, as CommonMark does."""
    if not tight:
        return to.blocks(item)
    return Markup("\n").join(
        [to.inline(one.text) if isinstance(one, Paragraph) else to.block(one) for one in item]
    )


def _table(to: Renderer, as_: Macros, block: Table) -> Markup:
    head = [to.inline(cell) for cell in block.head]
    return as_.table(head, [[to.inline(cell) for cell in row] for row in block.rows], block.align)


def _figure(to: Renderer, as_: Macros, block: Figure) -> Markup:
    caption = to.inline(block.caption) if block.caption else None
    image = to.inline.image(block.src)
    source = to.inline(block.source) if block.source else None
    return as_.figure(picture(image, plain(block.alt)) if image else None, block.alt.source, caption, source)


def _recording(to: Renderer, as_: Macros, block: Recording) -> Markup:
    """A recording with its transcript; the transcript alone where a format cannot carry files."""
    names = (block.src, block.poster, block.captions) if to.template != "fragment" else ("", "", "")
    source, poster, captions = (to.inline.image(name) if name else None for name in names)
    title, transcript = to.inline(block.title), to.blocks(block.transcript)
    return as_.recording(block, source, poster, captions, title, transcript, to.words)


def _definitions(to: Renderer, as_: Macros, block: DefinitionList) -> Markup:
    return as_.definitions(
        [(to.inline(one.term), [to.blocks(body) for body in one.bodies]) for one in block.items]
    )


def _admonition(to: Renderer, as_: Macros, block: Admonition) -> Markup:
    title = to.inline(block.title) if block.title else None
    return as_.admonition(block.kind, title, to.blocks(block.blocks), to.words)


_BLOCKS: dict[type[Block], Callable[[Renderer, Macros, Any], Markup]] = {
    Paragraph: _paragraph,
    Heading: _heading,
    ListBlock: _list,
    Table: _table,
    Code: lambda to, as_, block: as_.code(block.source, block.language),
    MathBlock: lambda to, as_, block: as_.math(to.formula(block)),
    Quote: lambda to, as_, block: as_.quote(to.blocks(block.blocks)),
    Figure: _figure,
    Recording: _recording,
    Rule: lambda to, as_, block: as_.rule(),
    DefinitionList: _definitions,
    Admonition: _admonition,
    CalendarBlock: plan_html.calendar,
    CohortBlock: plan_html.cohort,
}


def resolve(href: str, base: str = "") -> str:
    """A relative address as a path below a folder, without ``.`` and ``..``, which never lead out of it."""
    parts: list[str] = []
    for part in PurePosixPath(base, href).parts:
        if part == ".." and parts:
            parts.pop()
        elif part not in (".", "..", "/"):
            parts.append(part)
    return "/".join(parts)
