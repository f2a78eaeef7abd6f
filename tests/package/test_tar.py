"""What a gzipped tar shows, whoever made it, and that no bytes in one make a check raise."""

from __future__ import annotations

import gzip
import hashlib
import io
import random
import tarfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot_scorm.package.tar import MAX_KEPT, read_tar
from bot_scorm.package.view import Package
from bot_scorm.package.zip import DamagedError
from bot_scorm.validation import check
from tests.package.tars import BACKUP, Part, backup_parts, make_tar

BLOCKS = b"".join(one.blocks for one in backup_parts())
CALM = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize("format", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_what_other_tools_pack(format: int, tmp_path: Path) -> None:
    path = tmp_path / "course.mbz"
    with tarfile.open(path, "w:gz", format=format) as archive:
        archive.add(BACKUP, ".")
    report = check(path)
    assert (report.standard, report.version, list(report)) == ("Moodle backup", "4.5", [])
    package = Package.open(path)
    assert sorted(package.entries) == sorted(one.name.decode() for one in backup_parts())
    (stored,) = (one for one in package.entries.values() if one.name.startswith("files/"))
    assert package.store.digest(stored) == stored.name.rpartition("/")[2]


@pytest.mark.parametrize("format", [tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_long_names_are_known_to_us_and_not_to_moodle(format: int, tmp_path: Path) -> None:
    path = tmp_path / "course.mbz"
    name = "media/" + "слика" * 40
    with tarfile.open(path, "w:gz", format=format) as archive:
        archive.addfile(tarfile.TarInfo(name), io.BytesIO())
        archive.add(BACKUP, ".")
    assert [(str(one.at), one.rule.id) for one in check(path, "a.mbz")] == [(f"a.mbz!{name}", "BAK-013")]


def test_contents_and_digests(tmp_path: Path) -> None:
    path = tmp_path / "any.tgz"
    parts = [
        Part(b"a.xml", b"1" * 700),
        Part(b"b.bin", b"2" * 512),
        Part(b"a.xml", b"3"),
        Part(b"c/", kind=b"5"),
    ]
    path.write_bytes(make_tar(parts))
    tar = read_tar(path, lambda one: one.name.endswith(".xml"))
    assert [one.name for one in tar.entries] == ["a.xml", "b.bin", "a.xml", "c/"]
    assert tar.kept == {"a.xml": b"3"}
    assert tar.digests["b.bin"] == hashlib.sha1(b"2" * 512, usedforsecurity=False).hexdigest()
    with pytest.raises(DamagedError):
        Package.open(path).read("b.bin")


def test_gzip_in_members_is_read_as_one(tmp_path: Path) -> None:
    path = tmp_path / "course.mbz"
    path.write_bytes(
        b"".join(gzip.compress(BLOCKS[n : n + 700]) for n in range(0, len(BLOCKS), 700)) + b"\0" * 40
    )
    assert list(check(path)) == []


def test_no_more_is_kept_than_is_said(tmp_path: Path) -> None:
    path = tmp_path / "any.tgz"
    path.write_bytes(make_tar([Part(b"%d.xml" % n, bytes(9 << 20)) for n in range(7)]))
    tar = read_tar(path, lambda one: True)
    assert sum(map(len, tar.kept.values())) <= MAX_KEPT
    assert len(tar.digests) == 7


@settings(CALM, max_examples=150)
@given(seed=st.integers(0, 2**32), changes=st.integers(1, 6))
def test_any_spoilt_tar(tmp_path: Path, seed: int, changes: int) -> None:
    chance = random.Random(seed)
    data = bytearray(BLOCKS)
    for _ in range(changes):
        at = (
            chance.randrange(len(data)) if chance.random() < 0.5 else 512 * chance.randrange(len(data) // 512)
        )
        at += chance.choice((0, 100, 124, 148, 156, 257, 345))
        data[at : at + chance.randrange(3)] = chance.choice(
            (b"\xff", b"", b"x", b"L", b"7777777", b"\0" * 512)
        )
    path = tmp_path / "any.mbz"
    path.write_bytes(gzip.compress(bytes(data), 1))
    for one in check(path, "any.mbz"):
        assert one.at.path.startswith("any.mbz")
        assert one.message


@settings(CALM, max_examples=60)
@given(data=st.binary(max_size=1500))
def test_any_blocks(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "any.mbz"
    path.write_bytes(gzip.compress(data, 1))
    assert check(path).failed


PIECES = [
    "<a>", "</a>", "$@NULL@$", " $@NULL@$", "$@QUIZVIEWBYID*9@$", "@@PLUGINFILE@@/", "%zz",
    '{"op":"&amp;","c":[',
    "]}", "7", "-1", '"cm":', "<availability>", "</availability>", "<filtercondition>", "</filtercondition>",
    '{"filter":{"category":{"values":', "<id>", "</id>", "<file>", "</file>", "<name/>", "&#0;", "é",
]  # fmt: skip


@settings(CALM, max_examples=120)
@given(
    name=st.sampled_from([one.name for one in backup_parts() if one.name.endswith(b".xml")]),
    text=st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    part=st.floats(0, 1),
)
def test_anything_in_a_backup(tmp_path: Path, name: bytes, text: str, part: float) -> None:
    files = {one.name: one.data for one in backup_parts()}
    at = files[name].index(b">", int(part * (len(files[name]) - 2))) + 1
    files[name] = files[name][:at] + text.encode() + files[name][at:]
    path = tmp_path / "any.mbz"
    path.write_bytes(make_tar([Part(one, data) for one, data in files.items()]))
    assert all(one.message for one in check(path))
