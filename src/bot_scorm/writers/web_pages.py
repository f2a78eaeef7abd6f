"""The pages of a site around its modules: start, search, glossary, trainers, and what keeps it offline."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote

from markupsafe import Markup

from bot_scorm.archive import BytesSource, Source
from bot_scorm.model import SECTIONS
from bot_scorm.model.programme import Edition
from bot_scorm.resources import templates_dir
from bot_scorm.writers.blocks import environment, macros
from bot_scorm.writers.glossary_html import Terms
from bot_scorm.writers.html import foot
from bot_scorm.writers.inline import Inline, plain
from bot_scorm.writers.static import words_for
from bot_scorm.writers.strings import direction
from bot_scorm.writers.theme import STYLE, theme_files

START, SEARCH, GLOSSARY, TRAINERS = "index.html", "search.html", "glossary.html", "trainers.html"
_NOT_KEPT = frozenset({".mp4", ".webm", ".mp3", ".m4a", ".ogg"})
"""Recordings: a phone's storage is not theirs, and browsers ask for them in pieces."""

Guides = Sequence[tuple[Markup, Sequence[tuple[str, str]]]]
"""Title of a module, and address and title of each of its guides."""


@dataclass(frozen=True, slots=True)
class _Card:
    id: str
    title: Markup
    minutes: int
    summary: Markup | None


def site_files(edition: Edition, title: str, guides: Guides, modules: Sequence[str]) -> dict[str, Source]:
    """The files at the root of a site; ``modules`` are the ids of those with pages for learners."""
    words = words_for(edition.language)
    glossary = _glossary(edition, words)
    parts = macros("site/parts")
    places = {START: words["start"], SEARCH: words["search"]}
    bodies = {START: parts.start(_sections(edition, modules), words), SEARCH: parts.search(words)}
    if glossary:
        places[GLOSSARY], bodies[GLOSSARY] = words["kind_glossary"], glossary
    if guides:
        places[TRAINERS], bodies[TRAINERS] = words["for_trainers"], parts.trainers(guides, words)
    theme = edition.programme.theme
    themed = theme_files(theme)
    template = environment().get_template("site/page.html.j2")
    indexes = tuple(f"search/{id}.js" for id in modules)
    files: dict[str, Source] = {name: _file(name) for name in ("site.css", "offline.js", "search.js")}
    files = {f"site/{name}": one for name, one in files.items()} | themed
    for here, body in bodies.items():
        html = template.render(
            lang=edition.language,
            dir=direction(edition.language),
            brand=theme.name or plain(edition.programme.title),
            heading=title if here == START else places[here],
            words=words,
            places=places.items(),
            here=here,
            body=body,
            foot=foot(edition),
            themed=STYLE in themed,
            logo=theme.logo.name if theme.logo else "",
            scripts=("site/search.js", *indexes) if here == SEARCH else (),
        )  # fmt: skip
        files[here] = BytesSource(html.encode())
    return files


def worker(files: Mapping[str, Source]) -> Source:
    """The service worker that keeps these files; other bytes in any of them make it another one."""
    kept = sorted(name for name in files if PurePosixPath(name).suffix.lower() not in _NOT_KEPT)
    hashed = hashlib.sha256()
    for name in kept:
        hashed.update(f"{name}\0{hashlib.sha256(files[name].read()).hexdigest()}\n".encode())
    script = environment().get_template("site/sw.js.j2").render(
        version=_json(hashed.hexdigest()[:16]), files=_json([quote(name) for name in kept])
    )  # fmt: skip
    return BytesSource(script.encode())


def _sections(edition: Edition, modules: Sequence[str]) -> list[tuple[str, list[_Card]]]:
    inline = Inline()
    found: dict[str, list[_Card]] = {name: [] for name in SECTIONS}
    for one in (one for one in edition if one.id in modules):
        summary = inline(one.summary) if one.summary else None
        found[one.section].append(_Card(one.id, inline(one.title), one.duration, summary))
    return [(name, cards) for name, cards in found.items() if cards]


def _glossary(edition: Edition, words: dict[str, str]) -> Markup:
    terms = Terms.of(edition.programme)
    if terms.glossary is None:
        return Markup("")
    for one in terms.glossary.terms:
        terms(one.id)
    return terms.page(words)


def _file(name: str) -> Source:
    return BytesSource((templates_dir() / "site" / name).read_bytes())


def _json(value: object) -> Markup:
    return Markup(json.dumps(value))  # noqa: S704 - names of files are quoted, and this is no HTML
