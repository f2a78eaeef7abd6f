"""What need not be built again: hashes of every input, and records of what was made from them.

Everything lies in ``.bot-pack-cache/`` in the project's folder. It may be deleted at any time; what is
broken in it, or from elsewhere, counts as not being there.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from bot_scorm.archive import digest_of, write_file
from bot_scorm.diagnostics import Diagnostic, Location, Rule, Severity

CACHE = ".bot-pack-cache"

_SETTLED = 2_000_000_000
"""Nanoseconds after which a file's times tell whether it changed; sooner, two edits may look like one."""


@dataclass(frozen=True, slots=True)
class Built:
    """A file that a build made, or found to be fresh; ``path`` is as given by the output folder."""

    path: str
    format: str
    language: str
    module: str
    """The module's id, or the programme's."""
    ending: str
    packed: bool
    bytes: int
    sha256: str
    fresh: bool = False
    tree: str = ""
    """The digest of the folder that lies unpacked beside it."""
    note: str = ""
    """What ``build -v`` says of it."""


@dataclass(frozen=True, slots=True)
class Record:
    """What was made from the inputs that ``key`` stands for."""

    key: str
    built: Built | None
    """None where a format makes nothing of a module or of the whole programme."""
    diagnostics: tuple[Diagnostic, ...]
    extra: dict[str, Any] = field(default_factory=dict)
    """What else is worth remembering."""


class Cache:
    """The records and the hashes of files of one project."""

    def __init__(self, project: Path) -> None:
        self.folder = project / CACHE
        self._stats: dict[str, list[Any]] = _dictionary(self.folder / "files.json")
        self._seen: dict[str, list[Any]] = {}
        self._looked: dict[str, list[int]] = {}

    def hash_of(self, path: Path) -> str:
        """The SHA-256 of a file's content, empty if it is unreadable; read again if size or times changed."""
        name = str(path)
        try:
            signature = self._looked[name] = _signature(path)
            known = self._stats.get(name)
            if isinstance(known, list) and len(known) == 4 and known[:3] == signature:
                self._seen[name] = known
                return str(known[3])
            if not path.is_file():  # a pipe would never end
                return ""
            now = time.time_ns()
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return ""
        if now - max(signature[1:]) > _SETTLED:
            self._seen[name] = [*signature, digest]
        return digest

    def intact(self, built: Built) -> bool:
        """Whether what was built lies there as it was, with the folder beside it."""
        path = Path(built.path)
        if self.hash_of_artifact(path) != built.sha256:
            return False
        return not built.tree or self.hash_of_artifact(path.with_suffix("")) == built.tree

    def hash_of_artifact(self, path: Path) -> str:
        """As `hash_of`; that of a folder is made of the hashes of its files."""
        return digest_of(path, self.hash_of) if path.is_dir() else self.hash_of(path)

    def unchanged(self, path: Path) -> bool:
        """Whether a file has the size and times that it had when it was last hashed."""
        try:
            return self._looked.get(str(path)) == _signature(path)
        except OSError:
            return False

    def read(self, name: str) -> Record | None:
        """A record, None if there is none that can be read."""
        return _record(_dictionary(self.folder / "records" / f"{name}.json"))

    def write(self, name: str, record: Record) -> None:
        """Keeps a record; a folder that cannot be written costs the next run its time and nothing else."""
        self._write(self.folder / "records" / f"{name}.json", _plain(record))

    def forget(self, name: str) -> None:
        """Drops a record."""
        (self.folder / "records" / f"{name}.json").unlink(missing_ok=True)

    def names(self) -> Iterator[str]:
        """The names of all records, in order."""
        yield from sorted(path.stem for path in (self.folder / "records").glob("*.json"))

    def save(self) -> None:
        """Keeps the hashes of the files that this run looked at."""
        if self._seen != self._stats:
            self._write(self.folder / "files.json", self._seen)

    def _write(self, path: Path, data: object) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            ignore = self.folder / ".gitignore"
            if not ignore.exists():
                ignore.write_text("*\n", encoding="utf-8")
            write_file(path, json.dumps(data).encode())
        except OSError:
            return


def _signature(path: Path) -> list[int]:
    status = path.stat()
    return [status.st_size, status.st_mtime_ns, status.st_ctime_ns]


def _dictionary(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _plain(record: Record) -> dict[str, Any]:
    rules = {
        one.rule.id: [one.rule.severity.value, one.rule.title, one.rule.help] for one in record.diagnostics
    }
    found = [
        [one.rule.id, one.at.path, one.at.line, one.at.column, one.message] for one in record.diagnostics
    ]
    built = asdict(record.built) if record.built else None
    return {"key": record.key, "built": built, "rules": rules, "found": found, "extra": record.extra}


def _record(data: dict[str, Any]) -> Record | None:
    try:
        rules = {id: Rule(id, Severity(bad), title, help) for id, (bad, title, help) in data["rules"].items()}
        found = tuple(
            Diagnostic(Location(path, line, column), rules[id], message)
            for id, path, line, column, message in data["found"]
        )
        built = Built(**data["built"]) if data["built"] is not None else None
        return Record(data["key"], built, found, dict(data["extra"]))
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
