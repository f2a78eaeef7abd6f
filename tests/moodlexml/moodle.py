"""What Moodle made of XML files, kept as JSON: its stable parts.

``python -m tests.moodlexml.moodle FOLDER FILE…`` records them from a Moodle that is there (MOODLE_DIR), by
``../shared/lms/import_questions.php``; with ``--verdicts`` alone, which files of the corpus and of
``tests/rules`` it takes.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any

from tests.gift.moodle import FORMATS, REPOSITORY, SEEN, SHARED

_OPTIONS = (
    "shuffleanswers",
    "usecase",
    "single",
    "showunits",
    "responsefieldlines",
    "graderinfo",
    "gradingtype",
)
_DEFAULT = "Default for Questions xml"


def stable(question: dict[str, Any]) -> dict[str, Any]:
    """A question of the driver's output without numbers that change from run to run."""
    category = str(question["category"] or "")
    options = question.get("options", {})
    return {
        "type": question["type"],
        "name": question["name"],
        "text": question["questiontext"],
        "format": FORMATS[question["format"]],
        "feedback": question.get("generalfeedback") or "",
        "idnumber": question.get("idnumber") or "",
        "tags": sorted(question.get("tags") or []),
        "category": "" if category.startswith(_DEFAULT) else unescape(category),
        "points": question["defaultmark"],
        "penalty": question["penalty"],
        "hints": question.get("hints") or [],
        "answers": [_answer(one) for one in question.get("answers", [])],
        "pairs": [[one["questiontext"], one["answer"]] for one in question.get("subquestions", [])],
        "parts": question.get("parts", []),
        "files": sorted(question.get("files", [])),
        "options": {name: options[name] for name in _OPTIONS if name in options},
    }


def _answer(one: dict[str, Any]) -> dict[str, Any]:
    return {
        "text": one["answer"],
        "format": FORMATS[int(one.get("answerformat", 0))],
        "fraction": round(float(one["fraction"]), 7),
        "feedback": one["feedback"] or "",
        **({"tolerance": one["tolerance"]} if "tolerance" in one else {}),
    }


def categories(said: dict[str, Any]) -> list[list[str]]:
    """The categories that a file brought: name, the one above, description."""
    return [
        [unescape(one["name"]), unescape(one["parent"] or ""), one["info"]]
        for one in said["categories"]
        if one["name"] != "top" and not one["name"].startswith(_DEFAULT)
    ]


def imported(file: Path) -> dict[str, Any]:
    """What Moodle makes of a file: whether it took it, what it said, categories and questions."""
    driver = SHARED / "lms/import_questions.php"
    command = ["php", str(driver), "xml", str(file.resolve())]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = json.loads(done.stdout[done.stdout.index("{") :])
    return {
        "accepted": said["ok"],
        "said": [re.sub(r"\d{6,}", "…", line) for line in said.get("moodle_said", [])],
        "categories": categories(said) if said["ok"] else [],
        "questions": [stable(one) for one in said.get("questions", [])],
    }


def record(folder: Path, file: Path) -> None:
    """Imports a file into Moodle and keeps what came of it."""
    kept = SEEN | {"sha256": sha256(file.read_bytes()).hexdigest()} | imported(file)
    text = json.dumps(kept, ensure_ascii=False, indent=1) + "\n"
    (folder / f"{file.name}.json").write_text(text, encoding="utf-8")


def verdicts() -> None:
    """Keeps which of other people's files, and of the rules' cases, Moodle takes."""
    found = {path.name: path for path in sorted((SHARED / "corpus/moodlexml").glob("*.xml"))}
    for path in sorted(REPOSITORY.glob("tests/rules/MXML-*/*/quiz.xml")):
        found[f"{path.parent.parent.name}/{path.parent.name}"] = path
    kept = SEEN | {"accepted": {name: imported(path)["accepted"] for name, path in found.items()}}
    (Path(__file__).parent / "verdicts.json").write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if "MOODLE_DIR" not in os.environ:
        sys.exit("set MOODLE_DIR to a Moodle's folder")
    if sys.argv[1:] == ["--verdicts"]:
        verdicts()
    for name in sys.argv[2:]:
        record(Path(sys.argv[1]), Path(name))
