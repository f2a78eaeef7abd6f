"""What a build writes: artifacts of lazy sources, packed the same way every time, whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import os
import struct
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Protocol, cast

_STORED = frozenset(
    {
        ".png",
        ".jpg",
        ".jpeg",
        ".gif",
        ".webp",
        ".avif",
        ".mp3",
        ".mp4",
        ".m4a",
        ".ogg",
        ".webm",
        ".woff2",
        ".zip",
    }
)
"""Endings of what is compressed already: deflating it again costs time and saves nothing."""

MIMETYPE = "mimetype"
"""Stands first and stored, where a file of this name is in a package: an e-book is known by it (EPUB 3.3, OCF
4.3)."""
_EPOCH = 315532800  # 1980-01-01, the earliest time that a zip can hold
_LEVEL = 6


class Source(Protocol):
    """Where the bytes of a packed file come from; read only when they are written."""

    def read(self) -> bytes:
        """The bytes."""
        ...


@dataclass(frozen=True, slots=True)
class BytesSource:
    """Bytes that a writer made."""

    data: bytes

    def read(self) -> bytes:
        """The bytes."""
        return self.data


@dataclass(frozen=True, slots=True)
class FileSource:
    """A file on disk, such as a picture."""

    path: Path

    def read(self) -> bytes:
        """The file's bytes; raises OSError if it is gone."""
        return self.path.read_bytes()


@dataclass(frozen=True, slots=True)
class MemberSource:
    """A file inside a zip that was built before."""

    archive: zipfile.ZipFile
    name: str

    def read(self) -> bytes:
        """The unpacked bytes."""
        return self.archive.read(self.name)

    def compressed(self) -> bytes:
        """The bytes as they lie in the zip (APPNOTE.TXT 4.3.7: header, name, extra field, data)."""
        info, file = self.archive.getinfo(self.name), _file(self.archive)
        file.seek(info.header_offset + 26)
        file.seek(sum(struct.unpack("<2H", file.read(4))), os.SEEK_CUR)
        return file.read(info.compress_size)


@dataclass(frozen=True, slots=True)
class Artifact:
    """What a writer makes: for a package or folder its files by name, else one file under any name."""

    format: str
    language: str
    id: str
    """The module's id, or the programme's."""
    ending: str
    """With its dot: ``.zip``, ``.gift.txt``; empty for a folder of files that are used one by one."""
    files: Mapping[str, Source]
    packed: bool = True
    note: str = ""
    """What ``build -v`` says of it."""
    unpacked: bool = False
    """Whether a package lies there as a folder, too, beside it."""

    @property
    def path(self) -> PurePosixPath:
        """Where it belongs below the output folder."""
        return PurePosixPath(self.language, self.format, self.id + self.ending)

    def write(self, out: Path, inspect: Callable[[Path], None] | None = None) -> Written:
        """Writes it below ``out``, in place of an earlier one; the earlier one stays if this fails.

        ``inspect`` sees the finished file, under its own name in another folder, and refuses it by raising.
        """
        target = out / self.path
        target.parent.mkdir(parents=True, exist_ok=True)
        with atomic_file(target) as part:
            if self.packed:
                pack(self.files, part)
            elif self.ending:
                (source,) = self.files.values()
                part.write_bytes(source.read())
            else:
                _spread(self.files, part)
            if inspect is not None:
                inspect(part)
            digest = digest_of(part)
            size = sum(one.stat().st_size for one in _files(part))
        return Written(target, size, digest, self._unpack(target) if self.unpacked else "")

    def _unpack(self, target: Path) -> str:
        with atomic_file(target.with_suffix("")) as part:
            _spread(self.files, part)
            return digest_of(part)


@dataclass(frozen=True, slots=True)
class Written:
    """A file or folder that was written."""

    path: Path
    bytes: int
    sha256: str
    tree: str = ""
    """Of the folder beside it, where there is one."""


@contextlib.contextmanager
def atomic_file(target: Path) -> Iterator[Path]:
    """A file or folder to write in a hidden folder beside the target; it takes its place when the block ends
    well.

    It has the target's name, so that what looks at it sees what will be there.
    """
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as folder:
        part = Path(folder, target.name)
        yield part
        if part.is_dir():
            if target.exists():
                target.replace(Path(folder, ".earlier"))  # a folder takes the place of an empty one alone
        else:
            part.chmod(0o644)
        part.replace(target)


def write_file(target: Path, data: bytes) -> None:
    """Writes a file whole or not at all; a link, a pipe or a device is written to and not replaced. Raises
    OSError."""
    if target.is_symlink() or (target.exists() and not target.is_file()):
        target.write_bytes(data)
        return
    with atomic_file(target) as part:
        part.write_bytes(data)


def digest_of(path: Path, hash_of: Callable[[Path], str] | None = None) -> str:
    """The SHA-256 of a file, or of the names and hashes of a folder's files."""
    if path.is_dir():
        lines = "".join(
            f"{(hash_of or digest_of)(one)} {one.relative_to(path).as_posix()}\n" for one in _files(path)
        )
        return hashlib.sha256(lines.encode()).hexdigest()
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _files(path: Path) -> list[Path]:
    return sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]


def _spread(files: Mapping[str, Source], folder: Path) -> None:
    """Writes files into a new folder."""
    folder.mkdir()
    for name, source in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(source.read())


def pack(files: Mapping[str, Source], path: Path | IO[bytes]) -> None:
    """Writes a zip whose bytes depend on the files alone: sorted names, one time, one mode, one level."""
    stamp = timestamp()
    with zipfile.ZipFile(path, "w") as archive:
        archive.comment = b""  # marks the zip as changed, whatever way its members come in
        for name in sorted(files, key=lambda name: (name != MIMETYPE, name)):
            info = zipfile.ZipInfo(name, stamp)
            info.create_system = 3  # the same on Windows
            info.external_attr = 0o100644 << 16
            stored = name == MIMETYPE or PurePosixPath(name).suffix.lower() in _STORED
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            source = files[name]
            if isinstance(source, MemberSource):
                _copy(archive, info, source)
            else:
                archive.writestr(info, source.read(), compresslevel=_LEVEL)


def _copy(archive: zipfile.ZipFile, info: zipfile.ZipInfo, source: MemberSource) -> None:
    """Puts a member of one of our own zips into another as it is: it was compressed in the same way.

    zipfile offers nothing for that, so this does what its ``writestr`` does after compressing.
    """
    there = source.archive.getinfo(source.name)
    info.compress_type = there.compress_type
    info.CRC, info.file_size, info.compress_size = there.CRC, there.file_size, there.compress_size
    file = _file(archive)
    info.header_offset = file.tell()
    file.write(info.FileHeader())
    file.write(source.compressed())
    archive.filelist.append(info)
    archive.NameToInfo[info.filename] = info
    archive.start_dir = file.tell()


def _file(archive: zipfile.ZipFile) -> IO[bytes]:
    return cast(IO[bytes], archive.fp)  # None only once it is closed


def timestamp() -> tuple[int, int, int, int, int, int]:
    """The one time in everything that is written: SOURCE_DATE_EPOCH, or 1980-01-01, in UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    seconds = max(int(epoch), _EPOCH) if epoch.isdigit() else _EPOCH
    moment = time.gmtime(min(seconds, 4354819198))  # 2107-12-31, the latest
    return (moment[0], moment[1], moment[2], moment[3], moment[4], moment[5])
