"""What a build depends on, as hashes: the sources by module, and the tool itself."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import sys
import zlib
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from bot_scorm.freshness import Cache
from bot_scorm.model import SECTIONS
from bot_scorm.resources import templates_dir


class Inputs:
    """The source files of a programme, as they lie there when it is first asked."""

    def __init__(
        self, root: Path, cache: Cache, without: Iterable[Path], overlay: Path | None = None
    ) -> None:
        self._root = root
        self._cache = cache
        self._files = files_below(root, without)
        for path in [one for one in self._files if _FOLDER.fullmatch(one) and (root / one).is_dir()]:
            self._files += [
                f"{path}/{name}" for name in files_below(root / path)
            ]  # a link to a module's folder
        self.folders = [path.rpartition("/")[0] for path in self._files if _MODULE.fullmatch(path)]
        """The folders of modules, below the root, with ``/``."""
        self._own: dict[str, list[str]] = {folder: [] for folder in self.folders}
        self._overlay = [f"{overlay.as_posix()}/{name}" for name in files_below(overlay)] if overlay else []
        self._shared: list[str] = [*self._overlay]
        self._keys: dict[str, str] = {}
        for path in self._files:
            section, _, rest = path.partition("/")
            inner = f"{section}/{rest.partition('/')[0]}"
            self._own.get(inner if inner in self._own else section, self._shared).append(path)

    @cached_property
    def settings(self) -> str:
        """A key for settings and references, and for the names of files that are not deep in a module."""
        names = [path for path in self._files if path.count("/") <= _DEPTH]
        settings = [path for path in self._files if path.endswith(_SETTINGS)]
        return combined(names, [self._hashed(path) for path in (*settings, *self._overlay)])

    def of(self, folder: str) -> str:
        """A key for a module's files and those that no module has to itself; the same all through a run."""
        if folder not in self._keys:
            own = [self._hashed(path) for path in self._own.get(folder, ())]
            self._keys[folder] = combined(self._shared_key, own)
        return self._keys[folder]

    def unchanged(self, folder: str) -> bool:
        """Whether the files of `of` still are what they were when it looked at them."""
        names = (*self._shared, *self._own.get(folder, ()))
        return all(self._cache.unchanged(self._root / path) for path in names)

    def stamps(self) -> dict[str, list[tuple[object, ...]]]:
        """What the file system says of all files, by module folder; under ``""`` those that all share.

        Quick to ask for again and again; a folder's list differs once one of its files was edited.
        """
        return {
            folder: [stamp(self._root / path) for path in paths]
            for folder, paths in {**self._own, "": self._shared}.items()
        }

    @cached_property
    def _shared_key(self) -> str:
        return combined([self._hashed(path) for path in self._shared])

    def _hashed(self, path: str) -> tuple[str, str]:
        return path, self._cache.hash_of(self._root / path)


def stamp(path: Path) -> tuple[object, ...]:
    """What the file system says of a file: another one once it was edited, or is gone."""
    try:
        found = path.stat()
    except OSError:
        return (str(path),)
    return (str(path), found.st_mtime_ns, found.st_size, found.st_ino)


_FOLDER = re.compile(f"(?:{'|'.join(SECTIONS)})(?:/[^/]+)?")
_MODULE = re.compile(f"{_FOLDER.pattern}/module\\.yaml")
_SETTINGS = (".yaml", ".yml", "glossary.md", "bibliography.json")
_DEPTH = 2
"""So many slashes has the path of a module.yaml; what is deeper adds no module."""


def combined(*parts: object) -> str:
    """One key for many parts, which are told apart by their place."""
    return hashlib.sha256(json.dumps(parts, default=str).encode()).hexdigest()


def tool_key(cache: Cache) -> str:
    """What the tool itself adds to a build: its code, templates, Python, zlib and installed packages."""
    here = Path(__file__).parent
    code = [path for path in files_below(here) if not path.endswith((".pyc", ".pyo"))]
    templates = templates_dir()
    return combined(
        sys.version,
        zlib.ZLIB_RUNTIME_VERSION,
        _distributions(),
        [(path, cache.hash_of(here / path)) for path in code],
        [(path, cache.hash_of(templates / path)) for path in files_below(templates)],
    )


def schemas_key(cache: Cache) -> str:
    """The official schemas that the user has installed."""
    from bot_scorm.schemas import user_folder

    folder = user_folder()
    return combined([(path, cache.hash_of(folder / path)) for path in files_below(folder)])


def files_below(folder: Path, without: Iterable[Path] = ()) -> list[str]:
    """The files below a folder in order, with ``/``; no hidden ones, links to folders, or ``without``."""
    barred = {str(path) for path in without}
    found: list[str] = []
    pending = [(str(folder), "")]
    while pending:
        path, prefix = pending.pop()
        try:
            entries = list(os.scandir(path))
        except OSError:
            continue
        for entry in entries:
            if entry.name.startswith(".") or entry.path in barred:
                continue
            if entry.is_dir(follow_symlinks=False):
                pending.append((entry.path, f"{prefix}{entry.name}/"))
            else:
                found.append(prefix + entry.name)
    return sorted(found)


def _distributions() -> list[str]:
    """The installed packages with their versions, from the names of their folders, which costs no import."""
    names: set[str] = set()
    for folder in filter(None, dict.fromkeys(sys.path)):
        with contextlib.suppress(OSError), os.scandir(folder) as entries:
            names.update(one.name for one in entries if one.name.endswith((".dist-info", ".egg-info")))
    return sorted(names)
