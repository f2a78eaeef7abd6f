"""Rules about question files in Moodle XML.

An error is what Moodle 4.5.6 refuses or breaks off at (``question/format/xml/format.php`` and the types of
question), a warning what it takes for something else than was meant.
"""

from __future__ import annotations

import re
from fractions import Fraction

from bot_scorm.diagnostics import Severity
from bot_scorm.model.grades import grade_of
from bot_scorm.package.quiz import QuizFile, QuizQuestion, file_name, referred
from bot_scorm.rules.base import Findings, rule

_CORE = frozenset((
    "calculated", "calculatedmulti", "calculatedsimple", "cloze", "ddimageortext", "ddmarker", "ddwtos",
    "description", "essay", "gapselect", "matching", "multichoice", "numerical", "ordering",
    "randomsamatch", "shortanswer", "truefalse",
))  # fmt: skip
"""The types of question that come with Moodle 4.5."""
_GRADED = frozenset(
    {"multichoice", "shortanswer", "numerical", "calculated", "calculatedmulti", "calculatedsimple"}
)
_ENOUGH = {"multichoice": ("answer", 2), "ordering": ("answer", 2), "shortanswer": ("answer", 1),
           "numerical": ("answer", 1), "truefalse": ("answer", 2), "matching": ("subquestion", 1),
           "gapselect": ("selectoption", 1), "ddwtos": ("dragbox", 1)}  # fmt: skip
"""How many of which elements a type needs."""
_COMMA = re.compile(r"\s*-?\d*,\d+\s*")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_ID = 100


@rule("MXML-101", Severity.ERROR, on=QuizFile)
def quiz_is_readable(quiz: QuizFile) -> Findings:
    """A Moodle XML file is well-formed, without a document type, and holds a question.

    Why: Moodle reads nothing else, and says that there are no questions to import.

    Example: `<text>Youth & work</text>`: write `&amp;`, or put the text into `<![CDATA[…]]>`.
    """
    if quiz.document.fault:
        yield quiz.document.fault.at, quiz.document.fault.message
    elif not quiz.questions:
        yield quiz.at(quiz.document.root), "There is no <question> in a <quiz> here, other than categories."


@rule("MXML-102", Severity.ERROR, on=QuizFile)
def types_are_known(quiz: QuizFile) -> Findings:
    """Every type of question comes with Moodle.

    Why: where the plug-in of another type is not installed, Moodle refuses the whole file.

    Example: `<question type="kprime">`. Ask whoever runs the Moodle, or make a `multichoice` of it.
    """
    for one in quiz.questions:
        if one.type not in _CORE:
            yield one.at, f"“{one.type}” is no type of Moodle 4.5 itself; it needs a plug-in of that name."


@rule("MXML-103", Severity.ERROR, on=QuizFile)
def questions_have_names(quiz: QuizFile) -> Findings:
    """Every question has a name.

    Why: Moodle refuses the file.

    Example: a `<question>` without `<name><text>…</text></name>`.
    """
    for one in quiz.questions:
        if one.node.find("name/text") is None and one.type != "cloze":
            yield one.at, "This question has no name: add <name><text>…</text></name>."


@rule("MXML-104", Severity.ERROR, on=QuizFile)
def fractions_are_listed(quiz: QuizFile) -> Findings:
    """Every percentage is on Moodle's list.

    Why: Moodle takes 100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667,
    14.28571, 12.5, 11.11111, 10, 5 and 0, also negative, and refuses the whole file for any other.

    Example: `<answer fraction="33">`. Write `fraction="33.33333"`.
    """
    for one in quiz.questions:
        for answer in one.node.findall("answer") if one.type in _GRADED else ():
            fraction = answer.get("fraction", "0")
            try:
                listed = grade_of(fraction.strip() or "0") is not None
            except (ValueError, ZeroDivisionError):
                listed = False
            if not listed:
                yield quiz.at(answer), f"{fraction} % is not on Moodle's list of grades."


@rule("MXML-105", Severity.ERROR, on=QuizFile)
def answers_are_enough(quiz: QuizFile) -> Findings:
    """A question has enough answers, and one to type earns 100 %.

    Why: Moodle breaks off the import there; what comes behind is not imported.

    Example: a `multichoice` with one `<answer>`, or a `shortanswer` whose best answer earns 50 %.
    """
    for one in quiz.questions:
        tag, least = _ENOUGH.get(one.type, ("", 0))
        if tag and len(one.node.findall(tag)) < least:
            yield one.at, f"A question of type {one.type} needs {least} <{tag}> or more."
        elif one.type == "shortanswer" and not any(
            _is_full(node.get("fraction")) for node in one.node.iter("answer")
        ):
            yield one.at, "No answer earns 100 %, so Moodle breaks off the import here."


