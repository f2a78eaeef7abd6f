"""Rules about what a manifest says, the same for every standard that builds on IMS Content Packaging."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot_scorm.diagnostics import Location, Severity
from bot_scorm.package.kind import foreign
from bot_scorm.package.manifest import Field, Item, Manifest, Organization
from bot_scorm.package.view import ENDINGS, MANIFEST, Package
from bot_scorm.rules.base import Findings, rule

_NCNAME = re.compile(r"[^\W\d][\w.\-·]*$")


@rule("MAN-001", Severity.ERROR, on=Package)
def manifest_at_root(package: Package) -> Findings:
    """`imsmanifest.xml` lies at the root of the package.

    Why: it is all that a system looks for when a package is uploaded (Moodle 4.5.6 does). In a folder, or
    with a capital letter, it is not found.

    Example: a zip of the folder `course/` holds `course/imsmanifest.xml`. Pack what is in the folder, not
    the folder: `cd course && zip -r ../course.zip .`
    """
    if MANIFEST in package or (package.faults and not package.listed):  # else the family archive tells
        return
    inner = sorted(
        (one for one in package.entries if one.lower().endswith(MANIFEST)), key=lambda one: one.count("/")
    )
    zips = [one for one in package.entries if one.lower().endswith(ENDINGS)]
    if not inner:
        kind = foreign(package)
        message = f"There is no {MANIFEST} in the package, so it is not a course."
        if kind.standard:
            message = f"{kind.why}: this seems to be {kind.standard}, which is not checked here."
        elif zips:
            message = f"{message} {zips[0]} inside may be the package itself: unpack once."
        yield package.at(), message
    elif "/" in inner[0]:
        message = f"{MANIFEST} must lie at the root. Pack the files in the folder, not the folder."
        yield package.at(inner[0]), message
    else:
        yield package.at(inner[0]), f"The file must be called {MANIFEST}, in small letters."


@rule("MAN-006", Severity.ERROR, on=Package)
def known_kind(package: Package) -> Findings:
    """The manifest's root is a `manifest` of a standard that systems know.

    Why: a system recognises the standard by the root element and its namespace. Anything else is not
    imported.

    Example: `<manifest xmlns="http://example.org/course">`. For SCORM 1.2 the namespace is
    `http://www.imsproject.org/xsd/imscp_rootv1p1p2`.
    """
    if (manifest := package.manifest) and not manifest.standard:
        yield manifest.at, "This is not the manifest of SCORM, IMS Content Packaging or Common Cartridge."


@rule("MAN-007", Severity.WARNING, on=Package)
def default_organization(package: Package) -> Findings:
    """The default organization exists.

    Why: a course starts in its default organization. Where there is none of that name, Moodle 4.5.6 takes the
    first one, and another system none. No XML library at hand notices, because libxml2 does not follow such
    references.

    Example: `<organizations default="org-1">` with `<organization identifier="org1">`.
    """
    manifest = package.manifest
    if manifest and manifest.default and manifest.organizations:
        known = [one.identifier.strip() for one in manifest.organizations]
        if manifest.default.text.strip() not in known:
            choice = ", ".join(known[:5])
            message = f"No organization is called {manifest.default.text}; there is {choice}."
            yield manifest.default.at, message


@rule("MAN-008", Severity.ERROR, on=Package)
def item_resource(package: Package) -> Findings:
    """Every item's `identifierref` names a resource.

    Why: otherwise the line stands in the table of contents and opens nothing. White space around a name does
    not count in SCORM; Moodle 4.5.6 counts it.

    Example: `<item identifierref="res-2">` without any `<resource identifier="res-2">`.
    """
    if manifest := package.manifest:
        spaced = {one.strip(): one for one in manifest.by_id}
        for item in manifest.items:
            name = item.identifierref
            if name and name not in manifest.by_id:
                message = f"No resource is called {name}. Mend identifierref, or add the resource."
                if other := spaced.get(name.strip()):
                    message = f"Moodle does not find {other!r} by {name!r}. Remove the spaces."
                yield item.at, message


@rule("MAN-009", Severity.WARNING, on=Package)
def leaf_opens_something(package: Package) -> Findings:
    """An item without items below it opens a resource.

    Why: it is a heading over nothing. Learners click on it in vain.

    Example: `<item identifier="intro"><title>Introduction</title></item>`: add `identifierref`.
    """
    for manifest in _scorm(package):
        for item in manifest.items:
            if not item.items and not item.identifierref:
                message = "This item opens nothing and has nothing below it. Add identifierref, or remove it."
                yield item.at, message


@rule("MAN-010", Severity.WARNING, on=Package)
def branch_opens_nothing(package: Package) -> Findings:
    """An item with items below it is a heading and opens nothing itself.

    Why: systems differ in what they do with its resource: some show it, some leave it out of the table of
    contents.

    Example: a chapter with `identifierref` and with pages below it. Make its own page the first one below
    it.
    """
    for manifest in _scorm(package):
        for item in manifest.items:
            if item.items and item.identifierref:
                message = (
                    "This item opens a resource and has items below it. Make the resource an item of its own."
                )
                yield item.at, message


@rule("MAN-011", Severity.ERROR, on=Package)
def unique_identifiers(package: Package) -> Findings:
    """Every identifier stands once in a manifest.

    Why: what learners have done is kept under the item's identifier. Of two items with the same one, Moodle
    4.5.6 keeps the later and drops the earlier silently.

    Example: two `<item identifier="page">`. Number them: `page-1`, `page-2`.
    """
    first: dict[str, Location] = {}
    for one in _identifiers(package):
        if (earlier := first.setdefault(one.text, one.at)) != one.at:
            message = (
                f"The identifier {one.text} stands on line {earlier.line} already. Give this one another."
            )
            yield one.at, message


@rule("MAN-012", Severity.WARNING, on=Package)
def identifier_form(package: Package) -> Findings:
    """An identifier starts with a letter or `_` and has only letters, digits, `.`, `-` and `_`.

    Why: that is what the type ID of XML Schema asks for. Most systems take others too, such as some that
    start with a digit; a strict one refuses the whole manifest.

    Example: `identifier="2024-intro"`. Write `identifier="intro-2024"`.
    """
    for one in _identifiers(package):
        if not _NCNAME.match(one.text):
            message = (
                f"The identifier {one.text!r} has to start with a letter and hold only letters, digits, . - _"
            )
            yield one.at, message


@rule("MAN-013", Severity.ERROR, on=Package)
def identifier_length(package: Package) -> Findings:
    """An identifier has at most 255 characters.

    Why: Moodle 4.5.6 stops the import with a database error at more.

    Example: an identifier made from a whole sentence. Use a short one that never changes.
    """
    for one in _identifiers(package):
        if len(one.text) > 255:
            message = f"This identifier has {len(one.text)} characters; 255 are the most that Moodle stores."
            yield one.at, message


@rule("MAN-014", Severity.ERROR, on=Package)
def dependency_resource(package: Package) -> Findings:
    """Every dependency names a resource.

    Why: the files of the other resource belong to this one. A system that copies only what is named leaves
    them behind.

    Example: `<dependency identifierref="shared"/>` without any `<resource identifier="shared">`.
    """
    if manifest := package.manifest:
        known = {one.strip() for one in manifest.by_id}
        for resource in manifest.resources:
            for one in resource.dependencies:
                if one.identifierref.strip() not in known:
                    message = f"No resource is called {one.identifierref}. Mend the dependency, or remove it."
                    yield one.at, message


@rule("MAN-021", Severity.WARNING, on=Package)
def has_title(package: Package) -> Findings:
    """Every organization and item has a title.

    Why: the title is what learners click on. Moodle 4.5.6 takes a title of `0` for none.

    Example: `<title></title>`, or no title at all.
    """
    if (manifest := package.manifest) and manifest.standard != "Common Cartridge":  # there it is a label
        for node in _titled(manifest):
            text = node.title.text.strip() if node.title else ""
            if text in ("", "0"):
                what = "The title 0 vanishes in Moodle" if text else "There is no title"
                message = f"{what}. Give it words that learners understand."
                yield node.title.at if node.title else node.at, message


@rule("MAN-023", Severity.ERROR, on=Package)
def title_length(package: Package) -> Findings:
    """A title has at most 255 characters.

    Why: Moodle 4.5.6 stops the import with a database error at more. Above 200 other systems may cut it off.

    Example: a paragraph of introduction as a title.
    """
    if manifest := package.manifest:
        for node in _titled(manifest):
            if node.title and len(node.title.text) > 255:
                message = (
                    f"This title has {len(node.title.text)} characters; 255 are the most that Moodle stores."
                )
                yield node.title.at, message


def _identifiers(package: Package) -> Iterator[Field]:
    if manifest := package.manifest:
        yield from manifest.identifiers


def _titled(manifest: Manifest) -> Iterator[Organization | Item]:
    yield from manifest.organizations
    yield from manifest.items


def _scorm(package: Package) -> Iterator[Manifest]:
    """The manifest, if titles and items mean to it what they mean to SCORM: in a cartridge they may be
    labels."""
    if package.manifest and package.manifest.standard == "SCORM":
        yield package.manifest
