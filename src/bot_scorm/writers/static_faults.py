"""What formats made of pages without a script cannot carry."""

from __future__ import annotations

from bot_scorm.diagnostics import Report, Rule, Severity
from bot_scorm.model.activities import Activity
from bot_scorm.model.programme import Case, Edition, Module, Quiz, Survey, Theme, is_attachment
from bot_scorm.model.questions import Question
from bot_scorm.model.walk import nodes_of

TO_READ = Rule.explained(
    "PAG-001", Severity.INFO, "A module's questions, cases and activities move.",
    "Pages for reading have no script: what is asked is done on paper, answers stand at the end of each "
    "page, nothing is marked, drawn at random or kept, and no LMS is told anything. This lies in the format.",
    "a module as EPUB. Give learners whose results count the SCORM package.",
)  # fmt: skip


PROGRAMME = Rule.explained(
    "PAG-002", Severity.INFO, "The order of modules and the theme come along.",
    "Nothing in pages, a book or a site knows what a learner has finished, so every module is open at once; "
    "and pages for reading have little room for a logo and colours.",
    "`sequence: in-order` in programme.yaml. Only the SCORM package of the programme keeps it.",
)  # fmt: skip
FILES = Rule.explained(
    "PAG-003", Severity.INFO, "Files that a module leads to come along.",
    "An e-book holds its pages, pictures and sound; readers open no other files in it.",
    "`[The sheet](media/sheet.pdf)`: the book shows the words alone. Put the file on the web, or print it.",
)  # fmt: skip
_MANY = {
    "question": "questions", "activity": "activities", "quiz that draws": "quizzes that draw",
    "case": "cases", "survey": "surveys",
}  # fmt: skip


def tell(module: Module, format: str, report: Report, *, asks: bool = False) -> None:
    """Says once for a module what is only there to read; with ``asks`` questions are more than that."""
    quizzes = [page for page in module.pages if isinstance(page, Quiz)]
    counts = {
        "question": sum(one.kind != "description" for one in nodes_of(module.pages, Question)),
        "activity": sum(1 for _ in nodes_of(module.pages, Activity)),
        "quiz that draws": sum(1 for page in quizzes if page.draw),
        "case": sum(isinstance(page, Case) for page in module.pages),
        "survey": sum(isinstance(page, Survey) for page in module.pages),
    }
    if asks:
        del counts["question"], counts["quiz that draws"]
    said = ", ".join(f"{n} {name if n == 1 else _MANY[name]}" for name, n in counts.items() if n)
    if said:
        message = (
            f"In {format} this is there to read and to do on paper, and nothing is marked or kept: {said}."
        )
        report.add(TO_READ, module.at, message)


def tell_files(module: Module, format: str, report: Report) -> None:
    """Says once for a module which files are left out."""
    names = [one.name for one in module.media.values() if is_attachment(one.name)]
    if names:
        said = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
        report.add(FILES, module.at, f"In {format} links to files are their words alone: {said}.")


def tell_programme(edition: Edition, format: str, report: Report, *, looks: str = "") -> None:
    """Says what of a programme's settings is not kept; ``looks`` is what is shown of a theme, if not all."""
    programme = edition.programme
    if programme.sequence == "in-order":
        report.add(
            PROGRAMME, programme.at, f"In {format} every module is open at once: their order is not kept."
        )
    if looks and programme.theme != Theme():
        report.add(PROGRAMME, programme.at, f"In {format} {looks} is all that is shown of the theme.")
