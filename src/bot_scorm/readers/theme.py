"""How a provider's player looks: name, logo and colours, each looked at before anybody sees it."""

from __future__ import annotations

from pathlib import Path

from bot_scorm.diagnostics import Location, Report
from bot_scorm.model.colours import DARK, LIGHT, TEXT, Scheme, nearest, worst
from bot_scorm.model.programme import Media, Theme
from bot_scorm.readers import faults
from bot_scorm.readers.yaml_source import YamlSource
from bot_scorm.settings import ThemeSettings

_LOGOS = frozenset({".svg", ".png"})


def read_theme(root: Path, found: YamlSource, settings: ThemeSettings, report: Report) -> Theme:
    """The theme of a programme; ``found`` is its programme.yaml. What cannot be used is left out."""
    colours = settings.colours
    for name, colour, scheme in (
        ("accent", colours.accent, LIGHT),
        ("accent-dark", colours.accent_dark, DARK),
    ):
        if colour:
            _contrast(colour.lower(), scheme, found.at(("theme", "colours", name)), report)
    logo = _logo(root, settings.logo, found.at(("theme", "logo")), report) if settings.logo else None
    return Theme(
        settings.name or "", logo, colours.accent or "", colours.accent_dark or "", colours.bar or ""
    )


def _contrast(colour: str, scheme: Scheme, at: Location, report: Report) -> None:
    pair = worst(colour, scheme)
    if pair.ratio < TEXT:
        message = (
            f"“{colour}” and {pair.on} ({pair.colour}) have a contrast of {_floor(pair.ratio)} to 1 in the "
            f"{scheme.name} scheme, and {TEXT} to 1 is needed: “{nearest(colour, scheme)}” has it."
        )
        report.add(faults.CONTRAST, at, message)


def _floor(ratio: float) -> str:
    """Cut, not rounded: 4.496 is less than 4.5."""
    return f"{int(ratio * 100) / 100:.2f}"


def _logo(root: Path, name: str, at: Location, report: Report) -> Media | None:
    path = root / name
    if path.suffix.lower() not in _LOGOS:
        report.add(faults.PICTURE_KIND, at, f"“{name}” is no SVG or PNG.")
    elif not path.resolve().is_relative_to(root.resolve()):
        report.add(faults.PICTURE_PLACE, at, f"“{name}” is not beside {Path(at.path).name}; copy it there.")
    elif not path.is_file():
        report.add(faults.NO_PICTURE, at, f"There is no file “{name}” beside {Path(at.path).name}.")
    else:
        return Media(f"logo{path.suffix.lower()}", path)
    return None
