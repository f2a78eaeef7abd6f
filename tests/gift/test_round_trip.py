"""Model → GIFT → model: whatever stands in texts, patterns, numbers, names and tags comes back as it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot_scorm.diagnostics import Location, Report
from bot_scorm.model.blocks import Blocks, Code, ListBlock, Paragraph, Prose, Quote
from bot_scorm.model.grades import PERCENT
from bot_scorm.model.questions import (
    Choice,
    Description,
    Distractor,
    Essay,
    Item,
    Matching,
    MultipleChoice,
    Numerical,
    NumericalRange,
    Ordering,
    Pair,
    Question,
    ShortAnswer,
    ShortAnswerPattern,
    SingleChoice,
    TrueFalse,
)
from bot_scorm.model.text import Text
from bot_scorm.readers.gift import read_gift
from bot_scorm.readers.html_text import plain_text
from bot_scorm.writers.fragments import plain, plain_blocks, render_blocks
from bot_scorm.writers.gift import write_question

AT = Location("test.md", 7, 1)
SIGNS = "\\:#={}~%*[]()<>&;|/$_`\"'!?.,-+^@0157 \nabzTFșжש中👍"
words = st.text(st.sampled_from(SIGNS), max_size=30).map(lambda text: " ".join(text.split())).filter(bool)
snippets = st.sampled_from(
    [
        "[html]x",
        "%50%",
        "->",
        "= ->",
        "####",
        "&&058;",
        "&amp;",
        "//",
        "0",
        "\\n",
        "\\\\",
        "::",
        "TRUE",
        "<b>",
        "`a`",
    ]
)
texts = st.one_of(words, st.lists(st.one_of(words, snippets), min_size=1, max_size=4).map(" ".join))
code = st.text(st.sampled_from(SIGNS + "\t"), max_size=40).filter(lambda text: bool(text.strip()))


def _text(words: str) -> Text:
    return Text(plain_text(words), AT)


def _paragraph(words: str) -> Paragraph:
    return Paragraph(AT, _text(words))


paragraphs = texts.map(_paragraph)
blocks: st.SearchStrategy[Blocks] = st.one_of(
    paragraphs.map(lambda one: (one,)),
    st.lists(
        st.one_of(
            paragraphs,
            code.map(lambda source: Code(AT, "", source + "\n")),
            paragraphs.map(lambda one: Quote(AT, (one,))),
            st.lists(paragraphs, min_size=1, max_size=3).map(
                lambda items: ListBlock(AT, True, 1, True, tuple((item,) for item in items))
            ),
        ),
        min_size=1,
        max_size=3,
    ).map(tuple),
)
feedback = st.one_of(st.just(()), blocks)
fractions = st.sampled_from(sorted(PERCENT))
tags = st.lists(
    st.text(st.sampled_from("ab:=#{}~[]%|"), min_size=1, max_size=6), max_size=3, unique=True
).map(tuple)


@st.composite
def choices(draw: st.DrawFn, first: Fraction) -> tuple[Choice, ...]:
    others = draw(st.lists(fractions, min_size=1, max_size=4))
    return tuple(
        Choice(AT, f"c{n}", True, draw(blocks), draw(feedback), False, fraction)
        for n, fraction in enumerate([first, *others])
    )


@st.composite
def questions(draw: st.DrawFn) -> Question:
    common: dict[str, Any] = {
        "at": AT,
        "id": draw(st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,2}", fullmatch=True)),
        "pinned": True,
        "title": draw(st.one_of(st.none(), texts.map(_text))),
        "stem": draw(blocks),
        "tags": draw(tags),
        "outcome": draw(st.sampled_from(["", "listen"])),
        "feedback": draw(feedback),
    }
    make = draw(st.sampled_from(_MAKERS))
    question: Question = make(draw, common)
    return question


def _single(draw: st.DrawFn, common: dict[str, Any]) -> Question:
    return SingleChoice(**common, choices=draw(choices(Fraction(1))))


def _multiple(draw: st.DrawFn, common: dict[str, Any]) -> Question:
    return MultipleChoice(**common, choices=draw(choices(Fraction(1, 2))))


def _true_false(draw: st.DrawFn, common: dict[str, Any]) -> Question:
    answer = draw(st.booleans())
    true, false = (
        Choice(AT, word.lower(), False, (_paragraph(word),), draw(feedback), right, Fraction(right))
        for word, right in (("True", answer), ("False", not answer))
    )
    return TrueFalse(**common, answer=answer, true=true, false=false)


def _short(draw: st.DrawFn, common: dict[str, Any]) -> Question:
    pattern = st.lists(st.one_of(texts, st.sampled_from(["\\*", "\\\\", "*"])), min_size=1, max_size=3).map(
        "".join
    )
    first = ShortAnswerPattern(AT, draw(pattern), feedback=draw(feedback))
    rest = [ShortAnswerPattern(AT, draw(pattern), draw(fractions)) for _ in range(draw(st.integers(0, 3)))]
    return ShortAnswer(**common, answers=(first, *rest))


def _numerical(draw: st.DrawFn, common: dict[str, Any]) -> Question:
    number = st.decimals(-1000, 1000, places=3).map(Fraction)
    ranges = []
    for _ in range(draw(st.integers(1, 3))):
        middle, reach = draw(number), abs(draw(number))
        ranges.append(NumericalRange(AT, middle - reach, middle + reach, draw(fractions), draw(feedback)))
    if draw(st.booleans()):
        ranges.append(NumericalRange(AT, None, None, draw(fractions), (_paragraph("no"),)))
    return Numerical(**common, answers=tuple(ranges))


def _matching(draw: st.DrawFn, common: dict[str, Any]) -> Question:
    pairs = tuple(
        Pair(AT, f"p{n}", True, draw(blocks), (), f"t{n}", draw(texts.map(_text)))
        for n in range(draw(st.integers(2, 4)))
    )
    rest = tuple(
        Distractor(AT, f"d{n}", True, draw(texts.map(_text))) for n in range(draw(st.integers(0, 2)))
    )
    return Matching(**common, pairs=pairs, distractors=rest)


def _ordering(draw: st.DrawFn, common: dict[str, Any]) -> Question:
    items = tuple(Item(AT, f"i{n}", True, draw(blocks)) for n in range(draw(st.integers(2, 4))))
    return Ordering(**common, items=items)


def _essay(_: st.DrawFn, common: dict[str, Any]) -> Question:
    return Essay(**common, points=Fraction(0))


def _description(_: st.DrawFn, common: dict[str, Any]) -> Question:
    return Description(**common | {"feedback": ()}, points=Fraction(0))


_MAKERS: list[Callable[[st.DrawFn, dict[str, Any]], Question]] = [
    _single, _multiple, _true_false, _short, _numerical, _matching, _ordering, _essay, _description
]  # fmt: skip


def shape(question: Question) -> dict[str, Any]:
    """What a learner meets and what is marked, without places in files and derived ids."""
    return {
        "type": question.kind,
        "id": question.id,
        "title": plain(question.title),
        "tags": question.tags,
        "outcome": question.outcome,
        "points": question.points,
        "stem": _html(question.stem),
        "feedback": _html(question.feedback),
        "answers": _answers(question),
    }


def _html(blocks: Blocks) -> str:
    return render_blocks(blocks, Prose())


def _answers(question: Question) -> list[Any]:
    match question:
        case SingleChoice() | MultipleChoice():
            return [(_html(one.blocks), _html(one.feedback), one.fraction) for one in question.choices]
        case TrueFalse():
            return [question.answer, _html(question.true.feedback), _html(question.false.feedback)]
        case ShortAnswer():
            return [(_canonical(one.pattern), one.fraction, _html(one.feedback)) for one in question.answers]
        case Numerical():
            return [(one.low, one.high, one.fraction, _html(one.feedback)) for one in question.answers]
        case Matching():
            pairs = [(_html(one.blocks), plain(one.target)) for one in question.pairs]
            return [*pairs, *(plain(one.text) for one in question.distractors)]
        case Ordering():
            return [_html(one.blocks) for one in question.items]
        case _:
            return []


def _canonical(pattern: str) -> str:
    """A backslash that escapes nothing stands for itself, and stars side by side are one."""
    parts: list[str] = []
    at = 0
    while at < len(pattern):
        escape = pattern[at] == "\\" and pattern[at + 1 : at + 2] in ("*", "\\")
        part = pattern[at : at + 1 + escape]
        parts.append("\\\\" if part == "\\" else part)
        at += len(part)
    return "".join(parts)


def round_trip(question: Question) -> tuple[Question, list[str]]:
    """The question read from what was written, and what was said when it was written."""
    report = Report()
    text = write_question(question, "module", Prose(), report)
    said = [one.message for one in report]
    found = Report()
    (read,) = read_gift(f"$CATEGORY: top/A\n\n{text}\n\n::End::The end\n", "x", found).questions[:1] or (
        None,
    )
    assert read is not None and not found.failed, (text, [one.message for one in found])
    return read, said


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(questions())
def test_what_is_written_is_read(question: Question) -> None:
    read, said = round_trip(question)
    ours, theirs = shape(question), shape(read)
    if any("accepts a little more" in one for one in said):
        ours["answers"] = theirs["answers"] = []
    if read.title is None and plain_blocks(question.stem) == ours["title"]:
        ours["title"] = ""  # a title that says what the text says is none
    assert theirs == ours


@settings(deadline=None)
@given(texts)
def test_plain_text_is_markdown_that_shows_it(text: str) -> None:
    assert plain(Text(plain_text(text), AT)) == text


def test_a_loose_pattern_still_takes_what_was_written() -> None:
    answers = (
        ShortAnswerPattern(AT, "a -> b"),
        ShortAnswerPattern(AT, "C:\\\\*"),
        ShortAnswerPattern(AT, "x"),
    )
    question = ShortAnswer(at=AT, id="q", pinned=True, stem=(_paragraph("?"),), answers=answers)
    read, said = round_trip(question)
    assert isinstance(read, ShortAnswer)
    assert [one.pattern for one in read.answers] == ["a -*> b", "C:*", "x"]
    assert len(said) == 1


def test_titles_that_only_begin_the_text_are_none() -> None:
    question = Description(at=AT, id="q", pinned=True, stem=(_paragraph("word " * 60),))
    assert round_trip(question)[0].title is None
    assert round_trip(replace(question, title=_text("Another")))[0].title is not None
