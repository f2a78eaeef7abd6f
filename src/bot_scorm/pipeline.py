"""Plans the jobs of a build, skips what is fresh, and runs the rest."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot_scorm import faults
from bot_scorm.diagnostics import Diagnostic, Location, Report, Severity
from bot_scorm.freshness import Built, Cache, Record
from bot_scorm.inputs import Inputs, combined, schemas_key, tool_key
from bot_scorm.model import SECTIONS
from bot_scorm.plan import (
    DEFAULT_FORMATS,
    BuildOptions,
    Outline,
    chosen,
    known_formats,
    outline_of,
    processes,
    project_of,
)
from bot_scorm.usage import UsageError

if TYPE_CHECKING:
    from bot_scorm.jobs import Made
    from bot_scorm.model.programme import Programme
    from bot_scorm.rules.cast import Mention

__all__ = ["BuildOptions", "Progress", "build", "check_sources"]

Progress = Callable[[int, int], None]
"""Told how many jobs are done, of how many."""


def build(
    root: Path, options: BuildOptions, report: Report, progress: Progress = lambda done, total: None
) -> list[Built]:
    """Builds a programme's artifacts; findings go to the report, and paths are absolute.

    ``root`` is the folder of programme.yaml. Raises `UsageError` for an unknown format, language or module.
    """
    run = _Build(root.resolve(), options, report, progress)
    try:
        return run.artifacts()
    finally:
        run.cache.save()


def check_sources(
    root: Path,
    report: Report,
    jobs: int = 0,
    progress: Progress = lambda done, total: None,
    overlay: Path | None = None,
) -> None:
    """Reads and checks all sources of a programme, with a provider's overlay, and builds nothing."""
    from bot_scorm.jobs import Task, relative, run_all
    from bot_scorm.readers import load, scan, unused_contacts
    from bot_scorm.rules import run_on_content, run_on_sources
    from bot_scorm.rules.cast import cast_of
    from bot_scorm.rules.instruments import Library

    root, found = root.resolve(), Report()
    overlay = overlay.resolve() if overlay else None
    programme = load(root, found, bodies=False, overlay=overlay)
    outline_of(programme, root, found)
    report.extend(relative(found, root))
    task = Task(root, "", "", programme.language, (), root, overlay=overlay, content=True)
    tasks = [replace(task, folder=one.folder.relative_to(root).as_posix()) for one in scan(root).modules]
    used: set[str] = set()
    said: list[Mention] = []
    for count, done in enumerate(run_all(tasks, jobs or processes()), 1):
        report.extend(done.diagnostics)
        used |= done.used
        said += done.mentions
        progress(count, len(tasks))
    unused = Report()
    run_on_sources(Library.of(programme, used), unused)
    run_on_content(cast_of(said), unused)
    if overlay:
        unused_contacts(overlay, used, unused)
    report.extend(relative(unused, root))


