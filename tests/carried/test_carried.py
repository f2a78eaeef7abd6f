"""The tables of what formats carry say what their writers do, element by element."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot_scorm.model.blocks import Block
from bot_scorm.model.element_uses import Uses
from bot_scorm.model.elements import ELEMENTS
from bot_scorm.model.programme import Module, Page, Programme
from bot_scorm.writers import WRITERS
from bot_scorm.writers.carried import FOLDER, Carried, Column, column
from tests.carried.course import Course, Written, ids, sources, write, written_to
from tests.carried.draft import draft, text_of

FIELDS = Path(__file__).parent / "fields.yaml"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return written_to(tmp_path_factory.mktemp("carried"))


def test_every_element_has_a_source() -> None:
    assert sorted(sources()) == sorted(ids())
    assert len(set(ids())) == len(ids())


def test_every_field_of_the_model_belongs_to_an_element() -> None:
    told: dict[str, dict[str, str]] = yaml.safe_load(FIELDS.read_text("utf-8"))
    structure = set(told.pop("structure"))
    model = {one.__name__: {field.name for field in fields(one)} for one in classes()}
    inherited = {one.__name__: _inherited(one) for one in classes()}
    missing = {
        name: sorted(own - structure - inherited[name] - set(told.get(name, ())))
        for name, own in model.items()
        if name not in told or own - structure - inherited[name] - set(told[name])
    }
    assert missing == {}, f"say in {FIELDS.name} to which element they belong"
    gone = {name for name in told if name not in model}
    assert gone == set()
    assert {id for row in told.values() for id in row.values()} <= set(ids())


def classes() -> Iterator[type[Any]]:
    """Every class of the model that an author writes."""
    pending: list[type[Any]] = [Programme, Module, Page, Block]
    while pending:
        one = pending.pop()
        pending += one.__subclasses__()
        if one is not Block and one.__module__.startswith("bot_scorm.model."):
            yield one


def _inherited(kind: type[Any]) -> set[str]:
    return {field.name for base in kind.__mro__[1:] if is_dataclass(base) for field in fields(base)}


def test_every_element_is_found_where_it_is(course: Course) -> None:
    modules = {one.id.removeprefix("m-"): (one, course.programme) for one in course.programme.modules}
    modules |= {id: (one.modules[0], one) for id, one in course.wholes.items()}
    uses = {id: Uses.of(*one) for id, one in modules.items()}
    missed = [one.id for one in ELEMENTS if not any(one.find(uses[one.id]))]
    assert missed == []


@pytest.mark.parametrize("format", WRITERS)
def test_format(format: str, course: Course, regenerate: bool) -> None:
    written = write(course, format)
    file = FOLDER / f"{format}.yaml"
    if regenerate:
        known = column(format) if file.exists() else None
        file.write_text(text_of(draft(format, written, known)), "utf-8", newline="\n")
        column.cache_clear()
    assert file.exists(), f"{file.name} is not there; --regenerate drafts it, read it then"
    told = column(format)
    assert sorted(told.cells) == sorted(ids()), "every element stands there once"
    assert [fault for id in ids() if (fault := _fault(id, told, written))] == []


def _fault(id: str, told: Column, written: dict[str, Written]) -> str:
    """What the table says otherwise than the writer does; nothing if they agree."""
    source, cell = sources()[id], told.cells[id]
    base = told.cells[source.of].carried if source.of else Carried.WHOLE
    said = written[id].said - (written[source.of].said if source.of else frozenset())
    losses = [message for rule, message in sorted(said) if rule in told.says]
    shown = source.shows in written[id].text if source.shows else None
    match cell.carried:
        case Carried.WHOLE if losses:
            return f"{id} is whole, but: {losses}"
        case Carried.CHANGED | Carried.LEFT_OUT if not losses and base is Carried.WHOLE:
            return f"{id} is {cell.carried.value}, but nothing says so"
        case Carried.WHOLE | Carried.CHANGED if shown is False:
            return f"{id} is {cell.carried.value}, but it is not there"
        case Carried.OUTSIDE if shown:
            return f"{id} is outside of the format, but it is there"
        case Carried.CHANGED | Carried.LEFT_OUT if not cell.note:
            return f"{id} is {cell.carried.value}, but not how"
    return ""


def test_a_table_that_is_wrong_is_noticed(course: Course, tmp_path: Path) -> None:
    written = write(course, "gift")
    told = column("gift")
    wrong = {"hint": Carried.WHOLE, "single": Carried.CHANGED, "short": Carried.OUTSIDE}
    for id, carried in {**wrong, "paragraph": Carried.WHOLE}.items():
        other = Column("gift", "GIFT", told.says, {**told.cells, id: type(told.cells[id])(carried, "so")})
        assert _fault(id, other, written)
