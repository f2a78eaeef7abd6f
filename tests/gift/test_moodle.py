"""Moodle is the judge: what it made of each file is kept in ``moodle/``, and our reader takes the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot_scorm.diagnostics import Report, Severity
from bot_scorm.readers.gift import read_gift
from tests.gift.moodle import HERE, differences, kept, taken

CASES = sorted((HERE / "cases").glob("*.gift.txt"))
CORPUS = sorted(path.name.removesuffix(".json") for path in (HERE / "moodle/corpus").glob("*.json"))

OTHERWISE = {
    "closing-brace-first.gift.txt": "Moodle cuts by a negative length; we read up to the brace and warn",
    "name-too-long.gift.txt": "Moodle shortens names to 255 characters; we keep them",
    "category-swallows.gift.txt": "Moodle loses the question below a category; we read it and warn",
}
"""Where we read something else on purpose, and why."""


def verdict(path: Path, folder: str) -> Iterator[str]:
    """Where our reader and Moodle disagree on a file."""
    report = Report()
    entries = read_gift(path.read_bytes(), path.name, report).entries
    moodle = kept(HERE / "moodle" / folder, path.name)
    if moodle["accepted"] is report.failed:
        yield f"accepted is {moodle['accepted']}, and we say {[str(one.at) + one.message for one in report]}"
    if not moodle["accepted"]:
        return
    if len(entries) != len(moodle["questions"]):
        yield f"{len(entries)} questions instead of {len(moodle['questions'])}"
    for entry, question in zip(entries, moodle["questions"], strict=False):
        yield from differences(taken(entry), question)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_a_case_is_read_as_moodle_reads_it(path: Path) -> None:
    found = list(verdict(path, "cases"))
    assert bool(found) == (path.name in OTHERWISE), found


@pytest.mark.parametrize("name", CORPUS)
def test_the_corpus_is_read_as_moodle_reads_it(name: str, shared: Path) -> None:
    assert list(verdict(shared / "corpus/gift" / name, "corpus")) == []


def test_every_file_of_the_corpus_was_given_to_moodle(shared: Path) -> None:
    assert sorted(path.name for path in (shared / "corpus/gift").iterdir()) == CORPUS


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_diagnostics(path: Path, regenerate: bool) -> None:
    report = Report()
    read_gift(path.read_bytes(), path.name, report)
    lines = "".join(f"{one.at} {one.severity.value} {one.rule.id} {one.message}\n" for one in report)
    expected = path.with_name(path.name.replace(".gift.txt", ".expected"))
    if regenerate:
        expected.write_text(lines, encoding="utf-8")
    assert lines == expected.read_text(encoding="utf-8")


def test_an_error_is_what_moodle_refuses() -> None:
    for path in CASES:
        report = Report()
        read_gift(path.read_bytes(), path.name, report)
        errors = [one for one in report if one.severity is Severity.ERROR]
        refused = not kept(HERE / "moodle/cases", path.name)["accepted"]
        assert bool(errors) == refused or path.name in OTHERWISE, path.name
