"""Two packages: their table of contents, their files, and, in ours, their modules."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from bot_scorm.compare.banks import Entry, compare_banks, read_package_entries
from bot_scorm.compare.changes import Change, Comparison, Effect, Notes, in_order
from bot_scorm.compare.facts import ModuleRead
from bot_scorm.compare.items import SCORM, compare_items
from bot_scorm.compare.modules import compare_modules
from bot_scorm.compare.pairs import pair
from bot_scorm.compare.player_page import MAX_PAGE, read_module
from bot_scorm.package.manifest import Manifest, Resource
from bot_scorm.package.view import MANIFEST, Package
from bot_scorm.package.zip import DamagedError
from bot_scorm.usage import UsageError

_SCORM_12 = "SCORM 1.2"
_MOST = 2**28
"""Bytes of a file that is compared by what is in it."""
_GENERATED = ("player/", "site/", "search/", "sw.js")
"""Folders of ours whose files follow from bot-pack's version: no content."""
_LAUNCH = "/index.html"
_QTI = "imsqti"
"""Stands in the types of resources that hold questions."""


@dataclass(frozen=True, slots=True)
class PackageRead:
    """What of a package is compared."""

    package: Package
    manifest: Manifest | None
    modules: Mapping[str, ModuleRead]
    """Modules of ours, by the name of their page."""
    questions: list[Entry] = field(default_factory=list)
    """Those that an LMS takes into its own quizzes and banks: of cartridges and QTI packages."""

    @property
    def quizzes(self) -> frozenset[str]:
        """The files that hold these questions."""
        resources = self.manifest.resources if self.manifest and self.questions else ()
        return frozenset(
            file.name for one in resources if _QTI in one.type.lower() for file in one.files if file.name
        )

    @property
    def tracked(self) -> bool:
        """Whether an LMS records something under its items."""
        return self.manifest is not None and self.manifest.standard == SCORM

    @property
    def standard(self) -> str:
        """As people call it."""
        if self.manifest is None:
            return "a web site"
        return f"{self.manifest.standard} {self.manifest.version}".strip()


def read_package(path: Path, display: str) -> PackageRead:
    """Reads what is compared; raises UsageError where there is no package, and OSError."""
    package = Package.open(path, display, deep=False)
    modules: dict[str, ModuleRead] = {}
    for name in package.entries:
        if name.endswith(_LAUNCH) and (found := _module(package, name)):
            modules[name] = found
    if package.manifest is None and not modules:
        missing = f"there is no {MANIFEST} in it"
        unread = f"its {MANIFEST} cannot be read; bot-pack validate says why"
        fault = package.faults[0].message if package.faults else unread if MANIFEST in package else missing
        raise UsageError(f"{display} cannot be compared: {fault}")
    asks = any(_QTI in one.type.lower() for one in package.manifest.resources) if package.manifest else False
    questions = read_package_entries(path, display) if asks and not package.bare else []
    return PackageRead(package, package.manifest, modules, questions)


def _module(package: Package, name: str) -> ModuleRead | None:
    try:
        return read_module(package.read(name, MAX_PAGE))
    except DamagedError:
        return None


def compare_packages(old: PackageRead, new: PackageRead) -> Comparison:
    """All changes from one package to another."""
    changes = [*_standard(old, new)]
    if old.manifest and new.manifest:
        changes += compare_items(old.manifest, new.manifest, new.modules)
        changes += _resources(old.manifest, new.manifest)
        changes += _sequencing(old.package, new.package)
    changes += _modules(old, new)
    changes += compare_banks(old.questions, new.questions, ("", "")).changes
    changes += _files(old, new)
    return Comparison(old.package.display, new.package.display, "packages", tuple(in_order(changes)))


def _standard(old: PackageRead, new: PackageRead) -> Iterator[Change]:
    if old.standard == new.standard:
        return
    text = f"It was {old.standard} and is {new.standard}."
    alike = new.tracked and (old.standard == _SCORM_12) == (new.standard == _SCORM_12)
    lost = old.tracked and not alike
    if lost:
        text += " What an LMS recorded with the one it does not give to the other: learners begin anew."
    yield Change("changed", "package", "", "", "", Effect.LOST if lost else Effect.KEPT, (text,))


