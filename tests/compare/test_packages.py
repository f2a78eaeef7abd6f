"""Comparisons of packages: what is told of items, files and modules, and that it holds turned round."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot_scorm.compare import compare
from bot_scorm.compare.changes import Change, Comparison, Effect
from bot_scorm.compare.facts import ModuleRead
from bot_scorm.compare.modules import compare_modules
from bot_scorm.compare.player_page import read_module
from bot_scorm.usage import UsageError
from tests.browser.built import made
from tests.browser.updates import UPDATES
from tests.conftest import REPO
from tests.importing.cartridges import packed

ADL = ' xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"'
MANIFEST = """<?xml version="1.0"?>
<manifest xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" identifier="m"
 xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata><schema>{schema}</schema><schemaversion>1.2</schemaversion></metadata>
<organizations default="o"><organization identifier="o"><title>T</title>{items}</organization></organizations>
<resources>{resources}</resources></manifest>"""

MANIFEST_2004 = """<?xml version="1.0"?>
<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3"
 xmlns:imsss="http://www.imsglobal.org/xsd/imsss" identifier="m">
<metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>
<organizations default="o"><organization identifier="o"><title>T</title>
<item identifier="i" identifierref="r"><title>A</title>{sequencing}</item></organization></organizations>
<resources><resource identifier="r" type="webcontent" adlcp:scormType="sco" href="a.html"/></resources>
</manifest>"""


def item(id: str, title: str, file: str = "a.html", more: str = "") -> tuple[str, str]:
    """An item and the resource that it opens."""
    resource = f'<resource identifier="r-{id}" type="webcontent" adlcp:scormtype="sco" href="{file}"/>'
    return f'<item identifier="{id}" identifierref="r-{id}"><title>{title}</title>{more}</item>', resource


def foreign(
    path: Path, *items: tuple[str, str], files: dict[str, bytes] | None = None, tracked: bool = True
) -> Path:
    """A package that is none of ours."""
    text = MANIFEST.format(
        schema="ADL SCORM" if tracked else "IMS Content",
        items="".join(one for one, _ in items),
        resources="".join(one for _, one in items),
    )
    if not tracked:
        text = text.replace(ADL, "").replace('adlcp:scormtype="sco" ', "")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("imsmanifest.xml", text)
        for name, data in (files or {"a.html": b"a"}).items():
            archive.writestr(name, data)
    return path


def told(found: Comparison) -> list[tuple[str, str, str, str]]:
    return [(one.kind, one.what, one.id, one.effect.value) for one in found.changes]


ITEMS = {
    "same": ([item("i", "A")], [item("i", "A")], []),
    "renamed": ([item("i", "A")], [item("i", "B")], [("renamed", "item", "i", "kept")]),
    "new id": ([item("i", "A")], [item("j", "B")], [("new id", "item", "i", "lost")]),
    "new id, other file": (
        [item("i", "A")],
        [item("j", "A", "b.html")],
        [("new id", "item", "i", "lost")],
    ),
    "gone": (
        [item("i", "A"), item("j", "B", "b.html")],
        [item("i", "A")],
        [("removed", "item", "j", "lost")],
    ),
    "new": ([item("i", "A")], [item("i", "A"), item("j", "B", "b.html")], [("added", "item", "j", "kept")]),
    "other file": ([item("i", "A")], [item("i", "A", "b.html")], [("changed", "item", "i", "otherwise")]),
    "order": (
        [item("i", "A"), item("j", "B", "b.html")],
        [item("j", "B", "b.html"), item("i", "A")],
        [("moved", "item", "", "kept")],
    ),
    "mark": (
        [item("i", "A")],
        [item("i", "A", more="<adlcp:masteryscore>80</adlcp:masteryscore>")],
        [("changed", "item", "i", "otherwise")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ITEMS)
def test_items_of_anybodys_package(name: str, tmp_path: Path) -> None:
    old, new, expected = ITEMS[name]
    found = compare(foreign(tmp_path / "old.zip", *old), foreign(tmp_path / "new.zip", *new))
    assert told(found) == expected


def test_nothing_is_recorded_in_a_content_package(tmp_path: Path) -> None:
    old = foreign(tmp_path / "old.zip", item("i", "A"), tracked=False)
    new = foreign(tmp_path / "new.zip", item("j", "A"), tracked=False)
    assert told(compare(old, new)) == [("new id", "item", "i", "kept")]


def test_another_standard_begins_anew(tmp_path: Path) -> None:
    old = foreign(tmp_path / "old.zip", item("i", "A"))
    new = foreign(tmp_path / "new.zip", item("i", "A"), tracked=False)
    assert ("changed", "package", "", "lost") in told(compare(old, new))
    assert not compare(new, old).lost


def test_files_of_anybodys_package(tmp_path: Path) -> None:
    old = foreign(tmp_path / "old.zip", item("i", "A"), files={"a.html": b"a", "gone.png": b"1", "c": b"2"})
    new = foreign(tmp_path / "new.zip", item("i", "A"), files={"a.html": b"b", "new.png": b"1", "c": b"2"})
    with zipfile.ZipFile(new) as archive:
        archive.extractall(tmp_path / "folder")
    expected = [
        ("changed", "file", "a.html", "kept"), ("removed", "file", "gone.png", "kept"),
        ("added", "file", "new.png", "kept"),
    ]  # fmt: skip
    assert told(compare(old, new)) == expected
    assert told(compare(old, tmp_path / "folder")) == expected
    assert told(compare(new, tmp_path / "folder")) == []


def test_sequencing_of_an_item(tmp_path: Path) -> None:
    for name, mark in (("old", "0.5"), ("new", "0.7"), ("same", "0.5")):
        rules = f"<imsss:primaryObjective><imsss:minNormalizedMeasure>{mark}</imsss:minNormalizedMeasure>"
        rules += "</imsss:primaryObjective>"
        sequencing = f"<imsss:sequencing><imsss:objectives>{rules}</imsss:objectives></imsss:sequencing>"
        text = MANIFEST_2004.format(sequencing=sequencing)
        (tmp_path / f"{name}.xml").write_text(text, "utf-8")
    assert told(compare(tmp_path / "old.xml", tmp_path / "same.xml")) == []
    found = told(compare(tmp_path / "old.xml", tmp_path / "new.xml"))
    assert found == [("changed", "item", "i", "otherwise")]


def test_questions_of_a_cartridge_are_told_one_by_one(tmp_path: Path) -> None:
    """An LMS takes them into quizzes of its own, so that an older package's attempts are not touched."""
    root = REPO / "tests/importing/two-weeks"
    files = {one.relative_to(root).as_posix(): one.read_bytes() for one in root.rglob("*") if one.is_file()}
    other = {
        **files,
        "check.xml": files["check.xml"].replace(b"Is two true?", b"Is two still true?"),
        "try.xml": files["try.xml"].replace(b'ident="one"', b'ident="five"').replace(b"one", b"five"),
    }
    for name, one in (("old", files), ("new", other)):
        (tmp_path / f"{name}.imscc").write_bytes(packed(one))
    found = compare(tmp_path / "old.imscc", tmp_path / "new.imscc")
    assert sorted(row[:3] for row in told(found)) == [
        ("added", "question", "five"),
        ("changed", "question", "two"),
        ("removed", "question", "one"),
    ]
    assert {one.effect for one in found.changes} == {Effect.KEPT}