class _Build:
    """One run: what it looks at and where it tells what it finds."""

    def __init__(self, root: Path, options: BuildOptions, report: Report, progress: Progress) -> None:
        self.root = root
        self.options = options
        self.report = report
        self.progress = progress
        project = project_of(root)
        self.out = (options.out or project / "build").resolve()
        if any(self.out.is_relative_to(root / section) for section in SECTIONS):
            raise UsageError(f"{options.out} is among the sources; name another output folder")
        self.cache = Cache(project)
        self.overlay = options.overlay.resolve() if options.overlay else None
        self.inputs = Inputs(root, self.cache, without=[self.out], overlay=self.overlay)
        flags = (options.release, schemas_key(self.cache) if options.with_schemas else "")
        self.base = combined(tool_key(self.cache), *flags, os.environ.get("SOURCE_DATE_EPOCH", ""))
        self._programme: Programme | None = None

    def artifacts(self) -> list[Built]:
        """Everything that was asked for and could be made, in the order of the programme."""
        known, outline = self._read_outline()
        if outline is None:
            return []
        formats = chosen(self.options.formats, outline.formats or DEFAULT_FORMATS, known_formats(), "format")
        languages = chosen(self.options.languages, (outline.language,), (outline.language,), "language")
        ids = tuple(id for _, id in outline.modules)
        modules = chosen(self.options.modules, ids, (*ids, outline.id), "module")
        whole = not self.options.modules or outline.id in modules
        wanted = [one for one in outline.modules if whole or one[1] in modules]
        readable = {folder for folder, _ in outline.modules}
        unread = [(folder, "") for folder in self.inputs.folders if whole and folder not in readable]
        built: list[Built] = []
        for language in languages:
            made = self._modules([*wanted, *unread], formats, language, known)
            once = dict.fromkeys(id for _, id in wanted)  # two modules may have the same, which is an error
            built += [one for id in once for name in formats if (one := made.get((id, name)))]
            if whole:
                built += self._programmes(outline, formats, language, made, known)
        if not any(one.severity is Severity.ERROR for one in known):  # a module may only be unreadable
            self._left_over(outline)
        return built

    def _read_outline(self) -> tuple[frozenset[Diagnostic], Outline | None]:
        """What is wrong with the settings, and what the programme consists of; cached."""
        key = combined(self.base, self.inputs.settings)
        record = None if self.options.force else self.cache.read("outline")
        if record is None or record.key != key or _outline(record) is None:
            from bot_scorm.jobs import relative

            found = Report()
            extra = asdict(outline_of(self._load(found), self.root, found))
            record = Record(key, None, relative(found, self.root), extra)
            self.cache.write("outline", record)
        self.report.extend(record.diagnostics)
        outline = _outline(record)
        broken = any(one.severity is Severity.ERROR and "/" not in one.at.path for one in record.diagnostics)
        return frozenset(record.diagnostics), None if broken else outline

    def _modules(
        self,
        wanted: Sequence[tuple[str, str]],
        formats: Sequence[str],
        language: str,
        known: frozenset[Diagnostic],
    ) -> dict[tuple[str, str], Built | None]:
        """Builds the modules' artifacts that are not fresh; gives all there are, by module and format.

        None stands where a format makes nothing of a module.
        """
        made: dict[tuple[str, str], Built | None] = {}
        stale: dict[tuple[str, str], list[str]] = {}
        for folder, id in wanted:
            if any(one.severity is Severity.ERROR and one.at.path.startswith(f"{folder}/") for one in known):
                stale[folder, id] = []  # only to find what else is wrong with it
                continue
            for name in formats:
                record = self._fresh(self._place(language, name, id), self._key(folder, id, language, name))
                if record:
                    made[id, name] = replace(record.built, fresh=True) if record.built else None
                else:
                    stale.setdefault((folder, id), []).append(name)
        if stale:
            made.update(self._run(stale, language, known))
        return made

    def _run(
        self, stale: Mapping[tuple[str, str], Sequence[str]], language: str, known: frozenset[Diagnostic]
    ) -> Iterator[tuple[tuple[str, str], Built | None]]:
        """Runs one job a module and keeps records of what was made, by module and format."""
        from bot_scorm.jobs import Task, run_all

        try:
            self.out.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"{self.out} cannot be written: {error.strerror}") from error
        options = self.options
        tasks = [
            Task(
                self.root,
                folder,
                id,
                language,
                tuple(formats),
                self.out,
                options.release,
                options.with_schemas,
                self.overlay,
            )
            for (folder, id), formats in stale.items()
        ]
        for count, done in enumerate(run_all(tasks, self.options.jobs or processes()), 1):
            folder, id = done.task.folder, done.task.module
            self.report.extend(done.diagnostics)
            unchanged = self.inputs.unchanged(folder)
            for one in done.made:
                self.report.extend(one.diagnostics)
                if one.failed:
                    continue
                yield (id, one.format), one.built
                if unchanged:  # else a record would claim what was not read
                    own = [found for found in (*done.diagnostics, *one.diagnostics) if found not in known]
                    key = self._key(folder, id, language, one.format)
                    self.cache.write(
                        self._place(language, one.format, id), Record(key, one.built, tuple(own))
                    )
            self.progress(count, len(tasks))

    def _programmes(
        self,
        outline: Outline,
        formats: Sequence[str],
        language: str,
        made: Mapping[tuple[str, str], Built | None],
        known: frozenset[Diagnostic],
    ) -> Iterator[Built]:
        """The artifacts of the whole programme, made from its modules' if all are there and one is new."""
        broken = any(one.severity is Severity.ERROR for one in known)
        for name in formats:
            parts = {id: one for _, id in outline.modules if (one := made.get((id, name)))}
            if broken or any((id, name) not in made for _, id in outline.modules):
                message = "The whole programme's artifacts are not made, since some of its modules' were not."
                self.report.add(faults.INCOMPLETE, Location("programme.yaml"), message)
                continue
            hashes = [(id, one.sha256) for id, one in parts.items()]
            key = combined(self.base, self.inputs.settings, outline.id, name, language, hashes)
            place = self._place(language, name, outline.id)
            if record := self._fresh(place, key):
                if record.built:
                    yield replace(record.built, fresh=True)
                continue
            result = self._join(name, language, parts)
            self.report.extend(result.diagnostics)
            if not result.failed:
                self.cache.write(place, Record(key, result.built, result.diagnostics))
            if result.built:
                yield result.built

    def _join(self, name: str, language: str, parts: Mapping[str, Built]) -> Made:
        from bot_scorm.jobs import Task, join

        task = Task(self.root, "", "", language, (name,), self.out, with_schemas=self.options.with_schemas)
        return join(task, self._load(Report()), parts)

    def _load(self, report: Report) -> Programme:
        from bot_scorm.readers import load

        if self._programme is None:
            self._programme = load(self.root, report, bodies=False, overlay=self.overlay)
        return self._programme

    def _fresh(self, name: str, key: str) -> Record | None:
        """The record of what was made from the same inputs and lies there unchanged; repeats its findings."""
        record = None if self.options.force else self.cache.read(name)
        if record is None or record.key != key:
            return None
        if record.built and not self.cache.intact(record.built):
            return None
        self.report.extend(record.diagnostics)
        return record

    def _key(self, folder: str, id: str, language: str, format: str) -> str:
        return combined(self.base, self.inputs.of(folder), folder, id, language, format)

    def _place(self, language: str, format: str, id: str) -> str:
        """The name of a record: as the artifact's, and by where that lies."""
        return f"{language}-{format}-{id}-{combined(str(self.out))[:12]}"

    def _left_over(self, outline: Outline) -> None:
        """Says which artifacts belong to modules that are gone; forgets those that are gone, too."""
        ids = {outline.id, *(id for _, id in outline.modules)}
        for name in self.cache.names():
            record = self.cache.read(name)
            if record is None or record.built is None or record.built.module in ids:
                continue
            if Path(record.built.path).exists():
                message = (
                    f"There is no module {record.built.module} any more; delete this file if nobody needs it."
                )
                self.report.add(faults.LEFT_OVER, Location(record.built.path), message)
            else:
                self.cache.forget(name)


def _outline(record: Record) -> Outline | None:
    """The outline that a record holds, None if it holds none."""
    said = record.extra
    try:
        pairs = tuple((str(folder), str(id)) for folder, id in said["modules"])
        return Outline(said["id"], said["language"], tuple(said["formats"]), pairs)
    except (KeyError, TypeError, ValueError):
        return None
