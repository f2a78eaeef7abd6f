"""Model → QTI 2.1 and 1.2 → model: what is written comes back, but for what the losses say."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from bot_scorm.archive import Artifact
from bot_scorm.citing import cited
from bot_scorm.diagnostics import Diagnostic, Report
from bot_scorm.model.blocks import Prose
from bot_scorm.model.programme import Edition, Module
from bot_scorm.model.questions import Numerical, Question, ShortAnswer
from bot_scorm.package.view import Package
from bot_scorm.readers import load
from bot_scorm.readers.qti_package import read_qti
from bot_scorm.validation import check_package
from bot_scorm.writers import writer
from bot_scorm.writers.fragments import plain, plain_blocks, render_blocks
from bot_scorm.writers.qti12_questions import write_full_item
from bot_scorm.writers.qti21_items import write_item
from tests.conftest import REPO
from tests.gift.test_round_trip import questions
from tests.importing.cartridges import packed
from tests.moodlexml.test_round_trip import shape as moodle_shape

COURSES = {"hostile": REPO / "tests/hostile/content", "content": REPO / "content"}
FORMATS = ("qti21", "qti12")
CHANGED: dict[str, set[str]] = {
    "a reflection to hand in becomes an essay": {"type", "answers"},
    "a private reflection becomes": {"type", "answers"},
    "hints": {"hints"},
    "feedback of single": {"feedback of parts"},
    "a word is chosen from a list": {"type", "answers", "gaps"},
    "fits wherever its parts stand": {"answers"},
    "the model answer": {"answers"},
    "links to other pages": {"stem", "feedback", "answers"},
    "terms of the glossary": {"stem", "feedback", "answers"},
    "citations stand without": {"stem", "feedback", "answers"},
    "formatting of": {"answers"},
}  # fmt: skip
"""What a loss is allowed to change, by words of its message."""


def shape(question: Question) -> dict[str, Any]:
    """What a learner meets and what is marked, with what pairs and steps show."""
    parts = [*getattr(question, "pairs", ()), *getattr(question, "items", ())]
    told = [render_blocks(one.feedback, Prose()) for one in parts]
    return moodle_shape(question) | {"feedback of parts": told}


def allowed(said: list[str]) -> set[str]:
    assert all(any(words in one for words in CHANGED) for one in said), said
    return {part for words, parts in CHANGED.items() for one in said if words in one for part in parts}


@cache
def built(course: str, format: str) -> list[tuple[Module, Artifact, list[Diagnostic]]]:
    """The modules of a course that have questions, with the package of each and what was said of it."""
    programme = load(COURSES[course], Report())
    made = []
    for module in programme.modules:
        said = Report()
        edition = cited(Edition(programme.language, programme).of(module), Report())
        artifact = writer(format).write(edition, said)
        if artifact:
            made.append((module, artifact, list(said)))
    return made


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("course", COURSES)
def test_courses_come_back_but_for_what_the_losses_say(course: str, format: str) -> None:
    compared = 0
    for module, artifact, said in built(course, format):
        data, found = packed({name: one.read() for name, one in artifact.files.items()}), Report()
        read = read_qti(data, "module.zip", found)
        assert [one.message for one in found] == []
        back = {one.id: (one, category) for one, category in read.entries}
        messages: dict[Any, list[str]] = {}
        for one in said:
            messages.setdefault(one.at, []).append(one.message)
        for page in module.for_learners().pages:
            for question in page.questions:
                again, category = back.pop(question.id)
                ours, theirs = shape(question), shape(again)
                differ = {part for part in ours if ours[part] != theirs.get(part)}
                changes = allowed(messages.get(question.at, []))
                assert differ <= changes | {"title"}, (question.id, differ)
                assert str(again.title or "") in ("", str(question.title or "")), question.id
                assert again.pinned
                assert _ids(question) == _ids(again) or "type" in changes, question.id
                if page.kind == "quiz" or format == "qti12":
                    assert category == (plain(page.title),)
                compared += 1
        assert not back
        pictures = {name for name in artifact.files if name.startswith("media/")}
        assert pictures <= set(read.files)
    assert compared >= 18


def _ids(question: Question) -> list[str]:
    """The ids of choices, items and sides: stored attempts are kept under them."""
    found = [*getattr(question, "choices", ()), *getattr(question, "items", ())]
    found += getattr(question, "pairs", ())
    return sorted(one.id for one in found)


@cache
def edition() -> Edition:
    programme = load(COURSES["hostile"], Report())
    return Edition("en", programme)


def written(question: Question, format: str, said: Report) -> bytes:
    """The item as a document."""
    if format == "qti21":
        item = write_item(question, "module", Prose(), {}, edition(), said)
        assert item
        return item.xml
    full = write_full_item(question, "module", Prose(), {}, edition(), said)
    assert full
    root = etree.Element("questestinterop")
    root.append(full.node)
    return bytes(etree.tostring(root))


@pytest.mark.parametrize("format", FORMATS)
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(question=questions(), fixed=st.booleans())
def test_what_is_written_is_read(format: str, question: Question, fixed: bool) -> None:
    whole = replace(question, fixed=fixed and question.kind in ("single", "multiple", "matching"))
    if isinstance(whole, ShortAnswer | Numerical):  # below 0 is as much as 0
        answers: Any = tuple(replace(one, fraction=max(one.fraction, Fraction(0))) for one in whole.answers)
        whole = replace(whole, answers=answers)
    said, found = Report(), Report()
    data = written(whole, format, said)
    ((read, _),) = read_qti(data, "item.xml", found).entries
    assert list(found) == [], (data.decode(), [one.message for one in found])
    ours, theirs = shape(whole), shape(read)
    if format == "qti21":  # tags and outcome stand in the manifest
        ours |= {"tags": (), "outcome": ""}
    if read.title is None and plain_blocks(question.stem) == ours["title"]:
        ours["title"] = ""  # a title that says what the text says is none
    for part in allowed([one.message for one in said]):
        ours[part] = theirs[part] = None
    assert theirs == ours


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("course", COURSES)
def test_our_own_rules_find_nothing(course: str, format: str) -> None:
    for _, artifact, _ in built(course, format):
        found = check_package(Package.of(artifact.files, "module.zip"))
        assert (found.standard, found.version) == ("QTI", f"{format[-2]}.{format[-1]}")
        assert [f"{one.at}: {one.message}" for one in found] == []
