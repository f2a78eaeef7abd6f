"""How the program behaves as a process: its streams, signals and imports, and that it never falls over."""

from __future__ import annotations

import json
import os
import pty
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from benchmarks.course import write_course

from bot_scorm import pipeline
from bot_scorm.cli import main
from tests.conftest import PATIENCE

FILES = Path(__file__).parent / "files"
TOOL = [sys.executable, "-m", "bot_scorm"]
HEAVY = {"pydantic", "lxml.etree", "jinja2", "markdown_it", "yaml", "xmlschema"}


def run(*args: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*TOOL, *args], cwd=cwd, capture_output=True, text=True, env=os.environ | env, check=False
    )


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FILES / "good", tmp_path / "good"))


def imported(args: list[str], cwd: Path) -> set[str]:
    """Which of the heavy libraries a command imports."""
    code = f"import sys; from bot_scorm.cli import main; main({args!r}); print('\\n', *sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=cwd, capture_output=True, text=True, check=True)
    return HEAVY & set(done.stdout.splitlines()[-1].split())


def test_help_and_a_fresh_build_import_nothing_heavy(good: Path) -> None:
    assert imported(["--help"], good) == set()
    assert imported(["build", "--help"], good) == set()
    assert imported(["build"], good) != set()
    assert imported(["build"], good) == set()


def test_found_from_a_folder_below(good: Path) -> None:
    done = run("check", cwd=good / "content/curriculum/01-trust")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "0 errors, 0 warnings")


def test_build_lists_artifacts_on_stdout_and_findings_on_stderr(tmp_path: Path) -> None:
    bad = Path(shutil.copytree(FILES / "bad", tmp_path / "bad"))
    done = run("build", cwd=bad)
    assert done.returncode == 1
    assert done.stdout == ""
    assert "content/curriculum/01-trust/10-page.md:7:1: error BLK-004" in done.stderr


def test_reports_go_to_files_and_the_console_still_gets_text(good: Path) -> None:
    done = run(
        "check", "--output-format", "json:out/report.json", "--output-format", "junit:report.xml", cwd=good
    )
    assert done.stdout.endswith("0 errors, 0 warnings\n")
    assert json.loads((good / "out/report.json").read_text(encoding="utf-8"))["errors"] == 0
    assert (good / "report.xml").read_text(encoding="utf-8").startswith("<?xml")
    refused = run("check", "--output-format", "json:report.xml/report.json", cwd=good)
    assert refused.returncode == 2
    assert refused.stderr.startswith("Error: report.xml/report.json cannot be written")


def test_fail_on_lowers_the_bar(good: Path) -> None:
    page = good / "content/curriculum/01-trust/10-page.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nRaw <b>HTML</b>.\n", encoding="utf-8")
    assert run("check", cwd=good).returncode == 0
    assert run("check", "--fail-on", "warning", cwd=good).returncode == 1


def test_fix_ids_writes_them(good: Path) -> None:
    page = good / "content/curriculum/01-trust/10-page.md"
    page.write_text(page.read_text(encoding="utf-8").replace("id: promises\n", ""), encoding="utf-8")
    assert run("build", "--release", cwd=good).returncode == 1
    fixed = run("check", "--fix", "ids", cwd=good)
    assert fixed.stderr == "changed content/curriculum/01-trust/10-page.md\n"
    assert "id: small-promises" in page.read_text(encoding="utf-8")
    assert run("build", "--release", cwd=good).returncode == 0


def test_fault_of_ours_is_one_line(
    good: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*args: object) -> None:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr(pipeline._Build, "artifacts", broken)
    monkeypatch.delenv("BOT_PACK_DEBUG", raising=False)
    assert main(["build", str(good)]) == 2
    said = capsys.readouterr().err
    assert said.startswith("bot-pack: this is a fault of ours, not yours: ZeroDivisionError: oh\n")
    assert "Traceback" not in said
    monkeypatch.setenv("BOT_PACK_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        main(["build", str(good)])


def test_reader_of_a_pipe_may_leave(tmp_path: Path) -> None:
    command = f"{sys.executable} -m bot_scorm explain --all | head -n 1"
    done = subprocess.run(command, shell=True, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == "# Rules\n"
    assert done.stderr == ""


def on_a_terminal(args: list[str], cwd: Path, **env: str) -> tuple[str, str]:
    """Runs with standard error, and standard output if asked for by ``check``, on a terminal; gives both."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*TOOL, *args], cwd=cwd, stdout=subprocess.PIPE, stderr=theirs, text=True, env=os.environ | env
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 4096)
        except OSError:  # the other end has closed
            break
        if not piece:
            break
        shown += piece
    stdout, _ = process.communicate()
    os.close(ours)
    return stdout, shown.decode()


def test_progress_and_colour_are_for_terminals(tmp_path: Path) -> None:
    bad = Path(shutil.copytree(FILES / "bad", tmp_path / "bad"))
    stdout, stderr = on_a_terminal(["build"], bad, NO_COLOR="", TERM="xterm")
    assert stdout == ""
    assert "Building [##############################] 1/1" in stderr
    assert "\x1b[31merror\x1b[0m" in stderr
    _, plain = on_a_terminal(["build"], bad, NO_COLOR="1", TERM="xterm")
    assert "\x1b" not in plain
    piped = run("build", cwd=bad)
    assert "Building" not in piped.stderr
    assert "\x1b" not in piped.stderr


def children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task")
    return [int(one) for task in tasks.iterdir() for one in (task / "children").read_text().split()]


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
@pytest.mark.parametrize(
    ("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -9)]
)
def test_interrupted_build_leaves_whole_artifacts_and_no_process(
    tmp_path: Path, sent: signal.Signals, code: int
) -> None:
    write_course(tmp_path, 30)
    process = subprocess.Popen(
        [*TOOL, "build", "--format", "gift", "--jobs", "2"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    while not list(tmp_path.glob("build/en/gift/*.txt")):
        assert process.poll() is None
        time.sleep(0.01)
    workers = children(process.pid)
    if sent is signal.SIGINT:
        os.killpg(process.pid, sent)  # as a terminal does
    else:
        process.send_signal(sent)
    _, said = process.communicate(timeout=PATIENCE / 1000)
    assert process.returncode == code
    assert "Traceback" not in said
    deadline = time.monotonic() + PATIENCE / 1000
    while any(Path(f"/proc/{pid}").exists() for pid in workers):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    done = run("build", "--format", "gift", "--output-format", "json", cwd=tmp_path)
    assert done.returncode == 0
    assert len(json.loads(done.stdout)["artifacts"]) == 30
    assert run("validate", "build", cwd=tmp_path).returncode == 0