def _modules(old: PackageRead, new: PackageRead) -> Iterator[Change]:
    """Modules of ours, matched by the file that holds them, then by their id; of those in one package alone
    the item tells, where there is one."""
    before, after = ([*side.modules.items()] for side in (old, new))
    pairs = pair(before, after, lambda one: one[0], lambda one: one[1].id)
    for was, now in (*pairs.both, *pairs.renewed):
        yield from _module_changes(was[1], now[1])
    if old.manifest is None or new.manifest is None:
        for _, one in pairs.removed:
            text = "What learners did in it stays on their devices, where nothing shows it."
            yield Change("removed", "module", one.id, one.name, "", Effect.LOST, (text,))
        for _, one in pairs.added:
            yield Change("added", "module", one.id, one.name, "")


def _module_changes(old: ModuleRead, new: ModuleRead) -> list[Change]:
    try:
        return list(compare_modules(old, new))
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        # What the player is told stands in the page as plain data, which anybody can have edited.
        text = "Its page is not as bot-pack writes it, so nobody can say what learners keep."
        return [Change("changed", "module", new.id, new.name, new.id, Effect.LOST, (text,))]


def _resources(old: Manifest, new: Manifest) -> Iterator[Change]:
    """Resources that no item opens: what is opened is told with its item."""
    pairs = pair(_unopened(old), _unopened(new), lambda one: one.identifier)
    for was, now in pairs.both:
        notes = Notes()
        if was.type != now.type:
            notes.add(Effect.KEPT, f"Its type is {now.type or 'not set'} and was {was.type or 'not set'}.")
        if (was.launch and was.launch.href) != (now.launch and now.launch.href):
            notes.add(Effect.KEPT, f"Its address is {now.launch.href if now.launch else 'not set'}.")
        if notes:
            yield Change("changed", "resource", now.identifier, "", "", notes.effect, notes.said)
    yield from (Change("removed", "resource", one.identifier, "", "") for one in pairs.removed)
    yield from (Change("added", "resource", one.identifier, "", "") for one in pairs.added)


def _sequencing(old: Package, new: Package) -> Iterator[Change]:
    """Of SCORM 2004: rules, objectives and pass marks of items that are in both."""
    before, after = _rules(old), _rules(new)
    for id in before.keys() & after.keys():
        if before[id] != after[id]:
            text = "Its sequencing has changed: what opens when, or what counts as passed."
            yield Change("changed", "item", id, "", "", Effect.OTHERWISE, (text,))


def _rules(package: Package) -> dict[str, bytes]:
    """What is written of the sequencing of organizations and items, by their identifiers."""
    return {
        one.identifier: b"".join(
            etree.tostring(each, method="c14n", with_tail=False)
            for each in (one.own, one.shared)
            if each is not None
        )
        for tree in package.activities
        for one in tree.walk()
    }


def _unopened(manifest: Manifest) -> list[Resource]:
    opened = {item.identifierref for item in manifest.items}
    return [one for one in manifest.resources if one.identifier not in opened]


def _files(old: PackageRead, new: PackageRead) -> Iterator[Change]:
    """Files by name and content, but for those that follow from the rest of a package of ours."""
    before, after = _contents(old), _contents(new)
    told = old.quizzes & new.quizzes if old.questions and new.questions else frozenset()
    for name in sorted(before.keys() | after.keys()):
        if name not in after:
            yield Change("removed", "file", name, "", "")
        elif name not in before:
            yield Change("added", "file", name, "", "")
        elif before[name] != after[name] and name not in told:
            yield Change("changed", "file", name, "", "")


def _contents(side: PackageRead) -> dict[str, tuple[int, int]]:
    """Size and CRC-32 of each file; of the largest the size alone, since they would have to be read whole."""
    if side.package.bare:
        return {}
    generated = _GENERATED if side.modules else ()
    return {
        name: (entry.size, entry.crc or _crc(side.package, name) if entry.size <= _MOST else 0)
        for name, entry in side.package.entries.items()
        if name != MANIFEST and name not in side.modules and not name.startswith(generated)
    }


def _crc(package: Package, name: str) -> int:
    """Of a file that lies in a folder: a zip's directory says it."""
    try:
        return zlib.crc32(package.read(name, _MOST))
    except DamagedError:
        return 0
