"""Rules about a package as a container of files, whatever standard it follows."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from bot_scorm.diagnostics import Severity
from bot_scorm.package.view import Package
from bot_scorm.package.zip import FaultKind
from bot_scorm.rules.base import Findings, rule

_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?:\.[^/]*)?$", re.I)
_NOT_ON_WINDOWS = re.compile(r'[\x00-\x1f<>:"|?*]')
_JUNK = re.compile(r"(?:^|/)(?:__MACOSX/.*|\.DS_Store|Thumbs\.db|desktop\.ini)$", re.I)


def is_junk(name: str) -> bool:
    """Whether a file is what an operating system leaves behind."""
    return bool(_JUNK.search(name))


def _of_kind(package: Package, kind: FaultKind) -> Findings:
    return ((package.at(fault.entry), fault.message) for fault in package.faults if fault.kind == kind)


@rule("ARC-001", Severity.ERROR, on=Package)
def damaged(package: Package) -> Findings:
    """The package is an archive that can be read.

    Why: a learning management system refuses the upload, or unpacks a part of the course only. Most often the
    file was cut off on its way, or it is another kind of file with a name that ends in `.zip`.

    Example: an upload that stopped half-way. Export or download the package again.
    """
    yield from _of_kind(package, "damaged")


@rule("ARC-002", Severity.ERROR, on=Package)
def encrypted(package: Package) -> Findings:
    """No file is encrypted.

    Why: nobody can type a password while a course is imported.

    Example: a zip made with "protect with a password". Pack it again without one.
    """
    yield from _of_kind(package, "encrypted")


@rule("ARC-003", Severity.ERROR, on=Package)
def corrupt(package: Package) -> Findings:
    """Every file unpacks to exactly what the zip's directory says.

    Why: a wrong checksum, size or name means that bytes were lost or changed. Some systems stop the import,
    others show a broken page.

    Example: one bit of `media/bridge.png` changed on a failing disk. Pack the course again from its source.
    """
    yield from ((package.at(fault.entry), fault.message) for fault in package.damage)


@rule("ARC-004", Severity.ERROR, on=Package)
def overlapping(package: Package) -> Findings:
    """No two files share bytes of the zip.

    Why: no packing tool does that. It is how a small file is made to unpack to terabytes.

    Example: two entries of the directory that point at the same data.
    """
    yield from _of_kind(package, "overlap")


@rule("ARC-005", Severity.ERROR, on=Package)
def same_name(package: Package) -> Findings:
    """No two files have the same name.

    Why: the later one replaces the earlier one, or the other way round: each system decides for itself.

    Example: `index.html` twice. Pack the course into a new zip instead of adding to an old one.
    """
    for name, count in Counter(one.name for one in package.listed if not one.name.endswith("/")).items():
        if count > 1:
            yield package.at(name), f"The zip holds this name {count} times. Pack the course into a new zip."


@rule("ARC-006", Severity.ERROR, on=Package)
def same_but_for_case(package: Package) -> Findings:
    """No two names differ only in capital letters or in how accents are written.

    Why: on Windows and macOS both names mean one file, so one of the two is lost when the package is
    unpacked.

    Example: `media/Bridge.png` beside `media/bridge.png`. Rename one and the links to it.
    """
    first: dict[str, str] = {}
    for entry in package.listed:
        key = unicodedata.normalize("NFC", entry.name).casefold()
        other = first.setdefault(key, entry.name)
        if other != entry.name:
            message = f"On Windows and macOS this is the same name as {other}. Rename one of them."
            yield package.at(entry.name), message


@rule("ARC-007", Severity.ERROR, on=Package)
def leaves_the_package(package: Package) -> Findings:
    """Every name stays inside the package.

    Why: unpacking must not write over files elsewhere. Systems refuse such a zip, and rightly so.

    Example: `../../index.html`, `/etc/motd` or `C:/course/index.html`.
    """
    for entry in package.listed:
        name = entry.name.replace("\\", "/")
        if name.startswith("/") or re.match(r"[A-Za-z]:", name) or ".." in name.split("/"):
            message = "The name leads out of the package. Use names relative to its root, without `..`."
            yield package.at(entry.name), message


@rule("ARC-008", Severity.ERROR, on=Package)
def backslash(package: Package) -> Findings:
    r"""Folders in names are separated by `/`.

    Why: on Linux, where most learning management systems run, `media\bridge.png` is not a file in a folder
    but a file with a strange name, and no page finds it.

    Example: a zip written by an old .NET program. Pack it with another tool.
    """
    for entry in package.listed:
        if "\\" in entry.name:
            yield package.at(entry.name), "A backslash stands in the name. Separate folders by `/`."


@rule("ARC-009", Severity.ERROR, on=Package)
def not_on_windows(package: Package) -> Findings:
    """Every name can exist on Windows as well.

    Why: a name such as `aux.html`, one with `:` or `?` in it, or one that ends in a dot or a space cannot be
    unpacked on Windows: the import stops or the file is missing.

    Example: `con.html`. Call it `conclusion.html`.
    """
    for entry in package.listed:
        for part in entry.name.replace("\\", "/").split("/"):
            plain = re.sub(r"^[A-Za-z]:$", "", part)  # a drive: ARC-007 tells
            if (
                _DEVICE.match(plain)
                or _NOT_ON_WINDOWS.search(plain)
                or (plain.strip(".") and plain[-1] in ". ")
            ):
                message = f"{part!a} cannot be the name of a file on Windows. Rename it."
                yield package.at(entry.name), message
                break


@rule("ARC-010", Severity.ERROR, on=Package)
def special_file(package: Package) -> Findings:
    """Everything in the package is a file or a folder.

    Why: a symbolic link may lead anywhere on the machine that unpacks it. Systems refuse it or drop it.

    Example: a link to a shared media folder. Pack the files themselves.
    """
    yield from _of_kind(package, "special")


@rule("ARC-011", Severity.ERROR, on=Package)
def name_encoding(package: Package) -> Findings:
    """Every name is in UTF-8.

    Why: without that, `слика.png` becomes a row of boxes on another machine and no page finds it.

    Example: a zip made by Windows' own "compressed folder" with Cyrillic names. Use a tool that writes
    UTF-8, or plain Latin names.
    """
    yield from _of_kind(package, "encoding")


@rule("ARC-012", Severity.ERROR, on=Package)
def bounds(package: Package) -> Findings:
    """The package has a size that a system can take.

    Why: a zip with a hundred thousand files, or one that unpacks to many gigabytes, is refused or takes the
    server down. Files in a package beyond these bounds are not read here either.

    Example: a recording of a whole day put into a module. Host it elsewhere and link to it.
    """
    yield from _of_kind(package, "bounds")


@rule("ARC-013", Severity.ERROR, on=Package)
def method(package: Package) -> Findings:
    """Files are stored or deflated.

    Why: these are the two ways of packing that every system knows; LZMA, BZIP2, Zstandard and Deflate64 are
    not.

    Example: a zip made with 7-Zip's LZMA method. Choose Deflate.
    """
    yield from _of_kind(package, "method")


@rule("ARC-014", Severity.ERROR, on=Package)
def file_and_folder(package: Package) -> Findings:
    """No name is a file and a folder at once.

    Why: it cannot be unpacked; one of the two is lost.

    Example: `media` beside `media/bridge.png`.
    """
    for name in package.entries:
        if name in package.folders:
            message = "This is a file, and other names have it as their folder. Rename one of them."
            yield package.at(name), message


@rule("ARC-015", Severity.INFO, on=Package)
def left_behind(package: Package) -> Findings:
    """Nothing in the package was left there by an operating system.

    Why: such files are dead weight, and may tell more about a machine than they should.

    Example: the folder `__MACOSX` in zips made on a Mac. `zip -r course.zip . -x '__MACOSX/*' -x
    '*.DS_Store'` leaves it out.
    """
    junk = [entry.name for entry in package.listed if is_junk(entry.name)]
    if junk:
        more = f" and {len(junk) - 1} more" if len(junk) > 1 else ""
        message = f"An operating system left this file{more} here; no course needs it. Delete it."
        yield package.at(junk[0]), message
