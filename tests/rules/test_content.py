"""What the checks of content rest on: what counts as said, chance, and words of a language."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot_scorm.model.words import spoken, words_in
from bot_scorm.rules.asking import chance
from bot_scorm.rules.lesson import own_words
from bot_scorm.rules.vocabulary import vocabulary

MARKED = st.text(alphabet='ab 1.,*_`[](){}|!\\"“”„‘’«»@^:;-\n', max_size=80)


@given(MARKED)
def test_any_text_has_words(source: str) -> None:
    assert "\n" not in spoken(source)
    assert all(word.strip() == word for word in words_in(spoken(source)))


@given(MARKED)
def test_what_is_quoted_is_blanked_at_its_place(source: str) -> None:
    own = own_words(source)
    assert len(own) == len(source)
    assert all(after in (before, " ") for before, after in zip(source, own, strict=True))


@pytest.mark.parametrize(
    ("said", "own"),
    [
        ("He is “lazy”, she says.", "He is       , she says."),
        ("Words like *lazy* brand.", "Words like        brand."),
        ("They are **lazy**.", "They are **lazy**."),
        ("It's the boys' own 'lazy' day", "It's the boys' own 'lazy' day"),
        ("He never closes: “lazy", "He never closes: “lazy"),
    ],
)
def test_quotation_marks_and_single_emphasis_excuse(said: str, own: str) -> None:
    assert own_words(said) == own


@given(st.lists(st.sampled_from([0.2, 0.25, 0.5]), max_size=6), st.integers(0, 6))
def test_chance_is_that_of_all_ways_together(odds: list[float], hits: int) -> None:
    ways = product((True, False), repeat=len(odds))
    expected = 0.0
    for way in ways:
        likely = 1.0
        for hit, p in zip(way, odds, strict=True):
            likely *= p if hit else 1 - p
        expected += likely if sum(way) >= hits else 0
    assert chance(hits, odds) == pytest.approx(expected)


def test_words_of_a_language_are_those_of_its_file() -> None:
    assert vocabulary("en-GB") == vocabulary("en")
    assert vocabulary("en").negatives.findall("It isn't never now") == ["n't", "never"]
    assert vocabulary("xx").negatives.search("not never") is None
    assert vocabulary("en").stigmatising.search("Hard \n to reach") is not None
