"""Reads a gzipped tar, as Moodle packs its backups, in one pass and without trusting it.

Python's own reader is not used here: it takes the length of a long name on trust, and raises on what we must
describe. Source: POSIX.1-2017, pax, “ustar Interchange Format”; what of it Moodle 4.5.6 reads stands in
``lib/filestorage/tgz_extractor.php``.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from bot_scorm.package.zip import (
    MAX_ENTRIES,
    MAX_RATIO,
    MAX_TOTAL,
    RATIO_FROM,
    DamagedError,
    Entry,
    Fault,
    entry_faults,
    short_named,
)

GZIP = b"\x1f\x8b"
"""How a gzip file starts."""
MAX_KEPT = 48 << 20
"""Bytes of files that are kept, all together."""
_MAX_NAME = 1 << 16
_MAX_MEMBERS = 65_535
_BLOCK = 512
_CHUNK = 1 << 14


@dataclass(frozen=True, slots=True)
class Tar:
    """What the pass over the file brought, up to where it could be read."""

    entries: tuple[Entry, ...]
    """Files and folders (ending in ``/``) in their order, repeated names too."""
    faults: tuple[Fault, ...]
    kept: dict[str, bytes]
    """Contents of files that were wanted, by name; none beyond `MAX_KEPT`."""
    digests: dict[str, str]
    """SHA-1 of every file, by name, in hexadecimal digits."""


class _TooMuchError(Exception):
    """The file unpacks to more than is read."""


def read_tar(path: Path, wanted: Callable[[Entry], bool]) -> Tar:
    """The files of a gzipped tar; ``wanted`` says whose contents are kept. Raises OSError."""
    taken = _Taken(wanted)
    with path.open("rb") as file:
        try:
            taken.all(_Blocks(_inflated(file)))
        except DamagedError as error:
            taken.faults.append(Fault("damaged", "", f"The gzipped tar cannot be read: {error}."))
        except _TooMuchError as error:
            taken.faults.append(Fault("bounds", "", str(error)))
    entries, long = short_named(taken.entries)
    for entry in entries:
        taken.faults.extend(entry_faults(entry))
    return Tar(tuple(entries), (*taken.faults, *long), taken.kept, taken.digests)


def _inflated(file: BinaryIO) -> Iterator[bytes]:
    """The unpacked bytes in pieces; raises DamagedError and _TooMuchError."""
    packed = file.seek(0, 2)
    file.seek(0)
    total, members, inflate, rest = 0, 1, zlib.decompressobj(31), b""
    while True:
        piece = rest or file.read(_CHUNK)
        try:
            out = inflate.decompress(piece, _CHUNK * 4)
        except zlib.error as error:
            raise DamagedError("its compressed data is damaged") from error
        if not piece and not out and not inflate.eof:
            raise DamagedError("it is cut off")
        total += len(out)
        if total > MAX_TOTAL:
            raise _TooMuchError(
                f"Unpacked it has more than {MAX_TOTAL:,} bytes, which is where reading stops."
            )
        if total > RATIO_FROM and total > packed * MAX_RATIO:
            message = f"{packed:,} bytes unpack to {total:,} and more: no honest content shrinks that much."
            raise _TooMuchError(message)
        yield out
        rest = inflate.unconsumed_tail
        if inflate.eof:
            rest = inflate.unused_data or file.read(_CHUNK)
            members += 1
            if not rest.startswith(GZIP) or members > _MAX_MEMBERS:  # padding, or nothing
                return
            inflate = zlib.decompressobj(31)


class _Blocks:
    """Bytes that come in pieces, taken in lengths that are asked for."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._left = b""

    def some(self, most: int) -> bytes:
        """Up to so many bytes; nothing at the end."""
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._left = piece
        out, self._left = self._left[:most], self._left[most:]
        return out

    def exactly(self, count: int) -> bytes:
        """So many bytes, or fewer at the end."""
        parts = bytearray()
        while len(parts) < count and (piece := self.some(count - len(parts))):
            parts += piece
        return bytes(parts)


@dataclass(slots=True)
class _Header:
    """One block that says what follows."""

    name: bytes
    size: int
    kind: bytes
    plain: bool
    """Whether its size is written in octal digits, which is all that Moodle reads."""


