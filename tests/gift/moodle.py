"""What Moodle made of GIFT files, kept as JSON: its stable parts, and the same of what our reader takes.

``python -m tests.gift.moodle FOLDER FILE…`` records them from a Moodle that is there (MOODLE_DIR), by
``../shared/lms/import_questions.php``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any

from bot_scorm.readers.gift import GiftEntry

REPOSITORY = Path(__file__).parents[2]
SHARED = REPOSITORY.parent / "shared"
HERE = Path(__file__).parent
SEEN = {"moodle": "4.5.6", "date": "2026-11-23"}
FORMATS = ("moodle", "html", "plain", "", "markdown")
"""The names of Moodle's format numbers."""


def stable(question: dict[str, Any]) -> dict[str, Any]:
    """A question of the driver's output without numbers that change from run to run."""
    category = str(question["category"] or "")
    answers = [
        {
            "text": one["answer"],
            "format": FORMATS[int(one.get("answerformat", 0))],
            "fraction": round(float(one["fraction"]), 7),
            "feedback": one["feedback"] or "",
            **({"tolerance": one["tolerance"]} if "tolerance" in one else {}),
        }
        for one in question.get("answers", [])
    ]
    return {
        "type": question["type"],
        "name": question["name"],
        "text": question["questiontext"],
        "format": FORMATS[question["format"]],
        "feedback": question.get("generalfeedback") or "",
        "idnumber": question.get("idnumber") or "",
        "tags": sorted(question.get("tags") or []),
        "category": "" if category.startswith("Default for Questions gift") else unescape(category),
        "answers": answers,
        "pairs": [[one["questiontext"], one["answer"]] for one in question.get("subquestions", [])],
        **({"single": question["options"]["single"] == "1"} if question["type"] == "multichoice" else {}),
    }


def taken(entry: GiftEntry) -> dict[str, Any]:
    """The same parts of a question that our reader took."""
    question = entry.taken
    pairs, answers = [], []
    for place, one in enumerate(question.answers, start=1):
        if question.type == "match":
            pairs.append([one.text.text, one.target])
            continue
        typed = question.type in ("truefalse", "shortanswer", "numerical")
        fraction = place if question.type == "ordering" else round(float(one.fraction or 0), 7)
        answer = {
            "text": one.text.text,
            "format": "moodle" if typed else one.text.format,
            "fraction": fraction,
            "feedback": one.feedback.text,
        }
        answers.append(answer | ({"tolerance": one.tolerance} if question.type == "numerical" else {}))
    return {
        "type": question.type,
        "name": question.name,
        "text": question.stem.text,
        "format": question.stem.format,
        "feedback": question.general.text,
        "idnumber": question.idnumber,
        "tags": sorted(question.tags),
        "category": entry.category[-1] if entry.category else "",
        "answers": answers,
        "pairs": pairs,
        **({"single": question.single} if question.type == "multichoice" else {}),
    }


def record(folder: Path, file: Path) -> None:
    """Imports a file into Moodle and keeps what came of it."""
    driver = SHARED / "lms/import_questions.php"
    done = subprocess.run(
        ["php", driver, "gift", file.resolve()], capture_output=True, text=True, check=False
    )
    said = json.loads(done.stdout[done.stdout.index("{") :])
    kept = SEEN | {
        "sha256": sha256(file.read_bytes()).hexdigest(),
        "accepted": said["ok"],
        "questions": [stable(one) for one in said.get("questions", [])],
    }
    target = folder / f"{file.name}.json"
    target.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def kept(folder: Path, name: str) -> dict[str, Any]:
    """What Moodle made of a file with that name."""
    found: dict[str, Any] = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return found


def differences(ours: dict[str, Any], moodles: dict[str, Any]) -> list[str]:
    """Where two questions differ, part by part; names are compared only where the file gives one."""
    parts = [part for part in moodles if part != "name" or ours["name"]]
    return [
        f"{part}: {ours.get(part)!r} is not {moodles[part]!r}"
        for part in parts
        if _comparable(ours.get(part)) != _comparable(moodles[part])
    ]


def _comparable(part: Any) -> Any:
    if not isinstance(part, list):
        return part
    return [_number(one) if isinstance(one, dict) and "tolerance" in one else one for one in part]


def _number(answer: dict[str, Any]) -> dict[str, Any]:
    """Moodle computes with binary numbers: ten digits are compared."""
    if answer["text"] == "*":
        return answer | {"tolerance": ""}
    return answer | {part: round(float(answer[part]), 10) for part in ("text", "tolerance")}


if __name__ == "__main__":
    if "MOODLE_DIR" not in os.environ:
        sys.exit("set MOODLE_DIR to a Moodle's folder")
    for name in sys.argv[2:]:
        record(Path(sys.argv[1]), Path(name))
