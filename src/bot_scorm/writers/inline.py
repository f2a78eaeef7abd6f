"""Inline Markdown to HTML: CommonMark without raw HTML, with footnote references, formulas and gaps."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from html import escape
from typing import Any, TypeAlias

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markupsafe import Markup
from mdit_py_plugins.dollarmath import dollarmath_plugin

from bot_scorm.model.blocks import Prose
from bot_scorm.model.citations import Citation, find_citations
from bot_scorm.model.gaps import Gap, find_gaps
from bot_scorm.model.programme import is_attachment
from bot_scorm.model.text import Text
from bot_scorm.writers.pictures import Image, picture

_SPECIAL = re.compile(r"[\\`*_\[\]!&<$]|[ \t]\n|\n[ \t]")
"""What takes a text out of the fast lane; without any of these, Markdown only escapes."""
_FOOTNOTE = re.compile(r"\[\^([^\s\]]+)\]")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.I)
_TERM = "term:"
_SAFE = frozenset({"http", "https", "mailto", "tel", "term"})

Target: TypeAlias = Callable[[str], str | None]
"""From an address as written to the one that a format uses; None where the format has nothing to lead to."""
Images: TypeAlias = Callable[[str], Image | None]
"""From a picture's address as written to what a format shows; None where it has no pictures."""
GapControl: TypeAlias = Callable[[int, Gap], str]
"""Makes the HTML of a gap from its number in the stem, counted from 1, and what it holds."""


def nowhere(_: str) -> None:
    """For formats in which an address leads to nothing."""


@dataclass(slots=True)
class Inline:
    """Renders the texts of one page, one after the other, and numbers footnotes as they are referred to."""

    prose: Prose = field(default_factory=Prose)
    page_link: Target = nowhere
    """For addresses without a scheme: other pages, headings, files. None shows the words without a link."""
    image: Images = nowhere
    """For pictures. None shows their alternative text."""
    term: Target = nowhere
    """From the id of a term to the place where it is explained. None shows its words."""
    prefix: str = ""
    """Makes the ids of footnotes unique in a document; without it they have none."""
    new_tab: str = ""
    """Read out behind links to other hosts, which then open a new tab."""
    gap: GapControl | None = None
    """Set while a stem with gaps is rendered."""
    gaps: int = 0
    """How many gaps the stem has had so far."""
    notes: dict[str, int] = field(default_factory=dict)
    """Labels of footnotes in the order in which they are first referred to, to how often."""
    _references: dict[str, dict[str, str]] | None = None

    def __call__(self, text: Text | str) -> Markup:
        """The HTML of a text."""
        source = text.source if isinstance(text, Text) else text
        if not _SPECIAL.search(source):
            return Markup(escape(source, quote=False))  # noqa: S704 - escaped right here
        env: dict[str, Any] = {"inline": self, "references": self._addresses(), "source": source}
        if self.gap is None:
            return self._render(source, env)
        found = {gap.start: (self.gaps + n, gap) for n, gap in enumerate(find_gaps(source), start=1)}
        self.gaps += len(found)
        shown: set[int] = set()
        html = self._render(source, env | {"gaps": found, "shown": shown})
        # A gap within the address of a link is not rendered; without its control nobody could answer.
        lost = (self.gap(*found[start]) for start in found if start not in shown)
        return html + Markup("").join(Markup(one) for one in lost)  # noqa: S704 - controls are HTML

    def _render(self, source: str, env: dict[str, Any]) -> Markup:
        md = parser()
        tokens: list[Token] = []
        md.inline.parse(source, md, env, tokens)
        return Markup(md.renderer.render(tokens, md.options, env))  # noqa: S704 - raw HTML is off

    def _addresses(self) -> dict[str, dict[str, str]]:
        if self._references is None:
            md = parser()
            self._references = {
                normalizeReference(label): {"href": href, "title": title}
                for label, (address, title) in self.prose.references.items()
                if md.validateLink(href := md.normalizeLink(address))
            }
        return self._references

    def note_number(self, label: str) -> tuple[int, int] | None:
        """The number of a footnote and which reference to it this is, from 1; None for an unknown one."""
        if not any(note.label == label for note in self.prose.footnotes):
            return None
        self.notes[label] = self.notes.get(label, 0) + 1
        return list(self.notes).index(label) + 1, self.notes[label]


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 - the name that markdown-it calls
        return _is_safe(url)


@cache
def parser() -> MarkdownIt:
    """The parser of this process."""
    md = _Parser("commonmark", {"html": False, "xhtmlOut": False})
    dollarmath_plugin(md, allow_space=False, allow_digits=False)
    md.inline.ruler.before("escape", "gap", _gap_rule)
    md.inline.ruler.before("link", "footnote_ref", _footnote_rule)
    md.inline.ruler.before("link", "citation", _citation_rule)
    for name, render in _RENDER.items():
        md.add_render_rule(name, render)
    return md


def plain(text: Text | str | None, prose: Prose | None = None) -> str:
    """The words of a text on one line, without markup; a gap is shown as ``____``.

    References to the footnotes of ``prose`` are left out.
    """
    source = text.source if isinstance(text, Text) else text or ""
    if _SPECIAL.search(source):
        md = parser()
        gaps = {gap.start: (0, gap) for gap in find_gaps(source)}
        inline = Inline(prose or Prose())
        env: dict[str, Any] = {"inline": inline, "references": inline._addresses()}
        env |= {"source": source, "gaps": gaps}
        tokens: list[Token] = []
        md.inline.parse(source, md, env, tokens)
        source = "".join(_words(tokens))
    return " ".join(source.split())


