"""What a question loses or changes in the source format though it is taken."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from bot_scorm.model.blocks import Paragraph, Quote
from bot_scorm.model.questions import Choice, Item, Matching, Question
from bot_scorm.model.walk import nodes_of, walk
from bot_scorm.sources.questions import decimal, mark_of


def changes(question: Question) -> Iterator[str]:
    """Each change as a sentence."""
    for tag in question.tags:
        if len(tag.split()) > 1:
            yield f"The tag “{tag[:60]}” becomes “{'-'.join(tag.split())[:60]}”."
    if any(isinstance(block, Quote) for item in nodes_of(question, Item) for block in item.blocks):
        yield "A block quote in an answer is written as a paragraph, since there it would be feedback."
    if isinstance(question, Matching) and any(_is_more_than_text(pair) for pair in question.pairs):
        yield "The left side of a pair is one line of text: its paragraphs, lists and code run together."
    shares = {
        getattr(one, "fraction", Fraction(0))
        for one in walk(question)
        if not (isinstance(one, Choice) and mark_of(one, question) in ("[x]", "[ ]"))
    }
    if any(Fraction(decimal(share * 100)) != share * 100 for share in shares):
        yield "A share that has no end as a decimal is written with nine decimals of a percentage."


def _is_more_than_text(item: Item) -> bool:
    return len(item.blocks) != 1 or not isinstance(item.blocks[0], Paragraph)
