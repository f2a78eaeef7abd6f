"""What is built again, and what is not."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot_scorm import inputs
from bot_scorm.diagnostics import Report
from bot_scorm.freshness import CACHE, Cache
from bot_scorm.pipeline import BuildOptions, build
from tests.pipeline.conftest import Course

ALL_BUILT = {"a": "built", "b": "built", "demo": "built"}
ALL_FRESH = {"a": "fresh", "b": "fresh", "demo": "fresh"}


def test_second_run_builds_nothing_and_repeats_the_findings(course: Course) -> None:
    first, found = course.built()
    second, again = course.built()
    assert (first, second) == (ALL_BUILT, ALL_FRESH)
    assert list(found) == list(again)
    assert [one.rule.id for one in again] == ["FAKE-001", "FAKE-001"]


def test_changed_page_rebuilds_only_what_holds_it(course: Course) -> None:
    course.built()
    course.page("02-b", "Another title")
    assert course.built()[0] == {"a": "fresh", "b": "built", "demo": "built"}
    assert "Another title" in course.text("b")
    assert "Another title" in course.text("demo")


def test_same_bytes_after_a_touch_stay_fresh(course: Course) -> None:
    page = course.page("01-a", "Page of a")
    course.built()
    os.utime(page)
    assert course.built()[0] == ALL_FRESH


def test_edit_of_the_same_size_and_time_is_seen(course: Course) -> None:
    page = course.page("01-a", "Title 1")
    course.built()
    before = page.stat()
    course.page("01-a", "Title 2")
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert course.built()[0]["a"] == "built"
    assert "Title 2" in course.text("a")


def test_old_files_are_hashed_once(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    path = course.write("curriculum/01-a/media/dot.svg", "<svg/>")
    cache = Cache(course.project)
    digest = cache.hash_of(path)
    cache.save()
    # Too young to trust its times: it is read again, and an edit within the clock's tick would be seen.
    path.write_text("<sVg/>", encoding="utf-8")
    assert Cache(course.project).hash_of(path) != digest
    monkeypatch.setattr("bot_scorm.freshness._SETTLED", -1)
    cache = Cache(course.project)
    digest = cache.hash_of(path)
    cache.save()
    assert Cache(course.project)._stats[str(path)][3] == digest


@pytest.mark.parametrize("name", ["media/dot.svg", "module.yaml"])
def test_picture_and_settings_count(course: Course, name: str) -> None:
    course.built()
    path = course.root / "curriculum/01-a" / name
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert course.built()[0] == {"a": "built", "b": "fresh", "demo": "built"}


def test_module_behind_a_link_is_seen_to_change(course: Course, tmp_path: Path) -> None:
    kept = course.root / "kept"
    (course.root / "curriculum/02-b").rename(kept)
    (course.root / "curriculum/02-b").symlink_to(kept)
    course.built()
    assert course.built()[0] == ALL_FRESH
    course.page("02-b", "Changed behind the link")
    assert course.built()[0]["b"] == "built"
    assert "Changed behind the link" in course.text("b")


def test_programme_settings_rebuild_everything(course: Course) -> None:
    course.built()
    course.write("programme.yaml", "id: demo\ntitle: Another\nlanguage: en\nformats: [titles]\n")
    assert course.built()[0] == ALL_BUILT


def test_templates_and_options_count(course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    templates = tmp_path / "templates"
    templates.mkdir()
    (templates / "page.html").write_text("1", encoding="utf-8")
    monkeypatch.setattr(inputs, "templates_dir", lambda: templates)
    course.built()
    assert course.built()[0] == ALL_FRESH
    (templates / "page.html").write_text("2", encoding="utf-8")
    assert course.built()[0] == ALL_BUILT
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert course.built()[0] == ALL_BUILT
    assert course.built(release=True)[0] == ALL_BUILT
    assert course.built(force=True)[0] == ALL_BUILT


def test_deleted_or_edited_output_is_made_again(course: Course) -> None:
    course.built()
    (course.project / "build/en/titles/a.txt").unlink()
    assert course.built()[0] == {"a": "built", "b": "fresh", "demo": "fresh"}
    (course.project / "build/en/titles/demo.txt").write_text("edited", encoding="utf-8")
    assert course.built()[0] == {"a": "fresh", "b": "fresh", "demo": "built"}


def test_other_output_folder_has_its_own_records(course: Course, tmp_path: Path) -> None:
    course.built()
    assert course.built(out=tmp_path / "other")[0] == ALL_BUILT
    assert course.built()[0] == ALL_FRESH
    assert course.built(out=tmp_path / "other")[0] == ALL_FRESH


def test_moved_project_is_built_where_it_is(course: Course, tmp_path: Path) -> None:
    course.built()
    moved = tmp_path / "moved"
    shutil.move(course.project, moved)
    report = Report()
    made = build(moved / "content", BuildOptions(jobs=1), report)
    assert [Path(one.path).is_relative_to(moved) for one in made] == [True] * 3


def test_removed_module_is_named_until_its_file_is_gone(course: Course) -> None:
    course.built()
    shutil.rmtree(course.root / "curriculum/02-b")
    made, report = course.built()
    assert made == {"a": "fresh", "demo": "built"}
    left = [one for one in report if one.rule.id == "BLD-004"]
    assert [Path(one.at.path).name for one in left] == ["b.txt"]
    Path(left[0].at.path).unlink()
    assert "BLD-004" not in {one.rule.id for one in course.built()[1]}


def test_module_with_broken_settings_is_not_taken_for_removed(course: Course) -> None:
    course.built()
    course.write("curriculum/02-b/module.yaml", "id: b\n")
    assert "BLD-004" not in {one.rule.id for one in course.built()[1]}


def test_cache_keeps_itself_out_of_git(course: Course) -> None:
    course.built()
    assert (course.project / CACHE / ".gitignore").read_text(encoding="utf-8") == "*\n"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None)
@given(
    junk=st.one_of(
        st.binary(max_size=60), st.sampled_from([b"{}", b"[]", b'{"key": 1, "built": 3}', b"null"])
    )
)
def test_broken_cache_counts_as_none(course: Course, junk: bytes) -> None:
    course.built()
    for path in (course.project / CACHE).rglob("*.json"):
        path.write_bytes(junk)
    assert course.built()[0] == ALL_BUILT


def test_edit_while_building_is_not_taken_for_what_was_built(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot_scorm import jobs

    run = jobs.run

    def run_and_edit(task: jobs.Task) -> jobs.Done:
        done = run(task)
        course.page("01-a", "Edited meanwhile")
        return done

    with monkeypatch.context() as patch:
        patch.setattr(jobs, "run", run_and_edit)
        course.built()
    assert course.built()[0]["a"] == "built"
    assert "Edited meanwhile" in course.text("a")


def test_folder_of_files_is_fresh_until_one_of_them_changes(course: Course) -> None:
    survey = "---\nkind: survey\nid: form\ntitle: Form\n---\n::: item {#a type=text}\nWhy?\n:::\n"
    for name in ("form", "other"):
        course.write(f"curriculum/01-a/20-{name}.md", survey.replace("id: form", f"id: {name}"))
    options = {"formats": ("moodle-feedback",)}
    assert course.built(**options)[0] == {"a": "built"}
    assert course.built(**options)[0] == {"a": "fresh"}
    folder = course.project / "build/en/moodle-feedback/a"
    assert sorted(path.name for path in folder.iterdir()) == ["form.xml", "other.xml"]
    (folder / "other.xml").write_text("edited", encoding="utf-8")
    assert course.built(**options)[0] == {"a": "built"}
    (folder / "form.xml").unlink()
    assert course.built(**options)[0] == {"a": "built"}
    assert course.built(**options)[0] == {"a": "fresh"}
