"""Surveys as Feedback activities."""

from __future__ import annotations

from bot_scorm.diagnostics import Report
from bot_scorm.model.programme import Module, Survey
from bot_scorm.package.xml import Element
from bot_scorm.writers.fragments import render_text
from bot_scorm.writers.moodle_course.activity import Activity
from bot_scorm.writers.moodle_course.naming import activity_id, name_of
from bot_scorm.writers.moodle_course.nodes import HTML, fields, now, number, several
from bot_scorm.writers.moodle_feedback import survey_items

_FIELDS = {
    "name": "ITEMTEXT", "label": "ITEMLABEL", "presentation": "PRESENTATION", "dependvalue": "DEPENDVALUE",
    "options": "OPTIONS",
}  # fmt: skip
_SILENT = ("label", "pagebreak")


def feedback(module: Module, page: Survey, when: str, report: Report) -> Activity:
    """The activity of a survey; ``when`` is the sentence that says when it is answered."""
    id = activity_id(module, "feedback", page.id)
    items = [_item(id, node, place) for place, node in enumerate(survey_items(page, report), start=1)]
    lines = [render_text(page.summary.source)] if page.summary else []
    lines += [render_text(when)] if page.when else []
    values = {
        "name": name_of(page.title),
        "intro": "".join(f"<p>{line}</p>" for line in lines),
        "introformat": HTML,
        "anonymous": 1 if page.anonymous else 2,
        "email_notification": 0,
        "multiple_submit": 0,
        "autonumbering": 0,
        "site_after_submit": "",
        "page_after_submit": "",
        "page_after_submitformat": HTML,
        "publish_stats": 0,
        "timeopen": 0,
        "timeclose": 0,
        "timemodified": now(),
        "completionsubmit": 1,
    }
    body = fields("feedback", values, several("items", *items), several("completeds"), id=id)
    title = name_of(page.title)
    return Activity(kind="feedback", id=id, title=title, body=body, completion={"completionview": 0})


def _item(survey: int, node: Element, place: int) -> Element:
    """An item, as Moodle stores what its reader of the Feedback format finds."""
    type = node.get("TYPE", "")
    depends = node.findtext("DEPENDITEM") or "0"
    values: dict[str, object] = {"template": 0}
    values |= {name: node.findtext(tag) or "" for name, tag in _FIELDS.items()}
    values |= {
        "typ": type,
        "hasvalue": int(type not in _SILENT),
        "position": place,
        "required": node.get("REQUIRED"),
        "dependitem": 0 if depends == "0" else _id(survey, depends),
    }
    return fields("item", values, id=_id(survey, node.findtext("ITEMID") or ""))


def _id(survey: int, item: str) -> int:
    return number("feedback item", str(survey), item)
