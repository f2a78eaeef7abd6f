"""Rules about the files that describe topics, links and tools in a Common Cartridge.

Source: Common Cartridge 1.0 to 1.3; IMS LTI 1.0, which its links to tools are written in.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from posixpath import dirname
from urllib.parse import urlsplit

from bot_scorm.diagnostics import Location, Severity
from bot_scorm.package.cartridge import (
    FILEBASE,
    LINK,
    NAMES,
    TOOL,
    TOPIC,
    Cartridge,
    CartridgePage,
    Part,
    descriptor_namespaces,
)
from bot_scorm.package.manifest import Reference, local, namespace, resolve
from bot_scorm.package.markup import pictures
from bot_scorm.rules.base import Findings, rule
from bot_scorm.rules.binding import XML, Binding, first_of

_SHARED = "web_resources/"
"""The folder that Canvas means by ``$IMS-CC-FILEBASE$``."""
_ROOTS = {
    TOPIC: "topic",
    LINK: "webLink",
    TOOL: "cartridge_basiclti_link",
    "assessment": "questestinterop",
    "question-bank": "questestinterop",
}
"""Kinds of resources to the root of the file that describes them."""
_IMS = "http://www.imsglobal.org/xsd"
_LTI = {
    f"{_IMS}/imsbasiclti_v1p0": "blti:",
    f"{_IMS}/imslticm_v1p0": "lticm:",
    f"{_IMS}/imslticp_v1p0": "lticp:",
}


@rule("CCV-031", Severity.ERROR, on=Cartridge)
def readable(cartridge: Cartridge) -> Findings:
    """The file that describes a topic, link, tool or question is XML of that kind.

    Why: a system reads it by the type of its resource. From another file it gets nothing: Moodle makes a
    forum called “Untitled Topic” of it.

    Example: `topic.xml` that breaks off in the middle, or that holds a `<webLink>`.
    """
    for part in cartridge.parts:
        if part.document is None:
            continue
        if fault := part.document.fault:
            yield fault.at, f"This cannot be read as {NAMES[part.kind]}: {fault.message}"
        elif (found := local(part.root)) != _ROOTS[part.kind]:
            message = f"The root is <{found}>; {NAMES[part.kind]} has <{_ROOTS[part.kind]}>."
            yield part.document.at(part.root), message


@rule("CCV-032", Severity.WARNING, on=Cartridge)
def namespace_of_version(cartridge: Cartridge) -> Findings:
    """The file that describes a topic, link, tool or question is in the namespace of the cartridge's version.

    Why: systems look for the elements of one namespace. Moodle finds no title and no address in another.

    Example: a topic of 1.1 in the namespace `http://www.imsglobal.org/xsd/imsdt_v1p0` of 1.0.
    """
    for part in cartridge.parts:
        if part.root is None or local(part.root) != _ROOTS[part.kind]:
            continue
        wanted, *_ = descriptor_namespaces(part.kind, cartridge.digit)
        if (found := namespace(part.root)) != wanted:
            message = f"The namespace is {found or 'missing'}; it has to be {wanted}."
            yield part.document.at(part.root) if part.document else part.resource.at, message


@rule("CCV-033", Severity.ERROR, on=Cartridge)
def follows_schema(cartridge: Cartridge) -> Findings:
    """Topics, links and tools have what their schema asks for, and nothing else.

    Why: what is misspelt is not read. An LTI link without a vendor is refused by strict systems, a link
    without `<url>` leads nowhere.

    Example: `<webLink><title>More</title><href>https://example.org</href></webLink>`: the address belongs
    into `<url href="…"/>`.
    """
    parts = cartridge.parts_of(TOPIC, LINK, TOOL)
    yield from first_of(one for part in parts for one in _refused(part, cartridge.digit))


def _refused(part: Part, digit: str) -> Findings:
    uri = namespace(part.root)
    known = descriptor_namespaces(part.kind, digit)
    if local(part.root) == _ROOTS[part.kind] and uri in known and part.document:
        yield from _binding(part.kind, known.index(uri), digit).follows(part.document)


@rule("CCV-034", Severity.WARNING, on=Cartridge)
def topic_says_something(cartridge: Cartridge) -> Findings:
    """A topic has a title and a text.

    Why: the text is what learners answer to. Moodle calls a topic without a title “Untitled Topic”.

    Example: `<title></title>`.
    """
    for part in cartridge.parts_of(TOPIC):
        for name in ("title", "text"):
            found = part.root.find(f"{{*}}{name}")
            if found is not None and not "".join(found.itertext()).strip():
                yield _at(part, found), f"The topic's <{name}> is empty."


@rule("CCV-035", Severity.WARNING, on=Cartridge)
def attachments(cartridge: Cartridge) -> Findings:
    """What is attached to a topic is in the cartridge, and pictures in its text are, too.

    Why: learners see a hole, or a link that leads nowhere.

    Example: `<attachment href="media/bridge.png"/>` after the picture was renamed; or
    `<img src="$IMS-CC-FILEBASE$/bridge.png">` without a file `bridge.png`.
    """
    for part in cartridge.parts_of(TOPIC):
        for at, href in _attached(part):
            if not any(one.remote or one.name in cartridge.package for one in places(at, href, part.name)):
                yield at, f"{href} is not in the cartridge. Add it, or mend the address."


@rule("CCV-036", Severity.WARNING, on=Cartridge)
def link_leads(cartridge: Cartridge) -> Findings:
    """A web link has a whole address of the web.

    Why: an LMS opens it as it stands. One that is not whole leads to a page of the LMS that does not exist.

    Example: `<url href="www.example.org"/>`. Write `https://www.example.org`.
    """
    for part in cartridge.parts_of(LINK):
        url = part.root.find("{*}url")
        href = None if url is None else url.get("href")
        if href is not None and not _is_whole(href):
            yield _at(part, url), f"{href!r} is no whole address. Write one that starts with https://."


@rule("CCV-037", Severity.ERROR, on=Cartridge)
def tool_starts(cartridge: Cartridge) -> Findings:
    """An LTI link has an address to launch.

    Why: without it there is nothing to open.

    Example: a link with `<blti:title>` and `<blti:vendor>` alone: add `<blti:secure_launch_url>`.
    """
    for part in cartridge.parts_of(TOOL):
        urls = [part.root.find("{*}" + name) for name in ("launch_url", "secure_launch_url")]
        said = [(one, (one.text or "").strip()) for one in urls if one is not None]
        if not said:
            yield _at(part, part.root), "There is no address. Add <blti:secure_launch_url>."
        for one, url in said:
            if url and not _is_whole(url):  # CCV-033 tells of an empty one
                yield _at(part, one), f"{url!r} is no whole address. Write one that starts with https://."


@rule("CCV-038", Severity.WARNING, on=Cartridge)
def tool_is_secure(cartridge: Cartridge) -> Findings:
    """An LTI link is launched by https.

    Why: a page of an LMS that is served by https shows nothing from an address with http, and what is handed
    over about a learner could be read on the way.

    Example: `<blti:launch_url>http://example.org/lti</blti:launch_url>` and no `secure_launch_url`.
    """
    for part in cartridge.parts_of(TOOL):
        urls = [
            one
            for name in ("launch_url", "secure_launch_url")
            if (one := part.root.find("{*}" + name)) is not None
        ]
        texts = [(one.text or "").strip().lower() for one in urls]
        if urls and all(one.startswith("http:") for one in texts):
            yield _at(part, urls[0]), "The tool is launched by http only. Add <blti:secure_launch_url>."


@rule("CCV-039", Severity.WARNING, on=Cartridge)
def tool_references(cartridge: Cartridge) -> Findings:
    """The icon and the bundle of an LTI link are resources of the cartridge.

    Why: otherwise the tool has no icon, or lacks what it needs.

    Example: `<cartridge_icon identifierref="icon"/>` without any `<resource identifier="icon">`.
    """
    for part in cartridge.parts_of(TOOL):
        for one in part.root.iter("{*}cartridge_icon", "{*}cartridge_bundle"):
            named = one.get("identifierref", "")
            if named not in cartridge.manifest.by_id:
                yield _at(part, one), f"No resource is called {named}. Mend it, or remove the element."


@rule("CCV-040", Severity.WARNING, on=CartridgePage)
def pages_find_files(page: CartridgePage) -> Findings:
    """What a page names by `$IMS-CC-FILEBASE$` is in the cartridge.

    Why: learners see a hole, or a link that leads nowhere.

    Example: `<img src="$IMS-CC-FILEBASE$/bridge.png">` without `bridge.png`, or `web_resources/bridge.png`,
    where Canvas keeps such files.
    """
    for one, path in page.tokens:
        at = page.file.at(one)
        if path and not any(
            place.name in page.cartridge.package for place in places(at, path, page.file.name)
        ):
            yield at, f"{path} is not in the cartridge. Add it, or mend the address."


@rule("CCV-041", Severity.WARNING, on=Cartridge)
def extension(cartridge: Cartridge) -> Findings:
    """Topics, links and tools have elements and attributes of Common Cartridge only.

    Why: a system leaves out what it does not know, and with it what is inside.

    Example: `<tool:url xmlns:tool="http://example.org/tool" href="…"/>` in a web link.
    """
    for part in cartridge.parts_of(TOPIC, LINK, TOOL):
        known = descriptor_namespaces(part.kind, cartridge.digit)
        prefixes = dict.fromkeys((*known, *_LTI, namespace(part.root)), "")
        for element, uri in Binding("", "", prefixes, {}).strangers(part.document) if part.document else ():
            yield _at(part, element), f"{local(element)}: systems do not read what is in the namespace {uri}."


def _at(part: Part, element: object) -> Location:
    return part.document.at(element) if part.document else part.resource.at


def _attached(part: Part) -> Iterator[tuple[Location, str]]:
    for one in part.root.iter("{*}attachment"):
        yield _at(part, one), one.get("href", "")
    for text in part.root.iterfind("{*}text"):
        if text.get("texttype") == "text/html":
            yield from ((_at(part, text), src) for src in pictures("".join(text.itertext())))


def places(at: Location, href: str, name: str) -> Iterator[Reference]:
    """What an address may mean: one from the root of the cartridge, or from the folder of the file it is
    in."""
    match = FILEBASE.match(href)
    path = match[1] if match else href
    folder = dirname(name)
    yield resolve(at, path)
    yield resolve(at, path, _SHARED)
    yield resolve(at, path, f"{folder}/" if folder else "")


def _is_whole(url: str) -> bool:
    try:
        parts = urlsplit(url.strip())
    except ValueError:  # such as brackets that do not close
        return False
    return parts.scheme.lower() in ("http", "https") and bool(parts.netloc)


@cache
def _binding(kind: str, number: int, digit: str) -> Binding:
    """The binding of a kind in one of its namespaces, which each stand in the schema of their version."""
    uri = descriptor_namespaces(kind, digit)[number]
    others = [one for one in "0123" if one != digit]
    version = digit if number == 0 or kind == TOOL else others[number - 1]
    version = "3" if uri.endswith("imslticc_v1p3") else "1" if kind == TOOL else version
    prefixes = {uri: "", **(_LTI if kind == TOOL else {}), XML: "xml:"}
    return Binding(f"imscc-1.{version}", f"Common Cartridge 1.{version}", prefixes, {}, root=_ROOTS[kind])
