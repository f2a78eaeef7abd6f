"""The reader never fails, keeps to its time, and knows where things stand."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot_scorm.diagnostics import Location, Report
from bot_scorm.model.blocks import ListBlock, Paragraph, Table
from bot_scorm.model.grades import PERCENT, grade_of, nearest_grade
from bot_scorm.model.questions import Gaps, MultipleChoice, ShortAnswer, SingleChoice
from bot_scorm.model.walk import texts_of
from bot_scorm.readers.gift import GiftFile, read_gift
from bot_scorm.readers.html_text import html_blocks

AT = Location("x.gift")
PIECES = [
    "::", "{", "}", "=", "~", "#", "####", "->", "\\", "\\n", "\\:", "%50%", "%-33.3%", "[html]",
    "[plain]", "[markdown]", "//", "[id:a]", "[tag:b]", "$CATEGORY: a/b//c", "\n", "\n\n", "\r\n", "0",
    "1..2", "3:0.1", "TRUE", "F", "<p>", "</p>", "<ul><li>", "&amp;", "&&010", "*", "\\*", " ", "a",
    "ж", "1e999", "\x00", "\ue000", ">3 ALL", "T", "_____",
]  # fmt: skip


def _read(source: str | bytes) -> tuple[GiftFile, Report]:
    report = Report()
    file = read_gift(source, "x.gift", report)
    assert len(file.questions) == len(file.entries)
    for question in file.questions:
        assert question.at.line >= 1
        assert question.id
    return file, report


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_anything_like_gift_is_read(source: str) -> None:
    file, report = _read(source)
    lines = source.count("\n") + source.count("\r") + 1
    assert all(0 <= one.at.line <= lines for one in report)
    assert file.entries or report.failed


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["# ", "- ", "> ", "1. ", "\\n", "    ", "```", ":::", "|", "a", "*", "$$", "[^1]:", "!["]
        ),
        max_size=20,
    )
)
def test_any_markdown_is_read(pieces: list[str]) -> None:
    file, _ = _read("[markdown]a" + "".join(pieces) + "{}")
    assert len(file.questions) == 1


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read(source: bytes) -> None:
    _read(source)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read(source: str) -> None:
    _read(source)


HTML = [
    "<p>", "</p>", "<b>", "</b>", "<i>", "<a href='x'>", "</a>", "<ul>", "<li>", "</ul>", "<table>",
    "<tr>", "<td>", "<dl>", "<dt>", "<dd>", "<pre>", "</pre>", "<code>", "</code>",
    "<img src='a' alt='b'>", "<br>", "<!--c-->", "<?x?>", "<", ">", "&lt;", "&#0;", "&nbsp;",
    "text", "*", "_", "`", "\n", "<figure>", "<h2>", "<blockquote>", "<hr>", "<script>", "\x00",
]  # fmt: skip


@settings(deadline=None)
@given(st.lists(st.sampled_from(HTML), max_size=25).map("".join))
def test_any_html_is_read(html: str) -> None:
    blocks = html_blocks(html, AT)
    assert all("\x00" not in text.source for text in texts_of(blocks))


@pytest.mark.parametrize(
    "piece",
    [
        "{", "}", "::", "\\", "\\:", "=", "{~", "#", "\n", "{\n\n", "}\n\n", "//\n", "[",
        "$CATEGORY: a\n", "/", "{=a}\n", "a\n", "<b>", "<", "&&0", "{#1}\n\n", "{%50%", "_", "`",
        "a b", "::a::b\n\n",
    ],
)  # fmt: skip
def test_time_grows_with_length_only(piece: str) -> None:
    assert _grows_linearly(lambda count: piece * (count // len(piece)))


@pytest.mark.parametrize("answer", ["=a", "~a", "=a->b", "=%50%a#b", "~#", "=1:2 "])
def test_time_grows_with_answers_only(answer: str) -> None:
    assert _grows_linearly(lambda count: f"x {{{answer * (count // len(answer))}}}")
    assert _grows_linearly(lambda count: f"x {{#{answer * (count // len(answer))}}}")


def _grows_linearly(make: Callable[[int], str]) -> bool:
    """Whether ten times the length takes about ten times as long; a quadratic reader takes a hundred."""

    def seconds(count: int) -> float:
        source = make(count)
        start = time.process_time()
        read_gift(source, "x.gift", Report()).questions  # noqa: B018 - made when asked for
        return time.process_time() - start

    return seconds(100_000) < 35 * max(seconds(10_000), 0.02)


def test_places_count_code_points_from_one() -> None:
    source = "// [id:m.first]\r\n  ::Име:: 👍 Питање {\r\n\t=да\r\n\t~%33%не\r\n}\r\n"
    _, report = _read(source)
    assert [str(one.at) for one in report] == ["x.gift:4:3"]
    file, _ = _read("\ufeff\n\n  Two?{\n =one\n   =two\n}")
    (question,) = file.questions
    assert isinstance(question, ShortAnswer)
    assert [str(one.at) for one in question.answers] == ["x.gift:4:3", "x.gift:5:5"]
    assert str(question.at) == "x.gift:3:3"


def test_ids_tags_and_categories() -> None:
    file, _ = _read(
        "$CATEGORY: $course$/top/A//B/C\n\n"
        "// [id:trust.what_is_it] [tag:x] [tag:outcome:listen]\nOne?{=a}\n\n"
        "One?{=a}\n\nOne?{=a}\n"
    )
    first, second, third = file.questions
    assert (first.id, first.pinned, first.tags, first.outcome) == ("what-is-it", True, ("x",), "listen")
    assert (second.id, third.id, second.pinned) == ("one", "one-2", False)
    assert file.entries[0].category == ("A/B", "C")


def test_a_missing_word_becomes_a_gap_and_keeps_feedback_where_it_has_some() -> None:
    file, _ = _read("A {~b =c\\|d} e.\n\nA {=b =c} e.\n\nA {~b#no =c} e.\n\nA {=b =%50%c} e.\n")
    kinds = [type(question) for question in file.questions]
    assert kinds == [Gaps, Gaps, SingleChoice, ShortAnswer]
    stems = [next(texts_of(question.stem)).source for question in file.questions]
    assert stems[:2] == ["A [[b|*c\\\\\\|d]] e.", "A [[b|c]] e."]


def test_shares_of_several_right_answers() -> None:
    file, report = _read("Which?{~%33.33333%a ~%33.33333%b ~%33.33333%c ~%-100%d}")
    (question,) = file.questions
    assert isinstance(question, MultipleChoice)
    assert [one.right for one in question.choices] == [True, True, True, False]
    assert sum(one.fraction for one in question.choices[:3]) == 1
    assert not list(report)


def test_formats() -> None:
    file, _ = _read(
        "[html]<table><tr><th>a<td><b>b</b><tr><td>1</table>{}\n\n"
        "[plain]<b>*a*{}\n\n[markdown]- *a* b\\n- c{}\n\na\\nb{}\n"
    )
    table, plain, markdown, moodle = (question.stem for question in file.questions)
    assert isinstance(table[0], Table)
    assert [cell.source for cell in table[0].head] == ["a", "**b**"]
    assert [cell.source for cell in table[0].rows[0]] == ["1", ""]
    assert [one.text.source for one in plain if isinstance(one, Paragraph)] == ["\\<b>\\*a\\*"]
    assert isinstance(markdown[0], ListBlock)
    assert [text.source for text in texts_of(markdown)] == ["*a* b", "c"]
    assert {text.at for text in texts_of(markdown)} == {file.questions[2].at}
    assert [one.text.source for one in moodle if isinstance(one, Paragraph)] == ["a\\\nb"]


def test_grades() -> None:
    assert len(PERCENT) == 41
    assert all(grade_of(text) == grade for grade, text in PERCENT.items())
    assert grade_of("33.333") is not None
    assert grade_of("33.33") is None
    assert PERCENT[nearest_grade(-next(iter(PERCENT)) + 1)] == "100"
