"""For each rule on sources a bad and a good module: what the bad one is told is in expected.txt."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot_scorm.diagnostics import Rule
from bot_scorm.readers import faults, instrument_faults, recordings
from bot_scorm.rules import asking, cast, instruments, module, source, wording
from bot_scorm.rules.base import checks_in
from tests.course import MODULE, lines_of, look_at_content, read_course, write_course

HERE = Path(__file__).parent
ROOMS = (faults, instrument_faults, recordings)
RULES = sorted(
    [one.id for room in ROOMS for one in vars(room).values() if isinstance(one, Rule)]
    + [one.rule.id for room in (source, instruments) for one in checks_in(room)]
)
CONTENT_RULES = sorted(one.rule.id for room in (asking, cast, module, wording) for one in checks_in(room))
REVIEWED = MODULE + "reviewed: {by: A. Reviewer, date: 2026-11-01}\n"
MADE_BY_TESTS = {
    "SRC-003": "a programme without a module",
    "SRC-004": "a file of more than 2 MiB",
    "SRC-007": "links in the file system",
    "SET-007": "a language without words, in tests/cli/check.txt",
    "THM-001": "a programme's colours, in tests/readers/test_theme.py",
}


def files_in(folder: Path) -> dict[str, str | bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule not in MADE_BY_TESTS])
def test_bad_case_is_told(rule: str, tmp_path: Path, regenerate: bool) -> None:
    _, report = read_course(write_course(tmp_path, files_in(HERE / rule / "bad")))
    told = lines_of(report, tmp_path)
    expected = HERE / rule / "expected.txt"
    if regenerate:
        expected.write_text(told, "utf-8")
    assert told == expected.read_text("utf-8")
    assert {one.rule.id for one in report} == {rule}


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule not in MADE_BY_TESTS])
def test_good_case_is_clean(rule: str, tmp_path: Path) -> None:
    _, report = read_course(write_course(tmp_path, files_in(HERE / rule / "good")))
    assert lines_of(report, tmp_path) == ""


@pytest.mark.parametrize("kind", ["bad", "good"])
@pytest.mark.parametrize("rule", CONTENT_RULES)
def test_case_of_content(rule: str, kind: str, tmp_path: Path, regenerate: bool) -> None:
    files: dict[str, str | bytes] = {"module.yaml": REVIEWED, **files_in(HERE / rule / kind)}
    programme, report = read_course(write_course(tmp_path, files))
    assert lines_of(report, tmp_path) == ""
    look_at_content(programme, report)
    told = lines_of(report, tmp_path)
    expected = HERE / rule / "expected.txt"
    if regenerate and kind == "bad":
        expected.write_text(told, "utf-8")
    assert told == (expected.read_text("utf-8") if kind == "bad" else "")
    assert {one.rule.id for one in report} == ({rule} if kind == "bad" else set())


def test_folder_of_pages_without_module_yaml(tmp_path: Path) -> None:
    write_course(tmp_path, {"10-page.md": "---\nkind: theory\nid: a\ntitle: A\n---\nText.\n"})
    (tmp_path / "curriculum" / "01-trust" / "module.yaml").unlink()
    _, report = read_course(tmp_path)
    assert [one.rule.id for one in report] == ["SRC-003"]


def test_programme_without_modules(tmp_path: Path) -> None:
    (tmp_path / "programme.yaml").write_text("id: demo\ntitle: Demo\nlanguage: en\n", "utf-8")
    _, report = read_course(tmp_path)
    assert [one.rule.id for one in report] == ["SRC-003"]


def test_links_out_of_the_programme_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "diary.md"
    outside.write_text("---\nkind: theory\ntitle: Secret\n---\nDear diary.\n", "utf-8")
    root = write_course(
        tmp_path / "content", {"20-page.md": "---\nkind: theory\nid: a\ntitle: A\n---\nText.\n"}
    )
    (root / "curriculum" / "01-trust" / "10-page.md").symlink_to(outside)
    (root / "curriculum" / "02-more").symlink_to(tmp_path / "content" / "curriculum" / "01-trust")
    programme, report = read_course(root)
    assert {one.rule.id for one in report} == {"SRC-007", "ID-002"}
    assert "diary" not in str(programme)
    (root / "curriculum" / "01-trust" / "10-page.md").unlink()
    (root / "curriculum" / "01-trust" / "10-page.md").symlink_to(
        root / "curriculum" / "01-trust" / "20-page.md"
    )
    _, report = read_course(root)
    assert "SRC-007" not in {one.rule.id for one in report}


def test_huge_page_is_refused(tmp_path: Path) -> None:
    _, report = read_course(write_course(tmp_path, {"10-page.md": b"x" * (2 * 1024 * 1024 + 1)}))
    assert [one.rule.id for one in report] == ["SRC-004"]
