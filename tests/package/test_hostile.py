"""Whatever is sent to do harm ends in a diagnostic, in bounded time and memory, and nothing else happens.

Each attack is checked in a process of its own, whose every write and every socket is noted.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from bot_scorm.validation import check
from tests.package.attacks import SECRET, Attack, attacks
from tests.package.attacks_texts import pages, tars, texts

SECONDS = 10
"""Of the processor; what is read at all is bounded to 2 GiB unpacked."""
MEGABYTES = 300
"""By which memory may grow; a manifest with as many elements as are read takes most."""
_QUIET = ("socket.", "os.", "shutil.", "subprocess.", "urllib.", "ftplib.", "http.client.")
_MEANT = ("os.listdir", "os.scandir", "os.walk", "os.fwalk", "os.putenv", "os.unsetenv")


def every(secret: str = "", address: str = "") -> dict[str, Attack]:
    """All attacks; ``secret`` is the path of a file, ``address`` that of a web server."""
    return {**attacks(secret, address), **pages(address), **texts(), **tars()}


@dataclass(frozen=True)
class Outcome:
    """What a check did."""

    rules: frozenset[str]
    text: str
    seconds: float
    growth: float
    """Of its memory, in MiB."""
    events: tuple[str, ...]
    """What it wrote, or asked of the network."""


def checked(path: Path) -> Outcome:
    """Runs in a process of its own."""
    events: list[str] = []
    on = [True]

    def note(event: str, arguments: tuple[object, ...]) -> None:
        if not on[0] or event in _MEANT:
            return
        if event == "open":
            mode, flags = arguments[1], arguments[2]
            if (isinstance(mode, str) and set(mode) & set("wax+")) or (isinstance(flags, int) and flags & 3):
                events.append(f"open {arguments[0]}")
        elif event == "urllib.Request" and str(arguments[0]).startswith("file:"):
            return  # how xmlschema reads our own schemas
        elif event.startswith(_QUIET):
            events.append(event)

    sys.addaudithook(note)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    report = check(path, "sent")
    found = list(report)
    seconds = time.process_time() - began
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    on[0] = False
    text = "\n".join(f"{one.at} {one.message}" for one in found) + report.why + report.version
    rules = frozenset(one.rule.id for one in found)
    return Outcome(rules, text, seconds, (after - before) / 1024, tuple(events))


ASKED: list[str] = []
"""What the web server was asked for."""


class _Noting(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        ASKED.append(self.path)
        self.send_response(404)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), _Noting) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


@pytest.fixture(scope="module")
def processes() -> Iterator[ProcessPoolExecutor]:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.package.test_hostile"])
    with ProcessPoolExecutor(1, mp_context=context, max_tasks_per_child=1) as pool:
        yield pool


@pytest.mark.parametrize("what", sorted(every()))
def test_attack_ends_in_a_diagnostic(
    what: str, processes: ProcessPoolExecutor, server: str, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET)
    name, make, rule = every(str(secret), server)[what]
    path = tmp_path / name
    path.write_bytes(make())
    there = sorted(tmp_path.rglob("*"))
    outcome = processes.submit(checked, path).result(timeout=120)
    assert not rule or rule in outcome.rules, outcome
    assert outcome.rules or rule == ""
    assert SECRET not in outcome.text
    assert len(outcome.text) < 30_000_000
    assert outcome.seconds < SECONDS
    assert outcome.growth < MEGABYTES
    assert outcome.events == ()
    assert ASKED == []
    assert sorted(tmp_path.rglob("*")) == there
