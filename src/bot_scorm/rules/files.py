"""Rules about the addresses in a manifest and the files that they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot_scorm.diagnostics import Location, Severity
from bot_scorm.package.manifest import XML_BASE, Manifest, Reference, local, namespace, resolve
from bot_scorm.package.view import MANIFEST, Package
from bot_scorm.rules.archive import is_junk
from bot_scorm.rules.base import Findings, rule

_SHOWN = 5
_BAD_URI = re.compile(r"[\s<>\"{}|^`]|%(?![0-9A-Fa-f]{2})")


@rule("MAN-002", Severity.ERROR, on=Package)
def launch_file(package: Package) -> Findings:
    """Every file that an item opens is in the package.

    Why: learners get an error page instead of the course.

    Example: `<resource href="index.html">` in a package without `index.html`.
    """
    for reference in _launches(package):
        if _missing(package, reference):
            message = f"{reference.name} opens here, and it is not in the package. Add it, or mend href."
            yield reference.at, message


@rule("MAN-003", Severity.WARNING, on=Package)
def listed_file(package: Package) -> Findings:
    """Every file that the manifest lists is in the package.

    Why: systems forgive it, and learners see a hole where a picture should be.

    Example: `<file href="media/bridge.png"/>` after the picture was renamed.
    """
    told = {reference.name for reference in _launches(package)}
    for reference in package.manifest.references if package.manifest else ():
        if _missing(package, reference) and reference.name not in told:
            told.add(reference.name)
            yield reference.at, f"{reference.name} is not in the package. Add it, or take it off the list."


@rule("MAN-004", Severity.ERROR, on=Package)
def letter_case(package: Package) -> Findings:
    """Addresses use the same capital letters as the files' names.

    Why: on the Windows machine where the course was made both are one file. On the server they are two, and
    the one that is asked for is not there.

    Example: `href="Index.html"` for the file `index.html`.
    """
    if package.bare or not package.manifest:
        return
    told = set()
    for reference in package.manifest.references:
        name = package.folded.get(reference.name.casefold())
        if name and reference.name not in package and reference.name not in told:
            told.add(reference.name)
            message = f"The file is called {name}, not {reference.name}. Servers tell capital letters apart."
            yield reference.at, message


@rule("MAN-005", Severity.WARNING, on=Package)
def unlisted_file(package: Package) -> Findings:
    """Every file in the package is on the manifest's list.

    Why: a system may copy only what is listed. And a file that nobody listed is often one that nobody wanted
    to publish.

    Example: `notes-for-trainers.docx` that was in the folder when the course was packed.
    """
    if package.bare or not (manifest := package.manifest):
        return
    known = {MANIFEST, *(reference.name for reference in manifest.references), *_metadata_files(package)}
    folded = {name.casefold() for name in known}  # MAN-004 tells about these
    names = [name for name in package.entries if name.casefold() not in folded and not _is_support(name)]
    if names:
        more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
        listed = ", ".join(sorted(names)[:_SHOWN])
        message = f"The manifest does not list {listed}{more}. Add <file> elements, or leave them out."
        yield manifest.at, message


@rule("MAN-015", Severity.ERROR, on=Package)
def slashes(package: Package) -> Findings:
    r"""Addresses are relative and use `/`.

    Why: an address that starts with `/` or a drive leads to the root of the server, not of the package, and a
    backslash is no separator in an address.

    Example: `href="media\bridge.png"`, `href="/index.html"`, `xml:base="C:\course\"`.
    """
    for at, what, address in _addresses(package):
        path = re.split(r"[?#]", address, maxsplit=1)[0]
        if "\\" in path:
            yield at, f"{what} has a backslash. Separate folders by /."
        elif path.startswith("/") and not path.startswith("//"):
            yield at, f"{what} starts with /. Write it relative to the root of the package, without that."
        elif re.match(r"[A-Za-z]:", path):
            yield at, f"{what} starts with a drive. Write it relative to the root of the package."


@rule("MAN-016", Severity.ERROR, on=Package)
def inside(package: Package) -> Findings:
    """Addresses stay inside the package.

    Why: outside there is nothing that the package brought along.

    Example: `href="../../shared/player.js"`.
    """
    for reference in package.manifest.references if package.manifest else ():
        if reference.outside:
            message = f"{reference.base}{reference.href} leads out of the package. Put the file inside."
            yield reference.at, message


@rule("MAN-017", Severity.WARNING, on=Package)
def valid_address(package: Package) -> Findings:
    """Addresses are written as addresses: a space as `%20`, a `%` as `%25`.

    Why: what a strict reader makes of other characters is not certain. Moodle 4.5.6 takes spaces and `%20`
    alike.

    Example: `href="my picture.png"`. Write `href="my%20picture.png"`, or rename the file.
    """
    for at, what, address in _addresses(package):
        if found := _BAD_URI.search(address):
            right = f"%{ord(found[0]):02X}" if found[0] != "%" else "%25"
            yield at, f"{what} holds {found[0]!r}, which has to be written as {right} in an address."


@rule("MAN-018", Severity.WARNING, on=Package)
def not_remote(package: Package) -> Findings:
    """What a resource opens or lists is inside the package.

    Why: a page on another host cannot reach the system's API, so nothing that a learner does is recorded; it
    may change or vanish, and the other host sees who learns.

    Example: `<resource href="https://example.org/course/index.html">`.
    """
    for manifest in _scorm_like(package):
        for reference in manifest.references:
            if reference.remote:
                yield reference.at, f"{reference.href} is on another host. Put the file into the package."


@rule("MAN-019", Severity.ERROR, on=Package)
def has_href(package: Package) -> Findings:
    """A resource that an item opens has an `href`.

    Why: without it the system does not know what to open.

    Example: `<resource identifier="res-1" type="webcontent"><file href="index.html"/></resource>`: add
    `href="index.html"` to the resource.
    """
    if (manifest := package.manifest) and manifest.standard == "SCORM":
        for resource in {one.identifier: one for _, one in manifest.launched}.values():
            if resource.launch is None or not resource.launch.href.strip():
                message = "An item opens this resource, which has no href. Add the file to open as href."
                yield resource.at, message


@rule("MAN-020", Severity.WARNING, on=Package)
def launch_is_listed(package: Package) -> Findings:
    """What a resource opens is one of its files.

    Why: the list of files has to be complete, and the `href` to be found in it.

    Example: `<resource href="index.html">` whose only `<file>` is `player.js`.
    """
    for manifest in _scorm_like(package):
        for one in manifest.resources:
            if one.launch and one.launch.name and one.launch.name not in {file.name for file in one.files}:
                message = f"{one.launch.name} is not among the files of this resource. Add a <file> for it."
                yield one.at, message


@rule("MAN-022", Severity.WARNING, on=Package)
def base_is_folder(package: Package) -> Findings:
    """`xml:base` ends in `/`.

    Why: read by the book, a base without it stands for the folder above. Moodle 4.5.6 puts the two texts
    together as they are, so `content` and `index.html` become `contentindex.html`.

    Example: `xml:base="content"`. Write `xml:base="content/"`.
    """
    for at, base in _bases(package):
        if base and not base.endswith(("/", "\\")):
            yield at, f"xml:base is {base!r}; put a / at its end."


def _scorm_like(package: Package) -> Iterator[Manifest]:
    """The manifest, if it is not a cartridge: there a resource may be a link or have no page to open."""
    if package.manifest and package.manifest.standard != "Common Cartridge":
        yield package.manifest


def _launches(package: Package) -> Iterator[Reference]:
    """What items open, each file once; without items, what any resource opens."""
    if manifest := package.manifest:
        resources = (
            [resource for _, resource in manifest.launched] if any(manifest.items) else manifest.resources
        )
        yield from {one.launch.name: one.launch for one in resources if one.launch}.values()


def _missing(package: Package, reference: Reference) -> bool:
    if package.bare or not reference.name or reference.name in package:
        return False
    return reference.name.casefold() not in package.folded  # else MAN-004 tells


def _bases(package: Package) -> Iterator[tuple[Location, str]]:
    if package.document and package.document.root is not None and package.document.mentions("xml:base"):
        for element in package.document.root.xpath("//*[@xml:base]"):
            yield package.document.at(element), element.get(XML_BASE)


def _addresses(package: Package) -> Iterator[tuple[Location, str, str]]:
    for at, base in _bases(package):
        yield at, "xml:base", base
    told = set()
    for reference in package.manifest.references if package.manifest else ():
        if reference.href not in told:  # a resource's href is among its files again
            told.add(reference.href)
            yield reference.at, "href", reference.href


def _metadata_files(package: Package) -> Iterator[str]:
    """Files with metadata, to which ``adlcp:location`` points."""
    document = package.document
    if document and document.root is not None:
        for element in document.root.iter("{*}location"):
            if "adlnet" in namespace(element) and local(element) == "location":
                yield resolve(document.at(element), "".join(element.itertext())).name


def _is_support(name: str) -> bool:
    """Schemas, which travel with a package unlisted, and what an operating system left behind."""
    return name.lower().endswith((".xsd", ".dtd")) or is_junk(name)
