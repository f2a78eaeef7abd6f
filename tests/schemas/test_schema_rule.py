"""What the schema rule says beside its cases in tests/rules, and that schemas never look elsewhere."""

from __future__ import annotations

import socket
import time
from pathlib import Path

import pytest

from bot_scorm import schemas
from bot_scorm.package.view import Package, bytes_package
from bot_scorm.validation import check_package

MINIMAL = (Path(__file__).parents[1] / "package" / "minimal" / "imsmanifest.xml").read_bytes()


def told(manifest: bytes, rule: str = "S12-001") -> list[str]:
    return [
        f"{one.at} {one.message}" for one in check_package(bytes_package(manifest)) if one.rule.id == rule
    ]


def test_same_fault_a_thousand_times_ends_soon() -> None:
    many = b"".join(b'<resource identifier="r%d" kind="web"/>' % n for n in range(5000))
    began = time.process_time()
    found = told(MINIMAL.replace(b"</resources>", many + b"</resources>"))
    assert time.process_time() - began < 15
    assert len(found) == 101
    assert any("Mend them and check again." in one for one in found)


def test_faults_in_several_places_are_all_told() -> None:
    spoilt = MINIMAL.replace(b"<schema>", b"<scheme/><schema>").replace(
        b'identifier="item-1"', b'isvisible="no"'
    )
    assert told(spoilt) == [
        "imsmanifest.xml:5:5 <scheme> cannot stand here in <metadata>.",
        "imsmanifest.xml:11:7 <item> needs the attribute identifier.",
        "imsmanifest.xml:11:7 <item>: attribute isvisible='no': 'no' is not a boolean value.",
    ]


def test_no_address_in_a_package_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    (tmp_path / "imscp_rootv1p1p2.xsd").write_text("this is not a schema")
    manifest = MINIMAL.replace(
        b'identifier="course"',
        b'identifier="course" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        b'xsi:schemaLocation="http://www.imsproject.org/xsd/imscp_rootv1p1p2 imscp_rootv1p1p2.xsd '
        b'http://www.adlnet.org/xsd/adlcp_rootv1p2 http://127.0.0.1:9/adlcp.xsd" unknown="yes"',
    )
    (tmp_path / "imsmanifest.xml").write_bytes(manifest)
    report = check_package(Package.open(tmp_path / "imsmanifest.xml", "imsmanifest.xml"))
    assert [f"{one.rule.id} {one.message}" for one in report] == [
        "S12-001 <manifest> has no attribute unknown in SCORM 1.2. Mend its name, or remove it."
    ]


def test_schema_is_compiled_once_a_process() -> None:
    assert schemas.compiled("scorm12") is schemas.compiled("scorm12")


def test_official_files_are_looked_for_where_the_user_has_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BOT_SCORM_SCHEMAS", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    folder = tmp_path / "bot-scorm" / "schemas" / "scorm12"
    with pytest.raises(FileNotFoundError, match=r"imsmd_rootv1p2p1\.xsd"):
        schemas.official("scorm12")
    folder.mkdir(parents=True)
    for name in schemas.OFFICIAL["scorm12"]:
        (folder / name).write_text("<official/>")
    assert schemas.official("scorm12") == {name: folder / name for name in schemas.OFFICIAL["scorm12"]}
