"""The examples in docs/library.md do what they say."""

from __future__ import annotations

import doctest
import zipfile
from pathlib import Path

import pytest

MINIMAL = Path(__file__).parent / "package" / "minimal"


def test_examples(repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with zipfile.ZipFile(tmp_path / "course.zip", "w") as course:
        for path in sorted(MINIMAL.iterdir()):
            if path.name != "index.html":
                course.write(path, path.name)
    monkeypatch.chdir(tmp_path)
    text = (repo / "docs/library.md").read_text("utf-8")
    parsed = doctest.DocTestParser().get_doctest(text, {}, "library.md", "docs/library.md", 0)
    said: list[str] = []
    runner = doctest.DocTestRunner(verbose=False)
    runner.run(parsed, out=said.append)
    assert "".join(said) == ""
    assert runner.summarize(verbose=False).attempted > 8
