"""A baseline knows its findings again when lines move, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot_scorm.baseline import Checked, compare, write
from bot_scorm.diagnostics import Diagnostic, Location, Rule, Severity
from bot_scorm.usage import UsageError
from bot_scorm.validation import check

MANIFEST = (Path(__file__).parents[1] / "cli/files/imsmanifest.xml").read_text("utf-8")
RULE = Rule("TST-001", Severity.ERROR, "A title.", "Why: so.")


def checked(path: Path, text: str) -> Checked:
    path.mkdir(exist_ok=True, parents=True)
    (path / "imsmanifest.xml").write_text(text, encoding="utf-8")
    (path / "index.html").write_text("<script>LMSInitialize</script>", encoding="utf-8")
    display = path.name
    return Checked(path, display, tuple(check(path, display)))


def ids(found: tuple[tuple[Diagnostic, ...], ...]) -> list[list[str]]:
    return [[one.rule.id for one in package] for package in found]


def test_moved_lines_are_known_and_a_second_one_is_new(tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    assert write(file, [checked(tmp_path / "one", MANIFEST)]) == 1
    moved = MANIFEST.replace("<organizations", "\n\n  <organizations", 1)
    compared = compare(file, [checked(tmp_path / "one", moved)])
    assert (ids(compared.new), ids(compared.known), compared.gone) == ([[]], [["MAN-008"]], ())
    item = '<item identifier="i1" identifierref="r2"><title>One</title></item>'
    second = MANIFEST.replace(item, item + item.replace('"i1"', '"i2"').replace("r2", "r7"))
    assert ids(compare(file, [checked(tmp_path / "one", second)]).new) == [["MAN-008"]]


def test_what_went_is_told(tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    write(file, [checked(tmp_path / "one", MANIFEST)])
    (gone,) = compare(file, [checked(tmp_path / "one", MANIFEST.replace("r2", "r1"))]).gone
    assert (gone.package, gone.rule, gone.path, gone.count) == ("one", "MAN-008", "imsmanifest.xml", 1)
    assert gone.text.startswith('<item identifier="i1" identifierref="r2">')


def test_a_new_version_may_have_another_name_and_other_packages_may_not(tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    write(file, [checked(tmp_path / "v1", MANIFEST)])
    second = checked(tmp_path / "v2", MANIFEST)
    assert ids(compare(file, [second]).known) == [["MAN-008"]]
    both = compare(file, [checked(tmp_path / "v1", MANIFEST), second])
    assert ids(both.new) == [[], ["MAN-008"]]


def test_messages_without_a_place_are_compared_without_their_line_numbers(tmp_path: Path) -> None:
    file, path = tmp_path / "b.json", tmp_path / "one"
    path.mkdir()

    def said(message: str) -> Checked:
        return Checked(path, "one", (Diagnostic(Location("one"), RULE, message),))

    write(file, [said("a.png is there twice, first in line 7; see one!x.xml:7:3.")])
    same = compare(file, [said("a.png is there twice, first in line 12; see one!x.xml:9:1.")])
    assert ids(same.new) == [[]]
    assert ids(compare(file, [said("b.png is there twice, first in line 7.")]).new) == [["TST-001"]]


FOUND = st.tuples(st.sampled_from("abc"), st.text(max_size=20), st.integers(0, 3))


@given(st.lists(FOUND, max_size=8))
def test_what_was_written_is_known(
    tmp_path_factory: pytest.TempPathFactory, found: list[tuple[str, str, int]]
) -> None:
    folder = tmp_path_factory.mktemp("baseline")
    (folder / "imsmanifest.xml").write_text("x\n\udfff\n".encode("utf-8", "replace").decode(), "utf-8")
    one = Checked(
        folder,
        "p",
        tuple(Diagnostic(Location(f"p/{name}", line, line), RULE, said) for name, said, line in found),
    )
    write(folder / "b.json", [one])
    compared = compare(folder / "b.json", [one])
    assert (compared.new, compared.known, compared.gone) == (((),), (one.found,), ())


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"version": 1, "packages": []}', '{"version": 1, "packages": {"a": [1]}}']
)
def test_what_is_no_baseline(text: str, tmp_path: Path) -> None:
    (tmp_path / "b.json").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="is no baseline of bot-pack"):
        compare(tmp_path / "b.json", [])


def test_a_baseline_of_another_version_or_none_at_all(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not there; --write-baseline writes it"):
        compare(tmp_path / "b.json", [])
    (tmp_path / "b.json").write_text('{"version": 99}', encoding="utf-8")
    with pytest.raises(UsageError, match="another version"):
        compare(tmp_path / "b.json", [])
    with pytest.raises(UsageError, match="cannot be written"):
        write(tmp_path / "none/b.json", [])
