"""The tool with which one question is written in GIFT."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from bot_scorm.model.blocks import Blocks
from bot_scorm.model.text import Text
from bot_scorm.writers import gift_escape
from bot_scorm.writers.inline import GapControl
from bot_scorm.writers.pen import Pen


@dataclass(slots=True)
class GiftPen(Pen):
    """Renders texts of one question in GIFT's escapes."""

    def gift(self, blocks: Blocks) -> str:
        """Blocks as HTML, escaped."""
        return gift_escape.html(self.html(blocks))

    def feedback(self, blocks: Blocks) -> str:
        """The part of an answer that holds its feedback, from its ``#`` on."""
        return "#" + self.gift(blocks) if blocks else ""

    def stem(self, blocks: Blocks, gap: GapControl | None = None) -> str:
        """The question's text, escaped; ``[html]`` stands before it already."""
        return gift_escape.escape(self.render(blocks, gap))

    def right_side(self, text: Text) -> str:
        """The right side of a pair, which is plain text."""
        return gift_escape.escape(self.label(text))

    def weight(self, fraction: Fraction) -> str:
        """A fraction as the weight of an answer."""
        return f"%{self.percent(fraction)}%"

    def typed(self, pattern: str, fraction: Fraction) -> str:
        """An answer to type, with its weight."""
        text, loose = gift_escape.pattern(pattern)
        if loose:
            self.losses.changed.append(f"the pattern “{pattern}” accepts a little more")
        return "=" + ("" if fraction == 1 and not text.startswith("%") else self.weight(fraction)) + text


def braces(lines: list[str], general: str = "") -> str:
    """Answers between braces, one a line, and feedback for everyone behind them."""
    inside = [*lines, *([f"####{general}"] if general else [])]
    return "{" + "".join(f"\n\t{line}" for line in inside) + "\n}" if inside else "{}"
