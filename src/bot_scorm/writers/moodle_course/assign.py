"""What learners hand in: one assignment a module, with everything that its pages ask to write about."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from bot_scorm.model.activities import Journal
from bot_scorm.model.blocks import Blocks
from bot_scorm.model.programme import Edition, Module, Page
from bot_scorm.model.questions import Reflection
from bot_scorm.model.walk import nodes_of
from bot_scorm.writers.fragments import render_blocks, render_text
from bot_scorm.writers.moodle_course.activity import Activity
from bot_scorm.writers.moodle_course.naming import activity_id, name_of
from bot_scorm.writers.moodle_course.nodes import HTML, fields, now, number, several
from bot_scorm.writers.strings import strings

_PLUGINS: dict[tuple[str, str], dict[str, object]] = {
    ("assignsubmission", "onlinetext"): {"enabled": 1, "wordlimit": 0, "wordlimitenabled": 0},
    ("assignsubmission", "file"): {
        "enabled": 1, "maxfilesubmissions": 3, "maxsubmissionsizebytes": 0, "filetypeslist": "",
    },
    ("assignsubmission", "comments"): {"enabled": 0},
    ("assignfeedback", "comments"): {"enabled": 1, "commentinline": 0},
    ("assignfeedback", "editpdf"): {"enabled": 0},
    ("assignfeedback", "offline"): {"enabled": 0},
    ("assignfeedback", "file"): {"enabled": 0},
}  # fmt: skip


def assign(edition: Edition, module: Module) -> Activity | None:
    """The assignment, without a grade; None if nothing is to be written.

    What the pages call private is not asked for: where nothing is to be handed in, the assignment is hidden,
    and a trainer may agree with the group to open it.
    """
    words = strings(edition.language).page
    asked = list(_asked(module))
    handed_in = [one for one in asked if one[2]]
    if not asked:
        return None
    id = activity_id(module, "assign")
    title = name_of(words["course_reflection"])
    texts = "".join(
        f"<h4>{render_text(page.title.source, page.prose)}</h4>"
        + "".join(render_blocks(blocks, page.prose) for _, blocks, _ in of_page)
        for page, of_page in groupby(handed_in or asked, itemgetter(0))
    )
    how = "" if handed_in else f"<p>{words['course_private']}</p>"
    values = {
        "name": title,
        "intro": how + texts,
        "introformat": HTML,
        "alwaysshowdescription": 1,
        "submissiondrafts": 0,
        "sendnotifications": 0,
        "sendlatenotifications": 0,
        "sendstudentnotifications": 1,
        "duedate": 0,
        "cutoffdate": 0,
        "gradingduedate": 0,
        "allowsubmissionsfromdate": 0,
        "grade": 0,
        "timemodified": now(),
        "completionsubmit": 1,
        "requiresubmissionstatement": 0,
        "teamsubmission": 0,
        "requireallteammemberssubmit": 0,
        "teamsubmissiongroupingid": 0,
        "blindmarking": 0,
        "hidegrader": 0,
        "revealidentities": 0,
        "attemptreopenmethod": "none",
        "maxattempts": -1,
        "markingworkflow": 0,
        "markingallocation": 0,
        "markinganonymous": 0,
        "preventsubmissionnotingroup": 0,
        "activity": "",
        "activityformat": HTML,
        "timelimit": 0,
        "submissionattachments": 0,
    }
    configs = [
        fields(
            "plugin_config",
            {"plugin": plugin, "subtype": subtype, "name": name, "value": value},
            id=number("config", str(id), subtype, plugin, name),
        )
        for (subtype, plugin), settings in _PLUGINS.items()
        for name, value in settings.items()
    ]
    body = fields(
        "assign", values,
        several("userflags"), several("submissions"), several("grades"),
        several("plugin_configs", *configs), several("overrides"),
        id=id,
    )  # fmt: skip
    return Activity(
        kind="assign",
        id=id,
        title=title,
        body=body,
        completion={"completionview": 0} if handed_in else {},
        visible=bool(handed_in),
    )


def _asked(module: Module) -> Iterator[tuple[Page, Blocks, bool]]:
    """What learners write about, by page, and whether it is to be handed in."""
    for page in module.pages:
        for journal in nodes_of(page.prose.blocks, Journal):
            for prompt in journal.prompts:
                yield page, prompt.blocks, journal.submit
        for question in nodes_of(page.prose.blocks, Reflection):
            yield page, question.stem, question.submit
