"""The hostile course as a SCORM package: every text arrives as written, and the package is valid."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from bot_scorm.archive import Artifact
from bot_scorm.diagnostics import Report
from bot_scorm.model.blocks import Code
from bot_scorm.model.programme import Edition, Module
from bot_scorm.model.walk import nodes_of
from bot_scorm.readers import load
from bot_scorm.validation import check
from bot_scorm.writers.scorm12 import WRITER

HERE = Path(__file__).parent
GOLDEN = HERE / "expected" / "scorm12"
KEPT = ("imsmanifest.xml", "hostile/index.html")


@pytest.fixture(scope="module")
def edition() -> Edition:
    programme = load(HERE / "content", Report())
    return Edition(programme.language, programme)


@pytest.fixture(scope="module")
def module(edition: Edition) -> Module:
    return edition.programme.modules[0]


@pytest.fixture(scope="module")
def package(edition: Edition, module: Module) -> Artifact:
    report = Report()
    artifact = WRITER.write(edition.of(module), report)
    assert not report.failed
    return artifact


@pytest.mark.parametrize("name", KEPT)
def test_entries_are_as_expected(package: Artifact, name: str, regenerate: bool) -> None:
    written = package.files[name].read()
    if regenerate:
        (GOLDEN / name).parent.mkdir(parents=True, exist_ok=True)
        (GOLDEN / name).write_bytes(written)
    assert written.decode() == (GOLDEN / name).read_text("utf-8")


def test_package_is_valid(package: Artifact, tmp_path: Path) -> None:
    written = package.write(tmp_path)
    assert [f"{one.at}: {one.message}" for one in check(written.path).report if one.severity.rank == 0] == []


def test_code_is_shown_as_written(package: Artifact, module: Module) -> None:
    document = html.document_fromstring(package.files["hostile/index.html"].read())
    shown = [code.text_content().rstrip("\n") for code in document.iter("code")]
    written = [code.source.rstrip("\n") for code in nodes_of(module.pages, Code)]
    assert written
    assert [one for one in written if one not in shown] == []


def test_no_tag_comes_from_a_text(package: Artifact) -> None:
    document = html.document_fromstring(package.files["hostile/index.html"].read())
    main = document.get_element_by_id("main")
    tags = {one.tag for one in main.iter() if isinstance(one.tag, str)}
    assert tags.isdisjoint({"b", "i", "script", "iframe", "object"})
    assert [name for one in main.iter() for name in one.attrib if str(name).startswith("on")] == []
