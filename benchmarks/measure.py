"""Runs a command and measures its wall time and the memory of its whole process tree."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_PAUSE = 0.01
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Measured:
    """Medians of some runs."""

    seconds: float
    """On the wall."""
    cpu: float
    """Seconds of all processors together: what stays comparable on a machine that does other things, too."""
    mebibytes: float
    """The peak of the sum of resident memory over all processes; pages that they share count for each."""
    runs: int


def measure(
    command: Sequence[str], cwd: Path, runs: int, before: Callable[[], None] | None = None
) -> Measured:
    """Runs a command some times, with something to do before each; raises CalledProcessError if it fails."""
    found = []
    for _ in range(runs):
        if before is not None:
            before()
        found.append(_once(command, cwd))
    seconds, cpu, peaks = (statistics.median(column) for column in zip(*found, strict=True))
    return Measured(seconds, cpu, peaks / 2**20, runs)


def _once(command: Sequence[str], cwd: Path) -> tuple[float, float, int]:
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = 0
    while True:
        peak = max(peak, sum(_resident(pid) for pid in _tree(process.pid)))
        done, status, usage = os.wait4(process.pid, os.WNOHANG)
        if done:
            break
        time.sleep(_PAUSE)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)  # it has been waited for here
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, list(command))
    return seconds, usage.ru_utime + usage.ru_stime, peak


def _tree(pid: int) -> Iterator[int]:
    yield pid
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _tree(int(child))


def _resident(pid: int) -> int:
    with suppress(OSError, IndexError, ValueError):
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
    return 0
