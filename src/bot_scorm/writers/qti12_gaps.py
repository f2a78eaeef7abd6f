"""Gaps and words to drag in QTI 1.2: numbers in the text, and behind it a field or a list for each.

A text of HTML cannot be cut where a gap stands in a list or a table, so the gaps are numbered as Canvas
does it: ``[1]`` in the text, and a response ``response_1``.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from bot_scorm.model.gaps import Gap
from bot_scorm.model.questions import Drag, Gaps
from bot_scorm.package.xml import Element
from bot_scorm.writers import qti12_conditions as marking
from bot_scorm.writers.fragments import render_text
from bot_scorm.writers.options import targets_of
from bot_scorm.writers.qti12_body import Body, FullPen
from bot_scorm.writers.qti12_conditions import RESPONSE
from bot_scorm.writers.qti12_pen import el, material
from bot_scorm.writers.qti12_typed import field


def write_gaps(question: Gaps, pen: FullPen) -> Body:
    """Words to type or to choose, each of which earns its share."""
    stem, found = _numbered(question, pen)
    kinds = {gap.menu for gap in found.values()}
    type = "multiple_dropdowns_question" if kinds == {True} else "fill_in_multiple_blanks_question"
    share = question.points / max(len(found), 1)
    shown, conditions = [], []
    for name, gap in found.items():
        id = f"{RESPONSE}_{name}"
        if gap.menu:
            words = {text: f"w{count}" for count, text in enumerate(gap.options, start=1)}
            right = [words[text] for text in dict.fromkeys(gap.right)]
            shown.append(_menu(id, name, words, fixed=True))
        else:
            right = [*dict.fromkeys(gap.right)]
            shown.append(field("response_str", "String", before=[material(name)], id=id))
        fits = [marking.equal(one, gap.menu, id) for one in right]
        test = fits[0] if len(fits) == 1 else el("or", *fits)
        conditions.append(marking.condition(test, marking.adds(share), more=True))
    return Body(type, shown, conditions, stem=stem)


def write_drag(question: Drag, pen: FullPen) -> Body:
    """Every gap has the list of all words."""
    pen.losses.changed.append("at each gap a word is chosen from a list")
    pen.lose(
        any("<" in render_text(one.text.source, pen.prose) for one in question.distractors),
        "formatting of words to drag",
    )
    stem, found = _numbered(question, pen)
    share = question.points / max(len(found), 1)
    words = {one.text: f"w{count}" for count, one in enumerate(targets_of(question), start=1)}
    shown, conditions = [], []
    for name, gap in found.items():
        id = f"{RESPONSE}_{name}"
        shown.append(_menu(id, name, words, fixed=False))
        test = marking.equal(words[gap.options[0]], True, id)
        conditions.append(marking.condition(test, marking.adds(share), more=True))
    return Body("multiple_dropdowns_question", shown, conditions, stem=stem)


def _menu(id: str, name: str, words: Mapping[str, str], *, fixed: bool) -> Element:
    labels = [
        el("response_label", material(escape(word, quote=False)), ident=key) for word, key in words.items()
    ]
    render = el("render_choice", *labels, shuffle="No" if fixed else "Yes")
    return el("response_lid", material(name), render, ident=id, rcardinality="Single")


def _numbered(question: Gaps | Drag, pen: FullPen) -> tuple[str, dict[str, Gap]]:
    """The text with the names of gaps in brackets, and the gaps by their names, in its order.

    A name has as many lines before its number as it needs to stand nowhere else in the text.
    """
    bare = pen.render(question.stem, lambda number, gap: "")
    lines = ""
    while f"[{lines}" in bare and any(f"[{lines}{digit}" in bare for digit in "123456789"):
        lines += "_"
    found: dict[int, Gap] = {}

    def mark(number: int, gap: Gap) -> str:
        found[number] = gap
        return f"[{lines}{number}]"

    stem = pen.render(question.stem, mark)
    if not found:
        pen.losses.left_out = "it has no gap"
    return stem, {f"{lines}{number}": gap for number, gap in sorted(found.items())}
