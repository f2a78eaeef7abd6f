"""Spoilt questions are never taken for right ones: what a schema refuses is told, and nothing breaks."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from bot_scorm.package.view import bytes_package
from bot_scorm.schemas import compiled
from tests.rules.spoiling import GOOD, checked, files_of
from tests.schemas.mutations import OPERATORS

EACH = 4
"""How often every operator spoils every file."""
SCHEMAS = {"qti12": "qti12", "qti21": "qti-2.1", "imscc": "qti12-cc"}


def questions(good: str) -> dict[str, bytes]:
    """The files of a good package that hold questions, or a test."""
    marks = (b"<questestinterop", b"<assessmentItem ", b"<assessmentTest ")
    return {name: data for name, data in files_of(GOOD[good]).items() if any(one in data for one in marks)}


@pytest.mark.parametrize("name", sorted(OPERATORS))
@pytest.mark.parametrize("good", SCHEMAS)
def test_spoilt_questions(good: str, name: str) -> None:
    chance = random.Random(f"{good} {name}")
    verdicts: Counter[bool] = Counter()
    for file, data in questions(good).items():
        for _ in range(EACH):
            root = etree.fromstring(data)
            if name == "cross_reference" and good == "qti21" and root.find(".//*[@identifier]") is None:
                continue
            OPERATORS[name](root, chance)
            spoilt = etree.tostring(root)
            heard = {one.rule.id for one in checked({**files_of(GOOD[good]), file: spoilt})}
            refused = not compiled(SCHEMAS[good]).validate(etree.fromstring(spoilt))
            assert heard or not refused, spoilt.decode()
            verdicts[bool(heard)] += 1
    assert verdicts[True] or name == "overflow", f"{name} spoils nothing"


@pytest.mark.parametrize("version", ["2.0", "2.1", "2.2"])
@pytest.mark.parametrize("file", sorted(questions("qti21")))
def test_every_version_takes_what_all_have(version: str, file: str) -> None:
    uri = b"http://www.imsglobal.org/xsd/imsqti_v"
    data = questions("qti21")[file].replace(uri + b"2p1", uri + version.replace(".", "p").encode())
    assert accepted(f"qti-{version}", data)


@pytest.mark.parametrize(
    ("body", "versions"),
    [
        ('<p dir="rtl">Text.</p>', ["2.2"]),
        ("<p><bdo>Text.</bdo></p>", ["2.2"]),
        (
            '<p><m:math xmlns:m="http://www.w3.org/1998/Math/MathML"><m:mi>x</m:mi></m:math></p>',
            ["2.1", "2.2"],
        ),
        ("<p><marquee>Text.</marquee></p>", []),
    ],
)
def test_what_a_version_adds(body: str, versions: list[str]) -> None:
    for version in ("2.1", "2.2"):
        uri = f"http://www.imsglobal.org/xsd/imsqti_v{version.replace('.', 'p')}"
        start = f'<assessmentItem xmlns="{uri}" identifier="i" title="T" timeDependent="false">'
        xml = f"{start}<itemBody>{body}</itemBody></assessmentItem>"
        assert accepted(f"qti-{version}", xml.encode()) is (version in versions)


def accepted(standard: str, xml: bytes) -> bool:
    return bool(compiled(standard).validate(etree.fromstring(xml)))


def test_schemas_are_read_from_the_wheel_without_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: Any) -> None:
        raise AssertionError("a schema opens a socket")

    monkeypatch.setattr("socket.socket.connect", refused)
    for folder in sorted(Path(bytes_package.__code__.co_filename).parent.glob("schemas/*/manifest.xsd")):
        etree.XMLSchema(etree.parse(folder, etree.XMLParser(no_network=True)))
