"""Every rule is heard when a good package is spoilt as ``mutations.yaml`` says, and on none that is good."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree

from bot_scorm.archive import BytesSource
from bot_scorm.namespaces import ADLCP_2004, ADLNAV, ADLSEQ, CP_OTHER, IMSSS, LOM
from bot_scorm.package import MANIFEST, Package
from bot_scorm.package_manifest import CP_12
from bot_scorm.validation import PackageReport, check_package
from tests.rules.test_package_rules import REMARKS, RULES

HERE = Path(__file__).parent
GOOD = {
    "scorm2004": HERE / "good" / "scorm2004",
    "imscp": HERE / "good" / "imscp",
    "pages": HERE / "good" / "pages",
    "scorm12": HERE.parent / "package" / "minimal",
}
MUTATIONS: Mapping[str, list[str]] = yaml.safe_load((HERE / "mutations.yaml").read_text("utf-8"))
PREFIXES = {
    "cp": CP_OTHER, "old": CP_12, "adlcp": ADLCP_2004, "adlseq": ADLSEQ, "adlnav": ADLNAV, "imsss": IMSSS,
    "lom": LOM,
}  # fmt: skip
ELSEWHERE = {
    "XML-004": "a manifest of megabytes",
    "MAN-024": "only for cartridges",
    "CNT-014": "a page of megabytes",
    "CNT-015": "a page of tens of thousands of elements",
}
"""Rules that no mutation of a good manifest reaches, beside those of question files, and those of the
family archive, which look at the bytes of a zip: their cases make such zips (tests/package/zips.py)."""
Files = dict[str, bytes]


def files_of(folder: Path) -> Files:
    return {
        one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()
    }


def checked(files: Files) -> PackageReport:
    package = Package.of({name: BytesSource(data) for name, data in files.items()}, "course")
    return check_package(replace(package, deep=True))


def heard(report: PackageReport) -> set[str]:
    return {one.rule.id for one in report}


def on_element(change: Callable[..., None]) -> Callable[..., None]:
    """An operator on the first element that an XPath finds in the manifest."""

    def spoil(files: Files, path: str, *operands: str) -> None:
        root = etree.fromstring(files[MANIFEST])
        found = root.xpath(path, namespaces=PREFIXES)
        assert found, f"{path} finds nothing"
        change(found[0], *("x" * 1001 if one == "OVERFLOW" else one for one in operands))
        files[MANIFEST] = etree.tostring(root)

    return spoil


def text(element: Any, value: str) -> None:
    element.text = etree.CDATA("Rights & duties") if value == "CDATA" else value


def rename(element: Any, name: str) -> None:
    element.tag = name


def repeat(element: Any) -> None:
    element.addnext(etree.fromstring(etree.tostring(element)))


def insert(element: Any, xml: str) -> None:
    home = "" if "xmlns=" in xml else f' xmlns="{etree.QName(element).namespace}"'
    name, rest = xml[1:].split(">", 1)
    opened, slash = name.rstrip("/"), "/" if name.endswith("/") else ""
    element.append(etree.fromstring(f"<{opened}{home}{slash}>{rest}"))


def say(files: Files, old: str, new: str) -> None:
    assert old.encode() in files[MANIFEST]
    data = files[MANIFEST].replace(old.encode(), new.encode())
    # A prefix is declared, too.
    prefixes = (old.rstrip(":").encode(), new.rstrip(":").encode())
    files[MANIFEST] = data.replace(b"xmlns:" + prefixes[0] + b"=", b"xmlns:" + prefixes[1] + b"=")


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
    "edit": edit,
    "remove": lambda files, name: files.pop(name),
    "add": lambda files, name, data: files.__setitem__(name, data.encode()),
}


@pytest.mark.parametrize("name", GOOD)
def test_good_package_is_good(name: str) -> None:
    assert heard(checked(files_of(GOOD[name]))) <= set(REMARKS)


@pytest.mark.parametrize("id", MUTATIONS)
def test_mutation_is_heard(id: str) -> None:
    good, operator, *operands = MUTATIONS[id]
    files = files_of(GOOD[good])
    OPERATORS[operator](files, *operands)
    report = checked(files)
    assert id in heard(report), [f"{one.rule.id} {one.message}" for one in report]


def test_every_rule_is_reached() -> None:
    wanted = {id for id in RULES if not id.startswith(("ARC-", "MXML-"))}
    assert set(MUTATIONS) | set(ELSEWHERE) == wanted
    assert not set(MUTATIONS) & set(ELSEWHERE)
