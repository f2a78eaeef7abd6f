"""``bot-pack check``."""

from __future__ import annotations

from pathlib import Path

import click

from bot_scorm.cli.find import overlay_folder, overlay_option, programme_root
from bot_scorm.cli.output import Target, output_options, progress_bar, relocated, shown, tell
from bot_scorm.cli.settings import bar_of, configured
from bot_scorm.configuration import judge
from bot_scorm.diagnostics import Report
from bot_scorm.pipeline import check_sources
from bot_scorm.reporters import Outcome


@click.command(
    "check",
    epilog="Example: bot-pack check --fix ids",
    short_help="Look for mistakes in the sources, and build nothing.",
)
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option(
    "--fix",
    type=click.Choice(["ids"]),
    help="ids: write every id that is made from a text into its file.",
)
@overlay_option
@output_options
def command(
    path: Path | None, fix: str | None, overlay: Path | None, targets: tuple[Target, ...], fail_on: str | None
) -> int:
    """Look for mistakes in the sources, and build nothing.

    PATH is the programme's folder; left out, it is looked for from here upward.
    """
    root = programme_root(path)
    if fix:
        from bot_scorm.readers.pin import pin_ids

        for changed in pin_ids(root):
            click.echo(f"changed {shown(str(changed), root)}", err=True)
    settings = configured()
    report = Report()
    with progress_bar("Checking") as progress:
        check_sources(root, report, progress=progress, overlay=overlay_folder(overlay))
    judged = judge(relocated(report, root), settings)
    bar = bar_of(fail_on, settings)
    return tell(Outcome(judged.told, fail_on=bar, profile=settings.profile, ignored=judged.ignored), targets)
