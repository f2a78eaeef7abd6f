"""Modules as they are now, built in memory when they are looked at, and again once their files changed."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from threading import RLock

from jinja2 import TemplateError, TemplateSyntaxError

from bot_scorm.archive import Source
from bot_scorm.diagnostics import Diagnostic, Report, Severity
from bot_scorm.jobs import Task, read, relative
from bot_scorm.model.programme import Programme
from bot_scorm.plan import Outline, outline_of
from bot_scorm.readers import load, scan
from bot_scorm.serve.watch import SHARED, TEMPLATES
from bot_scorm.writers import writer
from bot_scorm.writers.inline import plain

STANDARDS = ("scorm12", "scorm2004")
"""What the panel can play, by the names of formats."""


@dataclass(frozen=True, slots=True)
class Key:
    """What is looked at."""

    language: str
    standard: str
    module: str


@dataclass(frozen=True, slots=True)
class View:
    """A module as it was last built."""

    files: Mapping[str, Source]
    """The files of its package: of the last good build while there are errors; none if there was none."""
    found: tuple[Diagnostic, ...]
    """What is wrong with it and with the programme; paths are relative to the programme's folder."""
    build: int = 0
    """Counts good builds, so that a page knows whether it shows the last."""
    seconds: float = 0.0
    """How long the last build took."""
    fault: str = ""
    """What went wrong besides, in words: a template that cannot be used, or a fault of ours."""

    @property
    def failed(self) -> bool:
        """Whether the files are of an earlier build."""
        return bool(self.fault) or any(one.severity is Severity.ERROR for one in self.found)


class Preview:
    """A programme in memory. Its methods may be called from several threads; one works at a time."""

    def __init__(self, root: Path, tell: Callable[[str], None] = lambda line: None) -> None:
        self.root = root.resolve()
        self.tell = tell
        """Says a line to whoever started the preview."""
        self._lock = RLock()
        self._views: dict[Key, View] = {}
        self._stale: set[Key] = set()
        self._folders: dict[str, str] = {}
        self._read_programme()

    @property
    def programme(self) -> Programme:
        """The programme and its modules, without pages."""
        return self._programme

    @property
    def outline(self) -> Outline:
        """What the programme consists of."""
        return self._outline

    @property
    def found(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the programme outside its modules."""
        folders = tuple(f"{folder}/" for folder in self._folders.values())
        return tuple(one for one in self._outline_found if not one.at.path.startswith(folders))

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that can be built."""
        return (self._outline.language,)

    @property
    def modules(self) -> tuple[tuple[str, str], ...]:
        """Ids and titles; a module that cannot be read is there as long as its folder is."""
        titles = {one.id: plain(one.title) for one in self._programme.modules}
        return tuple((id, titles.get(id, id)) for id in self._folders)

    def view(self, key: Key) -> View | None:
        """A module as it is now, built if need be; None if there is no such thing."""
        with self._lock:
            known = key.module in self._folders
            if not known or key.standard not in STANDARDS or key.language not in self.languages:
                return None
            if key not in self._views or key in self._stale:
                self._stale.discard(key)
                self._views[key] = self._built(key, self._views.get(key, View({}, ())))
            return self._views[key]

    def shown(self, key: Key) -> View | None:
        """A module as it was last built, so that the files of a page belong together; else as it is now."""
        return self._views.get(key) or self.view(key)

    def changed(self, folders: Collection[str]) -> list[str]:
        """Takes note of what `Watch` saw; gives the ids of the modules that this concerns."""
        with self._lock:
            if TEMPLATES in folders:
                forget_templates()
            self._read_programme()
            everything = SHARED in folders or TEMPLATES in folders
            ids = [id for id, folder in self._folders.items() if everything or folder in folders]
            self._stale.update(key for key in self._views if key.module in ids)
            return ids

    def _read_programme(self) -> None:
        report = Report()
        self._programme = load(self.root, report, bodies=False)
        self._outline = outline_of(self._programme, self.root, report)
        self._outline_found = relative(report, self.root)
        ids = dict(self._outline.modules)
        before = {folder: id for id, folder in self._folders.items()}
        folders = [one.folder.relative_to(self.root).as_posix() for one in scan(self.root).modules]
        # A module that cannot be read keeps the name under which it was looked at.
        self._folders = {ids.get(one) or before.get(one) or one.rpartition("/")[2]: one for one in folders}

    def _own(self, folder: str) -> tuple[Diagnostic, ...]:
        """What the settings' reader found in one module."""
        return tuple(one for one in self._outline_found if one.at.path.startswith(f"{folder}/"))

    def _built(self, key: Key, before: View) -> View:
        started = time.monotonic()
        found: tuple[Diagnostic, ...] = ()
        files: Mapping[str, Source] = {}
        fault = ""
        try:
            files, found = self._make(key)
        except TemplateSyntaxError as error:
            fault = f"{error.filename}:{error.lineno}: {error.message}"
        except (TemplateError, OSError) as error:
            fault = f"The page cannot be written: {error}"
        except Exception as error:  # whatever it is, the next edit may mend it
            fault = ours(error)
        seconds = time.monotonic() - started
        told = dict.fromkeys((*self.found, *self._own(self._folders[key.module]), *found))
        view = View(files, tuple(told), before.build + 1, seconds, fault)
        if view.failed or not files:
            view = replace(view, files=before.files, build=before.build)
        errors = sum(one.severity is Severity.ERROR for one in view.found)
        others = len(view.found) - errors
        said = fault or f"{errors} errors, {others} warnings"
        self.tell(f"{key.module} ({key.language}, {key.standard}): {said}, {seconds:.2f} s")
        return view

    def _make(self, key: Key) -> tuple[Mapping[str, Source], tuple[Diagnostic, ...]]:
        """The files of a module's package, none if there are errors, and the findings."""
        task = Task(
            self.root, self._folders[key.module], key.module, key.language, (key.standard,), self.root
        )
        got = read(task)
        if got.edition is None:
            return {}, got.diagnostics
        report = Report()
        artifact = writer(key.standard).write(got.edition, report)
        files = artifact.files if artifact else {}
        return files, (*got.diagnostics, *relative(report, self.root))


def ours(error: BaseException | None) -> str:
    """What is said of a fault that no author can mend."""
    return f"This is a fault of ours, not yours: {type(error).__name__}: {error}"


def forget_templates() -> None:
    """Lets the writers read the templates again.

    All that they remember is made from templates, or by pure functions.
    """
    for name, module in list(sys.modules.items()):
        if name.startswith("bot_scorm.writers."):
            for thing in list(vars(module).values()):
                if clear := getattr(thing, "cache_clear", None):
                    clear()
