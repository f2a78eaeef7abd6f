"""Sections, guides and plans: what becomes a module, and what of it learners get."""

from __future__ import annotations

from pathlib import Path

from bot_scorm.diagnostics import Report
from bot_scorm.model.programme import Programme
from bot_scorm.readers import load, scan
from tests.course import SVG, THEORY, lines_of, read_course, read_pages, write_course

GUIDE = "---\nkind: guide\nid: guide\ntitle: For trainers\n---\n![A plan](media/advert.svg)\n"


def section(root: Path, folder: str, id: str, pages: dict[str, str] | None = None) -> None:
    """Writes a module."""
    for name, text in {
        "module.yaml": f"id: {id}\ntitle: {id}\n",
        "10-page.md": THEORY,
        **(pages or {}),
    }.items():
        path = root / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def sections_of(programme: Programme) -> list[tuple[str, str]]:
    return [(module.section, module.id) for module in programme.modules]


def test_sections_stand_in_their_order(tmp_path: Path) -> None:
    root = write_course(tmp_path, {"10-page.md": THEORY})
    section(root, "framework", "framework", {"media/a.svg": SVG})
    section(root, "framework/02-more", "more")
    section(root, "pilot/01-plan", "plan")
    section(root, "fieldwork/01-visit", "visit")
    section(root, "fieldwork/.draft", "draft")
    (root / "fieldwork" / "README.md").write_text("What is in this folder.\n", "utf-8")
    programme, report = read_course(root)
    assert lines_of(report, root) == ""
    assert sections_of(programme) == [
        ("curriculum", "trust"),
        ("fieldwork", "visit"),
        ("pilot", "plan"),
        ("framework", "framework"),
        ("framework", "more"),
    ]
    only = load(root, Report(), only={"framework/02-more"})
    assert sections_of(only) == [("framework", "more")]
    own = next(one for one in scan(root).modules if one.folder.name == "framework")
    assert [path.name for path in own.others] == ["a.svg", "module.yaml"]


def test_pages_beside_modules_are_told(tmp_path: Path) -> None:
    root = write_course(tmp_path, {"10-page.md": THEORY})
    section(root, "pilot/01-plan", "plan")
    (root / "pilot" / "10-lost.md").write_text(THEORY, "utf-8")
    _, report = read_course(root)
    assert [(one.rule.id, str(one.at)) for one in report] == [("SRC-003", f"{root}/pilot")]


def test_guides_are_for_trainers(tmp_path: Path) -> None:
    page = f"{THEORY}![A bridge](media/bridge.svg)\n"
    module, report = read_pages(tmp_path, {"10-page.md": page, "95-guide.md": GUIDE})
    assert lines_of(report, tmp_path) == ""
    assert set(module.media) == {"media/advert.svg", "media/bridge.svg"}
    learners = module.for_learners()
    assert [one.id for one in learners.pages] == ["page"]
    assert set(learners.media) == {"media/bridge.svg"}


def test_picture_of_a_guide_and_a_later_page_is_for_both(tmp_path: Path) -> None:
    page = f"{THEORY}![A plan](media/advert.svg)\n"
    module, _ = read_pages(tmp_path, {"05-guide.md": GUIDE, "10-page.md": page})
    assert set(module.for_learners().media) == {"media/advert.svg"}


def test_module_of_guides_alone_is_told(tmp_path: Path) -> None:
    _, report = read_pages(tmp_path, {"95-guide.md": GUIDE})
    assert [one.rule.id for one in report] == ["SRC-006"]


def test_faults_of_a_plan_have_line_and_column(tmp_path: Path) -> None:
    calendar = (
        "start: spring\nsessions:\n  - {id: open, week: soon, title: Opening}\n  - {id: open, title: X}\n"
    )
    cohort = "columns:\n  - {id: name, title: Name, type: colour}\n"
    files: dict[str, str | bytes] = {
        "10-page.md": f"{THEORY}::: calendar\n:::\n\n::: cohort\n:::\n",
        "content/curriculum/calendar.yaml": calendar,
        "content/curriculum/cohort.yaml": cohort,
    }
    _, report = read_course(write_course(tmp_path, files))
    assert lines_of(report, tmp_path).splitlines() == [
        "curriculum/calendar.yaml:1:8: error SET-002 “start” is a date such as 2027-03-01 or a week such as "
        "2027-W09, not “spring”.",
        "curriculum/calendar.yaml:3:22: error SET-002 “sessions.0.week” is a whole number, not “soon”.",
        "curriculum/calendar.yaml:4:5: error SET-004 “sessions.1.week” is missing; add “week: …”.",
        "curriculum/cohort.yaml:2:35: error SET-002 “columns.0.type” is one of text, number, date, choice or "
        "check, not “colour”.",
    ]


def test_calendar_stands_in_the_order_of_weeks(tmp_path: Path) -> None:
    calendar = (
        "start: 2027-03-04\nsessions:\n  - {id: b, week: 2, title: B, modules: [trust]}\n"
        "  - {id: a, week: 1, title: A}\n  - {id: c, week: 1, title: C}\n"
    )
    files: dict[str, str | bytes] = {"10-page.md": THEORY, "content/curriculum/calendar.yaml": calendar}
    programme, report = read_course(write_course(tmp_path, files))
    assert lines_of(report, tmp_path) == ""
    (plans,) = programme.plans
    assert plans.calendar is not None
    assert str(plans.calendar.start) == "2027-03-01"
    assert [one.id for one in plans.calendar.sessions] == ["a", "c", "b"]
    assert [str(one.title) for one in plans.calendar.sessions[2].modules] == ["Building trust"]
