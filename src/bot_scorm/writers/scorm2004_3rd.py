"""SCORM 2004, 3rd edition: for an LMS that does not know the 4th."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from bot_scorm.writers import scorm2004
from bot_scorm.writers.manifest2004 import manifest

WRITER = replace(
    scorm2004.WRITER,
    name="scorm2004-3rd",
    title="SCORM 2004 3rd Edition",
    manifest=partial(manifest, "2004 3rd Edition"),
)
