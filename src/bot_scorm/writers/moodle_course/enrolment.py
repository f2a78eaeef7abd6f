"""How learners come into a restored course: by hand, as students; and whose its glossary's entries are."""

from __future__ import annotations

from bot_scorm.package.xml import Element
from bot_scorm.writers.moodle_course.nodes import fields, now, several

STUDENT = 5
"""The number of the role in a fresh Moodle; a site finds its own by the short name or the archetype."""

GUEST = 1
"""The number of the account *guest*, which every Moodle has from its installation."""


def roles() -> Element:
    """``roles.xml``: the role that whoever is enrolled gets."""
    values = {
        "name": "",
        "shortname": "student",
        "nameincourse": None,
        "description": "",
        "sortorder": STUDENT,
        "archetype": "student",
    }
    return several("roles_definition", fields("role", values, id=STUDENT))


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
        "roleid": STUDENT,
        "timecreated": now(),
        "timemodified": now(),
    }
    by_hand = fields("enrol", values, several("user_enrolments"), id=course)
    return several("enrolments", several("enrols", by_hand))


def users() -> Element:
    """``users.xml``: the account *guest*, which a site finds by name and address; nobody is created.

    The glossary's entries are the guest's, since the app shows none that are nobody's: Moodle ends with an
    error at the picture of their author (``mod_glossary_external``, 4.5.6).
    """
    values = {
        "username": "guest",
        "idnumber": "",
        "email": "root@localhost",
        "auth": "manual",
        "firstaccess": 0,
        "deleted": 0,
        "mnethosturl": None,
    }
    return several("users", fields("user", values, id=GUEST, contextid=GUEST))
