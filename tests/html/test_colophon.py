"""What a module's last page says about the module itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot_scorm.diagnostics import Report
from bot_scorm.model.programme import Edition
from bot_scorm.readers import load
from bot_scorm.writers.html import render_module
from tests.course import MODULE, PROGRAMME, THEORY, write_course


def html_of(root: Path, module: str) -> str:
    files: dict[str, str | bytes] = {
        "content/programme.yaml": PROGRAMME + 'version: "2026.1"\nlicence: CC BY 4.0\n',
        "module.yaml": module,
        "10-page.md": THEORY + "First.\n",
        "20-page.md": THEORY.replace("id: page", "id: last") + "Last.\n",
    }
    report = Report()
    programme = load(write_course(root, files), report)
    assert not report.failed
    source = render_module(Edition("en", programme), programme.modules[0])["trust/index.html"]
    return source.read().decode()


@pytest.mark.parametrize(
    ("reviewed", "said"),
    [
        ("", "No person who knows the field has reviewed this module yet."),
        ("reviewed: {by: A. & B., date: 2026-11-01}\n", "Reviewed by A. &amp; B., 2026-11-01"),
    ],
)
def test_last_page_says_version_licence_and_review(reviewed: str, said: str, tmp_path: Path) -> None:
    _, _, last = html_of(tmp_path, MODULE + reviewed).partition('id="p_last"')
    assert last.count('id="colophon"') == 1
    for line in ("Version 2026.1", "Licence: CC BY 4.0", said):
        assert f"<p>{line}</p>" in last
