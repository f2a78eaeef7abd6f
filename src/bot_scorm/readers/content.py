"""Reads the files of a programme into the model."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from bot_scorm.diagnostics import Location, Report, Severity
from bot_scorm.model import SECTIONS
from bot_scorm.model.contacts import CONTACT
from bot_scorm.model.plans import Plans
from bot_scorm.model.programme import Module, Outcome, Page, Programme, Review, Workload
from bot_scorm.model.references import Bibliography, Glossary
from bot_scorm.model.text import Text
from bot_scorm.readers import faults
from bot_scorm.readers.attributes import Attributes
from bot_scorm.readers.front_matter import validate
from bot_scorm.readers.ids import IdScope, scope_of
from bot_scorm.readers.links import TERM, LinkReader
from bot_scorm.readers.overlay import (
    OVERLAY,
    Overlay,
    check_contacts,
    check_modules,
    check_pictures,
    check_used,
    in_order,
    overlay_of,
    with_overlay,
    with_settings,
)
from bot_scorm.readers.overlay_faults import PAGE_NAME
from bot_scorm.readers.page import read_page
from bot_scorm.readers.plans import read_calendar, read_cohort
from bot_scorm.readers.references import (
    BIBLIOGRAPHY,
    GLOSSARY,
    check_references,
    read_shared,
)
from bot_scorm.readers.scan import MODULE, ModuleFolder, scan
from bot_scorm.readers.source import SourceFile, read_source
from bot_scorm.readers.targets import Reference
from bot_scorm.readers.theme import read_theme
from bot_scorm.readers.yaml_source import YamlSource, read_yaml
from bot_scorm.settings import ModuleSettings, ProgrammeSettings

PROGRAMME = "programme.yaml"
CALENDAR, COHORT = "calendar.yaml", "cohort.yaml"
_PINNED = re.compile(
    r"^(?: {0,3}:{3,}|#{1,6}[ \t]).*?\{(?:[^{}]*\s)?#([a-z0-9-]+)|^id:[ \t]*[\"']?([a-z0-9-]+)", re.M
)


def load(
    root: Path,
    report: Report,
    only: Collection[str] | None = None,
    bodies: bool = True,
    overlay: Path | None = None,
) -> Programme:
    """Reads a programme; never raises on bad content.

    ``root`` holds programme.yaml; locations are ``root`` as given and the path below it. ``only`` names
    the folders of the modules to read, as ``curriculum/03-trust``; glossary and bibliography are then read
    only if these refer to them. Without ``bodies`` pages are left out. A module or page that cannot be
    read is missing from the result, and the report says why. ``overlay`` is a provider's folder.
    """
    tree = scan(root, only)
    programme = _programme(root, report)
    over = overlay_of(overlay, _yaml(overlay, overlay / OVERLAY, report)) if overlay else None
    if over:
        programme = with_overlay(programme, over, report)
    for stray in tree.strays:
        message = f"This folder holds pages and no {MODULE}: add one with “id:” and “title:”."
        report.add(faults.NO_PROGRAMME, Location(_shown(root, stray)), message)
    for lost in tree.lost:
        message = f"This module is not built: its folder stands directly in one of {', '.join(SECTIONS)}."
        report.add(faults.NOT_READ, Location(_shown(root, lost), 1, 1), message)
    if not tree.modules and not tree.strays:
        report.add(faults.NO_PROGRAMME, programme.at, f"There is no module: add curriculum/01-name/{MODULE}.")
    modules: list[Module] = []
    references: list[Reference] = []
    plans = {
        section: _plans(root, section, report)
        for section in dict.fromkeys(one.section for one in tree.modules)
    }
    scope = IdScope("programme", used={programme.id: str(programme.at)})
    for folder in tree.modules:
        plan = plans[folder.section] if bodies else None
        module = _module(root, folder, scope, plan, over, report, references)
        if module is not None:
            modules.append(module)
    if over and only is None:
        check_modules(over, modules, report)
    shared = _references(root, references, report) if only is None or references else (None, None)
    return replace(
        programme,
        modules=tuple(modules),
        glossary=shared[0],
        bibliography=shared[1],
        plans=tuple(one for one in plans.values() if one.calendar or one.cohort),
    )


def unused_contacts(overlay: Path, used: Collection[str], report: Report) -> None:
    """Reports contacts of an overlay that nothing asks for; ``used`` is what all modules refer to."""
    over = overlay_of(overlay, _yaml(overlay, overlay / OVERLAY, Report()))
    if over:
        check_used(over, used, report)


def _plans(root: Path, section: str, report: Report) -> Plans:
    """The plans of a section; the titles of all modules are read if it has a calendar."""
    calendar = cohort = None
    unreadable = set()
    if (root / section / CALENDAR).is_file():
        found = _yaml(root, root / section / CALENDAR, report)
        calendar = read_calendar(found, _titles(root)) if found else None
        unreadable |= {CALENDAR} if calendar is None else set()
    if (root / section / COHORT).is_file():
        found = _yaml(root, root / section / COHORT, report)
        cohort = read_cohort(found) if found else None
        unreadable |= {COHORT} if cohort is None else set()
    return Plans(section, calendar, cohort, frozenset(unreadable))


def _titles(root: Path) -> dict[str, Text]:
    """The titles of all modules by id; what is wrong with them is told when they are read themselves."""
    titles = {}
    for folder in scan(root).modules:
        found = _yaml(root, folder.folder / MODULE, Report())
        if found and isinstance(id := found.value.get("id"), str):
            titles[id] = Text(str(found.value.get("title") or id), found.at(("title",)))
    return titles


def _references(
    root: Path, references: list[Reference], report: Report
) -> tuple[Glossary | None, Bibliography | None]:
    """Reads glossary and bibliography, and checks what refers to them."""
    found = Report()
    shared = read_shared(*(_lines(root, root / name, found) for name in (GLOSSARY, BIBLIOGRAPHY)))
    found.extend(shared.found)
    report.extend(found)
    broken = {one.at.path for one in found if one.severity is Severity.ERROR}
    glossary, bibliography = shared.glossary, shared.bibliography
    if glossary:
        references = [*references, *shared.references]
    if _shown(root, root / GLOSSARY) in broken:  # of what is there nothing can be said to be missing
        references = [one for one in references if not one.name.startswith(TERM)]
    if _shown(root, root / BIBLIOGRAPHY) in broken:
        references = [one for one in references if not one.name.startswith("@")]
    check_references(references, glossary, bibliography, report)
    return glossary, bibliography


def _lines(root: Path, path: Path, report: Report) -> tuple[str, tuple[str, ...]] | None:
    """The path to show for a file and its lines; None if it is not there or cannot be read."""
    source = _read(root, path, report) if path.is_file() else None
    return (source.path, tuple(source.lines)) if source else None


def _shown(root: Path, path: Path) -> str:
    return f"{root.as_posix()}/{path.relative_to(root).as_posix()}"


def _read(root: Path, path: Path, report: Report) -> SourceFile | None:
    """Reads a file of the programme; a link that leads out of it is not followed."""
    shown = _shown(root, path)
    if not path.resolve().is_relative_to(root.resolve()):
        message = "This is a link to a file outside the programme: copy the file."
        report.add(faults.OUTSIDE, Location(shown), message)
        return None
    return read_source(path, shown, report)


def _yaml(root: Path, path: Path, report: Report) -> YamlSource | None:
    source = _read(root, path, report)
    return read_yaml(source, 0, len(source.lines)) if source else None


def _programme(root: Path, report: Report) -> Programme:
    at = Location(_shown(root, root / PROGRAMME), 1, 1)
    found = _yaml(root, root / PROGRAMME, report)
    settings = validate(found, ProgrammeSettings) if found else None
    if found is None or settings is None:
        return Programme(at=at, id="programme", title=Text("", at))
    workload = tuple(
        Workload(Text(one.title, found.at(("workload", number, "title"))), one.minutes)
        for number, one in enumerate(settings.workload)
    )
    theme = read_theme(root, found, settings.theme, report)
    return Programme(
        at=at, id=settings.id, title=Text(settings.title, found.at(("title",))), version=settings.version,
        language=settings.language, languages=settings.languages or (settings.language,),
        language_at=found.at(("language",)), sequence=settings.sequence,
        licence=settings.licence, publisher=settings.publisher, formats=settings.formats,
        formats_at=tuple(found.at(("formats", number)) for number in range(len(settings.formats))),
        together=settings.moodle_course.languages == "together", workload=workload, theme=theme,
    )  # fmt: skip


def _module(
    root: Path,
    files: ModuleFolder,
    ids: IdScope,
    plans: Plans | None,
    overlay: Overlay | None,
    report: Report,
    references: list[Reference],
) -> Module | None:
    """One module, without its pages if there are no ``plans``; adds to ``references``."""
    shown = _shown(root, files.folder / MODULE)
    found = _yaml(root, files.folder / MODULE, report)
    settings = validate(found, ModuleSettings) if found else None
    if found and settings:
        ids.pinned(Attributes(found.source, found.at_key(("id",)).line - 1), settings.id, 1)
    pages: tuple[Page, ...] = ()
    id = settings.id if settings else ""
    links = LinkReader(files.folder, report, overlay.module(id) if overlay and id else None)
    if plans is not None:
        pages = _pages(root, files, plans, overlay if id else None, id, links, report)
        references += [one for one in links.references if not one.name.startswith(CONTACT)]
        check_contacts(links.references, overlay, report)
    if found is None or settings is None:
        return None
    outcomes = tuple(
        Outcome(one.id, Text(one.text, found.at(("outcomes", number, "text"))))
        for number, one in enumerate(settings.outcomes)
    )
    review = Review(settings.reviewed.by, settings.reviewed.date.isoformat()) if settings.reviewed else None
    module = Module(
        at=Location(shown, 1, 1), id=settings.id, title=Text(settings.title, found.at(("title",))),
        section=files.section,
        summary=Text(settings.summary, found.at(("summary",))) if settings.summary else None,
        duration=settings.duration, outcomes=outcomes, pass_mark=settings.pass_mark,
        competences=settings.competences, reviewed=review, pages=pages, media=links.media,
        refers=frozenset(one.name for one in links.references),
    )  # fmt: skip
    return with_settings(module, overlay) if overlay else module


def _pages(
    root: Path,
    files: ModuleFolder,
    plans: Plans,
    overlay: Overlay | None,
    id: str,
    links: LinkReader,
    report: Report,
) -> tuple[Page, ...]:
    at = Location(_shown(root, files.folder / MODULE), 1, 1)
    if not files.pages:
        report.add(
            faults.NO_PAGES, at, f"There are no pages: add a file such as 10-welcome.md beside {MODULE}."
        )
    sources = [(path.name, _read(root, path, report)) for path in files.pages]
    pinned = (one for _, source in sources if source for one in _PINNED.findall("\n".join(source.lines)))
    scope = replace(scope_of("module", (first or second for first, second in pinned)), own=False)
    pages: dict[str, Page] = {}
    for name, source in sources:
        page = read_page(source, scope, plans) if source else None
        if page is not None:
            pages[name] = page
    if len(pages) == len(sources) > 0 and all(page.audience == "trainers" for page in pages.values()):
        message = "All pages are guides for trainers, so learners would get nothing: give one another kind."
        report.add(faults.NO_PAGES, at, message)
    own = _own_pages(pages, plans, overlay, scope, id, report) if overlay else {}
    links.pages(pages | own)
    for other in files.others:
        _stray_file(root, files, other, report)
    if overlay is None:
        return tuple(pages.values())
    check_pictures(overlay, id, links.media.values(), report)
    return in_order(pages, own, overlay, id, report)


def _own_pages(
    pages: dict[str, Page], plans: Plans, overlay: Overlay, scope: IdScope, id: str, report: Report
) -> dict[str, Page]:
    """A provider's pages of a module: read after the content's, whose ids they leave as they are."""
    own: dict[str, Page] = {}
    for path in overlay.pages(id):
        source = _read(overlay.folder, path, report)
        page = read_page(source, replace(scope, own=True), plans) if source else None
        if page is not None and path.name in pages:
            message = f"The content has a page {path.name} in this module; give this one another name."
            report.add(PAGE_NAME, page.at, message)
        elif page is not None:
            own[path.name] = page
    return own


def _stray_file(root: Path, files: ModuleFolder, path: Path, report: Report) -> None:
    if path.suffix.lower() in (".md", ".markdown", ".txt", ".docx", ".odt"):
        message = f"This file is not built: pages end in .md and stand in {files.folder.name}/ itself."
        report.add(faults.NOT_READ, Location(_shown(root, path)), message)
