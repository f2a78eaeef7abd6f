"""What is checked at a path, and that a question file is read as one."""

from __future__ import annotations

from pathlib import Path

import pytest

import bot_scorm
from bot_scorm import validation
from bot_scorm.validation import find_packages


def make(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")


def test_packages_below_a_folder(tmp_path: Path) -> None:
    make(
        tmp_path,
        "en/scorm12/trust.zip",
        "en/gift/trust.gift.txt",
        "en/cartridge.IMSCC",
        "old.gift",
        "unpacked/imsmanifest.xml",
        "unpacked/inner.zip",
        "notes.txt",
        ".hidden/other.zip",
        ".trust.zip.part",
    )
    (tmp_path / "link.zip").symlink_to(tmp_path / "en/scorm12/trust.zip")
    (tmp_path / "loop").symlink_to(tmp_path)
    found = [path.relative_to(tmp_path).as_posix() for path in find_packages(tmp_path)]
    assert found == [
        "en/cartridge.IMSCC",
        "en/gift/trust.gift.txt",
        "en/scorm12/trust.zip",
        "old.gift",
        "unpacked",
    ]


def test_a_file_or_an_unpacked_package_is_itself(tmp_path: Path) -> None:
    make(tmp_path, "imsmanifest.xml", "a.zip")
    assert find_packages(tmp_path) == [tmp_path]
    assert find_packages(tmp_path / "a.zip") == [tmp_path / "a.zip"]
    assert find_packages(tmp_path / "none.zip") == [tmp_path / "none.zip"]


def test_question_file(tmp_path: Path) -> None:
    path = tmp_path / "quiz.gift.txt"
    path.write_text("::Q1:: Two and two? {=4 ~5}\n", "utf-8")
    report = bot_scorm.check(path)
    assert (report.standard, list(report)) == ("GIFT", [])


def test_huge_question_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(validation, "MAX_GIFT", 20)
    small, large = tmp_path / "small.gift.txt", tmp_path / "large.gift.txt"
    small.write_text("::T::A?{T}\n", encoding="utf-8")
    large.write_text("::Title::A question?{T}\n", encoding="utf-8")
    assert [one.rule.id for one in validation.check(small)] == []
    assert [one.rule.id for one in validation.check(large)] == ["GIFT-111"]
