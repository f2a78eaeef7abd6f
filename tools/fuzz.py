"""Fuzzes what reads other people's files, by hand: needs ``pip install atheris`` beside bot-pack itself.

    python -m tools.fuzz TARGET SECONDS [FOLDER]

The seeds are the good packages of the tests, and ../shared/corpus where it is. What libFuzzer finds of
interest is kept in FOLDER, if one is named; else, and for findings always, in a folder of its own under the
system's temporary one, which it names: seeds are other people's files and do not belong into a repository.
A finding is a traceback, an empty message, or a run of 20 s.
"""

from __future__ import annotations

import gzip
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["bot_scorm"]):
    import bot_scorm.readers.gift  # noqa: F401 (what is imported later is not watched)
    from bot_scorm.archive import BytesSource
    from bot_scorm.package.view import Package
    from bot_scorm.rules import all_checks
    from bot_scorm.validation import PackageReport, check, check_package

HERE = Path(__file__).resolve().parent.parent
TESTS, CORPUS = HERE / "tests", HERE.parent / "shared" / "corpus"
GOOD = TESTS / "rules" / "good"
_SECONDS = 20


def _files(folder: Path) -> dict[str, bytes]:
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def _as_file(name: str, pack: Callable[[bytes], bytes] = bytes) -> Callable[[bytes], PackageReport]:
    folder = Path(tempfile.mkdtemp(prefix="bot-pack-fuzz-"))

    def run(data: bytes) -> PackageReport:
        path = folder / name
        path.write_bytes(pack(data))
        return check(path, name)

    return run


def _in_package(good: str, *names: str) -> Callable[[bytes], PackageReport]:
    """One of the files is replaced; the first byte says which."""
    files = _files(GOOD / good)

    def run(data: bytes) -> PackageReport:
        name = names[data[0] % len(names)] if data else names[0]
        whole = {**files, name: data[1:]}
        sources = {one: BytesSource(content) for one, content in whole.items()}
        return check_package(replace(Package.of(sources, "course"), deep=True))

    return run


_BACKUP = (
    "moodle_backup.xml", "files.xml", "questions.xml", "activities/quiz_22/quiz.xml",
    "activities/page_21/page.xml", "activities/page_21/module.xml", "activities/page_21/inforef.xml",
)  # fmt: skip
TARGETS: Mapping[str, Callable[[], Callable[[bytes], PackageReport]]] = {
    "zip": lambda: _as_file("course.zip"),
    "tar": lambda: _as_file("course.mbz", lambda data: gzip.compress(data, 1)),
    "manifest": lambda: _in_package("scorm2004", "imsmanifest.xml"),
    "page": lambda: _in_package("pages", "index.html", "style.css", "player.js"),
    "backup": lambda: _in_package("backup", *_BACKUP),
    "cmi5": lambda: _in_package("cmi5", "cmi5.xml"),
    "xml": lambda: _as_file("any.xml"),
    "gift": lambda: _as_file("any.gift"),
}
"""What is fuzzed, to how data is checked."""


def seeds(target: str) -> Iterator[bytes]:
    """What a run starts from."""
    from tests.package.attacks import GOOD as MEMBERS
    from tests.package.tars import backup_parts
    from tests.package.zips import make_zip

    if target == "zip":
        yield make_zip(MEMBERS)
    elif target == "tar":
        yield b"".join(one.blocks for one in backup_parts())
    elif target in ("page", "backup", "cmi5"):
        files = _files(GOOD / ("pages" if target == "page" else target))
        names = {"page": ("index.html", "style.css", "player.js"), "backup": _BACKUP, "cmi5": ("cmi5.xml",)}
        yield from (bytes([n]) + files[name] for n, name in enumerate(names[target]))
    else:
        wanted = {"manifest": "*manifests/*.xml", "xml": "*/*.xml", "gift": "gift/*"}[target]
        first = b"\0" if target == "manifest" else b""
        yield from (first + path.read_bytes() for path in sorted(CORPUS.glob(wanted)))
        suffix = {"manifest": "imsmanifest.xml", "xml": "*.xml", "gift": "*.gift.txt"}[target]
        yield from (first + path.read_bytes() for path in sorted(GOOD.rglob(suffix)))


def main() -> None:
    """Runs libFuzzer on one target for a while."""
    target, seconds = sys.argv[1], sys.argv[2]
    with atheris.instrument_imports(include=["bot_scorm"]):
        all_checks()
    run = TARGETS[target]()

    def once(data: bytes) -> None:
        for one in run(data):
            if not one.message or not one.at.path:
                raise AssertionError(one)

    folder = Path(tempfile.mkdtemp(prefix="bot-pack-seeds-"))
    for number, data in enumerate(seeds(target)):
        if len(data) < 100_000:
            (folder / str(number)).write_bytes(data)
    kept = sys.argv[3:4] or [tempfile.mkdtemp(prefix="bot-pack-kept-")]
    found = f"-artifact_prefix={tempfile.mkdtemp(prefix='bot-pack-found-')}/"
    limits = [f"-max_total_time={seconds}", f"-timeout={_SECONDS}", "-max_len=100000", "-rss_limit_mb=1500"]
    atheris.Setup(["fuzz", found, *limits, *kept, str(folder)], once)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
