"""A module's pages as a Book: one line in the course, to turn its pages, to print, to take along."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape, unescape
from urllib.parse import quote, unquote

from bot_scorm.model.programme import Edition, Module, Page, Quiz, Survey
from bot_scorm.writers.fragments import plain
from bot_scorm.writers.moodle_course.activity import Activity
from bot_scorm.writers.moodle_course.naming import activity_id, chapter_id, name_of
from bot_scorm.writers.moodle_course.nodes import HTML, fields, now, several
from bot_scorm.writers.moodle_course.stored import Stored
from bot_scorm.writers.static_pages import GLOSSARY, Shape, StaticPage, pages_of
from bot_scorm.writers.strings import strings

_SHAPE = Shape()
_ADDRESS = re.compile(r'(href|src|poster)="((?:\.\./|index|[a-z0-9-]+\.html|#)[^"]*)"')
"""An address of a page or file of the module; those of the web begin otherwise."""
_FILES = "@@PLUGINFILE@@/"


def books(edition: Edition, module: Module) -> tuple[Activity | None, Activity | None]:
    """The pages for learners with the terms that pages use, and the guides, hidden from learners.

    None for what there is nothing of. Quizzes and surveys are activities of their own.
    """
    words = strings(edition.language).page
    apart = {one.id for one in module.pages if isinstance(one, Quiz | Survey)}
    pages = [one for one in pages_of(edition, module, _SHAPE) if one.kind != "cover"]
    guides = [one for one in pages if one.kind == "guide"]
    read = [one for one in pages if one.kind != "guide" and not (one.in_folder and _key(one) in apart)]
    if all(one.kind == "glossary" for one in read):
        read, guides = [], [*guides, *read]
    title = plain(module.title)
    ours, theirs = activity_id(module, "book"), activity_id(module, "book", "trainers")
    places = {f"{_key(one)}.html": ours for one in read}
    more = places | {f"{_key(one)}.html": theirs for one in guides}
    return (
        _book(module, ours, words["course_pages"].format(title=title), read, places),
        _book(module, theirs, words["course_guide"].format(title=title), guides, more, visible=False),
    )


def _book(
    module: Module,
    id: int,
    title: str,
    pages: Sequence[StaticPage],
    places: Mapping[str, int],
    *,
    visible: bool = True,
) -> Activity | None:
    """A book; ``places`` says in which one a page stands to which it may lead."""
    if not pages:
        return None
    chapters, files = [], []
    for place, page in enumerate(pages, start=1):
        chapter = chapter_id(module, _key(page))
        shown: dict[str, None] = {}
        values = {
            "pagenum": place,
            "subchapter": 0,
            "title": name_of(page.title),
            "content": _fluid(_linked(str(page.body), _targets(module, places, shown))),
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
        completion={"completionview": 1} if visible else {},
        visible=visible,
    )


def _key(page: StaticPage) -> str:
    """The id of a page, or the place of the glossary, which is no id."""
    return page.anchor.removeprefix("p_") if page.in_folder else f"../{GLOSSARY}"


def _fluid(html: str) -> str:
    """HTML whose pictures are never wider than a phone: Moodle cuts off what is, unless it has this class."""
    return html.replace("<img ", '<img class="img-fluid" ')


def _linked(html: str, target: Callable[[str], str | None]) -> str:
    """HTML with addresses of Moodle's; without the mark of a link where it leads nowhere."""

    def swap(found: re.Match[str]) -> str:
        address = target(unescape(found[2]))
        return "" if address is None else f'{found[1]}="{escape(address)}"'

    return _ADDRESS.sub(swap, html)


def _targets(
    module: Module, places: Mapping[str, int], shown: dict[str, None]
) -> Callable[[str], str | None]:
    """Where addresses of a page lead in Moodle; the files go to ``shown``."""
    apart = {f"{one.id}.html": activity_of(module, one) for one in module.pages}

    def target(address: str) -> str | None:
        path, _, place = address.partition("#")
        anchor = f"#{place}" if place else ""
        if not path:
            return anchor
        if path.startswith("../media/"):
            name = unquote(path.removeprefix("../"))
            shown[name] = None
            return _FILES + quote(name)
        if path in places:
            chapter = chapter_id(module, path.removesuffix(".html"))
            return f"$@BOOKVIEWBYIDCH*{places[path]}*{chapter}@${anchor}"
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
