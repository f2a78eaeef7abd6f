"""Our own cartridges, read back, give the programme that they were made from, but for what the tables say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from bot_scorm.archive import Artifact
from bot_scorm.diagnostics import Report, Severity
from bot_scorm.model.programme import Module, Programme, Quiz
from bot_scorm.model.questions import Question
from bot_scorm.model.text import Text
from bot_scorm.pipeline import check_sources
from bot_scorm.readers import load
from bot_scorm.writers.fragments import render_text
from tests.conftest import REPO
from tests.importing.cartridges import cartridge, read_back, taken
from tests.moodlexml.test_round_trip import shape

COURSES = {"hostile": REPO / "tests/hostile/content", "content": REPO / "content"}
TRIPS = [("hostile", "imscc"), ("hostile", "imscc13"), ("content", "imscc13")]
ONCE_SAID = {"IMP-123", "IMP-104"}
"""Which quiz counts is guessed, and a share without an end is written with nine decimals."""
MARKS = [
    "h1", "h2", "h3", "h4", "h5", "h6", "img", "table", "th", "td", "li", "dt", "dd", "pre", "hr", "math",
    "blockquote", "video", "audio",
]  # fmt: skip
"""Elements that are compared one by one; of all others the words are."""
APART = ("contents", "works")
"""Classes of what is written anew around a page's own text, or is looked at elsewhere."""


@dataclass(frozen=True, slots=True)
class Trip:
    """A programme, its cartridge, what an import made of that, and the cartridge of this."""

    programme: Programme
    first: Artifact
    root: Path
    said: Report
    again: Programme
    second: Artifact


@pytest.fixture(scope="module", params=TRIPS, ids="-".join)
def trip(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Trip:
    course, format = request.param
    root = tmp_path_factory.mktemp(course)
    programme = load(COURSES[course], Report())
    first = cartridge(programme, format)
    found, report = taken({name: source.read() for name, source in first.files.items()}, root)
    again = read_back(found, root / "content")
    return Trip(programme, first, root / "content", report, again, cartridge(again, format))


def test_what_comes_back_passes_a_check(trip: Trip) -> None:
    report = Report()
    check_sources(trip.root, report, jobs=1)
    assert [f"{one.at}: {one.message}" for one in report if one.severity is Severity.ERROR] == []
    assert {one.rule.id for one in trip.said} <= ONCE_SAID


def said(text: Text | None) -> str:
    return str(html.fromstring(f"<p>{render_text(str(text or ''))}</p>").text_content())


def test_modules_and_pages_come_in_order(trip: Trip) -> None:
    def of(module: Module) -> list[Any]:
        pages = [one.id for one in module.for_learners().pages]
        return [module.id, said(module.title), said(module.summary), module.duration, pages]

    assert [of(one) for one in trip.again.modules] == [of(one) for one in trip.programme.modules]
    outcomes = [[said(one.text) for one in module.outcomes] for module in trip.programme.modules]
    assert [[said(one.text) for one in module.outcomes] for module in trip.again.modules] == outcomes


def test_pages_say_the_same(trip: Trip) -> None:
    """Headings, words, tables, lists, pictures with their alternative texts: all that a learner reads."""
    pages = [name for name in trip.first.files if "/pages/" in name]
    assert len(pages) > 2
    for name in pages:
        back = trip.second.files[name].read()
        asked = set(html.document_fromstring(back).xpath("//section[@class='exercise']/@id"))
        assert _marks(back, asked) == _marks(trip.first.files[name].read(), asked), name


def _marks(data: bytes, asked: set[str]) -> list[str]:
    """What stands on a page: its words in order, then some of its elements, one by one.

    The answers of questions that are asked again are written anew; those of others came back as words.
    """
    main = html.document_fromstring(data).find(".//main")
    for one in main.xpath(".//section[@class='answers']/section"):
        if one.get("id").removesuffix("_answer") in asked:
            one.drop_tree()
    for one in main.xpath(".//section[@class='answers'][not(section)]"):
        one.drop_tree()
    for one in list(main.iter()):
        kinds = (one.get("class") or "").split()
        source = kinds == ["box", "source"] or (one.getparent() is main and kinds == ["kicker"])
        if kinds == ["jump"]:
            source = (one.find("a").get("href") or "").endswith("_answer")
        if source or any(kind in APART for kind in kinds):
            one.drop_tree()
    found = [_words(main)]
    for one in main.iter(*MARKS):
        alone = next(one.iterdescendants(*MARKS), None) is None
        picture = f"{one.get('src')} {one.get('alt')}" if one.tag == "img" else ""
        found.append(f"{one.tag.replace('th', 'td')} {_words(one) if alone else ''}{picture}")
    return found


def _words(element: Any) -> str:
    text = " ".join(element.itertext()).replace("____", " ").replace("\xa0", " ")
    # Questions that come back are counted anew, without those that are words now.
    return re.sub(r"Question\d+", "Question", "".join(text.split()))


def test_links_lead_where_they_led(trip: Trip) -> None:
    for name in (name for name in trip.first.files if "/pages/" in name):
        ours, theirs = (_links(one.files[name].read()) for one in (trip.first, trip.second))
        assert theirs == ours, name


def _links(data: bytes) -> list[str]:
    main = html.document_fromstring(data).find(".//main")
    hrefs = (one.get("href") for one in main.iter("a") if one.get("class") != "cite")
    return sorted(href for href in hrefs if not href.startswith("#"))


def test_quizzes_and_their_questions_come_back(trip: Trip) -> None:
    """All that the cartridge holds of them; which is `tests/imscc` and `tests/carried` to say."""
    compared = 0
    for module, back in zip(trip.programme.modules, trip.again.modules, strict=True):
        quizzes = {page.id: page for page in back.pages if isinstance(page, Quiz)}
        for page in module.pages:
            if not isinstance(page, Quiz):
                continue
            theirs = quizzes[page.id]
            assert said(theirs.title) == said(page.title)
            assert theirs.attempts == min(page.attempts, 5)
            assert theirs.role == ("after" if page.role == "after" else "practice")
            known = {one.id: one for one in theirs.questions}
            lead = page.summary is not None
            for question in page.prose.blocks:
                if isinstance(question, Question) and question.id in known:
                    compared += 1
                    differs = _differs(question, known[question.id])
                    assert differs == (["stem"] if lead and "stem" in differs else []), question.id
                    lead = False
                else:  # what stands before a question is in it then
                    lead = True
    assert compared > 2


def _differs(question: Question, back: Question) -> list[str]:
    """Where a question differs though its type is carried whole."""
    ours, theirs = shape(question), shape(back)
    whole = question.kind in ("single", "true-false", "essay") and question.kind == back.kind
    return [name for name in ("stem", "points", "title") if whole and ours[name] != theirs[name]]


def test_questions_in_pages_are_in_their_pages_again(trip: Trip) -> None:
    taken = 0
    for module, back in zip(trip.programme.modules, trip.again.modules, strict=True):
        pages = {page.id: page for page in back.pages}
        for page in module.for_learners().pages:
            asked = {one.id for one in page.questions}
            there = {one.id for one in pages[page.id].questions}
            assert there <= asked
            taken += len(there)
        assert not any(page.id.startswith("question-bank") for page in back.pages)
    assert taken > 2
