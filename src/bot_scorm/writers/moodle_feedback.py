"""Moodle feedback: every survey of a module as a file of questions for Moodle's Feedback activity.

Written for Moodle's reader (``mod/feedback/import.php``, 4.5.6). The format has no specification; what its
fields mean stands in ``mod/feedback/item/*/lib.php``.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot_scorm.archive import Artifact, BytesSource
from bot_scorm.diagnostics import Report
from bot_scorm.model.blocks import Rule
from bot_scorm.model.programme import Edition, Survey
from bot_scorm.model.surveys import SurveyItem
from bot_scorm.model.walk import nodes_of
from bot_scorm.package.xml import Element
from bot_scorm.writers.base import Writer
from bot_scorm.writers.fragments import plain
from bot_scorm.writers.losses import FEEDBACK_SETTINGS
from bot_scorm.writers.moodle_feedback_items import FeedbackPen, break_page, label, write_item
from bot_scorm.writers.xml_nodes import document, element


class MoodleFeedbackWriter:
    """The format ``moodle-feedback``."""

    name = "moodle-feedback"

    def write(self, edition: Edition, report: Report) -> Artifact | None:
        """A folder with a file for each survey of the module; None if it has none."""
        (module,) = edition
        surveys = [page for page in module.pages if isinstance(page, Survey)]
        files = {f"{one.id}.xml": BytesSource(write_survey(one, report)) for one in surveys}
        return Artifact(self.name, edition.language, module.id, "", files, packed=False) if files else None

    def join(self, edition: Edition, parts: Mapping[str, Artifact], report: Report) -> Artifact | None:
        """None: every survey is an activity of its own."""
        return None


WRITER: Writer = MoodleFeedbackWriter()


def write_survey(survey: Survey, report: Report) -> bytes:
    """The file of one survey. What the format cannot carry is one diagnostic an item."""
    nodes = survey_items(survey, report)
    names = "anonymously" if survey.anonymous else "with names"
    message = (
        f"Set “Record user names” of the Feedback activity for “{survey.id}” so that it is kept {names}."
    )
    if survey.when:
        message += f" Say in its description when it is answered: {plain(survey.when)}."
    report.add(FEEDBACK_SETTINGS, survey.at, message)
    items = element("ITEMS", "", *nodes)
    return document(
        element("FEEDBACK", "", items, VERSION="200701", COMMENT="XML-Importfile for mod/feedback")
    )


def survey_items(survey: Survey, report: Report) -> list[Element]:
    """The items of one survey. What they lose is one diagnostic an item."""
    pen = FeedbackPen(survey)
    for block in survey.prose.blocks:
        if isinstance(block, Rule):
            break_page(pen)
        elif not isinstance(block, SurveyItem):
            label(block, pen, report)
        for item in nodes_of(block, SurveyItem):
            write_item(item, pen, report)
    pen.nodes[-1:] = [one for one in pen.nodes[-1:] if one.get("TYPE") != "pagebreak"]
    return pen.nodes
