"""What one question becomes in Moodle XML, and what is said of it."""

from __future__ import annotations

from base64 import b64decode
from pathlib import Path

import pytest
from lxml import etree

from bot_scorm.diagnostics import Report
from bot_scorm.model.programme import Edition
from bot_scorm.package.xml import Element
from bot_scorm.writers.moodle_xml import WRITER
from bot_scorm.writers.xml_nodes import document, element
from tests.course import SVG, read_course, write_course

QUIZ = "---\nkind: quiz\nid: after\nrole: after\ntitle: After\n---\n"


def written(root: Path, body: str) -> tuple[Element, list[str]]:
    """The last question of a quiz with this body, and what was said when it was written."""
    programme, found = read_course(write_course(root, {"90-after.md": QUIZ + body}))
    assert not found.failed, [one.message for one in found]
    report = Report()
    artifact = WRITER.write(Edition("en", programme).of(programme.modules[0]), report)
    assert artifact is not None
    (source,) = artifact.files.values()
    return etree.fromstring(source.read())[-1], [one.message for one in report]


def test_pictures_lie_beside_the_text_that_shows_them(tmp_path: Path) -> None:
    body = """::: question {#q}
Look: ![A bridge](media/bridge.svg) and ![An advert](media/advert.svg)

- [x] ![A bridge](media/bridge.svg)
  > No ![An advert](media/advert.svg)
- [ ] words
:::
"""
    node, said = written(tmp_path, body)
    assert said == []
    assert [one.get("name") for one in node.findall("questiontext/file")] == ["advert.svg", "bridge.svg"]
    (file,) = node.findall("answer/file")
    assert (file.get("name"), file.get("path"), file.get("encoding")) == ("bridge.svg", "/media/", "base64")
    assert b64decode(file.text).decode() == SVG
    assert 'src="@@PLUGINFILE@@/media/bridge.svg"' in node.findtext("answer/text")
    assert 'class="img-fluid"' in node.findtext("answer/text")
    assert [one.get("name") for one in node.findall("answer/feedback/file")] == ["advert.svg"]


def test_hints_points_tags_and_id(tmp_path: Path) -> None:
    body = """:::: question {#q-1 points=2.5 tags="a b" outcome=stages fixed}
Which?

- [x] one
- [ ] two

> For all.

::: hint
Think.
:::
::: hint
Think again.
:::
::::
"""
    node, said = written(tmp_path, body)
    assert said == []
    assert node.findtext("idnumber") == "trust.q_1"
    assert node.findtext("defaultgrade") == "2.5"
    assert node.findtext("shuffleanswers") == "false"
    assert node.findtext("generalfeedback/text") == "For all."
    assert [one.findtext("text") for one in node.findall("hint")] == ["Think.", "Think again."]
    assert [one.findtext("text") for one in node.findall("tags/tag")] == ["a", "b", "outcome:stages"]


@pytest.mark.parametrize(
    ("stem", "type", "text"),
    [
        ("a [[*b|c]] d [[e|*f]]", "gapselect", "<p>a [[1]] d [[4]]</p>"),
        ("a [[*b|*c|d]]", "cloze", "<p>a {1:MULTICHOICE:=b~=c~d}</p>"),
        ("a {x} [[b|c]]", "cloze", "<p>a &#123;x} {1:SHORTANSWER:=b~=c}</p>"),
        ("a [[~#}=%|\\*]]", "cloze", "<p>a {1:SHORTANSWER:=&#126;&#35;&#125;&#61;&#37;~=&#92;*}</p>"),
    ],
)
def test_gaps(tmp_path: Path, stem: str, type: str, text: str) -> None:
    node, _ = written(tmp_path, f"::: question {{#q}}\n{stem}\n:::\n")
    assert (node.get("type"), node.findtext("questiontext/text")) == (type, text)


def test_points_of_a_cloze_question_are_those_of_its_gaps(tmp_path: Path) -> None:
    node, said = written(tmp_path, "::: question {#q points=4}\na [[b]] c [[d]]\n:::\n")
    assert node.findtext("questiontext/text") == "<p>a {2:SHORTANSWER:=b} c {2:SHORTANSWER:=d}</p>"
    assert said == ["“q” changes in Moodle XML: it becomes a question with embedded answers (Cloze)."]


def test_a_word_that_fits_twice_can_be_dragged_twice(tmp_path: Path) -> None:
    body = "::: question {#q type=drag}\n[[go]] [[away]] [[go]]\n\n- stay\n:::\n"
    node, _ = written(tmp_path, body)
    assert node.findtext("questiontext/text") == "<p>[[1]] [[2]] [[1]]</p>"
    boxes = [(one.findtext("text"), one.find("infinite") is not None) for one in node.findall("dragbox")]
    assert boxes == [("go", True), ("away", False), ("stay", False)]


def test_what_is_lost_is_said(tmp_path: Path) -> None:
    body = """::: question {#q}
One of [[*a|b]] three.
:::
::: question {#r type=single}
Which [page](10-page.md)?

- [x 100] a
- [x 37] b
:::
"""
    _, said = written(tmp_path, body.replace("(10-page.md)", "(90-after.md)").replace("[x 100]", "[x]"))
    assert said == [
        "“r” loses in Moodle XML: a fraction of 37 %, which becomes 40 %; links to other pages and to files."
    ]


def test_characters_that_xml_does_not_hold() -> None:
    data = document(element("a", "x\x00\x0b\ufffe<\r\n", b="\x01"))
    root = etree.fromstring(data)
    assert (root.text, root.get("b")) == ("x\ufffd\ufffd\ufffd<\n", "\ufffd")
    assert etree.fromstring(document(element("a", "<]]> & "))).text == "<]]> & "
