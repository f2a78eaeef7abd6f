"""What a build makes, what it leaves alone, and what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot_scorm.archive import Artifact
from bot_scorm.diagnostics import Report, Severity
from bot_scorm.pipeline import BuildOptions, build, check_sources
from bot_scorm.usage import UsageError
from tests.pipeline import fake_format
from tests.pipeline.conftest import Course


def ids(report: Report) -> list[str]:
    return [one.rule.id for one in report]


def test_module_with_an_error_keeps_its_earlier_artifact(course: Course) -> None:
    course.built()
    course.page("01-a", "New title", "::: unknown\n:::\n")
    course.page("02-b", "New title of b")
    made, report = course.built()
    assert made == {"b": "built"}
    assert report.failed
    assert "Page of a" in course.text("a")
    assert "New title of b" not in course.text("demo")
    assert ids(report).count("BLD-003") == 1


def test_broken_module_settings_do_not_hide_other_faults(course: Course) -> None:
    course.write("curriculum/01-a/module.yaml", "id: a\n")
    course.page("01-a", "Title", "::: unknown\n:::\n")
    made, report = course.built()
    assert made == {"b": "built"}
    places = {one.at.path for one in report if one.severity.rank == 0}
    assert places == {"curriculum/01-a/module.yaml", "curriculum/01-a/10-page.md"}


def test_broken_programme_settings_build_nothing(course: Course) -> None:
    course.write("programme.yaml", "id: demo\n")
    made, report = course.built()
    assert made == {}
    assert report.failed


def test_modules_with_one_id_are_an_error(course: Course) -> None:
    course.write("curriculum/02-b/module.yaml", "id: a\ntitle: Another a\n")
    made, report = course.built()
    assert report.failed
    assert "demo" not in made


def test_one_module_alone(course: Course) -> None:
    assert course.built(modules=("b",))[0] == {"b": "built"}
    assert course.built(modules=("demo",))[0] == {"a": "built", "b": "fresh", "demo": "built"}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"formats": ("title",)}, "there is no format 'title'; did you mean 'titles'?"),
        ({"modules": ("c",)}, "there is no module 'c'; there is a, b, demo"),
        ({"languages": ("bg",)}, "there is no language 'bg'; there is en"),
    ],
)
def test_what_is_not_there_cannot_be_built(course: Course, options: dict[str, object], said: str) -> None:
    with pytest.raises(UsageError) as caught:
        course.built(**options)
    assert str(caught.value) == said


def test_output_folder_that_cannot_be_is_bad_usage(course: Course) -> None:
    file = course.write("file", "")
    with pytest.raises(UsageError, match="cannot be written: Not a directory"):
        course.built(out=file / "build")


def test_release_refuses_derived_ids(course: Course) -> None:
    page = course.page("01-a", "Title")
    page.write_text(page.read_text(encoding="utf-8").replace("id: page\n", ""), encoding="utf-8")
    assert not course.built()[1].failed
    made, report = course.built(release=True)
    assert "a" not in made
    assert "BLD-002" in ids(report)


def test_interrupted_write_leaves_the_earlier_artifact(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    course.built()
    course.page("01-a", "New title")

    def interrupted(path: Path, data: bytes) -> int:
        path.open("wb").write(data[:3])
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", interrupted)
        with pytest.raises(KeyboardInterrupt):
            course.built()
    assert "Page of a" in course.text("a")
    names = {path.name for path in (course.project / "build/en/titles").iterdir()}
    assert names == {"a.txt", "b.txt", "demo.txt"}


def test_full_disk_is_a_finding(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    course.built()
    course.page("01-a", "New title")

    def full(path: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_bytes", full)
    _, report = course.built()
    assert [str(one.message) for one in report if one.rule.id == "BLD-001"] == [
        "The titles artifact could not be written: No space left on device (a.txt)."
    ]
    assert "Page of a" in course.text("a")


def test_package_that_fails_its_own_check_is_not_put_in_place(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    def packed(self: object, edition: object, id: str, text: str) -> Artifact:
        from bot_scorm.archive import BytesSource

        return Artifact("titles", "en", id, ".zip", {"no-manifest.txt": BytesSource(text.encode())})

    monkeypatch.setattr(type(fake_format.WRITER), "_artifact", packed)
    made, report = course.built()
    assert made == {}
    assert report.failed
    assert not list((course.project / "build").rglob("*.zip"))
    places = {one.at.path for one in report if one.severity.rank == 0}
    assert {place.partition("!")[0] for place in places} == {
        (course.project / "build/en/titles" / f"{id}.zip").as_posix() for id in "ab"
    }


def test_jobs_in_processes_find_and_make_the_same(course: Course) -> None:
    course.page("02-b", "Title", "::: note {colour=red}\nText.\n:::\n")
    alone, together = Report(), Report()
    one = build(course.root, BuildOptions(jobs=1, force=True), alone)
    two = build(course.root, BuildOptions(jobs=2, force=True), together)
    assert one == two
    assert list(alone) == list(together)


def test_programme_without_content_folder_builds_beside_its_settings(course: Course) -> None:
    plain = course.project / "plain"
    course.root.rename(plain)
    report = Report()
    first = build(plain, BuildOptions(jobs=1), report)
    assert {Path(one.path).parent for one in first} == {plain / "build/en/titles"}
    assert all(one.fresh for one in build(plain, BuildOptions(jobs=1), report))


def test_check_finds_what_a_build_finds_and_writes_nothing(course: Course) -> None:
    course.page("01-a", "Title", "::: unknown\n:::\n")
    course.write("curriculum/02-b/module.yaml", "id: b\n")
    checked = Report()
    check_sources(course.root, checked, jobs=1)
    assert not (course.project / "build").exists()
    _, built = course.built()
    found = {one for one in checked if one.severity is not Severity.INFO}
    assert found <= set(built)
    assert {one.at.path for one in found} == {"curriculum/01-a/10-page.md", "curriculum/02-b/module.yaml"}


def test_progress_is_told(course: Course) -> None:
    told: list[tuple[int, int]] = []
    build(course.root, BuildOptions(jobs=1), Report(), lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]
