"""Formats. The table names modules, which are imported when they are used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot_scorm.writers.base import Writer

WRITERS: dict[str, str] = {
    "scorm12": "bot_scorm.writers.scorm12",
    "scorm2004": "bot_scorm.writers.scorm2004",
    "scorm2004-3rd": "bot_scorm.writers.scorm2004_3rd",
    "gift": "bot_scorm.writers.gift",
    "moodlexml": "bot_scorm.writers.moodle_xml",
    "moodle-course": "bot_scorm.writers.moodle_course",
    "qti21": "bot_scorm.writers.qti21",
    "qti12": "bot_scorm.writers.qti12",
    "moodle-feedback": "bot_scorm.writers.moodle_feedback",
    "imscp": "bot_scorm.writers.imscp",
    "imscc": "bot_scorm.writers.imscc",
    "imscc13": "bot_scorm.writers.imscc13",
    "epub": "bot_scorm.writers.epub",
    "web": "bot_scorm.writers.web",
}
"""Name of a format to the module that holds its ``WRITER``."""


def writer(name: str) -> Writer:
    """The writer of a format; raises KeyError for an unknown one."""
    found: Writer = import_module(WRITERS[name]).WRITER
    return found
