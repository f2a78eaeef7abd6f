"""Whether the manifest of a Common Cartridge, and its description, follow the schemas of their version."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from bot_scorm.diagnostics import Severity
from bot_scorm.package.cartridge import Cartridge
from bot_scorm.package.manifest import local, namespace
from bot_scorm.package.xml import Element
from bot_scorm.rules.base import Findings, rule
from bot_scorm.rules.binding import XML, Binding, first_of

_LTSC = "http://ltsc.ieee.org/xsd"
_IMS = "http://www.imsglobal.org/xsd"
_ORDER = {
    "manifest": ("metadata", "organizations", "resources"),
    "metadata": ("schema", "schemaversion"),
    "organization": ("title", "item", "metadata"),
    "item": ("title", "item", "metadata"),
    "resource": ("metadata", "file", "dependency"),
}
_ONCE = {
    "lom": ("general", "lifeCycle", "technical", "rights"),
    "general": ("title",),
    "rights": ("cost", "copyrightAndOtherRestrictions", "description"),
    "contribute": ("role", "date"),
    "date": ("dateTime", "description"),
    "identifier": ("catalog", "entry"),
    "relation": ("kind", "resource"),
    "classification": ("purpose", "description"),
    "taxon": ("id", "entry"),
}
"""Elements of the description to those in them that may stand once; the schema takes any number in any
order."""


@rule("CCV-001", Severity.ERROR, on=Cartridge)
def follows_schema(cartridge: Cartridge) -> Findings:
    """The manifest has the elements and attributes that its version knows, where it knows them.

    Why: a misspelt or misplaced element is not read, and what is in it is silently lost. Moodle refuses the
    whole cartridge.

    Example: `<organisations>` instead of `<organizations>`, or `isvisible="false"` on an item: cartridges
    have no hidden items.
    """
    yield from _manifest(cartridge.digit).follows(cartridge.document)


@rule("CCV-002", Severity.WARNING, on=Cartridge)
def extension(cartridge: Cartridge) -> Findings:
    """The manifest has elements and attributes of Common Cartridge only.

    Why: a system leaves out what it does not know. Common Cartridge allows no extensions but those that it
    names, so a strict system refuses the manifest, as Moodle does.

    Example: `<canvas:settings xmlns:canvas="http://canvas.instructure.com/xsd/cccv1p0">` in the metadata.
    """
    for element, uri in _manifest(cartridge.digit).strangers(cartridge.document):
        message = f"{local(element)}: cartridges have nothing in the namespace {uri}. Leave it out."
        yield cartridge.document.at(element), message


@rule("CCV-003", Severity.WARNING, on=Cartridge)
def order(cartridge: Cartridge) -> Findings:
    """Elements stand in the order that the schema gives.

    Why: many systems do not mind; a strict one, and Moodle, refuse the manifest.

    Example: `<title>` behind the items of an item. It belongs in front of them.
    """
    yield from _manifest(cartridge.digit).displaced(cartridge.document)


@rule("CCV-004", Severity.WARNING, on=Cartridge)
def description_follows(cartridge: Cartridge) -> Findings:
    """Descriptions have only those parts of LOM that Common Cartridge has kept.

    Why: catalogues look for these and pass over the rest. Moodle refuses a cartridge with others.

    Example: `<educational><difficulty>`, which LOM has and Common Cartridge has not; or as a resource's role
    `Student` instead of `Learner`.
    """
    records = list(_records(cartridge))
    yield from first_of(
        one
        for record in records
        for one in _lom(cartridge.digit, namespace(record)).follows(cartridge.document, record)
    )
    for record in records:
        if not _is_placed(cartridge, record):
            message = "This description cannot stand here: one stands in the <metadata> of what it describes."
            yield cartridge.document.at(record), message


@rule("CCV-006", Severity.WARNING, on=Cartridge)
def described(cartridge: Cartridge) -> Findings:
    """The cartridge has a description with a title.

    Why: it is the name under which a system lists the course: Moodle makes it the course's name, and refuses
    a cartridge of version 1.1 without any description.

    Example: `<metadata>` with `<schema>` and `<schemaversion>` alone. Add
    `<lom:general><lom:title><lom:string>…` in `<lom:lom>`.
    """
    root = cartridge.document.root
    titles = root.findall("{*}metadata/{*}lom/{*}general/{*}title/{*}string")
    if not any((one.text or "").strip() for one in titles):
        found = root.find("{*}metadata")
        at = cartridge.document.at(root if found is None else found)
        yield at, "There is no description with a title. Add <lom> with <general>, <title>, <string>."


@rule("CCV-007", Severity.WARNING, on=Cartridge)
def once(cartridge: Cartridge) -> Findings:
    """What may stand once in a description stands once.

    Why: of two titles a system takes one, and not always the same.

    Example: two `<lom:title>` in `<lom:general>`. For a title in two languages write two `<lom:string>` in
    one.
    """
    for record in _records(cartridge):
        for element in record.iter("*"):
            names = [local(one) for one in element.iterchildren("*")]
            for child in element.iterchildren("*"):
                name = local(child)
                if name in _ONCE.get(local(element), ()) and names.count(name) > 1:
                    names.remove(name)
                    message = f"<{name}> stands in <{local(element)}> more than once. Join them."
                    yield cartridge.document.at(child), message


def _records(cartridge: Cartridge) -> Iterator[Element]:
    """Descriptions that the version knows, of the cartridge and of its resources."""
    for uri in _lom_namespaces(cartridge.digit):
        yield from cartridge.document.root.iter(f"{{{uri}}}lom")


def _is_placed(cartridge: Cartridge, record: Element) -> bool:
    """Whether a description stands where its kind may, and is the only one there."""
    parent = record.getparent()
    if local(parent) != "metadata" or namespace(parent) != cartridge.home:
        return False
    owner = local(parent.getparent())
    described, resource = _lom_namespaces(cartridge.digit)
    wanted = {"manifest": described, "resource": resource}.get(owner, namespace(record))
    alone = next(record.itersiblings("{*}lom", preceding=True), None) is None
    return namespace(record) == wanted and (alone or owner not in ("manifest", "resource"))


def _lom_namespaces(digit: str) -> tuple[str, str]:
    if digit == "0":
        return f"{_LTSC}/imscc/LOM", f"{_LTSC}/LOM"
    return f"{_LTSC}/imsccv1p{digit}/LOM/manifest", f"{_LTSC}/imsccv1p{digit}/LOM/resource"


@cache
def _manifest(digit: str) -> Binding:
    """The binding of a version, by its last digit. Descriptions are checked apart."""
    described, resource = _lom_namespaces(digit)
    home = f"{_IMS}/imscc" if digit == "0" else f"{_IMS}/imsccv1p{digit}"
    authorizations = f"{_IMS}/imsccauth_v1p0" if digit == "0" else f"{home}/imsccauth_v1p{digit}"
    cp = f"{home}/imscp_v1p1"
    prefixes = {cp: "", described: "lom:", resource: "lomr:", authorizations: "auth:", XML: "xml:"}
    if digit in "23":
        prefixes |= {
            f"{home}/imscp_extensionv1p2": "cpx:",
            f"{_IMS}/imsccv1p{digit}/imscsmd_v1p0": "csm:",
            f"{_IMS}/imscsmetadata_v1p0": "csm:",
        }
    return Binding(
        f"imscc-1.{digit}",
        f"Common Cartridge 1.{digit}",
        prefixes,
        {f"{{{cp}}}{name}": children for name, children in _ORDER.items()},
        apart=frozenset({f"{{{described}}}lom", f"{{{resource}}}lom"}),
    )


@cache
def _lom(digit: str, uri: str) -> Binding:
    others = dict.fromkeys(_manifest(digit).prefixes, "")
    return Binding(f"imscc-1.{digit}", f"Common Cartridge 1.{digit}", {uri: "", **others}, {}, root="lom")
