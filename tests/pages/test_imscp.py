"""IMS content packages: valid, whole, with every page in the tree."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import xmlschema
from lxml import etree

from bot_scorm.archive import Artifact
from bot_scorm.diagnostics import Report
from bot_scorm.model.programme import Edition
from bot_scorm.package.view import MANIFEST, Package
from bot_scorm.validation import check_package
from bot_scorm.writers.imscp import WRITER
from bot_scorm.writers.imscp_manifest import CP, MD
from tests.pages.course import dead_links, joined, parts_of


@pytest.fixture(scope="module")
def packages(everything: Edition) -> dict[str, Artifact]:
    parts = parts_of(WRITER, everything)
    return parts | {"demo": joined(WRITER, everything, parts)}


@pytest.mark.parametrize("id", ["trust", "rights", "demo"])
def test_the_manifest_is_valid(id: str, packages: dict[str, Artifact], shared: Path) -> None:
    folder = shared / "xsd" / "ims-cp-1.1.4"
    root = etree.fromstring(packages[id].files[MANIFEST].read())
    assert faults(folder / "imscp_v1p1.xsd", root) == []
    assert faults(folder / "imsmd_v1p2p4.xsd", root.find(f".//{{{MD}}}lom")) == []


def test_the_schema_would_find_a_fault(packages: dict[str, Artifact], shared: Path) -> None:
    root = etree.fromstring(packages["rights"].files[MANIFEST].read())
    root.find(f"{{{CP}}}resources/{{{CP}}}resource").attrib.pop("type")
    assert faults(shared / "xsd" / "ims-cp-1.1.4" / "imscp_v1p1.xsd", root)


def faults(schema: Path, element: Any) -> list[str]:
    return [str(one.reason) for one in xmlschema.XMLSchema(str(schema)).iter_errors(element)]


@pytest.mark.parametrize("id", ["rights", "demo"])
def test_the_manifest_is_as_expected(id: str, packages: dict[str, Artifact], regenerate: bool) -> None:
    xml = packages[id].files[MANIFEST].read().decode()
    if id == "demo":  # its first module has every example of the docs, which is not what is looked at here
        root = etree.fromstring(xml.encode())
        for page in root.xpath("//*[contains(@identifier, 'page-trust')]"):
            page.getparent().remove(page)
        xml = etree.tostring(root, encoding="unicode") + "\n"
    expected = Path(__file__).parent / "expected" / f"{id}.xml"
    if regenerate:
        expected.parent.mkdir(exist_ok=True)
        expected.write_text(xml, "utf-8")
    assert xml == expected.read_text("utf-8")


def test_our_own_rules_find_nothing(packages: dict[str, Artifact]) -> None:
    for one in packages.values():
        report = check_package(Package.of(one.files, "pages.zip"))
        assert (report.standard, report.version) == ("IMS Content Packaging", "1.1.4")
        assert {found.rule.id for found in report} <= {"MAN-024"}, "there are no rules for 1.1.4 itself"


def test_every_page_is_a_resource_with_what_it_shows(packages: dict[str, Artifact]) -> None:
    for one in packages.values():
        manifest = Package.of(one.files, "pages.zip").manifest
        assert manifest
        listed = {file.name for resource in manifest.resources for file in resource.files}
        assert listed == one.files.keys() - {MANIFEST}
        pages = {item.identifierref for item in manifest.items}
        assert pages == {resource.identifier for resource in manifest.resources} - {"style"}


def test_links_work_in_the_whole_programme(packages: dict[str, Artifact]) -> None:
    assert list(dead_links({name: one.read() for name, one in packages["demo"].files.items()})) == []


def test_guides_for_trainers_are_left_out(packages: dict[str, Artifact]) -> None:
    assert sorted(name for name in packages["rights"].files if name.endswith(".html")) == [
        "rights/index.html",
        "rights/pages/page.html",
    ]


def test_what_is_only_there_to_read_is_told_once_for_a_module(everything: Edition) -> None:
    report = Report()
    for module in everything:
        WRITER.write(everything.of(module), report)
    assert [one.rule.id for one in report] == ["PAG-001"]
