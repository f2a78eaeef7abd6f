"""Rules about pages that shut learners out as a whole: language, title, structure, what moves by itself.

Source: WCAG 2.2, by success criterion.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot_scorm.diagnostics import Severity
from bot_scorm.package.html import HtmlPage, text_of
from bot_scorm.package.xml import Element
from bot_scorm.rules.access import more_of, tell
from bot_scorm.rules.base import Findings, rule

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_REFERRING = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns")
_SCALE = re.compile(
    r"user-scalable\s*=\s*(?:no|0)\b|maximum-scale\s*=\s*(?:0?\.\d+|1(?:\.\d+)?)\s*(?:,|;|$)", re.I
)


@rule("ACC-002", Severity.WARNING, on=HtmlPage)
def page_has_a_language(page: HtmlPage) -> Findings:
    """A page says in which language it is (WCAG 3.1.1).

    Why: a screen reader reads Serbian with English sounds, and a browser offers to translate the wrong way.

    Example: `<html>`. Write `<html lang="sr">`.
    """
    for one in page.all("html") if page.whole else ():
        language = (one.get("lang") or one.get("xml:lang") or "").strip()
        if not _LANGUAGE.match(language):
            what = f"lang={language[:40]!r} is no language" if language else "The page names no language"
            yield page.at(one), f'{what}. Write it in <html>, such as lang="en".'


@rule("ACC-003", Severity.WARNING, on=HtmlPage)
def page_has_a_title(page: HtmlPage) -> Findings:
    """A page has a title (WCAG 2.4.2).

    Why: it is the first thing that a screen reader says, and what stands on the tab.

    Example: `<title></title>`, or none.
    """
    if page.whole and not any(text_of(one) for one in page.all("title")):
        yield page.at(), "The page has no <title>. Say in it what the page is about."


@rule("ACC-007", Severity.INFO, on=HtmlPage)
def headings_go_down_by_one(page: HtmlPage) -> Findings:
    """Headings leave no level out (WCAG 1.3.1).

    Why: who listens jumps from heading to heading, and looks in vain for the one that is missing.

    Example: `<h4>` right after `<h2>`. Size belongs in the style sheet.
    """
    before = 0
    for one in (one for one in page.elements if one.tag in _HEADINGS):
        level = int(one.tag[1])
        if before and level > before + 1:
            yield page.at(one), f"<h{level}> follows <h{before}>. Write <h{before + 1}>."
            break
        before = level


@rule("ACC-008", Severity.WARNING, on=HtmlPage)
def page_can_be_enlarged(page: HtmlPage) -> Findings:
    """A page can be enlarged (WCAG 1.4.4).

    Why: on a phone, whoever does not see well spreads two fingers, and nothing happens.

    Example: `<meta name="viewport" content="width=device-width, user-scalable=no">`.
    """
    for one in page.all("meta"):
        if (one.get("name") or "").lower() == "viewport" and _SCALE.search(one.get("content") or ""):
            yield (
                page.at(one),
                "This forbids to enlarge the page. Take user-scalable and maximum-scale out.",
            )


@rule("ACC-011", Severity.WARNING, on=HtmlPage)
def ids_are_unique(page: HtmlPage) -> Findings:
    """An `id` comes once on a page.

    Why: a label or a link finds the first alone. The others have none.

    Example: two fields with `id="answer"`, and one label for each.
    """
    seen: set[str] = set()
    again = []
    for one in page.having("id"):
        if (id := one.get("id")) in seen:
            again.append(one)
        elif id:
            seen.add(id)
    if again:
        name = again[0].get("id")[:60]
        message = f"The id {name} has been used on this page{more_of(again)}. Give it another."
        yield page.at(again[0]), message


@rule("ACC-012", Severity.WARNING, on=HtmlPage)
def references_are_there(page: HtmlPage) -> Findings:
    """What `for`, `aria-labelledby` and the like name is on the page (WCAG 1.3.1).

    Why: a label for a field that has another id labels nothing.

    Example: `<label for="name">` and `<input id="your-name">`. Pages with scripts are not looked at: they may
    make the element.
    """
    if page.all("script"):
        return
    found = [
        (one, id) for one in page.having("for", *_REFERRING) for id in _referred(one) if id not in page.ids
    ]
    if found:
        one, id = found[0]
        yield (
            page.at(one),
            f"Nothing on this page has the id {id[:60]}{more_of(found)}. Mend one of them.",
        )


@rule("ACC-013", Severity.WARNING, on=HtmlPage)
def nothing_starts_by_itself(page: HtmlPage) -> Findings:
    """Nothing plays, moves or leads away by itself (WCAG 1.4.2, 2.2.1, 2.2.2).

    Why: sound drowns a screen reader, movement takes the mind off the text, and a page that goes on by itself
    is gone before it has been read.

    Example: `<audio autoplay>`, `<marquee>`, `<meta http-equiv="refresh" content="20; url=next.html">`.
    """
    yield from tell(page, _restless, "This starts by itself{more}. Let learners start it.")


@rule("ACC-014", Severity.INFO, on=HtmlPage)
def order_of_the_keyboard(page: HtmlPage) -> Findings:
    """The keyboard goes through a page in its order (WCAG 2.4.3).

    Why: `tabindex` above 0 comes before everything else on the page, and then the focus jumps.

    Example: `<input tabindex="3">`. Put the field where it belongs, and leave `tabindex` out.
    """
    yield from tell(
        page,
        lambda page: (
            one
            for one in page.having("tabindex")
            if re.fullmatch(r"\s*0*[1-9]\d*\s*", one.get("tabindex") or "")
        ),
        "This comes before everything else when the Tab key is used{more}. Leave tabindex out.",
    )


def _restless(page: HtmlPage) -> Iterator[Element]:
    for one in page.all("audio", "video", "marquee", "blink", "bgsound", "meta"):
        plays = one.tag in ("audio", "video") and one.get("autoplay") is not None and one.get("muted") is None
        leads = one.tag == "meta" and (one.get("http-equiv") or "").lower() == "refresh"
        if plays or leads or one.tag in ("marquee", "blink", "bgsound"):
            yield one


def _referred(element: Element) -> Iterator[str]:
    if element.tag == "label" and (target := element.get("for")):
        yield target
    for name in _REFERRING:
        yield from (element.get(name) or "").split()
