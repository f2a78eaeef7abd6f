"""Every cartridge is what the official schemas of 1.1 and their Schematron rules ask for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from bot_scorm.archive import Artifact
from bot_scorm.citing import cited
from bot_scorm.diagnostics import Report, Severity
from bot_scorm.model.programme import Edition
from bot_scorm.package.view import Package
from bot_scorm.readers import load
from bot_scorm.validation import check_package
from bot_scorm.writers import writer
from tests.imscc.official import Official, official

ROOT = Path(__file__).parents[2]
COURSES = {"content": ROOT / "content", "hostile": ROOT / "tests" / "hostile" / "content"}


def cartridges(course: Path, format: str) -> Iterator[Artifact]:
    """Those of all modules, and that of the programme."""
    programme = load(course, Report())
    edition = Edition(programme.language, programme)
    parts = {}
    for module in programme.modules:
        artifact = writer(format).write(cited(edition.of(module), Report()), Report())
        assert artifact
        parts[module.id] = artifact
    whole = writer(format).join(cited(edition, Report()), parts, Report())
    assert whole
    yield from (*parts.values(), whole)


def kind_of(name: str) -> str:
    """The kind of a document in a cartridge."""
    return next((kind for kind in ("imsmanifest", "topic", "link") if kind in name), "questions")


@pytest.fixture(scope="module")
def schemas(shared: Path) -> dict[str, Official]:
    return official(shared / "xsd" / "imscc-1.1")


@pytest.mark.parametrize("course", COURSES)
def test_documents_are_accepted(course: str, schemas: dict[str, Official]) -> None:
    kinds = set()
    for artifact in cartridges(COURSES[course], "imscc"):
        for name, source in artifact.files.items():
            if name.endswith(".xml"):
                kinds.add(kind_of(name))
                assert schemas[kind_of(name)].faults(etree.fromstring(source.read())) == [], name
    assert {"imsmanifest", "topic", "questions"} <= kinds


@pytest.mark.parametrize("course", COURSES)
def test_questions_of_1_3_follow_the_same_profile(course: str, schemas: dict[str, Official]) -> None:
    for artifact in cartridges(COURSES[course], "imscc13"):
        for name, source in artifact.files.items():
            if name.endswith(".xml") and kind_of(name) == "questions":
                assert schemas["questions"].faults(etree.fromstring(source.read())) == [], name


@pytest.mark.parametrize("format", ["imscc", "imscc13"])
def test_every_file_is_listed_and_every_resource_there(format: str) -> None:
    for artifact in cartridges(COURSES["hostile"], format):
        root = etree.fromstring(artifact.files["imsmanifest.xml"].read())
        listed = {one.rpartition("}")[2] for one in root.xpath("//*[local-name()='file']/@href")}
        assert listed == set(artifact.files) - {"imsmanifest.xml"}
        ids = root.xpath("//@identifier")
        assert len(ids) == len(set(ids))
        assert set(root.xpath("//@identifierref")) <= set(ids)


def test_a_spoilt_question_is_refused(schemas: dict[str, Official]) -> None:
    *_, whole = cartridges(COURSES["hostile"], "imscc")
    name = "questions.xml"
    root = etree.fromstring(whole.files[name].read())
    entry = root.xpath("//*[local-name()='fieldentry'][starts-with(., 'cc.multiple_choice')]")[0]
    entry.text = "cc.fib.v0p1"
    assert any("RULE" in one for one in schemas["questions"].faults(root))


@pytest.mark.parametrize("format", ["imscc", "imscc13"])
def test_no_link_leads_nowhere(format: str) -> None:
    for artifact in cartridges(COURSES["hostile"], format):
        package = replace(Package.of(artifact.files, artifact.id), deep=True)
        assert [
            f"{one.at}: {one.message}" for one in check_package(package) if one.severity is not Severity.INFO
        ] == []
