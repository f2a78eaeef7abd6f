"""What a cartridge's table calls whole is found again in what an import makes of that cartridge."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot_scorm.citing import cited
from bot_scorm.diagnostics import Report
from bot_scorm.model.contacts import fill
from bot_scorm.model.element_uses import Uses
from bot_scorm.model.elements import ELEMENTS
from bot_scorm.model.programme import Edition, Module, Programme
from bot_scorm.writers import writer
from bot_scorm.writers.carried import Carried, column
from tests.carried.course import Course, sources, written_to
from tests.importing.cartridges import read_back, taken

NOT_BACK = {
    "citation": "its words, and the list of sources in a box",
    "calendar": "a table",
    "cohort": "a table",
    "contact": "the blank for it, with its words",
    "competences": "words of the cover, which is written anew",
    "reviewed": "words of the cover, which is written anew",
    "version": "words of the cover, which is written anew",
    "publisher": "words of the cover, which is written anew",
    "licence": "a setting of the programme, which is made only where there is none",
}
"""What learners read in the cartridge, and what an import makes of it instead."""


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return written_to(tmp_path_factory.mktemp("carried"))


def again(module: Module, programme: Programme, format: str, root: Path) -> Uses:
    """What comes back of a module."""
    edition = Edition("en", programme).of(fill(module, programme.contacts))
    artifact = writer(format).write(cited(edition, Report()), Report())
    assert artifact
    root.mkdir()
    found, _ = taken({name: source.read() for name, source in artifact.files.items()}, root)
    back = read_back(found, root / "content")
    assert back.modules, module.id
    return Uses.of(back.modules[0], back)


@pytest.mark.parametrize("format", ["imscc", "imscc13"])
def test_what_is_whole_is_found_again(format: str, course: Course, tmp_path: Path) -> None:
    whole = {id for id, cell in column(format).cells.items() if cell.carried is Carried.WHOLE}
    modules = {one.id.removeprefix("m-"): (one, course.programme) for one in course.programme.modules}
    modules |= {id: (one.modules[0], one) for id, one in course.wholes.items()}
    missing = [
        one.id
        for one in ELEMENTS
        if one.id in whole
        and not any(one.find(again(*modules[one.id], format=format, root=tmp_path / one.id)))
    ]
    assert sorted(missing) == sorted(NOT_BACK)
    assert sources().keys() >= set(missing)
