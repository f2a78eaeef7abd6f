"""A real Moodle restores a Common Cartridge with all that is in it; and one that it writes is imported."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import BrowserContext

from bot_scorm.diagnostics import Report
from bot_scorm.importing.cartridges import import_cartridge
from bot_scorm.package.view import Package
from tests.browser.conftest import COURSE
from tests.importing.cartridges import read_back
from tests.moodle.conftest import DRIVERS, driver, said
from tests.moodle.test_live import built

HERE = Path(__file__).parent
_BROKEN = "() => [...document.images].filter((one) => !one.naturalWidth).map((one) => one.src)"


def test_a_cartridge_restores(context: BrowserContext, moodle: str, tmp_path: Path) -> None:
    course = driver("restore_cc.php", str(built(COURSE, tmp_path, "imscc", "all")))
    assert course["format"] == "imscc11"
    assert course["warnings"] == []
    (section,) = [one for one in course["sections"] if one["activities"]]
    kinds = {one["mod"] for one in section["activities"]}
    assert {"page", "quiz", "forum"} <= kinds
    assert all(one["slots"] for one in section["activities"] if one["mod"] == "quiz")
    page = context.new_page()
    for one in section["activities"]:
        response = page.goto(f"{moodle}/mod/{one['mod']}/view.php?id={one['cmid']}")
        assert response
        assert response.ok, one["title"]
        assert page.evaluate(_BROKEN) == [], one["title"]
        assert "$IMS-CC-FILEBASE$" not in page.content()


def test_a_cartridge_that_moodle_writes_is_imported(moodle: str, tmp_path: Path) -> None:
    """Ours, restored, and written again by Moodle's own exporter."""
    course = driver("restore_cc.php", str(built(COURSE, tmp_path, "imscc", "all")))
    target, report = tmp_path / "moodle.imscc", Report()
    said([HERE / "export_cc.php", DRIVERS, str(course["courseid"]), str(target)])
    found = import_cartridge(Package.open(target, target.name), report)
    assert not report.failed
    assert {one.rule.id for one in report} <= {"IMP-121", "IMP-122", "IMP-123", "IMP-124"}
    programme = read_back(found, tmp_path / "again")
    pages = {str(page.title) for module in programme.modules for page in module.pages}
    asked = {
        one["title"]
        for section in course["sections"]
        for one in section["activities"]
        if one["mod"] == "page"
    }
    assert asked
    assert asked <= pages
    assert any(module.media for module in programme.modules)
