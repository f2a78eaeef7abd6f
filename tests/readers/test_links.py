"""Links found without a parser are those that the parser finds; files that they lead to come along."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

from hypothesis import given, settings
from hypothesis import strategies as st

from bot_scorm.diagnostics import Location, Report
from bot_scorm.model.programme import Edition, Programme
from bot_scorm.model.text import Text
from bot_scorm.readers.targets import Environment, find_links
from bot_scorm.writers import writer
from tests.course import THEORY, read_pages

PIECES = [
    "[a](b.md)", "![x](y.png)", "[a", "](", "b)", "\\[", "`[a](b)`", '[a](b "t")', " ", "*", "[c](d.md#e)",
    "!", "[^1](x)", "[a [b] c](d)", "[[x](y)](z)", "(", ")", "[a]()", "\n", "**[k](l)**", "<http://x.y>",
    "$[a](b)$", "[a](<b c>)",
]  # fmt: skip
QUICK: Environment = {"references": {}}
PARSED: Environment = {"references": {"ZZ": {"href": "never", "title": ""}}}
"""With a reference definition nothing is found without the parser."""


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=7).map("".join))
def test_same_links_as_the_parser(source: str) -> None:
    text = Text(source, Location("page.md", 1, 1))
    assert found(text, QUICK) == found(text, PARSED)


def found(text: Text, env: Environment) -> list[tuple[bool, str]]:
    return [(link.picture, unquote(link.address)) for link in find_links(text, env)]


def test_a_file_comes_along_where_a_page_leads_to_it(tmp_path: Path) -> None:
    text = "Take [the sheet](media/sheet.pdf) and [the map](media/map.odt). [Run](media/run.exe)"
    module, report = read_pages(tmp_path, {"10-page.md": THEORY + text})
    assert [(one.rule.id, one.at.column) for one in report] == [("IMG-001", 49), ("LNK-001", 71)]
    artifact = writer("scorm12").write(Edition("en", Programme(
        at=module.at, id="demo", title=module.title, modules=(module,))), Report())  # fmt: skip
    assert artifact
    assert "trust/media/sheet.pdf" in artifact.files
    html = artifact.files["trust/index.html"].read().decode()
    assert '<a href="media/sheet.pdf" target="_blank" rel="noopener">the sheet<span' in html
