"""What each type of survey item becomes in Moodle's Feedback activity."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from bot_scorm.diagnostics import Location, Report
from bot_scorm.model.blocks import Block, Blocks, Paragraph
from bot_scorm.model.programme import Survey
from bot_scorm.model.surveys import (
    ChoiceItem,
    ChoicesItem,
    Condition,
    DescriptionItem,
    LongItem,
    MenuItem,
    NumberItem,
    ScaleItem,
    SurveyItem,
    TextItem,
)
from bot_scorm.model.text import Text
from bot_scorm.package.xml import Element
from bot_scorm.writers import gift_escape
from bot_scorm.writers.fragments import plain_blocks, render_blocks, render_text
from bot_scorm.writers.losses import FEEDBACK, Losses
from bot_scorm.writers.pictures import Image
from bot_scorm.writers.xml_nodes import element

_NAME = 255
"""Characters that Moodle keeps of an item's text and of the answer that another item depends on."""
_BAR = "¦"


@dataclass(slots=True)
class FeedbackPen:
    """What was written of one survey so far."""

    survey: Survey
    nodes: list[Element] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    """Ids of items to their numbers in the file, which Moodle replaces by its own."""
    values: dict[tuple[str, str], str] = field(default_factory=dict)
    """Item and answer to the text by which Moodle knows the answer."""
    page: set[str] = field(default_factory=set)
    """The items on the current page of the form."""
    losses: Losses = field(default_factory=Losses)
    """What is noted down about the current item."""

    def html(self, blocks: Blocks) -> str:
        """Blocks as HTML, without pictures."""
        return render_blocks(blocks, self.survey.prose, image=self._picture)

    def _picture(self, src: str) -> Image | None:
        self.losses.lost.append(f"the picture {src}, whose alternative text is shown instead")
        return None

    def told(self, at: Location, name: str, report: Report) -> None:
        """Says what was noted down, and begins anew."""
        self.losses.report(report, at, name, FEEDBACK)
        self.losses = Losses()

    def add(
        self,
        type: str,
        presentation: str,
        *,
        text: str = "",
        id: str = "",
        required: bool = False,
        options: str = "",
        condition: Condition | None = None,
    ) -> None:
        """Writes one item."""
        number = len(self.nodes) + 1
        parts = {
            "ITEMID": str(number),
            "ITEMTEXT": text,
            "ITEMLABEL": id,
            "PRESENTATION": presentation,
            "OPTIONS": options,
            "DEPENDITEM": str(self.numbers[condition.item]) if condition else "0",
            "DEPENDVALUE": self.values[condition.item, condition.answer] if condition else "",
        }
        if id:
            self.numbers[id] = number
            self.page.add(id)
        fields = [element(name, value) for name, value in parts.items()]
        self.nodes.append(element("ITEM", "", *fields, TYPE=type, REQUIRED=str(int(required))))


def break_page(pen: FeedbackPen) -> None:
    """Begins another page, unless nothing stands on the current one."""
    if pen.nodes and pen.nodes[-1].get("TYPE") != "pagebreak":
        pen.add("pagebreak", "")
        pen.page.clear()


def label(block: Block, pen: FeedbackPen, report: Report) -> None:
    """A block between the items: a text that asks nothing."""
    if html := pen.html((block,)):
        pen.add("label", html)
    pen.told(block.at, pen.survey.id, report)


def write_item(item: SurveyItem, pen: FeedbackPen, report: Report) -> None:
    """An item, and before it a page break if it depends on one of the same page."""
    if item.condition and item.condition.item in pen.page:
        # On one page Moodle shows it whatever is answered (mod/feedback/classes/completion.php).
        pen.losses.changed.append("it begins a new page, since it depends on an answer of this one")
        break_page(pen)
    _TYPES[type(item)](item, pen)
    pen.told(item.at, item.id, report)


