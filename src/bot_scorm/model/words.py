"""The words of texts, as they are read: without marks, addresses, citations and references to notes."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from bot_scorm.model.citations import find_citations
from bot_scorm.model.gaps import find_gaps
from bot_scorm.model.walk import texts_of

_MARKS = re.compile(
    r"""!?\[ (?P<words> [^\[\]]*) \] (?: \( [^()]* \) | \[ [^\[\]]* \] )   # a link or a picture
    | \[\^ [^\]]* \]                                                       # a reference to a note
    | \\ (?P<escaped> [!-/:-@\[-`{-~] )
    | (?P<stars> [*`]+ | (?<!\w)_+ | _+(?!\w) )""",
    re.X,
)
_WORD = re.compile(r"[^\W_]+(?:['’.,:/–-][^\W_]+)*")


@lru_cache(4096)
def spoken(source: str) -> str:
    """Inline Markdown as it is read aloud, on one line; a gap is its first right answer."""
    for gap in reversed(list(find_gaps(source))):
        source = source[: gap.start] + gap.right[0] + source[gap.end :]
    for one in reversed(list(find_citations(source))):
        source = source[: one.start].rstrip() + source[one.end :]
    return " ".join(_MARKS.sub(lambda m: m["words"] or m["escaped"] or "", source).split())


def words_in(text: str) -> list[str]:
    """The words of a text that is read aloud; “don't”, “19.4” and “15-year-old” are one each."""
    return _WORD.findall(text)


def count_words(node: Any) -> int:
    """How many words a learner reads in a node or a tuple of nodes."""
    return sum(len(words_in(spoken(text.source))) for text in texts_of(node))
