"""What a package is, and why we think so: also of one that is broken, or no course at all."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from bot_scorm.diagnostics import Location
from bot_scorm.namespaces import ADLCP_2004, EXPORTS
from bot_scorm.package.manifest import ADLCP_12, Field, Manifest, detect, local, namespace
from bot_scorm.package.view import ALONE, BACKUP, CMI5, MANIFEST, Package
from bot_scorm.package.xml import Element, spaces_in
from bot_scorm.package.zip import DamagedError

IS_BACKUP, IS_CMI5 = "Moodle backup", "cmi5"
"""Names of standards whose packages have no imsmanifest.xml."""
_TELLING = (ADLCP_12, ADLCP_2004, *EXPORTS)
"""Namespaces by which SCORM, or a system's own export, is known, whatever the root is."""
_QTI_VERSION = re.compile(r"imsqti_v2p(\d)")
_CMI5_VERSION = re.compile(r"/cmi5/(v\d+)/")
_FOREIGN = (
    ("h5p.json", "H5P"),
    ("tincan.xml", "xAPI"),
    ("META-INF/container.xml", "EPUB"),
    ("moodle.xml", "Moodle 1.9 backup"),
    ("[Content_Types].xml", "Office document"),
)
"""Files by which packages of other kinds are known; they are named, not checked."""
_AICC = (".crs", ".au", ".des", ".cst")
_MOST = 1 << 20
"""Bytes of a broken file that are looked at."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A standard in a version, both empty if it is not known, and what speaks for that, in a few words."""

    standard: str
    version: str
    why: str


def recognise(package: Package) -> Kind:
    """What a package is. Raises OSError."""
    if package.bare and ALONE in package:
        kind = _questions(_root(package, ALONE))
        return replace(kind, why=f"{package.path.name if package.path else ALONE} {kind.why}")
    for name, reader in _READERS:
        for there, found in _places(package, name):
            known = package.manifest if there == MANIFEST else None  # read already, and long perhaps
            kind = _kind_of(package, known) if known else reader(_root(package, there))
            shown = package.path.name if package.bare and package.path else there
            why = f"{shown} {_lies(there, name)}{kind.why}"
            if found == name or kind.standard:
                return Kind(kind.standard, kind.version, why)
    if salvaged := _salvaged(package):
        return salvaged
    return foreign(package)


def _places(package: Package, name: str) -> Iterator[tuple[str, str]]:
    """Where a file lies that should lie at the root, with its name there: the right place first."""
    if name in package:
        yield name, name
    others = [one for one in package.entries if one != name and one.rpartition("/")[2].lower() == name]
    for one in sorted(others, key=lambda one: (one.count("/"), one))[:1]:
        yield one, one


def _lies(there: str, name: str) -> str:
    if there == name:
        return ""
    return "(in a folder, not at the root) " if "/" in there else "(with capital letters) "


def _kind_of(package: Package, manifest: Manifest) -> Kind:
    root = package.document.root if package.document else None
    why = _evidence(root, manifest.schema, manifest.schemaversion)
    return Kind(manifest.standard, manifest.version, why)


def _root(package: Package, name: str) -> Element:
    """The root element of a file, also of one that is not well-formed; None if there is nothing to read."""
    try:
        return _recovered(package.read(name, _MOST))
    except DamagedError:
        return None


def _recovered(data: bytes) -> Element:
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        return etree.fromstring(data[:_MOST], parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _manifest(root: Element) -> Kind:
    if root is None:
        return Kind("", "", "cannot be read as XML")
    schema, version = (_field(root, one) for one in ("schema", "schemaversion"))
    return Kind(*detect(root, schema, version), _evidence(root, schema, version))


def _field(root: Element, name: str) -> Field | None:
    found = root.find(f"{{*}}metadata/{{*}}{name}")
    return None if found is None else Field(Location(""), "".join(found.itertext()))


def _evidence(root: Element, schema: Field | None, version: Field | None) -> str:
    home = namespace(root)
    said = f"has the root <{local(root)}>" + (f" in {home}" if home else " without a namespace")
    spaces = spaces_in(root)
    used = [one for one in _TELLING if one != home and one in spaces]
    said += f", uses {' and '.join(used)}" if used else ""
    names = (("schema", schema), ("schemaversion", version))
    words = [f"{name} “{field.text.strip()[:60]}”" for name, field in names if field]
    return said + (f", and says {', '.join(words)}" if words else ", and says no schemaversion")


def _backup(root: Element) -> Kind:
    if root is None:
        return Kind(IS_BACKUP, "", "cannot be read as XML")
    release = (root.findtext("information/backup_release") or "").strip()
    says = f"says backup_release “{release[:60]}”" if release else "says no backup_release"
    why = f"has the root <{local(root)}> and {says}"
    return Kind(IS_BACKUP if local(root) == "moodle_backup" else "", release, why)


def _course(root: Element) -> Kind:
    if root is None:
        return Kind(IS_CMI5, "", "cannot be read as XML")
    home = namespace(root)
    version = _CMI5_VERSION.search(home)
    known = local(root) == "courseStructure"
    why = f"has the root <{local(root)}>" + (f" in {home}" if home else " without a namespace")
    return Kind(IS_CMI5 if known else "", version[1] if version else "", why)


def _questions(root: Element) -> Kind:
    if root is None:
        return Kind("", "", "cannot be read as XML")
    home = namespace(root)
    version = _QTI_VERSION.search(home)
    known = "1.2" if local(root) == "questestinterop" else f"2.{version[1]}" if version else ""
    where = f" in {home}" if home else " without a namespace"
    return Kind("QTI", known, f"has the root <{local(root)}>{where}")


_READERS = ((MANIFEST, _manifest), (BACKUP, _backup), (CMI5, _course))
"""The files that make a package what it is, the first that is there deciding."""


def foreign(package: Package) -> Kind:
    """What a package is that has none of the files by which we know those that are checked."""
    for name, standard in _FOREIGN:
        if name in package:
            return Kind(standard, "", f"{name} is in it")
    endings = {one[one.rfind(".") :].lower() for one in package.entries if "/" not in one and "." in one}
    if {".crs", ".au"} <= endings:
        return Kind("AICC", "", f"{', '.join(one for one in _AICC if one in endings)} files are in it")
    names = ", ".join(name for name, _ in _READERS)
    return Kind("", "", f"it holds none of {names}" if package.entries else "nothing in it can be read")


def _salvaged(package: Package) -> Kind | None:
    """What the first bytes of a zip say whose directory is lost."""
    path = package.path
    if package.entries or path is None or not path.is_file():
        return None
    with path.open("rb") as file:
        start = file.read(_MOST)
    for name, reader in _READERS:
        head = re.search(
            rb"PK\x03\x04(?=.{22}(.)\x00(.)(.)" + re.escape(name.encode()) + rb")", start, re.DOTALL
        )
        if not head or head[1][0] != len(name):
            continue
        at = head.start() + 30 + len(name) + head[2][0] + 256 * head[3][0]
        packed = start[head.start() + 8] == 8
        try:
            data = zlib.decompressobj(-15).decompress(start[at:], _MOST) if packed else start[at:]
        except zlib.error:
            data = b""
        kind = reader(_recovered(data)) if data else reader(None)
        return Kind(kind.standard, kind.version, f"{name} (in a zip without its directory) {kind.why}")
    return None
