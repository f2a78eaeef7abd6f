"""What an address in a page leads to: a place on a page of the same module, or one of its files."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote

from bot_scorm.model.activities import Activity
from bot_scorm.model.blocks import Heading
from bot_scorm.model.programme import Media, Module, Page
from bot_scorm.model.questions import Question
from bot_scorm.model.walk import nodes_of
from bot_scorm.writers.blocks import resolve


@dataclass(frozen=True, slots=True)
class Place:
    """A page, or something on it."""

    page: Page
    anchor: str
    """The id of the element, the same in every format that writes pages."""

    @property
    def whole(self) -> bool:
        """Whether it is the page itself."""
        return self.anchor == anchor_of(self.page)


def anchor_of(page: Page) -> str:
    """The id of the element that holds a page."""
    return f"p_{page.id}"


def find(module: Module, page: Page, href: str) -> Place | Media | None:
    """Another page or a place on one by the name of its file; a file of the module; else nothing."""
    path, _, place = unquote(href).partition("#")
    path = resolve(path)
    target = page if not path else next((one for one in module.pages if _file(one) == path), None)
    if target is None:
        return media_of(module, path)
    if place:
        if any(one.id == place for one in nodes_of(target, Heading)):
            return Place(target, f"{anchor_of(target)}_h-{place}")
        if any(one.id == place for one in nodes_of(target, Question)):
            return Place(target, f"q_{place}")
        if any(one.id == place for one in nodes_of(target, Activity)):
            return Place(target, f"a_{target.id}_{place}")
    return Place(target, anchor_of(target))


def media_of(module: Module, src: str) -> Media | None:
    """A file of the module by its address as it is written."""
    return module.media.get(src) or module.media.get(resolve(unquote(src)))


def _file(page: Page) -> str:
    return page.at.path.rpartition("/")[2]
