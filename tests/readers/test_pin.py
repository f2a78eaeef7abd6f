"""``check --fix ids`` writes derived ids, and nothing else."""

from __future__ import annotations

from pathlib import Path

from bot_scorm.model.walk import unpinned
from bot_scorm.readers.pin import pin_ids
from tests.course import lines_of, read_course, write_course

BEFORE = """---
kind: theory
title: What trust is
---
::: question
Which of them?

- [x] Ana
  > Yes.
- [ ] Petar
:::

::: question {points=2}
Match.

- a -> b
- c -> d
- -> e
:::

::: sort {title="Who first?"}
- Pile
  - Card
:::
"""
AFTER = """---
id: what-trust-is
kind: theory
title: What trust is
---
::: question {#which-of-them}
Which of them?

- [x] Ana {#ana}
  > Yes.
- [ ] Petar {#petar}
:::

::: question {#match points=2}
Match.

- a -> b {#a}
- c -> d {#c}
- -> e {#e}
:::

::: sort {#who-first title="Who first?"}
- Pile {#pile}
  - Card {#card}
:::
"""
CASE = (
    "---\nkind: case\nid: story\ntitle: T\n---\n## Start\n\n- [On](#end) {score=2}\n\n"
    "## End {end=good}\n\n## D {#debrief}\n"
)
CASE_AFTER = (
    "---\nkind: case\nid: story\ntitle: T\n---\n## Start {#start}\n\n- [On](#end) {#on score=2}\n\n"
    "## End {#end end=good}\n\n## D {#debrief}\n"
)

SURVEY = (
    "---\nkind: survey\nid: before\ntitle: T\n---\n::: item\nWhere?\n\n- Bulgaria\n- Hungary {#hu}\n:::\n\n"
    '::: item {type=text if="where=bulgaria"}\nWhy?\n:::\n'
)
SURVEY_AFTER = (
    "---\nkind: survey\nid: before\ntitle: T\n---\n::: item {#where}\nWhere?\n\n- Bulgaria {#bulgaria}\n"
    '- Hungary {#hu}\n:::\n\n::: item {#why type=text if="where=bulgaria"}\nWhy?\n:::\n'
)
GLOSSARY = "---\nkind: glossary\ntitle: Words\n---\nNEET\n: Not in work.\n\nOutreach\n: Going there.\n"
GLOSSARY_AFTER = (
    "---\nid: words\nkind: glossary\ntitle: Words\n---\nNEET {#neet}\n: Not in work.\n\n"
    "Outreach {#outreach}\n: Going there.\n"
)


def test_ids_of_surveys_and_terms_are_written(tmp_path: Path) -> None:
    root = write_course(tmp_path, {"10-survey.md": SURVEY, "content/glossary.md": GLOSSARY})
    assert pin_ids(root) == [root / "curriculum" / "01-trust" / "10-survey.md", root / "glossary.md"]
    assert (root / "curriculum" / "01-trust" / "10-survey.md").read_text("utf-8") == SURVEY_AFTER
    assert (root / "glossary.md").read_text("utf-8") == GLOSSARY_AFTER
    assert pin_ids(root) == []


def test_ids_are_written_once(tmp_path: Path) -> None:
    root = write_course(tmp_path, {"10-page.md": BEFORE, "20-case.md": CASE})
    before, _ = read_course(root)
    folder = root / "curriculum" / "01-trust"
    assert [path.name for path in pin_ids(root)] == ["10-page.md", "20-case.md"]
    assert (folder / "10-page.md").read_text("utf-8") == AFTER
    assert (folder / "20-case.md").read_text("utf-8") == CASE_AFTER
    after, report = read_course(root)
    assert lines_of(report, root) == ""
    assert [page.id for page in after.modules[0].pages] == [page.id for page in before.modules[0].pages]
    assert list(unpinned(after)) == []
    assert pin_ids(root) == []


def test_line_ends_and_mark_stay(tmp_path: Path) -> None:
    page = ("\ufeff" + BEFORE).replace("\n", "\r\n").encode()
    root = write_course(tmp_path, {"10-page.md": page})
    pin_ids(root)
    written = (root / "curriculum" / "01-trust" / "10-page.md").read_bytes()
    assert written == ("\ufeff" + AFTER).replace("\n", "\r\n").encode()
