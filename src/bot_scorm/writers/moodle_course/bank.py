"""The question bank of a course: categories by programme, module and page, with all questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from bot_scorm.diagnostics import Report
from bot_scorm.model.programme import Edition, Module, Page, Quiz
from bot_scorm.model.questions import Question
from bot_scorm.package.xml import Element
from bot_scorm.writers.losses import MOODLE_COURSE
from bot_scorm.writers.moodle_course.naming import course_id, name_of
from bot_scorm.writers.moodle_course.nodes import HTML, fields, number, several, stamp
from bot_scorm.writers.moodle_course.question import Bank, Entry
from bot_scorm.writers.moodle_course.question_types import written_question
from bot_scorm.writers.moodle_xml import about_module, role_of, write_question
from bot_scorm.writers.strings import strings


@dataclass(frozen=True, slots=True)
class Drawn:
    """A place in a quiz: a question of the bank, or any one of a category."""

    points: Fraction
    entry: int = 0
    category: int = 0


@dataclass(frozen=True, slots=True)
class Paper:
    """What a quiz asks."""

    slots: tuple[Drawn, ...]
    categories: tuple[int, ...]
    context: int
    """Of the question bank."""

    @property
    def points(self) -> Fraction:
        """What all of it earns."""
        return sum((one.points for one in self.slots), Fraction(0))


@dataclass(slots=True)
class QuestionBank:
    """Categories as they come to be, the files of their questions, and the paper of each quiz by page."""

    bank: Bank
    categories: list[Element] = field(default_factory=list)
    papers: dict[str, Paper] = field(default_factory=dict)


def question_bank(edition: Edition, module: Module, report: Report) -> QuestionBank:
    """All questions of a module; what they lose is one diagnostic each."""
    programme = edition.programme
    course = course_id(programme)
    made = QuestionBank(Bank(course))
    top, whole, own = (number("category", *names) for names in _paths(programme.id, module.id))
    made.categories += [
        _category(top, "top", 0, course),
        _category(whole, name_of(programme.title), top, course),
        _category(own, name_of(module.title), whole, course, about_module(module)),
    ]
    words = strings(edition.language).page
    for page in module.pages:
        _add_page(made, module, page, own, role_of(page, words), report)
    return made


def _paths(programme: str, module: str) -> tuple[tuple[str, ...], ...]:
    return (), (programme,), (programme, module)


def _add_page(made: QuestionBank, module: Module, page: Page, parent: int, info: str, report: Report) -> None:
    """The category of a page, with one below it for each tag from which its quiz draws."""
    course = made.bank.context
    id = number("category", module.id, "page", page.id)
    draw = page.draw if isinstance(page, Quiz) else {}
    drawn = {tag: number("category", module.id, "page", page.id, tag) for tag in draw}
    held: dict[int, list[Element]] = {id: [], **{one: [] for one in drawn.values()}}
    slots: list[Drawn] = []
    for question, entry in _entries(made.bank, module, page, report):
        category = next((drawn[tag] for tag in drawn if tag in question.tags), id)
        points = Fraction(entry.points)
        held[category] += written_question(entry, category)
        if category == id:
            slots.append(Drawn(points, entry=entry.id))
        else:
            slots += _drawn(category, points, slots, draw, drawn)
    if not any(held.values()):
        return
    made.categories.append(_category(id, name_of(page.title), parent, course, info, held[id]))
    made.categories += [
        _category(one, name_of(tag), id, course, "", held[one]) for tag, one in drawn.items() if held[one]
    ]
    if isinstance(page, Quiz) and slots:
        made.papers[page.id] = Paper(tuple(slots), tuple(one for one in held if held[one]), course)


def _drawn(
    category: int, points: Fraction, slots: list[Drawn], draw: Mapping[str, int], ids: Mapping[str, int]
) -> list[Drawn]:
    """The places of a category that is drawn from: all of them where its first question stands."""
    if any(one.category == category for one in slots):
        return []
    (count,) = (draw[tag] for tag, id in ids.items() if id == category)
    return [Drawn(points, category=category)] * count


def _entries(bank: Bank, module: Module, page: Page, report: Report) -> Iterator[tuple[Question, Entry]]:
    for question in page.questions:
        node = write_question(question, module.id, page.prose, module.media, report, MOODLE_COURSE)
        if node is not None:
            yield question, Entry(f"{module.id}/{question.id}", node, bank)


def _category(
    id: int, name: str, parent: int, course: int, info: str = "", entries: list[Element] | None = None
) -> Element:
    values = {
        "name": name,
        "contextid": course,
        "contextlevel": 50,
        "contextinstanceid": course,
        "info": info,
        "infoformat": HTML,
        "stamp": stamp("category", str(id)),
        "parent": parent,
        "sortorder": 999 if parent else 0,
        "idnumber": None,
    }
    held = several("question_bank_entries", *(entries or []))
    return fields("question_category", values, held, id=id)
