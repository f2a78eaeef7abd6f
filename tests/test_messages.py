"""Reports in another language: messages are known by their templates, and what is not translated stays."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot_scorm.catalogue import catalogue
from bot_scorm.diagnostics import Diagnostic, Location
from bot_scorm.messages import Catalogue, Template, load
from bot_scorm.texts import messages, template
from bot_scorm.usage import UsageError

RULES = Path(__file__).parent / "rules"
TOLD = re.compile(r"^.+?: (?:error|warning|info) ([A-Z0-9]+-\d+) (.+)$", re.MULTILINE)
HEAD = 'msgid ""\nmsgstr ""\n"Language: sr_Latn\\n"\n'
MAN_008 = """
msgctxt "title MAN-008"
msgid "Every item's `identifierref` names a resource."
msgstr "Svaki identifierref navodi resurs."

#. No resource is called …
msgid ""
"No resource is called {0}. Mend "
"identifierref, or add the resource."
msgstr "Resurs {0} ne postoji. \\"Ispravite\\" ga."

#, fuzzy
msgid "Not met:"
msgstr "Nešto drugo:"

msgid "What bot-pack found"
msgstr "Šta je bot-pack našao"
"""
MANIFEST = Path(__file__).parent / "package" / "minimal" / "imsmanifest.xml"


@pytest.fixture
def serbian(tmp_path: Path) -> Path:
    path = tmp_path / "sr.po"
    path.write_text(HEAD + MAN_008, "utf-8")
    return path


def test_what_the_rules_say_is_all_in_the_catalogue() -> None:
    marked = Catalogue("xx", {("", one): f"⟦{one}⟧" for one in messages()})
    rules = catalogue()
    lost = [
        (id, message)
        for path in sorted(RULES.glob("*/bad*.txt"))
        for id, message in TOLD.findall(path.read_text("utf-8"))
        if not marked.diagnostic(Diagnostic(Location("a"), rules[id], message)).message.startswith("⟦")
    ]
    assert lost == []


def test_template_of_a_catalogue_is_one(tmp_path: Path) -> None:
    path = tmp_path / "all.po"
    path.write_text(template(), "utf-8")
    found = load(path).entries
    for rule in catalogue().values():
        assert (f"title {rule.id}", rule.title) in found
        assert (f"help {rule.id}", rule.help) in found
    assert {("", one) for one in messages()} <= set(found)
    assert not any(found.values())


def test_finding_is_translated(serbian: Path) -> None:
    said = load(serbian)
    rule = catalogue()["MAN-008"]
    message = "No resource is called r2. Mend identifierref, or add the resource."
    one = said.diagnostic(Diagnostic(Location("a"), rule, message))
    assert one.message == 'Resurs r2 ne postoji. "Ispravite" ga.'
    assert (one.rule.title, one.rule.help) == ("Svaki identifierref navodi resurs.", rule.help)
    assert (said.language, said.say("Not met:")) == ("sr-Latn", "Not met:")
    other = Diagnostic(Location("a"), catalogue()["MAN-001"], "Something else.")
    assert said.diagnostic(other) == other


@pytest.mark.parametrize(
    ("text", "translation", "message", "said"),
    [
        ("{0} has {1} files.", "{1} fajlova ima {0}.", "a.zip has 3 files.", "3 fajlova ima a.zip."),
        ("{0}.", "<{0}> <{0}>", "a. b.", "<a. b> <a. b>"),
        ("A {0}{1} b.", "{0}|{1}|{2}", "A x b.", "|x|{2}"),
        ("A {0} b.", "x", "A b.", None),
        ("Plain.", "x", "Plain", None),
    ],
)
def test_gaps(text: str, translation: str, message: str, said: str | None) -> None:
    assert Template(text, translation).filled(message) == said


@given(
    st.lists(st.sampled_from(["{0}", "{1}", "a", " ", ".", "ab"]), max_size=8), st.text("ab. ", max_size=12)
)
def test_same_words_again_are_the_message(parts: list[str], message: str) -> None:
    gaps = iter(range(9))
    text = "".join(f"{{{next(gaps)}}}" if one.startswith("{") else one for one in parts)
    assert Template(text, text).filled(message) in (None, message)


@pytest.mark.parametrize(
    ("data", "why"), [(b"", "no header"), (b'msgid "a"\nmsgstr "b"\n', "no header"), (b"\xff", "not UTF-8")]
)
def test_what_is_no_catalogue(data: bytes, why: str, tmp_path: Path) -> None:
    path = tmp_path / "x.po"
    path.write_bytes(data)
    with pytest.raises(UsageError, match=why):
        load(path)
    with pytest.raises(UsageError, match="cannot be read"):
        load(tmp_path / "none.po")


def test_reports_of_a_run(serbian: Path, tmp_path: Path) -> None:
    bad = tmp_path / "imsmanifest.xml"
    bad.write_text(MANIFEST.read_text("utf-8").replace('identifierref="', 'identifierref="no'), "utf-8")
    command: list[str | Path] = [sys.executable, "-m", "bot_scorm", "validate", bad, "--messages", serbian]
    done = subprocess.run(
        [*command, "--output-format=html:r.html"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "MAN-008 Resurs no" in done.stdout
    assert "help: Svaki identifierref navodi resurs." in done.stdout
    page = (tmp_path / "r.html").read_text("utf-8")
    assert '<html lang="sr-Latn">' in page
    assert "<h1>Šta je bot-pack našao</h1>" in page
