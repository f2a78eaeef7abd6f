"""Good packages, and operators that spoil them: for cases (``changes.yaml``) and for mutations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml
from lxml import etree

from bot_scorm.archive import BytesSource
from bot_scorm.namespaces import ADLCP_2004, ADLNAV, ADLSEQ, CMI5, CP_OTHER, IMSSS, LOM
from bot_scorm.package.manifest import CP_12
from bot_scorm.package.view import MANIFEST, Package
from bot_scorm.validation import PackageReport, check, check_package
from tests.package.zips import described

HERE = Path(__file__).parent
GOOD = {
    "scorm2004": HERE / "good" / "scorm2004",
    "imscp": HERE / "good" / "imscp",
    "pages": HERE / "good" / "pages",
    "backup": HERE / "good" / "backup",
    "cmi5": HERE / "good" / "cmi5",
    "imscc": HERE / "good" / "imscc",
    "qti12": HERE / "good" / "qti12",
    "qti21": HERE / "good" / "qti21",
    "quiz": HERE / "good" / "quiz",
    "gift": HERE / "good" / "gift",
    "zip": HERE / "good" / "zip",
    "scorm12": HERE.parent / "package" / "minimal",
}
PREFIXES = {
    "cp": CP_OTHER, "old": CP_12, "adlcp": ADLCP_2004, "adlseq": ADLSEQ, "adlnav": ADLNAV, "imsss": IMSSS,
    "lom": LOM, "c": CMI5, "cc": "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1",
    "lomm": "http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest", "q": "http://www.imsglobal.org/xsd/ims_qtiasiv1p2",
    "i": "http://www.imsglobal.org/xsd/imsqti_v2p1",
}  # fmt: skip
HEAD = b'<?xml version="1.0" encoding="UTF-8"?>'
LXML_HEAD = HEAD.replace(b'"', b"'")
"""How lxml starts a file, and how Moodle wants it."""
Files = dict[str, bytes]


def files_of(folder: Path) -> Files:
    return {
        one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()
    }


def checked(files: Files) -> PackageReport:
    package = Package.of({name: BytesSource(data) for name, data in files.items()}, "course")
    return check_package(replace(package, deep=True))


def judged(good: str, files: Files, folder: Path) -> PackageReport:
    """What is found in the files, which are one question file, a zip that is described, or a package."""
    if good not in ("quiz", "gift", "zip"):
        return checked(files)
    ((name, data),) = files.items()
    path = folder / ("course.zip" if good == "zip" else name)
    path.write_bytes(described(yaml.safe_load(data)) if good == "zip" else data)
    return check(path, path.name)


def changed(description: Mapping[str, Any]) -> Files:
    """The files that a case's ``changes.yaml`` describes: a good package, and what is done to it."""
    files = files_of(GOOD[description["good"]])
    for operator, *operands in description["changes"]:
        OPERATORS[operator](files, *operands)
    return files


def on_element(change: Callable[..., None]) -> Callable[..., None]:
    """An operator on the first element that an XPath finds in the manifest, or in another file."""

    def spoil(files: Files, path: str, *operands: str, file: str = MANIFEST) -> None:
        root = etree.fromstring(files[file])
        found = root.xpath(path, namespaces=PREFIXES)
        assert found, f"{path} finds nothing"
        change(found[0], *("x" * 1001 if one == "OVERFLOW" else one for one in operands))
        files[file] = etree.tostring(root, encoding="UTF-8", xml_declaration=True).replace(LXML_HEAD, HEAD, 1)

    return spoil


def text(element: Any, value: str) -> None:
    element.text = etree.CDATA("Rights & duties") if value == "CDATA" else value


def rename(element: Any, name: str) -> None:
    element.tag = name


def repeat(element: Any) -> None:
    element.addnext(etree.fromstring(etree.tostring(element)))


def insert(element: Any, xml: str) -> None:
    space = etree.QName(element).namespace
    home = f' xmlns="{space}"' if space and "xmlns=" not in xml else ""
    name, rest = xml[1:].split(">", 1)
    opened, slash = name.rstrip("/"), "/" if name.endswith("/") else ""
    element.append(etree.fromstring(f"<{opened}{home}{slash}>{rest}"))


def say(files: Files, old: str, new: str) -> None:
    assert old.encode() in files[MANIFEST]
    data = files[MANIFEST].replace(old.encode(), new.encode())
    # A prefix is declared, too.
    prefixes = (old.rstrip(":").encode(), new.rstrip(":").encode())
    files[MANIFEST] = data.replace(b"xmlns:" + prefixes[0] + b"=", b"xmlns:" + prefixes[1] + b"=")


def inside(files: Files, file: str, operator: str, *operands: str) -> None:
    OPERATORS[operator](files, *operands, file=file)


def into(files: Files, folder: str) -> None:
    for name in list(files):
        files[folder + name] = files.pop(name)


def edit(files: Files, name: str, old: str, new: str) -> None:
    assert old.encode() in files[name]
    files[name] = files[name].replace(old.encode(), new.encode())


OPERATORS: Mapping[str, Callable[..., object]] = {
    "drop": on_element(lambda one: one.getparent().remove(one)),
    "unset": on_element(lambda one, name: one.attrib.pop(name)),
    "set": on_element(lambda one, name, value: one.set(name, value)),
    "text": on_element(text),
    "rename": on_element(rename),
    "repeat": on_element(repeat),
    "insert": on_element(insert),
    "move": on_element(lambda one: one.getparent().insert(0, one)),
    "say": say,
    "in": inside,
    "edit": edit,
    "into": into,
    "rename-file": lambda files, old, new: files.__setitem__(new, files.pop(old)),
    "clear": lambda files, name: files.__setitem__(name, b"// nothing\n"),
    "recode": lambda files, name, old, new: files.__setitem__(
        name, files[name].replace(old.encode(), new.encode("cp1252"))
    ),
    "remove": lambda files, name: files.pop(name),
    "add": lambda files, name, data: files.__setitem__(name, data.encode()),
}
