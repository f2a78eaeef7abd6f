"""What the course of the programme takes from the course of a module, which was written before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from lxml import etree

from bot_scorm.archive import Source
from bot_scorm.package.xml import Element
from bot_scorm.writers.moodle_course.course import FILES, GRADES, LIST, QUESTIONS, Line, Section
from bot_scorm.writers.moodle_course.nodes import file_of


@dataclass(frozen=True, slots=True)
class Part:
    """The section of a module with all that belongs to it."""

    own: Section
    files: Mapping[str, Source]
    """Those of its activities, and the stored ones."""
    lines: Mapping[str, Element]
    """Of ``files.xml``, by number."""
    questions: Mapping[str, Element]
    """Categories of the question bank, by number; the outermost are the same in every part."""
    categories: tuple[Element, ...]
    items: tuple[Element, ...]
    finish: tuple[int, ...]
    """The activity that is complete when the module is finished."""

    @classmethod
    def read(cls, files: Mapping[str, Source], section: int, place: int) -> Part:
        """Reads the files of a module's course; ``place`` is the section's among those of the programme."""
        root = _root(files[LIST])
        users = {
            node.findtext("activity")
            for node in root.iter("setting")
            if node.findtext("name", "").endswith("_userinfo") and node.findtext("value") == "1"
        }
        lines = []
        own: dict[str, Source] = {name: one for name, one in files.items() if name.startswith("files/")}
        finish: list[tuple[int, int]] = []
        for node in root.iterfind(".//activities/activity"):
            if node.findtext("sectionid") != str(section):
                continue
            kind, id = node.findtext("modulename", ""), int(node.findtext("moduleid", ""))
            lines.append(Line(kind, id, node.findtext("title", ""), f"{kind}_{id}" in users))
            folder = f"{node.findtext('directory')}/"
            own |= {name: one for name, one in files.items() if name.startswith(folder)}
            module = _root(files[f"{folder}module.xml"])
            finish += [(rank, id) for rank in _rank(kind, module)]
            module.find("sectionnumber").text = str(place)
            own[f"{folder}module.xml"] = file_of(module)
        grades = _root(files[GRADES])
        category = grades.xpath("grade_categories/grade_category[depth > 1]")
        item = grades.xpath("grade_items/grade_item[itemtype = 'category']")
        return cls(
            _section(_root(files[f"sections/section_{section}/section.xml"]), tuple(lines)),
            own,
            {node.get("id", ""): node for node in _root(files[FILES])},
            {node.get("id", ""): node for node in _root(files[QUESTIONS])},
            tuple(category),
            tuple(item),
            tuple(id for _, id in sorted(finish)[:1]),
        )

    def section(self, needs: tuple[int, ...]) -> Section:
        """The section, opened only when these activities are complete."""
        return replace(self.own, needs=needs)


def _rank(kind: str, module: Element) -> list[int]:
    """What finishes a module: its final quiz, else its interactive package."""
    if module.findtext("completionpassgrade") == "1":
        return [0]
    return [1] if kind == "scorm" else []


def _section(node: Element, lines: tuple[Line, ...]) -> Section:
    title, summary = node.findtext("name", ""), node.findtext("summary", "")
    return Section(int(node.get("id", "0")), title, summary, lines, node.findtext("visible") == "1")


def _root(source: Source) -> Element:
    """The root of a file that we wrote; white space between elements is made anew."""
    parser = etree.XMLParser(
        remove_blank_text=True, strip_cdata=False, huge_tree=True, resolve_entities=False
    )
    return etree.fromstring(source.read(), parser)