def _words(tokens: Iterable[Token]) -> Iterable[str]:
    for token in tokens:
        if token.type == "image":
            yield from _words(token.children or ())
        elif token.type in ("softbreak", "hardbreak"):
            yield " "
        elif token.type == "gap":
            yield "____"
        else:
            yield token.content


def _is_safe(href: str) -> bool:
    scheme = _SCHEME.match(href)
    return scheme is None or scheme[1].lower() in _SAFE


def _gap_rule(state: StateInline, silent: bool) -> bool:
    gap = state.env.get("gaps", {}).get(state.pos)
    # The text of a picture's alternative is parsed on its own, where offsets mean something else.
    if gap is None or state.src != state.env["source"]:
        return False
    if not silent:
        token = state.push("gap", "", 0)
        token.meta = {"gap": gap}
    state.pos = gap[1].end
    return True


def _footnote_rule(state: StateInline, silent: bool) -> bool:
    found = _FOOTNOTE.match(state.src, state.pos, state.posMax)
    inline: Inline | None = state.env.get("inline")
    if found is None or inline is None or all(note.label != found[1] for note in inline.prose.footnotes):
        return False
    if not silent:
        token = state.push("footnote_ref", "", 0)
        token.meta = {"label": found[1]}
    state.pos = found.end()
    return True


def _citation_rule(state: StateInline, silent: bool) -> bool:
    """What `find_citations` finds in the text, where the edition has words for it."""
    env = state.env
    if state.src[state.pos] != "[" or "@" not in state.src or state.src != env.get("source"):
        return False
    if "citations" not in env:
        env["citations"] = {one.start: one for one in find_citations(state.src)}
    found: Citation | None = env["citations"].get(state.pos)
    words = env["inline"].prose.citations.get(state.src[found.start : found.end]) if found else None
    if found is None or words is None:
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.content, token.meta = words, {"key": found.cites[0].key}
    state.pos = found.end
    return True


def _render_citation(_: Any, tokens: Sequence[Token], at: int, __: Any, env: dict[str, Any]) -> str:
    inline: Inline = env["inline"]
    words, key = escape(tokens[at].content, quote=False), tokens[at].meta["key"]
    if not inline.prefix:
        return words
    return f'<a class="cite" href="#{inline.prefix}w-{escape(key)}">{words}</a>'


def _render_gap(_: Any, tokens: Sequence[Token], at: int, __: Any, env: dict[str, Any]) -> str:
    number, gap = tokens[at].meta["gap"]
    env["shown"].add(gap.start)
    control: str = env["inline"].gap(number, gap)
    return control


def _render_footnote(_: Any, tokens: Sequence[Token], at: int, __: Any, env: dict[str, Any]) -> str:
    inline: Inline = env["inline"]
    number, nth = inline.note_number(tokens[at].meta["label"]) or (0, 0)
    if not inline.prefix:
        return f"<sup>{number}</sup>"
    link = f'<a id="{inline.prefix}r{number}-{nth}" href="#{inline.prefix}n{number}">{number}</a>'
    return f'<sup class="note-ref">{link}</sup>'


def _render_link_open(_: Any, tokens: Sequence[Token], at: int, __: Any, env: dict[str, Any]) -> str:
    inline: Inline = env["inline"]
    href, title = str(tokens[at].attrs.get("href", "")), str(tokens[at].attrs.get("title", ""))
    away = _SCHEME.match(href)
    if href.startswith(_TERM):
        place = inline.term(href.removeprefix(_TERM))
        env.setdefault("closings", []).append("</a>" if place else "")
        return f'<a class="term" href="{escape(place)}">' if place else ""
    target = href if away else inline.page_link(href)
    leaves = href.lower().startswith("http") if away else is_attachment(href)
    new_tab = inline.new_tab if leaves and target else ""
    closing = f'<span class="vh"> ({escape(new_tab)})</span></a>' if new_tab else "</a>" if target else ""
    env.setdefault("closings", []).append(closing)
    if not target:
        return ""
    extra = f' title="{escape(title)}"' if title else ""
    tab = ' target="_blank" rel="noopener"' if new_tab else ""
    return f'<a href="{escape(target)}"{extra}{tab}>'


def _render_link_close(_: Any, __: Sequence[Token], ___: int, ____: Any, env: dict[str, Any]) -> str:
    closing: str = env["closings"].pop()
    return closing


def _render_image(self: Any, tokens: Sequence[Token], at: int, options: Any, env: dict[str, Any]) -> str:
    alt = "".join(_words(tokens[at].children or ()))
    image = env["inline"].image(str(tokens[at].attrs["src"]))
    return picture(image, alt, str(tokens[at].attrs.get("title", ""))) if image else escape(alt)


def _render_special(_: Any, tokens: Sequence[Token], at: int, __: Any, ___: Any) -> str:
    return escape(tokens[at].content, quote=False)


def _render_math(_: Any, tokens: Sequence[Token], at: int, __: Any, ___: Any) -> str:
    return mathml(tokens[at].content)


@lru_cache(maxsize=1024)
def mathml(latex: str, display: bool = False) -> str:
    """A formula as MathML; what the converter does not understand is shown as it was written."""
    from latex2mathml.converter import convert

    try:
        return str(convert(latex, display="block" if display else "inline"))
    except Exception:
        return f"<code>{escape(latex, quote=False)}</code>"


_RENDER = {
    "gap": _render_gap,
    "footnote_ref": _render_footnote,
    "citation": _render_citation,
    "link_open": _render_link_open,
    "link_close": _render_link_close,
    "image": _render_image,
    "math_inline": _render_math,
    "text_special": _render_special,  # what an escape or an entity stands for
}
