"""Questions to the lines of their ``::: question`` blocks, as docs/source-format.md describes them."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from bot_scorm.model.blocks import Admonition, Blocks, Code, ListBlock, Paragraph, Quote, Rule
from bot_scorm.model.questions import (
    Choice,
    Description,
    Drag,
    Essay,
    Gaps,
    Matching,
    MultipleChoice,
    Numerical,
    NumericalRange,
    Ordering,
    Question,
    Reflection,
    ShortAnswer,
    ShortAnswerPattern,
    SingleChoice,
    TrueFalse,
)
from bot_scorm.model.spans import masked
from bot_scorm.model.text import Text
from bot_scorm.model.walk import texts_of
from bot_scorm.sources.markdown import (
    attributes,
    closed,
    fenced,
    item_lines,
    lines_of,
    one_line,
    quote_lines,
    quoted,
)

_ARROW = re.compile(r"→|[-–—]>")
_NUMBER_LIKE = re.compile(r"[-+−–]?\d|\*$")
_PATTERN = re.compile(r"\\[*\\]|\\")
_DIGITS = 9
"""Decimals of a percentage that the format takes."""
_SHAPED = (SingleChoice, MultipleChoice, ShortAnswer, Numerical, Matching)
"""Types that the shape of the list tells."""


def question_lines(question: Question) -> list[str]:
    """The lines of a question."""
    options, answers = _ANSWERS[type(question)](question)
    head = attributes(
        f"#{question.id}",
        f"type={question.kind}" if _says_type(question) else "",
        f"points={decimal(question.points)}" if question.scored and question.points != 1 else "",
        f"title={quoted(one_line(question.title))}" if question.title else "",
        f"tags={quoted(' '.join('-'.join(tag.split()) for tag in question.tags))}" if question.tags else "",
        f"outcome={question.outcome}" if question.outcome else "",
        "fixed" if question.fixed else "",
        *options,
    )
    parts = [lines_of(_stem(question, bool(answers))), answers, quote_lines(question.feedback)]
    parts += [fenced("hint", lines_of(hint)) for hint in question.hints]
    for name in ("model", "rubric"):
        if inside := getattr(question, name, ()):
            parts.append(fenced(name, lines_of(inside)))
    inside = [line for part in parts if part for line in (*part, "")][:-1]
    return fenced(f"question {head}", inside)


def decimal(number: Fraction, digits: int = _DIGITS) -> str:
    """A number with a decimal point, rounded to so many decimals."""
    text = f"{abs(round(number * 10**digits)):0{digits + 1}d}"
    whole, part = text[:-digits], text[-digits:].rstrip("0")
    return f"{'-' if number < 0 else ''}{whole}{'.' if part else ''}{part}"


def _says_type(question: Question) -> bool:
    if isinstance(question, Gaps):
        return any(isinstance(block, ListBlock) for block in question.stem)
    if isinstance(question, SingleChoice | MultipleChoice):
        plain = sum(mark_of(choice, question) == "[x]" for choice in question.choices)
        return (plain > 1) != isinstance(question, MultipleChoice)
    if isinstance(question, ShortAnswer):
        return all(_NUMBER_LIKE.match(one.pattern) for one in question.answers)
    if isinstance(question, Numerical):
        return all(one.low is None for one in question.answers)
    return not isinstance(question, _SHAPED)


def _stem(question: Question, answers: bool) -> Blocks:
    """The stem; a quote at its end would be taken for feedback, and a list for a part of the answers."""
    stem = question.stem
    if len(stem) > 1 and isinstance(last := stem[-1], Quote) and not question.feedback:
        return (*stem[:-1], Admonition(last.at, "quote", None, last.blocks))
    ordered = isinstance(question, Ordering)
    if answers and stem and isinstance(last := stem[-1], ListBlock) and last.ordered == ordered:
        return (*stem, Rule(last.at))
    return stem


def mark_of(choice: Choice, question: Question) -> str:
    """The mark of a choice: ``[x]``, ``[ ]``, or one with the percentage that it earns."""
    if isinstance(question, MultipleChoice):
        share = Fraction(1, max(sum(one.right for one in question.choices), 1))
        right, wrong = share, -share
    else:
        right, wrong = Fraction(1), Fraction(0)
    first = isinstance(question, MultipleChoice) or choice is next(
        (one for one in getattr(question, "choices", ()) if one.right), choice
    )
    if choice.right and choice.fraction == right and first:
        return "[x]"
    return "[ ]" if choice.fraction == wrong and not choice.right else _percent(choice.fraction)


def _percent(fraction: Fraction) -> str:
    return f"[x {decimal(fraction * 100)}]"


def _choices(question: Any) -> tuple[list[str], list[str]]:
    lines = []
    for choice in question.choices:
        sign = f"- {mark_of(choice, question)} "
        lines += item_lines(sign, choice.blocks, f"{{#{choice.id}}}", choice.feedback)
    return (["scoring=all"] if getattr(question, "all_or_nothing", False) else []), lines


def _true_false(question: TrueFalse) -> tuple[list[str], list[str]]:
    lines = []
    for choice, right in ((question.true, question.answer), (question.false, not question.answer)):
        sign = f"- {'[x]' if right else '[ ]'} "
        lines += item_lines(sign, choice.blocks, f"{{#{choice.id}}}", choice.feedback)
    return [], lines


def _typed(text: str, fraction: Fraction, flag: str, feedback: Blocks) -> list[str]:
    share = "" if fraction == 1 else f"fraction={decimal(fraction * 100)}"
    behind = attributes(share, flag)
    line = f"- = {text} {behind}" if behind else f"- = {closed(text)}"
    return [line, *(f"  {one}" for one in quote_lines(feedback))]


def _short(question: ShortAnswer) -> tuple[list[str], list[str]]:
    lines = []
    for one in question.answers:
        lines += _typed(_pattern(one), one.fraction, "case" if one.case else "", one.feedback)
    return [], lines


def _pattern(answer: ShortAnswerPattern) -> str:
    """A pattern on one line, in which only stars and backslashes are escaped."""
    text = " ".join(answer.pattern.split())
    return _PATTERN.sub(lambda found: found[0] if len(found[0]) > 1 else "\\\\", text)


def _numerical(question: Numerical) -> tuple[list[str], list[str]]:
    lines = []
    for one in question.answers:
        lines += _typed(_range(one), one.fraction, "", one.feedback)
    return [f"unit={quoted(one_line(question.unit))}"] if question.unit else [], lines


def _range(one: NumericalRange) -> str:
    """A number, a number with its tolerance, or a range."""
    if one.low is None or one.high is None:
        return "*"
    low, high = one.low, one.high
    middle, reach = (low + high) / 2, (high - low) / 2
    if ".." in one.written:
        return f"{decimal(low, 18)}..{decimal(high, 18)}"
    try:
        number = one.written if Fraction(one.written) == middle else decimal(middle, 18)
    except (ValueError, ZeroDivisionError):
        number = decimal(middle, 18)
    return f"{number} ± {decimal(reach, 18)}" if reach else number


def _matching(question: Matching) -> tuple[list[str], list[str]]:
    lines = []
    for pair in question.pairs:
        left = " ".join(_left(one_line(text)) for text in texts_of(_words(pair.blocks)))
        lines.append(f"- {left} → {one_line(pair.target or '')} {{#{pair.id}}}")
        lines += [f"  {one}" for one in quote_lines(pair.feedback)]
    for other in question.distractors:
        lines.append(f"- → {one_line(other.text)} {{#{other.id}}}")
    return [], lines


def _words(blocks: Blocks) -> Blocks:
    """Blocks with code as a span in a paragraph, since a pair's left side is a line."""
    return tuple(
        Paragraph(one.at, Text(_span(one.source), one.at)) if isinstance(one, Code) else one for one in blocks
    )


