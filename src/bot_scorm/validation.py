"""Checks packages: those of anybody, and our own with the very same rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from bot_scorm.diagnostics import Diagnostic, Location, Report
from bot_scorm.package import ENDINGS, MANIFEST, Package
from bot_scorm.package_quiz import MAX_QUIZ, QuizFile, is_quiz
from bot_scorm.rules import run_family

GIFT_ENDINGS = (".gift.txt", ".gift")
"""Endings of question files."""
SITE = "site/offline.js"
"""What every web site of ours holds."""
MAX_GIFT = 16 * 2**20
"""Bytes of a question file that is read: about 80,000 questions."""
_PEEK = 2000
"""Bytes in which the root element of an XML file is looked for."""
_EVERY_PACKAGE = ("archive", "xml", "manifest", "files", "pages", "speaking")
_EVERY_PAGE = ("pages", "access", "access_page")
"""Families of rules on pages and style sheets."""
_OF_STANDARD: dict[str, tuple[str, ...]] = {
    "SCORM 1.2": ("schema", "scorm12", "lms", "moodle"),
    "SCORM 2004": (
        "schema2004", "scorm2004", "placement2004", "lengths2004", "sequencing", "flow", "lom", "moodle2004",
        "moodle",
    ),
    "IMS Content Packaging": ("imscp", "lom"),
}  # fmt: skip
"""Standards to the families of rules that are made for them."""


@dataclass(frozen=True, slots=True)
class PackageReport:
    """What was found in one package or question file."""

    path: str
    """As it is shown."""
    standard: str
    """``SCORM``, ``IMS Content Packaging``, ``Common Cartridge``, ``GIFT``, ``Moodle XML``; or empty."""
    version: str
    report: Report

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.report)

    @property
    def failed(self) -> bool:
        """Whether there is an error among the findings."""
        return self.report.failed


def check(path: Path, display: str = "", *, deep: bool = True, schemas: Path | None = None) -> PackageReport:
    """Checks one package (a zip, a folder, a bare manifest) or question file.

    ``display`` is the path that findings show. Without ``deep`` files are not read to see whether they are
    whole: enough for a package that was written a moment ago. ``schemas`` is a folder of official schemas,
    which then decide. Raises OSError if the file is not there or not readable.
    """
    display = display or path.as_posix()
    if path.name.lower().endswith(GIFT_ENDINGS) and not path.is_dir():
        return _check_gift(path, display)
    if _is_quiz(path):
        return _check_quiz(path, display)
    return check_package(replace(Package.open(path, display, deep=deep), schemas=schemas))


def check_package(package: Package) -> PackageReport:
    """Runs every rule that fits the package."""
    report = Report()
    for family in _EVERY_PACKAGE:
        run_family(family, package, report)
    for file in package.web_files:
        for family in _EVERY_PAGE:
            run_family(family, file, report)
    manifest = package.manifest
    standard, version = (manifest.standard, manifest.version) if manifest else ("", "")
    kind = "SCORM 2004" if standard == "SCORM" and version != "1.2" else f"{standard} {version}".strip()
    for family in _OF_STANDARD.get(kind, _OF_STANDARD.get(standard, ())):
        run_family(family, package, report)
    return PackageReport(package.display, standard, version, report)


def _check_gift(path: Path, display: str) -> PackageReport:
    from bot_scorm.readers.gift import read_gift
    from bot_scorm.readers.gift_faults import TOO_LARGE

    report = Report()
    with path.open("rb") as file:
        data = file.read(MAX_GIFT + 1)
    if len(data) > MAX_GIFT:
        message = f"The file is larger than {MAX_GIFT // 2**20} MiB; split it."
        report.add(TOO_LARGE, Location(display), message)
    else:
        read_gift(data, display, report)
    return PackageReport(display, "GIFT", "", report)


def _is_quiz(path: Path) -> bool:
    if path.suffix.lower() != ".xml" or path.name.lower() == MANIFEST or not path.is_file():
        return False
    with path.open("rb") as file:
        return is_quiz(file.read(_PEEK))


def _check_quiz(path: Path, display: str) -> PackageReport:
    report = Report()
    with path.open("rb") as file:
        data = file.read(MAX_QUIZ + 1)
    run_family("moodle_xml", QuizFile.read(data, display), report)
    return PackageReport(display, "Moodle XML", "", report)


def find_packages(path: Path) -> list[Path]:
    """What there is to check at a path: itself, or, in a folder without a manifest, what lies below, sorted.

    Files and folders whose name starts with a dot are left out, and links are not followed.
    """
    if not path.is_dir() or _is_unpacked(path):
        return [path]
    found: list[Path] = []
    folders = [path]
    while folders:
        for one in folders.pop().iterdir():
            if one.name.startswith(".") or one.is_symlink():
                continue
            if one.is_dir() and not _is_unpacked(one):
                folders.append(one)
            elif (one.with_suffix("") / SITE).is_file():
                continue  # a web site of ours, which lies unpacked beside its zip: no package for an LMS
            elif one.is_dir() or _is_checked(one):
                found.append(one)
    return sorted(found)


def _is_checked(path: Path) -> bool:
    return path.is_file() and (path.name.lower().endswith((*ENDINGS, *GIFT_ENDINGS)) or _is_quiz(path))


def _is_unpacked(folder: Path) -> bool:
    """Whether a manifest lies there, be it with a wrong name: capital letters are a fault that is told."""
    return any(one.name.lower() == MANIFEST and one.is_file() for one in folder.iterdir())
