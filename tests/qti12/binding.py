"""What may stand in what in QTI 1.2, written from the tables of the specification's XML binding.

Source: IMS QTI 1.2, ASI XML binding, section 3. Only elements that we write are listed; another is a
fault. No schema of QTI 1.2 is in a package registry, so the tables stand here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

ASI = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
_TESTS = "not and or unanswered other varequal varlt varlte vargt vargte varsubset varinside varsubstring"
_TEST = f"({'|'.join(_TESTS.split())})"
_RESPONSE = "(response_lid|response_str|response_num|response_grp)"
_RENDERED = "material?(render_choice|render_fib)material?"
_TEXT = None
_INSIDE: dict[str, str | None] = {
    "questestinterop": "(objectbank|assessment|(section|item)+)",
    "objectbank": "qtimetadata*(section|item)+",
    "assessment": "qtimetadata*assessmentcontrol*rubric*outcomes_processing*selection_ordering?section+",
    "assessmentcontrol": "",
    "outcomes_processing": "outcomes",
    "section": "qtimetadata*rubric*outcomes_processing*selection_ordering?(item|section)*",
    "selection_ordering": "selection*order?",
    "selection": "selection_number?",
    "selection_number": _TEXT,
    "order": "",
    "item": "itemmetadata?rubric*presentation?resprocessing*itemfeedback*",
    "itemmetadata": "qtimetadata*",
    "qtimetadata": "qtimetadatafield+",
    "qtimetadatafield": "(fieldlabel)(fieldentry)",
    "fieldlabel": _TEXT,
    "fieldentry": _TEXT,
    "rubric": "(material+|flow_mat+)",
    "presentation": f"(material|{_RESPONSE})+",
    "material": "mattext+",
    "mattext": _TEXT,
    "response_lid": _RENDERED,
    "response_str": _RENDERED,
    "response_num": _RENDERED,
    "render_choice": "response_label*",
    "render_fib": "",
    "response_label": "material*",
    "resprocessing": "(outcomes)respcondition+",
    "outcomes": "decvar+",
    "decvar": _TEXT,
    "respcondition": "(conditionvar)setvar*displayfeedback*",
    "conditionvar": f"{_TEST}+",
    "and": f"{_TEST}+",
    "or": f"{_TEST}+",
    "not": _TEST,
    "other": "",
    "unanswered": "",
    **dict.fromkeys(("varequal", "varlte", "vargte", "varsubstring", "setvar"), _TEXT),
    "displayfeedback": "",
    "itemfeedback": "(flow_mat|material|solution|hint)+",
    "flow_mat": "(material|flow_mat)+",
    "hint": "hintmaterial+",
    "hintmaterial": "(material+|flow_mat+)",
    "solution": "solutionmaterial+",
    "solutionmaterial": "(material+|flow_mat+)",
}
"""Elements to what is in them, in that order; None is text, an empty string nothing."""
_YES_NO, _ANY, _NUMBER = "Yes|No", ".*", r"-?\d+(\.\d+)?"
_VIEW = "All|Administrator|AdminAuthority|Assessor|Author|Candidate|InvigilatorProctor|Scorer|Tutor"
_LANG = {"{http://www.w3.org/XML/1998/namespace}lang": "[A-Za-z]{2,3}(-.+)?"}
_FIELD = {"!ident": ".+", "rcardinality": "Single|Multiple|Ordered"}
_ON = {"!respident": ".+"}
_ATTRIBUTES: dict[str, dict[str, str]] = {
    "assessment": {"!ident": ".+", "title": _ANY, **_LANG},
    "assessmentcontrol": dict.fromkeys(("hintswitch", "solutionswitch", "feedbackswitch"), _YES_NO),
    "objectbank": {"!ident": ".+"},
    "section": {"!ident": ".+", "title": _ANY, **_LANG},
    "order": {"!order_type": "Random|Sequential"},
    "outcomes_processing": {"scoremodel": "SumOfScores"},
    "item": {"!ident": ".+", "title": _ANY, **_LANG},
    "rubric": {"view": _VIEW},
    "mattext": {"texttype": "text/(plain|html)"},
    "response_lid": _FIELD,
    "response_str": _FIELD,
    "response_num": {**_FIELD, "numtype": "Integer|Decimal|Scientific"},
    "render_choice": {"shuffle": _YES_NO},
    "render_fib": {
        "fibtype": "String|Integer|Decimal|Scientific", "prompt": "Box|Dashline|Asterisk|Underline",
        "rows": r"\d+", "columns": r"\d+",
    },
    "response_label": {"!ident": ".+"},
    "decvar": {
        "varname": "SCORE", "vartype": "Decimal", "defaultval": _NUMBER, "minvalue": _NUMBER,
        "maxvalue": _NUMBER, "cutvalue": _NUMBER,
    },
    "respcondition": {"continue": _YES_NO},
    "varequal": {**_ON, "case": _YES_NO, "index": "[1-9][0-9]*"},
    "varsubstring": {**_ON, "case": _YES_NO},
    **dict.fromkeys(("varlte", "vargte", "unanswered"), _ON),
    "setvar": {"varname": "SCORE", "action": "Set|Add|Subtract|Multiply|Divide"},
    "displayfeedback": {"feedbacktype": "Response|Solution|Hint", "!linkrefid": ".+"},
    "itemfeedback": {"!ident": ".+"},
    "hint": {"feedbackstyle": "Complete|Incremental|Multilevel|Proprietary"},
}  # fmt: skip
"""Attributes to their values; ``!`` marks those that have to be there."""


def faults(root: Any) -> Iterator[str]:
    """What is wrong with a document."""
    for node in root.iter():
        yield from _node(node)
    for item in root.iter(f"{ASI}item"):
        told = {one.get("ident") for one in item.iterfind(f"{ASI}itemfeedback")}
        for one in item.iter(f"{ASI}displayfeedback"):
            if one.get("linkrefid") not in told:
                yield f"{item.get('ident')}: no feedback {one.get('linkrefid')}"
        fields = {one.get("ident") for one in item.iterfind(f"{ASI}presentation/*")}
        for one in item.iterfind(".//*[@respident]"):
            if one.get("respident") not in fields:
                yield f"{item.get('ident')}: no response {one.get('respident')}"
        if len(told) < len(item.findall(f"{ASI}itemfeedback")):
            yield f"{item.get('ident')}: two with one identifier"
    idents = [one.get("ident") for one in root.iter(f"{ASI}item")]
    yield from (f"two items {one}" for one in set(idents) if idents.count(one) > 1)


def _node(node: Any) -> Iterator[str]:
    tag = node.tag.removeprefix(ASI)
    if tag not in _INSIDE:
        yield f"<{node.tag}> is not known"
        return
    inside, text = "".join(f"<{one.tag.removeprefix(ASI)}>" for one in node), (node.text or "").strip()
    rule = _INSIDE[tag]
    if rule is None and len(node):
        yield f"<{tag}> holds text alone"
    if rule is not None and (text or not re.fullmatch(_expanded(rule), inside)):
        yield f"<{tag}> holds {inside or text!r}"
    allowed = _ATTRIBUTES.get(tag, {})
    for name, value in node.attrib.items():
        pattern = allowed.get(name) or allowed.get(f"!{name}")
        if pattern is None or not re.fullmatch(pattern, value, re.S):
            yield f"<{tag} {name}={value!r}>"
    for name in allowed:
        if name.startswith("!") and name[1:] not in node.attrib:
            yield f"<{tag}> has no {name[1:]}"


def _expanded(rule: str) -> str:
    """The rule as a pattern: what repeats is a whole name."""
    return re.sub(r"[a-z_]+", r"(?:<\g<0>>)", rule).replace(" ", "")
