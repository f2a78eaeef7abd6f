"""A module's pages as a Book: one line in the course, to turn its pages, to print, to take along."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import escape, unescape
from urllib.parse import quote, unquote

from bot_scorm.model.programme import Edition, Module, Page, Quiz, Survey
from bot_scorm.writers.moodle_course.activity import Activity
from bot_scorm.writers.moodle_course.naming import activity_id, chapter_id, name_of
from bot_scorm.writers.moodle_course.nodes import HTML, fields, now, several
from bot_scorm.writers.moodle_course.stored import Stored
from bot_scorm.writers.static_pages import GLOSSARY, Shape, StaticPage, pages_of

_SHAPE = Shape()
_ADDRESS = re.compile(r'(href|src|poster)="((?:\.\./|index|[a-z0-9-]+\.html|#)[^"]*)"')
"""An address of a page or file of the module; those of the web begin otherwise."""
_FILES = "@@PLUGINFILE@@/"


def book(edition: Edition, module: Module, *, id: int, title: str, trainers: bool = False) -> Activity | None:
    """The pages for learners, with the terms that they use, or the guides for trainers, hidden from learners.

    None if there are none. Quizzes and surveys are activities of their own.
    """
    audience = "guide" if trainers else "page"
    apart = {one.id for one in module.pages if isinstance(one, Quiz | Survey)}
    pages = [one for one in pages_of(edition, module, _SHAPE) if one.kind in (audience, "glossary")]
    pages = [one for one in pages if not one.in_folder or _key(one) not in apart]
    if all(one.kind == "glossary" for one in pages):
        return None
    keys = [_key(one) for one in pages]
    chapters, files = [], []
    for place, page in enumerate(pages, start=1):
        chapter = chapter_id(module, f"{audience} {_key(page)}")
        shown: dict[str, None] = {}
        content = _linked(str(page.body), _targets(module, audience, id, keys, page, shown))
        values = {
            "pagenum": place,
            "subchapter": 0,
            "title": name_of(page.title),
            "content": content,
            "contentformat": HTML,
            "hidden": 0,
            "timemodified": now(),
            "importsrc": "",
        }
        chapters.append(fields("chapter", values, id=chapter))
        files += list(_files(module, id, chapter, shown))
    values = {
        "name": name_of(title),
        "intro": "",
        "introformat": HTML,
        "numbering": 0,
        "navstyle": 1,
        "customtitles": 0,
        "timecreated": now(),
        "timemodified": now(),
    }
    body = fields("book", values, several("chapters", *chapters), several("chaptertags"), id=id)
    return Activity(
        kind="book",
        id=id,
        title=name_of(title),
        body=body,
        files=tuple(files),
        completion={} if trainers else {"completionview": 1},
        visible=not trainers,
    )


def _key(page: StaticPage) -> str:
    """The id of a page, or what stands for the glossary."""
    return page.anchor.removeprefix("p_") if page.in_folder else f"_{GLOSSARY}"


def _linked(html: str, target: Callable[[str], str | None]) -> str:
    """HTML with addresses of Moodle's; without the mark of a link where it leads nowhere."""

    def swap(found: re.Match[str]) -> str:
        address = target(unescape(found[2]))
        return "" if address is None else f'{found[1]}="{escape(address)}"'

    return _ADDRESS.sub(swap, html)


def _targets(
    module: Module, audience: str, book: int, keys: Iterable[str], page: StaticPage, shown: dict[str, None]
) -> Callable[[str], str | None]:
    """Where addresses of a page lead in Moodle; files go to ``shown``."""
    known = {f"{key}.html": key for key in keys} | {f"{GLOSSARY}.html": f"_{GLOSSARY}"}
    apart = {f"{one.id}.html": activity_of(module, one) for one in module.pages}

    def target(address: str) -> str | None:
        path, _, place = address.removeprefix("../").partition("#")
        if not path:
            return f"#{place}"
        if path.startswith("media/"):
            shown[unquote(path)] = None
            return _FILES + quote(unquote(path))
        if path in known:
            chapter = chapter_id(module, f"{audience} {known[path]}")
            return f"$@BOOKVIEWBYIDCH*{book}*{chapter}@$" + (f"#{place}" if place else "")
        return apart.get(path)

    return target


def activity_of(module: Module, page: Page) -> str | None:
    """The address of the activity that a quiz or survey becomes."""
    if isinstance(page, Quiz):
        return f"$@QUIZVIEWBYID*{activity_id(module, 'quiz', page.id)}@$"
    if isinstance(page, Survey):
        return f"$@FEEDBACKVIEWBYID*{activity_id(module, 'feedback', page.id)}@$"
    return None


def _files(module: Module, context: int, chapter: int, shown: Iterable[str]) -> Iterable[Stored]:
    files = {name: source for one in module.media.values() for name, source in one.files.items()}
    return (Stored(context, "mod_book", "chapter", chapter, one, files[one]) for one in shown if one in files)
