"""What differs from version to version of Common Cartridge, and what a cartridge's parts are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot_scorm.archive import BytesSource
from bot_scorm.package.cartridge import Cartridge, descriptor_namespaces, kind_of, known_in, right_type
from bot_scorm.package.markup import pictures
from bot_scorm.package.view import Package
from tests.rules.spoiling import GOOD, checked, files_of

IMS = "http://www.imsglobal.org/xsd"


def in_version(digit: str) -> dict[str, bytes]:
    """The good cartridge of 1.1 in a later version."""
    changed = files_of(GOOD["imscc"])
    for old, new in (
        (b"imsccv1p1", f"imsccv1p{digit}"),
        (b"imsdt_v1p1", f"imsdt_v1p{digit}"),
        (b"imswl_v1p1", f"imswl_v1p{digit}"),
        (b"xmlv1p1", f"xmlv1p{digit}"),
        (b"1.1.0", f"1.{digit}.0"),
    ):
        changed = {name: data.replace(old, new.encode()) for name, data in changed.items()}
    return changed


@pytest.mark.parametrize("digit", ["1", "2", "3"])
def test_good_in_every_version(digit: str) -> None:
    report = checked(in_version(digit))
    assert (report.standard, report.version) == ("Common Cartridge", f"1.{digit}")
    found = {one.rule.id for one in report} - {"CCM-001"}
    assert found == ({"CCV-011", "CCV-032"} if digit == "3" else set())  # its LTI link is one of 1.1


@pytest.mark.parametrize(
    ("type", "kind", "versions"),
    [
        ("webcontent", "webcontent", "0123"),
        ("imsdt_xmlv1p0", "topic", "0"),
        ("imswl_xmlv1p3", "link", "3"),
        ("imsqti_xmlv1p2/imscc_xmlv1p2/assessment", "assessment", "2"),
        ("imsqti_xmlv1p2/imscc_xmlv1p1/question-bank", "question-bank", "1"),
        ("associatedcontent/imscc_xmlv1p1/learning-application-resource", "associated", "1"),
        ("imsbasiclti_xmlv1p0", "tool", "12"),
        ("imsbasiclti_xmlv1p3", "tool", "3"),
        ("assignment_xmlv1p0", "other", "3"),
        ("idpfepub_epubv3p0", "other", "23"),
    ],
)
def test_types(type: str, kind: str, versions: str) -> None:
    assert kind_of(type) == kind
    assert "".join(digit for digit in "0123" if known_in(type, digit)) == versions


@pytest.mark.parametrize("type", ["text/html", "", "imsdt_xmlv1p", "imsqti_xmlv1p2", "webcontent2"])
def test_no_type(type: str) -> None:
    assert kind_of(type) == "other"
    assert known_in(type, "1") is None


@pytest.mark.parametrize(
    ("type", "digit", "right"),
    [
        ("imsdt_xmlv1p1", "3", "imsdt_xmlv1p3"),
        ("imsqti_xmlv1p2/imscc_xmlv1p1/assessment", "3", "imsqti_xmlv1p2/imscc_xmlv1p3/assessment"),
        ("imsbasiclti_xmlv1p3", "1", "imsbasiclti_xmlv1p0"),
        ("imsbasiclti_xmlv1p0", "0", ""),
        ("assignment_xmlv1p0", "1", ""),
    ],
)
def test_type_that_is_meant(type: str, digit: str, right: str) -> None:
    assert right_type(type, digit) == right
    assert not right or known_in(right, digit)


def test_namespaces_of_parts() -> None:
    assert descriptor_namespaces("topic", "0")[0] == f"{IMS}/imsdt_v1p0"
    assert descriptor_namespaces("link", "2")[0] == f"{IMS}/imsccv1p2/imswl_v1p2"
    assert descriptor_namespaces("tool", "1")[0] == f"{IMS}/imslticc_v1p0"
    assert descriptor_namespaces("tool", "3")[0] == f"{IMS}/imslticc_v1p3"
    assert descriptor_namespaces("assessment", "3") == (f"{IMS}/ims_qtiasiv1p2",)


def test_parts_are_read_once() -> None:
    files = {name: BytesSource(data) for name, data in files_of(GOOD["imscc"]).items()}
    cartridge = Cartridge.of(replace(Package.of(files, "course"), deep=True))
    assert cartridge
    assert [(one.kind, one.name) for one in cartridge.parts] == [
        ("topic", "topic.xml"),
        ("link", "link.xml"),
        ("tool", "tool.xml"),
        ("assessment", "quiz/questions.xml"),
        ("question-bank", "bank.xml"),
    ]
    assert cartridge.parts is cartridge.parts


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("plain text", []),
        (
            '<p><img src="a.png"><video src=" b.mp4 "><source src=c.webm></video></p>',
            ["a.png", "b.mp4", "c.webm"],
        ),
        ('<img src="data:image/png;base64,AA=="><img alt="no source"><object data="d.svg">', ["d.svg"]),
        ("<!-- <img src='x.png'> -->", []),
        ("<", []),
        ("<img src='broken", []),
    ],
)
def test_pictures_in_markup(markup: str, found: list[str]) -> None:
    assert list(pictures(markup)) == found
