"""Cartridges for tests: ours, and small ones written by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from bot_scorm.archive import Artifact
from bot_scorm.citing import cited
from bot_scorm.diagnostics import Report
from bot_scorm.importing import write_files
from bot_scorm.importing.cartridges import Course, import_cartridge
from bot_scorm.model.programme import Edition, Programme
from bot_scorm.package.view import Package
from bot_scorm.readers import load
from bot_scorm.sources.pages import programme_text
from bot_scorm.writers import writer

SPACE = "http://www.imsglobal.org/xsd/imsccv1p{}/imscp_v1p1"


def packed(files: Mapping[str, bytes]) -> bytes:
    """A zip."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


def manifest(items: str, resources: str, version: int = 1, title: str = "A course") -> bytes:
    """A manifest."""
    lom = f"<lom><general><title><string>{title}</string></title><language>en</language></general></lom>"
    return (
        f'<manifest xmlns="{SPACE.format(version)}"><metadata>{lom}</metadata><organizations>'
        f'<organization identifier="o" structure="rooted-hierarchy"><item identifier="root">{items}</item>'
        f"</organization></organizations><resources>{resources}</resources></manifest>"
    ).encode()


def page(html: str, more: Mapping[str, bytes], name: str = "a.html") -> dict[str, bytes]:
    """The files of a cartridge with a module of one page."""
    items = '<item identifier="m"><title>Module</title><item identifier="i" identifierref="p">'
    items += "<title>Page</title></item></item>"
    resources = f'<resource identifier="p" type="webcontent" href="{name}"><file href="{name}"/></resource>'
    return {"imsmanifest.xml": manifest(items, resources), name: html.encode("utf-8", "replace"), **more}


def taken(files: Mapping[str, bytes], root: Path) -> tuple[Course, Report]:
    """What an import makes of a cartridge."""
    path = root / "course.imscc"
    path.write_bytes(packed(files))
    report = Report()
    return import_cartridge(Package.open(path, path.name), report), report


def read_back(course: Course, root: Path) -> Programme:
    """The programme that an import has made."""
    text = programme_text("again", course.title or "Again", course.language)
    write_files(root, {"programme.yaml": text.encode()})
    if course.terms:
        write_files(root, {"glossary.md": course.glossary_text().encode()})
    for module in course.modules:
        write_files(root / "curriculum" / (module.folder or module.id), module.files)
    return load(root, Report())


def cartridge(programme: Programme, format: str) -> Artifact:
    """The cartridge of a whole programme."""
    edition = Edition(programme.language, programme)
    parts = {}
    for module in programme.modules:
        artifact = writer(format).write(cited(edition.of(module), Report()), Report())
        assert artifact
        parts[module.id] = artifact
    whole = writer(format).join(cited(edition, Report()), parts, Report())
    assert whole
    return whole
