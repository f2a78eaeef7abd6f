"""Cartridges are read back, and those of others import or say why not."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from bot_scorm.compare.banks import entry_of
from bot_scorm.diagnostics import Report
from bot_scorm.importing.banks import read_bank
from bot_scorm.model.programme import Module
from bot_scorm.model.questions import Question
from bot_scorm.readers import load
from tests.imscc.test_official import COURSES, cartridges


def packed(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


def asked(modules: tuple[Module, ...]) -> dict[str, Question]:
    return {one.id: one for module in modules for page in module.pages for one in page.questions}


@pytest.mark.parametrize("format", ["imscc", "imscc13"])
def test_questions_come_back(format: str) -> None:
    one = next(cartridges(COURSES["content"], format))
    report = Report()
    bank = read_bank(packed({name: source.read() for name, source in one.files.items()}), "c.imscc", report)
    assert not report.failed
    assert [said for said in report if said.rule.id != "CC-121"] == []
    written = asked(load(COURSES["content"], Report()).modules[:1])
    back = {one.id: one for one, _ in bank.entries}
    assert len(back) > 8
    compared = 0
    for id, question in back.items():
        ours = entry_of("", "", (), written[id]).parts
        theirs = entry_of("", "", (), question).parts
        if ours["type"] == theirs["type"]:
            compared += 1
            assert theirs["text"] == ours["text"], id
        if ours["type"] == "true-false":
            assert theirs["answers"] == ours["answers"], id
            assert theirs["feedback of answers"] == ours["feedback of answers"], id
    assert compared > 5


def test_manifests_of_others_say_why_nothing_is_there(shared: Path) -> None:
    for path in sorted((shared / "corpus" / "imscc-manifests").glob("*.xml")):
        report = Report()
        bank = read_bank(path.read_bytes(), path.name, report)
        assert bank.entries == ()
        assert {one.rule.id for one in report} <= {"CC-121", "CC-122"}, path.name
        assert list(report) or b"<resource " not in path.read_bytes(), path.name


@pytest.mark.parametrize("spoilt", [b"", b"<manifest", b"PK\x03\x04imsmanifest.xml", b"\xff\xfe"])
def test_broken_files_are_findings(spoilt: bytes) -> None:
    report = Report()
    assert read_bank(spoilt, "c.imscc", report).entries == ()
    assert list(report)


def test_a_broken_file_of_questions_is_said() -> None:
    manifest = (
        b'<manifest xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"><resources>'
        b'<resource identifier="q" type="imsqti_xmlv1p2/imscc_xmlv1p1/assessment"><file href="q.xml"/>'
        b"</resource></resources></manifest>"
    )
    report = Report()
    read_bank(packed({"imsmanifest.xml": manifest, "q.xml": b"<item"}), "c.imscc", report)
    assert [one.rule.id for one in report] == ["CC-122"]
