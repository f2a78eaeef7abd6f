"""Packing: the same bytes whatever the way in, and a file that is there whole or not at all."""

from __future__ import annotations

import errno
import io
import os
import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot_scorm.archive import Artifact, BytesSource, FileSource, MemberSource, atomic_file, pack, write_file

NAMES = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="/\\"), min_size=1, max_size=12
)
FILES = st.dictionaries(
    st.builds(str.__add__, NAMES, st.sampled_from(["", ".html", ".png", ".zip"])), st.binary(max_size=300)
)


@given(FILES)
def test_members_of_a_zip_are_packed_as_their_bytes_would_be(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]
) -> None:
    folder = tmp_path_factory.mktemp("zip")
    pack({name: BytesSource(data) for name, data in files.items()}, folder / "a.zip")
    with zipfile.ZipFile(folder / "a.zip") as archive:
        pack({name: MemberSource(archive, name) for name in files}, folder / "b.zip")
        assert {name: archive.read(name) for name in archive.namelist()} == files
    assert (folder / "a.zip").read_bytes() == (folder / "b.zip").read_bytes()


def test_members_and_new_files_can_be_mixed(tmp_path: Path) -> None:
    pack({"b.html": BytesSource(b"b" * 100), "c.png": BytesSource(b"c")}, tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        members = {f"m/{name}": MemberSource(archive, name) for name in archive.namelist()}
        pack({**members, "a.html": BytesSource(b"a"), "z.html": BytesSource(b"z")}, tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["a.html", "m/b.html", "m/c.png", "z.html"]
        assert archive.read("m/b.html") == b"b" * 100


def test_pictures_are_stored_and_times_are_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    pack({"a.PNG": BytesSource(b"a" * 50), "a.html": BytesSource(b"a" * 50)}, tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        stored, deflated = archive.infolist()
    assert (stored.compress_type, deflated.compress_type) == (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    assert stored.date_time == (2023, 11, 14, 22, 13, 20)
    assert stored.external_attr >> 16 == 0o100644


@pytest.mark.parametrize("epoch", ["", "yesterday", "-5", "0", "99999999999999"])
def test_any_date_gives_a_zip(epoch: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    pack({"a": BytesSource(b"a")}, tmp_path / "a.zip")
    assert zipfile.is_zipfile(tmp_path / "a.zip")


def test_written_file_replaces_an_earlier_one_or_leaves_it(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("earlier", encoding="utf-8")
    with pytest.raises(ZeroDivisionError), atomic_file(target) as part:
        part.write_text("half", encoding="utf-8")
        raise ZeroDivisionError
    assert target.read_text(encoding="utf-8") == "earlier"
    with atomic_file(target) as part:
        assert part.name == target.name
        part.write_text("later", encoding="utf-8")
    assert target.read_text(encoding="utf-8") == "later"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_full_disk_leaves_the_earlier_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(part: Path, data: bytes) -> int:
        with part.open("wb") as file:
            file.write(data[:2])
        raise OSError(errno.ENOSPC, "No space left on device")

    write_file(tmp_path / "report.json", b"earlier")
    with monkeypatch.context() as patched, pytest.raises(OSError, match="No space left"):
        patched.setattr(Path, "write_bytes", full)
        write_file(tmp_path / "report.json", b"later")
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {"report.json": b"earlier"}


def test_what_a_link_or_a_pipe_leads_to_is_written(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("there")
    write_file(tmp_path / "link", b"one")
    assert (tmp_path / "there").read_bytes() == b"one"
    assert (tmp_path / "link").is_symlink()
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    write_file(tmp_path / "pipe", b"two")
    assert os.read(reader, 9) == b"two"
    os.close(reader)
    assert stat.S_ISFIFO((tmp_path / "pipe").lstat().st_mode)


def test_what_is_refused_is_not_put_in_place(tmp_path: Path) -> None:
    artifact = Artifact("gift", "en", "trust", ".gift.txt", {"x": BytesSource(b"new")}, packed=False)
    first = artifact.write(tmp_path)
    assert (first.path, first.bytes) == (tmp_path / "en/gift/trust.gift.txt", 3)

    def refuse(path: Path) -> None:
        assert path.read_bytes() == b"other"
        raise ValueError("refused")

    other = Artifact("gift", "en", "trust", ".gift.txt", {"x": BytesSource(b"other")}, packed=False)
    with pytest.raises(ValueError, match="refused"):
        other.write(tmp_path, refuse)
    assert first.path.read_bytes() == b"new"


def test_a_folder_takes_the_place_of_an_earlier_one_as_a_whole(tmp_path: Path) -> None:
    files = {"a.xml": BytesSource(b"a"), "b.xml": BytesSource(b"bb")}
    first = Artifact("moodle-feedback", "en", "trust", "", files, packed=False).write(tmp_path)
    assert (first.path, first.bytes) == (tmp_path / "en/moodle-feedback/trust", 3)
    other = Artifact("moodle-feedback", "en", "trust", "", {"a.xml": BytesSource(b"a")}, packed=False)

    def refuse(path: Path) -> None:
        raise ValueError("refused")

    with pytest.raises(ValueError, match="refused"):
        other.write(tmp_path, refuse)
    assert sorted(path.name for path in first.path.iterdir()) == ["a.xml", "b.xml"]
    second = other.write(tmp_path)
    assert [path.name for path in first.path.iterdir()] == ["a.xml"]
    assert [path.name for path in first.path.parent.iterdir()] == ["trust"]
    assert second.sha256 != first.sha256


def test_missing_picture_is_an_os_error(tmp_path: Path) -> None:
    artifact = Artifact("scorm12", "en", "a", ".zip", {"a.png": FileSource(tmp_path / "gone.png")})
    with pytest.raises(FileNotFoundError):
        artifact.write(tmp_path)
    assert not list(tmp_path.rglob("*.zip"))


def test_zip_needs_no_file_on_disk_to_be_read(tmp_path: Path) -> None:
    pack({"a": BytesSource(b"a")}, tmp_path / "a.zip")
    with zipfile.ZipFile(io.BytesIO((tmp_path / "a.zip").read_bytes())) as archive:
        assert MemberSource(archive, "a").compressed() != b""
        assert MemberSource(archive, "a").read() == b"a"
