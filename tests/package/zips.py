"""Makes zips byte by byte, also such as no packing tool would make."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MINIMAL = Path(__file__).parent / "minimal"
"""A small right package: a manifest, a page and a script."""


@dataclass(frozen=True)
class Member:
    """A file of a zip, and the lies that are told about it."""

    name: bytes
    data: bytes = b""
    method: int = 8
    flags: int = 0x800
    crc: int | None = None
    size: int | None = None
    mode: int = 0o100644
    local_name: bytes | None = None
    shares: bytes | None = None
    """The name of an earlier member whose data this one claims too."""

    @property
    def packed(self) -> bytes:
        if self.method != 8:
            return self.data
        deflate = zlib.compressobj(6, zlib.DEFLATED, -15)
        return deflate.compress(self.data) + deflate.flush()


def make_zip(members: Sequence[Member], cut: int = 0, count: int | None = None) -> bytes:
    """The bytes of a zip without its last ``cut`` ones; ``count`` is a lie about the number of members."""
    body, directory = bytearray(), bytearray()
    offsets: dict[bytes, int] = {}
    for one in members:
        packed = one.packed
        crc = zlib.crc32(one.data) if one.crc is None else one.crc
        size = len(one.data) if one.size is None else one.size
        facts = struct.pack("<2HL3L", one.flags, one.method, 0x00210000, crc, len(packed), size)
        local = one.name if one.local_name is None else one.local_name
        offset = len(body) if one.shares is None else offsets[one.shares]
        offsets[one.name] = offset
        if one.shares is None:
            body += (
                b"PK\3\4" + struct.pack("<H", 20) + facts + struct.pack("<2H", len(local), 0) + local + packed
            )
        directory += b"PK\1\2" + struct.pack("<2H", 0x0314, 20) + facts
        directory += struct.pack("<5H2L", len(one.name), 0, 0, 0, 0, one.mode << 16, offset) + one.name
    number = len(members) if count is None else count
    end = b"PK\5\6" + struct.pack("<4H2LH", 0, 0, number, number, len(directory), len(body), 0)
    whole = bytes(body + directory + end)
    return whole[: len(whole) - cut]


def described(description: dict[str, Any]) -> bytes:
    """The zip that a case's ``zip.yaml`` describes."""
    members = [_member(one) for one in description["files"]]
    return make_zip(members, description.get("cut", 0), description.get("count"))


def _member(one: Any) -> Member:
    """A name in the minimal package, or a mapping with ``name`` or ``name-hex`` and what is odd about it."""
    if isinstance(one, str):
        return Member(one.encode(), (MINIMAL / one).read_bytes())
    facts = dict(one)
    name = bytes.fromhex(facts.pop("name-hex")) if "name-hex" in facts else facts.pop("name").encode()
    source = facts.pop("from", None)
    data = (MINIMAL / source).read_bytes() if source else facts.pop("text", "").encode()
    data *= facts.pop("times", 1)
    for key in ("local_name", "shares"):
        if key in facts:
            facts[key] = facts[key].encode()
    return Member(name, data, **facts)
