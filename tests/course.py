"""Makes small programmes for tests."""

from __future__ import annotations

from pathlib import Path

from bot_scorm.diagnostics import Report
from bot_scorm.model.programme import Module, Programme
from bot_scorm.readers import load
from bot_scorm.rules import run_on_content, run_on_sources
from bot_scorm.rules.cast import cast_of, mentions
from bot_scorm.rules.instruments import Library
from bot_scorm.rules.lesson import Lesson
from bot_scorm.rules.source import Sources

PROGRAMME = "id: demo\ntitle: Demo\nlanguage: en\n"
MODULE = "id: trust\ntitle: Building trust\noutcomes: [{id: stages, text: Name the stages.}]\n"
THEORY = "---\nkind: theory\nid: page\ntitle: A page\n---\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><title>A dot</title></svg>\n'
CAPTIONS = "WEBVTT\n\n00:00.500 --> 00:04.000\nI came the third time.\n"


def write_course(root: Path, files: dict[str, str | bytes]) -> Path:
    """Writes a programme with one module; gives its root.

    ``files`` are relative to the module's folder, or to the root where they start with ``content/``.
    """
    folder = root / "curriculum" / "01-trust"
    for path, content in {
        root / "programme.yaml": PROGRAMME,
        folder / "module.yaml": MODULE,
        folder / "media" / "bridge.svg": SVG,
        folder / "media" / "advert.svg": SVG,
        folder / "media" / "sheet.pdf": b"%PDF-1.4\n",
        folder / "media" / "talk.mp4": b"\0",
        folder / "media" / "talk.jpg": b"\0",
        folder / "media" / "talk.vtt": CAPTIONS,
        **{_place(root, folder, name): content for name, content in files.items()},
    }.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def _place(root: Path, folder: Path, name: str) -> Path:
    return root / name.removeprefix("content/") if name.startswith("content/") else folder / name


def read_course(root: Path) -> tuple[Programme, Report]:
    """Reads a programme and checks its sources."""
    report = Report()
    programme = load(root, report)
    for module in programme.modules:
        run_on_sources(Sources.of(module, report), report)
    run_on_sources(
        Library.of(programme, [name for module in programme.modules for name in module.refers]), report
    )
    return programme, report


def look_at_content(programme: Programme, report: Report) -> None:
    """Adds to the findings what the checks of content find."""
    for module in programme.modules:
        run_on_content(Lesson.of(Sources.of(module, report), programme), report)
    said = [one for module in programme.modules for one in mentions(module, programme.language)]
    run_on_content(cast_of(said), report)


def read_pages(root: Path, files: dict[str, str | bytes]) -> tuple[Module, Report]:
    """Writes, reads and checks one module."""
    programme, report = read_course(write_course(root, files))
    return programme.modules[0], report


def lines_of(report: Report, root: Path) -> str:
    """The findings as an author sees them, one a line."""
    lines = "".join(f"{one.at}: {one.severity.value} {one.rule.id} {one.message}\n" for one in report)
    return lines.replace(f"{root.as_posix()}/curriculum/01-trust/", "").replace(f"{root.as_posix()}/", "")
