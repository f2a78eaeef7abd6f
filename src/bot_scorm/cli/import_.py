"""``bot-pack import``."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

import click

from bot_scorm.archive import atomic_file, write_file
from bot_scorm.cli.output import Target, output_options, relocated, tell
from bot_scorm.cli.settings import bar_of, configured
from bot_scorm.diagnostics import Location, Report
from bot_scorm.importing import Imported, import_bank, write_files
from bot_scorm.importing.banks import MAX_BYTES, read_bank, read_folder
from bot_scorm.importing.cartridges import Course, import_cartridge, is_cartridge
from bot_scorm.package.view import Package
from bot_scorm.readers.ids import slug
from bot_scorm.reporters import BuiltArtifact, Outcome
from bot_scorm.sources.glossary import term_lines
from bot_scorm.sources.pages import programme_text
from bot_scorm.usage import UsageError

_ID = re.compile(r"^id:\s*[\"']?([a-z0-9-]+)", re.M)


@click.command(
    "import",
    epilog="Example: bot-pack import bank.xml --out content --module first-aid",
    short_help="Bring question files and courses of others into the source format.",
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="The programme's folder, which is made if it is not there; content/ if not given.",
)
@click.option("--module", metavar="ID", help="The module's id; made from the file's name if not given.")
@click.option("--force", is_flag=True, help="Replace a module that is there already.")
@output_options
def command(
    files: tuple[Path, ...],
    out: Path | None,
    module: str | None,
    force: bool,
    targets: tuple[Target, ...],
    fail_on: str | None,
) -> int:
    """Bring question files and courses of others into the source format.

    FILE is GIFT, Moodle XML, Aiken, a Common Cartridge, or QTI 1.2 or 2 as a file, a package or a folder,
    told by what stands in it. Questions become a module in curriculum/, with a page for each category; a
    cartridge a module for each of its sections, with pages, quizzes, pictures and files. Files written are
    listed on standard output; what could not be carried, with its place, on standard error.
    """
    root = out or Path("content")
    if module is not None and (slug(module) != module or len(files) > 1):
        raise UsageError("--module is an id in a-z, 0-9 and -, for one file at a time")
    report = Report()
    courses = [_imported(file, module or "", report) for file in files]
    ids = [one.id for course in courses for one in course.modules]
    if twice := next((id for id in ids if ids.count(id) > 1), None):
        raise UsageError(f"two files would become the module {twice}; import them one by one with --module")
    for course in courses:
        for one in course.modules:
            _refuse(root, one, force)
    written = [row for course in courses for one in course.modules for row in _write(root, one, course)]
    written += [row for course in courses if course.modules for row in _write_terms(root, course)]
    outcome = Outcome(
        relocated(report, Path.cwd()), artifacts=tuple(written), fail_on=bar_of(fail_on, configured())
    )
    return tell(outcome, targets, findings_to_stderr=True)


def _imported(file: Path, id: str, report: Report) -> Course:
    """What a file becomes: a course, or a bank's module."""
    if not file.is_file() and not file.is_dir():
        raise UsageError(f"{file} is not there, or is no file")
    path, folder = file.absolute().as_posix(), file.is_dir()
    if folder or _is_zip(file) or file.suffix.lower() == ".xml":
        package = Package.open(file, path)
        if is_cartridge(package):
            return import_cartridge(package, report, id, _title(file))
    if folder:
        bank = read_folder(file, path, report)
    else:
        with file.open("rb") as stream:
            bank = read_bank(stream.read(MAX_BYTES + 1), path, report)
    made = import_bank(bank, id or slug(file.name.split(".")[0]), _title(file), Location(path), report)
    return Course(modules=[made] if made else [])


def _is_zip(file: Path) -> bool:
    with file.open("rb") as stream:
        return stream.read(4) == b"PK\x03\x04"


def _title(file: Path) -> str:
    words = " ".join(re.sub(r"[_-]+", " ", file.name.split(".")[0]).split())
    return words[:1].upper() + words[1:] or "Questions"


def _refuse(root: Path, module: Imported, force: bool) -> None:
    """Raises UsageError where a module would be overwritten, or two would have one id."""
    id, target = module.id, _folder(root, module)
    if target.exists() and not force:
        raise UsageError(f"{target} is there already; choose another --module, or replace it with --force")
    for other in (root / "programme.yaml", *sorted(root.glob("*/*/module.yaml"))):
        if other.parent == target or not other.is_file():
            continue
        known = _ID.search(other.read_text(encoding="utf-8", errors="replace"))
        if known and known[1] == id:
            raise UsageError(f"{other} has the id {id} already; choose another with --module")


def _folder(root: Path, module: Imported) -> Path:
    return root / "curriculum" / (module.folder or module.id)


def _write(root: Path, module: Imported, course: Course) -> list[BuiltArtifact]:
    """Writes a module's folder, whole or not at all, and programme.yaml if there is none."""
    target = _folder(root, module)
    target.parent.mkdir(parents=True, exist_ok=True)
    written = []
    start = root / "programme.yaml"
    if not start.exists():
        licence = [("licence", course.licence)] if course.licence else []
        title = course.title or "Imported questions"
        data = programme_text(f"{module.id}-programme", title, course.language, licence).encode()
        write_file(start, data)
        written.append(_told(start, "", data))
    with atomic_file(target) as part:
        part.mkdir()
        write_files(part, module.files)
        part.chmod(0o755)
    return written + [_told(target / name, module.id, data) for name, data in sorted(module.files.items())]


def _write_terms(root: Path, course: Course) -> list[BuiltArtifact]:
    """Writes the glossary, or adds to the one that is there the terms that it has not."""
    target = root / "glossary.md"
    if not course.terms:
        return []
    there = target.read_text(encoding="utf-8") if target.exists() else ""
    new = [one for one in course.terms if f"{{#{one.id}}}" not in there]
    parts = ["\n".join(["", *term_lines(one), ""]) for one in new]
    data = ("".join([there, *parts]) if there else course.glossary_text()).encode()
    write_file(target, data)
    return [_told(target, "", data)]


def _told(path: Path, module: str, data: bytes) -> BuiltArtifact:
    return BuiltArtifact(path.as_posix(), "source", "", module, len(data), sha256(data).hexdigest(), False)
