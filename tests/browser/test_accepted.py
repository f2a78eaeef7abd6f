"""What we emit today is what a real Moodle accepted when it was last asked; needs no Moodle."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext

from bot_scorm.diagnostics import Report
from bot_scorm.readers.gift import read_gift
from tests.browser.conftest import Sitting
from tests.browser.lms import Lms
from tests.conftest import REPO
from tests.gift.moodle import differences, taken
from tests.moodle.script import first_visit, second_visit, stable, stable_2004
from tests.moodle.test_live import ACCEPTED, built


def accepted(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ACCEPTED / name).read_text("utf-8"))
    return found


def elements(lms: Lms) -> dict[str, str]:
    """The elements that scorm-again holds, by Moodle's names."""
    assert lms.cmi is not None
    found = {f"cmi.core.{name}": str(value) for name, value in lms.core.items() if name != "score"}
    found |= {f"cmi.core.score.{name}": str(value) for name, value in lms.core["score"].items()}
    for number, row in enumerate(lms.interactions.values()):
        at = f"cmi.interactions_{number}."
        found |= {at + name: str(value) for name, value in row.items() if isinstance(value, str)}
        right = row.get("correct_responses") or []
        first = next(iter(right.values() if isinstance(right, dict) else right), None)
        if first:
            found[f"{at}correct_responses_0.pattern"] = first["pattern"]
    return found


def test_scorm_calls_are_those_that_moodle_stored(context: BrowserContext, lms: Lms) -> None:
    kept = accepted("scorm12-all.json")
    first = Sitting(context, lms, "all")
    first_visit(first)
    first.kill()
    assert stable(elements(lms)) == kept["after_first_visit"]
    second = Sitting(context, lms, "all")
    second_visit(second)
    second.leave()
    assert stable(elements(lms)) == kept["after_second_visit"]


def elements_2004(lms: Lms) -> dict[str, str]:
    """The same of SCORM 2004."""
    assert lms.cmi is not None
    found = {f"cmi.{name}": value for name, value in lms.cmi.items() if isinstance(value, str)}
    found |= {f"cmi.score.{name}": str(value) for name, value in lms.cmi["score"].items()}
    for number, row in enumerate(lms.interactions.values()):
        at = f"cmi.interactions.{number}."
        found |= {at + name: value for name, value in row.items() if isinstance(value, str)}
        for part, name in (("correct_responses", "pattern"), ("objectives", "id")):
            rows = row.get(part) or []
            first = next(iter(rows.values() if isinstance(rows, dict) else rows), None)
            if first:
                found[f"{at}{part}.0.{name}"] = first[name]
    return found


def test_scorm_2004_calls_are_those_that_moodle_stored(context: BrowserContext, lms: Lms) -> None:
    fourth, third = accepted("scorm2004-all.json"), accepted("scorm2004-3rd-all.json")
    assert {**third, "date": ""} == {**fourth, "date": ""}
    lms.standard = "scorm2004"
    lms.objectives = ("all.quiz", "know")
    first = Sitting(context, lms, "all")
    first_visit(first)
    first.kill()
    assert stable_2004(elements_2004(lms)) == fourth["after_first_visit"]
    second = Sitting(context, lms, "all")
    second_visit(second)
    second.leave()
    assert stable_2004(elements_2004(lms)) == fourth["after_second_visit"]


def test_gift_of_unchanged_questions_is_what_moodle_took(tmp_path: Path) -> None:
    file = built(REPO / "content", tmp_path, "gift", "trust")
    entries = read_gift(file.read_bytes(), file.name, Report()).entries
    ours = {one["idnumber"]: one for one in map(taken, entries)}
    kept = {one["idnumber"]: one for one in accepted("gift-trust.json")["questions"]}
    same = [id for id in kept if id in ours and ours[id]["text"] == kept[id]["text"]]
    assert same, "no question is as Moodle saw it: run make moodle with --regenerate"
    assert {id: differences(ours[id], kept[id]) for id in same} == {id: [] for id in same}
