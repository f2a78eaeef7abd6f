"""The packages that we write: what stands in their manifests, and that their own rules find nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from bot_scorm.archive import Artifact, BytesSource, pack
from bot_scorm.diagnostics import Location, Report
from bot_scorm.model.programme import Edition, Module, Programme
from bot_scorm.model.text import Text
from bot_scorm.package.manifest import Manifest
from bot_scorm.package.view import MANIFEST, Package
from bot_scorm.readers import load
from bot_scorm.schemas import OFFICIAL
from bot_scorm.validation import check, check_package
from bot_scorm.writers.manifest import MAX_TITLE, Sco, manifest, short_title
from bot_scorm.writers.scorm12 import WRITER
from tests.course import write_course

PAGE = "---\nkind: theory\nid: page\ntitle: A page\n---\n![A bridge](media/bridge.svg)\n"
QUIZ = (
    "---\nkind: quiz\nrole: after\nid: after\ntitle: After\nattempts: 1\n---\n"
    "::: question {#one}\nOne?\n\n- [x] Yes. {#a}\n- [ ] No. {#b}\n:::\n"
)
MODULE = "id: trust\ntitle: Building *trust*\nduration: 105\npass_mark: 65\ncompetences: [BoT-2]\n"
OTHER = "id: rights\ntitle: Rights & <duties>\n"


@pytest.fixture
def edition(tmp_path: Path) -> Edition:
    root = write_course(tmp_path, {"module.yaml": MODULE, "10-page.md": PAGE, "90-after.md": QUIZ})
    other = root / "curriculum" / "02-rights"
    other.mkdir()
    (other / "module.yaml").write_text(OTHER, "utf-8")
    (other / "10-page.md").write_text(PAGE.replace("![A bridge](media/bridge.svg)", "Text."), "utf-8")
    report = Report()
    programme = load(root, report)
    assert not report.failed
    return Edition("en", programme)


def parts_of(edition: Edition) -> dict[str, Artifact]:
    report = Report()
    parts = {one.id: WRITER.write(edition.of(one), report) for one in edition}
    assert list(report) == []
    return parts


def joined(edition: Edition) -> Artifact:
    bare = replace(edition.programme, modules=tuple(replace(one, pages=(), media={}) for one in edition))
    return WRITER.join(replace(edition, programme=bare), parts_of(edition), Report())


def manifest_of(artifact: Artifact) -> Manifest:
    found = Package.of(artifact.files, "course.zip").manifest
    assert found is not None
    return found


def test_manifests_are_as_expected(edition: Edition, regenerate: bool) -> None:
    for artifact in (parts_of(edition)["trust"], joined(edition)):
        xml = artifact.files[MANIFEST].read()
        expected = Path(__file__).parent / "expected" / f"{artifact.id}.xml"
        if regenerate:
            expected.write_bytes(xml)
        assert xml.decode() == expected.read_text("utf-8")


def test_our_own_rules_find_nothing(edition: Edition, tmp_path: Path) -> None:
    for artifact in (*parts_of(edition).values(), joined(edition)):
        assert [str(one) for one in check_package(Package.of(artifact.files, "course.zip"))] == []
        pack(artifact.files, tmp_path / "course.zip")
        report = check(tmp_path / "course.zip")
        assert (report.standard, report.version, list(report)) == ("SCORM", "1.2", [])


def test_module_package(edition: Edition) -> None:
    artifact = parts_of(edition)["trust"]
    assert artifact.path.as_posix() == "en/scorm12/trust.zip"
    found = manifest_of(artifact)
    (item,) = found.items
    assert (item.identifier, item.identifierref) == ("item-trust", "sco-trust")
    assert item.title is not None
    assert item.title.text == "Building trust"
    assert item.extras["masteryscore"].text == "65"
    sco, player = found.resources
    assert sco.launch is not None
    assert sco.launch.href == "trust/index.html"
    assert [one.href for one in sco.files] == ["trust/index.html", "trust/media/bridge.svg"]
    assert [one.identifierref for one in sco.dependencies] == [player.identifier]
    assert {one.name for one in found.references} == set(artifact.files) - {MANIFEST}


@pytest.mark.parametrize(
    ("settings", "named"),
    [("attempts: 1", True), ("grade: first", True), ("attempts: 3", False), ("grade: last", False)],
)
def test_mastery_score_only_where_one_attempt_decides(tmp_path: Path, settings: str, named: bool) -> None:
    """Else an LMS closes as failed what can still be passed."""
    quiz = QUIZ.replace("attempts: 1", settings)
    root = write_course(tmp_path, {"module.yaml": OTHER, "90-after.md": quiz})
    (item,) = manifest_of(WRITER.write(Edition("en", load(root, Report())), Report())).items
    assert ("masteryscore" in item.extras) is named


def test_programme_package(edition: Edition) -> None:
    artifact = joined(edition)
    assert artifact.path.as_posix() == "en/scorm12/demo.zip"
    found = manifest_of(artifact)
    assert [one.identifier for one in found.items] == ["item-trust", "item-rights"]
    assert [one.extras["masteryscore"].text for one in found.items if one.extras] == ["65"]
    assert [one.identifier for one in found.resources] == ["sco-trust", "sco-rights", "player"]
    parts = parts_of(edition)
    assert set(artifact.files) == {MANIFEST, *parts["trust"].files, *parts["rights"].files}


def test_in_order_each_module_waits_for_the_one_before(edition: Edition) -> None:
    ordered = replace(edition, programme=replace(edition.programme, sequence="in-order"))
    artifact = joined(ordered)
    waits = [one.extras.get("prerequisites") for one in manifest_of(artifact).items]
    assert [one.text if one else None for one in waits] == [None, "item-trust"]
    assert list(check_package(Package.of(artifact.files, "course.zip"))) == []


def test_items_keep_their_identifiers_in_both_packages(edition: Edition) -> None:
    of_modules = {one.identifier for part in parts_of(edition).values() for one in manifest_of(part).items}
    assert of_modules == {one.identifier for one in manifest_of(joined(edition)).items}


def test_metadata(edition: Edition) -> None:
    root = etree.fromstring(parts_of(edition)["trust"].files[MANIFEST].read())
    names = {"imsmd": "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"}
    assert (
        root.xpath("string(//imsmd:general/imsmd:title/imsmd:langstring)", namespaces=names)
        == "Building trust"
    )
    assert root.xpath("string(//imsmd:general/imsmd:keyword)", namespaces=names).strip() == "BoT-2"
    assert root.xpath("string(//imsmd:typicallearningtime/imsmd:datetime)", namespaces=names) == "PT1H45M"


def test_no_schemas_unless_asked_for(edition: Edition) -> None:
    for artifact in (*parts_of(edition).values(), joined(edition)):
        assert b"schemaLocation" not in artifact.files[MANIFEST].read()
        assert not [name for name in artifact.files if name.endswith(".xsd")]


def test_with_schemas(edition: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_SCORM_SCHEMAS", str(tmp_path))
    trust = edition.of(next(iter(edition)))
    report = Report()
    replace(WRITER, with_schemas=True).write(trust, report)
    (told,) = report
    assert told.rule.id == "SCO-002"
    assert all(name in told.message for name in OFFICIAL["scorm12"])
    (tmp_path / "scorm12").mkdir()
    for name in OFFICIAL["scorm12"]:
        (tmp_path / "scorm12" / name).write_text("<official/>")
    report = Report()
    artifact = replace(WRITER, with_schemas=True).write(trust, report)
    assert set(OFFICIAL["scorm12"]) < set(artifact.files)
    assert [*report, *check_package(Package.of(artifact.files, "course.zip"))] == []


def test_long_title_is_cut_and_told(edition: Edition) -> None:
    (trust, _) = edition
    long = replace(trust, title=Text("Trust " * 50, Location("module.yaml", 2, 8)))
    report = Report()
    artifact = WRITER.write(edition.of(long), report)
    assert [(one.rule.id, str(one.at)) for one in report] == [("SCO-001", "module.yaml:2:8")]
    (item,) = manifest_of(artifact).items
    assert item.title is not None
    assert len(item.title.text) <= MAX_TITLE
    assert not check_package(Package.of(artifact.files, "course.zip")).failed


def titles() -> Iterator[st.SearchStrategy[str]]:
    yield st.text(min_size=1, max_size=300)
    yield st.text("&<> 0'\"a]é😀\n\\*_`", min_size=1, max_size=40)


@settings(deadline=None)
@given(st.one_of(*titles()))
def test_any_title_gives_a_manifest_without_errors(title: str) -> None:
    edition = _edition(title)
    (module,) = edition
    xml = manifest(edition, module, [Sco(module, ("m/a b.html",), "70")], [], schema_location=False)
    files = {MANIFEST: BytesSource(xml), "m/a b.html": BytesSource(b"")}
    report = check_package(Package.of(files, "course.zip"))
    assert {one.rule.id for one in report} <= {"MAN-021", "S12-014"}  # the titles 0, and a 0 between entities


def test_space_between_entities_survives_in_moodle() -> None:
    assert short_title(Text("Ask & <listen>", Location("x"))) == "Ask &\N{NO-BREAK SPACE}<listen>"


def _edition(title: str) -> Edition:
    at = Location("module.yaml")
    module = Module(at=at, id="m", title=Text(title, at))
    return Edition("en", Programme(at=at, id="p", title=Text("P", at), modules=(module,)))
