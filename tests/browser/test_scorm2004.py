"""What an LMS of SCORM 2004 is told: success and completion apart, interactions in its own forms."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.answers import answer_all_right, check, choose, form, hand_in
from tests.browser.conftest import Sitting
from tests.browser.lms import Lms
from tests.browser.test_tracking import patterns, take

TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.0Z")
DURATION = re.compile(r"PT(\d+H)?(\d+M)?\d+S")


@pytest.fixture
def lms(files: dict[str, bytes]) -> Iterator[Lms]:
    with Lms(files, standard="scorm2004") as running:
        yield running


def test_one_interaction_for_each_question(context: BrowserContext, lms: Lms) -> None:
    sitting = Sitting(context, lms, "all")
    choose(sitting.frame, "check", "That one")
    check(sitting.frame, "check")
    sitting.settle()
    assert lms.core["lesson_status"] == "incomplete"
    assert lms.core["exit"] == "suspend"
    sitting.open("after")
    answer_all_right(sitting.frame)
    hand_in(sitting.frame)
    sitting.leave()
    told = {
        id: (row["type"], row["learner_response"], patterns(row), row["result"], row["weighting"])
        for id, row in lms.interactions.items()
    }
    essay = "This is my sentence. In two lines."
    assert told == {
        "all.check": ("choice", "that", ["this"], "incorrect", "0"),
        "all.single": ("choice", "first", ["first"], "correct", "1"),
        "all.multiple": ("choice", "a[,]e", ["a[,]e"], "correct", "2"),
        "all.truth": ("true-false", "true", ["true"], "correct", "1"),
        "all.word": ("fill-in", "youth guarantee", ["Youth Guarantee"], "correct", "1"),
        "all.number": ("numeric", "19.25", ["19.2[:]19.4"], "correct", "1"),
        "all.match": ("matching", "cat[.]cat[,]dog[.]dog", ["cat[.]cat[,]dog[.]dog"], "correct", "1"),
        "all.order": ("sequencing", "one[,]two[,]three", ["one[,]two[,]three"], "correct", "1"),
        "all.gaps": ("fill-in", "Autonomy[,]relatedness", ["autonomy[,]relatedness"], "correct", "1"),
        "all.drag": ("fill-in", "If[,]then", ["If[,]then"], "correct", "1"),
        "all.essay": ("long-fill-in", essay, [], "neutral", "0"),
    }
    for row in lms.interactions.values():
        assert TIMESTAMP.fullmatch(row["timestamp"])
        assert DURATION.fullmatch(row["latency"])
    assert lms.interactions["all.single"]["description"] == "Pick the first."
    assert "know" in str(lms.interactions["all.single"]["objectives"])
    score = lms.core["score"]
    assert {name: score[name] for name in ("raw", "min", "max", "scaled")} == {
        "raw": "100", "min": "0", "max": "100", "scaled": "1"
    }  # fmt: skip
    assert lms.core["success_status"] == "passed"
    assert lms.core["progress_measure"] == "1"
    assert DURATION.fullmatch(lms.core["session_time"])
    assert lms.core["exit"] == "suspend", "what is read again must not begin from nothing"
    assert lms.failed_calls == []


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("{lang=en}a[,]b", " {lang=en}a[ , ]b"),
        ("قال \"نعم\" & 'لا'", "قال \"نعم\" & 'لا'"),
    ],
    ids=["delimiters", "quotes"],
)
def test_odd_texts_are_taken(context: BrowserContext, lms: Lms, typed: str, told: str) -> None:
    sitting = Sitting(context, lms, "all")
    sitting.open("after")
    form(sitting.frame, "word").locator("input").fill(typed)
    check(sitting.frame, "word")
    form(sitting.frame, "number").locator("input").fill("12345678901234")
    check(sitting.frame, "number")
    sitting.settle()
    assert lms.interactions["all.word"]["learner_response"] == told
    number = lms.interactions["all.number"]
    assert (number["type"], number["learner_response"]) == ("other", "12345678901234")


def test_failing_twice_is_not_complete(context: BrowserContext, lms: Lms) -> None:
    lms.mastery = "67"
    sitting = Sitting(context, lms, "small")
    take(sitting, "2", "1", "1")
    assert (lms.core["success_status"], lms.core["completion_status"]) == ("unknown", "incomplete")
    assert "The pass mark is 67 %" in sitting.frame.locator(".results").inner_text()
    sitting.frame.locator(".take-again").click()
    take(sitting, "1", "2", "1")  # two of three
    sitting.leave()
    assert (lms.core["success_status"], lms.core["completion_status"]) == ("failed", "incomplete")
    assert (lms.core["score"]["raw"], lms.core["score"]["scaled"]) == ("66", "0.6667")
    assert 0 < float(lms.core["progress_measure"]) < 1


def test_pass_stays_and_reading_completes(context: BrowserContext, lms: Lms) -> None:
    sitting = Sitting(context, lms, "small")
    take(sitting, "1", "2", "3")
    assert lms.core["success_status"] == "passed"
    sitting.leave()
    again = Sitting(context, lms, "small")
    again.frame.locator(".take-again").click()
    take(again, "2", "1", "1")
    again.leave()
    assert (lms.core["success_status"], lms.core["score"]["raw"]) == ("passed", "100")
    lms.cmi = None
    reading = Sitting(context, lms, "read-only")
    reading.settle()
    assert lms.core["progress_measure"] == "0.5"
    reading.frame.locator(".step.next").click()
    reading.frame.locator("#p_page-2").wait_for()
    reading.settle()
    assert (lms.core["success_status"], lms.core["completion_status"]) == ("unknown", "completed")


def test_an_lms_of_the_other_standard_serves_as_well(context: BrowserContext, lms: Lms) -> None:
    page = lms.files["small/index.html"].replace(b'"standard":"scorm12"', b'"standard":"scorm2004"')
    lms.files = {**lms.files, "small/index.html": page}
    lms.standard = "scorm12"
    sitting = Sitting(context, lms, "small")
    take(sitting, "1", "2", "3")
    assert lms.core["lesson_status"] == "passed"


def test_objectives_of_the_manifest_are_left_as_they_are(context: BrowserContext, lms: Lms) -> None:
    lms.objectives = ("small.quiz", "know")
    sitting = Sitting(context, lms, "small")
    take(sitting, "1", "2", "3")
    sitting.leave()
    assert lms.core["success_status"] == "passed"
    assert lms.failed_calls == []
    assert lms.cmi is not None
    assert [row["id"] for row in lms.cmi["objectives"].values()] == ["small.quiz", "know"]
