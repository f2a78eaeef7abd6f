"""What each type of question adds in a backup: one function a type, and the table of them."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from bot_scorm.package.xml import Element
from bot_scorm.writers import gift_escape
from bot_scorm.writers.moodle_course.cloze import subquestions
from bot_scorm.writers.moodle_course.nodes import HTML, fields, several
from bot_scorm.writers.moodle_course.question import Entry, written

_FEEDBACKS = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
_PLAIN = "0"


def written_question(entry: Entry, category: int) -> list[Element]:
    """The entries of a question: its own, behind those of the parts that it embeds."""
    if entry.type == "multianswer":
        return _cloze(entry, category)
    plugin = _TYPES[entry.type](entry) if entry.type in _TYPES else []
    return [written(entry, category, plugin)]


def _cloze(entry: Entry, category: int) -> list[Element]:
    text, parts = subquestions(entry)
    inner = [one for part in parts for one in written_question(part, category)]
    values = {"question": entry.id, "sequence": ",".join(str(part.id) for part in parts)}
    own = written(
        entry, category, [several("answers"), fields("multianswer", values, id=entry.part("options"))], text
    )
    return [*inner, own]


def _answer(entry: Entry, place: int, values: dict[str, object]) -> Element:
    usual = {"answertext": "", "answerformat": _PLAIN, "fraction": 0, "feedback": "", "feedbackformat": HTML}
    return fields("answer", usual | values, id=entry.part("answer", place))


def _answers(entry: Entry, rich: bool = False) -> Element:
    """Answers with what they earn and their feedback; ``rich`` ones have their text in HTML."""
    made = []
    for place, node in enumerate(entry.node.findall("answer")):
        id = entry.part("answer", place)
        values: dict[str, object] = {
            "answertext": entry.bank.text(node, "answer", id),
            "answerformat": HTML if rich else _PLAIN,
            "fraction": gift_escape.decimal(Fraction(node.get("fraction", "0")) / 100),
            "feedback": entry.bank.text(node.find("feedback"), "answerfeedback", id),
        }
        made.append(_answer(entry, place, values))
    return several("answers", *made)


def _combined(entry: Entry) -> dict[str, object]:
    """The feedback of a whole response: none, since each answer has its own."""
    found: dict[str, object] = {}
    for name in _FEEDBACKS:
        found |= {name: "", f"{name}format": HTML}
    return found | {"shownumcorrect": int(entry.node.find("shownumcorrect") is not None)}


def _multichoice(entry: Entry) -> list[Element]:
    values = {
        "layout": 0,
        "single": entry.flag("single"),
        "shuffleanswers": entry.flag("shuffleanswers"),
        **_combined(entry),
        "answernumbering": entry.value("answernumbering", "none"),
        "showstandardinstruction": entry.value("showstandardinstruction", "0"),
    }
    return [_answers(entry, rich=True), fields("multichoice", values, id=entry.part("options"))]


def _true_false(entry: Entry) -> list[Element]:
    answers = _answers(entry)
    for node in answers:
        text = node.find("answertext")
        if text is not None:
            text.text = (text.text or "").capitalize()
    ids = {node.findtext("answertext"): node.get("id") for node in answers}
    values = {"trueanswer": ids["True"], "falseanswer": ids["False"], "showstandardinstruction": 0}
    return [answers, fields("truefalse", values, id=entry.part("options"))]


def _short(entry: Entry) -> list[Element]:
    values = {"usecase": entry.value("usecase", "0")}
    return [_answers(entry), fields("shortanswer", values, id=entry.part("options"))]


def _numerical(entry: Entry) -> list[Element]:
    units = [
        fields(
            "numerical_unit", {"multiplier": node.findtext("multiplier"), "unit": node.findtext("unit_name")},
            id=entry.part("unit", place),
        )
        for place, node in enumerate(entry.node.findall("units/unit"))
    ]  # fmt: skip
    options = {name: entry.value(name, "0") for name in _UNIT_OPTIONS}
    records = [
        fields(
            "numerical_record",
            {"answer": entry.part("answer", place), "tolerance": node.findtext("tolerance") or "0"},
            id=entry.part("record", place),
        )
        for place, node in enumerate(entry.node.findall("answer"))
    ]
    return [
        _answers(entry),
        several("numerical_units", *units),
        several("numerical_options", fields("numerical_option", options, id=entry.part("options"))),
        several("numerical_records", *records),
    ]


_UNIT_OPTIONS = ("showunits", "unitsleft", "unitgradingtype", "unitpenalty")


def _match(entry: Entry) -> list[Element]:
    rows = []
    for place, node in enumerate(entry.node.findall("subquestion")):
        id = entry.part("match", place)
        values = {
            "questiontext": entry.bank.text(node, "subquestion", id, "qtype_match"),
            "questiontextformat": HTML,
            "answertext": node.findtext("answer/text"),
        }
        rows.append(fields("match", values, id=id))
    options = {"shuffleanswers": entry.flag("shuffleanswers"), **_combined(entry)}
    return [fields("matchoptions", options, id=entry.part("options")), several("matches", *rows)]


def _ordering(entry: Entry) -> list[Element]:
    items = [
        _answer(entry, place, {
            "answertext": entry.bank.text(node, "answer", entry.part("answer", place)),
            "answerformat": HTML, "fraction": place + 1, "feedbackformat": _PLAIN,
        })
        for place, node in enumerate(entry.node.findall("answer"))
    ]  # fmt: skip
    # Numbers of qtype_ordering_question: all items in a column, marked by their absolute place.
    values = {
        "layouttype": 0, "selecttype": 0, "selectcount": max(2, len(items)), "gradingtype": 0,
        "showgrading": 1, "numberingstyle": "none", **_combined(entry),
    }  # fmt: skip
    return [several("answers", *items), fields("ordering", values, id=entry.part("options"))]


def _gapselect(entry: Entry) -> list[Element]:
    """A word's group stands where others have their feedback."""
    return _words(entry, "selectoption", lambda node: node.findtext("group") or "1")


