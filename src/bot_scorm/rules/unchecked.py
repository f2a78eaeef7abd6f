"""What is told of packages for which there are no rules."""

from __future__ import annotations

import re

from bot_scorm.diagnostics import Severity
from bot_scorm.namespaces import EXPORTS
from bot_scorm.package.view import Package
from bot_scorm.rules.base import Findings, rule

_QTI = re.compile(r"imsqti_(?:[a-z]+_)?xmlv(?:1p[12]|2p[0-2])")
"""Types of resources in those versions of QTI for which there are rules."""


@rule("MAN-024", Severity.INFO, on=Package)
def rules_exist(package: Package) -> Findings:
    """There are rules for the standard that the manifest follows.

    Why: so that silence is not taken for praise. What holds for every package has been checked, what the
    standard itself asks for has not.

    Example: a package in QTI 3.0, or what Blackboard or Brightspace exported for itself. SCORM and IMS
    content packages, Common Cartridges and QTI 1.2 to 2.2 are checked in full.
    """
    manifest = package.manifest
    if manifest and manifest.standard in ("QTI", *EXPORTS.values()):
        if any(_QTI.match(one.type) for one in manifest.resources):
            return
        name = f"{manifest.standard} {manifest.version}".strip()
        message = f"{name}: only what holds for every package was checked; there are no rules for it yet."
        yield manifest.at, message
