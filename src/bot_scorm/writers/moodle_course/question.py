"""A question of a Moodle XML file as a backup's question bank holds it.

Shapes: ``question/type/*/backup/moodle2/backup_qtype_*_plugin.class.php`` and ``backup_stepslib.php``, 4.5.6.
"""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import dataclass, field

from bot_scorm.archive import BytesSource
from bot_scorm.package.xml import Element
from bot_scorm.writers.moodle_course.nodes import HTML, fields, now, number, several, stamp
from bot_scorm.writers.moodle_course.stored import Stored

TYPES = {"matching": "match", "cloze": "multianswer"}
"""Types whose name in Moodle XML is not that of the plugin."""


_EMBEDDED = re.compile(r"\{(\d+):[A-Z]+:")


@dataclass(slots=True)
class Bank:
    """Where questions are put: the context of the course, and the files that they show."""

    context: int
    files: list[Stored] = field(default_factory=list)

    def text(self, node: Element | None, area: str, item: int, component: str = "question") -> str:
        """The HTML of an element of Moodle XML; its files are put into an area."""
        if node is None:
            return ""
        for file in node.findall("file"):
            name = f"{file.get('path', '/')}{file.get('name')}".removeprefix("/")
            data = b64decode(file.text or "")
            self.files.append(Stored(self.context, component, area, item, name, BytesSource(data)))
        return str(node.findtext("text") or "")


@dataclass(frozen=True, slots=True)
class Entry:
    """A question to be written: ``key`` names it in the whole programme."""

    key: str
    node: Element
    """As in Moodle XML."""
    bank: Bank
    parent: int = 0

    @property
    def id(self) -> int:
        """Its number, which is also that of its entry and its version."""
        return number("question", self.key)

    @property
    def type(self) -> str:
        """The plugin's name."""
        type: str = self.node.get("type", "")
        return TYPES.get(type, type)

    @property
    def points(self) -> str:
        """Its mark; with embedded answers, the marks of these."""
        if self.type == "multianswer":
            return str(sum(int(one) for one in _EMBEDDED.findall(self.value("questiontext/text"))))
        return self.value("defaultgrade", "0")

    def value(self, path: str, default: str = "") -> str:
        """The text of an element."""
        return str(self.node.findtext(path) or default)

    def flag(self, path: str) -> int:
        """A truth value as Moodle's tables have it."""
        return int(self.value(path) in ("true", "1"))

    def part(self, *names: object) -> int:
        """The number of a part of it."""
        return number("question", self.key, *map(str, names))


def written(entry: Entry, category: int, plugin: list[Element], text: str | None = None) -> Element:
    """The entry of a question bank with one version of one question; ``plugin`` is what its type adds."""
    idnumber = entry.value("idnumber") or None
    holder = [several(f"plugin_qtype_{entry.type}_question", *plugin)] if plugin else []
    question = fields("question", _common(entry, text), *holder, _hints(entry), _tags(entry), id=entry.id)
    version = fields(
        "question_versions", {"version": 1, "status": "ready"}, several("questions", question), id=entry.id
    )
    values = {"questioncategoryid": category, "idnumber": idnumber, "ownerid": None}
    return fields("question_bank_entry", values, several("question_version", version), id=entry.id)


def _common(entry: Entry, text: str | None) -> dict[str, object]:
    own = entry.bank.text(entry.node.find("questiontext"), "questiontext", entry.id)
    return {
        "parent": entry.parent,
        "name": entry.value("name/text"),
        "questiontext": own if text is None else text,
        "questiontextformat": HTML,
        "generalfeedback": entry.bank.text(entry.node.find("generalfeedback"), "generalfeedback", entry.id),
        "generalfeedbackformat": HTML,
        "defaultmark": entry.points if entry.type != "description" else "0",
        "penalty": entry.value("penalty", "0"),
        "qtype": entry.type,
        "length": int(entry.type != "description"),
        "stamp": stamp("question", entry.key),
        "timecreated": now(),
        "timemodified": now(),
        "createdby": None,
        "modifiedby": None,
    }


def _hints(entry: Entry) -> Element:
    hints = []
    for place, node in enumerate(entry.node.findall("hint")):
        id = entry.part("hint", place)
        values = {
            "hint": entry.bank.text(node, "hint", id),
            "hintformat": HTML,
            "shownumcorrect": int(node.find("shownumcorrect") is not None),
            "clearwrong": int(node.find("clearwrong") is not None),
            "options": None,
        }
        hints.append(fields("question_hint", values, id=id))
    return several("question_hints", *hints)


def _tags(entry: Entry) -> Element:
    names = [node.text or "" for node in entry.node.findall("tags/tag/text")]
    return several(
        "tags",
        *(
            fields("tag", {"name": one.lower(), "rawname": one}, id=number("tag", one),
                   contextid=entry.bank.context)
            for one in names
        ),
    )  # fmt: skip