def _ddwtos(entry: Entry) -> list[Element]:
    """Group, and whether a word may be used again, as PHP writes an object down."""
    return _words(entry, "dragbox", _drag)


def _drag(node: Element) -> str:
    group = node.findtext("group") or "1"
    again = int(node.find("infinite") is not None)
    return f'O:8:"stdClass":2:{{s:9:"draggroup";s:{len(group)}:"{group}";s:8:"infinite";b:{again};}}'


def _words(entry: Entry, tag: str, group: Callable[[Element], str]) -> list[Element]:
    words = [
        _answer(entry, place, {
            "answertext": node.findtext("text"), "answerformat": HTML, "feedback": group(node),
            "feedbackformat": _PLAIN,
        })
        for place, node in enumerate(entry.node.findall(tag))
    ]  # fmt: skip
    values = {"shuffleanswers": entry.value("shuffleanswers", "0"), **_combined(entry)}
    return [several("answers", *words), fields(entry.type, values, id=entry.part("options"))]


def _essay(entry: Entry) -> list[Element]:
    values = {
        "responseformat": entry.value("responseformat", "plain"),
        "responserequired": entry.value("responserequired", "1"),
        "responsefieldlines": entry.value("responsefieldlines", "5"),
        "minwordlimit": None,
        "maxwordlimit": None,
        "attachments": 0,
        "attachmentsrequired": 0,
        "graderinfo": entry.bank.text(entry.node.find("graderinfo"), "graderinfo", entry.id, "qtype_essay"),
        "graderinfoformat": HTML,
        "responsetemplate": "",
        "responsetemplateformat": HTML,
        "filetypeslist": None,
        "maxbytes": 0,
    }
    return [fields("essay", values, id=entry.part("options"))]


_TYPES: dict[str, Callable[[Entry], list[Element]]] = {
    "multichoice": _multichoice,
    "truefalse": _true_false,
    "shortanswer": _short,
    "numerical": _numerical,
    "match": _match,
    "ordering": _ordering,
    "gapselect": _gapselect,
    "ddwtos": _ddwtos,
    "essay": _essay,
}
