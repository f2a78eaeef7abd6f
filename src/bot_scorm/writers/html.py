"""The player: one HTML document for each module, beside the script and the style sheet that all share.

A package holds ``player/`` with the script and the style sheets and, where the programme has them, its
colours and its logo; and, in a folder named after the module, ``index.html`` and ``media/``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from typing import Any
from urllib.parse import quote

import rcssmin
import rjsmin
from markupsafe import Markup

from bot_scorm.archive import BytesSource, Source
from bot_scorm.model.activities import Activity
from bot_scorm.model.blocks import Block
from bot_scorm.model.programme import Case, Edition, Media, Module, Page, Quiz, Survey, wire_id
from bot_scorm.model.questions import Question
from bot_scorm.model.references import Glossary
from bot_scorm.model.surveys import SurveyItem
from bot_scorm.resources import templates_dir
from bot_scorm.writers import activity_html, glossary_html, question_html
from bot_scorm.writers.blocks import Renderer, environment
from bot_scorm.writers.glossary_html import Terms
from bot_scorm.writers.inline import Inline, plain
from bot_scorm.writers.linking import anchor_of, find, media_of
from bot_scorm.writers.pictures import Image, image_of
from bot_scorm.writers.state import node_keys, schema_of
from bot_scorm.writers.strings import direction, strings
from bot_scorm.writers.survey_html import SurveyView
from bot_scorm.writers.theme import STYLE, theme_files

SCRIPTS = (
    "text", "api", "scorm12", "scorm2004", "store", "letters", "codec", "rational", "state", "budget",
    "notices", "session", "interactions", "drag",
    "questions/common", "questions/choice", "questions/typed", "questions/movable", "questions/placed",
    "questions/drag", "questions/writing", "question", "quiz", "results", "story", "storymap",
    "activities/common", "activities/print", "activities/sort", "activities/order", "activities/scale",
    "activities/checklist", "activities/hotspot", "activities/flashcards", "activities/journal",
    "activities/planner", "activities/timer", "recordings", "survey", "terms", "nav", "look", "paper",
    "mydata", "main",
)  # fmt: skip
"""The rooms of the script below ``templates/player``, in the order in which they are joined."""
STYLES = ("base", "text", "shell", "question", "results", "story", "activity", "survey", "mydata", "print")
"""The parts of the style sheet, in the order in which they are joined."""


@dataclass(frozen=True, slots=True)
class PageView:
    """What the template of a module is given of a page."""

    anchor: str
    key: str
    kind: str
    plain: str
    title: Markup
    summary: Markup | None
    badge: str
    """What kind of page it is, in words; nothing for a page to read."""
    settings: tuple[tuple[str, str], ...]
    body: Markup
    counts: bool = True
    """Whether it has to be seen: the glossary need not be."""


@dataclass(slots=True)
class PlayerRenderer(Renderer):
    """Renders a page's blocks with the questions and activities among them."""

    module: Module = field(kw_only=True)
    page: Page = field(kw_only=True)
    keys: Mapping[str, str] = field(kw_only=True)
    """See `node_keys`."""
    survey: SurveyView | None = None
    asked: int = 0
    """How many questions the page has shown so far."""

    def other(self, block: Block) -> Markup:
        """The HTML of a question or an activity."""
        if isinstance(block, Question):
            self.asked += block.kind != "description"
            key = self.keys[f"question {block.id}"]
            wire = wire_id(self.module.id, block.id)
            return question_html.render(block, self, key=key, wire=wire, number=self.asked)
        if isinstance(block, Activity):
            key = self.keys[f"activity {block.id}"]
            wire = wire_id(self.module.id, block.id)
            return activity_html.render(block, self, id=f"a_{self.page.id}_{block.id}", key=key, wire=wire)
        if isinstance(block, SurveyItem) and self.survey:
            return self.survey.item(block, self)
        return Markup("")


def render_module(
    edition: Edition, module: Module, standard: str = "scorm12", home: str = ""
) -> dict[str, Source]:
    """The files of one module, by name in the package, without the shared player.

    ``standard`` is the one that the package is made for, ``scorm12`` or ``scorm2004``: the player looks for
    its LMS first, and plays in one of the other as well. ``home`` is the address of a start page around it.
    """
    words = strings(edition.language)
    keys = node_keys(module)
    terms = Terms.of(edition.programme)
    pages = [_page(module, page, keys, words.page, terms) for page in module.pages]
    if terms.used and terms.glossary:
        pages.append(_glossary(terms, terms.glossary, keys["glossary"], words.page))
    theme = edition.programme.theme
    themed = theme_files(theme)
    prefix = f"{module.id}/"
    html = environment().get_template("module.html.j2").render(
        lang=edition.language,
        dir=direction(edition.language),
        title=plain(module.title),
        brand=theme.name or plain(edition.programme.title),
        foot=foot(edition),
        colophon=tuple(colophon(edition, module, words.page)),
        words=words.page,
        pages=pages,
        outcomes=[{"id": one.id, "text": Inline()(one.text)} for one in module.outcomes],
        themed=STYLE in themed,
        logo=theme.logo.name if theme.logo else "",
        data=_data(edition, module, words.player, standard),
        home=home,
    )  # fmt: skip
    files: dict[str, Source] = {f"{prefix}index.html": BytesSource(html.encode()), **themed}
    for media in module.media.values():
        files |= {prefix + name: source for name, source in media.files.items()}
    return files


