"""Rules about packages in QTI 2.0 to 2.2: their manifest, and whether their files can be read.

Source: IMS QTI 2.1, content packaging and integration guide; 2.0 and 2.2 likewise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from posixpath import dirname

from bot_scorm.diagnostics import Location, Severity
from bot_scorm.namespaces import CP_OTHER, LOM
from bot_scorm.package.items import TYPE, Paper, Papers
from bot_scorm.package.manifest import local, namespace, resolve
from bot_scorm.package.view import Package
from bot_scorm.rules.base import Findings, rule
from bot_scorm.rules.binding import XML, Binding, first_of
from bot_scorm.rules.schema import CP_ORDER

_ROOTS = {"item": "assessmentItem", "test": "assessmentTest", "section": "assessmentSection",
          "assessment": "assessmentTest"}  # fmt: skip
"""What a type of resource says it is, to the root of its file."""
_SAYS = {"2.0": ("QTIv2.0 Package",), "2.1": ("QTIv2.1 Package",), "2.2": ("QTIv2.2 Package",)}
_MANIFEST = Binding(
    "imscp",
    "IMS Content Packaging",
    {CP_OTHER: "", LOM: "lom:", XML: "xml:"},
    {f"{{{CP_OTHER}}}{name}": children for name, children in CP_ORDER.items()},
    apart=frozenset({f"{{{LOM}}}lom"}),  # rule LOM-004
)
_FILES = {
    "img": "src",
    "object": "data",
    "stylesheet": "href",
    "audio": "src",
    "video": "src",
    "source": "src",
    "track": "src",
}
"""Elements that show a file, to the attribute that names it."""


@rule("QTI-200", Severity.ERROR, on=Papers)
def readable(papers: Papers) -> Findings:
    """The file of an item or a test is XML that can be read.

    Why: otherwise the item does not arrive.

    Example: an item that breaks off in the middle, or with `&nbsp;` in it, which XML does not know.
    """
    for paper in papers.all:
        if fault := paper.document.fault:
            yield fault.at, f"This cannot be read as QTI: {fault.message}"


@rule("QTI-201", Severity.ERROR, on=Package)
def manifest_follows_schema(package: Package) -> Findings:
    """The manifest has the elements and attributes that IMS Content Packaging knows, where it knows them.

    Why: a misspelt or misplaced element is not read, and the items in it are silently lost.

    Example: `<resource>` without `type`.
    """
    document, manifest = package.document, package.manifest
    if document and manifest and manifest.standard == "QTI" and namespace(document.root) == CP_OTHER:
        yield from _MANIFEST.follows(document)


@rule("QTI-202", Severity.WARNING, on=Papers)
def manifest_names_version(papers: Papers) -> Findings:
    """The manifest's metadata names QTI and the version of the items.

    Why: it is how a system tells a package of questions from a course. Many write `IMS Content`, and most
    systems go by the types of resources.

    Example: `<schema>QTIv2.1 Package</schema>` over items of 2.2. Write `QTIv2.2 Package` and `1.0.0`.
    """
    manifest = papers.package.manifest
    versions = Counter(one.version for one in papers.all if one.version)
    if manifest is None or not versions:
        return
    (version, _), *_ = versions.most_common()
    said = manifest.schema.text.strip() if manifest.schema else ""
    if said not in _SAYS[version]:
        at = manifest.schema.at if manifest.schema else manifest.at
        yield at, f"<schema> is {said!r}; for items of {version} it is {_SAYS[version][0]}."


@rule("QTI-203", Severity.ERROR, on=Papers)
def type_fits_file(papers: Papers) -> Findings:
    """A resource's file is what the type says: an item, a test or a section.

    Why: a system reads by the type, and gets nothing from another kind of file.

    Example: `type="imsqti_item_xmlv2p1"` for a file with the root `<assessmentTest>`.
    """
    for paper in papers.all:
        match = TYPE.match(paper.resource.type)
        if match and paper.root is not None and paper.kind != _ROOTS[match[1]]:
            message = f"The root is <{paper.kind}>; a resource of the type {paper.resource.type} has"
            yield paper.at(), f"{message} <{_ROOTS[match[1]]}>."


@rule("QTI-204", Severity.WARNING, on=Papers)
def type_fits_version(papers: Papers) -> Findings:
    """A resource's type names the version whose namespace its file is in.

    Why: a system picks the reader by the type, and that looks for elements in one namespace.

    Example: `type="imsqti_item_xmlv2p1"` for a file in `http://www.imsglobal.org/xsd/imsqti_v2p2`.
    """
    for paper in papers.all:
        match = TYPE.match(paper.resource.type)
        if match and paper.version and match[2] != paper.version.replace(".", "p"):
            yield (
                paper.resource.at,
                f"{paper.name} is in the namespace of {paper.version}; the type says {match[2]}.",
            )


@rule("QTI-205", Severity.ERROR, on=Papers)
def follows_schema(papers: Papers) -> Findings:
    """Items and tests have the elements and attributes that their version of QTI knows, where it knows them.

    Why: what is misspelt or misplaced is not read: a choice is missing, or nothing is scored. Strict systems
    refuse the item.

    Example: `<itemBody>` before `<responseDeclaration>`, or `<simpleChoice>` without `identifier`.
    """
    yield from first_of(one for paper in papers.all for one in _refused(paper))


def _refused(paper: Paper) -> Findings:
    if paper.version and paper.kind in _ROOTS.values():
        yield from _binding(paper.version, paper.kind).follows(paper.document)
    elif paper.kind in _ROOTS.values():
        message = 'The namespace is none of QTI 2. Write xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1".'
        yield paper.at(), message


@rule("QTI-206", Severity.WARNING, on=Papers)
def identifiers_of_items(papers: Papers) -> Findings:
    """Every item and test has an identifier of its own.

    Why: some systems store items and results under it, and of two with the same one the later replaces the
    earlier. Others, such as QTIWorks and ONYX, go by the files.

    Example: two items with `identifier="question"`.
    """
    told: dict[str, Paper] = {}
    for paper in papers.all:
        id = "" if paper.root is None else paper.root.get("identifier", "")
        earlier = told.setdefault(id, paper)
        if id and earlier is not paper:
            yield paper.at(), f"The identifier {id} is that of {earlier.name} already. Give this one another."


@rule("QTI-207", Severity.WARNING, on=Papers)
def files_exist(papers: Papers) -> Findings:
    """Pictures, sound and style sheets that an item or test shows are in the package.

    Why: learners see a hole where what they are asked about should be.

    Example: `<img src="images/bridge.png" alt="A bridge"/>` after the picture was renamed.
    """
    for paper in papers.all:
        for at, name, href in _shown(paper):
            if name not in papers.package and not papers.package.bare:
                yield at, f"{href} is not in the package. Add it, or mend the address."


@rule("QTI-208", Severity.WARNING, on=Papers)
def files_are_listed(papers: Papers) -> Findings:
    """Files that an item or test shows are listed in its resource, or in one that it depends on.

    Why: a system that imports single items copies only what their resource lists.

    Example: an item with `<img src="bridge.png"/>` whose resource lists the item alone.
    """
    manifest = papers.package.manifest
    for paper in papers.all if manifest else ():
        listed = {one.name for one in paper.resource.files}
        for dependency in paper.resource.dependencies:
            other = manifest.by_id.get(dependency.identifierref) if manifest else None
            listed |= {one.name for one in other.files} if other else set()
        for at, name, href in _shown(paper):
            if name in papers.package and name not in listed:
                message = (
                    f"The resource {paper.resource.identifier} does not list {href}. Add a <file> for it."
                )
                yield at, message


def _shown(paper: Paper) -> Iterator[tuple[Location, str, str]]:
    """What it shows of the package: the place, the file, and the address as it is written; each once."""
    folder = dirname(paper.name)
    told: set[str] = set()
    for one in paper.root.iter("*") if paper.root is not None else ():
        wanted = _FILES.get(local(one))
        href = (one.get(wanted) or "").strip() if wanted else ""
        if not href or href.lower().startswith("data:") or href in told:
            continue
        told.add(href)
        found = resolve(paper.at(one), href, f"{folder}/" if folder else "")
        if found.name and not found.remote:
            yield paper.at(one), found.name, href


@cache
def _binding(version: str, root: str) -> Binding:
    uri = f"http://www.imsglobal.org/xsd/imsqti_v{version.replace('.', 'p')}"
    return Binding(f"qti-{version}", f"QTI {version}", {uri: "", XML: "xml:"}, {}, root=root)
