"""Checks of how a module says things: length, difficulty, figures, years, and words about people."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from bot_scorm.diagnostics import Location, Severity
from bot_scorm.model.blocks import Block, Figure, Heading, Paragraph
from bot_scorm.model.citations import find_citations
from bot_scorm.model.programme import Page
from bot_scorm.model.text import Text
from bot_scorm.model.walk import nodes_of
from bot_scorm.model.words import count_words, spoken, words_in
from bot_scorm.rules.base import Findings, rule
from bot_scorm.rules.lesson import SENTENCE, Lesson, own_words, running_text, texts_meant

FEWEST, MOST = 200, 540
"""Words of a screen: 250 to 450 are wanted, a fifth more or less is let pass."""
HARDEST = 8.0
"""The grade of Flesch and Kincaid up to which texts for readers at B1 to B2 may go."""
STALE_YEARS = 10

_NUMBER = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twenty|a hundred|a thousand)"
_SHARE = re.compile(
    r"\d[\d.,]*\s*(?:%|per\s?cent\b|percentage points?\b)"
    rf"|\b{_NUMBER}\s+(?:in|out of)\s+(?:every\s+)?{_NUMBER}\b",
    re.I,
)
_YEAR = re.compile(r"(?<![\d.])(?:19|20)\d\d(?![\d])")


@rule("TXT-201", Severity.WARNING, on=Lesson)
def screen_is_not_too_long(lesson: Lesson) -> Findings:
    """A screen to read has no more than 450 words.

    Why: it is read on a phone, in ten minutes between two other things. Counted is what is to be read
    without its questions; a fifth more (540) is let pass. Only theory pages of the curriculum are looked at,
    for handbooks are read in another way.

    Example: a page with 900 words. Make two of it, or move a part into the trainer guide.
    """
    for page, count in _lengths(lesson):
        if count > MOST:
            yield page.at, f"This screen has {count} words: make two of it, or shorten it to 450."


@rule("TXT-206", Severity.INFO, on=Lesson)
def screen_is_not_too_short(lesson: Lesson) -> Findings:
    """A screen to read has 250 words or more.

    Why: a shorter one breaks a thought in two, and can join its neighbour. Counted as for TXT-201; a fifth
    less (200) is let pass.

    Example: a page with 60 words. Join it with the page before, or say more.
    """
    for page, count in _lengths(lesson):
        if count < FEWEST:
            yield page.at, f"This screen has {count} words only: join it with another, or write about 250."


@rule("TXT-202", Severity.WARNING, on=Lesson)
def screen_is_easy_to_read(lesson: Lesson) -> Findings:
    """A screen to read is written for readers at B1 to B2.

    Why: most learners read in a second or third language, tired and on a phone. Measured is the grade of
    Flesch and Kincaid, 0.39 × words per sentence + 11.8 × syllables per word − 15.59, over a page's
    paragraphs and lists; syllables are those at which Pyphen would hyphenate. Grade 8 is the limit. It is a
    rough measure: it sees long sentences and long words, and no thoughts. It is made for English, and other
    languages are not measured.

    Example: “The operationalisation of participatory approaches necessitates organisational prerequisites.”
    """
    if lesson.language.partition("-")[0] != "en":
        return
    for page in lesson.theory:
        sentences = [one for text in _prose(running_text(page)) for one in _sentences(text)]
        words = [word for sentence in sentences for word in words_in(sentence)]
        if len(words) < FEWEST / 2:
            continue
        grade = 0.39 * len(words) / len(sentences) + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59
        if grade > HARDEST:
            longest = max(sentences, key=lambda one: len(words_in(one)))
            start = " ".join(longest.split()[:5])
            yield (
                page.at,
                f"Grade {grade:.1f} is above {HARDEST:g}: shorten sentences, such as “{start} …”.",
            )


@rule("TXT-203", Severity.WARNING, on=Lesson)
def figures_have_a_source(lesson: Lesson) -> Findings:
    """A share in a text to read has a citation in the same section.

    Why: a figure without who, when and where cannot be checked, and is passed on as if it could. Looked at
    are percentages and “one in five” on theory pages of the curriculum, outside quotation marks and single
    emphasis: a calculation or an invented example can stand there.

    Example: “Half of them, 52 per cent, left school early.” Add `[@eurofound-2016]`, or leave the figure
    out.
    """
    for page in lesson.theory:
        for section in _sections(running_text(page)):
            texts = list(texts_meant(section))
            if any(list(find_citations(text.source)) for text in texts):
                continue
            for text in texts:
                if match := _SHARE.search(own_words(text.source)):
                    yield (
                        _place(text, match.start()),
                        f"Who says “{match[0].strip()}”? Cite the source in this section.",
                    )


@rule("TXT-204", Severity.WARNING, on=Lesson)
def no_year_is_now(lesson: Lesson) -> Findings:
    """No year stands beside “currently” or another word for now.

    Why: content is read for years, and “currently” is wrong soon.

    Example: “Currently, in 2024, there are nine.” Write “In 2024 there were nine”.
    """
    for text, start, sentence in _dated(lesson):
        if present := lesson.words.present.search(sentence):
            year = _YEAR.findall(sentence)[0]
            message = f"“{present[0]}” and {year}: what was so then need not be so when this is read."
            yield _place(text, start), message


@rule("TXT-207", Severity.INFO, on=Lesson)
def shares_are_not_old(lesson: Lesson) -> Findings:
    """A share is not older than ten years.

    Why: an old figure is taken for today's. The years are counted back from the one in the programme's
    version, such as `2026.1`; without one nothing is said. A year in a citation's key counts, too.

    Example: “In 2010, 15 per cent took the bus.” Look for a newer figure, or say why this one still tells
    something.
    """
    for text, start, sentence in _dated(lesson) if lesson.edition else ():
        year = max(map(int, _YEAR.findall(sentence)))
        if _SHARE.search(sentence) and year < lesson.edition - STALE_YEARS:
            yield (
                _place(text, start),
                f"This is of {year}, more than {STALE_YEARS} years ago: is there a newer one?",
            )


@rule("TXT-205", Severity.WARNING, on=Lesson)
def words_do_not_stigmatise(lesson: Lesson) -> Findings:
    """People are not reduced to one thing that they lack, have or did.

    Why: words are taken over by those who learn with them, and the people meant may read them. The list
    stands in `rules/terms/en.yaml` with better words. Not looked at is what says how one should not speak:
    text in quotation marks, in single emphasis (`*lazy*`, a word that is spoken about), in `::: quote`, in
    choices that are wrong or lose a story's points, in distractors, and on the front of flashcards.

    Example: “Our drop-outs need discipline.” Write “young people who left school early”, or put it in
    quotation marks.
    """
    for page in lesson.module.pages:
        if page.at.path not in lesson.sources.broken:
            for text in texts_meant(page):
                for match in lesson.words.stigmatising.finditer(own_words(text.source)):
                    better = lesson.words.better[" ".join(match[0].lower().split())]
                    yield _place(text, match.start()), f"“{match[0]}” reduces people; better: {better}."


@rule("IMG-201", Severity.WARNING, on=Lesson)
def figure_names_its_source(lesson: Lesson) -> Findings:
    """A figure says who made it, and one that shows a share says of which year it is.

    Why: without a source a figure may be nobody's to use, and its data nobody's to check.

    Example: `![A bridge](media/bridge.svg "Three pillars")`. Add `{source="Own drawing"}`.
    """
    for page in lesson.pages:
        for figure in nodes_of(page, Figure):
            said = f"{figure.alt} {figure.caption or ''}"
            if not figure.source:
                yield figure.at, 'Say who made this figure: {source="…"}.'
            elif _SHARE.search(said) and not _YEAR.search(f"{said} {figure.source}"):
                yield figure.at, "This figure shows a share: say of which year, in the caption or the source."


def _dated(lesson: Lesson) -> Iterator[tuple[Text, int, str]]:
    """Sentences with a year in texts to be read, with their text and where in it the year stands."""
    for page in lesson.pages:
        for text in texts_meant(running_text(page)):
            own = own_words(text.source)
            for sentence in SENTENCE.finditer(own) if _YEAR.search(own) else ():
                if year := _YEAR.search(sentence[0]):
                    yield text, sentence.start() + year.start(), sentence[0]


def _lengths(lesson: Lesson) -> Iterator[tuple[Page, int]]:
    for page in lesson.theory:
        yield page, count_words(page.prose) - sum(count_words(one) for one in page.questions)


def _sections(blocks: Sequence[Block]) -> Iterator[tuple[Block, ...]]:
    """The blocks of a page, from each heading to the next."""
    section: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading):
            yield tuple(section)
            section = []
        section.append(block)
    yield tuple(section)


def _prose(node: Any) -> Iterator[str]:
    """The paragraphs below a node, those in lists and boxes, too."""
    return (spoken(one.text.source) for one in nodes_of(node, Paragraph))


def _sentences(text: str) -> Iterator[str]:
    return (one[0] for one in SENTENCE.finditer(text) if len(words_in(one[0])) > 1)


def _place(text: Text, offset: int) -> Location:
    line = text.source.count("\n", 0, offset)
    if line:
        return text.at.on(text.at.line + line)
    return text.at.on(text.at.line, text.at.column + offset)


@cache
def _syllables(word: str) -> int:
    return len(_hyphenation().positions(word.lower())) + 1


@cache
def _hyphenation() -> Any:
    from pyphen import Pyphen

    return Pyphen(lang="en_GB", left=1, right=2)
