"""A provider's overlay: a folder beside the content that adds to it and survives its updates."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from bot_scorm.diagnostics import Location, Report
from bot_scorm.model.contacts import CONTACT
from bot_scorm.model.programme import Media, Module, Page, Programme, Theme
from bot_scorm.readers import overlay_faults as faults
from bot_scorm.readers.front_matter import validate
from bot_scorm.readers.targets import Reference
from bot_scorm.readers.theme import read_theme
from bot_scorm.readers.yaml_source import YamlSource
from bot_scorm.settings import OverlayModuleSettings, OverlaySettings
from bot_scorm.suggest import with_guess

OVERLAY = "overlay.yaml"
MODULES = "modules"


@dataclass(frozen=True, slots=True)
class Overlay:
    """What a provider has otherwise."""

    folder: Path
    found: YamlSource
    settings: OverlaySettings

    def module(self, id: str) -> Path:
        """The folder with the provider's pages and pictures of a module; it need not be there."""
        return self.folder / MODULES / id

    def pages(self, id: str) -> list[Path]:
        """The files of the provider's pages of a module, by name."""
        return sorted(self.module(id).glob("[!.]*.md"))

    def of(self, id: str) -> OverlayModuleSettings:
        """What overlay.yaml says of a module."""
        return self.settings.modules.get(id) or OverlayModuleSettings()


def overlay_of(folder: Path, found: YamlSource | None) -> Overlay | None:
    """The overlay whose overlay.yaml was read; None where that has faults, which are told."""
    settings = validate(found, OverlaySettings) if found and not found.broken else None
    return Overlay(folder, found, settings) if found and settings else None


def with_overlay(programme: Programme, overlay: Overlay, report: Report) -> Programme:
    """The programme with the provider's name, logo, colours and contacts."""
    own = read_theme(overlay.folder, overlay.found, overlay.settings.theme, report)
    base = programme.theme
    coloured = own if own.accent or own.accent_dark or own.bar else base
    theme = Theme(
        own.name or base.name, own.logo or base.logo, coloured.accent, coloured.accent_dark, coloured.bar
    )
    return replace(programme, theme=theme, contacts=overlay.settings.contacts)


def with_settings(module: Module, overlay: Overlay) -> Module:
    """The module with the provider's pass mark."""
    marks = (overlay.of(module.id).pass_mark, overlay.settings.pass_mark, module.pass_mark)
    return replace(module, pass_mark=next(one for one in marks if one is not None))


def in_order(
    pages: Mapping[str, Page], own: Mapping[str, Page], overlay: Overlay, module: str, report: Report
) -> tuple[Page, ...]:
    """The content's pages with the provider's among them, by file name; those without a place at the end."""
    order = list(pages.values())
    wanted = overlay.of(module).pages
    follows: dict[str, int] = {}
    for name, page in own.items():
        place = wanted.get(name)
        anchor = (place.after or place.before) if place else None
        at = next((n for n, one in enumerate(order) if one.id == anchor), None)
        if anchor and at is None:
            known = [one.id for one in pages.values()]
            message = f"{OVERLAY} puts this page beside “{anchor}”, which the module {module} does not have"
            report.add(faults.PAGE_PLACE, page.at, with_guess(message, anchor, known))
        if at is None:
            order.append(page)
        elif place and place.after:  # several after the same page keep their order
            follows[anchor or ""] = follows.get(anchor or "", 0) + 1
            order.insert(at + follows[anchor or ""], page)
        else:
            order.insert(at, page)
    return tuple(order)


def check_modules(overlay: Overlay, modules: Iterable[Module], report: Report) -> None:
    """Reports modules and pages of which the overlay speaks and which are not there."""
    known = [one.id for one in modules]
    for id, settings in overlay.settings.modules.items():
        at = overlay.found.at_key(("modules", id))
        if id not in known:
            report.add(faults.UNKNOWN_MODULE, at, with_guess(f"There is no module “{id}”", id, known))
            continue
        there = [one.name for one in overlay.pages(id)]
        for name in settings.pages:
            if name not in there:
                at = overlay.found.at_key(("modules", id, "pages", name))
                message = with_guess(f"There is no page {MODULES}/{id}/{name}", name, there)
                report.add(faults.PAGE_PLACE, at, message)
    folder = overlay.folder / MODULES
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name not in known and not path.name.startswith("."):
            message = with_guess(f"There is no module “{path.name}”", path.name, known)
            report.add(faults.UNKNOWN_MODULE, Location(path.as_posix()), message)
    for path in sorted(overlay.folder.rglob("[!.]*.md")):
        top, *rest = path.relative_to(overlay.folder).parts
        place = len(rest) == 2 if top == MODULES else path.name.lower() == "readme.md"
        if not place and not (top == MODULES and rest[0] not in known):
            message = f"This page is not read: put it into {MODULES}/, in a folder named as the module's id."
            report.add(faults.UNUSED, Location(path.as_posix()), message)


def check_pictures(overlay: Overlay, module: str, media: Iterable[Media], report: Report) -> None:
    """Reports files of the overlay that no page of the module shows."""
    shown = {one.path for one in media}
    for path in sorted(overlay.module(module).rglob("*")):
        if path.is_file() and path.suffix != ".md" and path not in shown and not path.name.startswith("."):
            message = "No page shows this file; what replaces a picture has the path that it has there."
            report.add(faults.UNUSED, Location(path.as_posix()), message)


def check_contacts(references: Iterable[Reference], overlay: Overlay | None, report: Report) -> None:
    """Reports contacts that a module asks for and that nobody filled in, each once."""
    contacts = overlay.settings.contacts if overlay else {}
    told: set[str] = set()
    for name, at in references:
        id = name.removeprefix(CONTACT)
        if name.startswith(CONTACT) and id not in contacts and id not in told:
            told.add(id)
            if overlay:
                message = f"The contact “{id}” is not filled in: add it under “contacts” in {OVERLAY}."
                report.add(faults.NO_CONTACT, at, message)
            else:
                message = f"The contact “{id}” waits for a provider's overlay."
                report.add(faults.WAITING_CONTACT, at, message)


def check_used(overlay: Overlay, used: Collection[str], report: Report) -> None:
    """Reports contacts that are filled in and that no module asks for; ``used`` as in `Module.refers`."""
    asked = sorted(one.removeprefix(CONTACT) for one in used if one.startswith(CONTACT))
    for id in overlay.settings.contacts:
        if id not in asked:
            message = with_guess(f"No page asks for the contact “{id}”", id, asked)
            report.add(faults.UNUSED, overlay.found.at_key(("contacts", id)), message)
