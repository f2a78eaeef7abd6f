"""Checks packages: those of anybody, and our own with the very same rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from bot_scorm.diagnostics import Diagnostic, Location, Report
from bot_scorm.inside import Inside
from bot_scorm.namespaces import EXPORTS
from bot_scorm.package.backup import Backup
from bot_scorm.package.cmi5 import Course
from bot_scorm.package.kind import IS_BACKUP, IS_CMI5, recognise
from bot_scorm.package.quiz import MAX_QUIZ, QuizFile, is_quiz
from bot_scorm.package.tar import GZIP
from bot_scorm.package.view import ALONE, BACKUP, CMI5, ENDINGS, MANIFEST, Package
from bot_scorm.rules import run_family

GIFT_ENDINGS = (".gift.txt", ".gift")
"""Endings of question files."""
SITE = "site/offline.js"
"""What every web site of ours holds."""
MAX_GIFT = 16 * 2**20
"""Bytes of a question file that is read: about 80,000 questions."""
MAX_QUESTIONS = 100_000
"""Questions of a file in GIFT that are read."""
_BLANK = re.compile(rb"\n[ \t\r]*\n")
"""What stands between two questions."""
_PEEK = 2000
"""Bytes in which the root element of an XML file is looked for."""
_EVERY_PACKAGE = ("archive", "xml", "manifest", "unchecked", "files", "pages", "speaking")
_OTHERS = {
    IS_BACKUP: ("archive", "backup", "stored", "restoring"),
    IS_CMI5: ("archive", "pages", "cmi5"),
    **dict.fromkeys(EXPORTS.values(), ("archive", "xml", "unchecked")),
}
"""Packages without an imsmanifest.xml, or with one of another kind, to the families of rules on them."""
_EVERY_PAGE = ("pages", "access", "access_page")
"""Families of rules on pages and style sheets."""
_OF_STANDARD: dict[str, tuple[str, ...]] = {
    "SCORM 1.2": ("schema", "scorm12", "lms", "moodle"),
    "SCORM 2004": (
        "schema2004", "scorm2004", "placement2004", "lengths2004", "sequencing", "flow", "lom", "moodle2004",
        "moodle",
    ),
    "IMS Content Packaging": ("imscp", "lom"),
    "QTI": ("items", "lom"),
}  # fmt: skip
"""Standards to the families of rules that are made for them."""


@dataclass(frozen=True, slots=True)
class PackageReport:
    """What was found in one package or question file."""

    path: str
    """As it is shown."""
    standard: str
    """``SCORM``, ``IMS Content Packaging``, ``Common Cartridge``, ``QTI``, ``Moodle backup``, ``cmi5``,
    ``GIFT``, ``Moodle XML``, or a kind that is known and not checked, such as ``H5P``; or empty."""
    version: str
    report: Report
    why: str = ""
    """What speaks for it being that, in a few words."""

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.report)

    @property
    def failed(self) -> bool:
        """Whether there is an error among the findings."""
        return self.report.failed


def check(path: Path, display: str = "", *, deep: bool = True, schemas: Path | None = None) -> PackageReport:
    """Checks one package (a zip, a gzipped tar, a folder, a bare manifest) or question file.

    ``display`` is the path that findings show. Without ``deep`` files are not read to see whether they are
    whole: enough for a package that was written a moment ago. ``schemas`` is a folder of official schemas,
    which then decide. Raises OSError if the file is not there or not readable.
    """
    display = display or path.as_posix()
    if _is_gift(path):
        return _check_gift(path, display)
    if _is_quiz(path):
        return _check_quiz(path, display)
    return check_package(replace(Package.open(path, display, deep=deep), schemas=schemas))


def check_package(package: Package) -> PackageReport:
    """Runs every rule that fits the package."""
    report = Report()
    kind = recognise(package)
    inside = Inside.of(package)
    if package.bare and ALONE in package:
        inside.check_alone(report)
        return PackageReport(package.display, kind.standard, kind.version, report, kind.why)
    subjects: list[object] = [package]
    if kind.standard in (IS_BACKUP, IS_CMI5):
        subjects.append(Backup(package) if kind.standard == IS_BACKUP else Course(package))
    for family in _OTHERS.get(kind.standard, _EVERY_PACKAGE):
        for subject in subjects:
            run_family(family, subject, report)
    for file in package.web_files if kind.standard != IS_BACKUP else ():
        for family in _EVERY_PAGE:
            run_family(family, file, report)
        inside.check_page(file, report)
    inside.check(report)
    manifest = package.manifest
    standard, version = (manifest.standard, manifest.version) if manifest else ("", "")
    whole = "SCORM 2004" if standard == "SCORM" and version != "1.2" else f"{standard} {version}".strip()
    for family in _OF_STANDARD.get(whole, _OF_STANDARD.get(standard, ())):
        run_family(family, package, report)
    return PackageReport(package.display, kind.standard, kind.version, report, kind.why)


def _is_gift(path: Path) -> bool:
    if path.is_dir() or not path.name.lower().endswith((*GIFT_ENDINGS, ".txt")):
        return False
    with path.open("rb") as file:
        return not file.read(4).startswith((b"PK\3\4", b"PK\5\6", GZIP))


def _check_gift(path: Path, display: str) -> PackageReport:
    from bot_scorm.readers.gift import read_gift
    from bot_scorm.readers.gift_faults import TOO_LARGE

    report = Report()
    with path.open("rb") as file:
        data = file.read(MAX_GIFT + 1)
    if len(data) > MAX_GIFT or sum(1 for _ in _BLANK.finditer(data)) > MAX_QUESTIONS:
        message = f"The file is larger than {MAX_GIFT // 2**20} MiB or {MAX_QUESTIONS:,} questions; split it."
        report.add(TOO_LARGE, Location(display), message)
    else:
        read_gift(data, display, report)
    return PackageReport(
        display, "GIFT", "", report, "its name ends as that of a GIFT file, and it is no archive"
    )


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
    return PackageReport(display, "Moodle XML", "", report, "it has an element <quiz>")


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
    return any(one.name.lower() in (MANIFEST, BACKUP, CMI5) and one.is_file() for one in folder.iterdir())
