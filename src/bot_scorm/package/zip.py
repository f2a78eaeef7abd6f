"""Reads a zip's directory and members without trusting either; what is wrong with them becomes a `Fault`.

The standard library's reader is not used here: it follows the declared sizes, mends names silently and
raises on what we must describe. Source: APPNOTE.TXT 6.3.10, sections 4.3 to 4.5.
"""

from __future__ import annotations

import stat
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, Literal, TypeAlias

MAX_ENTRIES = 65_535
MAX_TOTAL = 2 << 30
"""Bytes unpacked: 2 GiB."""
MAX_RATIO = 200
"""Unpacked over packed, from `RATIO_FROM` bytes on."""
RATIO_FROM = 64 << 20
MAX_DIRECTORY = 64 << 20
MAX_NAME = 1024
"""Characters of a name; Windows has 260, and Linux 4,096."""
MAX_DEPTH = 64
"""Folders in one another."""

FaultKind: TypeAlias = Literal[
    "damaged", "encrypted", "corrupt", "overlap", "special", "encoding", "bounds", "method", "header"
]

Opener: TypeAlias = Callable[[], BinaryIO]
"""Opens a zip anew, from disk or from memory; raises OSError."""

_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR64 = struct.Struct("<4sLQL")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a package as a container; ``entry`` is empty if it concerns the whole."""

    kind: FaultKind
    entry: str
    message: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in a package; ``size`` and ``packed`` are bytes as declared."""

    name: str
    size: int = 0
    packed: int = 0
    crc: int = 0
    method: int = 0
    flags: int = 0
    offset: int = 0
    raw: bytes = b""
    special: bool = False
    """Neither a file nor a folder: a symbolic link or a device."""

    @property
    def encrypted(self) -> bool:
        """Whether a password would be needed."""
        return bool(self.flags & 0x41)


class DamagedError(Exception):
    """The zip, or one member, cannot be read; the message says why."""


def read_directory(opened: Opener) -> tuple[list[Entry], list[Fault]]:
    """The entries of a zip in the order of its directory, folders too; raises DamagedError and OSError."""
    with opened() as file:
        size = file.seek(0, 2)
        count, length, start, shift = _find_directory(file, size)
        if count > MAX_ENTRIES or length > MAX_DIRECTORY:
            return [], [
                Fault("bounds", "", f"The zip lists {count:,} files; up to {MAX_ENTRIES:,} are read.")
            ]
        file.seek(start)
        entries = list(_entries(file.read(length), shift))
    if len(entries) != count:
        raise DamagedError(f"its directory announces {count} files and lists {len(entries)}")
    kept, long = short_named(entries)
    return kept, [*long, *_faults(entries, start)]


def short_named(entries: Iterable[Entry]) -> tuple[list[Entry], list[Fault]]:
    """Entries without those whose names no system takes, and that there are such."""
    kept: list[Entry] = []
    long: list[str] = []
    for one in entries:
        bad = len(one.name) > MAX_NAME or one.name.count("/") > MAX_DEPTH
        long.append(one.name) if bad else kept.append(one)
    if not long:
        return kept, []
    message = (
        f"{len(long):,} names are longer than {MAX_NAME:,} characters or deeper than {MAX_DEPTH} folders, "
        f"such as {long[0][:40]}…; they are not read."
    )
    return kept, [Fault("bounds", "", message)]


def _find_directory(file: BinaryIO, size: int) -> tuple[int, int, int, int]:
    """Number of entries, length of the directory, its place, and by how much every offset is off."""
    tail_length = min(size, _END.size + 0xFFFF)
    file.seek(size - tail_length)
    tail = file.read(tail_length)
    found = tail.rfind(b"PK\5\6")
    if found < 0 or found + _END.size > len(tail):
        whole = (
            "it has no directory at its end; it may be cut off"
            if _starts_as_zip(file)
            else "it is not a zip file"
        )
        raise DamagedError(whole)
    _, disk, start_disk, _, count, length, offset, _ = _END.unpack_from(tail, found)
    end = size - tail_length + found
    if end >= _LOCATOR64.size:
        file.seek(end - _LOCATOR64.size)
        signature, _, end64, _ = _LOCATOR64.unpack(file.read(_LOCATOR64.size))
        if signature == b"PK\6\7":
            if end64 + _END64.size > end:
                raise DamagedError("its directory is damaged")
            file.seek(end64)
            signature, _, _, _, disk, start_disk, _, count, length, offset = _END64.unpack(
                file.read(_END64.size)
            )
            if signature != b"PK\6\6":
                raise DamagedError("its directory is damaged")
            end = end64
    if disk or start_disk:
        raise DamagedError("it is one part of several")
    start = end - length
    if start < 0 or start < offset:
        raise DamagedError("its directory is damaged; the file may be cut off")
    return count, length, start, start - offset


def _starts_as_zip(file: BinaryIO) -> bool:
    file.seek(0)
    return file.read(4) == b"PK\3\4"


