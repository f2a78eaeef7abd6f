"""Every course that is written holds together: the hostile one, and one of all elements there are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot_scorm.archive import Artifact
from bot_scorm.citing import cited
from bot_scorm.diagnostics import Report
from bot_scorm.model.contacts import fill
from bot_scorm.model.programme import Edition, Programme
from bot_scorm.writers.moodle_course import WRITER
from tests.carried.course import Course, written_to
from tests.moodle_course.structure import Backup


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return written_to(tmp_path_factory.mktemp("elements"))


@pytest.fixture(scope="module")
def parts(course: Course) -> dict[str, Artifact]:
    edition = Edition("en", course.programme)
    report = Report()
    made = {}
    for module in course.programme.modules:
        artifact = WRITER.write(cited(edition.of(fill(module, {})), report), report)
        assert artifact is not None
        made[module.id] = artifact
    return made


def joined(programme: Programme, parts: dict[str, Artifact]) -> Backup:
    whole = WRITER.join(Edition("en", programme), parts, Report())
    assert whole is not None
    assert str(whole.path) == f"en/moodle-course/{programme.id}.mbz"
    return Backup(whole.files)


def test_each_module_holds_together(parts: dict[str, Artifact]) -> None:
    assert {id: found for id, one in parts.items() if (found := Backup(one.files).faults())} == {}


def test_all_of_them_together(course: Course, parts: dict[str, Artifact]) -> None:
    backup = joined(course.programme, parts)
    assert backup.faults() == []
    modules = [one.findtext("name") for name, one in backup.xml.items() if name.endswith("/section.xml")]
    assert len(modules) == len(course.programme.modules) + 1


def test_a_fault_is_found(parts: dict[str, Artifact]) -> None:
    files = dict(parts["m-single"].files)
    page = next(name for name in files if name.endswith("/book.xml"))
    del files[page]
    assert any("book.xml is missing" in one for one in Backup(files)._listed())


def test_in_order_a_module_waits_for_the_one_before(course: Course, parts: dict[str, Artifact]) -> None:
    backup = joined(replace(course.programme, sequence="in-order"), parts)
    assert backup.faults() == []
    waiting = [
        one.findtext("availabilityjson") != "$@NULL@$"
        for one in sorted(
            (root for name, root in backup.xml.items() if name.endswith("/section.xml")),
            key=lambda root: int(root.findtext("number")),
        )
    ]
    assert waiting[:3] == [False, False, True]
    assert all(waiting[2:])


def test_nobody_sees_or_waits_for_what_is_for_those_who_run_it(course: Course) -> None:
    chosen = [one for one in course.programme.modules if one.id in ("m-single", "m-multiple", "m-essay")]
    first, hidden, last = chosen
    programme = replace(
        course.programme, sequence="in-order", modules=(first, replace(hidden, section="pilot"), last)
    )
    parts = {}
    for module in programme.modules:
        part = WRITER.write(Edition("en", programme).of(module), Report())
        assert part is not None
        parts[module.id] = part
    assert Backup(parts[hidden.id].files).faults() == []
    backup = joined(programme, parts)
    assert backup.faults() == []
    shown = {
        place: {
            (root.findtext("visible"), root.findtext("visibleold"))
            for name, root in backup.xml.items()
            if name.endswith("/module.xml") and root.findtext("sectionnumber") == place
        }
        for place in "123"
    }
    assert (shown["1"], shown["2"]) == ({("1", "1")}, {("0", "1")})
    (waits,) = (
        root.findtext("availabilityjson")
        for name, root in backup.xml.items()
        if name.endswith("/section.xml") and root.findtext("number") == "3"
    )
    assert waits != "$@NULL@$"


def test_one_course_for_languages_that_are_not_there(course: Course, parts: dict[str, Artifact]) -> None:
    report = Report()
    programme = replace(course.programme, languages=("en", "bg", "ro"))
    WRITER.join(Edition("en", programme), parts, report)
    assert list(report) == []
    WRITER.join(Edition("en", replace(programme, together=True)), parts, report)
    assert [one.message for one in report] == [
        "The Moodle course is in en alone: there is no translation into bg, ro."
    ]


def test_what_has_no_quiz_is_graded_by_being_read(parts: dict[str, Artifact]) -> None:
    found = set()
    for part in parts.values():
        files = Backup(part.files).xml
        for name in [one for one in files if one.endswith("/scorm.xml")]:
            (scorm,), book = files[name], files[name.replace("/scorm.xml", "/grades.xml")]
            (highest,) = (node.findtext("grademax") for node in book.iter("grade_item"))
            required, method = (scorm.findtext(one) for one in ("completionstatusrequired", "grademethod"))
            found.add((required, method, highest))
    assert found == {("2", "1", "100"), ("4", "0", "1")}


def test_questions_drawn_at_random_have_a_category_of_their_own(parts: dict[str, Artifact]) -> None:
    backup = Backup(parts["m-draw"].files)
    assert [node.text is not None for root in backup.xml.values() for node in root.iter("filtercondition")]


def test_the_date_is_the_one_that_is_asked_for(
    course: Course, parts: dict[str, Artifact], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    module = next(one for one in course.programme.modules if one.id == "m-single")
    report = Report()
    first, second = (WRITER.write(Edition("en", course.programme).of(module), report) for _ in range(2))
    assert first is not None
    assert second is not None
    assert first.write(tmp_path / "a").sha256 == second.write(tmp_path / "b").sha256
    dates = {node.text for root in Backup(first.files).xml.values() for node in root.iter("timemodified")}
    assert dates == {"1700000000"}
