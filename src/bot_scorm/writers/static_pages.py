"""The pages of a module as files: its cover, its pages, and the terms that they explain.

They lie in the module's folder: ``index``, ``pages/<id>`` and ``glossary``, beside ``media/``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from markupsafe import Markup

from bot_scorm.archive import BytesSource, Source
from bot_scorm.model.programme import Case, Edition, Media, Module, Page, Quiz, Survey
from bot_scorm.writers import activity_html, glossary_html
from bot_scorm.writers.blocks import environment, macros
from bot_scorm.writers.glossary_html import Terms
from bot_scorm.writers.html import colophon, foot
from bot_scorm.writers.inline import Inline, plain
from bot_scorm.writers.linking import anchor_of, find, media_of
from bot_scorm.writers.pictures import Image
from bot_scorm.writers.static import StaticRenderer, words_for
from bot_scorm.writers.strings import direction
from bot_scorm.writers.survey_html import SurveyView

STYLE = "player/pages.css"
COVER, GLOSSARY, FOLDER = "index", "glossary", "pages/"


@dataclass(frozen=True, slots=True)
class Shape:
    """What formats made of pages differ in."""

    ending: str = ".html"
    book: bool = False
    """Whether it is read in a program for books: it leads from page to page, and nowhere but to pages."""
    player: bool = False
    """Whether the pages for learners are in the player beside these."""
    alone: bool = False
    """Whether no page leads to another: each is shown by itself, with the LMS's own ways between them."""
    without: frozenset[str] = frozenset()
    """Ids of pages that are something else there, such as a quiz of the LMS: no page leads to them."""


@dataclass(frozen=True, slots=True)
class StaticPage:
    """A page as a file; ``name`` is its place in the module's folder."""

    name: str
    title: str
    """Plain words."""
    kicker: str
    anchor: str
    heading: Markup
    body: Markup
    kind: Literal["cover", "page", "guide", "glossary"] = "page"

    @property
    def in_folder(self) -> bool:
        """Whether it is a page that an author wrote."""
        return self.kind in ("page", "guide")

    @property
    def up(self) -> str:
        """From the page to the module's folder."""
        return "../" * self.name.count("/")


def pages_of(edition: Edition, module: Module, shape: Shape) -> tuple[StaticPage, ...]:
    """The cover, the pages for learners, the glossary if a page uses a term, the guides for trainers."""
    words = words_for(edition.language)
    terms = Terms.of(edition.programme)
    pages = [_page(module, page, shape, words, terms) for page in module.pages if shown(page, shape)]
    guides = [one for one in pages if one.kind == "guide"]
    pages = [one for one in pages if one.kind == "page"]
    pages += [*_glossary(terms, shape, words), *guides]
    return (*([] if shape.player else [_cover(edition, module, pages, shape, words)]), *pages)


def shown(page: Page, shape: Shape) -> bool:
    """Whether a page is among those without a script."""
    return page.id not in shape.without and (not shape.player or page.audience == "trainers")


def media_files(module: Module) -> dict[str, Source]:
    """Pictures in one size and recordings, by name in the package."""
    return {f"{module.id}/{media.name}": media.files[media.name] for media in module.media.values()}


def documents(
    edition: Edition, module: Module, pages: Sequence[StaticPage], shape: Shape
) -> dict[str, Source]:
    """The files of pages, by name in the package, each with the way to those before and after it."""
    words = words_for(edition.language)
    template = environment().get_template("static/page.html.j2")
    files: dict[str, Source] = {}
    for before, page, after in zip((None, *pages), pages, (*pages[1:], None), strict=False):
        html = template.render(
            lang=edition.language,
            dir=direction(edition.language),
            words=words,
            brand=edition.programme.theme.name or plain(edition.programme.title),
            module=plain(module.title),
            cover=None if page.kind == "cover" or shape.alone else f"{page.up}{COVER}{shape.ending}",
            foot=foot(edition),
            style=f"{page.up}../{STYLE}",
            book=shape.book,
            page=page,
            before=None if shape.alone else _step(page, before),
            after=None if shape.alone else _step(page, after),
        )  # fmt: skip
        files[f"{module.id}/{page.name}"] = BytesSource(html.encode())
    return files


