"""EPUB 3.3: a book of a module, or of the programme; guides for trainers are its last part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from lxml import etree

from bot_scorm.archive import MIMETYPE, Artifact, BytesSource, Source
from bot_scorm.diagnostics import Report
from bot_scorm.model.programme import Edition, Module
from bot_scorm.writers import static_faults
from bot_scorm.writers.blocks import environment
from bot_scorm.writers.epub_package import CONTAINER, NAV, TYPES, Chapter, Entry, package, read_formulas
from bot_scorm.writers.html import foot
from bot_scorm.writers.inline import plain
from bot_scorm.writers.static import words_for
from bot_scorm.writers.static_pages import STYLE, Shape, documents, media_files, pages_of, style_files
from bot_scorm.writers.strings import direction
from bot_scorm.writers.xhtml import EPUB, XHTML, xhtml

_SHAPE = Shape(".xhtml", book=True)
_FOLDER = "EPUB/"
_OPF = f"{_FOLDER}package.opf"


@dataclass(frozen=True, slots=True)
class Epub:
    """The format ``epub``."""

    name: str = "epub"

    def write(self, edition: Edition, report: Report) -> Artifact:
        """The book of one module: its cover, its pages, its glossary, and the guides for trainers."""
        (module,) = edition
        static_faults.tell(module, "an e-book", report)
        static_faults.tell_files(module, "an e-book", report)
        pages = pages_of(edition, module, _SHAPE)
        texts = {name: xhtml(one.read()) for name, one in documents(edition, module, pages, _SHAPE).items()}
        entries = [(one.kind, Entry(f"{module.id}/{one.name}", one.title)) for one in pages]
        chapter = Chapter(
            tuple(one for kind, one in entries if kind != "guide"),
            tuple(one for kind, one in entries if kind == "guide"),
        )
        media = {
            name: one
            for name, one in media_files(module).items()
            if PurePosixPath(name).suffix.lower() in TYPES
        }
        formulas = frozenset(name for name, text in texts.items() if b"<math" in text)
        files = {name: BytesSource(text) for name, text in texts.items()} | media
        return self._book(edition, module, [chapter], files, formulas)

    def join(self, edition: Edition, parts: Mapping[str, Artifact], report: Report) -> Artifact:
        """The book of the programme: its modules one after the other, the guides of all at the end."""
        static_faults.tell_programme(edition, "an e-book", report, looks="the accent colour")
        files: dict[str, Source] = {}
        chapters, formulas = [], set[str]()
        for module in edition:
            part = parts[module.id].files
            chapters.append(_chapter(part[_FOLDER + NAV].read()))
            formulas |= set(read_formulas(part[_OPF].read()))
            folder = f"{_FOLDER}{module.id}/"
            files |= {
                name.removeprefix(_FOLDER): one for name, one in part.items() if name.startswith(folder)
            }
        return self._book(edition, None, chapters, files, frozenset(formulas))

    def _book(
        self,
        edition: Edition,
        module: Module | None,
        chapters: Sequence[Chapter],
        files: Mapping[str, Source],
        formulas: frozenset[str],
    ) -> Artifact:
        inside = {**files, **style_files(edition), NAV: BytesSource(_nav(edition, module, chapters))}
        whole: dict[str, Source] = {
            MIMETYPE: BytesSource(b"application/epub+zip"),
            "META-INF/container.xml": BytesSource(CONTAINER),
            _OPF: BytesSource(package(edition, module, chapters, inside, formulas)),
        } | {_FOLDER + name: one for name, one in inside.items()}
        id = (module or edition.programme).id
        return Artifact(self.name, edition.language, id, ".epub", whole)


def _nav(edition: Edition, module: Module | None, chapters: Sequence[Chapter]) -> bytes:
    html = environment().get_template("static/nav.html.j2").render(
        lang=edition.language,
        dir=direction(edition.language),
        title=plain((module or edition.programme).title),
        style=STYLE,
        words=words_for(edition.language),
        chapters=chapters,
        guides=any(one.guides for one in chapters),
        foot=foot(edition),
    )  # fmt: skip
    return xhtml(html.encode())


def _chapter(nav: bytes) -> Chapter:
    """The pages and the guides that the navigation of a module's book leads to."""
    (toc,) = etree.fromstring(nav).iterfind(f".//{{{XHTML}}}nav[@{{{EPUB}}}type='toc']")
    parts = toc.findall(f"{{{XHTML}}}ol/{{{XHTML}}}li")
    first, *more = (
        tuple(Entry(link.get("href"), link.text) for link in part.iter(f"{{{XHTML}}}a")) for part in parts
    )
    return Chapter(first, *more)


WRITER = Epub()
