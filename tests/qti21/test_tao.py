"""What TAO's scoring, which many systems for tests use, gives for a response is what the model says."""

from __future__ import annotations

import json
import shutil
import subprocess
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from bot_scorm.diagnostics import Location, Report
from bot_scorm.model.blocks import Paragraph, Prose
from bot_scorm.model.programme import Edition
from bot_scorm.model.questions import Question, ShortAnswer, ShortAnswerPattern
from bot_scorm.model.text import Text
from bot_scorm.readers import load
from bot_scorm.writers.qti21_items import write_item
from tests.conftest import REPO, missing
from tests.qti21.judge import QTI, Judge
from tests.qti21.test_judged import HOSTILE, asked, cases

SCRIPT = Path(__file__).with_name("tao.cjs")
__all__ = ["asked"]


def item_of(node: Any) -> dict[str, Any]:
    """An item as TAO keeps it: declarations, and rules as trees."""
    rules = node.findall(f"{QTI}responseProcessing/*")
    return {
        "identifier": node.get("identifier"),
        "responses": [_declared(one) for one in node.findall(f"{QTI}responseDeclaration")],
        "outcomes": [_outcome(one) for one in node.findall(f"{QTI}outcomeDeclaration")],
        "responseProcessing": {"responseRules": [_rule(one) for one in rules]},
    }


def _declared(node: Any) -> dict[str, Any]:
    right = [one.text for one in node.findall(f"{QTI}correctResponse/{QTI}value")]
    made: dict[str, Any] = {"attributes": dict(node.attrib), "correctResponses": right}
    mapping = node.find(f"{QTI}mapping")
    if mapping is not None:
        entries = [
            {
                "qtiClass": "mapEntry",
                "mapKey": one.get("mapKey"),
                "mapValue": one.get("mappedValue"),
                "attributes": {"caseSensitive": one.get("caseSensitive") != "false"},
            }
            for one in mapping
        ]
        made["mapping"] = {"qtiClass": "mapping", "attributes": dict(mapping.attrib), "mapEntries": entries}
    return made


def _outcome(node: Any) -> dict[str, Any]:
    value = node.find(f"{QTI}defaultValue/{QTI}value")
    return {"attributes": dict(node.attrib), "defaultValue": None if value is None else value.text}


def _name(node: Any) -> str:
    return str(node.tag.removeprefix(QTI))


def _rule(node: Any) -> dict[str, Any]:
    made: dict[str, Any] = {"qtiClass": _name(node), "attributes": dict(node.attrib)}
    if made["qtiClass"] == "setOutcomeValue":
        return made | {"expression": _expression(node[0])}
    branches = [_branch(one) for one in node]
    made["responseIf"] = branches[0]
    made["responseElseIfs"] = [one for one in branches if one["qtiClass"] == "responseElseIf"]
    return made | {one["qtiClass"]: one for one in branches if one["qtiClass"] == "responseElse"}


def _branch(node: Any) -> dict[str, Any]:
    inside = list(node)
    made: dict[str, Any] = {"qtiClass": _name(node)}
    if made["qtiClass"] != "responseElse":
        made["expression"] = _expression(inside.pop(0))
    return made | {"responseRules": [_rule(one) for one in inside]}


def _expression(node: Any) -> dict[str, Any]:
    made: dict[str, Any] = {"qtiClass": _name(node), "attributes": dict(node.attrib)}
    if made["qtiClass"] == "baseValue":
        return made | {"value": node.text}
    return made | {"expressions": [_expression(one) for one in node]} if len(node) else made


def given(node: Any, response: dict[str, Any]) -> dict[str, Any]:
    """A response as TAO gets it."""
    declared = {one.get("identifier"): one for one in node.findall(f"{QTI}responseDeclaration")}
    made = {}
    for id, value in response.items():
        base, several = declared[id].get("baseType"), declared[id].get("cardinality") != "single"
        typed = {base: [one.split() for one in value] if base == "directedPair" else value}
        made[id] = {"list": typed} if several else {"base": typed if value != "" else None}
    return made


SIGNS = "a^2 = $5 (b) [c] {d} | . ? + - \\\\ / \\* 'e'"


def test_every_sign_may_stand_in_a_pattern() -> None:
    at = Location("x.md", 1, 1)
    stem = (Paragraph(at, Text("What?", at)),)
    answers = (ShortAnswerPattern(at, SIGNS), ShortAnswerPattern(at, f"{SIGNS} *", Fraction(1, 2)))
    question = ShortAnswer(at=at, id="q", pinned=True, stem=stem, answers=answers)
    item = write_item(question, "m", Prose(), {}, Edition("en", load(HOSTILE, Report())), Report())
    assert item
    judge = Judge(item.xml)
    shown = SIGNS.replace("\\\\", "\\").replace("\\*", "*")
    tries = {shown: 1.0, f" {shown.upper()} ": 1.0, f"{shown} and more": 0.5, shown[1:]: 0.0}
    responses: list[dict[str, Any]] = [{"RESPONSE": text} for text in tries]
    assert [judge.play(one)[0] for one in responses] == [*tries.values()]
    assert scores([(judge, responses)]) == [*tries.values()]


def scores(played: list[tuple[Judge, list[dict[str, Any]]]]) -> list[float]:
    """What TAO gives for each response to each item."""
    node = shutil.which("node")
    if not node:
        missing("node is not installed")
    if not (REPO / "node_modules/@oat-sa/tao-item-runner-qti").is_dir():
        missing("node_modules has no tao-item-runner-qti: run npm ci")
    items = [
        {"item": item_of(judge.item), "responses": [given(judge.item, one) for one in responses]}
        for judge, responses in played
    ]
    done = subprocess.run(
        [str(node), str(SCRIPT)], input=json.dumps(items), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return [one["SCORE"]["base"]["float"] for one in json.loads(done.stdout)]


def test_every_response_earns_what_the_model_says(asked: list[tuple[Question, Judge]]) -> None:
    rows = [
        (question, judge, *case) for question, judge in asked if question.scored for case in cases(question)
    ]
    found = scores([(judge, [response]) for _, judge, response, _ in rows])
    wrong = [
        (str(question.at), response, score)
        for (question, _, response, fraction), score in zip(rows, found, strict=True)
        if score != pytest.approx(float(fraction * question.points), abs=1e-9)
    ]
    assert wrong == []
    assert len(rows) > 400
