"""The files of a Moodle backup around its activities: sections, course, gradebook, and the list of it all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot_scorm.archive import Source
from bot_scorm.model.programme import Edition
from bot_scorm.package.xml import Element
from bot_scorm.writers.fragments import plain, render_text
from bot_scorm.writers.html import foot
from bot_scorm.writers.moodle_course.activity import VERSION, after, grade_item, references
from bot_scorm.writers.moodle_course.enrolment import STUDENT, enrolments, roles, users
from bot_scorm.writers.moodle_course.naming import course_id
from bot_scorm.writers.moodle_course.nodes import HTML, fields, file_of, now, several, stamp
from bot_scorm.writers.xml_nodes import element

LIST, QUESTIONS, FILES, GRADES = "moodle_backup.xml", "questions.xml", "files.xml", "gradebook.xml"
_NATURAL = 13
"""Moodle's GRADE_AGGREGATE_SUM: every grade weighs as much as it has points."""
_RELEASE = "4.5"
_NO_SITE = "https://bot-pack.invalid"
"""Moodle wants the address of the site that a backup comes from; this one cannot be anybody's (RFC 2606)."""
_SETTINGS = ("activities", "users")
"""What the backup says it holds. *users* is for the glossary: Moodle takes its entries for users' own."""


@dataclass(frozen=True, slots=True)
class Line:
    """An activity as the list of the backup has it."""

    kind: str
    id: int
    title: str
    users: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the course; ``summary`` is HTML."""

    id: int
    title: str
    summary: str
    lines: tuple[Line, ...]
    visible: bool = True
    needs: tuple[int, ...] = ()
    """Course modules that must be complete before it opens."""

    def file(self, place: int) -> Element:
        """``section.xml``; the section on top has no title of its own."""
        values = {
            "number": place,
            "name": self.title if place else None,
            "summary": self.summary,
            "summaryformat": HTML,
            "sequence": ",".join(str(one.id) for one in self.lines),
            "visible": int(self.visible),
            "availabilityjson": after(self.needs),
            "component": None,
            "itemid": None,
            "timemodified": now(),
        }
        return fields("section", values, id=self.id)


@dataclass(frozen=True, slots=True)
class Held:
    """What the common files of the backup hold."""

    files: Sequence[Element] = ()
    questions: Sequence[Element] = ()
    categories: Sequence[Element] = ()
    """Of grades."""
    items: Sequence[Element] = ()
    """Of grades, for the categories."""


def course_files(
    edition: Edition, id: str, title: str, sections: Sequence[Section], held: Held
) -> dict[str, Source]:
    """All files of the backup but those of activities and the stored ones, by name."""
    course = course_id(edition.programme)
    categories = [int(one.get("id", "0")) for one in held.questions]
    roots = {
        LIST: _list(edition, id, title, sections),
        QUESTIONS: several("question_categories", *held.questions),
        FILES: several("files", *held.files),
        GRADES: _gradebook(course, held.categories, held.items),
        "roles.xml": roles(),
        "groups.xml": several("groups", several("groupcustomfields"), several("groupings")),
        "scales.xml": several("scales_definition"),
        "outcomes.xml": several("outcomes_definition"),
        "users.xml": users(),
        "course/course.xml": _course(edition, id, title),
        "course/inforef.xml": references({"role": [STUDENT], "question_category": categories}),
        "course/roles.xml": several("roles", several("role_overrides"), several("role_assignments")),
        "course/enrolments.xml": enrolments(course),
    }
    for place, section in enumerate(sections):
        roots[f"sections/section_{section.id}/section.xml"] = section.file(place)
        roots[f"sections/section_{section.id}/inforef.xml"] = several("inforef")
    return {name: file_of(root) for name, root in roots.items()}


def category_of(id: int, title: str, course: int) -> tuple[Element, Element]:
    """A category of the gradebook for a section, and its line."""
    category = _category(id, course, f"/{course}/{id}/", 2, title)
    return category, grade_item({"itemtype": "category", "idnumber": None, "sortorder": 2}, id)


def _gradebook(course: int, categories: Iterable[Element], items: Iterable[Element]) -> Element:
    whole = grade_item({"itemtype": "course", "idnumber": None}, course)
    return several(
        "gradebook",
        several("attributes"),
        several("grade_categories", _category(course, None, f"/{course}/", 1, "?"), *categories),
        several("grade_items", whole, *items),
        several("grade_letters"),
        several("grade_settings"),
    )


def _category(id: int, parent: int | None, path: str, depth: int, title: str) -> Element:
    values = {
        "parent": parent,
        "depth": depth,
        "path": path,
        "fullname": title,
        "aggregation": _NATURAL,
        "keephigh": 0,
        "droplow": 0,
        "aggregateonlygraded": 1,
        "aggregateoutcomes": 0,
        "timecreated": now(),
        "timemodified": now(),
        "hidden": 0,
    }
    return fields("grade_category", values, id=id)


def _course(edition: Edition, id: str, title: str) -> Element:
    course = course_id(edition.programme)
    options = [
        fields("courseformatoption", {"format": "topics", "sectionid": 0, "name": name, "value": value})
        for name, value in (("hiddensections", 1), ("coursedisplay", 1))
    ]
    values = {
        "shortname": id,
        "fullname": title,
        "idnumber": "",
        "summary": f"<p>{render_text(foot(edition))}</p>",
        "summaryformat": HTML,
        "format": "topics",
        "showgrades": 1,
        "newsitems": 3,
        "startdate": now(),
        "enddate": 0,
        "marker": 0,
        "maxbytes": 0,
        "legacyfiles": 0,
        "showreports": 0,
        "visible": 1,
        "groupmode": 0,
        "groupmodeforce": 0,
        "defaultgroupingid": 0,
        "lang": "",
        "theme": "",
        "timecreated": now(),
        "timemodified": now(),
        "requested": 0,
        "showactivitydates": 0,
        "showcompletionconditions": 1,
        "pdfexportfont": None,
        "enablecompletion": 1,
        "completionnotify": 0,
    }
    category = fields("category", {"name": plain(edition.programme.title), "description": None}, id=1)
    lists = (several("tags"), several("customfields"), several("courseformatoptions", *options))
    return fields("course", values, category, *lists, id=course, contextid=course)


def _list(edition: Edition, id: str, title: str, sections: Sequence[Section]) -> Element:
    course = course_id(edition.programme)
    values = {
        "name": f"{id}.mbz",
        "moodle_version": VERSION,
        "moodle_release": _RELEASE,
        "backup_version": VERSION,
        "backup_release": _RELEASE,
        "backup_date": now(),
        "mnet_remoteusers": 0,
        "include_files": 1,
        "include_file_references_to_external_content": 0,
        "original_wwwroot": _NO_SITE,
        "original_site_identifier_hash": stamp(_NO_SITE),
        "original_course_id": course,
        "original_course_format": "topics",
        "original_course_fullname": title,
        "original_course_shortname": id,
        "original_course_startdate": now(),
        "original_course_enddate": 0,
        "original_course_contextid": course,
        "original_system_contextid": 1,
    }
    detail = {
        "type": "course",
        "format": "moodle2",
        "interactive": 1,
        "mode": 10,
        "execution": 1,
        "executiontime": 0,
    }
    details = several("details", fields("detail", detail, backup_id=stamp("backup", id)[-32:]))
    activities = [_activity(one, line) for one in sections for line in one.lines]
    own = fields("course", {"courseid": course, "title": id, "directory": "course"})
    contents = several(
        "contents",
        several("activities", *activities),
        several("sections", *(_section(place, one) for place, one in enumerate(sections))),
        own,
    )
    settings = several("settings", *_settings(id, sections))
    return several("moodle_backup", fields("information", values, details, contents, settings))


def _activity(section: Section, line: Line) -> Element:
    values = {
        "moduleid": line.id,
        "sectionid": section.id,
        "modulename": line.kind,
        "title": line.title,
        "directory": f"activities/{line.kind}_{line.id}",
        "insubsection": "",
    }
    return fields("activity", values)


def _section(place: int, section: Section) -> Element:
    values = {
        "sectionid": section.id,
        "title": section.title or place,
        "directory": f"sections/section_{section.id}",
        "parentcmid": "",
        "modname": "",
    }
    return fields("section", values)


def _settings(id: str, sections: Sequence[Section]) -> Iterable[Element]:
    """What the backup holds, for all of it, for each section and for each activity."""
    root: Mapping[str, object] = {"filename": f"{id}.mbz", **dict.fromkeys(_SETTINGS, 1)}
    for name, value in root.items():
        yield fields("setting", {"level": "root", "name": name, "value": value})
    for section in sections:
        users = int(any(line.users for line in section.lines))
        yield from _pair("section", f"section_{section.id}", users)
        for line in section.lines:
            yield from _pair("activity", f"{line.kind}_{line.id}", int(line.users))


def _pair(level: str, name: str, users: int) -> Iterable[Element]:
    for what, value in (("included", 1), ("userinfo", users)):
        yield element(
            "setting", "",
            element("level", level), element(level, name),
            element("name", f"{name}_{what}"), element("value", str(value)),
        )  # fmt: skip
