"""``bot-pack import``: our own exports and everybody's files become modules that `bot-pack check` takes."""

from __future__ import annotations

from base64 import b64encode
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot_scorm.cli import main
from bot_scorm.diagnostics import Location, Report
from bot_scorm.importing import import_bank
from bot_scorm.importing.banks import read_bank
from bot_scorm.importing.cartridges import Course
from bot_scorm.importing.pictures import Pictures
from bot_scorm.model.blocks import Figure
from bot_scorm.model.programme import Edition, Programme
from bot_scorm.model.questions import Description, Question
from bot_scorm.model.text import Text
from bot_scorm.readers import load
from bot_scorm.writers import writer
from tests.conftest import REPO
from tests.gift.test_round_trip import shape as gift_shape
from tests.importing.cartridges import read_back

HERE = Path(__file__).parent
PNG = b"\x89PNG\r\n\x1a\n" + bytes(8)
AIKEN = "What is 2+2?\nA. 3\nB) 4\nANSWER: B\n\nWhich?\nA. one\nANSWER: A\n\nWho?\nA. I\nB. You\nANSWER: D\n"


def imported(root: Path, *files: Path) -> Programme:
    assert main(["import", *map(str, files), "--out", str(root)]) == 0
    return checked(root)


def checked(root: Path) -> Programme:
    assert main(["check", str(root)]) == 0
    return load(root, Report())


def rounded(node: Any) -> Any:
    """With shares as the source format can write them: a third has nine decimals of a percentage."""
    if isinstance(node, Fraction):
        return round(node, 9)
    return [rounded(one) for one in node] if isinstance(node, list | tuple) else node


def questions_of(programme: Programme) -> list[Question]:
    return [one for module in programme.modules for page in module.pages for one in page.questions]


@pytest.mark.parametrize("format", ["gift", "moodlexml", "qti21", "qti12"])
def test_our_exports_come_back(format: str, tmp_path: Path) -> None:
    out = tmp_path / "build"
    assert main(["build", str(REPO / "tests/hostile/content"), "--format", format, "--out", str(out)]) == 0
    (file,) = [one for one in out.rglob("*") if one.is_file() and "hostile" in one.name]
    report = Report()
    bank = read_bank(file.read_bytes(), file.name, report)
    programme = imported(tmp_path / "again", file)
    ours = {one.id: gift_shape(one) for one, _ in bank.entries}
    theirs = {one.id: gift_shape(one) for one in questions_of(programme)}
    assert set(theirs) == set(ours)
    different = [
        (id, key) for id, one in ours.items() for key in one if rounded(theirs[id][key]) != rounded(one[key])
    ]
    assert different == []


@pytest.mark.parametrize("format", ["gift", "moodlexml"])
def test_the_whole_curriculum_comes_back(format: str, tmp_path: Path) -> None:
    """What a reader makes of our file is what stands in the module after it was imported and read again.

    That a reader gives the model itself is held by `tests/gift` and `tests/moodlexml`, for the same courses.
    """
    programme = load(REPO / "content", Report())
    different, compared = [], 0
    for module in programme.modules:
        artifact = writer(format).write(Edition("en", programme).of(module), Report())
        if artifact is None:
            continue
        (source,) = artifact.files.values()
        bank = read_bank(source.read(), f"{module.id}.txt", Report())
        made = import_bank(bank, module.id, "Bank", Location("x"), report := Report())
        assert made is not None
        assert not report.failed
        root = tmp_path / module.id
        again = read_back(Course(modules=[made]), root)
        ours = {one.id: gift_shape(one) for one, _ in bank.entries}
        theirs = {one.id: gift_shape(one) for one in questions_of(again)}
        assert set(theirs) == set(ours)
        compared += len(ours)
        different += [
            (id, key)
            for id, one in ours.items()
            for key in one
            if rounded(theirs[id][key]) != rounded(one[key])
        ]
    assert different == []
    assert compared >= 100


