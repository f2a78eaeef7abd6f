"""What a question must be in Moodle, said from the model and our HTML alone, without GIFT."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from html import escape
from typing import Any

from bot_scorm.model.blocks import Blocks, Prose
from bot_scorm.model.gaps import Gap
from bot_scorm.model.questions import (
    Choice,
    Drag,
    Essay,
    Gaps,
    Matching,
    MultipleChoice,
    Numerical,
    Ordering,
    Question,
    Reflection,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
)
from bot_scorm.writers.fragments import plain, render_blocks

Parts = dict[str, Any]


def expected(question: Question, prose: Prose) -> Parts:
    """The parts of `tests.gift.moodle.stable` that follow from the model."""
    parts = {
        "text": render_blocks(question.stem, prose),
        "format": "html",
        "feedback": html(question.feedback, prose),
        "tags": sorted([*question.tags, *([f"outcome:{question.outcome}"] if question.outcome else [])]),
        "answers": [],
        "pairs": [],
    }
    return parts | _TYPES.get(type(question), _description)(question, prose)


def html(blocks: Blocks, prose: Prose) -> str:
    """Blocks as HTML; a paragraph alone stands bare."""
    text = render_blocks(blocks, prose)
    alone = text.startswith("<p>") and text.endswith("</p>") and text.count("<p>") == 1
    return text[3:-4] if alone and len(blocks) == 1 else text


def answer(
    text: str, fraction: Fraction | int, feedback: str = "", format: str = "html", **more: Any
) -> Parts:
    """An answer as Moodle keeps it."""
    parts = {"text": text, "format": format, "fraction": round(float(fraction), 7), "feedback": feedback}
    return parts | more


def label(text: str) -> str:
    """Plain text where Moodle shows text as HTML: no tag and no entity may come out of it."""
    return text.replace("&amp;", "&amp;amp;").replace("<", "&lt;")


def _choices(question: SingleChoice | MultipleChoice, prose: Prose) -> Parts:
    def one(choice: Choice) -> Parts:
        return answer(html(choice.blocks, prose), choice.fraction, html(choice.feedback, prose))

    single = isinstance(question, SingleChoice)
    return {"type": "multichoice", "single": single, "answers": [one(choice) for choice in question.choices]}


def _true_false(question: TrueFalse, prose: Prose) -> Parts:
    answers = [
        answer(word, choice.right, html(choice.feedback, prose), "moodle")
        for word, choice in (("True", question.true), ("False", question.false))
    ]
    return {"type": "truefalse", "answers": answers}


def _short(question: ShortAnswer, prose: Prose) -> Parts:
    answers = [
        answer(one.pattern.replace("->", "-*>").replace("\\\\", "\\"), _listed(one.fraction),
               html(one.feedback, prose), "moodle")
        for one in question.answers
    ]  # fmt: skip
    return {"type": "shortanswer", "answers": answers}


def _listed(fraction: Fraction) -> Fraction:
    """The hostile course holds 33 % and 33.33333 %, which are a third in Moodle."""
    return Fraction(1, 3) if fraction in (Fraction(33, 100), Fraction("0.3333333")) else fraction


def _numerical(question: Numerical, prose: Prose) -> Parts:
    answers = []
    for one in question.answers:
        feedback = html(one.feedback, prose)
        if one.low is None or one.high is None:
            answers.append(answer("*", one.fraction, feedback, "moodle", tolerance=""))
        else:
            middle, reach = (one.low + one.high) / 2, (one.high - one.low) / 2
            answers.append(
                answer(str(float(middle)), one.fraction, feedback, "moodle", tolerance=float(reach))
            )
    return {"type": "numerical", "answers": answers}


def _matching(question: Matching, prose: Prose) -> Parts:
    pairs = [[html(pair.blocks, prose), label(plain(pair.target))] for pair in question.pairs]
    return {"type": "match", "pairs": pairs + [["", label(plain(one.text))] for one in question.distractors]}


def _ordering(question: Ordering, prose: Prose) -> Parts:
    entities = str.maketrans({"{": "&#123;", "}": "&#125;", "\\": "&#92;"})
    texts = [html(item.blocks, prose).translate(entities) for item in question.items]
    for plain_text, entity in (("####", "&#35;" * 4), ("//", "&#47;/")):
        texts = [text.replace(plain_text, entity) if text.startswith(plain_text) else text for text in texts]
    texts = ["&#48;" if text == "0" else text for text in texts]
    return {"type": "ordering", "answers": [answer(text, n, "", "moodle") for n, text in enumerate(texts, 1)]}


def _gaps(question: Gaps | Drag, prose: Prose) -> Parts:
    found: list[Gap] = []
    render_blocks(question.stem, prose, gap=lambda _, gap: found.append(gap) or "")  # type: ignore[func-returns-value] # appends
    if len(found) > 1:
        return _several_gaps(question, prose, found)
    text = render_blocks(question.stem, prose, gap=lambda _, __: "_____")
    (gap,) = found
    if gap.menu:
        answers = [
            answer(escape(one, quote=False).replace("->", "-&gt;"), one in gap.right) for one in gap.options
        ]
        return {"type": "multichoice", "single": True, "text": text, "answers": answers}
    typed = [one.replace("*", "\\*").replace("->", "-*>") for one in gap.options]
    return {"type": "shortanswer", "text": text, "answers": [answer(one, 1, "", "moodle") for one in typed]}


def _several_gaps(question: Gaps | Drag, prose: Prose, found: list[Gap]) -> Parts:
    pairs = [[f"({n})", label(gap.right[0])] for n, gap in enumerate(found, start=1)]
    wrong = [one for gap in found for one in gap.options if one not in gap.right]
    wrong += [plain(one.text) for one in question.distractors] if isinstance(question, Drag) else []
    text = render_blocks(question.stem, prose, gap=lambda n, _: f"({n}) _____")
    return {"type": "match", "text": text, "pairs": pairs + [["", label(one)] for one in wrong]}


def _essay(question: Essay, prose: Prose) -> Parts:
    return {"type": "essay", "feedback": html(question.model + question.feedback, prose)}


def _reflection(question: Reflection, _: Prose) -> Parts:
    return {"type": "essay" if question.submit else "description"}


def _description(_: Question, __: Prose) -> Parts:
    return {"type": "description"}


_TYPES: dict[type[Question], Callable[[Any, Prose], Parts]] = {
    SingleChoice: _choices,
    MultipleChoice: _choices,
    TrueFalse: _true_false,
    ShortAnswer: _short,
    Numerical: _numerical,
    Matching: _matching,
    Ordering: _ordering,
    Gaps: _gaps,
    Drag: _gaps,
    Essay: _essay,
    Reflection: _reflection,
}
