"""The loss report of a build: which elements a programme uses, and what each format makes of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from bot_scorm.archive import write_file
from bot_scorm.diagnostics import Diagnostic, Location, Report
from bot_scorm.model.element_uses import Uses
from bot_scorm.model.elements import ELEMENTS, Element
from bot_scorm.model.programme import Guide, Module, Programme
from bot_scorm.plan import DEFAULT_FORMATS, BuildOptions, project_of
from bot_scorm.readers import load
from bot_scorm.reporters.carried import Cell, LossTable, Row, as_html, as_markdown
from bot_scorm.writers import WRITERS
from bot_scorm.writers.carried import column
from bot_scorm.writers.inline import plain

NAME = "losses"
"""The report's name, without its ending."""


def write_report(
    root: Path, options: BuildOptions, findings: Iterable[Diagnostic], shown: Callable[[str], str]
) -> list[Path]:
    """Writes the report of a build beside its artifacts, as HTML and as Markdown; gives both paths.

    ``findings`` are what the build said, with paths as they are shown; ``shown`` makes such a path of one in
    the sources. Raises OSError where it cannot be written.
    """
    root = root.resolve()
    overlay = options.overlay.resolve() if options.overlay else None
    programme = load(root, Report(), overlay=overlay)
    table = loss_table(programme, options.formats or programme.formats or DEFAULT_FORMATS, options.modules,
                       findings, shown)  # fmt: skip
    out = (options.out or project_of(root) / "build").resolve()
    written = []
    for language in options.languages or (programme.language,):
        for ending, text in ((".html", as_html(table)), (".md", as_markdown(table))):
            path = out / language / f"{NAME}{ending}"
            path.parent.mkdir(parents=True, exist_ok=True)
            write_file(path, text.encode())
            written.append(path)
    return written


def loss_table(
    programme: Programme,
    formats: Iterable[str],
    modules: Collection[str],
    findings: Iterable[Diagnostic],
    shown: Callable[[str], str],
) -> LossTable:
    """The elements that some modules use (all if none is named), and what formats make of them."""
    columns = [column(format) for format in dict.fromkeys(formats) if format in WRITERS]
    whole = not modules or programme.id in modules
    uses = [_uses(one, programme) for one in programme.modules if whole or one.id in modules]
    rows = []
    for element in ELEMENTS:
        found = (at for one in uses for at in _found(element, one))
        if places := tuple(_place(at, shown) for at in _each_once(element, found)):
            cells = (one.cells[element.id] for one in columns)
            row = tuple(Cell(cell.carried.value, cell.note) for cell in cells)
            rows.append(Row(element.group, element.title, places, row))
    says = frozenset[str]().union(*(one.says for one in columns))
    told = tuple(one for one in findings if one.rule.id in says)
    return LossTable(plain(programme.title), tuple(one.title for one in columns), tuple(rows), told)


def _uses(module: Module, programme: Programme) -> tuple[Uses, Uses]:
    """Of what learners get, and of guides: what stands in these shares their fate."""
    return Uses.of(module.for_learners(), programme), Uses.of(module, programme)


def _each_once(element: Element, found: Iterable[Location]) -> Iterable[Location]:
    """What is set for the programme is found by each of its modules."""
    return dict.fromkeys(found) if element.group == "Programmes" else found


def _found(element: Element, uses: tuple[Uses, Uses]) -> Iterator[Location]:
    learners, everything = uses
    if element.id == Guide.kind:
        return element.find(everything)
    return element.find(learners)


def _place(at: Location, shown: Callable[[str], str]) -> str:
    path = shown(at.path)
    return f"{path}:{at.line}" if at.line else path