def _entries(directory: bytes, shift: int) -> Iterator[Entry]:
    at = 0
    while at + _CENTRAL.size <= len(directory) and directory[at : at + 4] == b"PK\1\2":
        head = _CENTRAL.unpack_from(directory, at)
        flags, method, crc, packed, size = head[3], head[4], head[7], head[8], head[9]
        name_end = at + _CENTRAL.size + head[10]
        raw = directory[at + _CENTRAL.size : name_end]
        extra = directory[name_end : name_end + head[11]]
        size, packed, offset = _wide(extra, size, packed, head[16])
        mode = head[15] >> 16 if head[1] >> 8 == 3 else 0
        special = bool(mode) and stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR)
        name = _decode(raw)
        yield Entry(name, size, packed, crc, method, flags, offset + shift, raw, special)
        at = name_end + head[11] + head[12]


def _decode(raw: bytes) -> str:
    """UTF-8 whether or not the zip says so, as libzip guesses; what is not UTF-8 shows as replacement
    characters."""
    return raw.decode("utf-8", "replace")


def _wide(extra: bytes, size: int, packed: int, offset: int) -> tuple[int, int, int]:
    """Takes 64-bit numbers from the extra field 1 for those that do not fit in 32 bits."""
    numbers = [size, packed, offset]
    if 0xFFFFFFFF not in numbers:
        return size, packed, offset
    at = 0
    while at + 4 <= len(extra):
        tag, length = struct.unpack_from("<2H", extra, at)
        if tag == 1:
            values = iter(struct.unpack_from(f"<{min(length, len(extra) - at - 4) // 8}Q", extra, at + 4))
            size, packed, offset = (next(values, n) if n == 0xFFFFFFFF else n for n in numbers)
            break
        at += 4 + length
    return size, packed, offset


def _faults(entries: list[Entry], directory: int) -> Iterator[Fault]:
    end_of_last = 0
    for entry in sorted(entries, key=lambda one: one.offset):
        if entry.offset < end_of_last:
            yield Fault("overlap", entry.name, "Its bytes overlap those of another file in the zip.")
        end_of_last = entry.offset + _LOCAL.size + len(entry.raw) + entry.packed
        if end_of_last > directory:
            yield Fault("damaged", entry.name, "Its bytes reach beyond the end of the zip's data.")
            end_of_last = entry.offset
    for entry in short_named(entries)[0]:
        yield from entry_faults(entry)
    total, packed = sum(one.size for one in entries), sum(one.packed for one in entries)
    if total > MAX_TOTAL:
        yield Fault("bounds", "", f"Unpacked it has {total:,} bytes; up to {MAX_TOTAL:,} are read.")
    elif total > RATIO_FROM and total > packed * MAX_RATIO:
        yield Fault(
            "bounds", "", f"{packed:,} bytes unpack to {total:,}: no honest content shrinks that much."
        )


def entry_faults(entry: Entry) -> Iterator[Fault]:
    """What is wrong with one entry by itself."""
    if entry.encrypted:
        yield Fault(
            "encrypted", entry.name, "The file is encrypted; a learning management system cannot open it."
        )
    elif entry.method not in (0, 8):
        yield Fault(
            "method", entry.name, f"Compression method {entry.method} is not one that every system reads."
        )
    if entry.special:
        yield Fault("special", entry.name, "This is a symbolic link or a device, not a file.")
    if "\ufffd" in entry.name:
        yield Fault("encoding", entry.name, "The name is not in UTF-8, so every system shows another one.")


def read_member(file: BinaryIO, entry: Entry) -> Iterator[bytes]:
    """The bytes of one member, piece by piece; raises DamagedError if they are not what the directory
    says."""
    head = b""
    if entry.offset < file.seek(0, 2):
        file.seek(entry.offset)
        head = file.read(_LOCAL.size)
    if len(head) < _LOCAL.size or head[:4] != b"PK\3\4":
        raise DamagedError("its data is not where the zip's directory says")
    name_length, extra_length = _LOCAL.unpack(head)[9:11]
    if file.read(name_length) != entry.raw:
        raise DamagedError("the zip's directory calls it by another name than the data does")
    if entry.encrypted or entry.method not in (0, 8):
        raise DamagedError("it cannot be unpacked")
    file.seek(extra_length, 1)
    crc = size = 0
    for piece in _unpack(file, entry):
        size += len(piece)
        if size > entry.size:
            raise DamagedError("it unpacks to more bytes than the zip's directory says")
        crc = zlib.crc32(piece, crc)
        yield piece
    if size != entry.size:
        raise DamagedError(
            f"it has {size:,} bytes where the zip's directory says {entry.size:,}; it is cut off"
        )
    if crc != entry.crc:
        raise DamagedError("its checksum (CRC-32) is wrong: the data is damaged")


def _unpack(file: BinaryIO, entry: Entry) -> Iterator[bytes]:
    left = entry.packed
    inflate = zlib.decompressobj(-15) if entry.method == 8 else None
    while left > 0 and (piece := file.read(min(_CHUNK, left))):
        left -= len(piece)
        if inflate is None:
            yield piece
        elif not inflate.eof:
            yield from _inflate(inflate, piece)


def _inflate(inflate: Any, piece: bytes) -> Iterator[bytes]:
    """Unpacks in pieces of bounded size, so that the caller can stop a bomb at the declared size."""
    try:
        while out := inflate.decompress(piece, _CHUNK):
            yield out
            piece = inflate.unconsumed_tail
    except zlib.error as error:
        raise DamagedError("its compressed data is damaged") from error
