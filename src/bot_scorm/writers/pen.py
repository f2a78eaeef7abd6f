"""The tool with which one question is written for an LMS: it renders texts and notes down what is lost."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction

from bot_scorm.model.blocks import Blocks, Paragraph, Prose, Recording
from bot_scorm.model.citations import find_citations
from bot_scorm.model.grades import PERCENT, nearest_grade
from bot_scorm.model.questions import Reflection
from bot_scorm.model.text import Text
from bot_scorm.model.walk import nodes_of, texts_of
from bot_scorm.writers import gift_escape
from bot_scorm.writers.fragments import plain, render_blocks, render_text
from bot_scorm.writers.inline import GapControl
from bot_scorm.writers.losses import Losses
from bot_scorm.writers.pictures import Image

_RIGHT_SIDE = 255
"""Characters that Moodle keeps of a matching question's right side; a longer one ends the import."""
_EXACT = Fraction(1, 10000)
"""Authors write 33.33 or 33.33333 for a third."""
_TERM = "](term:"
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?!\w+:)")


@dataclass(slots=True)
class Pen:
    """Renders texts of one question and notes down what is lost."""

    prose: Prose
    losses: Losses = field(default_factory=Losses)

    def lose(self, condition: object, what: str) -> None:
        """Notes down a loss if there is one."""
        if condition:
            self.losses.lost.append(what)

    def change(self, condition: object, what: str) -> None:
        """Notes down another form if there is one."""
        if condition:
            self.losses.changed.append(what)

    def hands_in(self, question: Reflection) -> bool:
        """Whether a reflection becomes an essay; else it becomes a text to think about. Notes down which."""
        self.change(question.submit, "a reflection to hand in becomes an essay")
        if not question.submit:
            self.losses.changed.append(
                "a private reflection becomes a text to think about, since an LMS stores what is typed"
            )
            self.lose(question.model, "the model answer")
        return question.submit

    def html(self, blocks: Blocks) -> str:
        """Blocks as HTML; one paragraph alone stands without a ``<p>``."""
        html = self.render(blocks)
        alone = len(blocks) == 1 and isinstance(blocks[0], Paragraph) and html.count("<p>") == 1
        return html[3:-4] if alone and html.startswith("<p>") and html.endswith("</p>") else html

    def label(self, text: Text) -> str:
        """The right side of a pair: words in which Moodle finds no markup."""
        self.lose("<" in render_text(text.source, self.prose), "formatting of right sides")
        words = plain(text)
        short = gift_escape.shorten(words, _RIGHT_SIDE)
        self.lose(short != words, f"the end of a right side longer than {_RIGHT_SIDE} characters")
        return gift_escape.label(short)

    def percent(self, fraction: Fraction) -> str:
        """A fraction in percent, the nearest on Moodle's list."""
        grade = nearest_grade(fraction)
        if abs(grade - fraction) > _EXACT:
            exact = gift_escape.decimal(round(fraction * 100, 5))
            self.losses.lost.append(f"a fraction of {exact} %, which becomes {PERCENT[grade]} %")
        return PERCENT[grade]

    def render(self, blocks: Blocks, gap: GapControl | None = None) -> str:
        """Blocks as HTML."""
        self.lose(
            any(_LINK.search(text.source) for text in texts_of(blocks)), "links to other pages and to files"
        )
        texts = [text.source for text in texts_of(blocks)]
        self.change(any(_TERM in text for text in texts), "terms of the glossary are shown as their words")
        self.change(
            any(any(find_citations(text)) for text in texts), "citations stand without a list of sources"
        )
        recorded = any(True for _ in nodes_of(blocks, Recording))
        self.lose(recorded, "a recording, whose transcript is shown instead")
        return render_blocks(blocks, self.prose, image=self.picture, gap=gap)

    def picture(self, src: str) -> Image | None:
        """What a format shows of a picture: here nothing."""
        self.losses.lost.append(f"the picture {src}, whose alternative text is shown instead")
        return None
