"""``bot-pack info``."""

from __future__ import annotations

from pathlib import Path

import click

from bot_scorm.cli.find import overlay_folder, overlay_option, programme_root
from bot_scorm.diagnostics import Report, Severity
from bot_scorm.reporters.inventory import as_json, as_text


@click.command(
    "info",
    epilog="Example: bot-pack info --output-format json",
    short_help="Count words, screens, minutes, questions and what checks each outcome.",
)
@click.argument("path", required=False, type=click.Path(path_type=Path))
@overlay_option
@click.option(
    "--output-format",
    "format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="As tables, or for programs.",
)
def command(path: Path | None, overlay: Path | None, format: str) -> int:
    """Count words, screens, minutes, questions and what checks each outcome.

    PATH is the programme's folder; left out, it is looked for from here upward. What cannot be read is not
    counted, and gives exit code 1.
    """
    from bot_scorm.readers import load

    report = Report()
    over = overlay_folder(overlay)
    programme = load(programme_root(path).resolve(), report, overlay=over.resolve() if over else None)
    click.echo((as_json if format == "json" else as_text)(programme), nl=False)
    if errors := report.count(Severity.ERROR):
        faults = "1 error" if errors == 1 else f"{errors} errors"
        click.echo(f"The sources have {faults}, so something may be missing here: bot-pack check", err=True)
    return int(report.failed)
