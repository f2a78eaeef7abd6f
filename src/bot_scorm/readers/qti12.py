"""Items of QTI 1.2 to the questions of our model: ours, those of cartridges, Canvas, ILIAS, Blackboard.

`questions_of` takes any document of QTI 1.2 that was parsed; namespaces and prefixes do not matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from html import escape
from typing import Any

from bot_scorm.diagnostics import Report
from bot_scorm.model.blocks import Blocks
from bot_scorm.model.questions import Description, Essay, Question
from bot_scorm.package.xml import Element, XmlDocument
from bot_scorm.readers.gift_model import QuestionIds, blocks_of, title_of
from bot_scorm.readers.gift_text import GiftText
from bot_scorm.readers.ids import slug
from bot_scorm.readers.qti12_choices import Kind, chosen, grouped, matched, ordered, wire_of
from bot_scorm.readers.qti12_faults import NOT_TAKEN
from bot_scorm.readers.qti12_item import FIELDS, Item, first_text
from bot_scorm.readers.qti12_marking import number_of
from bot_scorm.readers.qti12_typed import essay, gaps, is_essay, placed_names, typed
from bot_scorm.readers.qti21_text import first_of
from bot_scorm.readers.qti_faults import UntakenError
from bot_scorm.readers.qti_xml import every, name_of, parts

_TEXTS = ("mattext", "mat_formattedtext", "matimage", "matbreak")
_UNREAD = ("render_hotspot", "render_slider", "response_xy", "response_extension", "render_extension")
_NO_TITLE = "Question"
"""What Canvas calls every question that has no name."""
_ROOT_SECTION = "root_section"


def questions_of(document: XmlDocument, ids: QuestionIds, report: Report) -> Iterator[Question]:
    """The questions of a document; an item that has no place in the model is a finding."""
    return (question for question, _ in entries_of(document, ids, report, lambda href: href, {}))


def entries_of(
    document: XmlDocument,
    ids: QuestionIds,
    report: Report,
    address: Callable[[str], str],
    embedded: dict[str, bytes],
) -> Iterator[tuple[Question, tuple[str, ...]]]:
    """The questions with the names of where they stand; pictures in the document go into ``embedded``.

    ``address`` gives a picture's name in the package from its address as it is written.
    """
    for node in every(document.root, "item"):
        at = document.at(node)
        try:
            yield _question(Item(node, at, address, embedded), ids), _category(node)
        except UntakenError as reason:
            name = node.get("title") or node.get("ident") or "?"
            report.add(NOT_TAKEN, at, f"The question “{name[:80]}” is not taken: {reason}.")


def _category(node: Element) -> tuple[str, ...]:
    """The title of an item's assessment; else that of its bank, or of its section."""
    above = {name_of(one): one for one in node.iterancestors()}  # of several sections the outermost
    test, bank, section = (above.get(one) for one in ("assessment", "objectbank", "section"))
    title = "" if test is None else test.get("title") or ""
    if not title and section is not None and section.get("ident") != _ROOT_SECTION:
        title = section.get("title") or ""
    if not title and bank is not None:
        fields = (one for part in parts(bank, "qtimetadata") for one in parts(part, "qtimetadatafield"))
        title = next((first_text(one, "fieldentry") for one in fields
                      if first_text(one, "fieldlabel") == "bank_title"), "")  # fmt: skip
    name = " ".join(title.split())
    return (name,) if name else ()


def _question(item: Item, ids: QuestionIds) -> Question:
    if item.presentation is None:
        raise UntakenError("it asks nothing")
    (kind, own), stem, words = _read(item)
    title = item.node.get("title") or ""
    name, first = "" if title == _NO_TITLE else title, first_of(words)
    hints = [one for part in every(item.node, "hint") for one in every(part, "hintmaterial")]
    wire = wire_of(item)
    return kind(
        at=item.at,
        id=ids.give(wire or slug(name or first or "question")),
        pinned=bool(wire),
        title=title_of(escape(name, quote=False), first, item.at),
        stem=stem,
        points=_points(item) if kind.scored else Fraction(0),
        tags=tuple(item.labels("keyword")),
        outcome=item.label("outcome"),
        feedback=item.feedback(*item.general()),
        hints=tuple(item.blocks(one) for one in hints),
        **own,
    )


