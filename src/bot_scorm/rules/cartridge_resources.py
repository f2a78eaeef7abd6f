"""Rules about the resources of a Common Cartridge: which files they have, and what they may depend on.

Source: Common Cartridge 1.0 to 1.3, profile of IMS Content Packaging 1.2, and the Schematron of 1.1.
"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import dirname

from bot_scorm.diagnostics import Location, Severity
from bot_scorm.package.cartridge import (
    ASSOCIATED,
    BANK,
    DESCRIBED,
    LINK,
    NAMES,
    PAGE,
    TEST,
    TOOL,
    TOPIC,
    Cartridge,
)
from bot_scorm.package.manifest import Resource
from bot_scorm.rules.base import Findings, rule

_NEVER = frozenset({TOPIC, LINK, TEST, BANK, TOOL})
_MAY_NOT = {
    TOPIC: _NEVER,
    LINK: _NEVER | {PAGE, ASSOCIATED},
    TEST: _NEVER,
    BANK: _NEVER,
    TOOL: _NEVER,
    PAGE: _NEVER | {ASSOCIATED},
    ASSOCIATED: _NEVER | {ASSOCIATED},
}
"""Kinds of resources to those on which they may not depend."""


@rule("CCV-020", Severity.ERROR, on=Cartridge)
def has_file(cartridge: Cartridge) -> Findings:
    """A topic, link, tool, assessment or bank has a file that describes it.

    Why: without it there is nothing to show.

    Example: `<resource identifier="topic" type="imsdt_xmlv1p1"/>`: add `<file href="topic.xml"/>`.
    """
    for one, kind in _by_kind(cartridge, *DESCRIBED):
        if not one.files:
            yield one.at, f"{_named(kind)} needs a <file> that describes it; there is none."


@rule("CCV-028", Severity.WARNING, on=Cartridge)
def one_file(cartridge: Cartridge) -> Findings:
    """A topic, link, tool, assessment or bank has one file only.

    Why: of several a system takes the first or the last. Pictures belong into a resource of their own, on
    which this one depends.

    Example: `<resource type="imsdt_xmlv1p1"><file href="topic.xml"/><file href="bridge.png"/></resource>`.
    """
    for one, kind in _by_kind(cartridge, *DESCRIBED):
        if len(one.files) > 1:
            message = "Put the others into a webcontent resource, and depend on that."
            yield one.files[1].at, f"{_named(kind)} has one <file>; here are {len(one.files)}. {message}"


@rule("CCV-021", Severity.WARNING, on=Cartridge)
def no_href(cartridge: Cartridge) -> Findings:
    """A topic, link, tool, assessment or bank has no `href`.

    Why: what has an `href` is opened as a page, and learners would see XML. Large systems forgive it.

    Example: `<resource type="imswl_xmlv1p1" href="link.xml">`. The `<file>` is enough.
    """
    found: dict[str, list[Location]] = {}
    for one, kind in _by_kind(cartridge, *DESCRIBED):
        if one.launch is not None:
            found.setdefault(kind, []).append(one.at)
    for kind, places in found.items():
        more = f", here and {len(places) - 1} times below" if len(places) > 1 else ""
        yield places[0], f"{_named(kind)} has no href: its <file> is enough. Remove it{more}."


@rule("CCV-022", Severity.WARNING, on=Cartridge)
def may_depend(cartridge: Cartridge) -> Findings:
    """Resources depend only on what they may depend on: on files, not on activities.

    Why: a dependency says that files belong together. An activity is no file of another one, and a system may
    copy it twice or not at all.

    Example: a page with a `<dependency>` on the discussion topic to which it leads.
    """
    for one, kind in _by_kind(cartridge, *_MAY_NOT):
        for dependency in one.dependencies:
            target = cartridge.kinds.get(dependency.identifierref, "")
            if target in _MAY_NOT[kind] and dependency.identifierref != one.identifier:
                message = f"{_named(kind)} may not depend on {NAMES[target]}. Remove the dependency."
                yield dependency.at, message


@rule("CCV-023", Severity.WARNING, on=Cartridge)
def depends_once(cartridge: Cartridge) -> Findings:
    """A resource depends on each other one once, and not on itself.

    Why: a dependency on itself has no end to follow, and one that stands twice is a slip in what made the
    cartridge.

    Example: `<resource identifier="page"><dependency identifierref="page"/></resource>`.
    """
    for one in cartridge.manifest.resources:
        told = set()
        for dependency in one.dependencies:
            if dependency.identifierref == one.identifier:
                yield dependency.at, "The resource depends on itself. Remove the dependency."
            elif dependency.identifierref in told:
                yield (
                    dependency.at,
                    f"It depends on {dependency.identifierref} already. Remove one of the two.",
                )
            told.add(dependency.identifierref)


@rule("CCV-024", Severity.WARNING, on=Cartridge)
def listed_once(cartridge: Cartridge) -> Findings:
    """A resource lists a file once.

    Why: Common Cartridge asks for it: a list with a file twice is a slip in what made it, and a system may
    copy it over itself.

    Example: two `<file href="page.html"/>` in a resource.
    """
    for one in cartridge.manifest.resources:
        told = set()
        for file in one.files:
            if file.href in told:
                yield file.at, f"{file.href} stands in this resource already. Remove one of the two."
            told.add(file.href)


@rule("CCV-025", Severity.WARNING, on=Cartridge)
def page_has_href(cartridge: Cartridge) -> Findings:
    """A page or other content that an item opens has an `href`, and lists that file.

    Why: without it a system has to guess what to open; Moodle takes the first file.

    Example: `<resource type="webcontent"><file href="page.html"/></resource>` with an item on it: add
    `href="page.html"`.
    """
    opened = {resource.identifier for _, resource in cartridge.manifest.launched}
    for one, _ in _by_kind(cartridge, PAGE, ASSOCIATED):
        if one.launch is None or not one.launch.href.strip():
            if one.identifier in opened:
                yield one.at, "An item opens this resource, which has no href. Add the file to open as href."
        elif one.launch.href not in {file.href for file in one.files}:
            yield one.at, f"{one.launch.href} is not among the files of this resource. Add a <file> for it."


@rule("CCV-026", Severity.WARNING, on=Cartridge)
def folder_of_its_own(cartridge: Cartridge) -> Findings:
    """Files that belong to an activity lie in folders of their own, which no web content shares.

    Why: associated content goes where its activity goes, and learners reach it through that alone. What lies
    beside a shared file is taken for shared, so that answers to a quiz may be read as a page.

    Example: `quiz/solution.html` as associated content and `quiz/intro.html` as web content.
    """
    folders = {
        dirname(file.name): one
        for one, _ in _by_kind(cartridge, ASSOCIATED)
        for file in one.files
        if file.name
    }
    for one, _ in _by_kind(cartridge, PAGE):
        for file in one.files:
            owner = folders.get(dirname(file.name))
            if file.name and owner and file.name not in {mine.name for mine in owner.files}:
                folder = dirname(file.name) or "the root"
                message = f"{file.name} lies in {folder} with associated content ({owner.identifier})."
                yield file.at, f"{message} Give that a folder of its own."


@rule("CCV-027", Severity.WARNING, on=Cartridge)
def protection(cartridge: Cartridge) -> Findings:
    """Where resources are protected it is said who lets in, and where it is said something is protected.

    Why: `protected="true"` without `<authorizations>` keeps nobody out; `access="resource"` without a
    protected resource asks for a key to nothing.

    Example: a resource with `auth:protected="true"` in a manifest without `<auth:authorizations>`.
    """
    protected = [
        (at, one)
        for at, one in cartridge.elements("resources/resource")
        if any(name.endswith("}protected") and value.strip() in ("true", "1") for name, value in one.items())
    ]
    found = cartridge.document.root.find("{*}authorizations")
    if found is None:
        for at, _ in protected:
            yield at, "This resource is protected, and no <authorizations> say who lets in."
    elif found.get("access") == "resource" and not protected:
        at = cartridge.document.at(found)
        yield at, 'This is for protected resources, and no resource has protected="true".'


def _by_kind(cartridge: Cartridge, *kinds: str) -> Iterator[tuple[Resource, str]]:
    for one in cartridge.manifest.resources:
        kind = cartridge.kinds.get(one.identifier, "")
        if kind in kinds:
            yield one, kind


def _named(kind: str) -> str:
    return NAMES[kind][0].upper() + NAMES[kind][1:]
