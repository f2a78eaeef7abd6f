"""The lines of a cartridge's table of contents, one after the other, as pages of a module."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot_scorm.diagnostics import Location, Report
from bot_scorm.importing import faults
from bot_scorm.importing.drafts import DraftPage, own_id
from bot_scorm.importing.modules import ModuleDraft
from bot_scorm.importing.own import read_cover
from bot_scorm.importing.quizzes import Banked, quiz_file
from bot_scorm.importing.web import Place, Site
from bot_scorm.model.blocks import Block, Figure, Paragraph, Recording
from bot_scorm.model.text import Text
from bot_scorm.model.walk import nodes_of
from bot_scorm.package.xml import MAX_BYTES, XmlDocument, parse_xml
from bot_scorm.readers.gift_model import QuestionIds
from bot_scorm.readers.html_text import plain_text, target
from bot_scorm.readers.outline import OutlineLine
from bot_scorm.readers.page_html import WebPage, web_page
from bot_scorm.readers.page_ways import Asked
from bot_scorm.readers.qti12 import questions_of
from bot_scorm.writers.strings import strings

_KINDS = {"kind_activity": "activity"}
"""What a page of ours calls itself, and the kind that can be read back."""


@dataclass(slots=True)
class Lines:
    """Reads the lines of one module: first their places, so that links find them, then what is in them."""

    module: ModuleDraft
    site: Site
    banked: Banked
    report: Report
    found: list[tuple[OutlineLine, DraftPage]] = field(default_factory=list)
    cover: OutlineLine | None = None
    run: bool = False
    """Whether the line before was a link or a file, with which the next ones share a page."""

    def place(self) -> None:
        """Gives every line its page."""
        seen: set[str] = set()
        for line in self.module.outline.lines:
            kind = line.kind
            if kind == "bank" or (line.id in seen and kind != "label"):
                continue
            seen.add(line.id)
            place = _PLACES.get(kind)
            taken = place(self, line) if place else None
            if place is None:
                self._refuse(line)
            self.run = taken is not None and kind in ("link", "file")
            if taken is not None:
                self.found.append((line, taken))

    def _refuse(self, line: OutlineLine) -> None:
        if line.kind == "label":
            message = f"“{line.title[:80]}” is a title between lines, or a folder in one: it is left out."
            self.report.add(faults.OTHERWISE, line.at, message)
        else:
            tool = line.kind == "tool"
            what = "leads to a tool of another host" if tool else "is of a kind that is not read"
            self.report.add(faults.NO_LINE, line.at, f"“{line.title[:80] or line.id}” {what}: left out.")

    def page(self, line: OutlineLine) -> DraftPage | None:
        """A web page."""
        if self.module.own and line.id == f"cover-{self.module.own}":
            self.cover = line
            return None
        if self.module.own and line.id == f"glossary-{self.module.own}":
            self.site.read_terms(line.name, line.title, line.at, self.module.shelf)
            return None
        if line.name in self.site.places:
            return None
        page = self.site.open(line.name, line.title, line.at)
        if page is None:
            return None
        made = self.module.page(line, "theory")
        ids = {id: self.module.ids.give(own_id(name)) for id, name in page.anchors.items()}
        self.site.places[line.name] = Place(self.module.folder, made.name, ids)
        return made

    def quiz(self, line: OutlineLine) -> DraftPage | None:
        """A quiz; which one counts is seen when all are known."""
        return self.module.page(line, "quiz", {"role": "practice"})

    def link(self, line: OutlineLine) -> DraftPage | None:
        """A link or file: those that follow each other share a page. Ours are in the pages that cite them."""
        if self.module.own and line.id.startswith(f"link-{self.module.own}."):
            return None
        return self.found[-1][1] if self.run else self.module.page(line, "theory")

    def topic(self, line: OutlineLine) -> DraftPage | None:
        """A topic to discuss; one without words of its own is made anew for each cartridge."""
        if self.module.own and line.id == f"topic-{self.module.own}":
            return None
        message = f"The topic “{line.title[:80]}” becomes a page; a cartridge has a topic for each module."
        self.report.add(faults.OTHERWISE, line.at, message)
        return self.module.page(line, "theory")

    def fill(self) -> None:
        """Reads what is in the lines."""
        if self.cover is not None:
            read_cover(self.module, self.cover, self.site)
        for line, page in self.found:
            _FILLS[line.kind](self, line, page)
        quizzes = [(line, page) for line, page in self.found if line.kind == "quiz" and page.parts]
        for line, page in quizzes[-1:]:
            page.settings["role"] = "after"
            if len(quizzes) > 1:
                message = f"“{line.title[:80]}” is taken for the quiz that counts, the others for practice."
                self.report.add(faults.OTHERWISE, line.at, message)

    def fill_page(self, line: OutlineLine, page: DraftPage) -> None:
        """Reads a web page."""
        source = self.site.open(line.name, line.title, line.at)
        if source is not None:
            source.anchors = dict(self.site.places[line.name].anchors)
            self._read(source, line, page)

    def _read(self, source: WebPage, line: OutlineLine, page: DraftPage) -> None:
        at = self.site.stock.package.at(line.name)
        ways = self.site.ways(line.name, self.module.shelf)
        words = strings(source.language).page if source.own else {}
        asked = self.banked.has(self.module.own, source.asks) if source.own else frozenset()
        read = source.read(at, ways, asked, words)
        page.title = read.title or page.title
        if read.summary:
            page.settings["summary"] = read.summary
        kinds = (kind for word, kind in _KINDS.items() if source.kicker == words.get(word))
        page.kind = next(kinds, page.kind)
        for block in read.blocks:
            self._put(page, block, at)
        for note in read.notes:
            self.module.note(page, note, at)
        silent = (one for one in nodes_of(read.blocks, Recording) if one.transcript == _only(one))
        if next(silent, None):
            self.report.add(faults.TRANSCRIPT, at, "Write the transcript of each recording on this page.")
        self.site.tell(line.name, ways)

    def _put(self, page: DraftPage, block: Block, at: Location) -> None:
        if not isinstance(block, Asked):
            self.module.add(page, block, at)
        elif question := self.banked.take(self.module.own, block.id):
            self.module.ask(page, question, self.report)

    def fill_quiz(self, line: OutlineLine, page: DraftPage) -> None:
        """Reads a quiz."""
        quiz = quiz_file(line, self.site.stock, self.report)
        if quiz is None:
            return
        if quiz.attempts:
            page.settings["attempts"] = str(quiz.attempts)
        if quiz.timed:
            message = f"The quiz “{line.title[:80]}” has a limit of time, which is left out."
            self.report.add(faults.OTHERWISE, line.at, message)
        for question in questions_of(quiz.document, QuestionIds(), self.report):
            self.module.ask(page, question, self.report)

    def fill_link(self, line: OutlineLine, page: DraftPage) -> None:
        """Reads a link to the web."""
        document = self._document(line)
        url = next((one.get("href") or "" for one in document.root.iter("{*}url")), "") if document else ""
        ways = self.site.ways(line.name, self.module.shelf)
        self._leads(line, page, ways.link(url) if url.strip() and not url.startswith("#") else "")

    def fill_file(self, line: OutlineLine, page: DraftPage) -> None:
        """Takes a file that stands by itself: a picture is shown, others are led to."""
        name = self.site.stock.find(f"/{line.name}", "") if line.name else ""
        shelf = self.module.shelf
        at = self.site.stock.package.at(line.name)
        text = Text(plain_text(line.title or line.name), at)
        if picture := shelf.picture(name) if name else "":
            self.module.add(page, Figure(at, picture, text, None), at)
        else:
            self._leads(line, page, shelf.attachment(name) if name else "")

    def _leads(self, line: OutlineLine, page: DraftPage, address: str) -> None:
        at = line.at
        words = plain_text(line.title or address or line.name)
        if not address:
            message = f"“{line.title[:80] or line.name}” leads to nothing that can be taken; its words stay."
            self.report.add(faults.NO_LINE, at, message)
        self.module.add(
            page, Paragraph(at, Text(f"[{words}]({target(address)})" if address else words, at)), at
        )

    def fill_topic(self, line: OutlineLine, page: DraftPage) -> None:
        """Reads a topic's text."""
        document = self._document(line)
        for text in document.root.iter("{*}text") if document else ():
            html = "".join(text.itertext())
            if "html" not in (text.get("texttype") or "html"):
                words = Text(plain_text(" ".join(html.split())), line.at)
                self.module.add(page, Paragraph(line.at, words), line.at)
                continue
            found = web_page(html.encode("utf-8", "replace"), line.name, str(line.at), line.title)
            if isinstance(found, WebPage):
                found.own = False
                self._read(found, line, page)

    def _document(self, line: OutlineLine) -> XmlDocument | None:
        data = self.site.stock.read(line.name, MAX_BYTES)
        path = str(self.site.stock.package.at(line.name))
        document = parse_xml(data, path) if data is not None else None
        if document is None or document.root is None:
            message = f"“{line.name or line.title}” is not there, or is no XML."
            self.report.add(faults.NO_PAGE, line.at, message)
            return None
        return document


def _only(recording: Recording) -> tuple[Block, ...]:
    """The transcript of a recording of which nothing but a title is known."""
    return (Paragraph(recording.at, recording.title),)


_PLACES = {
    "page": Lines.page, "quiz": Lines.quiz, "link": Lines.link, "file": Lines.link, "topic": Lines.topic,
}  # fmt: skip
_FILLS = {
    "page": Lines.fill_page, "quiz": Lines.fill_quiz, "link": Lines.fill_link, "file": Lines.fill_file,
    "topic": Lines.fill_topic,
}  # fmt: skip
