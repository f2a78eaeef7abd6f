"""Whether a manifest is that of a package of QTI, and of which version."""

from __future__ import annotations

import re

from bot_scorm.package.xml import Element

_SAYS_SO = re.compile(r"\s*(?:IMS )?QTI\s?v?(\d\.\d)?", re.IGNORECASE)
_DOCUMENT = re.compile(r"imsqti_(?:(?:item|test|section)_)?xmlv(\d)p(\d)(?:p\d)?$")
_BESIDE = ("webcontent", "associatedcontent")
"""Types of what items show; those of Canvas begin with the second."""


def qti_version(root: Element, schema: str, said: str) -> str | None:
    """The version of QTI, or None; ``schema`` and ``said`` are what the manifest names.

    QTI 1.2 has no schema name for packages, and tools write ``IMS Content``: there the types of the resources
    tell, if all are those of QTI or files beside them. Canvas writes so in a cartridge's namespace.
    """
    if named := _SAYS_SO.match(schema):
        return named[1] or said
    types = [one.get("type", "") for one in root.iter("{*}resource")]
    others = [one for one in types if not _DOCUMENT.match(one) and not one.startswith(_BESIDE)]
    found = next((match for one in types if (match := _DOCUMENT.match(one))), None)
    return f"{found[1]}.{found[2]}" if found and not others else None