def _points(item: Item) -> Fraction:
    for name in ("points_possible", "cc_weighting", "qmd_weighting", "qmd_absolutescore_max"):
        if (found := number_of(item.label(name))) is not None and 0 < found < 10**6:
            return found
    return item.marking.scale if item.marking.scale not in (0, 100) else Fraction(1)


def _read(item: Item) -> tuple[Kind, Blocks, GiftText]:
    """The type of a question, its text, and the words of that."""
    fields = item.fields()
    if any(True for _ in every(item.presentation, *_UNREAD)):
        raise UntakenError("places in a picture, sliders and forms of a tool's own are not read")
    texts = list(every(item.presentation, *_TEXTS))
    outside = [one for one in texts if not any(name_of(above) in FIELDS for above in one.iterancestors())]
    told = item.joined(outside)
    if not fields:
        return _whole((Description, {}), told, item)
    if len(fields) > 1:
        return _several(item, fields, texts, told)
    (field,) = fields
    if name_of(field) == "response_lid":
        cardinality = (field.get("rcardinality") or "Single").lower()
        if cardinality == "ordered":
            return _whole(ordered(item, field), told, item)
        if item.label("question_type") in ("multiple_dropdowns_question", "fill_in_multiple_blanks_question"):
            return gaps(item, fields, texts)
        return _whole(chosen(item, field, cardinality == "multiple"), told, item)
    if name_of(field) == "response_grp":
        return _whole(grouped(item, field), told, item)
    if is_essay(item, field):
        return _whole(essay(item, field), told, item)
    if placed_names(fields, told.text) or _goes_on(item, field, outside):
        return gaps(item, fields, texts)
    return _whole(typed(item, field), told, item)


def _whole(kind: Kind, told: GiftText, item: Item) -> tuple[Kind, Blocks, GiftText]:
    stem = blocks_of(told, item.at)
    if not stem and kind[0] is not Essay:
        raise UntakenError("it asks nothing")
    return kind, stem, told


def _goes_on(item: Item, field: Element, texts: list[Element]) -> bool:
    """Whether the text goes on behind a field to type, which is a gap then."""
    order = {one: place for place, one in enumerate(item.presentation.iter())}
    return name_of(field) == "response_str" and any(
        order[one] > order[field] and "".join(one.itertext()).strip() for one in texts
    )


def _several(
    item: Item, fields: list[Element], texts: list[Element], told: GiftText
) -> tuple[Kind, Blocks, GiftText]:
    """Gaps, or lists for the left sides of a matching question."""
    choices = all(name_of(one) == "response_lid" for one in fields)
    if not choices and any(name_of(one) not in ("response_lid", "response_str") for one in fields):
        raise UntakenError("it has several fields of different kinds")
    if not choices or placed_names(fields, told.text):
        return gaps(item, fields, texts)
    own = [_left(one) for one in fields]
    if all(one is not None for one in own):
        return _whole(matched(item, fields, own), told, item)
    if "match" in item.label("bbmd_questiontype").lower():
        lefts = [one.getparent() for one in fields]
        beside = [list(every(one, *_TEXTS)) for one in lefts]
        held = {text for row in beside for text in row}
        right = {text for one in every(item.presentation, "flow") if one.get("class") == "RIGHT_MATCH_BLOCK"
                 for text in every(one, *_TEXTS)}  # fmt: skip
        stem = item.joined(one for one in texts if one not in held | right)
        return _whole(matched(item, fields, lefts), stem, item)
    return gaps(item, fields, texts)


def _left(field: Element) -> Any:
    """What stands in a field before what there is to choose."""
    return next((one for one in parts(field, "material")
                 if not any(name_of(before).startswith("render_")
                            for before in one.itersiblings(preceding=True))), None)  # fmt: skip
