"""The content tree: which files make a programme, and reading them into the model."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from bot_scorm.diagnostics import Location, Report
from bot_scorm.model.programme import Media, Module, Outcome, Page, Programme
from bot_scorm.model.text import Text
from bot_scorm.readers import faults
from bot_scorm.readers.attributes import Attributes
from bot_scorm.readers.front_matter import validate
from bot_scorm.readers.ids import IdScope, scope_of
from bot_scorm.readers.links import LinkReader
from bot_scorm.readers.page import read_page
from bot_scorm.readers.source import SourceFile, read_source
from bot_scorm.readers.theme import read_theme
from bot_scorm.readers.yaml_source import YamlSource, read_yaml
from bot_scorm.settings import ModuleSettings, ProgrammeSettings

PROGRAMME = "programme.yaml"
MODULE = "module.yaml"
_PINNED = re.compile(
    r"^(?: {0,3}:{3,}|#{1,6}[ \t]).*?\{(?:[^{}]*\s)?#([a-z0-9-]+)|^id:[ \t]*[\"']?([a-z0-9-]+)", re.M
)


@dataclass(frozen=True, slots=True)
class ModuleFolder:
    """The files of a module, not yet read."""

    folder: Path
    pages: tuple[Path, ...]
    """Its ``.md`` files by name: the order in which they are shown."""
    others: tuple[Path, ...]
    """Everything else below the folder: pictures, module.yaml, what does not belong there."""


@dataclass(frozen=True, slots=True)
class ContentTree:
    """The files of a programme, not yet read."""

    root: Path
    """The folder that holds programme.yaml."""
    modules: tuple[ModuleFolder, ...]
    strays: tuple[Path, ...]
    """Folders below ``curriculum/`` that hold pages and no module.yaml."""


def scan(root: Path, only: Collection[str] | None = None) -> ContentTree:
    """Lists the files of a programme without opening any; ``only`` names the folders to look into."""
    modules: list[ModuleFolder] = []
    strays: list[Path] = []
    curriculum = root / "curriculum"
    for folder in sorted(curriculum.iterdir(), key=lambda one: one.name) if curriculum.is_dir() else ():
        if not folder.is_dir() or folder.name.startswith("."):
            continue
        if only is not None and folder.name not in only:
            continue
        files = sorted(_files(folder))
        pages = tuple(one for one in files if one.suffix == ".md" and one.parent == folder)
        if (folder / MODULE).is_file():
            modules.append(ModuleFolder(folder, pages, tuple(one for one in files if one not in set(pages))))
        elif pages:
            strays.append(folder)
    return ContentTree(root, tuple(modules), tuple(strays))


def _files(folder: Path) -> Iterator[Path]:
    for one in folder.iterdir():
        if one.name.startswith("."):
            continue
        if one.is_dir() and not one.is_symlink():
            yield from _files(one)
        elif one.is_file():
            yield one


def load(root: Path, report: Report, only: Collection[str] | None = None, bodies: bool = True) -> Programme:
    """Reads a programme; never raises on bad content.

    ``root`` holds programme.yaml; locations are ``root`` as given and the path below it. ``only`` names
    the folders of the modules to read; without ``bodies`` their pages are left out. A module or page that
    cannot be read is missing from the result, and the report says why.
    """
    tree = scan(root, only)
    programme = _programme(root, report)
    for stray in tree.strays:
        message = f"This folder holds pages and no {MODULE}: add one with “id:” and “title:”."
        report.add(faults.NO_PROGRAMME, Location(_shown(root, stray)), message)
    if not tree.modules and not tree.strays:
        report.add(faults.NO_PROGRAMME, programme.at, f"There is no module: add curriculum/01-name/{MODULE}.")
    modules: list[Module] = []
    scope = IdScope("programme", used={programme.id: str(programme.at)})
    for folder in tree.modules:
        module = _module(root, folder, scope, report, bodies)
        if module is not None:
            modules.append(module)
    return replace(programme, modules=tuple(modules))


def _shown(root: Path, path: Path) -> str:
    return f"{root.as_posix()}/{path.relative_to(root).as_posix()}"


def _read(root: Path, path: Path, report: Report) -> SourceFile | None:
    """Reads a file of the programme; a link that leads out of it is not followed."""
    shown = _shown(root, path)
    if not path.resolve().is_relative_to(root.resolve()):
        message = "This is a link to a file outside the programme: copy the file."
        report.add(faults.OUTSIDE, Location(shown), message)
        return None
    return read_source(path, shown, report)


def _yaml(root: Path, path: Path, report: Report) -> YamlSource | None:
    source = _read(root, path, report)
    return read_yaml(source, 0, len(source.lines)) if source else None


def _programme(root: Path, report: Report) -> Programme:
    at = Location(_shown(root, root / PROGRAMME), 1, 1)
    found = _yaml(root, root / PROGRAMME, report)
    settings = validate(found, ProgrammeSettings) if found else None
    if found is None or settings is None:
        return Programme(at=at, id="programme", title=Text("", at))
    theme = read_theme(root, found, settings.theme, report)
    return Programme(
        at=at, id=settings.id, title=Text(settings.title, found.at(("title",))), version=settings.version,
        language=settings.language, languages=settings.languages or (settings.language,),
        licence=settings.licence, publisher=settings.publisher, formats=settings.formats, theme=theme,
    )  # fmt: skip


def _module(root: Path, files: ModuleFolder, ids: IdScope, report: Report, bodies: bool) -> Module | None:
    shown = _shown(root, files.folder / MODULE)
    found = _yaml(root, files.folder / MODULE, report)
    settings = validate(found, ModuleSettings) if found else None
    if found and settings:
        ids.pinned(Attributes(found.source, found.at_key(("id",)).line - 1), settings.id, 1)
    pages, media = _pages(root, files, report) if bodies else ((), {})
    if found is None or settings is None:
        return None
    outcomes = tuple(
        Outcome(one.id, Text(one.text, found.at(("outcomes", number, "text"))))
        for number, one in enumerate(settings.outcomes)
    )
    return Module(
        at=Location(shown, 1, 1), id=settings.id, title=Text(settings.title, found.at(("title",))),
        summary=Text(settings.summary, found.at(("summary",))) if settings.summary else None,
        duration=settings.duration, outcomes=outcomes, pass_mark=settings.pass_mark,
        competences=settings.competences, pages=pages, media=media,
    )  # fmt: skip


def _pages(root: Path, files: ModuleFolder, report: Report) -> tuple[tuple[Page, ...], dict[str, Media]]:
    if not files.pages:
        at = Location(_shown(root, files.folder / MODULE), 1, 1)
        report.add(
            faults.NO_PAGES, at, f"There are no pages: add a file such as 10-welcome.md beside {MODULE}."
        )
    sources = [(path.name, _read(root, path, report)) for path in files.pages]
    pinned = (one for _, source in sources if source for one in _PINNED.findall("\n".join(source.lines)))
    scope = scope_of("module", (first or second for first, second in pinned))
    pages: dict[str, Page] = {}
    for name, source in sources:
        page = read_page(source, scope) if source else None
        if page is not None:
            pages[name] = page
    links = LinkReader(files.folder, report)
    links.pages(pages)
    for other in files.others:
        _stray_file(root, files, other, report)
    return tuple(pages.values()), links.media


def _stray_file(root: Path, files: ModuleFolder, path: Path, report: Report) -> None:
    if path.suffix.lower() in (".md", ".markdown", ".txt", ".docx", ".odt"):
        message = f"This file is not built: pages end in .md and stand in {files.folder.name}/ itself."
        report.add(faults.NOT_READ, Location(_shown(root, path)), message)
