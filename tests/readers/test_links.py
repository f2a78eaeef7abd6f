"""Links found without a parser are those that the parser finds."""

from __future__ import annotations

from urllib.parse import unquote

from hypothesis import given, settings
from hypothesis import strategies as st

from bot_scorm.diagnostics import Location
from bot_scorm.model.text import Text
from bot_scorm.readers.targets import Environment, find_links

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
