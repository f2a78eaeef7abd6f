"""Makes gzipped tars block by block, also such as no packing tool would make."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BLOCK = 512
BACKUP = Path(__file__).parent.parent / "rules" / "good" / "backup"
"""A small right backup."""


@dataclass(frozen=True)
class Part:
    """A header, the data behind it, and the lies that are told about it."""

    name: bytes
    data: bytes = b""
    kind: bytes = b"0"
    size: bytes | None = None
    magic: bytes = b"ustar\00000"
    checksum: bytes | None = None

    @property
    def blocks(self) -> bytes:
        size = b"%011o\0" % len(self.data) if self.size is None else self.size
        head = self.name.ljust(100, b"\0") + b"0000644\0" + b"0000000\0" * 2 + size + b"00000000000\0"
        rest = self.kind + b"\0" * 100 + self.magic.ljust(8, b"\0") + b"\0" * 247
        total = sum(head) + sum(rest) + 8 * 32
        said = b"%06o\0 " % total if self.checksum is None else self.checksum
        padding = b"\0" * (-len(self.data) % BLOCK)
        return head + said + rest + self.data + padding


def make_tar(parts: Sequence[Part], cut: int = 0) -> bytes:
    """The bytes of a gzipped tar without its last ``cut`` ones."""
    whole = gzip.compress(b"".join(one.blocks for one in parts) + b"\0" * 2 * BLOCK, mtime=0)
    return whole[: len(whole) - cut]


def backup_parts() -> list[Part]:
    """The small right backup."""
    files = sorted(path for path in BACKUP.rglob("*") if path.is_file())
    return [Part(path.relative_to(BACKUP).as_posix().encode(), path.read_bytes()) for path in files]


def described_tar(description: dict[str, Any]) -> bytes:
    """The backup with what a case's ``tar.yaml`` adds."""
    added = []
    for one in description.get("add", ()):
        times = one.get("times", 1)
        facts = {key: value.encode() for key, value in one.items() if key != "times"}
        added.append(Part(**facts | {"data": facts.get("data", b"") * times}))
    return make_tar([*added, *backup_parts()], description.get("cut", 0))
