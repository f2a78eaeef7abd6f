"""Rules about what learning management systems make of a SCORM 1.2 manifest that is right by the standard.

Source, unless another is named: Moodle 4.5.6, ``mod/scorm/datamodels/scormlib.php``, which looks at names
with their prefixes.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from bot_scorm.diagnostics import Severity
from bot_scorm.package.manifest import ADLCP_12, CP_12, namespace
from bot_scorm.package.view import Package
from bot_scorm.package.xml import Element
from bot_scorm.rules.base import Findings, rule

_LOCATIONS = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"


@rule("S12-002", Severity.ERROR, on=Package)
def prefixes(package: Package) -> Findings:
    """ADL's names have the prefix `adlcp`, IMS's names have none.

    Why: Moodle does not look at namespaces but at the names as they are written. With another prefix every
    SCO becomes an asset and loses its mastery score; `ims:manifest` leaves nothing to launch.

    Example: `<scorm:masteryscore>`, `<ims:item>`. By the rules of XML both are right, and still they do not
    work.
    """
    document = package.document
    if document is None or document.root is None:
        return
    told: set[tuple[str, str | None]] = set()
    seen: set[tuple[str, str | None, tuple[str, ...]]] = set()
    for element in document.root.iter("*"):
        shape = (element.tag, element.prefix, tuple(element.keys()))
        if shape in seen:
            continue
        seen.add(shape)
        for uri, prefix in _used(element):
            wanted = {CP_12: None, ADLCP_12: "adlcp"}.get(uri, prefix)
            if prefix != wanted and (uri, prefix) not in told:
                told.add((uri, prefix))
                how = f"with the prefix {wanted}" if wanted else "without a prefix"
                message = f"Moodle reads names of {uri} only {how}. Declare the namespace so."
                yield document.at(element), message


@rule("S12-018", Severity.WARNING, on=Package)
def schemas_there(package: Package) -> Findings:
    """Every schema that `schemaLocation` names is in the package.

    Why: a system that validates looks for it there. Without `schemaLocation` nothing is looked for.

    Example: `xsi:schemaLocation="… imscp_rootv1p1p2.xsd"` in a package without that file. Remove the
    attribute, or add the official files (`bot-pack build --with-schemas` does, for what it builds).
    """
    document = package.document
    if package.bare or document is None or document.root is None:
        return
    for element in document.root.iter("*") if document.mentions("schemaLocation") else ():
        names = [unquote(one) for one in (element.get(_LOCATIONS) or "").split()[1::2]]
        missing = [name for name in names if ":" not in name and name.removeprefix("./") not in package]
        if missing:
            message = f"schemaLocation names {', '.join(missing)}, not in the package. Remove the attribute."
            yield document.at(element), message
            return


def _used(element: Element) -> Iterator[tuple[str, str | None]]:
    """Namespace and prefix of an element and of its attributes."""
    yield namespace(element), element.prefix
    for name in element.attrib:
        uri = name[1:].rpartition("}")[0] if name.startswith("{") else ""
        if uri == ADLCP_12:
            yield uri, next((prefix for prefix, one in element.nsmap.items() if one == uri and prefix), None)
