"""The tool with which one question is written in GIFT: it renders texts and notes down what is lost."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction

from bot_scorm.model.blocks import Blocks, Paragraph, Prose, Recording
from bot_scorm.model.grades import PERCENT, nearest_grade
from bot_scorm.model.text import Text
from bot_scorm.model.walk import nodes_of, texts_of
from bot_scorm.writers import gift_escape
from bot_scorm.writers.fragments import plain, render_blocks, render_text
from bot_scorm.writers.inline import GapControl
from bot_scorm.writers.losses import Losses

_RIGHT_SIDE = 255
"""Characters that Moodle keeps of a matching question's right side; a longer one ends the import."""
_EXACT = Fraction(1, 10000)
"""Authors write 33.33 or 33.33333 for a third."""
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?!\w+:)")


@dataclass(slots=True)
class GiftPen:
    """Renders texts of one question and notes down what is lost."""

    prose: Prose
    losses: Losses = field(default_factory=Losses)

    def lose(self, condition: object, what: str) -> None:
        """Notes down a loss if there is one."""
        if condition:
            self.losses.lost.append(what)

    def html(self, blocks: Blocks) -> str:
        """Blocks as HTML; one paragraph alone stands without a ``<p>``."""
        html = self._render(blocks)
        alone = len(blocks) == 1 and isinstance(blocks[0], Paragraph) and html.count("<p>") == 1
        return html[3:-4] if alone and html.startswith("<p>") and html.endswith("</p>") else html

    def gift(self, blocks: Blocks) -> str:
        """Blocks as HTML, escaped."""
        return gift_escape.html(self.html(blocks))

    def feedback(self, blocks: Blocks) -> str:
        """The part of an answer that holds its feedback, from its ``#`` on."""
        return "#" + self.gift(blocks) if blocks else ""

    def stem(self, blocks: Blocks, gap: GapControl | None = None) -> str:
        """The question's text, escaped; ``[html]`` stands before it already."""
        return gift_escape.escape(self._render(blocks, gap))

    def right_side(self, text: Text) -> str:
        """The right side of a pair, which is plain text."""
        self.lose("<" in render_text(text.source, self.prose), "formatting of right sides")
        words = plain(text)
        short = gift_escape.shorten(words, _RIGHT_SIDE)
        self.lose(short != words, f"the end of a right side longer than {_RIGHT_SIDE} characters")
        return gift_escape.escape(gift_escape.label(short))

    def weight(self, fraction: Fraction) -> str:
        """A fraction in percent, the nearest on Moodle's list."""
        grade = nearest_grade(fraction)
        if abs(grade - fraction) > _EXACT:
            exact = gift_escape.decimal(round(fraction * 100, 5))
            self.losses.lost.append(f"a fraction of {exact} %, which becomes {PERCENT[grade]} %")
        return f"%{PERCENT[grade]}%"

    def typed(self, pattern: str, fraction: Fraction) -> str:
        """An answer to type, with its weight."""
        text, loose = gift_escape.pattern(pattern)
        if loose:
            self.losses.changed.append(f"the pattern “{pattern}” accepts a little more")
        return "=" + ("" if fraction == 1 and not text.startswith("%") else self.weight(fraction)) + text

    def _render(self, blocks: Blocks, gap: GapControl | None = None) -> str:
        self.lose(any(_LINK.search(text.source) for text in texts_of(blocks)), "links to other pages")
        recorded = any(True for _ in nodes_of(blocks, Recording))
        self.lose(recorded, "a recording, whose transcript is shown instead")
        return render_blocks(blocks, self.prose, image=self._image, gap=gap)

    def _image(self, src: str) -> None:
        self.losses.lost.append(f"the picture {src}, whose alternative text is shown instead")


def braces(lines: list[str], general: str = "") -> str:
    """Answers between braces, one a line, and feedback for everyone behind them."""
    inside = [*lines, *([f"####{general}"] if general else [])]
    return "{" + "".join(f"\n\t{line}" for line in inside) + "\n}" if inside else "{}"
