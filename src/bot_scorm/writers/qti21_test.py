"""A quiz as a test of QTI 2.1: its sections, what is drawn and mixed, and whether it is passed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from bot_scorm.model.programme import Module, Quiz, wire_id
from bot_scorm.package.xml import Element
from bot_scorm.writers.fragments import plain
from bot_scorm.writers.qti21_items import WrittenItem
from bot_scorm.writers.qti21_nodes import document, node, number
from bot_scorm.writers.qti21_pen import flag
from bot_scorm.writers.qti21_scoring import MAXSCORE, SCORE, gives, value, variable


def test_id(module: Module, quiz: Quiz) -> str:
    """The identifier of a quiz in its package."""
    return f"t.{wire_id(module.id, quiz.id)}"


def write_test(quiz: Quiz, module: Module, items: Sequence[WrittenItem]) -> bytes:
    """The test; ``items`` are those of the quiz, in its order."""
    names = [SCORE, MAXSCORE] + (["PASSED"] if quiz.role == "after" else [])
    declared = [
        node(
            "outcomeDeclaration",
            identifier=name,
            cardinality="single",
            baseType="boolean" if name == "PASSED" else "float",
        )
        for name in names
    ]
    control = node(
        "itemSessionControl",
        showFeedback=flag(quiz.show_answers != "never"),
        showSolution=flag(quiz.show_answers != "never"),
        allowSkipping="true",
    )
    submission = "individual" if quiz.show_answers == "each" else "simultaneous"
    part = node(
        "testPart",
        control,
        _section(quiz, items),
        identifier="part",
        navigationMode="nonlinear",
        submissionMode=submission,
    )
    root = node(
        "assessmentTest",
        *declared,
        part,
        node("outcomeProcessing", *_outcomes(quiz, module)),
        identifier=test_id(module, quiz),
        title=plain(quiz.title) or quiz.id,
        toolName="bot-scorm",
    )
    return document(root)


def _section(quiz: Quiz, items: Sequence[WrittenItem]) -> Element:
    """The quiz; those of which some are drawn stand in sections of their own, which nobody sees.

    As in the player, a question with several such tags has to be drawn for each: it is taken under the first.
    """
    made = node("assessmentSection", identifier="section", title=plain(quiz.title) or quiz.id, visible="true")
    if quiz.shuffle:
        made.append(node("ordering", shuffle="true"))
    groups: dict[str, list[WrittenItem]] = {tag: [] for tag in quiz.draw}
    for one in items:
        tag = next((tag for tag in quiz.draw if tag in one.question.tags), None)
        if tag is None:
            made.append(_reference(one))
            continue
        if not groups[tag]:
            made.append(node("assessmentSection", identifier=f"draw_{[*quiz.draw].index(tag) + 1}"))
        groups[tag].append(one)
    drawn = [one for one in made if (one.get("identifier") or "").startswith("draw_")]
    for section in drawn:
        tag = [*quiz.draw][int(section.get("identifier", "").removeprefix("draw_")) - 1]
        _fill_drawn(section, tag, min(quiz.draw[tag], len(groups[tag])), groups[tag])
    return made


def _fill_drawn(section: Element, tag: str, many: int, items: Iterable[WrittenItem]) -> None:
    section.set("title", tag)
    section.set("visible", "false")
    section.set("keepTogether", "false")
    section.append(node("selection", select=str(many)))
    section.append(node("ordering", shuffle="true"))
    section.extend([_reference(one) for one in items])


def _reference(item: WrittenItem) -> Element:
    return node("assessmentItemRef", identifier=item.id, href=item.name)


def _outcomes(quiz: Quiz, module: Module) -> list[Element]:
    """Points, those that there are, and whether the quiz is passed."""
    rules = [
        gives(name, node("sum", node("testVariables", variableIdentifier=name))) for name in (SCORE, MAXSCORE)
    ]
    if quiz.role == "after":
        needed = node("product", variable(MAXSCORE), value("float", number(Fraction(module.pass_mark, 100))))
        rules.append(gives("PASSED", node("gte", variable(SCORE), needed)))
    return rules
