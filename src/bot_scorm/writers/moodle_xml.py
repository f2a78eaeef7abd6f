"""Moodle XML: every question of a module, with pictures, hints, points, tags and id numbers.

Written for Moodle's reader (``question/format/xml/format.php``, 4.5.6).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot_scorm.archive import Artifact, BytesSource
from bot_scorm.diagnostics import Report
from bot_scorm.model import SECTIONS
from bot_scorm.model.blocks import Prose
from bot_scorm.model.programme import Edition, Media, Module, Page, Quiz, wire_id
from bot_scorm.model.questions import Question
from bot_scorm.package.xml import Element
from bot_scorm.writers import gift_escape
from bot_scorm.writers.base import Writer
from bot_scorm.writers.fragments import plain, plain_blocks, render_text
from bot_scorm.writers.losses import MOODLE_EMPTY, MOODLE_XML, LossRules
from bot_scorm.writers.moodle_xml_pen import MoodlePen
from bot_scorm.writers.moodle_xml_types import body_of
from bot_scorm.writers.strings import strings
from bot_scorm.writers.xml_nodes import document, element

_ID = 100
"""Characters that Moodle's question bank keeps of an id number; a longer one ends the import."""
_TAG = 50
"""Characters that Moodle keeps of a tag."""
_FIRST_WORDS = 80


class MoodleXmlWriter:
    """The format ``moodlexml``."""

    name = "moodlexml"

    def write(self, edition: Edition, report: Report) -> Artifact | None:
        """One file with all questions of the module: those of quizzes, and those that stand in pages for
        learners. None if there are none: Moodle refuses a file without a question."""
        (whole,) = edition
        module = whole.for_learners()
        parts = list(_parts(edition, module, report))
        if not parts:
            if module.section == SECTIONS[0]:
                message = f"“{module.id}” has no question, so it has no Moodle XML file."
                report.add(MOODLE_EMPTY, module.at, message)
            return None
        programme = edition.programme
        names = [plain(programme.title), plain(module.title)]
        around = [_category(names[:1], ""), _category(names, about_module(module))]
        source = BytesSource(document(element("quiz", "", *around, *parts)))
        return Artifact(self.name, edition.language, module.id, ".xml", {"xml": source}, packed=False)

    def join(self, edition: Edition, parts: Mapping[str, Artifact], report: Report) -> Artifact | None:
        """None: a question bank is filled module by module."""
        return None


WRITER: Writer = MoodleXmlWriter()


def _parts(edition: Edition, module: Module, report: Report) -> Iterator[Element]:
    """Categories and questions."""
    words = strings(edition.language).page
    for page in module.pages:
        made = (write_question(one, module.id, page.prose, module.media, report) for one in page.questions)
        nodes = [node for node in made if node is not None]
        if nodes:
            titles = (edition.programme.title, module.title, page.title)
            yield _category([plain(title) for title in titles], role_of(page, words))
            yield from nodes


def _category(names: list[str], info: str) -> Element:
    """What follows belongs there. Without an id number: these have to be unique in a course, and Moodle
    breaks off an import that brings one again under another name."""
    path = element("category", "", element("text", gift_escape.category_path(names)))
    about = element("info", "", element("text", info), format="html")
    return element("question", "", path, about, type="category")


def about_module(module: Module) -> str:
    """What a module is about and what one can do afterwards, as HTML."""
    outcomes = "".join(f"<li>{render_text(one.text.source)}</li>" for one in module.outcomes)
    summary = f"<p>{render_text(module.summary.source)}</p>" if module.summary else ""
    return summary + (f"<ul>{outcomes}</ul>" if outcomes else "")


def role_of(page: Page, words: Mapping[str, str]) -> str:
    """What the questions of a page are for."""
    role = words[f"kind_{page.role}" if isinstance(page, Quiz) else "bank_checks"]
    return f"<p>{render_text(role)}</p>" + (
        f"<p>{render_text(page.summary.source)}</p>" if page.summary else ""
    )


def write_question(
    question: Question,
    module_id: str,
    prose: Prose,
    media: Mapping[str, Media],
    report: Report,
    rules: LossRules = MOODLE_XML,
) -> Element | None:
    """One question; None if Moodle would refuse it.

    What it loses is one diagnostic at the question, under ``rules``.
    """
    pen = MoodlePen(prose, media=media)
    body = body_of(question, pen)
    node = None if pen.losses.left_out else element("question", "", type=body.type)
    if node is not None:
        stem = pen.stem(question.stem) if body.stem is None else body.stem
        node.append(element("name", "", element("text", _name(question))))
        node.append(pen.filed("questiontext", stem))
        node.extend(_common(question, module_id, pen))
        node.extend(body.parts)
        node.extend([pen.rich("hint", hint) for hint in question.hints])
        node.extend(_tags(question, pen))
    pen.losses.report(report, question.at, question.id, rules)
    return node


def _common(question: Question, module_id: str, pen: MoodlePen) -> list[Element]:
    """What questions of every type have behind their text."""
    id = wire_id(module_id, question.id)
    short = gift_escape.short_id(id, _ID)
    pen.lose(short != id, f"the end of an id longer than {_ID} characters")
    return [
        pen.rich("generalfeedback", question.feedback),
        element("defaultgrade", gift_escape.decimal(question.points)),
        element("penalty", "0"),
        element("hidden", "0"),
        element("idnumber", short),
    ]


def _tags(question: Question, pen: MoodlePen) -> list[Element]:
    tags = [*question.tags, *([f"outcome:{question.outcome}"] if question.outcome else [])]
    pen.lose(any(len(tag) > _TAG for tag in tags), f"the end of a tag longer than {_TAG} characters")
    nodes = [element("tag", "", element("text", tag[:_TAG])) for tag in tags]
    return [element("tags", "", *nodes)] if nodes else []


def _name(question: Question) -> str:
    title = plain(question.title) if question.title else plain_blocks(question.stem)
    length = 250 if question.title else _FIRST_WORDS
    return gift_escape.name_label(gift_escape.shorten(title, length) or question.id)
