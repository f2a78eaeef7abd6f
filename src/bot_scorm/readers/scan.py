"""Which files make a programme: sections, the modules in them, and what is no module."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot_scorm.model import SECTIONS

MODULE = "module.yaml"
_DEPTH = 3
_NOT_PAGES = "readme.md"
"""Tells those who look at the folder what is in it; the same in any case."""


@dataclass(frozen=True, slots=True)
class ModuleFolder:
    """The files of a module, not yet read."""

    folder: Path
    section: str
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
    """Folders of sections that hold pages and no module.yaml."""
    lost: tuple[Path, ...] = ()
    """Each module.yaml that stands where no module does: outside the sections, or too deep in one."""


def scan(root: Path, only: Collection[str] | None = None) -> ContentTree:
    """Lists the files of a programme without opening any.

    ``only`` names the folders to look into, as ``curriculum/03-trust``. Each folder of a section is a
    module, and so is the section's own folder if it holds a module.yaml.
    """
    modules: list[ModuleFolder] = []
    strays: list[Path] = []
    for section in SECTIONS:
        top = root / section
        inner = [one for one in _below(top) if (one / MODULE).is_file()]
        whole = (top / MODULE).is_file()
        for folder in (top, *(inner if whole else _below(top))):
            if only is not None and folder.relative_to(root).as_posix() not in only:
                continue
            if folder in inner or (folder == top and whole):
                files = sorted(_files(folder, inner if folder == top else ()))
                pages = tuple(one for one in files if one.suffix == ".md" and one.parent == folder)
                others = tuple(one for one in files if one not in set(pages))
                modules.append(ModuleFolder(folder, section, pages, others))
            elif any(one.name.lower() != _NOT_PAGES for one in folder.glob("*.md")):
                strays.append(folder)
    lost = _lost(root, {one.folder for one in modules}) if only is None else ()
    return ContentTree(root, tuple(modules), tuple(strays), tuple(lost))


def _lost(root: Path, modules: Collection[Path]) -> Iterator[Path]:
    """What authors took for modules; as deep as a section within one folder more goes."""
    for depth in range(1, _DEPTH + 1):
        for one in sorted(root.glob("/".join(["[!.]*"] * depth + [MODULE]))):
            if not any(parent in modules for parent in one.parents):
                yield one


def _below(section: Path) -> list[Path]:
    """The folders of a section in the order of their names."""
    entries = sorted(section.iterdir(), key=lambda one: one.name) if section.is_dir() else ()
    return [one for one in entries if one.is_dir() and not one.name.startswith(".")]


def _files(folder: Path, without: Sequence[Path]) -> Iterator[Path]:
    for one in folder.iterdir():
        if one.name.startswith(".") or one in without:
            continue
        if one.is_dir() and not one.is_symlink():
            yield from _files(one, ())
        elif one.is_file():
            yield one
