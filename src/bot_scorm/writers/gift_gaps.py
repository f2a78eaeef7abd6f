"""Gaps and words to drag in GIFT: one gap is a missing word, several become a matching question.

GIFT takes one pair of braces a question. With several gaps these are numbered in the text, and each number is
matched with its word: the score stays the same, right ones over all.
"""

from __future__ import annotations

from fractions import Fraction
from html import escape as html_escape

from bot_scorm.model.gaps import Gap
from bot_scorm.model.questions import Drag, Gaps
from bot_scorm.writers import gift_escape
from bot_scorm.writers.fragments import plain
from bot_scorm.writers.gift_pen import GiftPen, braces


def write_gaps(question: Gaps | Drag, pen: GiftPen) -> str:
    """The stem with braces in the place of its only gap, or with numbers and braces behind it."""
    found: dict[int, Gap] = {}

    def mark(number: int, gap: Gap) -> str:
        found[number] = gap
        return f"<gap {number}>"  # no text can hold this: in HTML its < would be escaped

    stem = pen.stem(question.stem, mark)
    general = pen.gift(question.feedback)
    distractors = [plain(one.text) for one in question.distractors] if isinstance(question, Drag) else []
    if len(found) == 1:
        ((number, gap),) = found.items()
        return stem.replace(f"<gap {number}>", braces(_missing_word(gap, distractors, pen), general))
    for number in found:
        stem = stem.replace(f"<gap {number}>", f"({number}) _____")
    return stem + braces(_matching(question, found, distractors, pen), general)


def _missing_word(gap: Gap, distractors: list[str], pen: GiftPen) -> list[str]:
    options = (*gap.options, *distractors)
    if len(options) < 2 or not (gap.menu or distractors):
        if gap.menu:
            pen.losses.changed.append("a gap with one word to choose becomes a word to type")
        return [pen.typed(gift_escape.literal(option), Fraction(1)) for option in options]
    texts = [gift_escape.html(html_escape(option, quote=False)) for option in options]
    wrong = [f"~%0%{text}" if text.startswith("%") else f"~{text}" for text in texts]
    return [f"={t}" if option in gap.right else w for option, t, w in zip(options, texts, wrong, strict=True)]


def _matching(
    question: Gaps | Drag, found: dict[int, Gap], distractors: list[str], pen: GiftPen
) -> list[str]:
    if not found:
        pen.losses.left_out = "it has no gap"
    typed = isinstance(question, Gaps) and any(not gap.menu for gap in found.values())
    pen.lose(typed, "typing: with several gaps the words are chosen from a list")
    pen.losses.changed.append("its numbered gaps are matched with one list of words")
    lines = [f"=({number}) -> {_word(gap.right[0])}" for number, gap in sorted(found.items())]
    right = {text for gap in found.values() for text in gap.right}
    wrong = [text for gap in found.values() for text in gap.options if text not in right]
    return lines + [
        f"= -> {_word(text)}" for text in dict.fromkeys([*wrong, *distractors]) if text not in right
    ]


def _word(text: str) -> str:
    return gift_escape.escape(gift_escape.label(gift_escape.shorten(" ".join(text.split()), 255)))
