"""A programme with a module for each element, which holds it alone; and what a format makes of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from bot_scorm.archive import Artifact
from bot_scorm.citing import cited
from bot_scorm.diagnostics import Report
from bot_scorm.model.contacts import fill
from bot_scorm.model.elements import ELEMENTS
from bot_scorm.model.programme import Edition, Module, Programme
from bot_scorm.readers import load
from bot_scorm.readers.overlay_faults import WAITING_CONTACT
from bot_scorm.writers import writer

SOURCES = Path(__file__).parent / "sources.yaml"
_PROGRAMME = "id: all\ntitle: All\nversion: '1'\nlanguage: en\nlicence: CC0\npublisher: us\n"
_OTHER = "---\nkind: theory\nid: other\ntitle: Next\n---\nMore.\n"
_DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>'
_RECORDINGS = {
    "zebra.mp3": "ID3\x03" + 6 * "\x00",
    "talk.mp4": "\x00\x00\x00\x10ftypisom" + 4 * "\x00",
    "talk.vtt": "WEBVTT\n\n00:01.500 --> 00:04.000\nSaid.\n",
}
_GLOSSARY = (
    "---\nkind: glossary\nid: glossary\ntitle: Words\n---\nA horse {#zebra}\n: A zebra with no stripes.\n"
)
_WORKS = '[{"id": "zebra-2020", "type": "book", "title": "Horses", "author": [{"family": "Zebra"}]}]'


@dataclass(frozen=True, slots=True)
class Source:
    """An element alone."""

    source: str
    page: str = "theory"
    head: str = ""
    module: str = ""
    section: str = "curriculum"
    programme: str = ""
    of: str = ""
    shows: str = "zebra"


@dataclass(frozen=True, slots=True)
class Written:
    """What a format makes of a module: all its text in lower case, and what its writer says."""

    text: str
    said: frozenset[tuple[str, str]]
    """Rule ids and messages."""


@cache
def sources() -> dict[str, Source]:
    """The sources by element."""
    data = yaml.safe_load(SOURCES.read_text("utf-8"))
    return {id: Source(**row) for id, row in data.items()}


@dataclass(frozen=True, slots=True)
class Course:
    """All elements: those of modules in one programme, those of programmes in one each."""

    programme: Programme
    """Its modules have the ids of the elements."""
    wholes: Mapping[str, Programme]


def written_to(root: Path) -> Course:
    """The course, made in a folder and read."""
    parts = {id: one for id, one in sources().items() if not one.programme}
    wholes = {
        id: _read(root / id, {id: one, "other": Source("More.")}, one.programme)
        for id, one in sources().items()
        if one.programme
    }
    return Course(_read(root / "parts", parts, ""), wholes)


def _read(root: Path, modules: Mapping[str, Source], settings: str) -> Programme:
    given = {line.partition(":")[0] for line in settings.splitlines()}
    lines = [line for line in _PROGRAMME.splitlines() if line.partition(":")[0] not in given]
    files = {"programme.yaml": "\n".join([*lines, settings, ""])}
    files |= {"glossary.md": _GLOSSARY, "bibliography.json": _WORKS}
    files["pilot/calendar.yaml"] = "weeks: 4\nsessions:\n  - {id: z, week: 0, title: A zebra}\n"
    files["pilot/cohort.yaml"] = "columns:\n  - {id: z, title: A zebra}\n"
    for id, one in modules.items():
        files |= {f"{one.section}/{id}/{name}": text for name, text in _files(id, one).items()}
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    report = Report()
    programme = load(root, report)
    wrong = [f"{one.at}: {one.message}" for one in report if one.rule is not WAITING_CONTACT]
    assert not wrong, "\n".join(wrong)
    return programme


def _files(id: str, one: Source) -> dict[str, str]:
    """The files of a module."""
    head = f"kind: {one.page}\nid: page\ntitle: Page\n{one.head}".rstrip()
    files = {"module.yaml": f"id: m-{id}\ntitle: Module\n{one.module}\n"}
    files["10-page.md"] = f"---\n{head}\n---\n{one.source}\n"
    if one.shows == "other" or one.page == "guide":
        files["20-other.md"] = _OTHER
    for name in ("zebra.svg", "horse.svg", "zebra.pdf"):
        if name in one.source:
            files[f"media/{name}"] = _DRAWING if name.endswith(".svg") else "%PDF-1.4\n"
    for name, recording in _RECORDINGS.items():
        if f"media/{name.partition('.')[0]}.mp" in one.source:
            files[f"media/{name}"] = recording
    return files


def write(course: Course, format: str) -> dict[str, Written]:
    """What a format makes of each element."""
    found = {
        module.id.removeprefix("m-"): _written([module], course.programme, format)
        for module in course.programme.modules
    }
    return found | {id: _written(one.modules, one, format) for id, one in course.wholes.items()}


def _written(modules: Sequence[Module], programme: Programme, format: str) -> Written:
    """What a format makes of a module, or of all of a programme and of that."""
    report = Report()
    parts = {}
    for module in modules:
        edition = Edition("en", programme).of(fill(module, programme.contacts))
        if artifact := writer(format).write(cited(edition, report), report):
            parts[module.id] = artifact
    texts = [_text(one) for one in parts.values()]
    if len(modules) > 1 and parts:
        whole = writer(format).join(cited(Edition("en", programme), report), parts, report)
        texts += [_text(whole)] if whole else []
    said = frozenset((one.rule.id, one.message.replace(modules[0].id, "m")) for one in report)
    return Written("\n".join(texts), said)


def _text(artifact: Artifact) -> str:
    """The names of an artifact's files, and the words of those that hold words of the module."""
    parts = [name for name in artifact.files if "media/" in name]
    for name, source in artifact.files.items():
        if not name.startswith("player/") and not name.endswith((".css", ".svg", ".mp3", ".js")):
            parts.append(source.read().decode("utf-8", "replace"))
    return "\n".join(parts).replace("m-", "").lower()


def ids() -> list[str]:
    """The ids of all elements."""
    return [one.id for one in ELEMENTS]
