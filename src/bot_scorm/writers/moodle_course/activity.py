"""What all activities of a Moodle course have in common."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot_scorm.archive import Source
from bot_scorm.package.xml import Element
from bot_scorm.writers.moodle_course.enrolment import GUEST
from bot_scorm.writers.moodle_course.nodes import fields, file_of, now, several
from bot_scorm.writers.moodle_course.stored import Stored
from bot_scorm.writers.xml_nodes import element

VERSION = 2024100700
"""Moodle 4.5, whose backups these are written like."""
BY_ITSELF = 2
"""Moodle's COMPLETION_TRACKING_AUTOMATIC: complete when the conditions are met."""


@dataclass(frozen=True, slots=True)
class Grade:
    """The line of an activity in the gradebook."""

    category: int
    highest: int = 100
    to_pass: int = 0
    counts: bool = True
    """Whether it is a part of the course total."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """An activity: ``id`` is its number as course module, as instance of its kind, and of its context."""

    kind: str
    """As Moodle calls it: ``book``, ``quiz``."""
    id: int
    title: str
    body: Element
    """The element of its own settings and contents."""
    files: tuple[Stored, ...] = ()
    grade: Grade | None = None
    categories: tuple[int, ...] = ()
    """The question categories that it uses."""
    completion: Mapping[str, object] = field(default_factory=dict)
    """Fields of ``module.xml`` that say when it is complete; empty where nothing is."""
    visible: bool = True
    needs: tuple[int, ...] = ()
    """Course modules that must be complete before it opens."""
    idnumber: str = ""
    with_users: bool = False
    """Whether Moodle takes its contents for those of users, though they are not (a glossary's entries)."""

    @property
    def folder(self) -> str:
        """Where its files lie in the backup."""
        return f"activities/{self.kind}_{self.id}"

    def written(self, section: int, place: int, shown: bool) -> dict[str, Source]:
        """Its files by name in the backup; ``place`` is where its section stands in the course, ``shown``
        whether learners see that section."""
        own = element(
            "activity", "", self.body,
            id=str(self.id), moduleid=str(self.id), modulename=self.kind, contextid=str(self.id),
        )  # fmt: skip
        roots = {
            "module": self._module(section, place, shown),
            self.kind: own,
            "grades": self._grades(),
            "inforef": self._inforef(),
            "roles": several("roles", several("role_overrides"), several("role_assignments")),
        }
        if self.kind in ("assign", "forum"):
            roots["grading"] = several("areas")
        return {f"{self.folder}/{name}.xml": file_of(root) for name, root in roots.items()}

    def _module(self, section: int, place: int, shown: bool) -> Element:
        values: dict[str, object] = {
            "modulename": self.kind,
            "sectionid": section,
            "sectionnumber": place,
            "idnumber": self.idnumber,
            "added": now(),
            "score": 0,
            "indent": 0,
            "visible": int(self.visible and shown),  # Moodle does not ask the section
            "visibleoncoursepage": 1,
            "visibleold": int(self.visible),  # what it becomes when the section is shown
            "groupmode": 0,
            "groupingid": 0,
            "completion": BY_ITSELF if self.completion else 0,
            "completiongradeitemnumber": None,
            "completionpassgrade": 0,
            "completionview": 0,
            "completionexpected": 0,
            "availability": after(self.needs),
            "showdescription": 0,
            "downloadcontent": 1,
            "lang": None,
        }
        return fields("module", values | dict(self.completion), several("tags"), id=self.id, version=VERSION)

    def _grades(self) -> Element:
        items = [_grade_item(self, self.grade)] if self.grade else []
        return several("activity_gradebook", several("grade_items", *items), several("grade_letters"))

    def _inforef(self) -> Element:
        parts = {
            "user": [GUEST] if self.with_users else [],
            "file": [one.id for one in self.files],
            "grade_item": [self.id] if self.grade else [],
            "question_category": self.categories,
        }
        return references(parts)


def references(parts: Mapping[str, Iterable[int]]) -> Element:
    """``inforef.xml``: what of the common files belongs here, by kind."""
    return several(
        "inforef",
        *(
            several(f"{kind}ref", *(fields(kind, {"id": id}) for id in ids))
            for kind, ids in parts.items()
            if ids
        ),
    )


def after(modules: Iterable[int]) -> str | None:
    """Moodle's condition that course modules are complete; what is missing is shown to learners."""
    conditions = [{"type": "completion", "cm": one, "e": 1} for one in modules]
    if not conditions:
        return None
    return json.dumps({"op": "&", "c": conditions, "showc": [True] * len(conditions)}, separators=(",", ":"))


def grade_item(values: Mapping[str, object], id: int) -> Element:
    """A line of the gradebook with Moodle's own values for what is not given."""
    usual: dict[str, object] = {
        "categoryid": None,
        "itemname": None,
        "itemtype": "mod",
        "itemmodule": None,
        "iteminstance": id,
        "itemnumber": None,
        "iteminfo": None,
        "idnumber": "",
        "calculation": None,
        "gradetype": 1,
        "grademax": 100,
        "grademin": 0,
        "scaleid": None,
        "outcomeid": None,
        "gradepass": 0,
        "multfactor": 1,
        "plusfactor": 0,
        "aggregationcoef": 0,
        "aggregationcoef2": 0,
        "weightoverride": 0,
        "sortorder": 1,
        "display": 0,
        "decimals": None,
        "hidden": 0,
        "locked": 0,
        "locktime": 0,
        "needsupdate": 0,
        "timecreated": now(),
        "timemodified": now(),
    }
    return fields("grade_item", usual | dict(values), several("grade_grades"), id=id)


def _grade_item(activity: Activity, grade: Grade) -> Element:
    values = {
        "categoryid": grade.category,
        "itemname": activity.title,
        "itemmodule": activity.kind,
        "itemnumber": 0,
        "idnumber": activity.idnumber,
        "grademax": grade.highest,
        "gradepass": grade.to_pass,
        "weightoverride": int(not grade.counts),
        "sortorder": 2,
    }
    return grade_item(values, activity.id)
