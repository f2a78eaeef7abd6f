"""Settings of quizzes come back with their questions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot_scorm.diagnostics import Location, Report
from bot_scorm.importing import import_bank, write_files
from bot_scorm.importing.banks import read_bank
from bot_scorm.model.programme import Edition, Programme, Quiz
from bot_scorm.readers import load
from bot_scorm.writers import writer
from tests.importing.cartridges import packed

ASKED = "::: question {{#{page}-{n} tags={tag}}}\nIs it {n}?\n\n- [x] Yes {{#y}}\n- [ ] No {{#n}}\n:::\n"
PAGES = {
    "start": "role: before",
    "try": "role: practice\nshuffle: true\nshow_answers: end",
    "end": "role: after\nshow_answers: never\ndraw: {easy: 2, hard: 1}",
}


def course(root: Path) -> Programme:
    module = root / "curriculum/m"
    module.mkdir(parents=True)
    (root / "programme.yaml").write_text("id: p\ntitle: P\nlanguage: en\n")
    (module / "module.yaml").write_text("id: m\ntitle: M\npass_mark: 60\n")
    for place, (id, settings) in enumerate(PAGES.items(), start=1):
        asked = [ASKED.format(page=id, n=n, tag="easy" if n % 2 else "hard") for n in range(5)]
        head = f"---\nkind: quiz\nid: {id}\ntitle: The {id}\n{settings}\n---\n"
        (module / f"{place}0-{id}.md").write_text(head + "\n".join(asked))
    return checked(root)


def checked(root: Path) -> Programme:
    report = Report()
    programme = load(root, report)
    assert not report.failed, [one.message for one in report]
    return programme


def settings(programme: Programme) -> tuple[int, dict[str, tuple[Any, ...]]]:
    (module,) = programme.modules
    quizzes = [page for page in module.pages if isinstance(page, Quiz)]
    found = {
        one.id: (str(one.title), one.role, one.show_answers, one.shuffle, dict(one.draw), len(one.questions))
        for one in quizzes
    }
    return module.pass_mark, found


@pytest.mark.parametrize("format", ["qti21", "qti12"])
def test_settings_come_back(format: str, tmp_path: Path) -> None:
    programme = course(tmp_path / "written")
    artifact = writer(format).write(Edition("en", programme).of(programme.modules[0]), Report())
    assert artifact
    report = Report()
    data = packed({name: one.read() for name, one in artifact.files.items()})
    module = import_bank(read_bank(data, "m.zip", report), "m", "M", Location("m.zip"), report)
    assert module
    assert [one.message for one in report] == []
    write_files(tmp_path / "read/curriculum/m", module.files)
    (tmp_path / "read/programme.yaml").write_text("id: p\ntitle: P\nlanguage: en\n")
    mark, found = settings(programme)
    mark_again, again = settings(checked(tmp_path / "read"))
    assert mark_again == mark == 60
    if format == "qti12":  # which does not say when answers are shown
        assert found["try"][2] == "end"
        found["try"] = (*found["try"][:2], "each", *found["try"][3:])
    assert again == found


def test_settings_of_others_never_make_a_quiz_count() -> None:
    text = (
        "<questestinterop><assessment ident='x1' title='T'><qtimetadata><qtimetadatafield><fieldlabel>role"
        "</fieldlabel><fieldentry>after</fieldentry></qtimetadatafield></qtimetadata><section ident='s'>"
        "<selection_ordering><order order_type='Random'/></selection_ordering><item ident='i'><presentation>"
        "<material><mattext>So it is.</mattext></material></presentation></item></section></assessment>"
        "</questestinterop>"
    )
    report = Report()
    module = import_bank(read_bank(text.encode(), "x.xml", report), "m", "M", Location("x.xml"), report)
    assert module
    (page,) = (data.decode() for name, data in module.files.items() if name.endswith(".md"))
    assert "role: practice\nshuffle: true\n" in page
