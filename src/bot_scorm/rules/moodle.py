"""Rules about what Moodle makes of a SCORM manifest that is right by the standard, whichever its version.

Source: Moodle 4.5.6, ``mod/scorm/datamodels/scormlib.php``, which puts ``&amp;`` for every ``&`` that does
not start a named entity before it reads the XML. The ids are from when only SCORM 1.2 had rules.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator

from bot_scorm.diagnostics import Location, Severity
from bot_scorm.package.manifest import XML_BASE, local
from bot_scorm.package.view import Package
from bot_scorm.rules.base import Findings, rule

_TITLE = re.compile(r"<title(?:\s[^<>]*)?>([^<]*)</title\s*>")
_CDATA = re.compile(r"<title(?:\s[^<>]*)?>\s*<!\[CDATA\[((?:[^\]]|\](?!\]>))*)\]\]>")
_NUMERIC = re.compile(r"&#(?:\d+|x[0-9A-Fa-f]+);")
_LONGEST_FOLDER = 253
"""Characters: what is left of 255 in the column ``filepath`` of Moodle's table of files."""
_ENTITY = re.compile(r"(&\w+;)")


@rule("S12-013", Severity.WARNING, on=Package)
def numeric_references(package: Package) -> Findings:
    """Titles hold their characters themselves, not by number.

    Why: Moodle shows `&#233;` as these six characters.

    Example: `<title>Caf&#233;</title>`. Write `<title>Café</title>` in UTF-8.
    """
    for at, title in _titles(package, _NUMERIC.search):
        found = _NUMERIC.findall(title)[0]
        yield at, f"Moodle shows {found} as it is written. Put the character itself."


@rule("S12-014", Severity.WARNING, on=Package)
def vanishing_text(package: Package) -> Findings:
    """No part of a title vanishes between two entities.

    Why: Moodle reads a title in pieces, split at every entity, and drops a piece that is only white space or
    only the digit 0.

    Example: `A &amp; &lt;B&gt;` is shown as `A &<B>`. Put a no-break space (U+00A0) between the two.
    """
    message = "Moodle drops the space or 0 that stands alone beside an entity. Word the title otherwise."
    for at, _ in _titles(package, _vanishes):
        yield at, message


@rule("S12-019", Severity.WARNING, on=Package)
def ampersand_in_cdata(package: Package) -> Findings:
    """No title has an `&` in a CDATA section.

    Why: Moodle puts `&amp;` for it before it reads the XML, and a CDATA section is not decoded, so learners
    see `&amp;`.

    Example: `<title><![CDATA[Rights & duties]]></title>`. Write `<title>Rights &amp; duties</title>`.
    """
    message = "Moodle shows &amp; for an & in a CDATA section. Write the title without CDATA, & as &amp;."
    for at, _ in _titles(package, lambda title: "&" in title, _CDATA):
        yield at, message


@rule("S12-015", Severity.WARNING, on=Package)
def base_on_resource(package: Package) -> Findings:
    """`xml:base` stands on `<resource>` only.

    Why: Moodle reads it there and nowhere else, so that every address is wrong by the rest.

    Example: `<resources xml:base="content/">`. Put the folder into each `href`.
    """
    document = package.document
    if document and document.root is not None:
        for element in document.root.xpath("//*[@xml:base]"):
            if element.get(XML_BASE) and local(element) != "resource":
                message = f"Moodle does not read xml:base on <{local(element)}>. Put it on each <resource>."
                yield document.at(element), message


@rule("S12-020", Severity.ERROR, on=Package)
def short_path(package: Package) -> Findings:
    """A file lies in folders whose names together have at most 253 characters.

    Why: Moodle stores the path in 255 characters, a `/` at both ends among them. At more it refuses the whole
    package with a database error. Windows stops at 260, unless it is set to do otherwise.

    Example: a project that was packed with all its folders, such as `node_modules/…/node_modules/…`.
    """
    long = [name for name in package.entries if len(name.rpartition("/")[0]) > _LONGEST_FOLDER]
    if long:
        length = len(long[0].rpartition("/")[0])
        message = f"Its folder has {length} characters; 253 are the most that Moodle stores. Shorten it."
        if len(long) > 1:
            message = f"This folder and {len(long) - 1} more have over the 253 characters that Moodle stores."
        yield package.at(long[0]), message


def _vanishes(title: str) -> bool:
    pieces = _ENTITY.split(title.strip(" \t\r\n"))
    return len(pieces) > 1 and any(piece and piece.strip(" \t\r\n\0\v") in ("", "0") for piece in pieces)


def _titles(
    package: Package, wrong: Callable[[str], object], pattern: re.Pattern[str] = _TITLE
) -> Iterator[tuple[Location, str]]:
    """Those titles, as they are written, of which ``wrong`` is true; LOM's have elements in them and do not
    count."""
    if package.document is None or package.document.root is None:
        return
    text = package.document.text
    if found := [match for match in pattern.finditer(text) if wrong(match[1])]:
        starts = [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", text))]
        for match in found:
            line = bisect_right(starts, match.start())
            yield Location(package.document.path, line, match.start() - starts[line - 1] + 1), match[1]
