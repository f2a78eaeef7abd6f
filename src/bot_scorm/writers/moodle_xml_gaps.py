"""Gaps and words to drag in Moodle XML: embedded answers (Cloze), words to select, or words to drag.

The stem is rendered with a place holder for every gap. No text can hold one: in HTML its ``<`` would be
escaped.
"""

from __future__ import annotations

from html import escape

from bot_scorm.model.gaps import Gap
from bot_scorm.model.questions import Drag, Gaps
from bot_scorm.writers import gift_escape
from bot_scorm.writers.fragments import plain, render_text
from bot_scorm.writers.moodle_xml_nodes import Body, parted
from bot_scorm.writers.moodle_xml_pen import MoodlePen
from bot_scorm.writers.xml_nodes import element

_GROUPS = 20
"""Groups of words that Moodle's form for words to select knows."""
_CLOZE = str.maketrans({char: f"&#{ord(char)};" for char in "~#{}=%\\"})


def write_gaps(question: Gaps, pen: MoodlePen) -> Body:
    """Menus with one right word each become words to select; what is typed becomes embedded answers."""
    found, stem = _stem(question, pen)
    menus = all(gap.menu and len(gap.right) == 1 for gap in found.values())
    return _select(found, stem) if menus and len(found) <= _GROUPS else _cloze(question, found, stem, pen)


def write_drag(question: Drag, pen: MoodlePen) -> Body:
    """Words to drag into text; a word that belongs to several gaps can be dragged to all of them."""
    found, stem = _stem(question, pen)
    words = [gap.right[0] for gap in found.values()]
    wrong = [plain(one.text) for one in question.distractors]
    boxes = list(dict.fromkeys([*words, *wrong]))
    pen.lose(
        any("<" in render_text(one.text.source, pen.prose) for one in question.distractors),
        "formatting of words to drag",
    )
    if len(words) > len(set(words)):
        pen.losses.changed.append("a word that fits several gaps can be dragged to any number of them")
    for number, word in zip(found, words, strict=True):
        stem = stem.replace(f"<gap {number}>", f"[[{boxes.index(word) + 1}]]")
    parts = [
        element(
            "dragbox",
            "",
            element("text", escape(word, quote=False)),
            element("group", "1"),
            *([element("infinite")] if words.count(word) > 1 else []),
        )
        for word in boxes
    ]
    return Body("ddwtos", [element("shuffleanswers", "1"), *parted(), *parts], stem)


def _stem(question: Gaps | Drag, pen: MoodlePen) -> tuple[dict[int, Gap], str]:
    """The gaps by number, and the stem with place holders, in which no brace or bracket means anything."""
    found: dict[int, Gap] = {}

    def mark(number: int, gap: Gap) -> str:
        found[number] = gap
        return f"<gap {number}>"

    html = pen.stem(question.stem, mark)
    if not found:
        pen.losses.left_out = "it has no gap"
    return dict(sorted(found.items())), html.replace("{", "&#123;").replace("[[", "[&#91;")


def _select(found: dict[int, Gap], stem: str) -> Body:
    """Every gap has a group of its own, whose words keep their order."""
    parts = [element("shuffleanswers", "0"), *parted()]
    count = 0
    for group, (number, gap) in enumerate(found.items(), start=1):
        place = count + gap.options.index(gap.right[0]) + 1
        stem = stem.replace(f"<gap {number}>", f"[[{place}]]")
        count += len(gap.options)
        parts += [
            element(
                "selectoption",
                "",
                element("text", gift_escape.label(text)),
                element("group", str(group)),
            )
            for text in gap.options
        ]
    return Body("gapselect", parts, stem)


def _cloze(question: Gaps, found: dict[int, Gap], stem: str, pen: MoodlePen) -> Body:
    share = question.points / max(len(found), 1)
    weight = int(share) if share.denominator == 1 and share >= 1 else 1
    exact = gift_escape.decimal(question.points)
    pen.lose(
        weight != share, f"points ({exact}), which are {weight * len(found)} in Moodle: one for each gap"
    )
    pen.losses.changed.append("it becomes a question with embedded answers (Cloze)")
    for number, gap in found.items():
        stem = stem.replace(f"<gap {number}>", _embedded(gap, weight, pen))
    return Body("cloze", [], stem)


def _embedded(gap: Gap, weight: int, pen: MoodlePen) -> str:
    """One embedded answer."""
    if gap.menu and len(gap.options) > 1:
        texts = [
            ("=" if text in gap.right else "") + _quoted(escape(text, quote=False)) for text in gap.options
        ]
        return f"{{{weight}:MULTICHOICE:{'~'.join(texts)}}}"
    if gap.menu:
        pen.losses.changed.append("a gap with one word to choose becomes a word to type")
    texts = [f"={_quoted(pen.pattern(gift_escape.literal(text)))}" for text in gap.options]
    return f"{{{weight}:SHORTANSWER:{'~'.join(texts)}}}"


def _quoted(text: str) -> str:
    """A text without any character that means something in an embedded answer."""
    return text.replace("&", "&amp;").translate(_CLOZE).replace("<", "&lt;").replace(">", "&gt;")
