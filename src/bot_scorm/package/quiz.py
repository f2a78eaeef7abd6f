"""Moodle XML as Moodle reads it (``question/format/xml/format.php``, 4.5.6): questions, texts, files."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from urllib.parse import unquote

from bot_scorm.diagnostics import Location
from bot_scorm.package.xml import Element, XmlDocument, parse_xml

MAX_QUIZ = 64 * 2**20
"""Bytes of a question file that is read, pictures and all."""
_FILE = re.compile(r"@@PLUGINFILE@@/([^\"'\s<>)?#]+)")
_FORMATS = {
    "html": "html",
    "moodle_auto_format": "moodle",
    "plain_text": "plain",
    "markdown": "markdown",
    "wiki_like": "html",
}
_ALIASES = {"match": "matching", "multianswer": "cloze"}
_SEPARATOR = re.compile(r"(?<!/)/(?!/)")
_CONTEXT = re.compile(r"\$[a-z]+\$")


class QuizText(NamedTuple):
    """A text with its format: ``html``, ``moodle``, ``plain`` or ``markdown``."""

    text: str
    format: str


@dataclass(frozen=True, slots=True)
class QuizQuestion:
    """A question of a file; ``category`` holds names from the outside in, without context and ``top``."""

    node: Element
    type: str
    at: Location
    category: tuple[str, ...]

    def value(self, path: str, default: str = "") -> str:
        """The text of the first element at a path, without white space around it."""
        found = self.node.findtext(path)
        return found.strip() if found is not None else default

    def flag(self, path: str, default: bool) -> bool:
        """A truth value: all but ``false``, ``0`` and nothing is true."""
        found = self.node.find(path)
        return default if found is None else (found.text or "").strip() not in ("", "0", "false")

    def text(self, path: str = "", node: Element = None) -> QuizText:
        """The text of an element with its format; an empty one where it is missing."""
        inside = self.node if node is None else node
        found = inside.find(path) if path else inside
        if found is None:
            return QuizText("", "html")
        default = "html" if path in ("questiontext", "") else self.text("questiontext").format
        return QuizText(
            (found.findtext("text") or "").strip(), _FORMATS.get(found.get("format", ""), default)
        )


@dataclass(frozen=True)
class QuizFile:
    """A file of questions, or what is wrong with its XML (`XmlDocument.fault`)."""

    document: XmlDocument

    @classmethod
    def read(cls, data: bytes, path: str) -> QuizFile:
        """Reads a file; never raises."""
        return cls(parse_xml(data, path, MAX_QUIZ))

    def at(self, node: Element) -> Location:
        """Where an element stands."""
        return self.document.at(node)

    @cached_property
    def questions(self) -> tuple[QuizQuestion, ...]:
        """Its questions, without what sets the category."""
        return tuple(self._questions())

    def _questions(self) -> Iterator[QuizQuestion]:
        root = self.document.root
        category: tuple[str, ...] = ()
        for node in root.findall("question") if root is not None and root.tag == "quiz" else ():
            type = (node.get("type") or "").strip()
            if type == "category":
                category = category_names(node.findtext("category/text") or "")
            else:
                yield QuizQuestion(node, _ALIASES.get(type, type), self.at(node), category)

    @cached_property
    def files(self) -> dict[str, bytes]:
        """The files that lie in the questions, by path; of those that are no base64 none."""
        found: dict[str, bytes] = {}
        for question in self.questions:
            for node in question.node.iter("file"):
                try:
                    data = base64.b64decode("".join((node.text or "").split()), validate=True)
                except (binascii.Error, ValueError):
                    continue
                found.setdefault(file_name(node), data)
        return found


def category_names(path: str) -> tuple[str, ...]:
    """The names in a category's path."""
    names = [name.replace("//", "/").strip() for name in _SEPARATOR.split(path.strip())]
    if names and _CONTEXT.fullmatch(names[0]):
        names = names[1:]
    return tuple(name for name in (names[1:] if names[:1] == ["top"] else names) if name)


def file_name(node: Element) -> str:
    """The path of a file that lies beside a text, as the text refers to it."""
    return f"{node.get('path', '/')}/{node.get('name', '')}".replace("//", "/").lstrip("/")


def referred(html: str) -> list[str]:
    """The paths of the files that a text refers to."""
    return [unquote(one) for one in _FILE.findall(html)]


def without_place_holder(html: str) -> str:
    """A text that refers to its files by their paths alone."""
    return html.replace("@@PLUGINFILE@@/", "")


def is_quiz(start: bytes) -> bool:
    """Whether a file that begins so is Moodle XML."""
    return re.search(rb"<quiz[\s>/]", start) is not None
