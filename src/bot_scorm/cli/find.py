"""Finding the programme that a command is about."""

from __future__ import annotations

from pathlib import Path

import click

from bot_scorm.usage import UsageError

overlay_option = click.option(
    "--overlay",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="A provider's folder with overlay.yaml, which adds to the content.",
)


def overlay_folder(path: Path | None) -> Path | None:
    """The folder that ``--overlay`` names; raises UsageError if it holds no overlay.yaml."""
    if path is not None and not (path / "overlay.yaml").is_file():
        raise UsageError(f"there is no overlay.yaml in {path}; name the overlay's folder")
    return path


def programme_root(path: Path | None) -> Path:
    """The folder of programme.yaml: in ``path`` or ``path/content``, or looked for from here upward.

    Raises UsageError if there is none.
    """
    try:
        here = Path.cwd()
    except FileNotFoundError:
        raise UsageError("the folder that you are in has been deleted; go to another one") from None
    here = path or here
    if path is not None and not path.exists():
        raise UsageError(f"{path} is not there")
    if path is not None and not path.is_dir():
        raise UsageError(f"{path} is a file; name the programme's folder")
    for folder in (here, *here.parents) if path is None else (here,):
        for candidate in (folder, folder / "content"):
            if (candidate / "programme.yaml").is_file():
                return candidate
    where = f"in {path} or {path}/content" if path else "here or in any folder above"
    raise UsageError(f"there is no programme.yaml {where}; name the programme's folder")
