"""The LMS that `bot-pack serve` plays, call by call: ``calls/<standard>.txt`` says what it answers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from bot_scorm.resources import templates_dir

CALLS = Path(__file__).parent / "calls"
ROOMS = ("formats", "scorm12", "scorm2004", "lms")
CALL = re.compile(r'(\w+)\((.*)\) -> (".*?")(?: (\d+))?')

PLAY = """
([rooms, name, steps]) => {
  const { sitting, standard } = new Function(`${rooms}; return { sitting, standard: ${name} };`)();
  const settings = {};
  let stored = null;
  let failing = 0;
  const line = {
    wait() {},
    refuses: () => 0,
    taken(data) {
      if (failing > 0) { failing -= 1; return false; }
      stored = JSON.parse(JSON.stringify(data));
      return true;
    },
  };
  const learner = { id: "learner-1", name: "Learner 1" };
  const begin = () => sitting({ standard, stored, learner, settings, line, log() {} });
  let now = begin();
  return steps.map(({ order, call, values }) => {
    if (order) {
      const [what, value] = order;
      if (what === "fail") failing = Number(value);
      else if (what !== "next") settings[what] = value;
      if (what !== "fail") now = begin();
      return null;
    }
    const result = now.api[call](...values);
    const error = /LastError|ErrorString|Diagnostic/.test(call) ? "0" : now.api[standard.calls.error]();
    return [result, error];
  });
}
"""


def cases() -> Iterator[Any]:
    for path in sorted(CALLS.glob("*.txt")):
        for part in path.read_text(encoding="utf-8").split("# ")[1:]:
            title, *lines = part.strip().splitlines()
            yield pytest.param(path.stem, lines, id=f"{path.stem}: {title}")


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def rooms() -> str:
    folder = templates_dir() / "serve"
    return "\n".join((folder / f"{name}.js").read_text(encoding="utf-8") for name in ROOMS)


def step(line: str) -> dict[str, Any]:
    if line.startswith("> "):
        return {"order": line[2:].split(" ")}
    found = CALL.fullmatch(line)
    assert found, f"this is no call: {line}"
    return {"call": found[1], "values": json.loads(f"[{found[2]}]")}


@pytest.mark.parametrize(("standard", "lines"), list(cases()))
def test_calls(page: Page, standard: str, lines: list[str]) -> None:
    answers = page.evaluate(PLAY, [rooms(), standard, [step(line) for line in lines]])
    said = [
        line if answer is None else f"{line.split(' -> ')[0]} -> {_told(*answer)}"
        for line, answer in zip(lines, answers, strict=True)
    ]
    assert said == lines


def _told(result: str, error: str) -> str:
    return json.dumps(result) + (f" {error}" if error != "0" else "")


@pytest.mark.parametrize(
    ("standard", "object", "element", "most"),
    [
        ("scorm12", "LMSSetValue", "cmi.suspend_data", 4096),
        ("scorm12", "LMSSetValue", "cmi.core.lesson_location", 255),
        ("scorm2004", "SetValue", "cmi.suspend_data", 64000),
        ("scorm2004", "SetValue", "cmi.location", 1000),
    ],
)
def test_lengths(page: Page, standard: str, object: str, element: str, most: int) -> None:
    start = {"call": object.replace("SetValue", "Initialize"), "values": [""]}
    steps = [start] + [{"call": object, "values": [element, "x" * length]} for length in (most, most + 1)]
    error = "405" if standard == "scorm12" else "406"
    assert page.evaluate(PLAY, [rooms(), standard, steps]) == [["true", "0"], ["true", "0"], ["false", error]]