def test_the_corpus(shared: Path, tmp_path: Path, regenerate: bool) -> None:
    """Each file imports, or the reasons are those of the golden list; what is written passes a check."""
    lines = []
    for file in sorted((shared / "corpus").glob("[!i]*/*")):  # cartridges have a test of their own
        report = Report()
        bank = read_bank(file.read_bytes(), file.name, report)
        module = import_bank(bank, "bank", "Bank", Location(file.name), report)
        said = sorted({f"{one.rule.id}" for one in report})
        count = module.questions if module else 0
        assert count or any(len(one.message) > 20 for one in report), f"{file.name}: it does not say why not"
        lines.append(" ".join([file.name, f"{count}/{len(bank.entries)}", *said]))
    golden = HERE / "corpus.golden"
    if regenerate:
        golden.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert lines == golden.read_text(encoding="utf-8").splitlines()


def test_aiken() -> None:
    report = Report()
    bank = read_bank(AIKEN.encode(), "a.txt", report)
    assert [(one.rule.id, one.at.line) for one in report] == [("IMP-110", 6), ("IMP-110", 10)]
    ((question, _),) = bank.entries
    assert gift_shape(question)["answers"] == [("<p>3</p>", "", 0), ("<p>4</p>", "", 1)]


def test_nothing_is_overwritten_without_force(tmp_path: Path) -> None:
    file = tmp_path / "bank.txt"
    file.write_text("::A:: Two plus two? {=4}\n", encoding="utf-8")
    root = tmp_path / "content"
    imported(root, file)
    page = next(root.glob("curriculum/bank/*.md"))
    page.write_text("mine", encoding="utf-8")
    assert main(["import", str(file), "--out", str(root)]) == 2
    assert page.read_text(encoding="utf-8") == "mine"
    assert main(["import", str(file), "--out", str(root), "--force"]) == 0
    assert "Two plus two?" in page.read_text(encoding="utf-8")


def test_what_no_check_takes_is_left_out(tmp_path: Path) -> None:
    """A drawing with a script becomes its words; ids as overlays have them are changed."""
    svg = b64encode(b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>').decode()
    text = f"""<quiz><question type="essay"><name><text>own-x</text></name><questiontext format="html">
        <text>&lt;p&gt;See &lt;img src="@@PLUGINFILE@@/a.svg" alt="a map"&gt;&lt;/p&gt;</text>
        <file name="a.svg" path="/" encoding="base64">{svg}</file></questiontext></question></quiz>"""
    file = tmp_path / "own.xml"
    file.write_text(text, encoding="utf-8")
    (question,) = questions_of(imported(tmp_path / "content", file))
    assert (question.id, gift_shape(question)["stem"]) == ("import-own-x", "<p>See a map</p>")
    assert not list(tmp_path.rglob("*.svg"))


def test_what_changes_is_said() -> None:
    gift = (
        "// [tag:active listening]\n[markdown]Match {=a\\n\\n    code -> b =c -> d}\n\n"
        "Who? {=A ~%33.33333%B ~C}\n"
    )
    report = Report()
    assert import_bank(read_bank(gift.encode(), "x", report), "x", "X", Location("x"), report)
    said = [one.message.split()[:3] for one in report if one.rule.id == "IMP-104"]
    assert said == [["The", "left", "side"], ["The", "tag", "“active"], ["A", "share", "that"]]


def test_pictures_have_safe_names_and_right_endings() -> None:
    at, report = Location("x"), Report()
    names = ["../../etc/passwd", "a/b.exe", "http://example.org/x.png", "text.png"]
    files = {names[0]: PNG, names[1]: PNG + b"1", names[3]: b"words"}
    pictures = Pictures(files, report)
    stem = tuple(Figure(at, name, Text("alt", at), None) for name in names)
    pictures.of(Description(at=at, id="q", pinned=True, stem=stem))
    assert sorted(pictures.written) == ["media/b.png", "media/passwd.png"]
    assert [one.rule.id for one in report] == ["IMP-102", "IMP-102"]


@given(st.one_of(st.binary(max_size=80), st.text("{}=~#:<>/ quizA.\nNSWER$", max_size=60).map(str.encode)))
def test_no_bytes_raise(data: bytes) -> None:
    read_bank(data, "x.gift", Report())
