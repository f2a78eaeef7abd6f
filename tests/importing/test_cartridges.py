"""Cartridges of others: what each kind of line becomes, and what is said of those that become nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot_scorm.cli import main
from bot_scorm.diagnostics import Report
from bot_scorm.importing.cartridges import import_cartridge
from bot_scorm.model.programme import Module, Quiz
from bot_scorm.package.view import Package
from bot_scorm.readers import load
from tests.importing.cartridges import packed, page, read_back, taken

ROOT = Path(__file__).parent / "two-weeks"
WHOLE = {
    one.relative_to(ROOT).as_posix(): one.read_bytes() for one in sorted(ROOT.rglob("*")) if one.is_file()
}
"""A course as other tools write it: two sections, every kind of line, a page and a bank outside of them."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Module], Report, dict[str, str]]:
    root = tmp_path_factory.mktemp("whole")
    course, report = taken(WHOLE, root)
    texts = {
        f"{module.folder}/{name}": data.decode()
        for module in course.modules
        for name, data in module.files.items()
        if name.endswith((".md", ".yaml"))
    }
    programme = read_back(course, root / "content")
    assert str(programme.title) == "Two weeks"
    return list(programme.modules), report, texts


def test_sections_become_modules_with_pages_in_order(
    whole: tuple[list[Module], Report, dict[str, str]],
) -> None:
    modules, _, texts = whole
    assert [str(one.title) for one in modules] == ["First week", "Second week", "Two weeks …"]
    pages = [[str(page.title) for page in one.pages] for one in modules]
    assert pages == [
        ["Welcome", "Next", "A film", "Talk about it", "Try", "Check"],
        ["Late & last"],
        ["wiki", "Two weeks …"],
    ]
    assert "First week" in texts["01-first-week/module.yaml"]


def test_links_pictures_and_files_are_kept(whole: tuple[list[Module], Report, dict[str, str]]) -> None:
    modules, _, texts = whole
    welcome, read = texts["01-first-week/010-welcome.md"], texts["01-first-week/020-next.md"]
    assert "Go [deep](020-next.md#deep), or [late](../02-second-week/010-late-last.md)" in welcome
    assert "or [wiki](../03-two-weeks/010-wiki.md), or away." in welcome
    assert "![A dot](media/a.png)" in welcome
    assert "# Welcome" not in welcome
    assert "[list](media/list.pdf)" in read
    assert "[A film](https://example.org/film)" in texts["01-first-week/030-a-film.md"]
    assert "[A list](media/list.pdf)" in texts["01-first-week/030-a-film.md"]
    assert "What **helped**?" in texts["01-first-week/040-talk-about-it.md"]
    assert sorted(modules[0].media) == ["media/a.png", "media/list.pdf"]


def test_quizzes_keep_their_settings(whole: tuple[list[Module], Report, dict[str, str]]) -> None:
    (first, _, third), *_ = whole
    quizzes = {page.id: page for page in first.pages if isinstance(page, Quiz)}
    assert [(one.id, one.role, one.attempts, len(one.questions)) for one in quizzes.values()] == [
        ("try", "practice", 0, 1),
        ("check", "after", 2, 2),
    ]
    (bank,) = (page for page in third.pages if isinstance(page, Quiz))
    assert [one.id for one in bank.questions] == ["four"]
    assert "media/a.png" in third.media


def test_what_has_no_place_is_said(whole: tuple[list[Module], Report, dict[str, str]]) -> None:
    _, report, __ = whole
    said = [f"{one.rule.id} {one.message}" for one in report]
    assert sorted(said) == [
        "IMP-121 Only words are left of the link to “$CANVAS_COURSE_REFERENCE$/x”.",
        "IMP-122 Files that no page shows or leads to are not imported: files/unused.docx.",
        "IMP-122 “A tool” leads to a tool of another host: left out.",
        "IMP-123 The quiz “Check” has a limit of time, which is left out.",
        "IMP-123 The quiz “Try” has a limit of time, which is left out.",
        "IMP-123 The topic “Talk about it” becomes a page; a cartridge has a topic for each module.",
        "IMP-123 “Check” is taken for the quiz that counts, the others for practice.",
        "IMP-123 “To read” is a title between lines, or a folder in one: it is left out.",
    ]
    assert all(".imscc!" in one.at.path or one.at.path.endswith(".imscc") for one in report)


