"""What keeps a SCORM package from carrying everything, or from being made."""

from __future__ import annotations

from bot_scorm.diagnostics import Rule, Severity

TITLE_CUT = Rule(
    "SCO-001",
    Severity.WARNING,
    "A title has at most 200 characters in a SCORM package.",
    "Why: the table of contents of an LMS stores that much; Moodle 4.5.6 stops the import with a database "
    "error above 255. A longer title is cut there. On the pages, and in the package's description, it stays "
    "whole.\n\n"
    "Example: a title that is a paragraph. Write a short one, and put the rest into `summary`.",
)
NO_SCHEMAS = Rule(
    "SCO-002",
    Severity.ERROR,
    "`--with-schemas` finds the official schemas.",
    "Why: what the files of the standard say about themselves does not let this project pass them on. They "
    "are taken from where you have them, and a package must not depend on what a machine happens to have: "
    "without the option there are none in it, with it all of them.\n\n"
    "Example: copy `imscp_rootv1p1p2.xsd`, `adlcp_rootv1p2.xsd`, `imsmd_rootv1p2p1.xsd` and `ims_xml.xsd` "
    "into the folder that the message names, or set `BOT_SCORM_SCHEMAS` to the folder that holds `scorm12/`. "
    "The files of SCORM 2004 belong into `scorm2004/` and `scorm2004-3rd/`, each with `lomLoose.xsd` and the "
    "folders of LOM beside them.",
)
