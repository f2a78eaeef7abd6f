"""A real Moodle does what the rules on cartridges say that it does, to the very cases of these rules."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot_scorm.archive import BytesSource, pack
from tests.moodle.conftest import DRIVERS, said
from tests.rules.spoiling import changed

RULES = Path(__file__).parents[1] / "rules"
PHP = Path(__file__).parent / "restored_questions.php"
REFUSED = ("CCM-001", "CCM-002", "CCM-003", "CCM-005", "CCM-010", "CCM-015", "CCV-001", "CCV-002", "CCV-003",
           "CCV-004", "CCV-005", "CCV-011", "CCV-014", "CCV-015", "CCV-016", "CCV-029")  # fmt: skip
"""Rules whose bad case Moodle does not restore."""
RESTORED = ("CCM-003", "CCM-005", "CCM-009", "CCM-014", "CCM-015", "CCV-001", "CCV-004", "CCV-022", "CCV-026")
"""Rules whose good case it restores; that of CCV-001 is of version 1.0."""


@pytest.fixture
def restored(moodle: str, tmp_path: Path) -> Any:
    """What the driver says of a case's cartridge."""

    def restore(case: str) -> dict[str, Any]:
        files = changed(yaml.safe_load((RULES / case / "changes.yaml").read_text("utf-8")))
        path = tmp_path / "course.imscc"
        pack({name: BytesSource(data) for name, data in files.items()}, path)
        done = subprocess.run(
            ["php", DRIVERS / "restore_cc.php", path], capture_output=True, text=True, check=False
        )
        found: dict[str, Any] = json.loads(done.stdout[done.stdout.index("{") :])
        return found

    return restore


def activities(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    assert found["ok"], found
    return {one["title"]: one for section in found["sections"] for one in section["activities"]}


def questions(found: dict[str, Any]) -> Any:
    assert found["ok"], found
    return said([PHP, DRIVERS / "lms.php", str(found["courseid"])])["questions"]


@pytest.mark.parametrize("id", REFUSED)
def test_bad_case_is_refused(id: str, restored: Any) -> None:
    assert not restored(f"{id}/bad")["ok"]


@pytest.mark.parametrize("id", RESTORED)
def test_good_case_is_restored(id: str, restored: Any) -> None:
    assert activities(restored(f"{id}/good"))


def test_what_is_for_teachers_is_hidden_by_the_prefix_alone(restored: Any) -> None:
    assert activities(restored("CCM-009/bad"))["A page"]["visible"]
    assert not activities(restored("CCM-009/good"))["A page"]["visible"]


def test_points(restored: Any) -> None:
    right = questions(restored("CCM-014/good"))
    assert right["Type"]["answers"] == {"listening": 1}
    assert right["Some of three"]["answers"] == {"A": 0.5, "B": 0.5, "C": 0}
    assert questions(restored("CCM-004/bad"))["Type"]["answers"] == {"listening": 100}
    assert questions(restored("CCM-007/bad"))["Some of three"]["answers"]["A"] == 0


def test_feedback_of_a_choice_becomes_general(restored: Any) -> None:
    assert questions(restored("CCM-008/bad"))["One of three"]["general"].strip() == "Yes."


def test_the_sum_of_marks_is_four(restored: Any) -> None:
    assert activities(restored("CCM-006/bad"))["A quiz"]["sumgrades"] == 4


def test_pages_lose_what_they_name_by_a_token(restored: Any) -> None:
    page = activities(restored("CCM-013/bad"))["A page"]
    assert "$IMS-CC-FILEBASE$" in page["content"]
    assert not page.get("files")


def test_item_of_a_bank_is_left_out(restored: Any) -> None:
    assert "A link" not in activities(restored("CCV-018/bad"))


def test_broken_topic_has_no_title(restored: Any) -> None:
    assert "Untitled Topic" in activities(restored("CCV-031/bad"))
