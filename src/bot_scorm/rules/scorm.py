"""What the rules of SCORM 1.2 and those of SCORM 2004 look at alike."""

from __future__ import annotations

from bot_scorm.package.view import Package
from bot_scorm.rules.base import Findings


def not_adl_scorm(package: Package) -> Findings:
    """Where the manifest's `<schema>` is missing or has another text than `ADL SCORM`."""
    if manifest := package.manifest:
        if manifest.schema is None:
            yield manifest.at, "The metadata lacks <schema>ADL SCORM</schema>."
        elif manifest.schema.text != "ADL SCORM":
            yield manifest.schema.at, f"<schema> is {manifest.schema.text!r}; it has to be exactly ADL SCORM."
