"""A programme of two modules, and building it with the format of the tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot_scorm.diagnostics import Report
from bot_scorm.pipeline import BuildOptions, build
from bot_scorm.writers import WRITERS

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><title>A dot</title></svg>\n'


class Course:
    """A programme on disk."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self.root = project / "content"
        self.write("programme.yaml", "id: demo\ntitle: Demo\nlanguage: en\nformats: [titles]\n")
        for folder, id in (("01-a", "a"), ("02-b", "b")):
            self.write(f"curriculum/{folder}/module.yaml", f"id: {id}\ntitle: Module {id}\n")
            self.page(folder, f"Page of {id}")
            self.write(f"curriculum/{folder}/media/dot.svg", SVG)

    def write(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def page(self, folder: str, title: str, body: str = "![A dot](media/dot.svg)\n") -> Path:
        text = f"---\nkind: theory\nid: page\ntitle: {title}\n---\n\nText.\n\n{body}"
        return self.write(f"curriculum/{folder}/10-page.md", text)

    def built(self, **options: object) -> tuple[dict[str, str], Report]:
        """Builds; gives “built” or “fresh” by id, and the findings."""
        report = Report()
        made = build(self.root, BuildOptions(jobs=1, **options), report)  # type: ignore[arg-type]  # as given
        return {one.module: "fresh" if one.fresh else "built" for one in made}, report

    def text(self, id: str) -> str:
        return (self.project / "build/en/titles" / f"{id}.txt").read_text(encoding="utf-8")


@pytest.fixture
def titles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(WRITERS, "titles", "tests.pipeline.fake_format")


@pytest.fixture
def course(tmp_path: Path, titles: None) -> Course:
    return Course(tmp_path / "project")
