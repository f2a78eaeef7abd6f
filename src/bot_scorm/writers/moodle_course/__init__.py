"""A whole course as a Moodle backup: sections, pages, SCORM packages, quizzes on a question bank, surveys.

Written for Moodle's reader (``backup/moodle2/restore_*.php``, 4.5.6). The format has no specification:
what stands here is what a backup of that Moodle holds, and what it took when it restored ours. Nothing in it
is personal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot_scorm.archive import Artifact, Source
from bot_scorm.diagnostics import Report
from bot_scorm.model.programme import Edition
from bot_scorm.package.xml import Element
from bot_scorm.writers.base import Writer
from bot_scorm.writers.fragments import plain
from bot_scorm.writers.moodle_course.activity import Activity
from bot_scorm.writers.moodle_course.common import for_all
from bot_scorm.writers.moodle_course.course import Held, Line, Section, category_of, course_files
from bot_scorm.writers.moodle_course.faults import ONE_LANGUAGE
from bot_scorm.writers.moodle_course.joining import Part
from bot_scorm.writers.moodle_course.naming import course_id, name_of, section_id
from bot_scorm.writers.moodle_course.sections import section_of
from bot_scorm.writers.moodle_course.stored import kept


class MoodleCourse:
    """The format ``moodle-course``."""

    name = "moodle-course"

    def write(self, edition: Edition, report: Report) -> Artifact:
        """The course of one module: one section below the one on top."""
        (module,) = edition
        made = section_of(edition, module, report)
        top = tuple(for_all(edition))
        stored = [one for activity in made.activities for one in activity.files] + made.bank.bank.files
        lines, contents = kept(stored)
        category, item = category_of(made.section.id, made.section.title, course_id(edition.programme))
        held = Held(lines, made.bank.categories, [category], [item])
        files: dict[str, Source] = {**contents, **_written(made.activities, made.section, 1)}
        return _artifact(edition, module.id, plain(module.title), top, [made.section], held, files)

    def join(self, edition: Edition, parts: Mapping[str, Artifact], report: Report) -> Artifact:
        """The course of the programme: a section for each module, with the files of the modules' courses."""
        programme = edition.programme
        files: dict[str, Source] = {}
        sections: list[Section] = []
        lines: dict[str, Element] = {}
        questions: dict[str, Element] = {}
        categories: list[Element] = []
        items: list[Element] = []
        before: tuple[int, ...] = ()
        for module in edition:
            part = Part.read(parts[module.id].files, section_id(programme, module), place=len(sections) + 1)
            sections.append(part.section(needs=before))
            if programme.sequence == "in-order" and part.own.visible:
                before = part.finish or before
            files |= part.files
            lines |= part.lines
            questions = {**part.questions, **questions}
            categories += part.categories
            items += part.items
        held = Held(list(lines.values()), list(questions.values()), categories, items)
        _tell_languages(edition, report)
        top = tuple(for_all(edition))
        return _artifact(edition, programme.id, plain(programme.title), top, sections, held, files)


def _tell_languages(edition: Edition, report: Report) -> None:
    programme = edition.programme
    missing = [one for one in programme.languages if one != edition.language]
    if programme.together and missing:
        absent = ", ".join(missing)
        message = f"The Moodle course is in {edition.language} alone: there is no translation into {absent}."
        report.add(ONE_LANGUAGE, programme.at, message)


def _artifact(
    edition: Edition,
    id: str,
    title: str,
    top: Sequence[Activity],
    sections: Sequence[Section],
    held: Held,
    files: Mapping[str, Source],
) -> Artifact:
    first = section_id(edition.programme, None)
    lines = tuple(Line(one.kind, one.id, one.title, one.with_users) for one in top)
    every = [Section(first, "", "", lines), *sections]
    whole = {**files, **_written(top, every[0], 0), **course_files(edition, id, name_of(title), every, held)}
    return Artifact("moodle-course", edition.language, id, ".mbz", whole)


def _written(activities: Sequence[Activity], section: Section, place: int) -> dict[str, Source]:
    made = (one.written(section.id, place, section.visible) for one in activities)
    return {name: source for files in made for name, source in files.items()}


WRITER: Writer = MoodleCourse()
