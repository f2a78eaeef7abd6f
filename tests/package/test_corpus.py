"""Other people's files: none makes a check fail, and each error that is told of one stands in a golden list.

An error is one for Moodle or by the standard's schema; people read ``corpus.txt`` when it changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot_scorm.diagnostics import Severity
from bot_scorm.validation import check

GOLDEN = Path(__file__).parent / "expected" / "corpus.txt"
FOLDERS = ("gift", "moodlexml", "scorm12-manifests", "scorm2004-manifests", "imscc-manifests")
LEFT_OUT = (".dat", "README.md")
"""Blackboard's files, which are of no kind that is checked."""


def told(corpus: Path) -> Iterator[str]:
    for path in sorted(path for folder in FOLDERS for path in (corpus / folder).iterdir()):
        if path.name.endswith(LEFT_OUT):
            continue
        name = path.relative_to(corpus).as_posix()
        report = check(path, name)
        yield f"{name}: {report.standard or 'not recognised'} {report.version}".rstrip()
        for one in report:
            if one.severity is Severity.ERROR:
                yield f"  {one.at}: {one.rule.id} {one.message[:160]}"


def test_the_corpus_has_the_errors_that_are_known(shared: Path, regenerate: bool) -> None:
    found = "".join(f"{line}\n" for line in told(shared / "corpus"))
    if regenerate:
        GOLDEN.write_text(found, "utf-8")
    assert found == GOLDEN.read_text("utf-8")
