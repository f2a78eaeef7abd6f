"""The lines that the house holds: imports go downward, files stay small."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

LAYERS: tuple[frozenset[str], ...] = (
    frozenset({"cli", "__main__"}),
    frozenset(
        {
            "serve",
            "importing",
            "pipeline",
            "plan",
            "jobs",
            "inputs",
            "freshness",
            "faults",
            "carrying",
            "catalogue",
            "texts",
            "compare",
            "validation",
            "inside",
            "configuration",
            "profiles",
            "baseline",
            "play",
            "weight",
        }
    ),
    frozenset({"readers", "sources", "writers", "rules", "reporters", "media"}),
    frozenset(
        {
            "model",
            "archive",
            "settings",
            "plan_settings",
            "citing",
            "package",
            "schemas",
        }
    ),
    frozenset({"diagnostics", "messages", "namespaces", "resources", "suggest", "usage", "__init__"}),
)
"""Rooms from the top down. A room may import from rooms below its own, and within its own layer where
`PEERS_MEET` says so."""
PEERS_MEET = (True, True, False, True, True)
MAX_LINES = 300
SOURCES = ("src/**/*.py", "templates/**/*.js", "templates/**/*.css", "templates/**/*.j2", "tests/**/*.py")


def rooms(path: Path, package: Path) -> str:
    first = path.relative_to(package).parts[0]
    return first.removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """The rooms that a file imports from, also inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [f"{node.module}.{one.name}" for one in node.names]
        elif isinstance(node, ast.ImportFrom):
            pytest.fail(f"{path}:{node.lineno}: a relative import")
        elif isinstance(node, ast.Import):
            names = [one.name for one in node.names]
        for name in names:
            root, _, rest = name.partition(".")
            if root == "bot_scorm":
                room = rest.partition(".")[0]
                yield room if any(room in layer for layer in LAYERS) else "__init__"


def layer_of(room: str) -> int:
    found = [number for number, layer in enumerate(LAYERS) if room in layer]
    assert len(found) == 1, f"{room} is in no layer; put it into LAYERS"
    return found[0]


def wrong(path: Path, package: Path) -> list[str]:
    own = rooms(path, package)
    # The package's own file names the public API, which is imported when it is first used.
    if own == "__init__":
        return []
    here = layer_of(own)
    return [
        f"{path.relative_to(package)} imports {room}"
        for room in imported(path)
        if room != own and (layer_of(room) < here or (layer_of(room) == here and not PEERS_MEET[here]))
    ]


def test_imports_go_downward(repo: Path) -> None:
    package = repo / "src" / "bot_scorm"
    assert [line for path in sorted(package.rglob("*.py")) for line in wrong(path, package)] == []


def test_the_line_is_held(tmp_path: Path) -> None:
    (tmp_path / "readers").mkdir()
    bad = tmp_path / "readers" / "bad.py"
    bad.write_text(
        "def f():\n    from bot_scorm import writers\nimport bot_scorm.pipeline\n", encoding="utf-8"
    )
    assert sorted(wrong(bad, tmp_path)) == [
        "readers/bad.py imports pipeline",
        "readers/bad.py imports writers",
    ]


def test_no_file_is_long(repo: Path) -> None:
    files = [path for pattern in SOURCES for path in sorted(repo.glob(pattern))]
    assert files
    long = {
        path.relative_to(repo).as_posix(): count
        for path in files
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > MAX_LINES
    }
    assert long == {}
