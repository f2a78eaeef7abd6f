"""Prints what building a course costs, beside what it could cost at the least."""

from __future__ import annotations

import argparse
import json
import platform
import shutil
import statistics
import sys
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from benchmarks import gift_questions
from benchmarks.course import write_course
from benchmarks.measure import Measured, measure
from bot_scorm.plan import known_formats

HERE = Path(__file__).parent
TOOL = (sys.executable, "-m", "bot_scorm")
SIZES = {"1x": 10, "10x": 100}


def main() -> None:
    """Measures the sizes asked for, and prints a table or JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--size", action="append", choices=list(SIZES), help="one size only; repeatable")
    parser.add_argument("--runs", type=int, default=3, help="medians of so many runs (3)")
    parser.add_argument("--jobs", type=int, default=2, help="processes for the second row (2)")
    parser.add_argument("--json", action="store_true", help="JSON instead of a table")
    asked = parser.parse_args()
    found: dict[str, Measured] = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in asked.size or SIZES:
            found |= {
                f"{size} {what}": one
                for what, one in _course(Path(folder, size), SIZES[size], asked.runs, asked.jobs).items()
            }
    found["--help"] = measure([*TOOL, "--help"], HERE, max(asked.runs, 5))
    questions = gift_questions.make()
    times = [gift_questions.measure(questions) for _ in range(asked.runs)]
    for what, all_seconds in (
        ("parsed", [one.parsed for one in times]),
        ("modelled", [one.modelled for one in times]),
    ):
        seconds = statistics.median(all_seconds)
        found[f"10,000 GIFT questions {what}"] = Measured(seconds, seconds, 0, asked.runs)
    if asked.json:
        about = {
            "python": platform.python_version(),
            "machine": platform.machine(),
            "system": platform.system(),
        }
        print(
            json.dumps(
                {"about": about, "measured": {name: asdict(one) for name, one in found.items()}}, indent=2
            )
        )
    else:
        _table(found)


def _course(root: Path, modules: int, runs: int, jobs: int) -> dict[str, Measured]:
    write_course(root, modules)
    build = [*TOOL, "build", str(root), "--format", "scorm12"]

    def afresh() -> None:
        for name in ("build", ".bot-pack-cache", "floor"):
            shutil.rmtree(root / name, ignore_errors=True)

    found = {
        f"build --jobs {one}": measure([*build, "--jobs", str(one)], root, runs, afresh) for one in (1, jobs)
    }
    found["build, nothing changed"] = measure(build, root, runs)
    page = root / "content/curriculum/001-module/01-page.md"
    found["build, one page changed"] = measure(build, root, runs, lambda: _touch(page))
    unpacked = root / "unpacked"
    for package in sorted((root / "build/en/scorm12").glob("*.zip")):
        with zipfile.ZipFile(package) as archive:
            archive.extractall(unpacked / package.stem)
    if modules == SIZES["1x"]:
        found |= _formats(root, runs, afresh)
    floor = [sys.executable, str(HERE / "floors.py")]
    out = str(root / "floor")
    found["floor: zip again"] = measure([*floor, "zip", str(unpacked), out], root, runs, afresh)
    bare = [*floor, "bare", str(root / "content"), str(unpacked), out]
    found["floor: bare stack"] = measure(bare, root, runs, afresh)
    return found


def _formats(root: Path, runs: int, afresh: Callable[[], None]) -> dict[str, Measured]:
    """Each format by itself, and all in one run."""
    asked = {one: ["--format", one] for one in known_formats()}
    asked["all formats"] = [word for words in asked.values() for word in words]
    build = [*TOOL, "build", str(root), "--jobs", "1"]
    return {f"build {name}": measure([*build, *words], root, runs, afresh) for name, words in asked.items()}


def _touch(page: Path) -> None:
    with page.open("a", encoding="utf-8") as file:
        file.write("\nOne more sentence.\n")


def _table(found: dict[str, Measured]) -> None:
    print(f"{'':32}{'seconds':>9}{'x bare':>8}{'CPU s':>8}{'x bare':>8}{'MiB':>8}")
    for name, one in found.items():
        line = f"{name:32}{one.seconds:9.2f}{{}}{one.cpu:8.2f}{{}}{one.mebibytes:8.0f}"
        bare = found.get(f"{name.split()[0]} floor: bare stack")
        ratios = (
            (f"{one.seconds / bare.seconds:8.2f}", f"{one.cpu / bare.cpu:8.2f}") if bare else (" " * 8,) * 2
        )
        print(line.format(*ratios))


if __name__ == "__main__":
    main()
