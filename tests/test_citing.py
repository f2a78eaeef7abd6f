"""Citations: where they are in a text, and how they are written."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot_scorm.citing import cited
from bot_scorm.diagnostics import Report
from bot_scorm.model.citations import find_citations
from bot_scorm.model.programme import Edition, Page
from tests.course import THEORY, read_course, write_course

WORKS: list[dict[str, Any]] = [
    {"id": "rhodes-2005", "type": "chapter", "title": "A model of youth mentoring",
     "author": [{"family": "Rhodes", "given": "Jean E."}], "issued": {"date-parts": [[2005]]},
     "container-title": "Handbook of youth mentoring", "page": "30-43", "publisher": "SAGE"},
    {"id": "stand", "type": "book", "title": "Stand by me",
     "author": [{"family": "Rhodes", "given": "Jean E."}], "issued": {"date-parts": [[2005]]}},
    {"id": "three", "type": "article-journal", "title": "Why?", "container-title": "Youth & Work",
     "volume": "4", "issue": "2", "issued": {"date-parts": [[2019]]}, "DOI": "10.1000/x",
     "author": [{"family": "Đurić", "given": "A."}, {"family": "Kis", "given": "B."},
                {"family": "Pop", "given": "C."}]},
    {"id": "eurostat", "type": "webpage", "title": "Young people", "URL": "https://example.org/?a=1&b=2",
     "author": [{"literal": "Eurostat"}]},
]  # fmt: skip
SAID = [
    ("[@stand]", "(Rhodes, 2005b)"),
    ("[@stand, p. 12]", "(Rhodes, 2005b, p. 12)"),
    ("[@stand, pp. 12-14]", "(Rhodes, 2005b, pp. 12–14)"),
    ("[@stand, 12]", "(Rhodes, 2005b, p. 12)"),
    ("[@stand, ch. 3]", "(Rhodes, 2005b, ch. 3)"),
    ("[@stand, at the end]", "(Rhodes, 2005b, at the end)"),
    ("[-@stand]", "(2005b)"),
    ("[see @three; also @eurostat]", "(see Đurić et al., 2019; also Eurostat, n.d.)"),
]


def page_of(tmp_path: Path, body: str, language: str = "en") -> tuple[Page, Report]:
    """The page of an edition that cites, and what was said."""
    files: dict[str, str | bytes] = {
        "10-page.md": THEORY + body,
        "content/bibliography.json": json.dumps(WORKS),
    }
    programme, _ = read_course(write_course(tmp_path, files))
    report = Report()
    edition = cited(Edition(language, programme), report)
    return edition.programme.modules[0].pages[0], report


def test_what_is_said(tmp_path: Path) -> None:
    page, report = page_of(tmp_path, "\n\n".join(written for written, _ in SAID))
    assert list(page.prose.citations.items()) == SAID
    assert len(report) == 0


def test_list_of_sources(tmp_path: Path) -> None:
    page, _ = page_of(tmp_path, "See [@rhodes-2005; @eurostat] and [@three]; not stand.")
    assert page.prose.works == (
        ("three", "Đurić, A., Kis, B. and Pop, C. (2019). Why? <i>Youth &amp; Work</i>, 4(2). "
         "https://doi.org/10.1000/x"),
        ("eurostat", "Eurostat (n.d.). Young people. https://example.org/?a=1&amp;b=2"),
        ("rhodes-2005", "Rhodes, J. E. (2005a). A model of youth mentoring. In <i>Handbook of youth "
         "mentoring</i>, pp. 30–43. SAGE."),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("bg", "(Đurić и съавт., 2019, стр. 3)"),
        ("hu", "(Đurić és mtsai., 2019, o. 3)"),
        ("ro", "(Đurić et al., 2019, p. 3)"),
        ("sr-Latn", "(Đurić i ostali, 2019, str. 3)"),
        ("bs", "(Đurić i sur., 2019, str. 3)"),
        ("en-GB", "(Đurić et al., 2019, p. 3)"),
        ("xx", "(Đurić et al., 2019, p. 3)"),
    ],
)
def test_every_language_has_its_terms(language: str, words: str, tmp_path: Path) -> None:
    page, _ = page_of(tmp_path, "See [@three, p. 3].", language)
    assert page.prose.citations == {"[@three, p. 3]": words}


def test_romanian_terms_are_our_own(tmp_path: Path) -> None:
    page, _ = page_of(tmp_path, "See [@three] and [@eurostat].", "ro")
    assert "Kis, B. și Pop, C." in page.prose.works[0][1]
    assert page.prose.citations["[@eurostat]"] == "(Eurostat, f.a.)"


@pytest.mark.parametrize("author", ["Rhodes", [["Rhodes"]], {"family": "Rhodes"}, [{"family": 3}]])
def test_odd_entries_are_told_and_nothing_breaks(author: Any, tmp_path: Path) -> None:
    works = [{"id": "odd", "type": "book", "title": "T", "author": author, "issued": {"date-parts": [[]]}}]
    files: dict[str, str | bytes] = {
        "10-page.md": f"{THEORY}See [@odd].",
        "content/bibliography.json": json.dumps(works),
    }
    programme, _ = read_course(write_course(tmp_path, files))
    report = Report()
    cited(Edition("en", programme), report)
    assert [one.rule.id for one in report] == ["REF-005"]
    assert "odd" in next(iter(report)).message


@pytest.mark.parametrize(
    ("source", "keys"),
    [
        ("write to [ana@example.org]", []),
        ("[@a](https://example.org)", []),
        ("`[@a]` and \\[@a]", []),
        ("[@a] and [see @b, p. 2; -@c.d]", ["a", "b", "c.d"]),
        ("[words without a key; @a]", []),
        ("[^@a] @a", []),
        ("[@a: more]", ["a"]),
    ],
)
def test_what_is_a_citation(source: str, keys: list[str]) -> None:
    assert [cite.key for one in find_citations(source) for cite in one.cites] == keys


@given(st.text(st.sampled_from("[]@;,- ab.`\\(\n")))
def test_citations_never_overlap(source: str) -> None:
    found = list(find_citations(source))
    assert all(one.end <= after.start for one, after in pairwise(found))
    assert all(source[one.start] == "[" and source[one.end - 1] == "]" and one.cites for one in found)


def test_the_library_is_imported_for_citations_alone() -> None:
    code = "import sys, bot_scorm.jobs; sys.exit('citeproc' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