def _ask(item: SurveyItem, pen: FeedbackPen, type: str, presentation: str, options: str = "") -> None:
    words = plain_blocks(item.stem, pen.survey.prose)
    name = gift_escape.label(gift_escape.shorten(words, _NAME))
    html = pen.html(item.stem)
    if name != gift_escape.label(words) or not (len(item.stem) == 1 and isinstance(item.stem[0], Paragraph)):
        pen.losses.changed.append(
            "its text stands above it, since Moodle keeps 255 characters without blocks"
        )
        pen.add("label", html, condition=item.condition)
    pen.add(
        type, presentation, text=name, id=item.id, required=item.required, options=options,
        condition=item.condition,
    )  # fmt: skip


def _safe(html: str, pen: FeedbackPen) -> str:
    """HTML of an answer without what separates answers; for the bar there is no escape."""
    if "|" in html:
        pen.losses.changed.append(
            f"every | in its answers becomes {_BAR}, which the format has no escape for"
        )
    return html.replace("|", _BAR).replace("####", "&#35;" * 4)


def _choices(letter: str) -> Callable[[Any, FeedbackPen], None]:
    def write(item: ChoiceItem | ChoicesItem | MenuItem, pen: FeedbackPen) -> None:
        texts: list[str] = []
        for one in item.choices:
            text = _safe(_answer(one.blocks, pen, bare=letter == "d"), pen)
            while text in texts:
                text += "\u00a0"  # Moodle knows answers by their text alone
            texts.append(text)
            pen.values[item.id, one.id] = text
        hidden = "h" if letter == "r" and item.required else ""
        _ask(item, pen, "multichoice", f"{letter}>>>>>{'|'.join(texts)}", hidden)

    return write


def _answer(blocks: Blocks, pen: FeedbackPen, bare: bool) -> str:
    """An answer as HTML of one line; words alone in a menu, or where it is long or more than a paragraph."""
    if not bare and len(blocks) == 1 and isinstance(blocks[0], Paragraph):
        rich = render_text(blocks[0].text.source, pen.survey.prose)
        if len(rich) <= _NAME:
            return rich
    words = plain_blocks(blocks, pen.survey.prose)
    return gift_escape.label(gift_escape.shorten(words, _NAME)).replace(">", "&gt;")


def _scale(item: ScaleItem, pen: FeedbackPen) -> None:
    asked = {
        one.condition.answer for one in pen.survey.items if one.condition and one.condition.item == item.id
    }
    lines = []
    for number in range(item.low, item.high + 1):
        text = _end(item, number)
        words = _safe(render_text(text.source, pen.survey.prose), pen) if text else ""
        words = words or (str(number) if str(number) in asked else "")
        pen.values[item.id, str(number)] = words
        lines.append(f"{number}####{words}")
    hidden = "h" if item.required else ""
    _ask(item, pen, "multichoicerated", f"r>>>>>{'|'.join(lines)}<<<<<1", hidden)


def _end(item: ScaleItem, number: int) -> Text | None:
    """The words of an end of a scale."""
    return {item.low: item.low_label, item.high: item.high_label}.get(number)


def _number(item: NumberItem, pen: FeedbackPen) -> None:
    _ask(item, pen, "numeric", f"{_bound(item.low)}|{_bound(item.high)}")


def _bound(number: Fraction | None) -> str:
    return "-" if number is None else gift_escape.decimal(number)


def _description(item: DescriptionItem, pen: FeedbackPen) -> None:
    pen.add("label", pen.html(item.stem), condition=item.condition)


_TYPES: dict[type[SurveyItem], Callable[[Any, FeedbackPen], None]] = {
    ScaleItem: _scale,
    ChoiceItem: _choices("r"),
    ChoicesItem: _choices("c"),
    MenuItem: _choices("d"),
    TextItem: lambda item, pen: _ask(item, pen, "textfield", "60|255"),
    LongItem: lambda item, pen: _ask(item, pen, "textarea", f"60|{item.lines}"),
    NumberItem: _number,
    DescriptionItem: _description,
}
