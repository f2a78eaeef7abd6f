"""Sites: whole, relative, searched by scripts, and unpacked beside their zip."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest

from bot_scorm.archive import BytesSource
from bot_scorm.diagnostics import Report
from bot_scorm.model.programme import Edition
from bot_scorm.pipeline import BuildOptions, build
from bot_scorm.validation import find_packages
from bot_scorm.writers.web import WRITER
from bot_scorm.writers.web_pages import worker
from bot_scorm.writers.web_search import index, words
from tests.course import THEORY, write_course
from tests.pages.course import dead_links, joined, parts_of


@pytest.fixture(scope="module")
def files(everything: Edition) -> dict[str, bytes]:
    site = joined(WRITER, everything, parts_of(WRITER, everything))
    return {name: one.read() for name, one in site.files.items()}


def test_every_link_leads_somewhere(files: dict[str, bytes]) -> None:
    assert [one for one in dead_links(files) if not re.search(r"trust/index\.html: ", one)] == []


def test_nothing_comes_from_elsewhere(files: dict[str, bytes]) -> None:
    for name, data in files.items():
        assert not re.search(rb'(?:src|<link[^>]* href)="(?:https?:)?//', data), name


def test_each_page_says_what_it_may_load(files: dict[str, bytes]) -> None:
    for name, data in files.items():
        if name.endswith(".html"):
            assert b'http-equiv="Content-Security-Policy" content="default-src \'none\'' in data, name


def test_learners_get_the_player_and_trainers_their_guides(files: dict[str, bytes]) -> None:
    assert b"player.js" in files["rights/index.html"]
    assert b"For trainers" not in files["rights/index.html"].replace(b"trainers.html", b"")
    assert b'href="rights/pages/guide.html"' in files["trainers.html"]
    assert b'href="../index.html#p_page"' in files["rights/pages/guide.html"]


def test_the_worker_keeps_everything_but_recordings(files: dict[str, bytes]) -> None:
    kept = json.loads(re.search(rb"FILES = (\[.*?\]);", files["sw.js"])[1])  # type: ignore[index]
    assert set(kept) == {name for name in files if not name.endswith(".mp4")} - {"sw.js"}


def test_other_bytes_make_another_worker() -> None:
    one, other = ({"a.html": BytesSource(text), "b.mp4": BytesSource(b"")} for text in (b"one", b"other"))
    assert worker(one).read() != worker(other).read()
    assert worker(one).read() == worker({**one, "b.mp4": BytesSource(b"longer")}).read()


def test_words_are_compared_without_marks() -> None:
    assert words("Miloš, ЗДРАВО – in 12 cafés; a_b") == ["milos", "здраво", "cafes"]


def test_an_index_is_a_script_that_calls() -> None:
    script = index("One", [("a.html", "A", "trust and care"), ("b.html", "B", "trust")]).decode()
    assert script == 'botSearch("One",[["a.html","A"],["b.html","B"]],"and 0\\ncare 0\\ntrust 0,1");\n'


def test_it_lies_unpacked_beside_its_zip_and_is_made_again_if_that_is_touched(tmp_path: Path) -> None:
    root = write_course(tmp_path / "course", {"10-page.md": THEORY + "Text.\n"})

    def made() -> list[bool]:
        report = Report()
        built = build(root, BuildOptions(formats=("web",), out=tmp_path / "out", jobs=1), report)
        assert not report.failed
        return [one.fresh for one in built]

    assert made() == [False, False]
    folder = tmp_path / "out" / "en" / "web" / "trust"
    with zipfile.ZipFile(folder.with_suffix(".zip")) as site:
        assert {name: site.read(name) for name in site.namelist()} == {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }
    assert made() == [True, True]
    (folder / "trust" / "index.html").write_bytes(b"broken")
    (folder / "stray.txt").write_bytes(b"")
    assert made() == [False, True]
    assert not (folder / "stray.txt").exists()
    assert find_packages(tmp_path / "out") == []
