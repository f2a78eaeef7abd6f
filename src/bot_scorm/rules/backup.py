"""Rules about what a Moodle backup lists, and the files that Moodle then asks for.

An error is what Moodle 4.5.6 refuses, breaks off at or silently leaves out; each was tried on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot_scorm.diagnostics import Severity
from bot_scorm.package.backup import QUESTIONS, USERS, Backup, Part
from bot_scorm.package.view import BACKUP
from bot_scorm.package.zip import DamagedError
from bot_scorm.rules.base import Findings, rule

_HEAD = 200
_OLDEST = 2010072300
_TYPES = ("course", "section", "activity")
_FIELDS = ("original_wwwroot", "original_course_id", "original_course_contextid", "original_system_contextid")
_ROOT = ("roles.xml", "questions.xml", "files.xml", "groups.xml", "scales.xml", "outcomes.xml")
_COURSE = {"filters": "filters.xml", "comments": "comments.xml", "calendarevents": "calendar.xml",
           "contentbankcontent": "contentbank.xml"}  # fmt: skip
_ACTIVITY = {"filters": "filters.xml", "comments": "comments.xml", "calendarevents": "calendar.xml",
             "xapistate": "xapistate.xml"}  # fmt: skip
"""Settings to the file that each of them asks for in the course, and in every activity."""
_CORE = frozenset((
    "assign", "bigbluebuttonbn", "book", "chat", "choice", "data", "feedback", "folder", "forum", "glossary",
    "h5pactivity", "imscp", "label", "lesson", "lti", "page", "quiz", "resource", "scorm", "subsection",
    "survey", "url", "wiki", "workshop", "qbank",
))  # fmt: skip
"""The activities that come with Moodle, from 2.0 to 5."""


@rule("BAK-001", Severity.ERROR, on=Backup)
def list_is_found(backup: Backup) -> Findings:
    """`moodle_backup.xml` lies at the root of a Moodle backup and starts as Moodle expects.

    Why: Moodle looks for that name there, and for `<?xml version="1.0" encoding="UTF-8"?>`, `<moodle_backup>`
    and `<information>` in its first 200 bytes. Otherwise it says that the format is unknown.

    Example: a backup that was unpacked and packed again with the folder around it, or a declaration in single
    quotes. Pack what is in the folder, and leave the first lines as Moodle wrote them.
    """
    package = backup.package
    if BACKUP not in package:
        there = sorted((one for one in package.entries if one.lower().endswith(BACKUP)), key=len)
        for name in there[:1]:
            where = "must lie at the root" if "/" in name else "must be written in small letters"
            yield package.at(name), f"{BACKUP} {where}; Moodle does not find it here."
        return
    try:
        start = package.read(BACKUP, _HEAD)[:_HEAD].decode("utf-8", "replace")
    except DamagedError:
        return  # the family archive tells
    wanted = ('<?xml version="1.0" encoding="UTF-8"?>', "<moodle_backup>", "<information>")
    missing = [one for one in wanted if one.lower() not in start.lower()]
    readable = backup.list is not None and backup.list.root is not None
    if missing and readable:  # else BAK-002 tells
        yield (
            package.at(BACKUP),
            f"Moodle looks for {missing[0]} in the first 200 bytes, and it is not there.",
        )


@rule("BAK-002", Severity.ERROR, on=Backup)
def xml_is_readable(backup: Backup) -> Findings:
    """Every XML file of a Moodle backup is well-formed and has no document type.

    Why: Moodle breaks off in the middle of the restore and leaves half a course behind.

    Example: `<name>Youth & work</name>` after an edit by hand: write `&amp;`.
    """
    for fault in backup.facts.faults:
        yield fault.at, fault.message


@rule("BAK-003", Severity.INFO, on=Backup)
def all_is_looked_at(backup: Backup) -> Findings:
    """The XML of a Moodle backup is not larger than what is looked at here.

    Why: up to 10 MB of a file and 64 MiB of all are read; what lies beyond may hold faults that are not told.

    Example: a `questions.xml` with thousands of pictures in its texts.
    """
    for name in backup.facts.unread:
        yield backup.package.at(name), "The file is too large to be looked at here; nothing is said about it."


@rule("BAK-004", Severity.ERROR, on=Backup)
def list_is_complete(backup: Backup) -> Findings:
    """The list of a Moodle backup says what Moodle cannot do without.

    Why: without `backup_version` (2010072300 or newer), the address and the numbers of the original course,
    or what it is a backup of, Moodle refuses it or ends in a database error.

    Example: a list made by a script that left out `original_system_contextid`.
    """
    if backup.information is None:
        return
    at = backup.at(backup.information)
    for name in _FIELDS:
        if not backup.says(name):
            yield at, f"<{name}> is missing; Moodle cannot restore without it."
    version = backup.says("backup_version")
    if not re.fullmatch(r"\d{1,18}(\.\d*)?", version) or float(version) < _OLDEST:
        yield at, f"<backup_version> is {version[:40] or 'missing'}; Moodle asks for {_OLDEST} or newer."
    if backup.type not in _TYPES:
        said = backup.type[:40] or "missing"
        yield at, f"<type> in <details> is {said}; it must be course, section or activity."
    if backup.says("original_course_format") == "site":
        yield at, "This is a backup of a site's front page, which Moodle restores on a front page only."


@rule("BAK-005", Severity.ERROR, on=Backup)
def questions_have_a_version(backup: Backup) -> Findings:
    """The list of a Moodle backup with questions says the version that made it.

    Why: without `moodle_version` or `backup_release` Moodle takes it for a very old one, looks for questions
    where they were then, and restores none, without a word.

    Example: a list without `<backup_release>4.5</backup_release>`.
    """
    if backup.information is None:
        return
    missing = [one for one in ("moodle_version", "backup_release") if not backup.says(one)]
    document = backup.read(QUESTIONS) if missing else None
    if document is not None and document.root is not None and document.root.find(".//question") is not None:
        message = f"<{missing[0]}> is missing: the questions of this backup would silently be left out."
        yield backup.at(backup.information), message


@rule("BAK-006", Severity.ERROR, on=Backup)
def activities_are_on(backup: Backup) -> Findings:
    """A Moodle backup that lists activities has the setting `activities` on.

    Why: without it Moodle restores the course and none of its activities, without a word.

    Example: `<settings></settings>`. Add `<setting><level>root</level><name>activities</name>
    <value>1</value></setting>`.
    """
    if backup.activities and not backup.wants("activities"):
        message = "The setting “activities” is not 1: none of the activities would be restored."
        yield backup.activities[0].at, message


@rule("BAK-007", Severity.ERROR, on=Backup)
def settings_have_owners(backup: Backup) -> Findings:
    """Every setting of an activity or a section names one that is listed, and each has a folder of its own.

    Why: Moodle finds the owner of a setting by the name of its folder, and dies on one that it does not find.

    Example: `<activity>page_21</activity>` in a setting after the page was taken off the list.
    """
    for level, parts in (("activity", backup.activities), ("section", backup.sections)):
        names = {_base(one) for one in parts}
        told: set[str] = set()
        for at, of, owner in backup.owners:
            if of == level and owner not in names | told:
                told.add(owner)
                yield at, f"This is a setting of {owner[:80] or 'nothing'}, which is not on the list."
        seen: set[str] = set()
        for one in parts:
            if _base(one) in seen:
                yield one.at, f"Another {level} lies in {one.folder[:80]}, too; this one replaces it."
            seen.add(_base(one))


@rule("BAK-008", Severity.ERROR, on=Backup)
def demanded_files(backup: Backup) -> Findings:
    """Every file is there that Moodle asks for by what the list of a backup says.

    Why: Moodle breaks off in the middle of the restore: “Backup is missing XML file”. Empty elements will
    do in `groups.xml`, `scales.xml`, `outcomes.xml` and the like.

    Example: the setting `users` is 1, and there is no `users.xml`.
    """
    if backup.information is None or not backup.whole:
        return
    for name, reason in _demanded(backup):
        if name not in backup.package:
            yield backup.package.at(name), f"Moodle asks for this file{reason}, and it is not there."


def _demanded(backup: Backup) -> Iterator[tuple[str, str]]:
    yield from ((name, "") for name in _ROOT)
    if backup.wants("users"):
        yield USERS, " because the setting “users” is on"
    if backup.type == "course" and backup.course:
        yield from ((f"{backup.course}/{name}", "") for name in ("course.xml", "roles.xml"))
        yield from _by_settings(backup, backup.course, _COURSE)
    for one in backup.sections:
        yield f"{one.folder}/section.xml", ""
    own = {one.folder: one for one in reversed(backup.activities)}  # BAK-007 tells of two in one
    for one in own.values() if backup.wants("activities") else ():
        if one.kind in _CORE:  # of a plug-in's activity the plug-in decides
            names = ("module.xml", f"{one.kind}.xml", "grades.xml", "roles.xml")
            yield from ((f"{one.folder}/{name}", "") for name in names)
            yield from _by_settings(backup, one.folder, _ACTIVITY)


def _by_settings(backup: Backup, folder: str, files: dict[str, str]) -> Iterator[tuple[str, str]]:
    for setting, name in files.items():
        if backup.wants(setting):
            yield f"{folder}/{name}", f" because the setting “{setting}” is on"


@rule("BAK-009", Severity.WARNING, on=Backup)
def folders_are_listed(backup: Backup) -> Findings:
    """Every folder of an activity or a section in a Moodle backup is on its list.

    Why: Moodle restores what is listed. What is not is dead weight, or was forgotten.

    Example: `activities/page_21` after its lines were deleted in `moodle_backup.xml`.
    """
    if backup.information is None or not backup.whole:
        return
    listed = {one.folder for one in (*backup.activities, *backup.sections)}
    for folder, name in backup.folders.items():
        if folder not in listed:
            yield (
                backup.package.at(name),
                f"{folder} is not on the list in {BACKUP}: it would not be restored.",
            )


@rule("BAK-010", Severity.ERROR, on=Backup)
def sections_are_listed(backup: Backup) -> Findings:
    """The section of every activity is on the list of a Moodle backup.

    Why: Moodle goes through the sections, and leaves out an activity of one that is not there, without a
    word.

    Example: `<sectionid>99</sectionid>` in an activity, and no such section.
    """
    known = {one.id for one in backup.sections}
    for one in backup.activities if backup.type in ("course", "section") else ():
        if one.section not in known:
            yield (
                one.at,
                f"Section {one.section[:40]} is not listed: this activity would silently be left out.",
            )


@rule("BAK-011", Severity.WARNING, on=Backup)
def activities_are_of_moodle(backup: Backup) -> Findings:
    """Every activity of a backup is of a kind that comes with Moodle.

    Why: where the plug-in of another kind is not installed, Moodle leaves the activity out, without a word.

    Example: `<modulename>checklist</modulename>`. Ask whoever runs the Moodle to install the plug-in.
    """
    for one in backup.activities:
        if one.kind not in _CORE:
            yield (
                one.at,
                f"“{one.kind[:40]}” is no activity of Moodle itself; it needs a plug-in of that name.",
            )


@rule("BAK-012", Severity.ERROR, on=Backup)
def activities_have_names(backup: Backup) -> Findings:
    """Every activity of a backup has a name of at most 255 characters.

    Why: without one Moodle leaves the activity out, and one that is null or longer is a database error that
    ends the restore.

    Example: `<name>$@NULL@$</name>` in `page.xml`.
    """
    kinds = {one.folder: one.kind for one in backup.activities}
    for said in backup.facts.names:
        if kinds.get(said.folder) not in _CORE or kinds[said.folder] == "subsection":
            continue
        if not said.text or said.text == "$@NULL@$":
            yield said.at, "This activity has no name: Moodle does not restore it."
        elif len(said.text) > 255:
            yield said.at, f"The name has {len(said.text)} characters; Moodle's database holds 255."


@rule("BAK-013", Severity.ERROR, on=Backup)
def plain_tar(backup: Backup) -> Findings:
    """A Moodle backup that is a gzipped tar says names and sizes in the files' own headers.

    Why: Moodle does not read the additional headers of pax and GNU tar: it unpacks them as files of their
    own, and the file after them gets the short name.

    Example: a name with letters outside ASCII, packed by a program that writes pax headers. Pack the backup
    as a zip.
    """
    for fault in backup.package.faults:
        if fault.kind == "header":
            yield backup.package.at(fault.entry), fault.message


def _base(part: Part) -> str:
    return part.folder.rpartition("/")[2]
