"""Common Cartridge 1.1, for Moodle: pages, quizzes, a question bank, a topic to discuss and web links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import unquote

from lxml import etree

from bot_scorm.archive import Artifact, BytesSource, Source
from bot_scorm.diagnostics import Report
from bot_scorm.model.blocks import Blocks, Paragraph
from bot_scorm.model.programme import Edition, Module, Page, Quiz
from bot_scorm.model.questions import Question
from bot_scorm.model.walk import texts_of
from bot_scorm.package.view import MANIFEST
from bot_scorm.package.xml import Element
from bot_scorm.writers import static_faults
from bot_scorm.writers.fragments import render_text
from bot_scorm.writers.imscc_manifest import QTI, Flavour, Line, Section, manifest, read_sections
from bot_scorm.writers.losses import (
    CARTRIDGE,
    CARTRIDGE_BY_HAND,
    CARTRIDGE_ELEMENT,
    CARTRIDGE_LOST,
    Losses,
)
from bot_scorm.writers.manifest import short_title
from bot_scorm.writers.qti12_items import metadata, write_item
from bot_scorm.writers.qti12_pen import ItemPen, el
from bot_scorm.writers.static_pages import Shape, StaticPage, documents, media_files, pages_of, style_files
from bot_scorm.writers.strings import strings

_MEDIA = re.compile(r'(?:src|href|poster)="\.\./(media/[^"#?]+)')
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?:term:|(?!\w+:|media/|#))")
"""A link to another page or to the glossary."""
_BANK = "questions.xml"
_SUM = 4
"""What Moodle takes for the sum of a quiz's marks."""
_ATTEMPTS = 5
"""The highest number of attempts that a cartridge can say."""


