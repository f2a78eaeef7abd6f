"""The hostile course in QTI 2.1: the files of its package, beside what is kept of them."""

from __future__ import annotations

from pathlib import Path

from bot_scorm.diagnostics import Report
from bot_scorm.model.programme import Edition
from bot_scorm.readers import load
from bot_scorm.writers.qti21 import WRITER

HERE = Path(__file__).parent
GOLDEN = HERE / "expected/qti21"


def test_what_is_written(regenerate: bool) -> None:
    programme = load(HERE / "content", Report())
    report = Report()
    artifact = WRITER.write(Edition(programme.language, programme).of(programme.modules[0]), report)
    assert artifact
    files = {name: one.read().decode() for name, one in artifact.files.items()}
    files["losses.txt"] = "".join(
        f"{Path(one.at.path).name}:{one.at.line} {one.severity.value} {one.rule.id} {one.message}\n"
        for one in report
    )
    if regenerate:
        for name, text in files.items():
            (GOLDEN / name).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / name).write_text(text, "utf-8", newline="\n")
    kept = {
        one.relative_to(GOLDEN).as_posix(): one.read_bytes().decode()
        for one in GOLDEN.rglob("*")
        if one.is_file()
    }
    assert files == kept
