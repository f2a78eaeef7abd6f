"""Packages of SCORM 2004: what the official schemas say of their manifests, and what stands in them."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from bot_scorm.archive import Artifact
from bot_scorm.diagnostics import Location, Report, Severity
from bot_scorm.model.programme import Edition, Outcome, Programme
from bot_scorm.model.text import Text
from bot_scorm.package.view import MANIFEST, Package
from bot_scorm.readers import load
from bot_scorm.schemas import OFFICIAL
from bot_scorm.validation import check_package
from bot_scorm.writers.scorm import Scorm
from bot_scorm.writers.scorm2004 import WRITER as FOURTH
from bot_scorm.writers.scorm2004_3rd import WRITER as THIRD
from tests.browser.conftest import COURSE
from tests.conftest import REPO
from tests.schemas.official import EDITIONS, official_2004

HERE = Path(__file__).parent
NAMES = {
    "cp": "http://www.imsglobal.org/xsd/imscp_v1p1",
    "adlcp": "http://www.adlnet.org/xsd/adlcp_v1p3",
    "adlnav": "http://www.adlnet.org/xsd/adlnav_v1p3",
    "ss": "http://www.imsglobal.org/xsd/imsss",
    "lom": "http://ltsc.ieee.org/xsd/LOM",
}
PROGRAMMES = {
    "course": COURSE,
    "hostile": HERE.parent / "hostile" / "content",
    "content": REPO / "content",
}
AT = Location("programme.yaml")


@pytest.fixture(scope="session", params=[FOURTH, THIRD], ids=lambda one: one.name)
def format(request: pytest.FixtureRequest) -> Scorm:
    found: Scorm = request.param
    return found


@pytest.fixture(scope="session", params=PROGRAMMES)
def programme(request: pytest.FixtureRequest) -> Programme:
    report = Report()
    programme = load(PROGRAMMES[request.param], report)
    assert not report.failed
    return replace(programme, sequence="in-order", publisher="A, B", version="1.0")


def parts_of(format: Scorm, programme: Programme) -> dict[str, Artifact]:
    edition = Edition(programme.language, programme)
    return {one.id: made(format.write(edition.of(one), Report())) for one in edition}


def joined(format: Scorm, programme: Programme) -> Artifact:
    bare = replace(programme, modules=tuple(replace(one, pages=(), media={}) for one in programme.modules))
    return made(format.join(Edition(programme.language, bare), parts_of(format, programme), Report()))


def made(artifact: Artifact | None) -> Artifact:
    assert artifact is not None
    return artifact


def manifest_of(artifact: Artifact) -> Any:
    return etree.fromstring(artifact.files[MANIFEST].read())


def found(root: Any, path: str) -> list[Any]:
    return list(root.xpath(path, namespaces=NAMES))


def test_official_schemas_accept_every_manifest(format: Scorm, programme: Programme, shared: Path) -> None:
    official = official_2004(format.name, shared / "xsd" / "lom")
    for artifact in (*parts_of(format, programme).values(), joined(format, programme)):
        official.validate(manifest_of(artifact))
        assert [str(one) for one in official.error_log] == []
        told = check_package(Package.of(artifact.files, "course.zip"))
        assert [str(one) for one in told if one.severity is Severity.ERROR] == []


def test_official_schemas_refuse_what_is_wrong(format: Scorm, shared: Path) -> None:
    official = official_2004(format.name, shared / "xsd" / "lom")
    root = manifest_of(joined(format, small()))
    (mode,) = found(root, "//ss:controlMode")
    mode.set("flow", "perhaps")
    assert not official.validate(root)
    mode.set("flow", "true")
    (title,) = found(root, "//lom:general/lom:title")
    title.addnext(etree.fromstring(etree.tostring(title)))
    assert not official.validate(root), "the schemas of LOM are among them"


def small(sequence: str = "in-order") -> Programme:
    """Three modules of the test course: a quiz, one without outcomes, and one that is only read."""
    programme = load(COURSE, Report())
    return replace(programme, modules=programme.modules[:3], sequence=sequence)  # type: ignore[arg-type]


def test_manifest_of_the_programme_is_as_expected(regenerate: bool) -> None:
    xml = joined(FOURTH, small()).files[MANIFEST].read()
    expected = HERE / "expected" / "scorm2004.xml"
    if regenerate:
        expected.write_bytes(xml)
    assert xml.decode() == expected.read_text("utf-8")


def test_editions_differ_in_their_version_only() -> None:
    third, fourth = (joined(one, small()).files[MANIFEST].read() for one in (THIRD, FOURTH))
    assert third != fourth
    assert third.replace(b"2004 3rd Edition", b"2004 4th Edition") == fourth


def test_every_file_is_listed() -> None:
    artifact = joined(FOURTH, small())
    package = Package.of(artifact.files, "course.zip")
    assert package.manifest is not None
    assert package.manifest.version.startswith("2004")
    assert {one.name for one in package.manifest.references} == set(artifact.files) - {MANIFEST}


def test_player_looks_for_scorm_2004() -> None:
    artifact = joined(FOURTH, small())
    assert b'"standard":"scorm2004"' in artifact.files["small/index.html"].read()


def test_pass_mark_and_outcomes_become_objectives() -> None:
    programme = small()
    outcome = Outcome("listen", Text("Listen.", AT))
    module = replace(programme.modules[1], pass_mark=65, outcomes=(outcome,))
    root = manifest_of(parts_of(FOURTH, replace(programme, modules=(module,)))["small"])
    ids = found(root, "//ss:objectives/*/@objectiveID")
    assert ids == ["small.quiz", "listen"]
    assert found(root, "//ss:primaryObjective/@satisfiedByMeasure") == ["true"]
    # Moodle tells the player the pass mark of whichever objective it comes to last.
    assert found(root, "//ss:objectives/*/ss:minNormalizedMeasure/text()") == ["0.65"] * 2


def test_only_quizzes_count_for_passing_the_programme() -> None:
    root = manifest_of(joined(FOURTH, small()))
    counts = {
        item.get("identifier"): not found(item, "ss:sequencing/ss:rollupRules")
        for item in found(root, "//cp:item")
    }
    assert counts == {"item-all": True, "item-small": True, "item-read-only": False}
    (rules,) = found(root, "//ss:rollupRules")
    assert dict(rules.attrib) == {"rollupObjectiveSatisfied": "false", "objectiveMeasureWeight": "0"}


def test_in_order_no_way_leads_past_an_unfinished_module() -> None:
    root = manifest_of(joined(FOURTH, small()))
    for item in found(root, "//cp:item"):
        assert found(item, ".//ss:ruleAction/@action") == ["stopForwardTraversal"]
        assert found(item, ".//ss:ruleCondition/@condition") == ["activityProgressKnown", "completed"]
    assert modes(root) == [{"choice": "false", "flow": "true"}]


def test_modules_alone_or_in_free_order_have_no_rules() -> None:
    alone = manifest_of(parts_of(FOURTH, small())["small"])
    for root in (alone, manifest_of(joined(FOURTH, small("free")))):
        assert found(root, "//ss:sequencingRules") == []
        assert modes(root) == [{"choice": "true", "flow": "true"}]


def test_no_objective_is_mapped() -> None:
    """Moodle 4.5.6 cannot import a package with ``imsss:mapInfo``."""
    assert found(manifest_of(joined(FOURTH, small())), "//ss:mapInfo") == []


def modes(root: Any) -> list[dict[str, str]]:
    return [dict(one.attrib) for one in found(root, "//ss:controlMode")]


def test_nothing_offers_to_throw_away_what_was_done() -> None:
    programme = small()
    hidden = "//adlnav:hideLMSUI/text()"
    alone = manifest_of(parts_of(FOURTH, programme)["small"])
    assert found(alone, hidden) == ["abandon", "abandonAll", "continue", "previous"]
    assert found(manifest_of(joined(FOURTH, programme)), hidden) == ["abandon", "abandonAll"] * 3


def test_with_schemas(format: Scorm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shared: Path) -> None:
    monkeypatch.setenv("BOT_SCORM_SCHEMAS", str(tmp_path))
    asked = replace(format, with_schemas=True)
    programme = small()
    edition = Edition("en", programme).of(programme.modules[1])
    report = Report()
    asked.write(edition, report)
    assert [one.rule.id for one in report] == ["SCO-002"]
    shutil.copytree(EDITIONS[format.name], tmp_path / format.name)
    shutil.copytree(shared / "xsd" / "lom", tmp_path / format.name, dirs_exist_ok=True)
    report = Report()
    artifact = made(asked.write(edition, report))
    assert not report.failed
    assert set(OFFICIAL[format.name]) < set(artifact.files)
    (places,) = manifest_of(artifact).xpath("@*[local-name() = 'schemaLocation']")
    assert set(places.split()[1::2]) <= set(artifact.files)
    whole = made(
        asked.join(
            Edition("en", replace(programme, modules=programme.modules[1:2])), {"small": artifact}, report
        )
    )
    assert set(whole.files) == set(artifact.files)
    listed = Package.of(whole.files, "course.zip").manifest
    assert listed is not None
    assert not {one.name for one in listed.references} & set(OFFICIAL[format.name])


def test_state_may_take_what_the_standard_keeps() -> None:
    assert "of 64,000 characters" in parts_of(FOURTH, small())["small"].note
