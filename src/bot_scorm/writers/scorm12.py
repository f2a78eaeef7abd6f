"""SCORM 1.2."""

from __future__ import annotations

from bot_scorm.writers.manifest import manifest
from bot_scorm.writers.scorm import Scorm
from bot_scorm.writers.state import LIMIT

WRITER = Scorm(
    name="scorm12",
    standard="scorm12",
    title="SCORM 1.2",
    manifest=manifest,
    mark=b"<adlcp:masteryscore>",
    state=LIMIT,
    overrides=True,
)
