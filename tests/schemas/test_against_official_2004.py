"""Our schemas of SCORM 2004 and the official ones agree, but for differences in the table FORGIVEN."""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from bot_scorm.namespaces import CP_OTHER, LOM
from bot_scorm.package.view import bytes_package
from bot_scorm.rules.binding import Binding, Forgiven
from bot_scorm.rules.schema2004 import FOURTH, THIRD
from bot_scorm.validation import check_package
from tests.schemas.mutations import OPERATORS
from tests.schemas.official import official_2004

EACH = 5
"""How often every operator spoils every manifest."""
EXPLAINED = 0.02
"""How many of those that are refused are explained, too: that takes longer than refusing."""
GOOD = Path(__file__).parents[1] / "rules" / "good" / "scorm2004"

_LOM = rf"\{{{re.escape(LOM)}\}}"
FORGIVEN = {
    r"not a valid value of the atomic type 'xs:ID'": {"MAN-012", "SEQ-003", "MAN-011"},
    r"not a valid value of the atomic type 'xs:IDREF'": {"MAN-007", "MAN-012", "SEQ-001"},
    r"attribute 'href': .* is not a valid value of the atomic type 'xs:anyURI'": {"MAN-017"},
    rf"Element '\{{{re.escape(CP_OTHER)}\}}organization': Missing child element": {"S24-011", "S24-012"},
    rf"Element '{_LOM}\w+'(?:, attribute 'language')?: .* is not a valid value": {"LOM-003"},
    rf"Element '{_LOM}\w+'(?:, attribute 'language')?: \[facet": {"LOM-003"},
    rf"Element '{_LOM}\w+': Duplicate key-sequence": {"LOM-002"},
    rf"Element '{_LOM}": {"LOM-004", "S24-013"},
    rf"Element '\{{{re.escape(CP_OTHER)}\}}\w+'": {"S24-013"},
    r"Element content is not allowed, because the type definition is simple": {"S24-013"},
    r"No matching global (?:element|attribute) declaration available": {"S24-006", "S24-013"},
}
"""What the official schemas say, to our rules of which one says it better or as a warning: what systems
forgive, metadata, references, and elements that stand where no system looks for them. Beside these, S24-002
and S24-003 warn of extensions and of another order, S24-006 of what is new in an edition."""


@pytest.fixture(scope="module")
def officials(shared: Path) -> dict[str, Any]:
    lom = shared / "xsd" / "lom"
    formats = {"scorm2004-4": "scorm2004", "scorm2004-3": "scorm2004-3rd"}
    return {standard: official_2004(format, lom) for standard, format in formats.items()}


@pytest.fixture(scope="module")
def manifests(shared: Path) -> list[bytes]:
    corpus = sorted((shared / "corpus" / "scorm2004-manifests").glob("*.xml"))
    assert len(corpus) == 46
    return [path.read_bytes() for path in corpus] + good()


def good() -> list[bytes]:
    """Right manifests of both editions, with everything in them."""
    fourth = (GOOD / "imsmanifest.xml").read_bytes()
    third = (GOOD.parent / "third.xml").read_bytes()
    return [fourth, third]


def binding_of(root: Any) -> Binding:
    version = root.findtext("{*}metadata/{*}schemaversion")
    return THIRD if version in ("2004 3rd Edition", "CAM 1.3") else FOURTH


def messages(schema: Any, root: Any) -> list[str]:
    return [] if schema.validate(root) else [str(one.message) for one in schema.error_log]


def accepted(root: Any, binding: Binding) -> bool:
    from bot_scorm import schemas

    return bool(schemas.compiled(binding.standard).validate(Forgiven.of(root, binding).root))


def compared(root: Any, official: Any) -> tuple[bool, bool, list[str]]:
    """Whether we and the official schema accept it, and what one side says that the table does not know."""
    binding = binding_of(root)
    said = messages(official, root)
    ours = accepted(root, binding)
    if ours == (not said):
        return ours, not said, []
    if not said:
        return ours, True, ["ours alone refuses it"]
    warned = {one.rule.id for one in check_package(bytes_package(etree.tostring(root)))}
    rest = messages(official, Forgiven.of(root, replace(binding, apart=frozenset())).root)
    left = [one for one in rest if not any(re.search(k, one) and warned & v for k, v in FORGIVEN.items())]
    return ours, False, left if rest or warned & {"S24-002", "S24-003"} else said


def test_good_manifests_are_valid(officials: dict[str, Any]) -> None:
    for xml in good():
        root = etree.fromstring(xml)
        assert messages(officials[binding_of(root).standard], root) == []
        assert [one.rule.id for one in check_package(bytes_package(xml))] == ["S24-042"]


def test_real_manifests(officials: dict[str, Any], manifests: list[bytes]) -> None:
    for xml in manifests:
        root = etree.fromstring(xml)
        assert compared(root, officials[binding_of(root).standard])[2] == []


@pytest.mark.parametrize("name", sorted(OPERATORS))
def test_spoilt_manifests(name: str, officials: dict[str, Any], manifests: list[bytes]) -> None:
    chance = random.Random(name)
    verdicts: Counter[tuple[bool, bool]] = Counter()
    for xml in manifests:
        for _ in range(EACH):
            root = etree.fromstring(xml)
            official = officials[binding_of(root).standard]
            OPERATORS[name](root, chance)
            root = etree.fromstring(etree.tostring(root))  # with line numbers and prefixes as a file has them
            ours, theirs, unknown = compared(root, official)
            assert unknown == [], etree.tostring(root).decode()
            verdicts[ours, theirs] += 1
            if not ours and chance.random() < EXPLAINED:
                errors = {one.rule.id for one in check_package(bytes_package(etree.tostring(root)))}
                assert errors & {"S24-001", "MAN-006", "MAN-011"}
    assert verdicts[False, False] or name in ("move", "add_attribute"), f"{name} spoils nothing"
    assert sum(verdicts.values()) == EACH * len(manifests)
