"""Rules about what has no words on a page: pictures, fields, links, frames, tables, films.

Source: WCAG 2.2, by success criterion; for what names an element W3C Accessible Name and Description
Computation 1.2.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from bot_scorm.diagnostics import Severity
from bot_scorm.package.html import HtmlPage, is_hidden, text_of
from bot_scorm.package.xml import Element
from bot_scorm.rules.base import Findings, rule

_BUTTONS = ("submit", "reset", "button", "image", "hidden")


@rule("ACC-001", Severity.WARNING, on=HtmlPage)
def pictures_have_words(page: HtmlPage) -> Findings:
    """Every picture has words for those who do not see it (WCAG 1.1.1).

    Why: a screen reader reads out the name of the file instead. A picture that says nothing has `alt=""`.

    Example: `<img src="dsc_0042.jpg">`. Write `alt="The workshop seen from the street"`.
    """
    yield from tell(page, _without_alt, 'This picture has no alt{more}. Say what it shows, or write alt="".')


@rule("ACC-004", Severity.WARNING, on=HtmlPage)
def fields_have_labels(page: HtmlPage) -> Findings:
    """Every field has a label (WCAG 1.3.1, 4.1.2).

    Why: a screen reader says “edit text”, and nobody knows what to type.

    Example: `Your name: <input name="name">`. Write `<label>Your name: <input name="name"></label>`.
    """
    yield from tell(page, _without_label, "This field has no label{more}. Put it into a <label>.")


@rule("ACC-005", Severity.WARNING, on=HtmlPage)
def links_have_words(page: HtmlPage) -> Findings:
    """Links and buttons have a name (WCAG 2.4.4, 4.1.2).

    Why: a screen reader says “link”, and nobody knows where to.

    Example: `<a href="next.html"><img src="arrow.png" alt=""></a>`. Write `alt="Next page"`.
    """
    yield from tell(page, _without_name, "This has no words that name it{more}. Add text, or aria-label.")


@rule("ACC-006", Severity.WARNING, on=HtmlPage)
def frames_have_titles(page: HtmlPage) -> Findings:
    """Frames have a title (WCAG 4.1.2).

    Why: a screen reader announces a frame by it, and learners choose whether to go in.

    Example: `<iframe src="film.html">`. Write `title="Film: a first meeting"`.
    """
    yield from tell(
        page,
        lambda page: (
            one for one in page.all("iframe", "frame") if not page.is_named(one) and not is_hidden(one)
        ),
        "This frame has no title{more}. Say in it what the frame shows.",
    )


@rule("ACC-009", Severity.INFO, on=HtmlPage)
def tables_have_headers(page: HtmlPage) -> Findings:
    """A table of data has header cells (WCAG 1.3.1).

    Why: a screen reader says them before each cell. A table that only arranges things has
    `role="presentation"`.

    Example: `<table><tr><td>Day</td><td>Place</td></tr>…`. Write `<th scope="col">` in the first row.
    """
    yield from tell(page, _without_headers, "This table has no <th>{more}. Mark what heads rows or columns.")


@rule("ACC-010", Severity.INFO, on=HtmlPage)
def films_have_captions(page: HtmlPage) -> Findings:
    """A film has captions (WCAG 1.2.2).

    Why: who does not hear, or sits in a bus without headphones, gets nothing from it.

    Example: `<video src="film.mp4">` without `<track kind="captions" src="film.vtt">`.
    """
    yield from tell(
        page,
        lambda page: (one for one in page.all("video") if not _has_captions(one)),
        'This film has no <track kind="captions">{more}. Add one.',
    )


def tell(page: HtmlPage, find: Callable[[HtmlPage], Iterator[Element]], message: str) -> Findings:
    """One finding, at the first place, with how many more there are."""
    if found := list(find(page)):
        yield page.at(found[0]), message.format(more=more_of(found))


def more_of(found: Sequence[object]) -> str:
    """How many there are beside the first, in brackets."""
    return f" (and {len(found) - 1} more on this page)" if len(found) > 1 else ""


def _without_alt(page: HtmlPage) -> Iterator[Element]:
    for one in page.all("img", "area", "input"):
        if (
            (one.tag != "input" or one.get("type") == "image")
            and (one.tag != "area" or one.get("href"))
            and one.get("alt") is None
            and not page.is_named(one)
            and not is_hidden(one)
        ):
            yield one


def _without_label(page: HtmlPage) -> Iterator[Element]:
    targets = {one.get("for") for one in page.all("label")}
    for one in page.all("input", "select", "textarea"):
        if (one.get("type") or "").lower() in _BUTTONS or page.is_named(one) or is_hidden(one):
            continue
        if one.get("id") not in targets and not any(above.tag == "label" for above in one.iterancestors()):
            yield one


def _without_name(page: HtmlPage) -> Iterator[Element]:
    for one in page.all("a", "button"):
        if (one.tag == "a" and not one.get("href")) or page.is_named(one) or is_hidden(one):
            continue
        if not text_of(one) and not any(_words_of(inner) for inner in one.iter("*")):
            yield one


def _words_of(element: Element) -> str:
    return (element.get("alt") or element.get("aria-label") or element.get("title") or "").strip()


def _without_headers(page: HtmlPage) -> Iterator[Element]:
    for one in page.all("table"):
        rows = list(one.iter("tr"))
        has_headers = next(one.iter("th"), None) is not None
        if (
            not has_headers
            and one.get("role") not in ("presentation", "none")
            and len(rows) > 1
            and all(len(row) > 1 for row in rows[:2])
        ):
            yield one


def _has_captions(video: Element) -> bool:
    return video.get("muted") is not None or any(
        (track.get("kind") or "subtitles").lower() in ("captions", "subtitles")
        for track in video.iter("track")
    )
