"""What a hostile or unlucky machine gives: closed streams, pipes for files, odd folders, a broken cache."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

FILES = Path(__file__).parent / "files"
TOOL = f"{sys.executable} -m bot_scorm"


def shell(command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command.replace("bot-pack", TOOL),
        cwd=cwd, shell=True, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(FILES / "good", tmp_path / "good")
    shutil.copytree(FILES / "bad", tmp_path / "bad")
    return tmp_path


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("bot-pack check good >&-", 0),
        ("bot-pack check good 2>&-", 0),
        ("bot-pack check bad >&- 2>&-", 1),
        ("bot-pack build good >&- 2>&-", 0),
        ("bot-pack build --nonsense 2>&-", 2),
        ("bot-pack check good >/dev/full", 2),
        ("bot-pack build --nonsense 2>/dev/full", 2),
        ("mkdir gone; cd gone; rmdir ../gone; bot-pack check", 2),
        ("bot-pack check good/content/programme.yaml", 2),
        ("bot-pack check good --output-format json:r --output-format sarif:./r", 2),
        ("bot-pack build good --out good/content/curriculum/01-trust", 2),
    ],
)
def test_exit_code(command: str, code: int, project: Path) -> None:
    done = shell(command, project)
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert "fault of ours" not in done.stderr


def test_a_format_in_capital_letters_is_guessed(project: Path) -> None:
    assert "did you mean 'scorm12'?" in shell("bot-pack build good --format SCORM12", project).stderr


def test_pipes_among_the_sources_are_left_alone(project: Path) -> None:
    os.mkfifo(project / "good/content/curriculum/01-trust/20-pipe.md")
    os.mkfifo(project / "good/content/pipe")
    assert shell("bot-pack build good", project).returncode == 0
    assert shell("bot-pack check good", project).returncode == 0


def test_a_record_without_its_outline_is_made_anew(project: Path) -> None:
    shell("bot-pack build good", project)
    path = project / "good/.bot-pack-cache/records/outline.json"
    for extra in ({}, {"modules": [1]}, {"modules": "", "id": "demo", "language": "en", "formats": 1}):
        path.write_text(json.dumps(json.loads(path.read_text()) | {"extra": extra}))
        assert shell("bot-pack build good", project).returncode == 0


def test_an_artifact_is_listed_once_where_two_modules_have_one_id(project: Path) -> None:
    curriculum = project / "good/content/curriculum"
    shutil.copytree(curriculum / "01-trust", curriculum / "02-again")
    done = shell("bot-pack build good", project)
    assert done.returncode == 1
    assert done.stdout.splitlines() == sorted(set(done.stdout.splitlines()))


def test_a_pipe_among_packages_is_left_alone(project: Path) -> None:
    os.mkfifo(project / "x.zip")
    done = shell("bot-pack validate .", project)
    assert done.returncode == 2
    assert "there is no package" in done.stderr


def test_a_manifest_in_capital_letters_is_told(project: Path) -> None:
    shutil.copyfile(FILES / "imsmanifest.xml", project / "good/IMSMANIFEST.XML")
    done = shell("bot-pack validate good", project)
    assert done.returncode == 1
    assert "MAN-001" in done.stdout


def test_a_question_file_in_utf_16_is_told_once(project: Path) -> None:
    (project / "q.gift.txt").write_bytes("Питање? {=да ~не}\n".encode("utf-16"))
    done = shell("bot-pack validate q.gift.txt --output-format json", project)
    (package,) = json.loads(done.stdout)["packages"]
    assert [one["rule"] for one in package["diagnostics"]] == ["GIFT-101"]