def player_files() -> dict[str, Source]:
    """The script and the style sheets that all modules of a package share."""
    return {
        "player/player.js": BytesSource(_script()),
        "player/player.css": BytesSource(_style()),
        "player/dark.css": BytesSource((templates_dir() / "player" / "dark.css").read_bytes()),
    }


@cache
def _script() -> bytes:
    folder = templates_dir() / "player"
    rooms = [(folder / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS]
    # Comments and indentation are for those who read the rooms, not for phones on a bad line.
    script: str = rjsmin.jsmin('(function () {\n"use strict";\n' + "\n".join(rooms) + "}());")
    return f"{script}\n".encode()


@cache
def _style() -> bytes:
    folder = templates_dir() / "player"
    parts = [(folder / f"{name}.css").read_text(encoding="utf-8") for name in STYLES]
    style: str = rcssmin.cssmin("\n".join(parts))
    return f"{style}\n".encode()


def _glossary(terms: Terms, glossary: Glossary, key: str, words: dict[str, str]) -> PageView:
    title = Inline()(glossary.title)
    body = terms.page(words)
    return PageView(
        glossary_html.PREFIX, key, "glossary", plain(glossary.title), title, None, words["kind_glossary"],
        (("extra", "1"),), body, counts=False,
    )  # fmt: skip


def _page(
    module: Module, page: Page, keys: Mapping[str, str], words: dict[str, str], terms: Terms
) -> PageView:
    anchor = anchor_of(page)
    inline = Inline(
        page.prose,
        page_link=lambda href: _link(module, page, href),
        image=lambda src: _image(module, src),
        term=terms,
        prefix=f"{anchor}_",
        new_tab=words["new_tab"],
    )
    survey = SurveyView(page) if isinstance(page, Survey) else None
    to = PlayerRenderer(inline, words, module=module, page=page, keys=keys, survey=survey)
    key = keys[f"page {page.id}"]
    title = inline(page.title)
    summary = inline(page.summary) if page.summary else None
    body = to.blocks(page.prose.blocks)
    if isinstance(page, Case):
        body += activity_html.render_story(page.story, to, id=f"s_{page.id}", key=keys[f"story {page.id}"])
    if survey:
        body = survey.form(keys[f"survey {page.id}"], body, words)
    body += to.notes() + to.works()
    kind = page.role if isinstance(page, Quiz) else page.kind
    badge = "" if kind == "theory" else words[f"kind_{kind}"]
    return PageView(
        anchor, key, page.kind, plain(page.title), title, summary, badge, tuple(_settings(page)), body
    )


def _settings(page: Page) -> Iterator[tuple[str, str]]:
    if isinstance(page, Quiz):
        yield "role", page.role
        yield "attempts", str(page.attempts)
        yield "grade", page.grade
        yield "answers", page.show_answers
        if page.shuffle:
            yield "shuffle", "shuffle"
        if page.draw:
            yield "draw", json.dumps(dict(page.draw))


def _data(edition: Edition, module: Module, words: dict[str, str], standard: str) -> Markup:
    """What the script needs and no element carries, as JSON that can stand inside a script element."""
    data: dict[str, Any] = {
        "programme": edition.programme.id,
        "module": module.id,
        "standard": standard,
        "title": plain(module.title),
        "pass": module.pass_mark,
        "minutes": module.duration,
        "state": schema_of(module).data(),
        "words": words,
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    text = text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return Markup(text)  # noqa: S704 - nothing is left that ends the script element


def _link(module: Module, page: Page, href: str) -> str | None:
    """A place in this document, or a file of the module."""
    found = find(module, page, href)
    if isinstance(found, Media):
        return quote(found.name)
    return f"#{found.anchor}" if found else None


def _image(module: Module, src: str) -> Image | None:
    media = media_of(module, src)
    return image_of(media) if media else None


def colophon(edition: Edition, module: Module, words: dict[str, str]) -> Iterator[str]:
    """What stands at the end of a module: version, licence, and who has reviewed it."""
    if edition.programme.version:
        yield words["version"].format(version=edition.programme.version)
    if edition.programme.licence:
        yield words["licence"].format(licence=edition.programme.licence)
    yield words["reviewed"].format(**asdict(module.reviewed)) if module.reviewed else words["not_reviewed"]


def foot(edition: Edition) -> str:
    """Publisher, licence and version on one line."""
    programme = edition.programme
    parts = (programme.publisher, programme.licence, programme.version)
    return " · ".join(part for part in parts if part)
