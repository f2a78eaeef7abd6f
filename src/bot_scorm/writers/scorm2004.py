"""SCORM 2004, 4th edition; the 3rd says the same under another version."""

from __future__ import annotations

from functools import partial

from bot_scorm.writers.manifest2004 import manifest
from bot_scorm.writers.scorm import Scorm

WRITER = Scorm(
    name="scorm2004",
    standard="scorm2004",
    title="SCORM 2004 4th Edition",
    manifest=partial(manifest, "2004 4th Edition"),
    mark=b"<imsss:minNormalizedMeasure>",
    state=64_000,  # run-time environment 4.2.23
)
