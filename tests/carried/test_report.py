"""The loss report of a build: what a programme uses, what becomes of it, and where."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import html

from bot_scorm.carrying import write_report
from bot_scorm.diagnostics import Report
from bot_scorm.pipeline import BuildOptions, build

QUESTION = """---
kind: {kind}
id: page
title: Page
---
::: question {{#q points=2}}
Is it *so*?

- [x] Yes {{#yes}}
- [ ] No {{#no}}
:::
"""


def reported(
    root: Path, kind: str = "theory", *, title: str = "A programme", modules: int = 1
) -> tuple[str, str]:
    """The report of a programme for GIFT and SCORM 1.2, as HTML and as Markdown."""
    root.mkdir()
    (root / "programme.yaml").write_text(f"id: p\ntitle: {title!r}\nlanguage: en\nformats: [gift, scorm12]\n")
    for number in range(modules):
        module = root / "curriculum" / f"{number:02}-m"
        module.mkdir(parents=True)
        (module / "module.yaml").write_text(f"id: m{number}\ntitle: M\n")
        (module / "10-page.md").write_text(QUESTION.format(kind=kind))
        (module / "20-text.md").write_text("---\nkind: theory\nid: text\ntitle: Text\n---\nText.\n")
    report = Report()
    build(root, BuildOptions(jobs=1), report)
    found = write_report(root, BuildOptions(), report, lambda path: Path(path).relative_to(root).as_posix())
    assert [one.relative_to(root).as_posix() for one in found] == [
        "build/en/losses.html",
        "build/en/losses.md",
    ]
    page, text = (one.read_text("utf-8") for one in found)
    return page, text


def test_it_counts_what_is_used_and_says_where(tmp_path: Path) -> None:
    page, text = reported(tmp_path / "p", modules=2)
    assert "| points other than 1 | 2 | ○ | ● |" in text
    where = "curriculum/00-m/10-page.md:6, curriculum/01-m/10-page.md:6"
    assert (
        f"| In questions: points other than 1 | left out: each question has the mark 1 | 2 | {where} |"
        in text
    )
    assert "GIFT-001: “q” loses in GIFT: points (2)." in text
    assert "matching" not in text, "only what is used"
    words = html.document_fromstring(page).text_content()
    assert where in words
    assert "“q” loses in GIFT: points (2)." in words


def test_the_same_sources_give_the_same_bytes(tmp_path: Path) -> None:
    assert reported(tmp_path / "a") == reported(tmp_path / "b")


def test_what_stands_in_a_guide_shares_its_fate(tmp_path: Path) -> None:
    _, text = reported(tmp_path / "p", kind="guide")
    assert "| a guide for trainers | 1 | – | – |" in text
    assert "points other than 1" not in text


def test_words_are_no_markup(tmp_path: Path) -> None:
    page, text = reported(tmp_path / "p", title="A | <b>&x</b> `y`")
    assert "A \\| \\<b\\>&x\\</b\\> " in text
    assert "<b>" not in page
    assert re.search(r"style-src 'sha256-[\w+/=]+'", page)
