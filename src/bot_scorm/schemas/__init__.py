"""The schemas that we wrote, compiled once a process, and official ones where a user has put them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

from bot_scorm.namespaces import ADLCP_2004, ADLNAV, ADLSEQ, CMI5, CP_OTHER, IMSSS, LOM
from bot_scorm.resources import schemas_dir

_CP = {
    CP_OTHER: "imscp.xsd",
    LOM: "lom.xsd",
    "http://www.w3.org/XML/1998/namespace": "xml.xsd",
}
NAMESPACES: Mapping[str, Mapping[str, str]] = {
    "scorm12": {
        "http://www.imsproject.org/xsd/imscp_rootv1p1p2": "imscp.xsd",
        "http://www.adlnet.org/xsd/adlcp_rootv1p2": "adlcp.xsd",
        "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1": "imsmd.xsd",
        "http://www.w3.org/XML/1998/namespace": "xml.xsd",
    },
    "imscp": _CP,
    "cmi5": {CMI5: "manifest.xsd"},
    "scorm2004-3": {
        **{uri: f"../imscp/{name}" for uri, name in _CP.items()},
        ADLCP_2004: "adlcp.xsd",
        ADLSEQ: "adlseq.xsd",
        ADLNAV: "../scorm2004-4/adlnav.xsd",
        IMSSS: "../scorm2004-4/imsss.xsd",
    },
    "scorm2004-4": {
        **{uri: f"../imscp/{name}" for uri, name in _CP.items()},
        ADLCP_2004: "adlcp.xsd",
        ADLSEQ: "adlseq.xsd",
        ADLNAV: "adlnav.xsd",
        IMSSS: "imsss.xsd",
    },
}
"""Standard to its namespaces and our file for each, in the folder of that name; schemas of standards that
are not here name the files that they import."""

_SEQUENCING = (
    "",
    "auxresource",
    "control",
    "delivery",
    "limit",
    "objective",
    "random",
    "rollup",
    "seqrule",
    "util",
)
_LOM = (
    "lomLoose.xsd", "common/anyElement.xsd", "common/dataTypes.xsd", "common/elementNames.xsd",
    "common/elementTypes.xsd", "common/rootElement.xsd", "common/vocabTypes.xsd", "common/vocabValues.xsd",
    "extend/custom.xsd", "unique/strict.xsd", "vocab/loose.xsd",
)  # fmt: skip
_SCORM_2004 = (
    "imscp_v1p1.xsd", "adlcp_v1p3.xsd", "adlseq_v1p3.xsd", "adlnav_v1p3.xsd",
    *(f"imsss_v1p0{part}.xsd" for part in _SEQUENCING),
    "xml.xsd", "XMLSchema.dtd", "datatypes.dtd", *_LOM,
)  # fmt: skip
OFFICIAL: Mapping[str, tuple[str, ...]] = {
    "scorm12": ("adlcp_rootv1p2.xsd", "ims_xml.xsd", "imscp_rootv1p1p2.xsd", "imsmd_rootv1p2p1.xsd"),
    "scorm2004": _SCORM_2004,
    "scorm2004-3rd": _SCORM_2004,
}
"""Format to the names of the official files of its standard, which this project may not ship (see the
licences they carry). The files of the two editions of SCORM 2004 have the same names."""


@cache
def compiled(standard: str) -> Any:
    """Our schema of a standard as an ``lxml.etree.XMLSchema``: it decides."""
    return etree.XMLSchema(etree.parse(schemas_dir() / standard / "manifest.xsd", _parser()))


@cache
def explaining(standard: str) -> Any:
    """Our schema of a standard as an ``xmlschema.XMLSchema10``: slower, and able to say what it expected."""
    import xmlschema  # 0.3 s to import: only when something was refused

    folder = schemas_dir() / standard
    places = {uri: str(folder / name) for uri, name in NAMESPACES.get(standard, {}).items()}
    return xmlschema.XMLSchema10(str(folder / "manifest.xsd"), locations=places, allow="local")


def _parser() -> Any:
    return etree.XMLParser(no_network=True, resolve_entities=False)


def user_folder() -> Path:
    """Where a user keeps official schemas: ``$BOT_SCORM_SCHEMAS``, or below the folder for programs' data."""
    if chosen := os.environ.get("BOT_SCORM_SCHEMAS"):
        return Path(chosen)
    data = os.environ.get("XDG_DATA_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(data) if data else Path.home() / ".local" / "share") / "bot-scorm" / "schemas"


def official(standard: str, folder: Path | None = None) -> dict[str, Path]:
    """The official files of a standard by name; raises FileNotFoundError, which names the folder and what
    lacks."""
    home = (folder or user_folder()) / standard
    found = {name: home / name for name in OFFICIAL[standard]}
    if missing := [name for name, path in found.items() if not path.is_file()]:
        raise FileNotFoundError(f"{home.as_posix()} lacks {', '.join(missing)}")
    return found
