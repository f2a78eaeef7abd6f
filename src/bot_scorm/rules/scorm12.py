"""Rules of SCORM 1.2 beyond its schema, from the Content Aggregation Model, version 1.2."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from bot_scorm.diagnostics import Location, Severity
from bot_scorm.package.manifest import ADLCP_12, local, namespace
from bot_scorm.package.view import Package
from bot_scorm.package.xml import Element
from bot_scorm.rules.base import Findings, rule
from bot_scorm.rules.scorm import not_adl_scorm

_DURATION = re.compile(r"\d{2,4}:[0-5]\d:[0-5]\d(?:\.\d{1,2})?$")
_PARAMETERS = re.compile(r"(?:\?|#)?[^\s?#]*(?:#[^\s#]*)?$")
_TOKEN = re.compile(r'\s*(?:"[^"]*"|\d+(?=\s*\*)|(?P<id>[^\s&|~()*{},=<>"]+)|<>|[&|~()*{},=])')
_RUN_TIME = ("prerequisites", "maxtimeallowed", "timelimitaction", "datafromlms", "masteryscore")
_CLOSING = {")": "(", "}": "{"}


@rule("S12-003", Severity.WARNING, on=Package)
def schema_name(package: Package) -> Findings:
    """`<schema>` in the manifest's metadata is exactly `ADL SCORM`.

    Why: it is how a strict system tells a SCORM package from any other content package.

    Example: `<schema>SCORM</schema>`, or no `<metadata>` in the manifest at all.
    """
    return not_adl_scorm(package)


@rule("S12-004", Severity.WARNING, on=Package)
def schema_version(package: Package) -> Findings:
    """`<schemaversion>` in the manifest's metadata is exactly `1.2`.

    Why: systems choose by it which run-time environment the course gets. Moodle 4.5.6 takes what it does not
    know for 1.2, others refuse it.

    Example: `<schemaversion>SCORM 1.2</schemaversion>`, `<schemaversion> 1.2 </schemaversion>`, or none.
    """
    if manifest := package.manifest:
        if manifest.schemaversion is None:
            yield manifest.at, "The metadata lacks <schemaversion>1.2</schemaversion>."
        elif manifest.schemaversion.text != "1.2":
            message = f"<schemaversion> is {manifest.schemaversion.text!r}; it has to be exactly 1.2."
            yield manifest.schemaversion.at, message


@rule("S12-005", Severity.WARNING, on=Package)
def scorm_type(package: Package) -> Findings:
    """A resource says whether it is a SCO or an asset.

    Why: without `adlcp:scormtype` it is taken for an asset: nothing that a learner does in it is recorded,
    and Moodle 4.5.6 calls it complete as soon as it is opened.

    Example: `<resource type="webcontent" href="index.html">`: add `adlcp:scormtype="sco"`.
    """
    if manifest := package.manifest:
        for resource in {one.identifier: one for _, one in manifest.launched}.values():
            if not resource.scormtype:
                message = (
                    'This resource lacks adlcp:scormtype. Write "sco" if it is to be recorded, else "asset".'
                )
                yield resource.at, message


@rule("S12-006", Severity.ERROR, on=Package)
def mastery_score(package: Package) -> Findings:
    """The mastery score is a number from 0 to 100.

    Why: a system compares it with the score that the course reports, which is from 0 to 100. Above 100 nobody
    passes.

    Example: `<adlcp:masteryscore>80%</adlcp:masteryscore>`. Write `80`.
    """
    for at, text in _extras(package, "masteryscore"):
        value = text.strip()
        if not re.fullmatch(r"\d{1,3}(?:\.\d+)?", value) or float(value) > 100:
            yield at, f"The mastery score is {text!r}; write a number from 0 to 100, such as 70."


@rule("S12-007", Severity.WARNING, on=Package)
def max_time(package: Package) -> Findings:
    """The longest time allowed is written as `HHHH:MM:SS.SS`.

    Why: a system that cannot read it sets no limit, or one of zero.

    Example: `<adlcp:maxtimeallowed>30 min</adlcp:maxtimeallowed>`. Write `0000:30:00`.
    """
    for at, text in _extras(package, "maxtimeallowed"):
        if not _DURATION.match(text.strip()):
            yield at, f"The time allowed is {text!r}; write hours, minutes and seconds as 0000:30:00."


@rule("S12-008", Severity.WARNING, on=Package)
def prerequisites(package: Package) -> Findings:
    """Prerequisites are an AICC script about items of this manifest.

    Why: an item whose prerequisites cannot be read is locked for good, or never locked.

    Example: `<adlcp:prerequisites type="aicc_script">intro and basics</adlcp:prerequisites>`. Write
    `intro&amp;basics`, with identifiers of items.
    """
    if not (manifest := package.manifest):
        return
    known = {item.identifier for item in manifest.items}
    for at, text in _extras(package, "prerequisites"):
        if message := _script_fault(text, known):
            yield at, message


@rule("S12-009", Severity.WARNING, on=Package)
def run_time_data_on_sco(package: Package) -> Findings:
    """Mastery score, time limit and launch data stand on items that open a SCO.

    Why: they are given to the SCO when it runs. On a heading or an asset nothing reads them.

    Example: `<adlcp:masteryscore>` in a chapter instead of in the item with the test.
    """
    if manifest := package.manifest:
        for item in manifest.items:
            resource = manifest.by_id.get(item.identifierref)
            is_sco = resource is not None and resource.scormtype != "asset" and bool(resource.scormtype)
            name = next((name for name in _RUN_TIME[1:] if name in item.extras), "")
            if name and not is_sco and (not item.identifierref or resource is not None):
                yield item.extras[name].at, f"adlcp:{name} has no effect: this item opens no SCO."


@rule("S12-010", Severity.WARNING, on=Package)
def parameters(package: Package) -> Findings:
    """`parameters` are the end of an address: `?name=value&other=value`, `#place`, or both.

    Why: they are put behind the `href` as they are.

    Example: `parameters="start page"` (a space) or `parameters="?a=1?b=2"`.
    """
    for item in package.manifest.items if package.manifest else ():
        if item.parameters and not _PARAMETERS.match(item.parameters):
            message = (
                f"{item.parameters!r} cannot end an address. Write ?name=value&other=value, a space as %20."
            )
            yield item.at, message


@rule("S12-011", Severity.WARNING, on=Package)
def lengths(package: Package) -> Findings:
    """No text is longer than every system must be able to store.

    Why: the standard says how much a system has to take at least: a title 200 characters, `href` 2000,
    `parameters` 1000, launch data 255. What is longer may be cut off.

    Example: a title of 230 characters.
    """
    if package.document and package.document.root is not None:
        for element in package.document.root.iter("*"):
            for what, length, limit in _too_long(element) if _may_be_long(element) else ():
                message = f"{what} has {length} characters; systems need not store more than {limit}."
                yield package.document.at(element), message


@rule("S12-012", Severity.WARNING, on=Package)
def something_to_launch(package: Package) -> Findings:
    """At least one item opens something.

    Why: a course without items is empty. Moodle 4.5.6 then makes an item of every resource, with its
    identifier for a title.

    Example: `<organizations/>`, as in a package of resources alone.
    """
    if (manifest := package.manifest) and not manifest.items:  # else MAN-009 tells
        yield manifest.at, "No item opens anything. Add an <organization> with an <item identifierref=…>."


def _script_fault(script: str, known: set[str]) -> str:
    """What is wrong with an AICC script; nothing if it is right."""
    at, open_brackets = 0, []
    text = script.strip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if not match:
            return f"The prerequisites cannot be read from {text[at : at + 20]!r} on."
        if match["id"] and match["id"] not in known:
            return f"The prerequisites name {match['id']}, which is not an item of this manifest."
        token = match[0].strip()
        if token in _CLOSING.values():
            open_brackets.append(token)
        elif token in _CLOSING and (not open_brackets or open_brackets.pop() != _CLOSING[token]):
            return f"The prerequisites close {token} that was not opened."
        at = match.end()
    return f"The prerequisites do not close {open_brackets[-1]}." if open_brackets else ""


def _extras(package: Package, name: str) -> Iterator[tuple[Location, str]]:
    """An ADL element of every item that has it: its place and text."""
    items = package.manifest.items if package.manifest else ()
    return ((item.extras[name].at, item.extras[name].text) for item in items if name in item.extras)


_ATTRIBUTES: Mapping[str, int] = {
    "href": 2000,
    "identifierref": 2000,
    "parameters": 1000,
    "type": 1000,
    "structure": 200,
    "version": 20,
}
_SHORTEST = 20
"""The least limit of an attribute."""
_TEXTS: Mapping[str, int] = {
    "title": 200,
    "schema": 100,
    "schemaversion": 20,
    "location": 2000,
    "prerequisites": 200,
    "maxtimeallowed": 13,
    "datafromlms": 255,
    "masteryscore": 200,
}


@lru_cache(maxsize=1000)
def _limit(tag: object) -> tuple[bool, int]:
    """Whether lengths of an element are looked at, and how long its text may be; 0 if that is not said."""
    home, _, name = str(tag).rpartition("}")
    return "imsmd" not in home, _TEXTS.get(name, 0)


def _may_be_long(element: Element) -> bool:
    """Whether a closer look is worth it: a large manifest has ten thousands of short ones."""
    limit = _limit(element.tag)[1]
    values = element.values()
    text = limit and (len(element) or len(element.text or "") > limit)
    return bool(text or (values and len(max(values, key=len)) > _SHORTEST))


def _too_long(element: Element) -> Iterator[tuple[str, int, int]]:
    looked_at, limit = _limit(element.tag)
    if not looked_at:
        return
    for name, value in element.items():
        if len(value) > (most := _ATTRIBUTES.get(name, len(value))):
            yield f"{name} of <{local(element)}>", len(value), most
    if limit and (length := len("".join(element.itertext()))) > limit:
        prefix = "adlcp:" if namespace(element) == ADLCP_12 else ""
        yield f"<{prefix}{local(element)}>", length, limit
