"""Items as other tools write them, each beside the source that import makes of it and what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot_scorm.diagnostics import Report
from bot_scorm.importing.banks import read_bank
from bot_scorm.sources.questions import question_lines

CASES = sorted((Path(__file__).parent / "cases").glob("*.xml"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_case(case: Path, regenerate: bool) -> None:
    report = Report()
    bank = read_bank(case.read_bytes(), case.name, report)
    parts = ["\n".join(question_lines(one)) for one, _ in bank.entries]
    parts += [f"{one.at.line}: {one.severity.value} {one.rule.id} {one.message}" for one in report]
    text = "\n\n".join(parts) + "\n"
    golden = case.with_suffix(".md")
    if regenerate:
        golden.write_text(text, "utf-8", newline="\n")
    assert text == golden.read_text("utf-8")
