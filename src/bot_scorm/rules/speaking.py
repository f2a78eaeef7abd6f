"""Rules about SCOs whose pages do not speak to the system, or not in its language, or too late.

``unload``: Chrome takes the event away step by step since version 117 (permission policy ``unload``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from bot_scorm.diagnostics import Location, Severity
from bot_scorm.package.html import MAX_SCRIPT, is_page, is_script
from bot_scorm.package.manifest import Manifest, Resource
from bot_scorm.package.view import Package
from bot_scorm.rules.base import Findings, rule

_CALLS = {
    "SCORM 1.2": b"LMSInitialize",
    "SCORM 2004": b"API_1484_11",
}
_FROM_ELSEWHERE = re.compile(
    rb"<(?:script|i?frame)\b[^>]{0,300}?\bsrc\s*=\s*[\"']?\s*(?:https?:)?//", re.IGNORECASE
)
_UNLOAD = re.compile(rb"\bonunload\b|(?:addEventListener|\.on|\.bind)\(\s*[\"']unload[\"']|\)\.unload\(")
_OTHER_END = re.compile(rb"\b(?:pagehide|visibilitychange)\b")
_NOT_A_PAGE = re.compile(r"\.(?!html?$|xhtml$|php$|aspx?$|jsp$)[A-Za-z0-9]{1,5}$", re.IGNORECASE)


@rule("CNT-009", Severity.WARNING, on=Package)
def sco_speaks(package: Package) -> Findings:
    """A package with an SCO calls the system's API.

    Why: an SCO that never does is recorded as not attempted, however long a learner works on it; many systems
    then do not offer what comes next.

    Example: plain pages in a resource with `scormtype="sco"`. Say `asset`, or add the calls.
    `bot-pack validate --play` shows what an SCO really does.
    """
    sco = _first_sco(package)
    if sco and not _called(package, set(_CALLS)) and not _lacks_script(package):
        yield sco.at, "No page or script of the package calls SCORM's API, so nothing is recorded."


@rule("CNT-010", Severity.WARNING, on=Package)
def sco_speaks_its_language(package: Package) -> Findings:
    """The API that is called is the one of the standard that the manifest names.

    Why: a system gives a package of SCORM 1.2 the API of SCORM 1.2 alone. Calls to the other find nothing.

    Example: a player of SCORM 2004, which looks for `API_1484_11`, under a manifest of SCORM 1.2.
    """
    if not package.manifest or not (sco := _first_sco(package)):
        return
    own = "SCORM 1.2" if package.manifest.version == "1.2" else "SCORM 2004"
    called = _called(package, {own})
    if called and own not in called:
        yield sco.at, f"The scripts call the API of {min(called)} alone, and the manifest says {own}."


@rule("CNT-011", Severity.WARNING, on=Package)
def sco_is_a_page(package: Package) -> Findings:
    """What an SCO opens is a page.

    Why: a document, a picture or a film cannot call the API, so that nothing is recorded.

    Example: `<resource adlcp:scormtype="sco" href="handbook.pdf">`. Say `asset`, or put it on a page.
    """
    for one in _scos(package.manifest) if package.manifest else ():
        if one.launch and one.launch.name in package and _NOT_A_PAGE.search(one.launch.name):
            yield one.launch.at, f"{one.launch.name} is no page, so it cannot tell the system anything."


@rule("CNT-012", Severity.INFO, on=Package)
def not_at_unload(package: Package) -> Findings:
    """What is recorded at the end is not left to the event `unload`.

    Why: phones often do not send it, and Chrome takes it away step by step. What was not sent before is lost.

    Example: `<body onunload="LMSFinish('')">` alone. Send after each answer, and at `pagehide`.
    """
    if not _first_sco(package):
        return
    first = None
    for name, data in _texts(package):
        if _OTHER_END.search(data):
            return
        if first is None and (found := _UNLOAD.search(data)):
            first = Location(str(package.at(name)), data.count(b"\n", 0, found.start()) + 1)
    if first:
        yield first, "What is sent at unload is often lost. Send after each answer, and at pagehide."


def _scos(manifest: Manifest) -> Iterator[Resource]:
    if manifest.standard == "SCORM":
        yield from (one for one in manifest.resources if one.scormtype == "sco")


def _first_sco(package: Package) -> Resource | None:
    """The first SCO that is a page in the package, if files can be read."""
    if not package.deep or package.bare or not package.manifest:
        return None
    scos = _scos(package.manifest)
    return next(
        (one for one in scos if one.launch and is_page(one.launch.name) and one.launch.name in package), None
    )


def _texts(package: Package) -> Iterator[tuple[str, bytes]]:
    """Pages and scripts."""
    return package.texts(_spoken(package), MAX_SCRIPT)


def _spoken(package: Package) -> list[str]:
    """Scripts first: there the calls stand, if they do."""
    names = [name for name in package.entries if is_page(name) or is_script(name)]
    return sorted(names, key=lambda name: (is_page(name), name))


def _lacks_script(package: Package) -> bool:
    """Whether a script is not there, which may hold the calls: MAN-003 or CNT-001 tells of it."""
    listed = package.manifest.references if package.manifest else ()
    loaded = (use.target for file in package.web_files for use in file.uses if use.what == "script")
    return any(is_script(one.name) and one.name not in package for one in chain(listed, loaded))


def _called(package: Package, wanted: set[str]) -> set[str]:
    """The standards whose API is called, until a wanted one is found; all, if not everything can be read."""
    found: set[str] = set()
    read = 0
    for _, data in _texts(package):
        if b"//" in data and _FROM_ELSEWHERE.search(data):
            return set(_CALLS)
        found |= {standard for standard, call in _CALLS.items() if call in data}
        if found & wanted:
            return found
        read += 1
    return found if read == len(_spoken(package)) else set(_CALLS)
