"""Cartridges and question packages that we write, read as anybody's: nothing is found in them but remarks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot_scorm.archive import Artifact
from bot_scorm.citing import cited
from bot_scorm.diagnostics import Report, Severity
from bot_scorm.model.programme import Edition, Programme
from bot_scorm.package.view import Package
from bot_scorm.readers import load
from bot_scorm.validation import check_package
from bot_scorm.writers import writer

ROOT = Path(__file__).parents[2]
COURSES = {"content": ROOT / "content", "hostile": ROOT / "tests" / "hostile" / "content"}


@pytest.fixture(scope="module", params=COURSES)
def programme(request: pytest.FixtureRequest) -> Programme:
    return load(COURSES[request.param], Report())


def artifacts(programme: Programme, format: str) -> Iterator[Artifact]:
    edition = Edition(programme.language, programme)
    for module in programme.modules:
        artifact = writer(format).write(cited(edition.of(module), Report()), Report())
        if artifact:
            yield artifact


@pytest.mark.parametrize("format", ["imscc", "imscc13", "qti12", "qti21"])
def test_nothing_is_found(format: str, programme: Programme) -> None:
    count = 0
    for artifact in artifacts(programme, format):
        report = check_package(replace(Package.of(artifact.files, artifact.id), deep=True))
        assert [str(one) for one in report if one.severity is not Severity.INFO] == []
        assert report.standard in ("Common Cartridge", "QTI")
        count += 1
    assert count
