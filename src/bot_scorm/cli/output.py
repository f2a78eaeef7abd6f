"""What the commands share: options for output, paths as they are shown, progress, and the exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import click

from bot_scorm.archive import write_file
from bot_scorm.diagnostics import Diagnostic, Report, Severity
from bot_scorm.messages import ENGLISH, Catalogue, load
from bot_scorm.reporters import REPORTERS, Outcome, reporter
from bot_scorm.suggest import or_similar
from bot_scorm.usage import UsageError

F = TypeVar("F", bound=Callable[..., Any])
_MESSAGES = "bot_scorm.messages"
"""The key of the catalogue in click's context."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a report goes in which format; without a file to standard output."""

    format: str
    file: Path | None


class _TargetType(click.ParamType[Target]):
    name = "FORMAT[:FILE]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Target:
        if isinstance(value, Target):
            return value
        format, colon, file = str(value).partition(":")
        if format not in REPORTERS:
            self.fail(f"there is no output format {format!r}{or_similar(format, REPORTERS)}", param, ctx)
        if colon and not file:
            self.fail(f"a file's name is missing after {format}:", param, ctx)
        return Target(format, Path(file) if file else None)


def _catalogue(ctx: click.Context, param: click.Parameter, value: Path | None) -> None:
    """Keeps the catalogue for `tell`."""
    ctx.meta[_MESSAGES] = load(value) if value else ENGLISH


messages_option = click.option(
    "--messages",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    callback=_catalogue,
    expose_value=False,
    help="Tell them in the language of this gettext catalogue (bot-pack explain --catalogue makes one).",
)


def catalogue_asked() -> Catalogue:
    """The catalogue of ``--messages``."""
    context = click.get_current_context(silent=True)
    found = context.meta.get(_MESSAGES) if context else None
    return found if isinstance(found, Catalogue) else ENGLISH


def output_options(command: F) -> F:
    """Adds ``--output-format``, ``--fail-on`` and ``--messages``."""
    formats = click.option(
        "--output-format",
        "targets",
        type=_TargetType(),
        multiple=True,
        metavar="FORMAT[:FILE]",
        help=f"How to tell findings: {', '.join(REPORTERS)}; with a file's name there. Repeatable.",
    )
    bar = click.option(
        "--fail-on",
        type=click.Choice([one.value for one in Severity]),
        help="The least severity that gives exit code 1; error, unless the settings say otherwise.",
    )
    return formats(bar(messages_option(command)))


def tell(outcome: Outcome, targets: tuple[Target, ...], *, findings_to_stderr: bool = False) -> int:
    """Writes the reports and gives the exit code.

    Without a target for the console, the console gets text; of a build, artifacts go to standard output and
    findings to standard error. Raises UsageError for two formats on the console and for an unwritable file.
    """
    if sum(target.file is None for target in targets) > 1:
        raise UsageError(
            "two output formats for the console; give one of them a file, as in sarif:report.sarif"
        )
    files = [target.file.absolute() for target in targets if target.file]
    if len(files) > len(set(files)):
        raise UsageError("two reports in one file, where the second would replace the first; name another")
    outcome = outcome.said_by(catalogue_asked())
    if all(target.file for target in targets):
        targets = (Target("text", None), *targets)
    for target in targets:
        if target.file is None and target.format == "text":
            _tell_people(outcome, findings_to_stderr)
        else:
            _write(reporter(target.format).render(outcome), target.file)
    return int(outcome.failed)


def _tell_people(outcome: Outcome, findings_to_stderr: bool) -> None:
    for artifact in outcome.artifacts or ():
        click.echo(artifact.path)
    stream = sys.stderr if findings_to_stderr else sys.stdout
    text = reporter("text").render(outcome, colour=_coloured(stream))
    click.echo(text, nl=False, file=stream, color=True)


def _write(text: str, file: Path | None) -> None:
    if file is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.buffer.flush()
        return
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_file(file, text.encode("utf-8", "replace"))
    except OSError as error:
        raise UsageError(f"{file} cannot be written: {error.strerror}") from error


def _coloured(stream: Any) -> bool:
    return bool(stream.isatty()) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def shown(path: str, root: Path) -> str:
    """A path for people and reports: relative to where the command runs, with ``/``.

    ``path`` is relative to ``root``, or absolute; what follows a ``!`` is inside a package and stays.
    """
    outer, inside, member = path.partition("!")
    full = os.path.join(root, outer)  # noqa: PTH118 (an absolute path stays)
    try:
        relative = os.path.relpath(full)
    except ValueError:  # another drive
        relative = full
    return relative.replace(os.sep, "/") + inside + member


def relocated(found: Iterable[Diagnostic], root: Path) -> tuple[Diagnostic, ...]:
    """Findings with their paths as they are shown, in order."""
    report = Report()
    report.extend(replace(one, at=replace(one.at, path=shown(one.at.path, root))) for one in found)
    return tuple(report)


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """Shows on standard error how far a run is, if that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    width = 0

    def update(done: int, total: int) -> None:
        nonlocal width
        filled = 30 * done // max(total, 1)
        line = f"{label} [{'#' * filled}{'-' * (30 - filled)}] {done}/{total}"
        width = len(line)
        click.echo(f"\r{line}", nl=False, err=True)

    try:
        yield update
    finally:
        if width:
            click.echo(f"\r{' ' * width}\r", nl=False, err=True)
