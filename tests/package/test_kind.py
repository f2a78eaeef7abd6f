"""What a thing is taken for, and what is said to speak for it: also where it is broken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from bot_scorm.archive import BytesSource
from bot_scorm.package.kind import recognise
from bot_scorm.package.view import MANIFEST, Package
from bot_scorm.validation import check
from tests.package.tars import Part, backup_parts, make_tar
from tests.package.zips import MINIMAL, Member, make_zip
from tests.rules.spoiling import GOOD, files_of

CP_12 = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
CP = "http://www.imsglobal.org/xsd/imscp_v1p1"
SCORM_12 = files_of(MINIMAL)
SCORM_2004 = files_of(GOOD["scorm2004"])
BACKUP, CMI5 = files_of(GOOD["backup"]), files_of(GOOD["cmi5"])


def manifest(namespace: str, schema: str = "", version: str = "") -> dict[str, bytes]:
    words = f"<schema>{schema}</schema><schemaversion>{version}</schemaversion>" if schema else ""
    return {MANIFEST: f'<manifest xmlns="{namespace}"><metadata>{words}</metadata></manifest>'.encode()}


def edition(version: str) -> dict[str, bytes]:
    data = SCORM_2004[MANIFEST].replace(b"2004 4th Edition", version.encode())
    return {**SCORM_2004, MANIFEST: data}


CARTRIDGE = "http://www.imsglobal.org/xsd/imscc/imscp_v1p1"
KINDS: list[tuple[str, Mapping[str, bytes], str, str]] = [
    ("SCORM 1.2", SCORM_12, "SCORM 1.2", CP_12),
    ("SCORM 2004 2nd", edition("CAM 1.3"), "SCORM CAM 1.3", "adlcp_v1p3"),
    ("SCORM 2004 3rd", edition("2004 3rd Edition"), "SCORM 2004 3rd Edition", "“2004 3rd Edition”"),
    ("SCORM 2004 4th", SCORM_2004, "SCORM 2004 4th Edition", "schema “ADL SCORM”"),
    ("IMS CP", files_of(GOOD["imscp"]), "IMS Content Packaging 1.1.4", CP),
    ("cartridge 1.0", manifest(CARTRIDGE), "Common Cartridge 1.0", CARTRIDGE),
    ("cartridge 1.1", manifest(CARTRIDGE.replace("imscc", "imsccv1p1")), "Common Cartridge 1.1", "imsccv1p1"),
    ("cartridge 1.2", manifest(CARTRIDGE.replace("imscc", "imsccv1p2")), "Common Cartridge 1.2", "imsccv1p2"),
    ("cartridge 1.3", manifest(CARTRIDGE.replace("imscc", "imsccv1p3")), "Common Cartridge 1.3", "imsccv1p3"),
    ("QTI 2.1", manifest(CP, "QTIv2.1", "1.0"), "QTI 2.1", "schema “QTIv2.1”"),
    ("backup", BACKUP, "Moodle backup 4.5", "backup_release “4.5”"),
    ("cmi5", CMI5, "cmi5 v1", "<courseStructure>"),
    ("H5P", {"h5p.json": b"{}", "content/content.json": b"{}"}, "H5P", "h5p.json is in it"),
    ("xAPI", {"tincan.xml": b"<tincan/>", "index.html": b""}, "xAPI", "tincan.xml is in it"),
    ("EPUB", {"META-INF/container.xml": b"<container/>"}, "EPUB", "META-INF/container.xml"),
    ("AICC", {"a.CRS": b"", "a.au": b"", "a.des": b""}, "AICC", ".crs, .au, .des files"),
    ("old backup", {"moodle.xml": b"<MOODLE_BACKUP/>"}, "Moodle 1.9 backup", "moodle.xml is in it"),
    ("pages", {"index.html": b""}, "", "none of imsmanifest.xml, moodle_backup.xml, cmi5.xml"),
    ("nothing", {}, "", "nothing in it can be read"),
    # broken
    ("in a folder", {f"course/{name}": data for name, data in SCORM_12.items()}, "SCORM 1.2", "(in a folder"),
    ("capitals", {"IMSManifest.xml": SCORM_12[MANIFEST]}, "SCORM 1.2", "IMSManifest.xml (with capital"),
    ("unclosed", {MANIFEST: SCORM_12[MANIFEST].replace(b"</organizations>", b"")}, "SCORM 1.2", CP_12),
    ("cut off", {MANIFEST: SCORM_2004[MANIFEST][:900]}, "SCORM 2004 4th Edition", "4th Edition"),
    ("entity", {MANIFEST: SCORM_12[MANIFEST].replace(b"<title>", b"<title>&eacute;", 1)}, "SCORM 1.2", CP_12),
    ("other bytes", {MANIFEST: b"\x00\xff\x00"}, "", "cannot be read as XML"),
    ("other XML", {MANIFEST: b"<course xmlns='urn:x'/>"}, "", "the root <course> in urn:x"),
    ("backup within", {f"b/{name}": data for name, data in BACKUP.items()}, "Moodle backup 4.5", "a folder"),
    ("backup cut", {"moodle_backup.xml": b"<moodle_backup><information>"}, "Moodle backup", "no backup_rel"),
    ("backup of bytes", {"moodle_backup.xml": b"\x00"}, "Moodle backup", "cannot be read as XML"),
    ("cmi5 of bytes", {"cmi5.xml": b"\x00"}, "cmi5", "cannot be read as XML"),
    ("cmi5 unclosed", {"cmi5.xml": CMI5["cmi5.xml"][:200]}, "cmi5 v1", "<courseStructure>"),
]  # fmt: skip


def package_of(files: Mapping[str, bytes]) -> Package:
    whole = {name: BytesSource(data) for name, data in files.items()}
    return replace(Package.of(whole, "course"), deep=True)


@pytest.mark.parametrize(("files", "kind", "why"), [one[1:] for one in KINDS], ids=[one[0] for one in KINDS])
def test_kind_and_why(files: Mapping[str, bytes], kind: str, why: str) -> None:
    found = recognise(package_of(files))
    assert f"{found.standard} {found.version}".strip() == kind
    assert why in found.why


def test_on_disk(tmp_path: Path) -> None:
    members = [Member(name.encode(), data) for name, data in SCORM_12.items()]
    for name, data, kind in (
        ("cut.zip", make_zip(members, cut=90), "SCORM 1.2"),
        ("stored.zip", make_zip([replace(one, method=0) for one in members], cut=90), "SCORM 1.2"),
        ("lost.zip", make_zip([Member(MANIFEST.encode(), b"x", method=0)], cut=90), ""),
        ("course.mbz", make_tar(backup_parts()), "Moodle backup 4.5"),
        ("zipped.mbz", make_zip([Member(n.encode(), d) for n, d in BACKUP.items()]), "Moodle backup 4.5"),
        ("cut.mbz", make_tar(backup_parts(), cut=30), "Moodle backup 4.5"),
        ("course.tgz", make_tar([Part(n.encode(), d) for n, d in SCORM_12.items()]), "SCORM 1.2"),
        ("list.xml", BACKUP["moodle_backup.xml"], "Moodle backup 4.5"),
        ("structure.xml", CMI5["cmi5.xml"], "cmi5 v1"),
        ("any.xml", SCORM_12[MANIFEST], "SCORM 1.2"),
        ("quiz12.xml", (GOOD["qti12"] / "quiz.xml").read_bytes(), "QTI 1.2"),
        ("item.xml", (GOOD["qti21"] / "items" / "one.xml").read_bytes(), "QTI 2.1"),
        ("test.xml", (GOOD["qti21"] / "test.xml").read_bytes(), "QTI 2.1"),
        ("wide.xml", CMI5["cmi5.xml"].decode().replace("UTF-8", "UTF-16").encode("utf-16"), "cmi5 v1"),
        ("questions.txt", b"::Q1:: Two and two? {=4 ~5}\n", "GIFT"),
        ("notes.zip", b"no zip", ""),
    ):
        path = tmp_path / name
        path.write_bytes(data)
        report = check(path)
        assert (name, f"{report.standard} {report.version}".strip()) == (name, kind)
        assert report.why


@pytest.mark.parametrize("name", ["qti12/quiz.xml", "qti21/test.xml", "qti21/items/one.xml"])
def test_questions_outside_a_package(name: str, tmp_path: Path) -> None:
    good = (GOOD["qti12"].parent / name).read_text("utf-8")
    path = tmp_path / "questions.xml"
    path.write_text(good, "utf-8")
    assert list(check(path)) == []
    path.write_text(good.replace(" identifier=", " ident=").replace(" ident=", " id=", 3), "utf-8")
    assert {one.rule.id[:4] for one in check(path)} == {"QTI-"}


def test_a_gzipped_tar_is_for_backups_only(tmp_path: Path) -> None:
    path = tmp_path / "course.tgz"
    path.write_bytes(make_tar([Part(name.encode(), data) for name, data in SCORM_12.items()]))
    assert [one.rule.id for one in check(path)] == ["ARC-001"]
