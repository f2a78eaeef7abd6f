"""What a package shows, and that nothing in a hostile one makes a check raise or look elsewhere."""

from __future__ import annotations

import io
import os
import random
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot_scorm.archive import BytesSource, Source, pack
from bot_scorm.package.view import MANIFEST, Package
from bot_scorm.package.zip import DamagedError
from bot_scorm.validation import check, check_package
from tests.package.zips import MINIMAL, Member, make_zip

FILES: dict[str, Source] = {path.name: BytesSource(path.read_bytes()) for path in sorted(MINIMAL.iterdir())}


@pytest.fixture
def course(tmp_path: Path) -> Path:
    path = tmp_path / "course.zip"
    pack(FILES, path)
    return path


def kinds_of_package(course: Path) -> Iterator[tuple[Package, str]]:
    yield Package.open(course, "course.zip"), "course.zip!index.html"
    yield Package.open(MINIMAL, "course"), "course/index.html"
    yield Package.of(FILES, "course.zip"), "course.zip!index.html"


def test_the_same_package_in_every_form(course: Path) -> None:
    for package, place in kinds_of_package(course):
        assert sorted(package.entries) == ["imsmanifest.xml", "index.html", "player.js"]
        assert package.read("index.html") == (MINIMAL / "index.html").read_bytes()
        assert package.read("index.html", limit=3) == b"<!DO"
        assert str(package.at("index.html")) == place
        assert list(check_package(package)) == []


def test_bare_manifest_says_nothing_about_files() -> None:
    package = Package.open(MINIMAL / MANIFEST, "here/imsmanifest.xml")
    assert package.bare
    assert str(package.at(MANIFEST)) == "here/imsmanifest.xml"
    assert list(check_package(package)) == []


def test_folder_with_links(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "key.txt").write_text("secret")
    course = tmp_path / "course"
    course.mkdir()
    for name, source in FILES.items():
        (course / name).write_bytes(source.read())
    (course / "folder").symlink_to(secret)
    (course / "key.txt").symlink_to(secret / "key.txt")
    package = Package.open(course, "course")
    assert sorted(package.entries) == sorted(FILES)
    assert [str(one.at) for one in check_package(package) if one.rule.id == "ARC-010"] == [
        "course/folder",
        "course/key.txt",
    ]


def test_folder_under_version_control(tmp_path: Path) -> None:
    for name, source in FILES.items():
        (tmp_path / name).write_bytes(source.read())
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "HEAD").write_text("ref: refs/heads/main")
    assert list(check_package(Package.open(tmp_path, "course"))) == []


def test_zip64_and_data_descriptors(tmp_path: Path) -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, source in FILES.items():
            with archive.open(name, "w", force_zip64=True) as file:
                file.write(source.read())
    path = tmp_path / "course.zip"
    path.write_bytes(pipe.getvalue())
    assert list(check(path)) == []


def test_many_files(tmp_path: Path) -> None:
    path = tmp_path / "many.zip"
    members = [Member(f"{n}.txt".encode()) for n in range(65_535)]
    path.write_bytes(make_zip([Member(b"imsmanifest.xml", FILES[MANIFEST].read()), *members[:-1]]))
    began = time.process_time()
    assert {one.rule.id for one in check(path)} == {"MAN-002", "MAN-003", "MAN-005"}
    assert time.process_time() - began < 10


def test_more_files_than_are_read(tmp_path: Path) -> None:
    path = tmp_path / "more.zip"
    with zipfile.ZipFile(path, "w") as archive:  # from here on a zip needs its 64-bit directory
        for n in range(65_536):
            archive.writestr(f"{n}.txt", b"")
    assert [one.rule.id for one in check(path)] == ["ARC-012"]


def test_offset_that_no_file_has(tmp_path: Path) -> None:
    data = bytearray(make_zip([Member(b"imsmanifest.xml", b"<manifest/>")]))
    directory = data.rindex(b"PK\1\2")
    extra = b"\1\0\x08\0" + b"\xff" * 8
    data[directory + 30 : directory + 32] = len(extra).to_bytes(2, "little")
    data[directory + 42 : directory + 46] = b"\xff" * 4
    name = directory + 46 + len("imsmanifest.xml")
    data[name:name] = extra
    end = data.rindex(b"PK\5\6")
    data[end + 12 : end + 16] = (end - directory).to_bytes(4, "little")
    path = tmp_path / "course.zip"
    path.write_bytes(data)
    assert [one.rule.id for one in check(path)] == ["ARC-001", "ARC-003"]


def test_pipe_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "course.zip")
    with pytest.raises(OSError, match="neither a file nor a folder"):
        check(tmp_path / "course.zip")


def test_bomb_stops_at_the_declared_size(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    bomb = Member(b"imsmanifest.xml", b" " * 50_000_000, size=1000)
    path.write_bytes(make_zip([bomb]))
    package = Package.open(path)
    with pytest.raises(DamagedError, match="more bytes"):
        package.read(MANIFEST)
    assert [one.rule.id for one in check(path)] == ["ARC-003"]


def test_manifest_that_cannot_be_unpacked_is_told_without_depth(tmp_path: Path) -> None:
    path = tmp_path / "course.zip"
    path.write_bytes(make_zip([Member(b"imsmanifest.xml", FILES[MANIFEST].read(), crc=1)]))
    assert [one.rule.id for one in check(path, deep=False)] == ["ARC-003"]


def test_missing_file_is_an_error_of_the_caller(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        check(tmp_path / "none.zip")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=400))
def test_any_bytes(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "any.zip"
    path.write_bytes(data)
    assert check(path).failed


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=200))
def test_any_manifest(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "imsmanifest.xml"
    path.write_bytes(data)
    assert check(path).failed


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), changes=st.integers(1, 6))
def test_any_spoilt_zip(course: Path, seed: int, changes: int) -> None:
    chance = random.Random(seed)
    data = bytearray(course.read_bytes())
    for _ in range(changes):
        at = chance.randrange(len(data))
        kind = chance.randrange(3)
        if kind == 0:
            data[at] = chance.randrange(256)
        elif kind == 1:
            del data[at : at + chance.randrange(1, 60)]
        else:
            data[at:at] = chance.choice((b"PK\1\2", b"PK\5\6", b"PK\6\7", b"\xff\xff\xff\xff", b"\0" * 9))
        data = data or bytearray(b"P")
    path = course.with_name("spoilt.zip")
    path.write_bytes(data)
    for one in check(path, "spoilt.zip"):
        assert one.at.path.startswith("spoilt.zip")
        assert one.message


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_members(tmp_path: Path, data: st.DataObject) -> None:
    names = st.binary(min_size=1, max_size=20) | st.sampled_from(
        [b"imsmanifest.xml", b"index.html", b"a/", b"a"]
    )
    member = st.builds(
        Member,
        names,
        st.binary(max_size=50) | st.just(FILES[MANIFEST].read()),
        method=st.sampled_from([0, 8, 8, 8, 14, 99]),
        flags=st.sampled_from([0, 1, 8, 0x800]),
        crc=st.none() | st.just(0),
        size=st.none() | st.integers(0, 2**32 - 1),
        mode=st.sampled_from([0, 0o100644, 0o120777, 0o040755, 0o060666]),
        local_name=st.none() | names,
    )
    path = tmp_path / "any.zip"
    path.write_bytes(make_zip(data.draw(st.lists(member, max_size=5))))
    assert [one.message for one in check(path)]
