"""``bot-pack build``."""

from __future__ import annotations

import time
from pathlib import Path

import click

from bot_scorm.cli.find import overlay_folder, overlay_option, programme_root
from bot_scorm.cli.output import Target, output_options, progress_bar, relocated, shown, tell
from bot_scorm.cli.settings import bar_of, configured
from bot_scorm.diagnostics import Report
from bot_scorm.pipeline import BuildOptions, build
from bot_scorm.reporters import BuiltArtifact, Outcome


@click.command(
    "build",
    epilog="Example: bot-pack build --format scorm12 --module trust",
    short_help="Compile a programme into packages and question files.",
)
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--format", "formats", multiple=True, metavar="F", help="Only this format. Repeatable.")
@click.option("--lang", "languages", multiple=True, metavar="L", help="Only this language. Repeatable.")
@click.option("--module", "modules", multiple=True, metavar="ID", help="Only this module. Repeatable.")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="Where to; build/ if not given."
)
@click.option("--jobs", type=click.IntRange(1, 256), help="How many processes work at the same time.")
@click.option("--force", is_flag=True, help="Build also what is fresh.")
@click.option(
    "--release", is_flag=True, help="For publishing: refuse ids that are not written in the sources."
)
@click.option(
    "--with-schemas", is_flag=True, help="Add the official schemas, which have to be installed, to packages."
)
@click.option(
    "--report",
    "with_report",
    is_flag=True,
    help="Write beside the artifacts what of the programme each format carries whole, changed or not at all.",
)
@overlay_option
@click.option(
    "-v",
    "--verbose",
    is_flag=True,
    help="Say what was built or fresh, how long it took, and how much each module's state can hold.",
)
@output_options
def command(
    path: Path | None,
    formats: tuple[str, ...],
    languages: tuple[str, ...],
    modules: tuple[str, ...],
    out: Path | None,
    jobs: int | None,
    force: bool,
    release: bool,
    with_schemas: bool,
    with_report: bool,
    overlay: Path | None,
    verbose: bool,
    targets: tuple[Target, ...],
    fail_on: str | None,
) -> int:
    """Compile a programme into packages and question files.

    PATH is the programme's folder; left out, it is looked for from here upward. Artifacts are listed on
    standard output, findings on standard error. What is fresh is not built again.
    """
    started = time.monotonic()
    root = programme_root(path)
    over = overlay_folder(overlay)
    options = BuildOptions(formats, languages, modules, out, jobs or 0, force, release, with_schemas, over)
    report = Report()
    with progress_bar("Building") as progress:
        built = build(root, options, report, progress)
    artifacts = tuple(
        BuiltArtifact(
            shown(one.path, root), one.format, one.language, one.module, one.bytes, one.sha256, one.fresh
        )
        for one in built
    )
    if verbose:
        for one, made in zip(artifacts, built, strict=True):
            click.echo(f"{'fresh' if one.fresh else 'built'}  {one.path}  {one.bytes:,} bytes", err=True)
            if made.note:
                click.echo(f"state  {one.path}  {made.note}", err=True)
        click.echo(f"{time.monotonic() - started:.2f} s", err=True)
    findings = relocated(report, root)
    if with_report:
        from bot_scorm.carrying import write_report

        for file in write_report(root, options, findings, lambda name: shown(name, root)):
            click.echo(f"report  {shown(str(file), root)}", err=True)
    outcome = Outcome(findings, artifacts=artifacts, fail_on=bar_of(fail_on, configured()))
    return tell(outcome, targets, findings_to_stderr=True)