def _span(code: str) -> str:
    ticks = "`" * (1 + max((len(run) for run in re.findall("`+", code)), default=0))
    return f"{ticks} {' '.join(code.split())} {ticks}"


def _left(text: str) -> str:
    """The left side of a pair, with its arrows escaped."""
    at = 0
    parts = []
    for arrow in _ARROW.finditer(masked(text)):
        end = arrow.end() - 1
        parts += [text[at:end], "\\", text[end]]
        at = arrow.end()
    return "".join((*parts, text[at:]))


def _ordering(question: Ordering) -> tuple[list[str], list[str]]:
    lines = []
    for number, item in enumerate(question.items, 1):
        lines += item_lines(f"{number}. ", item.blocks, f"{{#{item.id}}}", item.feedback)
    return [], lines


def _drag(question: Drag) -> tuple[list[str], list[str]]:
    lines = []
    for one in question.distractors:
        lines += item_lines("- ", (Paragraph(one.at, one.text),), f"{{#{one.id}}}")
    return [], lines


def _free(question: Any) -> tuple[list[str], list[str]]:
    submit = "submit" if getattr(question, "submit", False) else ""
    return [f"lines={min(question.lines, 40)}" if question.lines != 8 else "", submit], []


_ANSWERS: dict[type[Question], Callable[[Any], tuple[list[str], list[str]]]] = {
    SingleChoice: _choices,
    MultipleChoice: _choices,
    TrueFalse: _true_false,
    ShortAnswer: _short,
    Numerical: _numerical,
    Matching: _matching,
    Ordering: _ordering,
    Gaps: lambda question: ([], []),
    Drag: _drag,
    Essay: _free,
    Reflection: _free,
    Description: lambda question: ([], []),
}
