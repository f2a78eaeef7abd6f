"""A question with embedded answers, whose parts are questions of their own in Moodle's question bank."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from bot_scorm.package.xml import Element
from bot_scorm.writers.moodle_course.question import Entry
from bot_scorm.writers.xml_nodes import element

_PART = re.compile(r"\{(\d+):(MULTICHOICE|SHORTANSWER):([^{}]*)\}")
"""An embedded answer as our writer of Moodle XML has it: what means something in it is a reference."""


def subquestions(entry: Entry) -> tuple[str, list[Entry]]:
    """The text with ``{#1}`` for each embedded answer, and the questions that these are."""
    text = entry.value("questiontext/text")
    parts = []
    for place, found in enumerate(_PART.finditer(text), start=1):
        node = element("question", "", *_parts(entry, found), type=found[2].lower())
        parts.append(Entry(f"{entry.key} part {place}", node, entry.bank, parent=entry.id))
    count = iter(range(1, len(parts) + 1))
    return _PART.sub(lambda found: f"{{#{next(count)}}}", text), parts


def _parts(entry: Entry, found: re.Match[str]) -> Iterator[Element]:
    yield element("name", "", element("text", entry.value("name/text")))
    yield element("questiontext", "", element("text", found[0]))
    yield element("defaultgrade", found[1])
    if found[2] == "MULTICHOICE":
        yield element("single", "true")
    for one in found[3].split("~"):
        text = unescape(one.removeprefix("="))
        yield element("answer", "", element("text", text), fraction="100" if one.startswith("=") else "0")
