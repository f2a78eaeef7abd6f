"""The hostile course in QTI: the files of its package, beside what is kept of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot_scorm.diagnostics import Report
from bot_scorm.model.programme import Edition
from bot_scorm.readers import load
from bot_scorm.writers import writer

HERE = Path(__file__).parent


@pytest.mark.parametrize("format", ["qti21", "qti12"])
def test_what_is_written(format: str, regenerate: bool) -> None:
    golden = HERE / "expected" / format
    programme = load(HERE / "content", Report())
    report = Report()
    artifact = writer(format).write(Edition(programme.language, programme).of(programme.modules[0]), report)
    assert artifact
    files = {name: one.read().decode() for name, one in artifact.files.items()}
    files["losses.txt"] = "".join(
        f"{Path(one.at.path).name}:{one.at.line} {one.severity.value} {one.rule.id} {one.message}\n"
        for one in report
    )
    if regenerate:
        for name, text in files.items():
            (golden / name).parent.mkdir(parents=True, exist_ok=True)
            (golden / name).write_text(text, "utf-8", newline="\n")
    kept = {
        one.relative_to(golden).as_posix(): one.read_bytes().decode()
        for one in golden.rglob("*")
        if one.is_file()
    }
    assert files == kept
