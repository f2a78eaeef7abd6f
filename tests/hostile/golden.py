"""What a writer makes of the hostile course, beside what is kept of it."""

from __future__ import annotations

from pathlib import Path

from bot_scorm.diagnostics import Report
from bot_scorm.model.programme import Edition
from bot_scorm.writers.base import Writer


def written_as(golden: Path, writer: Writer, edition: Edition, regenerate: bool) -> str:
    """Compares the one file written, and its losses, with the golden ones; gives the artifact's path."""
    report = Report()
    artifact = writer.write(edition, report)
    assert artifact is not None
    (source,) = artifact.files.values()
    said = "".join(
        f"{Path(one.at.path).name}:{one.at.line} {one.severity.value} {one.rule.id} {one.message}\n"
        for one in report
    )
    losses = golden.with_name("hostile.losses.txt")
    if regenerate:
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_bytes(source.read())
        losses.write_text(said, encoding="utf-8")
    assert source.read().decode() == golden.read_bytes().decode()
    assert said == losses.read_text(encoding="utf-8")
    return str(artifact.path)
