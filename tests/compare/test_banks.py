"""Comparisons of question files: which questions a second import would double."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot_scorm.compare import compare
from bot_scorm.compare.banks import Entry, compare_banks, read_gift_entries
from bot_scorm.compare.telling import as_text

XML = """<?xml version="1.0"?><quiz>
<question type="category"><category><text>$course$/{category}</text></category></question>
<question type="{type}"><name><text>{name}</text></name><idnumber>{id}</idnumber>
<questiontext format="html"><text>{text}</text></questiontext><defaultgrade>{grade}</defaultgrade>
<answer fraction="100"><text>true</text><feedback format="html"><text>{feedback}</text></feedback></answer>
<answer fraction="0"><text>false</text></answer></question></quiz>"""
PLAIN = {
    "category": "top/Trust", "type": "truefalse", "name": "Name", "id": "t.a", "text": "Is it?", "grade": "1",
    "feedback": "Yes.",
}  # fmt: skip

CHANGES = {
    "same": ({}, []),
    "renamed": ({"name": "Other"}, [("renamed", ("It was called “Name”.",))]),
    "moved": ({"category": "top/Else"}, [("moved", ("It stood in Trust.",))]),
    "text": ({"text": "Is it so?"}, [("changed", ("Changed: text.",))]),
    "mark": ({"grade": "2"}, [("changed", ("Changed: mark.",))]),
    "feedback": ({"feedback": "No."}, [("changed", ("Changed: feedback of answers.",))]),
    "type": ({"type": "shortanswer"}, [("changed", ("Changed: type, answers, feedback of answers.",))]),
    "by name": ({"id": "t.b"}, [("new id", ("Its id number was t.a.",))]),
    "by text": (
        {"id": "", "name": "Other"},
        [("new id", ("Its id number was t.a.",)), ("renamed", ("It was called “Name”.",))],
    ),
    "another": ({"id": "", "name": "Other", "text": "New?"}, [("added", ()), ("removed", ())]),
}


@pytest.mark.parametrize("name", CHANGES)
def test_moodle_xml(name: str, tmp_path: Path) -> None:
    changed, expected = CHANGES[name]
    (tmp_path / "old.xml").write_text(XML.format(**PLAIN), "utf-8")
    (tmp_path / "new.xml").write_text(XML.format(**PLAIN | changed), "utf-8")
    found = compare(tmp_path / "old.xml", tmp_path / "new.xml")
    assert sorted((one.kind, one.notes) for one in found.changes) == expected
    assert found.same == (not expected)
    assert not found.lost


def test_a_type_that_we_have_no_place_for(tmp_path: Path) -> None:
    for name, text in {"old": "Is it?", "same": "Is it?", "new": "Is it so?"}.items():
        (tmp_path / f"{name}.xml").write_text(XML.format(**PLAIN | {"type": "odd", "text": text}), "utf-8")
    assert compare(tmp_path / "old.xml", tmp_path / "same.xml").changes == ()
    (one,) = compare(tmp_path / "old.xml", tmp_path / "new.xml").changes
    assert (one.kind, one.notes) == ("changed", ("Changed: content.",))


def test_gift(tmp_path: Path) -> None:
    old = "// [id:a]\n::A::One?{T}\n\n// [id:b]\n::B::Two?{F}\n\n::C::Three?{=x}\n"
    new = "// [id:a]\n::A::One?{F}\n\n// [id:d]\n::D::Four?{T}\n\n::C::Three?{=x}\n"
    (tmp_path / "old.gift").write_text(old, "utf-8")
    (tmp_path / "new.gift").write_text(new, "utf-8")
    found = compare(tmp_path / "old.gift", tmp_path / "new.gift")
    assert [(one.kind, one.id) for one in found.changes] == [
        ("changed", "a"),
        ("removed", "b"),
        ("added", "d"),
    ]
    assert "1 new, 1 gone, 1 different, 1 the same." in as_text(found)
    assert "doubles 2 questions" in as_text(found)


names = st.lists(st.sampled_from("abcdef"), min_size=1, unique=True)


@given(old=names, new=names, edited=st.sets(st.sampled_from("abcdef")), ids=st.booleans())
def test_a_comparison_turned_round(old: list[str], new: list[str], edited: set[str], ids: bool) -> None:
    def entries(which: list[str], words: set[str]) -> list[Entry]:
        texts = [
            f"// [id:{one}]\n::{one}::Is it {one}{' still' if one in words else ''}?{{T}}\n\n"
            if ids
            else f"::{one}::Is it {one}?{{{'T' if one in words else 'F'}}}\n\n"
            for one in which
        ]
        return read_gift_entries("".join(texts).encode(), "bank.gift")

    before, after = entries(old, set()), entries(new, edited)
    assert compare_banks(before, before, ("a", "a")).changes == ()
    there = {(one.kind, one.name) for one in compare_banks(before, after, ("a", "b")).changes}
    back = {(one.kind, one.name) for one in compare_banks(after, before, ("b", "a")).changes}
    assert {name for kind, name in there if kind == "added"} == set(new) - set(old)
    assert {name for kind, name in back if kind == "removed"} == set(new) - set(old)
    assert {name for kind, name in back if kind == "added"} == set(old) - set(new)
