"""Our schema and the official ones agree, but for differences that we mean: each is in a table below."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from bot_scorm import schemas
from bot_scorm.diagnostics import Location
from bot_scorm.model.programme import Edition, Module, Outcome, Programme
from bot_scorm.model.text import Text
from bot_scorm.package.manifest import ADLCP_12, CP_12, MD_12
from bot_scorm.package.view import bytes_package
from bot_scorm.rules.binding import Forgiven
from bot_scorm.rules.schema import BINDING
from bot_scorm.validation import check_package
from bot_scorm.writers.manifest import Sco, manifest
from tests.schemas.mutations import OPERATORS
from tests.schemas.official import official_schema

EACH = 10
"""How often every operator spoils every manifest."""
EXPLAINED = 0.2
"""How many of those that are refused are explained, too: that takes longer than refusing."""

FORGIVEN = {
    r"not a valid value of the atomic type 'xs:ID'": {"MAN-011", "MAN-012"},
    r"not a valid value of the atomic type 'xs:IDREF'": {"MAN-007", "MAN-012"},
    r"\[facet 'maxLength'\]": {"S12-011"},
    r"attribute 'href': .* is not a valid value of the local atomic type": {"MAN-017"},
}
"""What the official schema says, to our rules of which one says it better or as a warning: faults of real
packages that systems forgive, and references, which libxml2 follows only in part. Beside these, S12-016 and
S12-017 warn of extensions and of another order."""

STRICTER = {
    rf"Element '\{{({re.escape(ADLCP_12)}|{re.escape(MD_12)})\}}\w+': This element is not expected":
        "an element of ADL or of the metadata where no system looks for it",
    rf"Element '\{{{re.escape(CP_12)}\}}\w+': This element is not expected":
        "an element of Content Packaging inside the metadata",
    rf"Element '\{{{re.escape(CP_12)}\}}dependency': (?:Character|Element) content is not allowed":
        "something inside a dependency",
}  # fmt: skip
"""What our schema says, to why it is stricter than the official one, which takes any known element there."""


@pytest.fixture(scope="module")
def official() -> Any:
    return official_schema()


def own_manifests() -> Iterator[bytes]:
    at = Location("module.yaml")
    modules = [
        Module(
            at=at,
            id=id,
            title=Text(f"Module {id} & <more>", at),
            summary=Text("What it is about.", at),
            duration=105,
            outcomes=(Outcome("listen", Text("Listen.", at)),),
            competences=("BoT-2",),
        )
        for id in ("trust", "rights")
    ]
    programme = Programme(
        at=at,
        id="course",
        title=Text("Course", at),
        version="1.0",
        licence="CC BY 4.0",
        publisher="A, B",
        modules=tuple(modules),
    )
    scos = [Sco(one, (f"{one.id}/index.html", f"{one.id}/media/a b.svg"), "70") for one in modules]
    edition = Edition("sr-Latn", programme)
    yield manifest(edition, None, scos, ["player/player.js"], schema_location=True)
    yield manifest(edition.of(modules[0]), modules[0], scos[:1], ["player/player.js"], schema_location=False)


@pytest.fixture(scope="module")
def manifests(shared: Path) -> list[bytes]:
    corpus = sorted((shared / "corpus" / "scorm12-manifests").glob("*.xml"))
    assert len(corpus) == 13
    return [path.read_bytes() for path in corpus] + list(own_manifests())


def accepted(root: Any) -> bool:
    schema = schemas.compiled("scorm12")
    return bool(schema.validate(root) or schema.validate(Forgiven.of(root, BINDING).root))


def messages(schema: Any, root: Any) -> list[str]:
    return [] if schema.validate(root) else [str(one.message) for one in schema.error_log]


def compared(root: Any, official: Any) -> tuple[bool, bool, list[str]]:
    """Whether we and the official schema accept it, and what one side says that the tables do not know."""
    said = messages(official, root)
    ours = accepted(root)
    return ours, not said, [] if ours == (not said) else unexplained(root, official, said)


def unexplained(root: Any, official: Any, said: list[str]) -> list[str]:
    core = Forgiven.of(root, BINDING).root
    if not said:
        ours = messages(schemas.compiled("scorm12"), core)
        return [one for one in ours if not any(re.search(pattern, one) for pattern in STRICTER)]
    warned = {one.rule.id for one in check_package(bytes_package(etree.tostring(root)))}
    rest = messages(official, core)
    left = [one for one in rest if not any(re.search(k, one) and warned & v for k, v in FORGIVEN.items())]
    return left if rest or warned & {"S12-016", "S12-017"} else said


def test_our_own_manifests_are_valid(official: Any) -> None:
    for xml in own_manifests():
        root = etree.fromstring(xml)
        assert messages(official, root) == []
        assert schemas.compiled("scorm12").validate(root)
        assert [one for one in check_package(bytes_package(xml)) if one.rule.id != "S12-018"] == []


def test_real_manifests(official: Any, manifests: list[bytes]) -> None:
    for xml in manifests:
        assert compared(etree.fromstring(xml), official)[2] == []


@pytest.mark.parametrize("name", sorted(OPERATORS))
def test_spoilt_manifests(name: str, official: Any, manifests: list[bytes]) -> None:
    chance = random.Random(name)
    verdicts: Counter[tuple[bool, bool]] = Counter()
    for xml in manifests:
        for _ in range(EACH):
            root = etree.fromstring(xml)
            OPERATORS[name](root, chance)
            root = etree.fromstring(etree.tostring(root))  # with line numbers and prefixes as a file has them
            ours, theirs, unknown = compared(root, official)
            assert unknown == [], etree.tostring(root).decode()
            verdicts[ours, theirs] += 1
            if not ours and chance.random() < EXPLAINED:
                errors = [one for one in check_package(bytes_package(etree.tostring(root))) if one.at.column]
                assert {one.rule.id for one in errors} & {"S12-001", "MAN-006", "MAN-011"}
    assert verdicts[False, False] + verdicts[True, False] or name in ("move", "drop_attribute"), (
        f"{name} spoils nothing"
    )
    assert sum(verdicts.values()) == EACH * len(manifests)
