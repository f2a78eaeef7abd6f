"""How much may be typed in each place of a question, so that the state of a module has a bound."""

from __future__ import annotations

import re

from bot_scorm.model.questions import Drag, Gaps, Numerical, Question, ShortAnswer
from bot_scorm.writers.inline import plain
from bot_scorm.writers.letters import cost
from bot_scorm.writers.options import gaps_of, targets_of

_MOST = 250
"""No place to type is larger: an interaction of SCORM 1.2 has 255 characters."""
_NUMBER = 32
_STARS = re.compile(r"(?<!\\)((?:\\\\)*)\*")


def rooms_of(question: Question) -> tuple[int, ...]:
    """The most characters of state that what is typed or chosen in each place takes, in their order.

    Generous, because a wrong answer may be longer than any right one: twice the longest that is known and
    some more, in steps of 16 that tell nothing about it.
    """
    match question:
        case ShortAnswer():
            return (_typed([_STARS.sub(r"\1", one.pattern) for one in question.answers]),)
        case Numerical():
            return (_NUMBER + (cost(plain(question.unit)) if question.unit else 0),)
        case Drag():
            longest = max((cost(word.key) for word in targets_of(question)), default=0)
            return (longest,) * len(gaps_of(question))
        case Gaps():
            return tuple(
                max(map(cost, gap.options), default=0) if gap.menu else _typed(gap.options)
                for gap in gaps_of(question)
            )
        case _:
            return ()


def _typed(answers: list[str] | tuple[str, ...]) -> int:
    longest = max(map(cost, answers), default=0)
    wanted = 2 * longest + 16
    return max(min(-(-wanted // 16) * 16, _MOST), longest)
