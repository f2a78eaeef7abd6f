"""What our readers read back from a question file is what was written, but for what the tables say."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from bot_scorm.archive import Artifact
from bot_scorm.citing import cited
from bot_scorm.compare.banks import Entry, entry_of, read_gift_entries, read_moodle_xml_entries
from bot_scorm.diagnostics import Report
from bot_scorm.model.elements import ELEMENTS
from bot_scorm.model.programme import Edition, Programme
from bot_scorm.readers.qti_package import read_qti
from bot_scorm.writers import writer
from bot_scorm.writers.carried import Carried, column
from tests.carried.course import written_to
from tests.importing.cartridges import packed


def read_qti_entries(artifact: Artifact) -> list[Entry]:
    """The questions of a package of QTI."""
    found = Report()
    read = read_qti(packed({name: one.read() for name, one in artifact.files.items()}), "m.zip", found)
    assert [one.message for one in found] == []
    return [entry_of("", "", (), question) for question, _ in read.entries]


READERS: dict[str, Callable[[Artifact], list[Entry] | None]] = {
    "gift": lambda artifact: read_gift_entries(_data(artifact), "gift"),
    "moodlexml": lambda artifact: read_moodle_xml_entries(_data(artifact), "moodlexml"),
    "qti21": read_qti_entries,
    "qti12": read_qti_entries,
}
GROUPS = ("Questions", "In questions")


@pytest.fixture(scope="module")
def programme(tmp_path_factory: pytest.TempPathFactory) -> Programme:
    return written_to(tmp_path_factory.mktemp("carried")).programme


@pytest.mark.parametrize("format", READERS)
def test_what_is_whole_comes_back(format: str, programme: Programme) -> None:
    cells = column(format).cells
    asked = {one.id for one in ELEMENTS if one.group in GROUPS}
    whole = {id for id in asked if cells[id].carried is Carried.WHOLE}
    differs: dict[str, list[str]] = {}
    for module in programme.modules:
        id = module.id.removeprefix("m-")
        if id not in whole:
            continue
        edition = cited(Edition("en", programme).of(module), Report())
        artifact = writer(format).write(edition, Report())
        assert artifact
        found = READERS[format](artifact)
        assert found
        assert len(found) == 1
        written = entry_of("", "", (), module.pages[0].questions[0])
        back = {name: _said(part) for name, part in found[0].parts.items()}
        if parts := [name for name, part in written.parts.items() if back.get(name) != _said(part)]:
            differs[id] = parts
    assert differs == {}


def _said(part: Any) -> str:
    """A part as text; an address may stand between angle brackets."""
    return re.sub(r"\(<([^<>]*)>\)", r"(\1)", repr(part))


def _data(artifact: Artifact) -> bytes:
    (source,) = artifact.files.values()
    return source.read()
