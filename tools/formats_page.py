"""Writes docs/formats.md: what each format carries of each element of the source format."""

from __future__ import annotations

from itertools import groupby

from bot_scorm.model.elements import ELEMENTS
from bot_scorm.writers import WRITERS
from bot_scorm.writers.carried import Carried, Column, column

_SIGNS = {Carried.WHOLE: "●", Carried.CHANGED: "◐", Carried.LEFT_OUT: "○", Carried.OUTSIDE: "–"}
_HEAD = """# What each format carries

Made from `src/bot_scorm/writers/carried/` by `make docs`; do not edit. The test suite builds each element
alone in each format, and looks whether it is there and what the build says of it.

`bot-pack build --report` writes the same for your programme: `losses.html` and `losses.md` beside the
artifacts say which elements it uses, how often, what each format of the build makes of them, and where. What
stands in a guide shares its fate.

- ● whole
- ◐ changed: it is there in another form, or does less
- ○ left out: it is not there, and the build says so at its place
- – not its part: a question file holds no pages, a file for Feedback only surveys. No finding says so

What an element becomes where it is not whole stands [below](#what-is-changed-and-left-out).
"""


def page() -> str:
    """The page, in Markdown."""
    columns = [column(name) for name in WRITERS]
    lines = [_HEAD]
    for group, rows in groupby(ELEMENTS, lambda one: one.group):
        lines += [f"## {group}", "", f"| | {' | '.join(one.title for one in columns)} |"]
        lines.append(f"|---|{':-:|' * len(columns)}")
        for row in rows:
            signs = (_SIGNS[one.cells[row.id].carried] for one in columns)
            lines.append(f"| {row.title} | {' | '.join(signs)} |")
        lines.append("")
    lines += ["## What is changed and left out", ""]
    for one in columns:
        lines += _notes(one)
    return "\n".join(lines)


def _notes(told: Column) -> list[str]:
    """What is said of the elements that are not whole, those of which the same is said together."""
    found: dict[tuple[Carried, str], list[str]] = {}
    for row in ELEMENTS:
        cell = told.cells[row.id]
        if cell.carried in (Carried.CHANGED, Carried.LEFT_OUT):
            found.setdefault((cell.carried, cell.note), []).append(row.title)
    if not found:
        return []
    rules = ", ".join(f"[{rule}](rules.md)" for rule in sorted(told.says))
    lines = [f"### {told.title}", "", f"The build says so by {rules}.", ""]
    lines += [f"- {carried.value}: {', '.join(titles)}: {note}" for (carried, note), titles in found.items()]
    return [*lines, ""]


if __name__ == "__main__":
    print(page(), end="")
