"""Where the files of a package are: in a zip, in a gzipped tar, or on disk."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from bot_scorm.archive import FileSource, Source
from bot_scorm.package.zip import DamagedError, Entry, Fault, Opener, read_member


class Store(Protocol):
    """Where the files of a package are."""

    def read(self, entry: Entry, limit: int) -> bytes:
        """At most ``limit`` + 1 bytes of a file; raises DamagedError and OSError."""
        ...

    def verify(self, entries: Iterable[Entry]) -> Iterator[Fault]:
        """Reads files to their end and tells what is damaged."""
        ...

    def digest(self, entry: Entry) -> str:
        """The SHA-1 of a file in hexadecimal digits; raises DamagedError and OSError."""
        ...


@dataclass(frozen=True)
class ZipStore:
    """The members of a zip."""

    opened: Opener

    def read(self, entry: Entry, limit: int) -> bytes:
        """At most ``limit`` + 1 bytes of a file."""
        data = bytearray()
        with self.opened() as file:
            for piece in read_member(file, entry):
                data += piece
                if len(data) > limit:
                    break
        return bytes(data[: limit + 1])

    def digest(self, entry: Entry) -> str:
        """Its SHA-1."""
        digest = hashlib.sha1(usedforsecurity=False)
        with self.opened() as file:
            for piece in read_member(file, entry):
                digest.update(piece)
        return digest.hexdigest()

    def verify(self, entries: Iterable[Entry]) -> Iterator[Fault]:
        """What is damaged."""
        with self.opened() as file:
            for entry in entries:
                if entry.encrypted or entry.method not in (0, 8):
                    continue  # already a fault
                try:
                    for _ in read_member(file, entry):
                        pass
                except DamagedError as error:
                    yield Fault("corrupt", entry.name, f"This file cannot be unpacked: {error}.")


@dataclass(frozen=True)
class FileStore:
    """Files on disk, or about to be packed."""

    sources: Mapping[str, Source] = field(default_factory=dict)

    def read(self, entry: Entry, limit: int) -> bytes:
        """At most ``limit`` + 1 bytes of a file."""
        source = self.sources[entry.name]
        if isinstance(source, FileSource):
            with source.path.open("rb") as file:
                return file.read(limit + 1)
        return source.read()[: limit + 1]

    def digest(self, entry: Entry) -> str:
        """Its SHA-1."""
        source = self.sources[entry.name]
        if isinstance(source, FileSource):
            with source.path.open("rb") as file:
                return hashlib.file_digest(file, lambda: hashlib.sha1(usedforsecurity=False)).hexdigest()
        return hashlib.sha1(source.read(), usedforsecurity=False).hexdigest()

    def verify(self, _: Iterable[Entry]) -> Iterator[Fault]:
        """What is damaged."""
        return iter(())


@dataclass(frozen=True)
class TarStore:
    """What one pass over a gzipped tar brought."""

    kept: Mapping[str, bytes]
    digests: Mapping[str, str]

    def read(self, entry: Entry, limit: int) -> bytes:
        """At most ``limit`` + 1 bytes of a file."""
        if entry.name not in self.kept:
            raise DamagedError("it is not kept")
        return self.kept[entry.name][: limit + 1]

    def digest(self, entry: Entry) -> str:
        """Its SHA-1."""
        if entry.name not in self.digests:
            raise DamagedError("it was not reached")
        return self.digests[entry.name]

    def verify(self, _: Iterable[Entry]) -> Iterator[Fault]:
        """What is damaged."""
        return iter(())  # the pass told
