"""Every example of docs/source-format.md is read without a finding, and every type has one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot_scorm.diagnostics import Report
from bot_scorm.model.activities import ACTIVITY_KINDS, Activity
from bot_scorm.model.plans import CalendarBlock, CohortBlock
from bot_scorm.model.programme import Module
from bot_scorm.model.questions import QUESTION_TYPES
from bot_scorm.model.surveys import SURVEY_ITEMS, SurveyItem
from bot_scorm.model.walk import nodes_of
from bot_scorm.settings import PAGE_SETTINGS
from tests.conftest import REPO
from tests.course import THEORY, lines_of, read_course, read_pages, write_course

PAGE = REPO / "docs" / "source-format.md"
EXAMPLES = dict(re.findall(r"^```\w+ example=([\w-]+)\n(.*?)^```$", PAGE.read_text("utf-8"), re.M | re.S))
SHARED = {
    "glossary": "content/glossary.md",
    "bibliography": "content/bibliography.json",
    "calendar": "content/curriculum/calendar.yaml",
    "cohort": "content/curriculum/cohort.yaml",
}
"""Examples that belong to all modules, and where they stand."""
WITH_SHARED = ("references", "plans")
"""Pages that show what the shared files hold."""
NEXT = "---\nkind: theory\nid: listening\ntitle: Listening\n---\nText.\n"
ALONE = [name for name in EXAMPLES if name not in ("programme", "themed", "module", *SHARED, *WITH_SHARED)]


def read_example(name: str, root: Path) -> tuple[Module, Report]:
    text = EXAMPLES[name]
    page = text if text.startswith("---") else THEORY + text
    return read_pages(root, {"10-page.md": page, "20-listening.md": NEXT})


@pytest.mark.parametrize("name", ALONE)
def test_example_is_clean(name: str, tmp_path: Path) -> None:
    _, report = read_example(name, tmp_path)
    assert lines_of(report, tmp_path) == ""


@pytest.mark.parametrize("kind", QUESTION_TYPES)
def test_question_type_has_an_example_that_reads_as_it(kind: str, tmp_path: Path) -> None:
    module, _ = read_example(kind, tmp_path)
    (question,) = module.pages[0].questions
    assert question.kind == kind
    assert question.pinned


@pytest.mark.parametrize("kind", ACTIVITY_KINDS)
def test_activity_has_an_example_that_reads_as_it(kind: str, tmp_path: Path) -> None:
    module, _ = read_example(kind, tmp_path)
    (activity,) = nodes_of(module.pages[0], Activity)
    assert activity.kind == kind
    assert activity.pinned


def test_shared_examples_are_clean(tmp_path: Path) -> None:
    text = THEORY + "\n".join(EXAMPLES[name] for name in WITH_SHARED)
    files: dict[str, str | bytes] = {SHARED[name]: EXAMPLES[name] for name in SHARED}
    programme, report = read_course(write_course(tmp_path, {"10-page.md": text, **files}))
    assert lines_of(report, tmp_path) == ""
    assert programme.glossary is not None
    assert [term.id for term in programme.glossary.terms] == ["neet", "outreach"]
    assert programme.modules[0].refers == {"term:neet", "@rhodes-2005"}
    assert {type(block) for block in programme.modules[0].pages[0].prose.blocks} > {
        CalendarBlock,
        CohortBlock,
    }


@pytest.mark.parametrize("kind", SURVEY_ITEMS)
def test_type_of_survey_item_has_an_example(kind: str, tmp_path: Path) -> None:
    module, _ = read_example("survey", tmp_path)
    assert [item.pinned for item in nodes_of(module.pages[0], SurveyItem) if item.kind == kind] == [True]


@pytest.mark.parametrize("kind", ["theory", "case", "guide", "survey"])
def test_page_has_an_example_that_reads_as_it(kind: str, tmp_path: Path) -> None:
    module, _ = read_example(kind, tmp_path)
    assert module.pages[0].kind == kind


def test_settings_are_all_explained() -> None:
    text = PAGE.read_text("utf-8")
    for settings in PAGE_SETTINGS.values():
        for name in settings.model_fields:
            assert f"| `{name}` |" in text


def test_yaml_examples_are_clean(tmp_path: Path) -> None:
    write_course(tmp_path, {"module.yaml": EXAMPLES["module"], "10-page.md": NEXT})
    (tmp_path / "programme.yaml").write_text(EXAMPLES["programme"], "utf-8")
    programme, report = read_course(tmp_path)
    assert lines_of(report, tmp_path) == ""
    assert programme.formats == ("scorm12", "gift")
    assert programme.sequence == "free"
    assert programme.modules[0].duration == 105
    (tmp_path / "programme.yaml").write_text(EXAMPLES["ordered"], "utf-8")
    programme, report = read_course(tmp_path)
    assert lines_of(report, tmp_path) == ""
    assert programme.sequence == "in-order"
