"""A provider's name, logo and colours in the player."""

from __future__ import annotations

from bot_scorm.archive import BytesSource, Source
from bot_scorm.model.colours import DARK, nearest, readable_on
from bot_scorm.model.programme import Theme
from bot_scorm.writers.blocks import environment

STYLE = "player/theme.css"


def theme_files(theme: Theme) -> dict[str, Source]:
    """The files that a theme adds to a package, by name; none if it has neither colours nor a logo."""
    files: dict[str, Source] = {}
    if theme.accent or theme.accent_dark or theme.bar:
        css = environment().get_template("theme.css.j2").render(
            accent=theme.accent,
            accent_dark=theme.accent_dark or (nearest(theme.accent, DARK) if theme.accent else ""),
            bar=theme.bar,
            on_bar=readable_on(theme.bar) if theme.bar else "",
        )  # fmt: skip
        files[STYLE] = BytesSource(css.encode())
    if theme.logo:
        files |= {f"player/{name}": source for name, source in theme.logo.files.items()}
    return files
