"""``bot-pack diff``."""

from __future__ import annotations

from pathlib import Path

import click

from bot_scorm.cli.output import shown


@click.command(
    "diff",
    epilog="Example: bot-pack diff published/trust.zip build/en/scorm12/trust.zip",
    short_help="Say what changes between two packages or question files for learners half-way.",
)
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option(
    "--output-format",
    "format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="As lines, or for programs.",
)
def command(old: Path, new: Path, format: str) -> int:
    """Say what changes between two packages or question files for learners half-way.

    OLD and NEW are packages (a zip, a cartridge, an unpacked package, an imsmanifest.xml) or question files
    (GIFT, Moodle XML). Of packages it says what is added, removed, renamed or changed, and what learners who
    are half-way keep, lose or have to do again; exit code 1 if they lose something. Of question files it says
    which questions are new, gone, moved, renamed or changed, so that nobody imports a question twice.
    """
    from bot_scorm.compare import compare
    from bot_scorm.compare.telling import as_json, as_text

    found = compare(old, new, (shown(str(old), Path.cwd()), shown(str(new), Path.cwd())))
    click.echo((as_json if format == "json" else as_text)(found), nl=False)
    return int(found.lost)
