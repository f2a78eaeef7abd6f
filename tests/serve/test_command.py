"""``bot-pack serve`` as a process."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.conftest import PATIENCE
from tests.course import THEORY, write_course

TOOL = [sys.executable, "-m", "bot_scorm", "serve"]
WAIT = PATIENCE / 1000


@pytest.fixture
def running(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A preview on a free port, and its address."""
    write_course(tmp_path, {"10-page.md": f"{THEORY}::: sidebar\nx\n:::\n"})
    process = subprocess.Popen(
        [*TOOL, "--port", "0"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    yield process, process.stdout.readline().strip()
    process.kill()
    process.communicate()


def test_it_serves_until_it_is_interrupted(running: tuple[subprocess.Popen[str], str]) -> None:
    process, url = running
    with urlopen(f"{url}api/module/en/scorm12/trust", timeout=WAIT) as answer:
        (found,) = json.load(answer)["findings"]
    assert found["place"] == "curriculum/01-trust/10-page.md:6:1"
    assert found["excerpt"] == ["::: sidebar", "^"]
    stream = urlopen(f"{url}events", timeout=WAIT)
    process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate(timeout=WAIT)
    stream.close()
    assert process.returncode == 0
    assert stdout == ""
    assert stderr.startswith("Ctrl-C ends it.\ntrust (en, scorm12): 1 errors, 0 warnings, ")
    assert "Traceback" not in stderr


def test_a_port_that_is_in_use(running: tuple[subprocess.Popen[str], str], tmp_path: Path) -> None:
    port = running[1].rstrip("/").rpartition(":")[2]
    done = subprocess.run(
        [*TOOL, "--port", port], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=WAIT
    )
    assert done.returncode == 2
    assert done.stderr == (
        f"Error: port {port} is in use; name another one with --port, or 0 for a free one\n"
    )