@pytest.mark.parametrize("data", [b"", b"PK", b"no zip at all", b"PK\x05\x06" + bytes(18)])
def test_what_cannot_be_read_cannot_be_compared(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "broken.zip").write_bytes(data)
    good = foreign(tmp_path / "good.zip", item("i", "A"))
    with pytest.raises(UsageError, match=r"broken\.zip cannot be compared"):
        compare(tmp_path / "broken.zip", good)


def test_a_package_and_a_question_file_are_no_pair(tmp_path: Path) -> None:
    (tmp_path / "a.gift").write_text("::a::b{T}", "utf-8")
    with pytest.raises(UsageError, match="two of the same kind"):
        compare(tmp_path / "a.gift", foreign(tmp_path / "good.zip", item("i", "A")))


@pytest.mark.parametrize(
    "page",
    [
        b'<script id="module">',
        b'<script id="module">{}</script>',
        b'<script id="module">[1]</script>',
        b'<script id="module">{"module":1,"programme":1,"title":1,"pass":1,"state":{"slots":{"a":1}}}',
        b"<div>" * 5000 + b'<script id="module">{',
        b'<p id="module">\xff\x00</p>',
    ],
)
def test_another_tools_page_is_no_module(page: bytes) -> None:
    assert read_module(page) is None


EDITS = {
    "draw": (b'data-attempts="0"', b"data-attempts='0' data-draw='[1]'"),
    "attempts": (b'data-attempts="0"', b'data-attempts="often"'),
    "pass mark": (b'"pass":70', b'"pass":"most"'),
    "slot": (b'["keys",', b'["keys",7,'),
    "empty slot": (b'["keys",', b"[[],"),
}


@pytest.mark.parametrize("name", EDITS)
def test_a_page_that_was_edited_by_hand(name: str, tmp_path: Path) -> None:
    text = "role: after\n---\n" + UPDATES["words"].old.replace("{id}", "q")
    files = made(tmp_path / "made", {"90-quiz-after": text})
    before, after = EDITS[name]
    assert before in files["m/index.html"]
    for side in ("old", "new"):
        page = files["m/index.html"].replace(before, after if side == "new" else before, 1)
        (tmp_path / side / "m").mkdir(parents=True)
        (tmp_path / side / "m" / "index.html").write_bytes(page)
    found = compare(tmp_path / "old", tmp_path / "new")
    assert found.lost
    assert compare(tmp_path / "new", tmp_path / "old").lost


subsets = st.lists(st.sampled_from(sorted(UPDATES)), min_size=1, max_size=6, unique=True)


def module(rows: list[str], side: str, root: Path) -> ModuleRead:
    text = "\n".join(getattr(UPDATES[id], side).replace("{id}", id) for id in rows)
    found = read_module(made(root, {"10-theory-one": text})["m/index.html"])
    assert found
    return found


@settings(max_examples=15, deadline=None)
@given(old=subsets, new=subsets, side=st.sampled_from(["old", "new"]))
def test_a_comparison_turned_round(
    tmp_path_factory: pytest.TempPathFactory, old: list[str], new: list[str], side: str
) -> None:
    root = tmp_path_factory.mktemp("modules")
    before, after = module(old, "old", root / "old"), module(new, side, root / "new")
    assert list(compare_modules(before, before)) == []
    there, back = list(compare_modules(before, after)), list(compare_modules(after, before))

    def of(changes: list[Change], kind: str) -> set[str]:
        return {one.id for one in changes if one.kind == kind}

    assert of(there, "added") == of(back, "removed")
    assert of(there, "removed") == of(back, "added")
    gone = set(old) - set(new)
    assert gone <= {one.id for one in there if one.effect is Effect.LOST}