@dataclass(frozen=True, slots=True)
class Cartridge:
    """The formats ``imscc`` and ``imscc13``."""

    flavour: Flavour

    @property
    def name(self) -> str:
        """As in ``--format``."""
        return self.flavour.format

    def write(self, edition: Edition, report: Report) -> Artifact:
        """The cartridge of one module. Guides for trainers are left out."""
        (whole,) = edition
        module = whole.for_learners()
        static_faults.tell(module, "a Common Cartridge", report, asks=True)
        if whole.pages != module.pages:
            report.add(CARTRIDGE_ELEMENT, module.at, "A Common Cartridge leaves out guides for trainers.")
        self._tell_links(module, report)
        quizzes = {page.id: items for page in module.pages if isinstance(page, Quiz)
                   and (items := self._items(module, page, report))}  # fmt: skip
        shape = Shape(alone=not self.flavour.linked, without=frozenset(quizzes))
        pages = pages_of(edition, module, shape)
        files = style_files(edition) | documents(edition, module, pages, shape) | media_files(module)
        by_name = {one.name: one for one in pages}
        lines = [_page(module, pages[0])]
        for page in module.pages:
            if page.id in quizzes:
                name = f"{module.id}.{page.id}.xml"
                files[name] = BytesSource(_assessment(module, page, quizzes[page.id]))
                lines.append(Line(f"quiz-{module.id}.{page.id}", "assessment",
                                  short_title(page.title), (name,)))  # fmt: skip
                _tell_quiz(page, quizzes[page.id], report)
            elif static := by_name.get(f"pages/{page.id}.html"):
                lines.append(_page(module, static))
        lines += [_page(module, one) for one in pages[1:] if not one.in_folder]
        for line, source in (*self._links(edition, module), self._topic(edition, module)):
            lines.append(line)
            files[line.files[0]] = source
        bank = [item for page in module.pages if page.id not in quizzes
                and not isinstance(page, Quiz) for item in self._items(module, page, report)]  # fmt: skip
        section = Section(module.id, short_title(module.title), tuple(lines))
        return self._artifact(edition, module, [section], bank, files)

    def join(self, edition: Edition, parts: Mapping[str, Artifact], report: Report) -> Artifact:
        """The cartridge of the programme: a section per module, one bank for all questions in pages."""
        static_faults.tell_programme(edition, "a Common Cartridge", report, looks="its accent colour")
        files: dict[str, Source] = {}
        sections: list[Section] = []
        bank: list[Element] = []
        for module in edition:
            part = dict(parts[module.id].files)
            sections += read_sections(part.pop(MANIFEST).read(), self.flavour)
            if source := part.pop(_BANK, None):
                bank += etree.fromstring(source.read()).iter(f"{{{QTI}}}item")
            files |= part
        return self._artifact(edition, None, sections, bank, files)

    def _artifact(
        self,
        edition: Edition,
        module: Module | None,
        sections: list[Section],
        bank: list[Element],
        files: dict[str, Source],
    ) -> Artifact:
        own = module or edition.programme
        in_lines = {name for section in sections for line in section.lines for name in line.files}
        rest = sorted(name for name in files if name not in in_lines and not name.endswith(".html"))
        others = [Line(f"file-{n}", "page", "", (name,)) for n, name in enumerate(rest, start=1)]
        if bank:
            files[_BANK] = BytesSource(_document(el("objectbank", *bank, ident=f"bank-{own.id}")))
            others.append(Line(f"bank-{own.id}", "question-bank", "", (_BANK,)))
        xml = manifest(edition, module, sections, others, self.flavour)
        whole: dict[str, Source] = {MANIFEST: BytesSource(xml), **files}
        return Artifact(self.name, edition.language, own.id, ".imscc", whole)

    def _tell_links(self, module: Module, report: Report) -> None:
        texts = [text.source for page in module.pages for text in texts_of(page)]
        found = sum(len(_LINK.findall(text)) for text in texts)
        if found and not self.flavour.linked:
            message = f"Links to other pages and to the glossary are shown as their words: {found}."
            report.add(CARTRIDGE_ELEMENT, module.at, message)

    def _items(self, module: Module, page: Page, report: Report) -> list[Element]:
        return list(_written(self.flavour, module, page, report))

    def _topic(self, edition: Edition, module: Module) -> tuple[Line, Source]:
        """A topic to discuss the module: what learners write for themselves is not made public."""
        title = strings(edition.language).page["course_forum"]
        name = f"{module.id}.topic.xml"
        text = f"<p>{render_text(module.title.source)}</p>"
        xml = _plain_document("topic", self.flavour.topic, title, ("text", text, {"texttype": "text/html"}))
        return Line(f"topic-{module.id}", "topic", title, (name,)), BytesSource(xml)

    def _links(self, edition: Edition, module: Module) -> Iterator[tuple[Line, Source]]:
        """The works cited that are on the web."""
        bibliography = edition.programme.bibliography
        for key, work in bibliography.works.items() if bibliography else ():
            url = str(work.data.get("URL", ""))
            if f"@{key}" in module.refers and url.startswith(("https://", "http://")):
                id = re.sub(r"[^A-Za-z0-9_.-]", "_", key)
                title = " ".join(str(work.data.get("title") or url).split())[:200]
                xml = _plain_document("webLink", self.flavour.link, title,
                                      ("url", "", {"href": url, "target": "_blank"}))  # fmt: skip
                name = f"{module.id}.link.{id}.xml"
                yield Line(f"link-{module.id}.{id}", "link", title, (name,)), BytesSource(xml)


def _written(flavour: Flavour, module: Module, page: Page, report: Report) -> Iterator[Element]:
    for question, lead in _asked(page, report):
        pen = ItemPen(
            page.prose, media=module.media, base=f"{flavour.base}{module.id}/", together=flavour.together
        )
        pen.change(lead, "the text before it stands in it")
        item = write_item(replace(question, stem=(*lead, *question.stem)), module.id, pen)
        pen.losses.report(report, question.at, question.id, CARTRIDGE)
        if item is not None:
            yield item


