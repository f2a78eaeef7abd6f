"""Official schemas as ``lxml.etree.XMLSchema``: where a user has them, they decide."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

from bot_scorm.schemas.store import Stored, listed

_PLACES = {
    "scorm12": {
        "http://www.imsproject.org/xsd/imscp_rootv1p1p2": "imscp_rootv1p1p2.xsd",
        "http://www.adlnet.org/xsd/adlcp_rootv1p2": "adlcp_rootv1p2.xsd",
        "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1": "imsmd_rootv1p2p1.xsd",
    },
    "scorm2004": {
        "http://www.imsglobal.org/xsd/imscp_v1p1": "imscp_v1p1.xsd",
        "http://www.adlnet.org/xsd/adlcp_v1p3": "adlcp_v1p3.xsd",
        "http://www.adlnet.org/xsd/adlseq_v1p3": "adlseq_v1p3.xsd",
        "http://www.adlnet.org/xsd/adlnav_v1p3": "adlnav_v1p3.xsd",
        "http://www.imsglobal.org/xsd/imsss": "imsss_v1p0.xsd",
    },
}
_OF = {"scorm12": "scorm12", "scorm2004-4": "scorm2004", "scorm2004-3": "scorm2004-3rd"}
"""Folder of our schema to the official ones of the same standard."""


@cache
def official(standard: str, folder: Path | None) -> Any:
    """The official schema for one of ours; None without a folder, or where it does not have all it takes."""
    if folder is None or standard not in _OF:
        return None
    (stored,) = (one for one in listed(folder) if one.standard == _OF[standard])
    if not stored.decides:
        return None
    places = _PLACES["scorm12" if standard == "scorm12" else "scorm2004"]
    imports = "".join(
        f'<xs:import namespace="{uri}" schemaLocation="{name}"/>' for uri, name in places.items()
    )
    entry = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Patched(stored))
    try:
        return etree.XMLSchema(etree.fromstring(entry, parser, base_url="memory:/entry.xsd"))
    except etree.XMLSchemaParseError:  # a file that only has the right name
        return None


class _Patched(etree.Resolver):  # type: ignore[misc] # lxml ships no types
    """Hands out the files by their names, wherever they say others lie, with two faults mended in memory."""

    def __init__(self, stored: Stored) -> None:
        self._stored = stored
        super().__init__()

    def resolve(self, url: str, public_id: str, context: Any) -> Any:
        name = url.rsplit("/", 1)[-1]
        if name not in self._stored.there:
            return self.resolve_empty(context)
        data = (self._stored.folder / name).read_bytes()
        if name == "ims_xml.xsd":  # it binds the xml namespace as the default one, which XML forbids
            data = data.replace(b'xmlns="http://www.w3.org/XML/1998/namespace"', b"", 1)
        if name == "imsmd_rootv1p2p1.xsd":  # ##any breaks the rule of unique particle attribution
            data = data.replace(b"##any", b"##other")
        return self.resolve_string(data, context, base_url=f"memory:/{name}")
