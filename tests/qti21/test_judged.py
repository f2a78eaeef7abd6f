"""What an item of ours gives for a response is what the model says it earns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import combinations, permutations, product
from pathlib import Path
from typing import Any

import pytest

from bot_scorm.citing import cited
from bot_scorm.diagnostics import Report
from bot_scorm.model.gaps import find_gaps
from bot_scorm.model.programme import Edition, Programme
from bot_scorm.model.questions import (
    Drag,
    Gaps,
    Matching,
    MultipleChoice,
    Numerical,
    Ordering,
    Question,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
)
from bot_scorm.model.walk import texts_of
from bot_scorm.readers import load
from bot_scorm.writers.qti21 import WRITER
from tests.carried.course import written_to
from tests.qti21.judge import Judge

HOSTILE = Path(__file__).parents[1] / "hostile/content"
Case = tuple[dict[str, Any], Fraction]
"""A response, and the fraction of the points that it earns."""


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Question, Judge]]:
    """Every question of the hostile course, and of the modules that hold one element each, with its item."""
    programmes = [load(HOSTILE, Report()), written_to(tmp_path_factory.mktemp("carried")).programme]
    return [pair for programme in programmes for pair in _written(programme)]


def _written(programme: Programme) -> Iterator[tuple[Question, Judge]]:
    for module in programme.modules:
        artifact = WRITER.write(cited(Edition("en", programme).of(module), Report()), Report())
        for question in (one for page in module.pages for one in page.questions):
            assert artifact
            name = f"q.{module.id}.{question.id}.xml".replace("-", "_")
            yield question, Judge(artifact.files[name].read())


def test_every_response_earns_what_the_model_says(asked: list[tuple[Question, Judge]]) -> None:
    played: dict[str, set[str]] = {}
    for question, judge in asked:
        if not question.scored:
            continue
        for response, fraction in [({}, Fraction(0)), *cases(question)]:
            score, _ = judge.play(response)
            assert score == pytest.approx(float(fraction * question.points), abs=1e-9), (
                question.at,
                response,
            )
            verdict = "right" if fraction == 1 else "partial" if fraction else "wrong"
            played.setdefault(question.kind, set()).add(verdict)
    assert set(played) == {one.kind for one in _PLAYED}
    assert all({"right", "wrong"} <= verdicts for verdicts in played.values())
    assert {kind for kind, verdicts in played.items() if "partial" not in verdicts} == {"true-false"}


def cases(question: Question) -> Iterator[Case]:
    """Responses to a question, with what each earns by the rules that stand with its class."""
    return _PLAYED[type(question)](question)


def _single(question: SingleChoice) -> Iterator[Case]:
    for one in question.choices:
        yield {"RESPONSE": _id(one.id)}, max(one.fraction, Fraction(0))


def _multiple(question: MultipleChoice) -> Iterator[Case]:
    for count in range(len(question.choices) + 1):
        for chosen in combinations(question.choices, count):
            earned = min(max(sum((one.fraction for one in chosen), Fraction(0)), Fraction(0)), Fraction(1))
            if question.all_or_nothing:
                earned = Fraction(all(one.right == (one in chosen) for one in question.choices))
            yield {"RESPONSE": [_id(one.id) for one in chosen]}, earned


def _true_false(question: TrueFalse) -> Iterator[Case]:
    for word in ("true", "false"):
        yield {"RESPONSE": word}, Fraction(word == str(question.answer).lower())


def _matching(question: Matching) -> Iterator[Case]:
    rights = [*dict.fromkeys(one.target_id for one in question.pairs)]
    rights += [one.id for one in question.distractors]
    for chosen in product(rights, repeat=len(question.pairs)):
        pairs = [*zip(question.pairs, chosen, strict=True)]
        response = [f"l{_id(one.id)} r{_id(right)}" for one, right in pairs]
        hits = sum(one.target_id == right for one, right in pairs)
        yield {"RESPONSE": response}, Fraction(hits, len(pairs))


def _ordering(question: Ordering) -> Iterator[Case]:
    ids = [_id(one.id) for one in question.items]
    for order in permutations(ids):
        hits = sum(one == other for one, other in zip(order, ids, strict=True))
        yield {"RESPONSE": [*order]}, Fraction(hits, len(ids))


def _drag(question: Drag) -> Iterator[Case]:
    gaps = [gap for text in texts_of(question.stem) for gap in find_gaps(text.source)]
    words = [*dict.fromkeys(gap.right[0] for gap in gaps)]
    for placed in product(range(len(words)), repeat=len(gaps)):
        pairs = [f"w_{word + 1} g_{place}" for place, word in enumerate(placed, start=1)]
        hits = sum(words[word] == gap.right[0] for word, gap in zip(placed, gaps, strict=True))
        yield {"RESPONSE": pairs}, Fraction(hits, len(gaps))


def _id(id: str) -> str:
    return "a_" + id.replace("-", "_")


def _typed(question: ShortAnswer) -> Iterator[Case]:
    yield {"RESPONSE": "nothing of the sort \u2603"}, _by_any(question)
    for answer in question.answers:
        if answer.pattern.replace("\\*", "").replace("\\\\", "").strip() == "*":
            continue
        text = answer.pattern.replace("\\\\", "\0").replace("\\*", "\1").replace("*", "x y")
        text = text.replace("\0", "\\").replace("\1", "*")
        for form in (text, f"  {text} ", text.replace(" ", "  ")):
            yield {"RESPONSE": form}, max(answer.fraction, Fraction(0))
        if text.upper() != text and not answer.case:
            yield {"RESPONSE": text.upper()}, max(answer.fraction, Fraction(0))
        if text.upper() != text and answer.case:
            yield {"RESPONSE": text.upper()}, _by_any(question)


def _by_any(question: ShortAnswer) -> Fraction:
    return max((one.fraction for one in question.answers if one.pattern == "*"), default=Fraction(0))


def _numbers(question: Numerical) -> Iterator[Case]:
    ranges = [one for one in question.answers if one.low is not None and one.high is not None]
    ends = {end for one in ranges for end in (one.low, one.high) if end is not None}
    for number in sorted(ends | {end + Fraction(1, 1000) for end in ends} | {Fraction(10**9)}):
        first = next(
            (
                one.fraction
                for one in question.answers
                if one.low is None or one.high is None or one.low <= number <= one.high
            ),
            Fraction(0),
        )
        yield {"RESPONSE": float(number)}, max(first, Fraction(0))


def _gaps(question: Gaps) -> Iterator[Case]:
    gaps = [gap for text in texts_of(question.stem) for gap in find_gaps(text.source)]
    offers: list[list[tuple[str, bool]]] = []
    for gap in gaps:
        if gap.menu:
            offers.append([(f"w_{n}", text in gap.right) for n, text in enumerate(gap.options, start=1)])
        else:
            offers.append([(f" {text.upper()} ", True) for text in gap.right] + [("\u2603", False)])
    for taken in product(*offers):
        response = {f"RESPONSE_{place}": text for place, (text, _) in enumerate(taken, start=1)}
        yield response, Fraction(sum(right for _, right in taken), len(gaps))


_PLAYED: dict[type[Question], Callable[[Any], Iterator[Case]]] = {
    SingleChoice: _single,
    MultipleChoice: _multiple,
    TrueFalse: _true_false,
    ShortAnswer: _typed,
    Numerical: _numbers,
    Matching: _matching,
    Ordering: _ordering,
    Gaps: _gaps,
    Drag: _drag,
}


def test_feedback_is_shown_with_what_it_is_for(asked: list[tuple[Question, Judge]]) -> None:
    seen = 0
    for question, judge in asked:
        if not isinstance(question, SingleChoice | MultipleChoice):
            continue
        for one in question.choices:
            chosen = _id(one.id) if isinstance(question, SingleChoice) else [_id(one.id)]
            expected = [_id(one.id)] * bool(one.feedback) + ["general"] * bool(question.feedback)
            assert judge.play({"RESPONSE": chosen})[1] == expected
            seen += len(expected)
    assert seen
