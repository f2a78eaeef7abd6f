"""Rules of SCORM 2004 on what a package is made of, from the Content Aggregation Model.

A fault that systems forgive is a warning. The families ``manifest`` and ``files`` hold here as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote

from bot_scorm.diagnostics import Severity
from bot_scorm.namespaces import ADLCP_2004, ADLSEQ
from bot_scorm.package.manifest import XML_BASE, local, namespace, resolve
from bot_scorm.package.view import Package
from bot_scorm.package.xml import Element
from bot_scorm.rules.base import Findings, rule
from bot_scorm.rules.schema2004 import LATEST, edition
from bot_scorm.rules.scorm import not_adl_scorm

_LETTER = r"(?:[\w.~!$'()*+,;:@/-]|%[0-9A-Fa-f]{2})"
_PAIR = f"{_LETTER}+={_LETTER}(?:{_LETTER}|=)*"
_PARAMETERS = re.compile(f"(?:[?&]?{_PAIR}(?:&{_PAIR})*)?(?:#{_LETTER}*)?")
_EDITIONS = ("2004 4th Edition", "2004 3rd Edition", "CAM 1.3")
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_LOCATIONS = f"{{{_XSI}}}schemaLocation"
_THRESHOLD = f"{{{ADLCP_2004}}}completionThreshold"
_NEW_IN_4 = frozenset(
    f"{{{uri}}}{name}"
    for uri, names in {
        ADLCP_2004: ("data", "map", "sharedDataGlobalToSystem"),
        ADLSEQ: ("objectives", "objective", "mapInfo"),
    }.items()
    for name in names
)


@rule("S24-004", Severity.WARNING, on=Package)
def schema_name(package: Package) -> Findings:
    """`<schema>` in the manifest's metadata is exactly `ADL SCORM`.

    Why: it is how a strict system tells a SCORM package from any other content package.

    Example: `<schema>SCORM</schema>`, or no `<metadata>` in the manifest at all.
    """
    return not_adl_scorm(package)


@rule("S24-005", Severity.WARNING, on=Package)
def schema_version(package: Package) -> Findings:
    """`<schemaversion>` in the manifest's metadata is exactly the name of an edition.

    Why: systems choose by it which rules of sequencing the course gets.

    Example: `<schemaversion>1.3</schemaversion>`, which Moodle knows and others do not. Write
    `2004 4th Edition`, `2004 3rd Edition`, or `CAM 1.3` for the 2nd.
    """
    if (manifest := package.manifest) and manifest.schemaversion and manifest.schemaversion.text == "1.3":
        message = f"<schemaversion> is '1.3'; write the name of the edition: {', '.join(_EDITIONS)}."
        yield manifest.schemaversion.at, message


@rule("S24-006", Severity.WARNING, on=Package)
def later_edition(package: Package) -> Findings:
    """A manifest of the 2nd or 3rd edition has nothing that came with the 4th.

    Why: a system of that edition does not read it, and its schemas refuse it.

    Example: `<adlcp:data>` under `<schemaversion>2004 3rd Edition</schemaversion>`. Write `2004 4th Edition`
    if the course needs it.
    """
    document = package.document
    if document is None or package.manifest is None or edition(package.manifest.version) == LATEST:
        return
    for element in _elements(package, "*"):
        names = [one.rpartition("}")[2] for one in (element.tag, *element.attrib) if one in _NEW_IN_4]
        parent = element.getparent()
        if element.tag == _THRESHOLD and parent is not None and local(parent) == "organization":
            names.append("completionThreshold of an organization")
        for name in names:
            yield document.at(element), f"{name} came with the 4th edition; the manifest names another."


@rule("S24-007", Severity.WARNING, on=Package)
def resource_type(package: Package) -> Findings:
    """The `type` of a resource that an item opens is `webcontent`.

    Why: SCORM knows no other kind, and a strict system does not open it.

    Example: `<resource type="text/html">`.
    """
    if manifest := package.manifest:
        for resource in {one.identifier: one for _, one in manifest.launched}.values():
            if resource.type and resource.type != "webcontent":
                yield resource.at, f"The type is {resource.type!r}; SCORM opens webcontent only."


@rule("S24-008", Severity.WARNING, on=Package)
def scorm_type(package: Package) -> Findings:
    """A resource says whether it is a SCO or an asset, as `adlcp:scormType`.

    Why: without it, it is taken for an asset: nothing that a learner does in it is recorded, and Moodle 4.5.6
    calls it complete as soon as it is opened. `scormtype`, as SCORM 1.2 writes it, is another attribute. The
    standard asks for it on resources that no item opens as well: they are assets.

    Example: `<resource type="webcontent" href="index.html">`: add `adlcp:scormType="sco"`.
    """
    manifest, document = package.manifest, package.document
    if manifest is None or document is None:
        return
    launched = {one.at for _, one in manifest.launched}
    for element in document.root.iter(f"{{{namespace(document.root)}}}resource"):
        names = [name.rpartition("}")[2] for name in element.attrib]
        at = document.at(element)
        if wrong := [one for one in names if one.lower() == "scormtype" and one != "scormType"]:
            yield at, f"adlcp:{wrong[0]} is spelt adlcp:scormType in SCORM 2004."
        elif "scormType" not in names:
            wanted = '"sco" if it is to be recorded, else "asset"' if at in launched else '"asset"'
            yield at, f"This resource lacks adlcp:scormType: {wanted}."


@rule("S24-009", Severity.WARNING, on=Package)
def parameters(package: Package) -> Findings:
    """`parameters` are the end of an address: `?name=value&other=value`, `#place`, or both.

    Why: they are put behind the `href` as they are, with a `?` or `&` before them if there is none. The
    standard knows pairs only, and what may not stand in an address is written with `%`.

    Example: `parameters="start page"` (a space), `parameters="?a=1?b=2"`, or `parameters="quiz"`, which is no
    pair.
    """
    for item in package.manifest.items if package.manifest else ():
        if item.parameters and not _PARAMETERS.fullmatch(item.parameters):
            message = f"{item.parameters!r} is not like ?a=b&c=d or #e. A space is written as %20."
            yield item.at, message


@rule("S24-023", Severity.WARNING, on=Package)
def parameters_of_nothing(package: Package) -> Findings:
    """`parameters` stand only on an item that opens a resource.

    Why: there is no address that they could be put behind, so whatever they should tell is lost.

    Example: `<item identifier="chapter" parameters="?part=1">` with items in it and no `identifierref`.
    """
    for item in package.manifest.items if package.manifest else ():
        if item.parameters and (item.items or not item.identifierref):
            yield item.at, f"parameters={item.parameters!r} has no effect: this item opens nothing."


@rule("S24-024", Severity.WARNING, on=Package)
def endings(package: Package) -> Findings:
    """The file that an item opens has a name with an ending.

    Why: a web server tells a browser by the ending what a file is. Without one, many offer it for download
    instead of showing it. Addresses of other hosts are their own business.

    Example: `href="start"`. Name it `start.html`.
    """
    manifest = package.manifest
    opened = {item.identifierref for item in manifest.items} if manifest else set()
    for resource in manifest.resources if manifest else ():
        launch = resource.launch
        if launch and launch.name and resource.identifier in opened and not PurePosixPath(launch.name).suffix:
            yield launch.at, f"{launch.href} has no ending, such as .html."


@rule("S24-011", Severity.WARNING, on=Package)
def something_to_launch(package: Package) -> Findings:
    """At least one item opens something.

    Why: a course without items is empty. Moodle 4.5.6 then makes an item of every resource, with its
    identifier for a title.

    Example: `<organizations/>`, as in a package of resources alone.
    """
    if (manifest := package.manifest) and not manifest.items:  # else MAN-009 tells
        yield manifest.at, "No item opens anything. Add an <organization> with an <item identifierref=…>."


@rule("S24-012", Severity.WARNING, on=Package)
def organization_has_items(package: Package) -> Findings:
    """Every organization has an item.

    Why: an empty table of contents is nothing to learn from, and the schemas of the 4th edition refuse it.

    Example: `<organization identifier="old"><title>Old</title></organization>`. Remove it.
    """
    if (manifest := package.manifest) and any(manifest.items):  # else S24-011 tells
        for one in manifest.organizations:
            if not one.items:
                yield one.at, "This organization has no item. Add one, or remove the organization."


@rule("S24-018", Severity.WARNING, on=Package)
def schemas_at_root(package: Package) -> Findings:
    """Every schema that `schemaLocation` names lies at the root of the package.

    Why: a system that validates looks for it there, and ADL's test suite refuses a package without. With no
    `schemaLocation` nothing is looked for.

    Example: `xsi:schemaLocation="… imscp_v1p1.xsd"` in a package without that file. Remove the attribute, or
    add the official files.
    """
    if package.bare:
        return
    document = package.document
    if document is None or document.root is None:
        return
    for element in document.root.xpath("//*[@xsi:schemaLocation]", namespaces={"xsi": _XSI}):
        names = [unquote(one).removeprefix("./") for one in element.get(_LOCATIONS).split()[1::2]]
        missing = [name for name in names if ":" not in name and name not in package]
        if missing:
            message = f"schemaLocation names {', '.join(missing)}, not at the root. Remove the attribute."
            yield document.at(element), message
            return


@rule("S24-019", Severity.WARNING, on=Package)
def no_inner_manifest(package: Package) -> Findings:
    """There is no manifest in the manifest.

    Why: SCORM 2004 advises against it, and what systems make of it differs: most read the outer one alone.

    Example: `<manifest>` behind `<resources>`, with a course of its own. Make it a package of its own.
    """
    for element in _elements(package, "manifest"):
        if package.document and element is not package.document.root:
            yield (
                package.document.at(element),
                "A manifest stands in the manifest. Make it a package of its own.",
            )


@rule("S24-020", Severity.WARNING, on=Package)
def names_default(package: Package) -> Findings:
    """`<organizations>` names the default organization.

    Why: the standard asks for it, even where there is only one.

    Example: `<organizations>` without `default`.
    """
    if (manifest := package.manifest) and manifest.organizations and manifest.default is None:
        first = manifest.organizations[0].identifier
        yield manifest.organizations[0].at, f'<organizations> lacks default="{first}".'


@rule("S24-021", Severity.WARNING, on=Package)
def metadata_file(package: Package) -> Findings:
    """The files with metadata that the manifest names are in the package.

    Why: a catalogue that describes the course by them finds nothing.

    Example: `<adlcp:location>metadata/course.xml</adlcp:location>` without that file.
    """
    if package.bare or package.document is None:
        return
    for element in package.document.root.iter(f"{{{ADLCP_2004}}}location"):
        bases = [one.get(XML_BASE, "") for one in reversed([element, *element.iterancestors()])]
        found = resolve(package.document.at(element), "".join(element.itertext()), "".join(bases))
        if found.name and found.name not in package:
            yield found.at, f"{found.name} is not in the package. Add it, or remove <adlcp:location>."


@rule("S24-022", Severity.WARNING, on=Package)
def hierarchical(package: Package) -> Findings:
    """The `structure` of an organization is `hierarchical`.

    Why: SCORM knows no other, and a strict system refuses it.

    Example: `<organization structure="linear">`. Leave the attribute out.
    """
    for element in _elements(package, "organization"):
        structure = element.get("structure", "hierarchical")
        if package.document and structure != "hierarchical":
            yield package.document.at(element), f"structure is {structure!r}; SCORM knows hierarchical only."


def _elements(package: Package, name: str) -> Iterator[Element]:
    """Elements of that name in any namespace."""
    if package.document is not None and package.document.root is not None:
        yield from package.document.root.iter("{*}" + name)
