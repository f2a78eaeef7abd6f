"""A Common Cartridge, 1.0 to 1.3, as modules: pages, links, topics, quizzes, banks, pictures and files."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from bot_scorm.diagnostics import Report
from bot_scorm.importing import Imported, faults
from bot_scorm.importing.drafts import DraftPage, own_id
from bot_scorm.importing.lines import Lines
from bot_scorm.importing.modules import ModuleDraft
from bot_scorm.importing.quizzes import Banked, questions_by_name, quiz_file
from bot_scorm.importing.stock import Shelf, Stock
from bot_scorm.importing.web import Site
from bot_scorm.package.manifest import Manifest
from bot_scorm.package.view import Package
from bot_scorm.package.xml import Element
from bot_scorm.readers.html_text import plain_text
from bot_scorm.readers.ids import slug
from bot_scorm.readers.outline import OutlineLine, OutlineModule, outline, rest
from bot_scorm.sources.glossary import TermText, glossary_text
from bot_scorm.writers.inline import plain

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_NAMED = 3
"""Names that a message has at most."""


@dataclass(slots=True)
class Course:
    """What a cartridge makes."""

    title: str = ""
    language: str = "en"
    licence: str = ""
    modules: list[Imported] = field(default_factory=list)
    glossary: str = ""
    """Its title; empty without terms."""
    terms: tuple[TermText, ...] = ()

    def glossary_text(self) -> str:
        """content/glossary.md."""
        return glossary_text(self.glossary, self.terms)


def is_cartridge(package: Package) -> bool:
    """Whether a package is a Common Cartridge."""
    return package.manifest is not None and package.manifest.standard == "Common Cartridge"


def import_cartridge(package: Package, report: Report, id: str = "", title: str = "") -> Course:
    """The modules that a cartridge makes; the report says what is not carried. Raises OSError.

    ``id`` and ``title`` are those of a cartridge that says none of its own; with several modules their ids
    begin with ``id``.
    """
    manifest = package.manifest
    if manifest is None or package.bare:
        _tell_bare(package, manifest, report)
        return Course()
    course = _about(package, title)
    site = Site(Stock(package), report)
    modules = _modules(manifest, course, id, site.stock)
    banked = _banks(manifest, site, report)
    readers = [Lines(module, site, banked, report) for module in modules]
    for one in readers:
        one.place()
    for one in readers:
        one.fill()
    _rest_of_banks(banked, modules, report)
    _tell_files(package, manifest, modules, report)
    if site.terms:
        course.glossary, course.terms = site.glossary, tuple(site.terms.values())
    beside = {"glossary.md": course.glossary_text().encode()} if course.terms else {}
    course.modules += [made for module in modules if (made := module.made(beside, report))]
    if not course.modules and not report.failed:
        report.add(faults.EMPTY, package.at(), "There is nothing in this cartridge that can be taken.")
    return course


def _tell_bare(package: Package, manifest: Manifest | None, report: Report) -> None:
    if manifest is None:
        fault = package.document.fault if package.document else None
        report.add(faults.BROKEN, fault.at if fault else package.at(), fault.message if fault else
                   "There is no manifest that can be read.")  # fmt: skip
        return
    lines = [line for module in outline(manifest) for line in module.lines]
    lines += rest(manifest, outline(manifest))
    kinds = {"page": "pages", "quiz": "quizzes", "link": "web links", "topic": "topics", "file": "files"}
    counts = ((words, sum(one.kind == kind for one in lines)) for kind, words in kinds.items())
    said = ", ".join(f"{count} {words}" for words, count in counts if count) or "nothing"
    message = (
        f"A manifest alone holds no text. It lists {said}: import the cartridge that they lie in (.imscc)."
    )
    report.add(faults.EMPTY, package.at(), message)


def _about(package: Package, title: str) -> Course:
    """What the cartridge says of itself."""
    root = package.document.root if package.document else None
    metadata = next((one for one in root.iterchildren("{*}metadata")), None) if root is not None else None
    words = _first(metadata, "general", "title")
    language = _first(metadata, "general", "language")
    licence = _first(metadata, "rights", "description")
    return Course(words or title, language if _LANGUAGE.fullmatch(language) else "en", licence)


def _first(node: Element, *names: str) -> str:
    for name in names:
        node = next(node.iter("{*}" + name), None) if node is not None else None
    return " ".join("".join(node.itertext()).split()) if node is not None else ""


def _modules(manifest: Manifest, course: Course, id: str, stock: Stock) -> list[ModuleDraft]:
    """The modules in order, each with an id of its own; ours keep theirs."""
    found = outline(manifest)
    if others := [one for one in rest(manifest, found) if one.kind in ("page", "quiz", "link", "topic")]:
        lines = tuple(replace(one, title=one.title or _stem(one.name)) for one in others)
        found.append(OutlineModule(manifest.at, "", "" if not found else f"{course.title} …", lines))
    used: set[str] = set()
    modules: list[ModuleDraft] = []
    for one in found:
        title = one.title or course.title or "Cartridge"
        own = re.fullmatch(r"section-([a-z0-9-]{1,60})", one.id)
        base = own_id(own[1] if own else slug(title))
        if id:
            base = id if len(found) == 1 else f"{id}-{base}"
        name, count = base, 1
        while name in used:
            count += 1
            name = f"{base}-{count}"
        used.add(name)
        folder = f"{len(used):02d}-{name}" if len(found) > 1 else name
        modules.append(ModuleDraft(one, name, plain_text(title), own[1] if own else "", Shelf(stock), folder))
    return modules


def _stem(name: str) -> str:
    return " ".join(re.sub(r"[_-]+", " ", name.rpartition("/")[2].partition(".")[0]).split()) or "…"


def _banks(manifest: Manifest, site: Site, report: Report) -> Banked:
    """The questions of all banks."""
    banked = Banked()
    for line in rest(manifest, ()):
        if line.kind == "bank" and (quiz := quiz_file(line, site.stock, report)):
            for name, question in questions_by_name(quiz, report).items():
                banked.questions.setdefault(name, question)
    return banked


def _rest_of_banks(banked: Banked, modules: list[ModuleDraft], report: Report) -> None:
    """Questions of banks that stand in no page: a quiz to practise, in the module they name or the last."""
    by_wire = {module.own.replace("-", "_"): module for module in modules if module.own}
    sheets: dict[str, DraftPage] = {}
    for name, question in banked.questions.items():
        if not modules:
            break
        module = by_wire.get(name.partition(".")[0], modules[-1])
        if module.id not in sheets:
            line = OutlineLine(module.outline.at, "quiz", plain(module.title))
            sheets[module.id] = module.page(line, "quiz", {"role": "practice"})
        module.ask(sheets[module.id], question, report)


def _tell_files(package: Package, manifest: Manifest, modules: list[ModuleDraft], report: Report) -> None:
    used = {name for module in modules for (_, name), path in module.shelf.names.items() if path}
    lines = rest(manifest, [module.outline for module in modules])
    files = [one.name for one in lines if one.kind == "file" and one.name and one.name not in used]
    files = [name for name in files if not name.endswith(".css")]
    if files:
        more = f" and {len(files) - _NAMED} more" if len(files) > _NAMED else ""
        message = f"Files that no page shows or leads to are not imported: {', '.join(files[:_NAMED])}{more}."
        report.add(faults.NO_LINE, package.at(), message)
