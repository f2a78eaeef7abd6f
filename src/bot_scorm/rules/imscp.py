"""Rules of IMS Content Packaging 1.1.2 to 1.1.4 for packages that are shown and not tracked.

What Moodle does: 4.5.6, ``mod/imscp/locallib.php``.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from bot_scorm.diagnostics import Severity
from bot_scorm.namespaces import CP_OTHER, LOM
from bot_scorm.package.manifest import CP_12, MD_12, namespace
from bot_scorm.package.view import Package
from bot_scorm.package.xml import XmlDocument
from bot_scorm.package.zip import DamagedError
from bot_scorm.rules.base import Findings, rule
from bot_scorm.rules.binding import XML, Binding
from bot_scorm.rules.schema import CP_IDLE, CP_ORDER

_NAME = "IMS Content Packaging"
_SINCE_3 = Binding(
    "imscp",
    _NAME,
    {CP_OTHER: "", LOM: "lom:", XML: "xml:"},
    {f"{{{CP_OTHER}}}{name}": children for name, children in CP_ORDER.items()},
    apart=frozenset({f"{{{LOM}}}lom"}),  # rule LOM-004
    idle=frozenset(f"{{{CP_OTHER}}}{name}" for name in CP_IDLE),
)
_UNTIL_2 = Binding(
    "scorm12",
    _NAME,
    {CP_12: "", MD_12: "lom:", XML: "xml:"},
    {f"{{{CP_12}}}{name}": children for name, children in CP_ORDER.items()},
    idle=frozenset(f"{{{CP_12}}}{name}" for name in CP_IDLE),
)
_VERSIONS = ("1.1", "1.1.2", "1.1.3", "1.1.4")
_MOST_PAGES = 50
"""So many pages are looked at for calls of a run-time API."""
_CALLS = (b"API_1484_11", b"LMSInitialize")


@rule("CP-001", Severity.ERROR, on=Package)
def follows_schema(package: Package) -> Findings:
    """The manifest has the elements and attributes that IMS Content Packaging knows, where it knows them.

    Why: a misspelt or misplaced element is not read, and what is in it is silently lost.

    Example: `<organisations>` instead of `<organizations>`, or `<resource>` without `type`.
    """
    for document in _documents(package):
        yield from _binding(document).follows(document)


@rule("CP-002", Severity.WARNING, on=Package)
def order(package: Package) -> Findings:
    """Elements stand in the order that the schema gives, and metadata where it describes something.

    Why: most systems do not mind, and a strict one refuses the manifest.

    Example: `<metadata>` behind `<resources>`. It belongs at the beginning of `<manifest>`; in
    `<resources>` it describes nothing.
    """
    for document in _documents(package):
        yield from _binding(document).displaced(document)


@rule("CP-003", Severity.WARNING, on=Package)
def schema_name(package: Package) -> Findings:
    """The manifest's metadata says `IMS Content` and the version.

    Why: it is how a system tells a content package from a cartridge or a SCORM package.

    Example: no `<metadata>` at all. Write `<schema>IMS Content</schema>` and
    `<schemaversion>1.1.4</schemaversion>`.
    """
    if not (manifest := package.manifest):
        return
    if manifest.schema is None or manifest.schema.text.strip().lower() != "ims content":
        what = repr(manifest.schema.text) if manifest.schema else "missing"
        at = manifest.schema.at if manifest.schema else manifest.at
        yield at, f"<schema> is {what}; write IMS Content."
    elif manifest.schemaversion is None or manifest.schemaversion.text.strip() not in _VERSIONS:
        what = repr(manifest.schemaversion.text) if manifest.schemaversion else "missing"
        at = manifest.schemaversion.at if manifest.schemaversion else manifest.at
        yield at, f"<schemaversion> is {what}; write 1.1.4, or the version that it was made for."


@rule("CP-004", Severity.WARNING, on=Package)
def tracks_nothing(package: Package) -> Findings:
    """The pages do not look for a run-time API.

    Why: a content package is only shown: the system gives it no API, so no score, place or completion is
    kept. Some courses then show an error or do not start.

    Example: a SCO that somebody packed without SCORM's metadata. Write `ADL SCORM` as schema and mark the
    resource as a SCO.
    """
    if package.bare or not package.deep or not (manifest := package.manifest):
        return
    listed = (one.name for one in manifest.references if one.name.lower().endswith((".html", ".htm", ".js")))
    for name in islice(dict.fromkeys(listed), _MOST_PAGES):
        if name in package:
            try:
                data = package.read(name)
            except DamagedError:
                continue  # the family archive tells
            if any(call in data for call in _CALLS):
                yield package.at(name), "This looks for SCORM's API, which nobody gives to a content package."
                return


@rule("CP-005", Severity.WARNING, on=Package)
def something_to_show(package: Package) -> Findings:
    """At least one item shows something.

    Why: a package is shown by its table of contents. Without one, or with headings alone, there is nothing.

    Example: `<organizations/>` over a list of resources.
    """
    if (manifest := package.manifest) and not any(item.identifierref for item in manifest.items):
        yield manifest.at, "No item shows anything. Add an <organization> with an <item identifierref=…>."


@rule("CP-006", Severity.WARNING, on=Package)
def shown_has_href(package: Package) -> Findings:
    """A resource that an item shows has an `href`.

    Why: without it, systems guess: Moodle takes the last `<file>`, others none.

    Example: `<resource identifier="res-1" type="webcontent"><file href="index.html"/></resource>`: add
    `href="index.html"` to the resource.
    """
    if manifest := package.manifest:
        for resource in {one.identifier: one for _, one in manifest.launched}.values():
            if resource.launch is None or not resource.launch.href.strip():
                yield resource.at, "An item shows this resource, which has no href. Add the file as href."


@rule("CP-007", Severity.ERROR, on=Package)
def no_prefix(package: Package) -> Findings:
    """The names of the manifest have no prefix.

    Why: Moodle does not look at namespaces but at the names as they are written, and finds no organization in
    `<ims:manifest>`.

    Example: `<ims:manifest xmlns:ims="http://www.imsglobal.org/xsd/imscp_v1p1">`. Declare the namespace as
    `xmlns="…"`.
    """
    for document in _documents(package):
        home = namespace(document.root)
        for element in document.root.iter("*"):
            if namespace(element) == home and element.prefix:
                yield document.at(element), f"Moodle does not read names with the prefix {element.prefix}."
                return


def _documents(package: Package) -> Iterator[XmlDocument]:
    if package.document is not None and package.document.root is not None:
        yield package.document


def _binding(document: XmlDocument) -> Binding:
    return _UNTIL_2 if namespace(document.root) == CP_12 else _SINCE_3
