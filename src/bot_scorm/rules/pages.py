"""Rules about pages that cannot work as they are: what they load, where they link to, how they are written.

What browsers do: HTML Living Standard; for mixed content W3C Mixed Content, section 5.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import unquote

from bot_scorm.diagnostics import Location, Severity
from bot_scorm.package.html import MAX_FILE, MAX_FILES, HtmlPage, Use, WebFile, is_page, is_sheet
from bot_scorm.package.view import Package
from bot_scorm.rules.access import more_of
from bot_scorm.rules.base import Findings, rule

_PLUGINS = re.compile(r"\.(?:swf|dcr|class|jar|xap|unity3d)(?:[?#]|$)", re.IGNORECASE)


@rule("CNT-001", Severity.WARNING, on=WebFile)
def loaded_is_there(file: WebFile) -> Findings:
    """What a page loads is in the package.

    Why: learners see a hole where a picture should be, or a page on which nothing moves because its script is
    missing.

    Example: `<img src="images/bridge.png">` in a package without that picture.
    """
    missing = [use for use in file.uses if use.loaded and _missing(file, use)]
    yield from _once_a_file(file, missing, "{} is not in the package{}. Add it, or take it off the page.")


@rule("CNT-002", Severity.WARNING, on=WebFile)
def link_is_there(file: WebFile) -> Findings:
    """What a page links to is in the package.

    Why: the link opens an error page, and on some systems learners do not find the way back.

    Example: `<a href="page2.html">` after that page was renamed.
    """
    missing = [use for use in file.uses if not use.loaded and _missing(file, use)]
    yield from _once_a_file(file, missing, "{} is not in the package{}. Mend the link, or add the file.")


@rule("CNT-003", Severity.WARNING, on=WebFile)
def same_case(file: WebFile) -> Findings:
    """Pages write the names of files with the same capital letters as the files have.

    Why: on the Windows machine where the page was made both are one file. On the server they are two.

    Example: `<img src="Bridge.PNG">` for the file `bridge.png`.
    """
    folded = [use for use in file.uses if _is_other_case(file, use)]
    message = "{} has other capital letters than the file{}. Servers tell them apart: write it as it is."
    yield from _once_a_file(file, folded, message)


@rule("CNT-004", Severity.WARNING, on=WebFile)
def nothing_from_elsewhere(file: WebFile) -> Findings:
    """Pages load nothing from another host.

    Why: without a connection a part is missing; the other host sees who learns, which needs consent in many
    countries; and what it gives tomorrow nobody knows.

    Example: `<script src="https://cdn.example.org/jquery.js">`. Put the file into the package.
    """
    remote = [use for use in file.uses if use.loaded and _is_remote(use) and not _is_insecure(use)]
    yield from _once_a_file(file, remote, "{} is loaded from another host{}. Put it into the package.")


@rule("CNT-005", Severity.WARNING, on=WebFile)
def nothing_mixed(file: WebFile) -> Findings:
    """Pages load nothing over `http:`.

    Why: systems are on `https:`, and there browsers refuse scripts, style sheets and frames from `http:`;
    pictures and recordings they ask for over `https:`, and show nothing if that fails.

    Example: `<iframe src="http://example.org/film.html">`.
    """
    mixed = [use for use in file.uses if use.loaded and _is_insecure(use)]
    message = (
        "{} is loaded over http:, which browsers refuse on a page with https:{}. Put it into the package."
    )
    yield from _once_a_file(file, mixed, message)


@rule("CNT-006", Severity.WARNING, on=WebFile)
def addresses_travel(file: WebFile) -> Findings:
    r"""Addresses in pages are relative, use `/` and stay inside the package.

    Why: nobody knows in which folder of which server a package will lie. A drive or `file:` leads to the disk
    of the author.

    Example: `src="/images/bridge.png"`, `href="C:\course\page2.html"`, `src="../../shared/player.js"`.
    """
    found = [(use, why) for use in file.uses if (why := _stuck(use))]
    if found:
        use, why = found[0]
        yield file.at(use.element), f"{use.href[:100]} {why}{more_of(found)}. Write it relative."


@rule("CNT-007", Severity.WARNING, on=HtmlPage)
def no_plugins(page: HtmlPage) -> Findings:
    """Pages need no plug-in.

    Why: Flash, Java, Shockwave and Silverlight are in no browser any more. Learners see an empty box.

    Example: `<embed src="quiz.swf">`, `<applet code="Quiz.class">`.
    """
    found = [
        one
        for one in page.all("applet", "object", "embed", "param")
        if one.tag == "applet"
        or any(_PLUGINS.search(one.get(name) or "") for name in ("data", "src", "value", "classid"))
    ]
    if found:
        message = f"This needs a plug-in that no browser has any more{more_of(found)}. Replace it."
        yield page.at(found[0]), message


@rule("CNT-008", Severity.WARNING, on=HtmlPage)
def encoding_is_right(page: HtmlPage) -> Findings:
    """A page says in which encoding it is, and is in it.

    Why: else letters with accents and Cyrillic become signs that nobody can read.

    Example: a page with `č` saved in Windows-1250 without `<meta charset>`. Save it as UTF-8, and write
    `<meta charset="utf-8">` at the top of `<head>`.
    """
    if page.data.isascii():
        return
    if not page.declared:
        message = 'Write <meta charset="utf-8"> at the top of <head>: this page has letters beyond ASCII.'
        yield page.at(), message
        return
    try:
        page.data.decode(page.declared)
    except LookupError:
        yield page.at(), f"There is no encoding {page.declared!r}. Save the page as UTF-8 and say so."
    except UnicodeDecodeError as error:
        line = page.data.count(b"\n", 0, error.start) + 1
        column = error.start - page.data.rfind(b"\n", 0, error.start)
        message = f"The bytes here are not {page.declared}, as the page says. Save it as UTF-8 and say so."
        yield Location(page.path, line, column), message


@rule("CNT-013", Severity.WARNING, on=HtmlPage)
def anchor_is_there(page: HtmlPage) -> Findings:
    """A link to a place on a page leads there.

    Why: the page stays where it is, and a learner thinks that the link is broken.

    Example: `<a href="#summary">` where nothing has `id="summary"`. Pages with scripts are not looked at:
    they may make the place.
    """
    if page.all("script"):
        return
    names = {"", "top", *page.ids, *(one.get("name") for one in page.all("a"))}
    links = [(one, one.get("href", "")) for one in page.all("a", "area")]
    missing = [
        (one, href[1:]) for one, href in links if href.startswith("#") and unquote(href[1:]) not in names
    ]
    if missing:
        one, id = missing[0]
        yield page.at(one), f"Nothing on this page has the id {id[:60]}{more_of(missing)}. Mend the link."


@rule("CNT-014", Severity.INFO, on=Package)
def all_are_read(package: Package) -> Findings:
    """Every page is looked at.

    Why: what the rules on pages do not see they cannot find.

    Example: a package of 2,500 pages, of which the first 2,000 by name are looked at, or a page of 3 MB.
    """
    files = sorted(name for name in package.entries if is_page(name) or is_sheet(name))
    left = max(len(files) - MAX_FILES, sum(package.entries[name].size > MAX_FILE for name in files))
    if package.deep and left > 0:
        limits = f"the first {MAX_FILES:,} are, if they have at most {MAX_FILE:,} bytes"
        yield package.at(), f"{left:,} of {len(files):,} pages and style sheets were not looked at: {limits}."


@rule("CNT-015", Severity.INFO, on=HtmlPage)
def page_is_read(page: HtmlPage) -> Findings:
    """A page is simple enough to be looked at.

    Why: what the rules on pages do not see they cannot find. Nor will a cheap phone show it soon.

    Example: a page of 60,000 elements, or a tag with 1,000 attributes.
    """
    if page.refused:
        yield page.at(), f"This page was not looked at: {page.refused}."


def _missing(file: WebFile, use: Use) -> bool:
    """Whether it should be in the package, and is not; CNT-003 and CNT-006 tell of some."""
    name = use.target.name
    return bool(name) and name not in file.names and name.casefold() not in file.folded and not _stuck(use)


def _is_other_case(file: WebFile, use: Use) -> bool:
    name = use.target.name
    return name not in file.names and file.folded.get(name.casefold(), name) != name


def _once_a_file(file: WebFile, found: Iterable[Use], message: str) -> Findings:
    """One finding for each address, with how often it comes."""
    uses: dict[str, list[Use]] = {}
    for use in found:
        uses.setdefault(use.target.name or use.href, []).append(use)
    for name, all_of in uses.items():
        yield file.at(all_of[0].element), message.format(name[:200], more_of(all_of))


def _is_remote(use: Use) -> bool:
    return re.match(r"\s*(?:https?:)?//", use.href, re.IGNORECASE) is not None


def _is_insecure(use: Use) -> bool:
    return use.href.strip().lower().startswith("http:")


def _stuck(use: Use) -> str:
    return "leads out of the package" if use.target.outside else _fixed(use.href.strip())


@lru_cache(4096)
def _fixed(href: str) -> str:
    """Why an address holds on the author's machine alone; nothing if it travels."""
    if re.match(r"file:|[A-Za-z]:[\\/]", href, re.IGNORECASE):
        return "leads to a disk"
    if href.startswith("/") and not href.startswith("//"):
        return "starts at the root of the server"
    return "has a backslash" if "\\" in href and "//" not in href else ""
