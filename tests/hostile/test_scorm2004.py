"""The hostile course as a SCORM 2004 package: what LMSs read of it arrives as written."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from bot_scorm.diagnostics import Report
from bot_scorm.model.programme import Edition
from bot_scorm.package.view import MANIFEST
from bot_scorm.readers import load
from bot_scorm.writers.scorm2004 import WRITER

HERE = Path(__file__).parent
GOLDEN = HERE / "expected"
PAGES = "hostile/index.html"


def test_entries_are_as_expected(regenerate: bool) -> None:
    programme = load(HERE / "content", Report())
    edition = Edition(programme.language, programme)
    report = Report()
    package = WRITER.write(edition, report)
    assert not report.failed
    xml = package.files[MANIFEST].read()
    if regenerate:
        (GOLDEN / "scorm2004").mkdir(exist_ok=True)
        (GOLDEN / "scorm2004" / MANIFEST).write_bytes(xml)
    assert xml.decode() == (GOLDEN / "scorm2004" / MANIFEST).read_text("utf-8")
    # The pages are those of SCORM 1.2, but for what the player looks for first.
    pages = package.files[PAGES].read().decode()
    same = pages.replace('"standard":"scorm2004"', '"standard":"scorm12"')
    assert same != pages
    assert same == (GOLDEN / "scorm12" / PAGES).read_text("utf-8")
    ids = etree.fromstring(xml).xpath("//@identifier")
    assert len(ids) == len(set(ids))
