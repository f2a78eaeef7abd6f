"""The hostile course as a Common Cartridge: its manifest, its quiz and what is said to be lost."""

from __future__ import annotations

from pathlib import Path

from bot_scorm.diagnostics import Report
from bot_scorm.model.programme import Edition
from bot_scorm.package.view import MANIFEST
from bot_scorm.readers import load
from bot_scorm.writers.imscc import WRITER

HERE = Path(__file__).parent
GOLDEN = HERE / "expected" / "imscc"


def test_documents_are_as_expected(regenerate: bool) -> None:
    programme = load(HERE / "content", Report())
    report = Report()
    artifact = WRITER.write(Edition(programme.language, programme), report)
    documents = {name: one.read() for name, one in artifact.files.items() if name.endswith(".xml")}
    assert MANIFEST in documents
    said = "".join(
        f"{Path(one.at.path).name}:{one.at.line} {one.severity.value} {one.rule.id} {one.message}\n"
        for one in report
    )
    documents["hostile.losses.txt"] = said.encode()
    if regenerate:
        GOLDEN.mkdir(exist_ok=True)
        for name, data in documents.items():
            (GOLDEN / name).write_bytes(data)
    assert sorted(one.name for one in GOLDEN.iterdir()) == sorted(documents)
    for name, data in documents.items():
        assert data.decode() == (GOLDEN / name).read_text("utf-8"), name
