"""The model of a manifest: which file an address means, and which standard a manifest follows."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot_scorm.diagnostics import Location
from bot_scorm.package.manifest import CP_12, resolve
from bot_scorm.package.view import bytes_package
from bot_scorm.validation import check

CP_2004 = "http://www.imsglobal.org/xsd/imscp_v1p1"
AT = Location("imsmanifest.xml", 1, 1)


@pytest.mark.parametrize(
    ("href", "base", "name"),
    [
        ("index.html", "", "index.html"),
        ("./a/../index.html?page=1#top", "", "index.html"),
        ("my%20picture.png", "media/", "media/my picture.png"),
        ("%D1%81%D0%BB%D0%B8%D0%BA%D0%B0.png", "", "слика.png"),
        ("media\\bridge.png", "", "media/bridge.png"),
        ("/index.html", "", "index.html"),
        ("C:/course/index.html", "", "course/index.html"),
        ("../index.html", "content/", "index.html"),
        ("a%2Fb.html", "", "a/b.html"),
    ],
)
def test_file_of_an_address(href: str, base: str, name: str) -> None:
    assert resolve(AT, href, base).name == name


@pytest.mark.parametrize(
    "href", ["https://example.org/a.html", "//example.org/a.html", "mailto:a@example.org"]
)
def test_remote_address(href: str) -> None:
    found = resolve(AT, href, "content/")
    assert found.remote
    assert not found.name


@pytest.mark.parametrize("href", ["../a.html", "a/../../b.html", "%2e%2e/a.html", "..\\a.html"])
def test_address_outside(href: str) -> None:
    found = resolve(AT, href)
    assert found.outside
    assert not found.name


@settings(deadline=None)
@given(st.text(), st.text())
def test_no_address_leaves_the_package(href: str, base: str) -> None:
    name = resolve(AT, href, base).name
    assert not name.startswith("/")
    assert ".." not in name.split("/")


def test_base_of_manifest_resources_and_resource_add_up() -> None:
    package = bytes_package(
        b"""<manifest xml:base="a/"><resources xml:base="b">
        <resource identifier="r" xml:base="c/" href="d.html"><file href="e.png"/></resource>
        </resources></manifest>"""
    )
    assert package.manifest is not None
    assert [one.name for one in package.manifest.references] == ["a/b/c/d.html", "a/b/c/e.png"]


def _resources(*types: str) -> str:
    resources = "".join(f"<resource type='{one}'/>" for one in types)
    metadata = "<metadata><schema>IMS Content</schema><schemaversion>1.1.3</schemaversion></metadata>"
    return f'<manifest xmlns="{CP_2004}">{metadata}<resources>{resources}</resources>'


CANVAS = _resources("imsqti_xmlv1p2", "associatedcontent/imscc_xmlv1p1/learning-application-resource")
CANVAS = CANVAS.replace(CP_2004, "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1")


@pytest.mark.parametrize(
    ("root", "standard", "version"),
    [
        (f'<manifest xmlns="{CP_12}">', "SCORM", "1.2"),
        ("<manifest><metadata><schema>ADL SCORM</schema></metadata>", "SCORM", "1.2"),
        (f'<manifest xmlns="{CP_2004}"><metadata><schema>ADL SCORM</schema></metadata>', "SCORM", "2004"),
        (
            f'<manifest xmlns="{CP_2004}"><metadata><schemaversion>1.1.4</schemaversion></metadata>',
            "IMS Content Packaging",
            "1.1.4",
        ),
        ("<manifest>", "IMS Content Packaging", ""),
        ('<manifest xmlns="http://example.org/course">', "", ""),
        ("<manifest><metadata><schema>QTIv2.2 Package</schema></metadata>", "QTI", "2.2"),
        (_resources("imsqti_xmlv1p2", "webcontent"), "QTI", "1.2"),
        (_resources("imsqti_item_xmlv2p1", "imsqti_test_xmlv2p1"), "QTI", "2.1"),
        (
            _resources("imsqti_xmlv1p2", "associatedcontent/imscc_xmlv1p1/learning-application-resource"),
            "QTI",
            "1.2",
        ),
        (CANVAS, "QTI", "1.2"),
        (_resources("imsqti_xmlv1p2", "page"), "IMS Content Packaging", "1.1.3"),
    ],
)
def test_standard(root: str, standard: str, version: str) -> None:
    manifest = bytes_package(f"{root}</manifest>".encode()).manifest
    assert manifest is not None
    assert (manifest.standard, manifest.version) == (standard, version)


def test_other_standards_are_named(shared: Path) -> None:
    found = set()
    for folder in ("scorm12-manifests", "scorm2004-manifests", "imscc-manifests"):
        for path in sorted((shared / "corpus" / folder).glob("*.xml")):
            report = check(path, path.name)
            found.add((folder, report.standard, report.version))
            assert not any(one.rule.id == "MAN-024" for one in report)
    assert found == {
        ("scorm12-manifests", "SCORM", "1.2"),
        ("scorm2004-manifests", "SCORM", "2004 4th Edition"),
        ("scorm2004-manifests", "SCORM", "2004 3rd Edition"),
        ("scorm2004-manifests", "SCORM", "CAM 1.3"),
        ("imscc-manifests", "Common Cartridge", "1.0"),
        ("imscc-manifests", "Common Cartridge", "1.1"),
        ("imscc-manifests", "Common Cartridge", "1.3"),
    }


def test_real_manifests_have_these_errors_and_no_others(shared: Path) -> None:
    told = {
        f"{one.rule.id} {one.at}"
        for folder in ("scorm12-manifests", "scorm2004-manifests", "imscc-manifests")
        for path in sorted((shared / "corpus" / folder).glob("*.xml"))
        for one in check(path, path.name)
        if one.severity.value == "error"
    }
    assert told == {
        "CCV-001 courseforge_intro_python.xml:53:7",  # an attribute title on the item at the top
        "MAN-008 allyworkshop.xml:64:11",  # identifierref names no resource, as in the next two
        "MAN-008 wk_modules.xml:55:11",
        "MAN-008 wk_modules.xml:82:11",
        "S24-001 scormtester_dist.xml:136:11",  # adlseq:mapInfo with attributes of imsss:mapInfo
        "S24-001 scormtester_dist.xml:139:11",
        *(f"S24-001 scormtester_dist.xml:{line}:17" for line in (159, 167, 168, 175, 182, 183)),
        # objectiveID for referencedObjective in conditions
        "S24-001 scormtester_dist.xml:208:15",  # hideLMSUI of toc, which no edition knows
        "S24-001 scormtester_dist.xml:211:11",  # presentation in the namespace of sequencing
    }
