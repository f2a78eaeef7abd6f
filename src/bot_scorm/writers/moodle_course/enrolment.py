"""How learners come into a restored course: by hand, as students."""

from __future__ import annotations

from bot_scorm.package_xml import Element
from bot_scorm.writers.moodle_course.nodes import fields, now, several

_STUDENT = 5
"""The number of the role in a fresh Moodle; a site finds its own by the short name or the archetype."""


def roles() -> Element:
    """``roles.xml``: the role that whoever is enrolled gets."""
    values = {
        "name": "",
        "shortname": "student",
        "nameincourse": None,
        "description": "",
        "sortorder": _STUDENT,
        "archetype": "student",
    }
    return several("roles_definition", fields("role", values, id=_STUDENT))


def enrolments(course: int) -> Element:
    """``enrolments.xml``: a teacher enrols; nobody is enrolled yet.

    A backup that is restored with *users*, as the glossary needs, gets the methods of this file and no others
    (``restore_course_task::build``, 4.5.6): without any, *Participants* has no button to enrol somebody.
    """
    values = {
        "enrol": "manual",
        "status": 0,
        "name": None,
        "enrolperiod": 0,
        "enrolstartdate": 0,
        "enrolenddate": 0,
        "expirynotify": 0,
        "expirythreshold": 86400,
        "notifyall": 0,
        "password": None,
        "cost": None,
        "currency": None,
        "roleid": _STUDENT,
        "timecreated": now(),
        "timemodified": now(),
    }
    by_hand = fields("enrol", values, several("user_enrolments"), id=course)
    return several("enrolments", several("enrols", by_hand))