def _asked(page: Page, report: Report) -> Iterator[tuple[Question, Blocks]]:
    """The questions that an LMS stores answers of, each with what a quiz says before it.

    A page that is no quiz shows its text, descriptions and private reflections itself.
    """
    quiz, asked = isinstance(page, Quiz), False
    lead: Blocks = (Paragraph(page.summary.at, page.summary),) if quiz and page.summary else ()
    for block in page.prose.blocks if quiz else page.questions:
        if not isinstance(block, Question):
            lead += (block,)
        elif block.kind == "description":
            lead += block.stem if quiz else ()
        elif not _private(block):
            yield block, lead
            asked, lead = True, ()
        elif quiz:
            losses = Losses(left_out="it is private, and a quiz of a cartridge keeps every answer")
            losses.report(report, block.at, block.id, CARTRIDGE)
    if lead and asked:
        message = f"The text after the last question of “{page.id}” is left out of a Common Cartridge."
        report.add(CARTRIDGE_LOST, lead[0].at, message)


def _private(question: Question) -> bool:
    return question.kind == "reflection" and not getattr(question, "submit", False)


def _page(module: Module, page: StaticPage) -> Line:
    media = dict.fromkeys(unquote(name) for name in _MEDIA.findall(page.body))
    id = f"{page.kind}-{module.id}" + (f".{page.anchor.removeprefix('p_')}" if page.in_folder else "")
    files = (f"{module.id}/{page.name}", *(f"{module.id}/{one}" for one in media))
    return Line(id, "page", page.title or module.id, files)


def _assessment(module: Module, page: Quiz | Page, items: list[Element]) -> bytes:
    attempts = page.attempts if isinstance(page, Quiz) else 0
    fields = {
        "cc_profile": "cc.exam.v0p1",
        "qmd_assessmenttype": "Examination",
        "qmd_scoretype": "Percentage",
        "cc_maxattempts": str(min(attempts, _ATTEMPTS)) if attempts else "unlimited",
    }
    section = el("section", *items, ident="root_section")
    title = short_title(page.title)
    return _document(el("assessment", metadata(fields), section, ident=f"{module.id}.{page.id}", title=title))


def _tell_quiz(page: Page, items: list[Element], report: Report) -> None:
    """What a provider has to set by hand."""
    marks = sum(int(item.findtext(".//qtimetadatafield[fieldlabel='cc_weighting']/fieldentry") or 1)
                for item in items)  # fmt: skip
    todo = [f"have Moodle count its {marks} marks again, since it takes them for {_SUM}"] * (marks != _SUM)
    if isinstance(page, Quiz):
        todo += ["draw questions at random"] * bool(page.draw)
        todo += [f"allow {page.attempts} attempts"] * bool(page.attempts)
        todo += ["shuffle the questions"] * page.shuffle
        todo += [f"count the {page.grade} attempt"] * (page.grade != "best")
        todo += ["choose when answers are shown"] * (page.show_answers != "each")
    if todo:
        report.add(CARTRIDGE_BY_HAND, page.at, f"After restoring “{page.id}”: {'; '.join(todo)}.")


def _document(body: Element) -> bytes:
    """A document of QTI: all elements get its namespace."""
    root = etree.Element("questestinterop")
    root.append(body)
    for node in root.iter():
        node.tag = f"{{{QTI}}}{etree.QName(node).localname}"
    fresh = etree.Element(root.tag, nsmap={None: QTI})
    fresh.extend(list(root))
    etree.cleanup_namespaces(fresh)
    text: bytes = etree.tostring(fresh, encoding="UTF-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + text + b"\n"


def _plain_document(tag: str, space: str, title: str, second: tuple[str, str, dict[str, str]]) -> bytes:
    root = etree.Element(f"{{{space}}}{tag}", nsmap={None: space})
    etree.SubElement(root, f"{{{space}}}title").text = plain_title(title)
    name, text, attributes = second
    etree.SubElement(root, f"{{{space}}}{name}", attributes).text = text or None
    body: bytes = etree.tostring(root, encoding="UTF-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + body + b"\n"


def plain_title(title: str) -> str:
    """A title on one line."""
    return " ".join(title.split())


WRITER = Cartridge(Flavour("imscc", "1.1.0", "v1p1", "$IMS-CC-FILEBASE$", "No", False))
