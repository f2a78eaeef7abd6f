"""What is typed in QTI 1.2: texts, numbers and essays, and gaps in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from html import unescape
from typing import Any

from bot_scorm.model.blocks import Blocks, Paragraph
from bot_scorm.model.questions import Essay, Gaps, Numerical, NumericalRange, ShortAnswer, ShortAnswerPattern
from bot_scorm.model.text import Text
from bot_scorm.package.xml import Element
from bot_scorm.readers.gift_model import blocks_of, fill_gap, gap_text, pattern_of
from bot_scorm.readers.gift_text import GiftText
from bot_scorm.readers.html_text import plain_text
from bot_scorm.readers.qti12_choices import Kind, labels_of, respident, wire_of
from bot_scorm.readers.qti12_item import Item, decides, shown
from bot_scorm.readers.qti12_marking import number_of
from bot_scorm.readers.qti_faults import UntakenError
from bot_scorm.readers.qti_xml import every, name_of, parts, text_of

_NUMBERS = ("integer", "decimal", "scientific")
_TAG = re.compile(r"<[^<>]*>")
_MARK = "\ue000"
_LINES = 8


def is_number(item: Item, node: Element) -> bool:
    """Whether a field takes a number."""
    render = next(every(node, "render_fib"), None)
    said = item.label("question_type").lower()
    kind = "" if render is None else render.get("fibtype", "").lower()
    return name_of(node) == "response_num" or kind in _NUMBERS or said == "numerical_question"


def is_essay(item: Item, node: Element) -> bool:
    """Whether a person reads what is written."""
    said = item.label("cc_profile", "question_type", "bbmd_questiontype").lower()
    return "essay" in said or item.label("qmd_computerscored").lower() == "no"


def essay(item: Item, node: Element) -> Kind:
    """A text to write, with a model answer and a rubric."""
    rows = next((one.get("rows") or "" for one in every(node, "render_fib")), "")
    rubric = [one for one in every(item.node, "rubric", "itemrubric")
              if one.get("view", "") in ("Scorer", "Assessor", "Tutor")]  # fmt: skip
    own: dict[str, Any] = {
        "model": item.blocks(*every(item.node, "solution")),
        "rubric": item.blocks(*rubric),
        "lines": int(rows) if re.fullmatch(r"[1-9]\d?", rows) else _LINES,
    }
    return Essay, own


def typed(item: Item, node: Element) -> Kind:
    """A text or a number: what fits first counts."""
    if is_number(item, node) and not item.label("cc_profile"):
        return _numerical(item, node)
    answers = [
        ShortAnswerPattern(item.at, pattern, share, case, item.feedback(*told))
        for pattern, case, share, told in _answers(item, respident(node))
    ]
    if not answers:
        return essay(item, node)  # nothing marks it
    return ShortAnswer, {"answers": tuple(answers)}


def _answers(item: Item, response: str) -> Iterator[tuple[str, bool, Fraction, list[str]]]:
    """Patterns, whether case matters, what each earns, and what it shows."""
    general = item.general()
    for condition in filter(decides, item.marking.conditions):
        share, told = item.marking.share(condition), [one for one in shown(condition) if one not in general]
        tests = [one for part in parts(condition, "conditionvar") for one in parts(part)]
        for test in tests:
            for pattern, case in _patterns(item, test, response):
                if pattern != "*" or _tells(item, share, told):
                    yield pattern, case, share, told


def _tells(item: Item, share: Fraction, told: list[str]) -> bool:
    """Whether an answer for all others says something; most tools write one that does not."""
    return share > 0 or bool(told and told != ["incorrect"]) or bool(wire_of(item))


def _patterns(item: Item, test: Element, response: str) -> Iterator[tuple[str, bool]]:
    name = name_of(test)
    if name == "other":
        yield "*", False
    elif name == "or":
        for one in parts(test):
            yield from _patterns(item, one, response)
    elif name == "and":
        found = [_part(one) for one in every(test, "varsubstring")]
        if found:
            yield f"*{'*'.join(found)}*", _case(next(every(test, "varsubstring")))
        elif (inside := parts(test)) and len(inside) == 1:
            yield from _patterns(item, inside[0], response)
    elif name == "varsubstring" and test.get("respident") == response:
        yield f"*{_part(test)}*", _case(test)
    elif name == "varequal" and test.get("respident") == response and text_of(test):
        text = text_of(test)
        wild = bool(item.label("cc_profile"))
        pattern = pattern_of(text) if wild else text.replace("\\", "\\\\").replace("*", "\\*")
        yield pattern, _case(test)


def _part(node: Element) -> str:
    return text_of(node).replace("\\", "\\\\").replace("*", "\\*")


def _case(node: Element) -> bool:
    return bool(node.get("case", "No").lower() == "yes")


def _numerical(item: Item, node: Element) -> Kind:
    general = item.general()
    found: list[NumericalRange] = []
    for condition in filter(decides, item.marking.conditions):
        share, told = item.marking.share(condition), [one for one in shown(condition) if one not in general]
        for part in parts(condition, "conditionvar"):
            for low, high, text in _ranges(parts(part)):
                if low is not None or _tells(item, share, told):
                    found.append(NumericalRange(item.at, low, high, share, item.feedback(*told), text))
    if not found:
        raise UntakenError("it does not say which number is right")
    behind = [one for one in parts(node, "material") if _is_behind(node, one)]
    unit = " ".join(item.material(*behind).text.split())
    blocks = item.blocks(*behind)
    own = blocks[0].text if len(blocks) == 1 and isinstance(blocks[0], Paragraph) else None
    told_unit = own or Text(plain_text(unit), item.at)
    return Numerical, {"answers": tuple(found), "unit": told_unit if unit else None}


def _is_behind(node: Element, material: Element) -> bool:
    return any(name_of(one).startswith("render_") for one in material.itersiblings(preceding=True))


def _ranges(tests: list[Element]) -> Iterator[tuple[Fraction | None, Fraction | None, str]]:
    """Ends of ranges, both None for any number, with the number in the middle."""
    ends = {name_of(one): number_of(text_of(one)) for one in tests}
    low, high = ends.get("vargte", ends.get("vargt")), ends.get("varlte", ends.get("varlt"))
    if low is not None and high is not None:
        middle = (low + high) / 2
        yield low, high, _decimal(middle)
        return
    inner = [one for one in tests if name_of(one) in ("or", "and")]
    spans = [span for one in inner for span in _ranges(parts(one))]
    exact = [(number, number, text_of(one)) for one in tests
             if name_of(one) == "varequal" and (number := number_of(text_of(one))) is not None]  # fmt: skip
    # Canvas says the number itself beside its range.
    yield from (one for one in exact if not any(span[0] and span[1] and span[0] <= one[0] <= span[1]
                                                for span in spans))  # fmt: skip
    yield from spans
    if any(name_of(one) == "other" for one in tests):
        yield None, None, ""


def _decimal(number: Fraction) -> str:
    text = f"{float(number):.12f}".rstrip("0").rstrip(".")
    return text if Fraction(text) == number else ""


def gaps(item: Item, nodes: list[Element], texts: list[Element]) -> tuple[Kind, Blocks, GiftText]:
    """Fields in a text, by numbers or names in it, or where they stand: the question, its text, its words."""
    inside = {one: _gap(item, one) for one in nodes}
    marks = {one: f"{_MARK}{number}{_MARK}" for number, one in enumerate(nodes, start=1)}
    told = item.joined([one for one in texts if not any(above in inside for above in one.iterancestors())])
    names = {one: f"[{respident(one).removeprefix('response_')}]" for one in nodes}
    text = told.text.replace(_MARK, "\ufffd")
    if all(name in text for name in names.values()):
        for one, name in names.items():
            text = text.replace(name, marks[one], 1)
        marked = GiftText(text, told.format)
    else:
        among = [one for one in item.presentation.iter() if one in inside or (
            one in texts and not any(above in inside for above in one.iterancestors()))]  # fmt: skip
        marked = item.joined(among, marks)
        marked = GiftText(re.sub(rf"\n?({_MARK}\d+{_MARK})\n?", r" \1 ", marked.text), marked.format)
    stem = blocks_of(marked, item.at)
    words = marked.text
    for one, mark in marks.items():
        stem = fill_gap(stem, mark, f"[[{inside[one]}]]")
        words = words.replace(mark, "____")
    return (Gaps, {}), stem, GiftText(words, marked.format)


def _gap(item: Item, node: Element) -> str:
    """What stands between the brackets of a gap."""
    response = respident(node)
    if name_of(node) == "response_lid":
        options = [
            (item.marking.play({response: one.get("ident", "")})[0] > 0, _words(item, one))
            for one in labels_of(node)
        ]
        if item.label("question_type") == "fill_in_multiple_blanks_question" and item.marking.most == 100:
            return "|".join(gap_text(text) for _, text in options)  # as Canvas exports texts to type
        if not any(right for right, _ in options):
            raise UntakenError("it does not say which word of a menu is right")
        return "|".join(("*" if right else "") + gap_text(text) for right, text in options)
    right = {
        _literal(pattern): share for pattern, _, share, __ in _answers(item, response) if share > 0
    }  # fmt: skip
    if not right or len(set(right.values())) > 1:
        raise UntakenError("a gap in it has no right answer, or some that earn a part")
    return "|".join(gap_text(text) for text in right)


def _literal(pattern: str) -> str:
    if "*" in pattern.replace("\\\\", "").replace("\\*", ""):
        raise UntakenError("a gap in it takes a part of a word")
    return pattern.replace("\\*", "*").replace("\\\\", "\\")


def _words(item: Item, label: Element) -> str:
    found = item.material(label)
    bare = unescape(_TAG.sub("", found.text)) if found.format == "html" else found.text
    return " ".join(bare.split())


def placed_names(nodes: list[Element], text: str) -> bool:
    """Whether the names of all fields stand in a text."""
    return all(f"[{respident(one).removeprefix('response_')}]" in text for one in nodes)
