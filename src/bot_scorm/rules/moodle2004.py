"""Rules about what Moodle makes of a SCORM 2004 manifest that is right by the standard.

Source: Moodle 4.5.6, ``mod/scorm/datamodels/scormlib.php``, which looks at names with their prefixes.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot_scorm.diagnostics import Severity
from bot_scorm.namespaces import ADLCP_2004, ADLNAV, ADLSEQ, CP_OTHER, IMSSS
from bot_scorm.package.manifest import namespace
from bot_scorm.package.view import Package
from bot_scorm.package.xml import Element
from bot_scorm.rules.base import Findings, rule

_KNOWN = ("CAM 1.3", "1.3", "2004 3rd Edition", "2004 4th Edition")
_PREFIXES = {CP_OTHER: None, ADLCP_2004: "adlcp", ADLSEQ: "adlseq", ADLNAV: "adlnav", IMSSS: "imsss"}
_IGNORED = {
    f"{{{IMSSS}}}mapInfo": "the maps of objectives",
    f"{{{ADLSEQ}}}mapInfo": "the maps of objectives",
    f"{{{IMSSS}}}rollupCondition": "the conditions of rollup rules",
}


@rule("S24-040", Severity.ERROR, on=Package)
def known_version(package: Package) -> Findings:
    """Moodle knows the manifest's `<schemaversion>`.

    Why: Moodle takes everything else for SCORM 1.2, `2004 2nd Edition`, white space around it and none at all
    too. It then offers the API of SCORM 1.2, which a SCO of SCORM 2004 does not find: nothing that a learner
    does is recorded.

    Example: `<schemaversion>2004</schemaversion>`. Write `2004 4th Edition`, `2004 3rd Edition` or, for the
    2nd, `CAM 1.3`.
    """
    if manifest := package.manifest:
        said = manifest.schemaversion
        if said is None or said.text not in _KNOWN:
            what = repr(said.text) if said else "none"
            message = f"<schemaversion> is {what}, which Moodle takes for SCORM 1.2. Write 2004 4th Edition."
            yield said.at if said else manifest.at, message


@rule("S24-041", Severity.ERROR, on=Package)
def prefixes(package: Package) -> Findings:
    """Names of ADL and of sequencing have the prefixes `adlcp`, `adlseq`, `adlnav` and `imsss`, others none.

    Why: Moodle does not look at namespaces but at the names as they are written. With another prefix every
    SCO becomes an asset, and sequencing is not read; `ims:manifest` leaves nothing to launch.

    Example: `<ss:sequencing xmlns:ss="http://www.imsglobal.org/xsd/imsss">`. By the rules of XML it is right,
    and still it does not work.
    """
    document = package.document
    if document is None or document.root is None:
        return
    told: set[tuple[str, str | None]] = set()
    seen: set[tuple[str | None, ...]] = set()  # a manifest has few names, thousands of times
    for element in document.root.iter("*"):
        key = (element.prefix, element.tag)
        if key in seen and not element.attrib:
            continue
        seen.add(key)
        for uri, prefix in _used(element):
            wanted = _PREFIXES.get(uri, prefix)
            if prefix != wanted and (uri, prefix) not in told:
                told.add((uri, prefix))
                how = f"with the prefix {wanted}" if wanted else "without a prefix"
                message = f"Moodle reads names of {uri} only {how}. Declare the namespace so."
                yield document.at(element), message


@rule("S24-042", Severity.INFO, on=Package)
def without_effect(package: Package) -> Findings:
    """Moodle does what the manifest's sequencing asks for.

    Why: Moodle reads the maps of objectives, the conditions of rollup rules and `completedByMeasure`, and
    does nothing with them. A course that depends on them runs differently there than in a system that was
    made for SCORM 2004.

    Example: `<imsss:mapInfo targetObjectiveID="trust"/>` that should unlock the next module.
    """
    document = package.document
    if document is None or document.root is None or package.manifest is None:
        return
    found = dict.fromkeys(_IGNORED[str(one.tag)] for one in document.root.iter(*_IGNORED))
    if any(
        one.get("completedByMeasure") for one in document.root.iter(f"{{{ADLCP_2004}}}completionThreshold")
    ):
        found["completedByMeasure"] = None
    if found:
        yield package.manifest.at, f"Moodle does nothing with {' or '.join(found)}. Do not rely on it there."


def _used(element: Element) -> Iterator[tuple[str, str | None]]:
    """Namespace and prefix of an element and of its attributes."""
    yield namespace(element), element.prefix
    for name in element.attrib:
        if not name.startswith("{"):
            continue
        uri = name[1:].rpartition("}")[0]
        if uri in _PREFIXES:
            yield uri, next((prefix for prefix, one in element.nsmap.items() if one == uri and prefix), None)
