"""Files that somebody damaged, or made to do harm, are read as far as they go, or refused with a reason."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from bot_scorm.cli import main
from bot_scorm.diagnostics import Report
from bot_scorm.importing.banks import read_bank
from bot_scorm.readers.qti_files import Files
from bot_scorm.readers.qti_package import QtiFile, read_qti, read_qti_folder
from tests.conftest import REPO
from tests.importing.cartridges import packed

GOLDEN = REPO / "tests/hostile/expected"
CASES = Path(__file__).parent / "cases"
DOCUMENTS = [
    *(path.read_bytes() for path in sorted((GOLDEN / "qti21").glob("q.*.xml"))),
    *(path.read_bytes() for path in sorted(CASES.glob("*.xml"))),
]
TWELVE = (GOLDEN / "qti12/hostile.after.xml").read_bytes()
ITEMS_12 = [etree.tostring(one) for one in etree.fromstring(TWELVE).iter("{*}item")]
VALUES = [
    "",
    "RESPONSE",
    "1e99",
    "-1",
    "9" * 19,
    "a b",
    "\u202e",
    "multiple",
    "Yes",
    "<p>",
    "SCORE",
    "[1]",
    "'",
]


def read(data: bytes) -> tuple[QtiFile, Report]:
    report = Report()
    return read_qti(data, "x.xml", report), report


@given(st.sampled_from(DOCUMENTS + ITEMS_12), st.integers(0, 6000), st.integers(0, 40), st.binary(max_size=8))
def test_damaged_bytes(data: bytes, start: int, length: int, other: bytes) -> None:
    read(data[:start] + other + data[start + length :])


@settings(max_examples=250)
@given(st.sampled_from(DOCUMENTS + ITEMS_12), st.randoms(use_true_random=False), st.integers(1, 6))
def test_damaged_trees(data: bytes, chance: random.Random, times: int) -> None:
    """Elements go, double, change places and names; attributes and texts become others."""
    root = etree.fromstring(data)
    names = [one.tag for one in root.iter("*")]
    for _ in range(times):
        nodes = list(root.iter("*"))
        node, other = chance.choice(nodes), chance.choice(nodes)
        parent = node.getparent()
        what = chance.randrange(5)
        if what == 0 and parent is not None:
            parent.remove(node)
        elif what == 1 and node is not root and node not in [*other.iterancestors(), other]:
            other.append(node)
        elif what == 2:
            node.tag = chance.choice(names)
        elif what == 3 and node.attrib:
            node.set(chance.choice(sorted(node.attrib)), chance.choice(VALUES))
        else:
            node.text = chance.choice(VALUES)
    read(etree.tostring(root))


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    read(b"PK\x03\x04" + data)
    read_bank(b"<assessmentItem " + data, "x.xml", Report())


def test_nothing_outside_is_read() -> None:
    inside = b"<!DOCTYPE questestinterop [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
    found, report = read(inside + b"<questestinterop><item ident='a' title='&e;'/></questestinterop>")
    assert found.entries == ()
    assert [one.rule.id for one in report] == ["QTI21-122"]
    bomb = b"<!DOCTYPE a [<!ENTITY b 'bbbb'><!ENTITY c '&b;&b;'>]><assessmentItem title='&c;'/>"
    assert [one.rule.id for one in read(bomb)[1]] == ["QTI21-122"]


def test_a_document_type_that_only_names_a_file_is_passed_over() -> None:
    found, report = read((CASES / "ilias.xml").read_bytes())
    assert len(found.entries) == 3
    assert found.entries[0][0].at.line == 4
    assert [one.rule.id for one in report] == ["CC-120"]


SCORE = "<variable identifier='SCORE'/>"
NINE = "<setOutcomeValue identifier='SCORE'><baseValue baseType='float'>9</baseValue></setOutcomeValue>"
SQUARE = f"<setOutcomeValue identifier='SCORE'><product>{SCORE}{SCORE}</product></setOutcomeValue>"
MANY = "<or>" + "<isNull><variable identifier='R'/></isNull>" * 3000 + "</or>"


@pytest.mark.parametrize(
    ("rules", "choices", "said"),
    [
        (NINE + SQUARE * 100, 2, "cannot be followed"),
        (f"<responseCondition><responseIf>{MANY}</responseIf></responseCondition>", 50, "too long to follow"),
        ("", 61, "more than 60"),
    ],
)
def test_work_is_bounded(rules: str, choices: int, said: str) -> None:
    shown = "".join(f"<simpleChoice identifier='c{n}'>{n}</simpleChoice>" for n in range(choices))
    text = (
        "<assessmentItem><responseDeclaration identifier='R' cardinality='single' baseType='identifier'/>"
        "<outcomeDeclaration identifier='SCORE' cardinality='single' baseType='float'/><itemBody>"
        f"<choiceInteraction responseIdentifier='R'>{shown}</choiceInteraction></itemBody>"
        f"<responseProcessing>{rules}</responseProcessing></assessmentItem>"
    )
    found, report = read(text.encode())
    assert found.entries == ()
    assert [said in one.message for one in report] == [True]


LABELS = "".join(f"<response_label ident='{n}'><material/></response_label>" for n in range(50))
CONDITION = "<respcondition><conditionvar><other/></conditionvar></respcondition>"
KEYS = "".join(f"<mapEntry mapKey='{n}' mappedValue='1'/>" for n in range(2000))
ENDLESS = {
    "conditions": "<questestinterop><item ident='a'><presentation><response_lid ident='r'><render_choice>"
    f"{LABELS}</render_choice></response_lid></presentation><resprocessing>{CONDITION * 20_000}"
    "</resprocessing></item></questestinterop>",
    "mapping": "<assessmentItem><responseDeclaration identifier='R' cardinality='single' baseType='string'>"
    f"<mapping>{KEYS}</mapping></responseDeclaration><itemBody><p>?</p><p><textEntryInteraction "
    "responseIdentifier='R'/></p></itemBody><responseProcessing template='map_response'/></assessmentItem>",
}


@pytest.mark.parametrize("data", ENDLESS.values(), ids=ENDLESS)
def test_rules_without_end_are_not_followed(data: str) -> None:
    found, report = read(data.encode())
    assert found.entries == ()
    assert ["too long to follow" in one.message for one in report] == [True]


MANIFEST = (
    '<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><metadata>'
    "<schema>QTIv2.1 Package</schema></metadata>"
    '<resources><resource identifier="a" type="imsqti_item_xmlv2p1" href="{}"/></resources></manifest>'
)
ITEM = (
    b"<assessmentItem identifier='a' title='Read this'><itemBody><p>It is so.</p></itemBody></assessmentItem>"
)


@pytest.mark.parametrize(
    "href", ["../../../etc/passwd", "/etc/passwd", "nowhere.xml", "", "file:///etc/passwd"]
)
def test_a_file_that_is_not_there_is_said(href: str) -> None:
    found, report = read(packed({"imsmanifest.xml": MANIFEST.format(href).encode(), "other/item.xml": ITEM}))
    if href:
        assert found.entries == ()
        assert [one.rule.id for one in report] == ["QTI21-122"]
    else:  # a manifest that names none: every file is looked at
        assert len(found.entries) == 1


def test_what_a_mac_leaves_in_a_zip_is_no_question() -> None:
    found, report = read(packed({"item.xml": ITEM, "__MACOSX/._item.xml": b"\0\5\26\7", ".hidden.xml": b"<"}))
    assert len(found.entries) == 1
    assert list(report) == []


def test_no_more_is_unpacked_than_is_bearable() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("imsmanifest.xml", MANIFEST.format("a.xml"))
        archive.writestr("a.xml", ITEM + b" " * 50_000)
    files = Files.of(target.getvalue(), "x.zip")
    files.left = 5000  # of 64 MiB
    assert files.read("a.xml") is None
    assert files.read("imsmanifest.xml")


def test_a_folder_is_read_without_its_links(tmp_path: Path) -> None:
    folder, outside = tmp_path / "package", tmp_path / "outside.xml"
    (folder / "items").mkdir(parents=True)
    outside.write_bytes(ITEM)
    (folder / "imsmanifest.xml").write_text(MANIFEST.format("items/a.xml"))
    (folder / "items/a.xml").symlink_to(outside)
    report = Report()
    assert read_qti_folder(folder, "package", report).entries == ()
    assert [one.rule.id for one in report] == ["QTI21-122"]
    (folder / "items/a.xml").unlink()
    (folder / "items/a.xml").write_bytes(ITEM)
    assert main(["import", str(folder), "--out", str(tmp_path / "content"), "--module", "m"]) == 0
    (page,) = (tmp_path / "content/curriculum/m").glob("*.md")
    assert "It is so." in page.read_text("utf-8")


def test_items_in_folders_show_their_pictures_and_keep_their_keywords() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
    item = ITEM.replace(b"<p>It", b'<p><img src="../pictures/a%20b.svg" alt="A"/></p><p>It')
    lom = '<metadata><lom xmlns="http://www.imsglobal.org/xsd/imsmd_v1p2"><general><keyword><langstring>listening'
    lom += "</langstring></keyword></general></lom></metadata></resource>"
    manifest = MANIFEST.replace("/></resources>", f">{lom}</resources>").format("items/a.xml")
    files = {"imsmanifest.xml": manifest.encode(), "items/a.xml": item, "pictures/a b.svg": svg}
    found, report = read(packed(files))
    assert list(report) == []
    ((question, _),) = found.entries
    assert question.tags == ("listening",)
    assert "pictures/a b.svg" in str(question.stem)
    assert found.files == {"pictures/a b.svg": svg}