def test_the_command_writes_a_programme_that_builds(tmp_path: Path) -> None:
    file, root = tmp_path / "course.imscc", tmp_path / "content"
    file.write_bytes(packed(WHOLE))
    assert main(["import", str(file), "--out", str(root)]) == 0
    assert main(["check", str(root)]) == 0
    assert main(["build", str(root), "--format", "scorm12", "--out", str(tmp_path / "build")]) == 0
    assert (tmp_path / "build" / "en" / "scorm12" / "first-week.zip").is_file()
    assert str(load(root, Report()).title) == "Two weeks"
    assert main(["import", str(file), "--out", str(root)]) == 2
    assert main(["import", str(file), "--out", str(root), "--module", "other"]) == 0
    assert (root / "curriculum" / "02-other-second-week" / "module.yaml").is_file()


def test_an_unpacked_cartridge_is_taken_from_its_folder(tmp_path: Path) -> None:
    assert main(["import", str(ROOT), "--out", str(tmp_path / "content")]) == 0
    page = (tmp_path / "content/curriculum/01-first-week/010-welcome.md").read_text("utf-8")
    assert "[deep](020-next.md#deep)" in page


def test_manifests_of_others_say_why_nothing_is_there(shared: Path) -> None:
    """Of a manifest alone the report says what its cartridge would have held."""
    found = {}
    for path in sorted((shared / "corpus" / "imscc-manifests").glob("*.xml")):
        report = Report()
        assert import_cartridge(Package.open(path, path.name), report).modules == []
        ((rule, message),) = [(one.rule.id, one.message) for one in report]
        assert rule == "IMP-105"
        found[path.stem] = message.partition("It lists ")[2].partition(":")[0]
    assert found["canvas-summer-template-export"] == "21 pages, 11 quizzes, 8 topics, 51 files"
    assert all(found.values())


@pytest.mark.parametrize(
    "spoilt",
    [b"", b"<manifest", b"PK\x03\x04imsmanifest.xml", b"\xff\xfe", packed({"imsmanifest.xml": b"<x"})],
)
def test_broken_files_are_findings(spoilt: bytes, tmp_path: Path) -> None:
    file = tmp_path / "c.imscc"
    file.write_bytes(spoilt)
    assert main(["import", str(file), "--out", str(tmp_path / "content")]) == 1
    assert not (tmp_path / "content").exists()


def test_broken_parts_are_said_and_the_rest_is_taken(tmp_path: Path) -> None:
    files = {
        **WHOLE,
        "check.xml": b"<item",
        "film.xml": b"",
        "w/late.html": b"<p" + b" a=1" * 2000 + b">Late",
    }
    del files["w/next.html"], files["pics/a.png"]
    course, report = taken(files, tmp_path)
    assert [one.id for one in course.modules] == ["first-week", "two-weeks"]
    rules = {one.rule.id for one in report}
    assert {"CC-122", "IMP-120", "IMP-121", "IMP-102"} <= rules
    welcome = course.modules[0].files["010-welcome.md"].decode()
    assert "Go deep, or late" in welcome
    assert "A dot" in welcome


def test_paths_lead_nowhere_outside(tmp_path: Path) -> None:
    names = ["../../etc/passwd", "/etc/passwd", "..\\..\\x.png", "%2e%2e/%2e%2e/x.png", "file:///etc/passwd"]
    html = "".join(f"<img src='{name}' alt='x'><a href='{name}'>y</a>" for name in names)
    course, report = taken(page(html, {}), tmp_path)
    (module,) = course.modules
    assert [name for name in module.files if name.startswith("media")] == []
    assert "etc" not in module.files["010-page.md"].decode()
    assert [one.rule.id for one in report] == ["IMP-121"]


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.dictionaries(st.sampled_from(sorted(WHOLE)), st.binary(max_size=60), min_size=1, max_size=3), st.data()
)
def test_no_damage_raises(tmp_path: Path, spoilt: dict[str, bytes], data: st.DataObject) -> None:
    """Files with other bytes, or cut off, or with a hole."""
    cut = data.draw(st.integers(0, 400))
    files = {name: spoilt.get(name, text) for name, text in WHOLE.items()}
    name = data.draw(st.sampled_from(sorted(WHOLE)))
    files[name] = files[name][:cut] + files[name][cut + data.draw(st.integers(0, 20)) :]
    taken(files, tmp_path)


def test_what_unpacks_to_too_much_is_passed_over(tmp_path: Path) -> None:
    """A page that is five MiB of nothing, beside one that is read."""
    files = {**WHOLE, "w/welcome.html": b" " * 5 * 2**20}
    course, report = taken(files, tmp_path)
    assert "010-next.md" in course.modules[0].files
    (said,) = [one.message for one in report if one.rule.id == "IMP-120"]
    assert said == "The page “w/welcome.html” is damaged, or larger than 4 MiB."
