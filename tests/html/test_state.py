"""What a build says of the state that a module can come to."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot_scorm.cli import main
from bot_scorm.diagnostics import Report
from bot_scorm.model.programme import Module
from bot_scorm.readers import load
from bot_scorm.writers.state import LIMIT, node_keys, schema_of
from bot_scorm.writers.state_faults import tell

TYPED = "::: question {{#q{n}}}\nWhat is number {n}?\n\n- = {answer}\n:::\n\n"
ESSAY = "::: question {{#e{n} type=essay}}\nWrite about number {n}.\n:::\n\n"


def course(root: Path, quiz: str, settings: str = "") -> Path:
    """A programme of one module with one quiz."""
    module = root / "curriculum" / "01-all"
    module.mkdir(parents=True)
    (root / "programme.yaml").write_text("id: test\ntitle: Test\nlanguage: en\nformats: [scorm12]\n", "utf-8")
    (module / "module.yaml").write_text("id: all\ntitle: All\nduration: 10\n", "utf-8")
    head = f"---\nkind: quiz\nid: after\ntitle: Quiz\nrole: after\n{settings}---\n"
    (module / "90-after.md").write_text(head + quiz, "utf-8")
    return root


def module_of(root: Path) -> Module:
    (module,) = load(root, Report()).modules
    return module


def test_what_cannot_fit_is_an_error_that_names_the_largest_parts(tmp_path: Path) -> None:
    quiz = "".join(TYPED.format(n=n, answer="x" * 100) for n in range(20)) + TYPED.format(n=99, answer="y")
    report = Report()
    tell(module_of(course(tmp_path, quiz)), report)
    (found,) = report
    assert found.rule.id == "STA-001"
    assert found.at.path.endswith("module.yaml")
    assert "question q0, " in found.message
    assert "90-after.md:" in found.message
    assert "q99" not in found.message


def test_what_is_drawn_from_a_bank_takes_less_room(tmp_path: Path) -> None:
    quiz = "".join(TYPED.format(n=n, answer="x" * 100) for n in range(20)).replace("}\n", " tags=a}\n")
    report = Report()
    note = tell(module_of(course(tmp_path, quiz, "draw: {a: 3}\n")), report)
    assert list(report) == []
    room = 20 * (1 + 4 + 3) + 3 * 224
    assert note.startswith(f"at most {22 + 1 + 4 + 1 + 4 + 13 + room:,} of 4,096 characters")


@pytest.mark.parametrize(("essays", "warned"), [(13, False), (14, True)])
def test_texts_share_what_is_left(tmp_path: Path, essays: int, warned: bool) -> None:
    module = module_of(course(tmp_path, "".join(ESSAY.format(n=n) for n in range(essays))))
    report = Report()
    note = tell(module, report)
    assert [one.rule.id for one in report] == ["STA-002"] * essays * warned
    rooms = schema_of(module).rooms()
    assert len(set(rooms)) == 1
    assert schema_of(module).fixed + sum(rooms) > LIMIT - essays
    assert f"for {essays} texts to hand in" in note
    assert min(schema_of(module).rooms(64_000)) > 4_000


def test_keys_do_not_depend_on_order_or_page(tmp_path: Path) -> None:
    parts = [TYPED.format(n=n, answer="a") for n in range(9)]
    one = node_keys(module_of(course(tmp_path / "a", "".join(parts))))
    other = node_keys(module_of(course(tmp_path / "b", "".join(reversed(parts)))))
    assert one == other
    assert len(set(one.values())) == len(one) == 11


def test_build_says_so_also_of_what_is_fresh(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = course(tmp_path, TYPED.format(n=1, answer="a") + ESSAY.format(n=1))
    for how in ("built", "fresh"):
        assert main(["build", str(root), "-v"]) == 0
        lines = capsys.readouterr().err.splitlines()
        at = next(n for n, line in enumerate(lines) if line.startswith(how) and "/all.zip" in line)
        assert "/all.zip  at most 4,096 of 4,096 characters: " in lines[at + 1]