def style_files(edition: Edition) -> dict[str, Source]:
    """The style sheet that all pages share, in the provider's colour."""
    accent = edition.programme.theme.accent or "#0f6466"
    css = environment().get_template("static/pages.css.j2").render(accent=accent)
    return {STYLE: BytesSource(css.encode())}


def _step(page: StaticPage, other: StaticPage | None) -> tuple[str, str] | None:
    return (page.up + other.name, other.title) if other else None


def _page(module: Module, page: Page, shape: Shape, words: dict[str, str], terms: Terms) -> StaticPage:
    anchor = anchor_of(page)
    inline = Inline(
        page.prose,
        page_link=lambda href: _address(module, page, href, shape),
        image=lambda src: _image(module, src),
        term=lambda id: _term(terms, id, shape),
        prefix=f"{anchor}_",
        new_tab="" if shape.book else words["new_tab"],
    )
    survey = SurveyView(page) if isinstance(page, Survey) else None
    to = StaticRenderer(inline, words, module=module, page=page, survey=survey)
    heading = inline(page.title)
    lead = Markup('<p class="lead">{}</p>\n').format(inline(page.summary)) if page.summary else Markup("")
    if survey and survey.page.when:
        when = words["survey_when"].format(text=plain(survey.page.when))
        lead += Markup('<p class="how">{}</p>\n').format(when)
    body = to.blocks(page.prose.blocks)
    if isinstance(page, Case):
        view = activity_html.story_view(page.story, to, id=f"s_{page.id}", key="")
        body += macros("static/story").story(view, to, words)
    kind = page.role if isinstance(page, Quiz) else page.kind
    kicker = "" if kind == "theory" else words[f"kind_{kind}"]
    return StaticPage(
        f"{FOLDER}{page.id}{shape.ending}", plain(page.title), kicker, anchor, heading,
        lead + body + to.answers() + to.notes() + to.works(),
        "guide" if page.audience == "trainers" else "page",
    )  # fmt: skip


def _cover(
    edition: Edition, module: Module, pages: Sequence[StaticPage], shape: Shape, words: dict[str, str]
) -> StaticPage:
    inline = Inline()
    body = macros("static/cover").cover(
        inline(module.summary) if module.summary else None,
        module.duration,
        [inline(one.text) for one in module.outcomes],
        () if shape.alone else pages,
        tuple(colophon(edition, module, words)),
        words,
    )
    name = f"{COVER}{shape.ending}"
    return StaticPage(name, plain(module.title), "", f"m_{module.id}", inline(module.title), body, "cover")


def _glossary(terms: Terms, shape: Shape, words: dict[str, str]) -> Iterator[StaticPage]:
    if terms.used and terms.glossary:
        title = terms.glossary.title
        body = terms.page(words)
        name = f"{GLOSSARY}{shape.ending}"
        yield StaticPage(name, plain(title), "", glossary_html.PREFIX, Inline()(title), body, "glossary")


def _term(terms: Terms, id: str, shape: Shape) -> str | None:
    place = None if shape.alone else terms(id)
    return f"../{GLOSSARY}{shape.ending}{place}" if place else None


def _address(module: Module, page: Page, href: str, shape: Shape) -> str | None:
    """Where a link of a page leads to, from the folder that the pages lie in."""
    found = find(module, page, href)
    if found is None:
        return None
    if isinstance(found, Media):
        return None if shape.book else f"../{quote(found.name)}"
    if found.page.id in shape.without or (shape.alone and found.page is not page):
        return None
    if not shown(found.page, shape):
        return f"../{COVER}.html#{found.anchor}"
    if found.page is page:
        return f"#{found.anchor}"
    return f"{found.page.id}{shape.ending}" + ("" if found.whole else f"#{found.anchor}")


def _image(module: Module, src: str) -> Image | None:
    media = media_of(module, src)
    return Image(f"../{quote(media.name)}", media.width, media.height) if media else None
