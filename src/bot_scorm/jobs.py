"""The work of a build, in pieces that can run in processes of their own: plain data in, plain data out."""

from __future__ import annotations

import gc
import multiprocessing
import multiprocessing.connection
import os
import signal
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import ExitStack
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

from bot_scorm import faults
from bot_scorm.archive import Artifact, FileSource, MemberSource, Source, Written
from bot_scorm.citing import cited
from bot_scorm.diagnostics import Diagnostic, Location, Report
from bot_scorm.freshness import CACHE, Built
from bot_scorm.media import prepare
from bot_scorm.model.contacts import CONTACT, fill
from bot_scorm.model.programme import Edition, Programme
from bot_scorm.model.walk import unpinned
from bot_scorm.plan import project_of
from bot_scorm.readers import load
from bot_scorm.rules import run_on_content, run_on_sources
from bot_scorm.rules.cast import Mention, mentions
from bot_scorm.rules.lesson import Lesson
from bot_scorm.rules.source import Sources
from bot_scorm.validation import GIFT_ENDINGS, check
from bot_scorm.weight import weigh
from bot_scorm.writers import WRITERS, writer
from bot_scorm.writers.base import Writer

_WITHOUT_PICTURES = frozenset({"gift", "moodle-feedback"})
"""Formats that carry no pictures: for these alone, none are made."""


@dataclass(frozen=True, slots=True)
class Task:
    """What to make of one module: all the formats named, or only its diagnostics where none is."""

    root: Path
    """The folder of programme.yaml."""
    folder: str
    """The module's folder below it, with ``/``."""
    module: str
    language: str
    formats: tuple[str, ...]
    out: Path
    release: bool = False
    with_schemas: bool = False
    overlay: Path | None = None
    """A provider's folder."""
    content: bool = False
    """Whether to look at how it teaches, too."""


@dataclass(frozen=True, slots=True)
class Made:
    """What a format made of a module or a programme; ``built`` is None where there is nothing or an error."""

    format: str
    built: Built | None
    diagnostics: tuple[Diagnostic, ...]
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """A task with the findings in its sources and what was made: nothing where they have errors."""

    task: Task
    diagnostics: tuple[Diagnostic, ...]
    made: tuple[Made, ...] = ()
    used: frozenset[str] = frozenset()
    """What its texts refer to, as in `Module.refers`."""
    mentions: tuple[Mention, ...] = ()
    """Whose age its texts say, where the task looks at content."""


@dataclass(frozen=True, slots=True)
class ReadModule:
    """One module as its sources say it."""

    edition: Edition | None
    """None where the sources have an error."""
    diagnostics: tuple[Diagnostic, ...]
    used: frozenset[str]
    mentions: tuple[Mention, ...]
    """Both as in `Done`."""


class _RefusedError(Exception):
    """The finished file has an error."""


def read(task: Task) -> ReadModule:
    """Reads and checks one module, and makes its pictures ready for the task's formats."""
    report = Report()
    programme = load(task.root, report, only={task.folder}, overlay=task.overlay)
    said: list[Mention] = []
    sized = not _WITHOUT_PICTURES.issuperset(task.formats)
    for module in programme.modules:
        sources = Sources.of(module, report)
        run_on_sources(sources, report)
        if task.content:
            run_on_content(Lesson.of(sources, programme), report)
            said += mentions(module, programme.language)
        ready = prepare(module, project_of(task.root) / CACHE / "media", _place, report, sized=sized)
        asks = any(name.startswith(CONTACT) for name in module.refers)
        programme = replace(programme, modules=(fill(ready, programme.contacts) if asks else ready,))
        for node in unpinned(module) if task.release else ():
            message = f"The id {node.id} is not written here; run bot-pack check --fix ids."
            report.add(faults.UNPINNED, node.at, message)
    edition = cited(Edition(task.language, programme), report)
    # What is wrong with programme.yaml and overlay.yaml is told once, not by every module.
    own = (f"{task.folder}/", f"{task.overlay.as_posix()}/modules/" if task.overlay else f"{task.folder}/")
    found = tuple(one for one in relative(report, task.root) if one.at.path.startswith(own))
    used = frozenset(name for module in programme.modules for name in module.refers)
    failed = report.failed or not programme.modules
    return ReadModule(None if failed else edition, found, used, tuple(said))


def run(task: Task) -> Done:
    """Reads one module, checks it, and writes its artifacts if it is without errors."""
    got = read(task)
    if (edition := got.edition) is None:
        return Done(task, got.diagnostics, used=got.used, mentions=got.mentions)
    made = [_make(task, name, lambda one, report: one.write(edition, report)) for name in task.formats]
    return Done(task, got.diagnostics, tuple(made), got.used, got.mentions)