def _header(block: bytes) -> _Header:
    """Raises DamagedError for what is no header of POSIX's kind."""
    said = _octal(block[148:156])
    if said not in (sum(block) - sum(block[148:156]) + 256, _signed(block)):
        raise DamagedError(
            "a header of a file in it is damaged" if block[257:262] == b"ustar" else "it is no tar"
        )
    if block[257:262] != b"ustar":
        raise DamagedError("its headers are older than POSIX's, which Moodle does not read")
    name, prefix = block[:100].split(b"\0")[0], block[345:500].split(b"\0")[0]
    if block[257:263] == b"ustar " or not prefix:  # GNU tar keeps times where POSIX keeps folders
        prefix = b""
    whole = prefix + b"/" + name if prefix else name
    plain = block[124] < 128
    size = _octal(block[124:136]) if plain else int.from_bytes(block[125:136], "big")
    if size is None or size < 0:
        raise DamagedError("a header of a file in it is damaged")
    return _Header(whole, size, block[156:157], plain)


def _octal(digits: bytes) -> int | None:
    try:
        return int(digits.strip(b" \0") or b"0", 8)
    except ValueError:
        return None


def _signed(block: bytes) -> int:
    """The sum as old programs count it, with signed bytes."""
    return sum(one - 256 if one > 127 else one for i, one in enumerate(block) if not 148 <= i < 156) + 256


@dataclass(slots=True)
class _Taken:
    """What is gathered on the way."""

    wanted: Callable[[Entry], bool]
    entries: list[Entry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    kept: dict[str, bytes] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    room: int = MAX_KEPT

    def all(self, blocks: _Blocks) -> None:
        """Goes through the file; raises DamagedError and _TooMuchError."""
        longer = b""
        while block := blocks.exactly(_BLOCK):
            if len(block) < _BLOCK:
                raise DamagedError("it is cut off")
            if not any(block):
                continue
            header = _header(block)
            if header.kind in (b"L", b"x"):
                longer = _longer(header, self._said(blocks, header)) or longer
            elif header.kind in (b"K", b"g"):
                self._said(blocks, header)
            else:
                self._file(blocks, header, longer)
                longer = b""

    def _said(self, blocks: _Blocks, header: _Header) -> bytes:
        """What a header of another kind holds."""
        if header.size > _MAX_NAME:
            raise DamagedError("it has a name of more than 65,536 bytes")
        return blocks.exactly(-(-header.size // _BLOCK) * _BLOCK)[: header.size]

    def _file(self, blocks: _Blocks, header: _Header, longer: bytes) -> None:
        raw = (longer or header.name).removeprefix(b"./")
        name = raw.decode("utf-8", "replace")
        if header.kind == b"5" or not name:
            name = f"{name.rstrip('/')}/" if name else ""
        special = header.kind not in (b"0", b"\0", b"5", b"7")
        entry = Entry(name, 0 if special else header.size, raw=raw, special=special)
        if name:
            if len(self.entries) >= MAX_ENTRIES:
                raise _TooMuchError(
                    f"It holds more than {MAX_ENTRIES:,} files, which is where reading stops."
                )
            self.entries.append(entry)
        if longer or not header.plain or header.kind == b"7":
            message = "Moodle does not read the header that says the name or size of this file."
            self.faults.append(Fault("header", name, message))
        if not special:
            self._content(blocks, entry)

    def _content(self, blocks: _Blocks, entry: Entry) -> None:
        digest = hashlib.sha1(usedforsecurity=False)
        keep = not entry.name.endswith("/") and entry.size <= self.room and self.wanted(entry)
        parts, left = bytearray(), entry.size
        while left:
            piece = blocks.some(min(left, _CHUNK * 4))
            if not piece:
                raise DamagedError(f"it is cut off in {entry.name}")
            left -= len(piece)
            digest.update(piece)
            if keep:
                parts += piece
        blocks.exactly(-entry.size % _BLOCK)
        self.digests[entry.name] = digest.hexdigest()
        self.kept.pop(entry.name, None)  # of two of a name the last counts
        if keep:
            self.kept[entry.name] = bytes(parts)
            self.room -= entry.size


def _longer(header: _Header, said: bytes) -> bytes:
    """The name that such a header gives to the next file; nothing if it says something else."""
    if header.kind == b"L":
        return said.rstrip(b"\0")
    found = b""
    at = 0
    while at < len(said):
        length, _, _ = said[at : at + 8].partition(b" ")
        if not length.isdigit() or not 0 < int(length) <= len(said) - at:
            return found
        key, _, value = said[at : at + int(length)].partition(b" ")[2].partition(b"=")
        if key == b"path":
            found = value.rstrip(b"\n")
        at += int(length)
    return found