def _is_full(fraction: str | None) -> bool:
    try:
        return Fraction(fraction or "0") == 100
    except (ValueError, ZeroDivisionError):
        return False


@rule("MXML-106", Severity.WARNING, on=QuizFile)
def numbers_have_points(quiz: QuizFile) -> Findings:
    """The answers to a numerical question have a decimal point.

    Why: Moodle reads `3,5` as 35.

    Example: `<answer fraction="100"><text>3,5</text>`. Write `3.5`.
    """
    for one in quiz.questions:
        paths = ("answer/text", "answer/tolerance", "units/unit/multiplier")
        if one.type != "numerical":
            continue
        for node in (node for path in paths for node in one.node.findall(path)):
            if _COMMA.fullmatch(node.text or ""):
                yield quiz.at(node), f"Write {node.text.strip().replace(',', '.')}, with a point."


@rule("MXML-107", Severity.WARNING, on=QuizFile)
def files_are_there(quiz: QuizFile) -> Findings:
    """Every file that a text shows lies beside the text.

    Why: Moodle takes the files of each text from the same element; a picture that is missing there is not
    shown.

    Example: `<img src="@@PLUGINFILE@@/a.png">` without `<file name="a.png" path="/" encoding="base64">`
    behind its `<text>`.
    """
    for one in quiz.questions:
        for node in one.node.iter("text"):
            wanted = referred(node.text or "") if "@@PLUGINFILE@@" in (node.text or "") else []
            there = {file_name(file) for file in node.getparent().findall("file")} if wanted else set()
            for name in dict.fromkeys(name for name in wanted if name not in there):
                yield quiz.at(node), f"{name} does not lie beside this text."


@rule("MXML-108", Severity.WARNING, on=QuizFile)
def id_numbers_differ(quiz: QuizFile) -> Findings:
    """No two questions of a category have the same id number.

    Why: Moodle drops the second one, and the question cannot be recognised by it.

    Example: two questions with `<idnumber>trust.1</idnumber>`.
    """
    seen: dict[tuple[tuple[str, ...], str], QuizQuestion] = {}
    for one in quiz.questions:
        if id := one.value("idnumber"):
            first = seen.setdefault((one.category, id), one)
            if first is not one:
                yield one.at, f"The question in line {first.at.line} has the id number {id}, too."


@rule("MXML-109", Severity.ERROR, on=QuizFile)
def id_numbers_fit(quiz: QuizFile) -> Findings:
    """An id number has at most 100 characters, the right side of a pair 255.

    Why: Moodle's database has no room for more, and the import breaks off.

    Example: a whole sentence as `<idnumber>`.
    """
    for one in quiz.questions:
        if len(one.value("idnumber")) > _ID:
            yield (
                one.at,
                f"The id number has {len(one.value('idnumber'))} characters; there is room for {_ID}.",
            )
        for node in one.node.findall("subquestion/answer/text"):
            if len((node.text or "").strip()) > 255:
                yield quiz.at(node), "This right side has more than 255 characters."


@rule("MXML-110", Severity.WARNING, on=QuizFile)
def true_and_false(quiz: QuizFile) -> Findings:
    """The answers of a true-false question are `true` and `false`.

    Why: Moodle takes the first for true whatever it says, and warns.

    Example: `<answer fraction="100"><text>Yes</text>`. Write `true`; Moodle shows its own words.
    """
    for one in quiz.questions:
        for node in one.node.findall("answer/text") if one.type == "truefalse" else ():
            if (node.text or "").strip() not in ("true", "false"):
                yield quiz.at(node), "Write true or false; Moodle takes the first answer for true."


@rule("MXML-111", Severity.ERROR, on=QuizFile)
def ordering_shows_number(quiz: QuizFile) -> Findings:
    """An ordering question has `<shownumcorrect>`, or two hints.

    Why: without either the import of Moodle 4.5.6 ends in a database error.

    Example: an `ordering` question from an older Moodle. Add `<shownumcorrect>1</shownumcorrect>`.
    """
    for one in quiz.questions:
        few = one.node.find("shownumcorrect") is None and len(one.node.findall("hint")) < 2
        if one.type == "ordering" and few:
            yield one.at, "Add <shownumcorrect>1</shownumcorrect> to this question."


@rule("MXML-112", Severity.ERROR, on=QuizFile)
def points_are_numbers(quiz: QuizFile) -> Findings:
    """Points and penalty are numbers with a decimal point.

    Why: Moodle's database takes nothing else, and the import breaks off.

    Example: `<defaultgrade>1,5</defaultgrade>`. Write `1.5`.
    """
    for one in quiz.questions:
        for tag in ("defaultgrade", "penalty"):
            node = one.node.find(tag)
            if node is not None and (node.text or "").strip() and not _NUMBER.fullmatch(node.text.strip()):
                yield quiz.at(node), f"“{node.text.strip()[:40]}” is not a number with a decimal point."