def _place(path: Path) -> Location:
    return Location(path.as_posix())


def relative(report: Report, root: Path) -> tuple[Diagnostic, ...]:
    """Findings with their paths, also those inside messages, relative to the programme's folder."""
    prefix = f"{root.as_posix()}/"
    return tuple(
        replace(
            one,
            at=replace(one.at, path=one.at.path.removeprefix(prefix)),
            message=one.message.replace(prefix, ""),
        )
        for one in report
    )


def join(task: Task, programme: Programme, parts: Mapping[str, Built]) -> Made:
    """Makes the task's one format of the whole programme from its modules' artifacts, by module id."""
    edition = cited(Edition(task.language, programme), Report())  # its faults are told by the modules
    with ExitStack() as stack:
        artifacts = {id: _artifact(one, stack) for id, one in parts.items()}
        return _make(task, task.formats[0], lambda one, report: one.join(edition, artifacts, report))


def run_all(tasks: Sequence[Task], jobs: int) -> Iterator[Done]:
    """Runs tasks, in this process or in up to ``jobs`` others; results come as they are ready."""
    jobs = min(jobs, len(tasks))
    if jobs < 2:
        yield from map(run, tasks)
        return
    forking = sys.platform == "linux"  # a fork shares what is imported already: less time, less memory
    if forking:
        _import_all(tasks)
        gc.freeze()  # what is shared stays shared: the collector would write to its pages
    context = multiprocessing.get_context("fork" if forking else "spawn")
    executor = ProcessPoolExecutor(jobs, context, _start_worker)
    try:
        for future in as_completed([executor.submit(run, task) for task in tasks]):
            yield future.result()
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _make(task: Task, name: str, make: Callable[[Writer, Report], Artifact | None]) -> Made:
    """Writes one artifact; what is found wrong with it keeps it from taking the place of an earlier one."""
    report = Report()
    written = None
    format = writer(name)
    if task.with_schemas and hasattr(format, "with_schemas"):
        format = replace(format, with_schemas=True)  # type: ignore[type-var]  # a dataclass: it has the field
    try:
        artifact = make(format, report)
        if artifact is not None and not report.failed:
            written = artifact.write(task.out, lambda path: _inspect(artifact, path, task.out, report))
            if artifact.packed and task.module:
                weigh(
                    written.path, Location(f"{task.root.as_posix()}/{task.folder}/module.yaml", 1, 1), report
                )
    except _RefusedError:
        pass  # the report says why
    except OSError as error:
        report.add(
            faults.NOT_WRITTEN, Location((task.out / task.language / name).as_posix()), _reason(name, error)
        )
    built = _built(artifact, written) if artifact and written else None
    return Made(name, built, relative(report, task.root), report.failed)


def _inspect(artifact: Artifact, path: Path, out: Path, report: Report) -> None:
    """Checks a finished package as anybody's would be; raises _RefusedError if it has an error."""
    if artifact.unpacked or artifact.ending == ".epub":
        return  # a site, a book: no package of a standard
    if not artifact.packed and not artifact.ending.endswith((*GIFT_ENDINGS, ".xml")):
        return  # files for people, or one by one for a form
    found = check(path, (out / artifact.path).as_posix(), deep=False)
    report.extend(found)
    if found.failed:
        raise _RefusedError


def _reason(name: str, error: OSError) -> str:
    file = f" ({Path(error.filename).name})" if isinstance(error.filename, str) else ""
    return f"The {name} artifact could not be written: {error.strerror or error}{file}."


def _built(artifact: Artifact, written: Written) -> Built:
    return Built(
        written.path.as_posix(),
        artifact.format,
        artifact.language,
        artifact.id,
        artifact.ending,
        artifact.packed,
        written.bytes,
        written.sha256,
        tree=written.tree,
        note=artifact.note,
    )


def _artifact(built: Built, stack: ExitStack) -> Artifact:
    """The artifact that was built before, its files read from where they lie."""
    path = Path(built.path)
    single = [path] if built.ending else sorted(path.iterdir())
    files: dict[str, Source] = {one.name: FileSource(one) for one in single}
    if built.packed:
        archive = stack.enter_context(zipfile.ZipFile(path))
        files = {name: MemberSource(archive, name) for name in archive.namelist()}
    return Artifact(built.format, built.language, built.module, built.ending, files, built.packed)


def _import_all(tasks: Sequence[Task]) -> None:
    """Imports what the workers will need, once for all of them."""
    names = {WRITERS[name] for task in tasks for name in task.formats}
    for name in sorted(names):
        import_module(name)


def _start_worker() -> None:
    """Leaves Ctrl-C to the main process, and ends when that is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)
