"""Questions as items of QTI 1.2.1, in the profile that Common Cartridge allows.

Source: Common Cartridge 1.1, its schema and Schematron for QTI; what Moodle 4.5.6 reads of it
(``backup/cc/entity11.quiz.class.php``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Any

from bot_scorm.model.gaps import Gap
from bot_scorm.model.grades import nearest_grade
from bot_scorm.model.programme import wire_id
from bot_scorm.model.questions import (
    Choice,
    Drag,
    Essay,
    Gaps,
    MultipleChoice,
    Numerical,
    Question,
    Reflection,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
)
from bot_scorm.package.xml import Element
from bot_scorm.writers import gift_escape
from bot_scorm.writers.fragments import plain, plain_blocks
from bot_scorm.writers.qti12_pen import RESPONSE, ItemPen, el, material

_MOST = 99
"""The highest mark of a question (``cc_weighting``, a whole number)."""
_ONE_OF, _SOME_OF, _TYPED, _WRITTEN = "multiple_choice", "multiple_response", "fib", "essay"


def write_item(question: Question, module_id: str, pen: ItemPen) -> Element | None:
    """The item; None if the profile has no place for the question. ``pen.losses`` says what is lost."""
    write = _TYPES.get(type(question))
    if write is None:
        pen.losses.left_out = "Common Cartridge has no such type of question"
        return None
    pen.lose(question.tags or question.outcome, "tags")
    profile, response = write(question, pen)
    if pen.losses.left_out:
        return None
    pen.common(question)
    fields = {"cc_profile": f"cc.{profile}.v0p1"}
    if question.scored:
        fields["cc_weighting"] = _weight(question, pen)
    if profile == _WRITTEN:
        fields["qmd_computerscored"] = "No"
    meta = el("itemmetadata", metadata(fields))
    shown = el("presentation", material(pen.asked), response)
    processing = el("resprocessing", el("outcomes", _score()), *pen.conditions())
    return el("item", meta, shown, processing, *pen.feedbacks,
              ident=wire_id(module_id, question.id), title=_name(question))  # fmt: skip


def metadata(fields: dict[str, str]) -> Element:
    """Fields with their labels."""
    pairs = [
        el("qtimetadatafield", el("fieldlabel", name), el("fieldentry", value))
        for name, value in fields.items()
    ]
    return el("qtimetadata", *pairs)


def _score() -> Element:
    return el("decvar", varname="SCORE", vartype="Decimal", minvalue="0", maxvalue="100")


def _weight(question: Question, pen: ItemPen) -> str:
    points = min(max(round(question.points), 1), _MOST)
    exact = gift_escape.decimal(question.points)
    pen.lose(points != question.points, f"points ({exact}): its mark is {points}, a whole number")
    return str(points)


def _name(question: Question) -> str:
    words = plain(question.title) if question.title else plain_blocks(question.stem)
    return gift_escape.shorten(words, 250 if question.title else 80) or question.id


def _choices(question: SingleChoice | MultipleChoice, pen: ItemPen) -> tuple[str, Element]:
    pen.ask(question.stem)
    several = isinstance(question, MultipleChoice)
    right = [one for one in question.choices if (one.fraction > 0 if several else one.fraction == 1)]
    if len(question.choices) < 2 or not right:
        pen.losses.left_out = "it needs two answers to choose from, and one that earns everything"
    share = nearest_grade(Fraction(1, len(right))) if several and right else Fraction(1)
    told = all(one.fraction in ((share, 0) if one in right else (0,)) for one in question.choices)
    pen.lose(not told, "part marks and minus marks")
    if several:
        pen.change(True, "Moodle gives each right choice the same share, others all or nothing")
    elif len(question.choices) == 2:
        pen.change(True, "a question with two choices becomes one in which several can be chosen")
    pen.change(question.fixed, "Moodle mixes the choices")
    labels = [(one.id, pen.bare(one.blocks)) for one in question.choices]
    multiple = several or len(question.choices) == 2
    if multiple:
        pen.right(_all_of(question.choices, right))
    for one in question.choices:
        if multiple:
            pen.told(_equal(one.id), one.feedback, one.id)
        else:
            pen.answer(_equal(one.id), one in right, one.feedback, one.id)
    return (_SOME_OF if multiple else _ONE_OF), _lid(labels, multiple, fixed=question.fixed)


def _all_of(choices: Iterable[Choice], right: Sequence[Choice]) -> Element:
    """Just the right ones are chosen. Moodle counts those whose case matters."""
    chosen = [_equal(one.id) if one in right else el("not", _equal(one.id)) for one in choices]
    return el("and", *chosen)


def _true_false(question: TrueFalse, pen: ItemPen) -> tuple[str, Element]:
    pen.ask(question.stem)
    for word, one in (("true", question.true), ("false", question.false)):
        pen.answer(_equal(word), question.answer is (word == "true"), one.feedback, word)
    labels = [("true", pen.bare(question.true.blocks)), ("false", pen.bare(question.false.blocks))]
    return "true_false", _lid(labels, False, fixed=True)


def _short(question: ShortAnswer, pen: ItemPen) -> tuple[str, Element]:
    pen.ask(question.stem)
    pen.change(any(one.case for one in question.answers), "in Moodle upper and lower case are the same")
    right = [one for one in question.answers if one.fraction == 1]
    pen.lose(any(0 < one.fraction < 1 for one in question.answers), "answers that earn a part")
    pen.lose(any(one.feedback for one in right), "feedback of single right answers")
    texts = {one.pattern: gift_escape.wildcards(one.pattern)[0] for one in question.answers}
    pen.change(any("*" in one for one in texts.values()), "only Moodle takes a star for any text")
    pen.typed([(texts[one.pattern], one.case) for one in right])
    for n, one in enumerate(question.answers):
        if one.fraction <= 0:
            pen.answer(_equal(texts[one.pattern], one.case), False, one.feedback, f"typed-{n}")
    return _TYPED, _str()


def _numerical(question: Numerical, pen: ItemPen) -> tuple[str, Element]:
    pen.ask(question.stem)
    exact = [one.low for one in question.answers if one.fraction == 1 and one.low == one.high]
    if any(one.fraction == 1 and one.low != one.high for one in question.answers) or None in exact:
        pen.losses.left_out = "Common Cartridge has no numbers with a tolerance"
        return _TYPED, _str()
    pen.lose(any(0 < one.fraction < 1 for one in question.answers), "answers that earn a part")
    pen.lose(question.unit, f"the unit ({plain(question.unit)})")
    pen.lose(any(one.feedback for one in question.answers), "feedback of single answers")
    pen.losses.changed.append("the number is compared as text")
    numbers = [gift_escape.decimal(one) for one in exact if one is not None]
    pen.typed([(text, False) for one in numbers for text in dict.fromkeys((one, one.replace(".", ",")))])
    return _TYPED, _str()


def _gaps(question: Gaps | Drag, pen: ItemPen) -> tuple[str, Element]:
    """One gap: a word to type, or one to choose from three or more."""
    found: list[Gap] = []

    def mark(number: int, gap: Gap) -> str:
        found.append(gap)
        return "_____"

    pen.ask(question.stem, mark)
    if len(found) != 1:
        pen.losses.left_out = "Common Cartridge has no questions with several gaps"
        return _TYPED, _str()
    (gap,) = found
    wrong = [plain(one.text) for one in question.distractors] if isinstance(question, Drag) else []
    words = list(dict.fromkeys((*gap.options, *wrong)))
    if (gap.menu or wrong) and len(words) > 2:
        pen.losses.changed.append("the word for its gap is chosen below the text")
        for n, word in enumerate(words):
            pen.answer(_equal(f"w{n}"), word in gap.right, (), f"w{n}")
        labels = [(f"w{n}", pen.escaped(word)) for n, word in enumerate(words)]
        return _ONE_OF, _lid(labels, False, fixed=True)
    pen.losses.changed.append("the word for its gap is typed below the text")
    pen.typed([(word, False) for word in gap.right])
    return _TYPED, _str()


def _essay(question: Essay | Reflection, pen: ItemPen) -> tuple[str, Element]:
    pen.ask(question.stem)
    if isinstance(question, Essay):
        pen.lose(question.rubric, "the rubric")
    elif question.submit:
        pen.losses.changed.append("a reflection to hand in becomes an essay")
    else:
        pen.losses.left_out = "a private reflection would be stored in the LMS"
    pen.solution(question.model)
    return _WRITTEN, _str(question.lines)


def _lid(labels: Sequence[tuple[str, str]], multiple: bool, *, fixed: bool) -> Element:
    shown = [el("response_label", material(html), ident=id) for id, html in labels]
    render = el("render_choice", *shown, shuffle="No" if fixed else "Yes")
    return el("response_lid", render, ident=RESPONSE, rcardinality="Multiple" if multiple else "Single")


def _str(lines: int = 1) -> Element:
    field = el("render_fib", rows=str(lines), columns="40", prompt="Box")
    return el("response_str", field, ident=RESPONSE, rcardinality="Single")


def _equal(value: str, case: bool = True) -> Element:
    return el("varequal", value, respident=RESPONSE, case="Yes" if case else "No")


_TYPES: dict[type[Question], Callable[[Any, ItemPen], tuple[str, Element]]] = {
    SingleChoice: _choices,
    MultipleChoice: _choices,
    TrueFalse: _true_false,
    ShortAnswer: _short,
    Numerical: _numerical,
    Gaps: _gaps,
    Drag: _gaps,
    Essay: _essay,
    Reflection: _essay,
}
