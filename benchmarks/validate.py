"""Prints what checking packages costs, whole processes, beside the line that each has to keep."""

from __future__ import annotations

import argparse
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.measure import Measured, measure

HERE = Path(__file__).parent
VALIDATE = (sys.executable, "-m", "bot_scorm", "validate")
LINES: Mapping[str, float] = {"typical package": 0.4, "1,000 files": 1.0, "manifest of 1 MB": 0.5}
"""Seconds that a case may take; memory stays below `MEBIBYTES` in all."""
MEBIBYTES = 150
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<manifest xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2" identifier="bench" version="1.0">
  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
  <organizations default="o"><organization identifier="o"><title>Bridges</title>"""
_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Page</title><link rel="stylesheet" href="style.css">
<meta name="viewport" content="width=device-width"></head>
<body><h1>Page</h1>%s<p><img src="media/%d.svg" alt="A bridge"></p>
<script src="player.js"></script></body></html>"""
_SCRIPT = (
    "let api = parent.API; api.LMSInitialize(''); api.LMSSetValue('cmi.core.lesson_status', 'completed');"
)
_SCRIPT += "api.LMSCommit(''); api.LMSFinish('');"


def course(files: int, items: int = 1) -> dict[str, str]:
    """A valid SCORM 1.2 package of so many files besides the manifest, and so many items."""
    count = max(1, (files - 2) // 2)
    words = "<p>Weight flows through the cables into the towers and from there into the ground.</p>" * 40
    pages = {f"page{n}.html": _PAGE % (words, n) for n in range(count)}
    pictures = {f"media/{n}.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>" for n in range(count)}
    listed = {**pages, **pictures, "style.css": "body { color: #222; }", "player.js": _SCRIPT}
    contents = "".join(
        f'<item identifier="i{n}" identifierref="r"><title>What holds a bridge, part {n}</title></item>\n'
        for n in range(items)
    )
    names = "".join(f'<file href="{name}"/>' for name in sorted(listed))
    facts = 'type="webcontent" adlcp:scormtype="sco" href="page0.html"'
    resource = f'<resource identifier="r" {facts}>{names}</resource>'
    manifest = f"{_HEAD}{contents}</organization></organizations><resources>{resource}</resources></manifest>"
    return {"imsmanifest.xml": manifest, **listed}


def write(path: Path, files: Mapping[str, str]) -> Path:
    """Packs a course."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def cases(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """What is measured, and with which arguments."""
    typical = course(30)
    large = course(8, 11_000)
    assert 1_000_000 <= len(large["imsmanifest.xml"]) <= 1_200_000
    yield "nothing (--help)", ["--help"]
    yield "typical package", [str(write(folder / "typical.zip", typical))]
    yield "1,000 files", [str(write(folder / "thousand.zip", course(1000)))]
    yield "manifest of 1 MB", [str(write(folder / "large.zip", large))]
    for n in range(100):
        write(folder / "hundred" / f"{n}.zip", typical)
    yield "100 packages in one run", [str(folder / "hundred")]


def main() -> int:
    """Measures and prints a table; 1 if a line is not kept."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.validate", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="medians of so many runs (5)")
    runs = parser.parse_args().runs
    kept = True
    print(f"{'':26}{'seconds':>9}{'line':>7}{'CPU s':>8}{'MiB':>6}")
    with tempfile.TemporaryDirectory() as folder:
        for name, arguments in cases(Path(folder)):
            one: Measured = measure([*VALIDATE, *arguments], HERE, runs)
            line = LINES.get(name)
            kept &= one.mebibytes < MEBIBYTES and (line is None or one.seconds < line)
            print(f"{name:26}{one.seconds:9.2f}{line or '':>7}{one.cpu:8.2f}{one.mebibytes:6.0f}")
    return int(not kept)


if __name__ == "__main__":
    sys.exit(main())
