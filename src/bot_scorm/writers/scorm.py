"""SCORM: a package for each module with one SCO, and one for the programme with a SCO for each module."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from bot_scorm import schemas
from bot_scorm.archive import Artifact, BytesSource, FileSource, Source
from bot_scorm.diagnostics import Report
from bot_scorm.model.programme import Edition, Module
from bot_scorm.package.view import MANIFEST
from bot_scorm.writers import state_faults
from bot_scorm.writers.html import player_files, render_module
from bot_scorm.writers.inline import plain
from bot_scorm.writers.manifest import MAX_TITLE, Sco, words
from bot_scorm.writers.scorm_faults import NO_SCHEMAS, TITLE_CUT

ManifestWriter: TypeAlias = Callable[[Edition, Module | None, list[Sco], set[str], bool], bytes]
"""Makes the XML of the manifest of a module's package, or, without a module, of the programme's; takes the
names of the files that all SCOs share, and whether the official schemas lie in the package."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorm:
    """A SCORM format; ``with_schemas`` adds the official schemas, which a user has to have installed."""

    name: str
    standard: str
    """``scorm12`` or ``scorm2004``: what the player looks for first."""
    title: str
    """As the standard calls itself."""
    manifest: ManifestWriter
    mark: bytes
    """The start tag by which a manifest of one module says that something in it counts."""
    state: int
    """How many characters of a learner's state the standard keeps."""
    overrides: bool = False
    """Whether an LMS makes a module failed when a visit ends with a score below the mark of its manifest."""
    with_schemas: bool = False

    def write(self, edition: Edition, report: Report) -> Artifact:
        """The package of one module: its pages as one SCO, beside the player. Guides for trainers
        are left out."""
        (whole,) = edition
        module = whole.for_learners()
        files = render_module(edition, module, self.standard)
        note = state_faults.tell(module, report, self.state)
        sco = _sco(module, files, counts=self._has_mark(module))
        return self._package(edition, module, [sco], files | player_files(), report, note)

    def join(self, edition: Edition, parts: Mapping[str, Artifact], report: Report) -> Artifact:
        """The package of the programme: the files of its modules' packages, under one manifest.

        Whether anything counts in a module is what its own manifest says: its pages are not read again.
        """
        files: dict[str, Source] = {}
        scos = []
        official = schemas.OFFICIAL[self.name]  # of these, some lie in folders, too
        for module, before in _with_before(edition):
            part = parts[module.id].files
            own = {name: source for name, source in part.items() if "/" in name and name not in official}
            scos.append(_sco(module, own, counts=self.mark in part[MANIFEST].read(), after=before))
            files |= own
        return self._package(edition, None, scos, files, report)

    def _has_mark(self, module: Module) -> bool:
        """Whether the manifest names the pass mark.

        Where an LMS overrides the status by it, only if one attempt decides: else it would close a module
        that can still be passed. Moodle 4.5 (``scorm_check_mode`` in ``mod/scorm/lib.php``) opens what failed
        for review alone, and no later attempt would count.
        """
        quiz = module.assessment
        if quiz is None:
            return False
        return not self.overrides or quiz.attempts == 1 or quiz.grade == "first"

    def _package(
        self,
        edition: Edition,
        module: Module | None,
        scos: list[Sco],
        files: Mapping[str, Source],
        report: Report,
        note: str = "",
    ) -> Artifact:
        id = (module or edition.programme).id
        _tell_long_titles(edition, report)
        shared = files.keys() - {name for sco in scos for name in sco.files}
        xml = self.manifest(edition, module, scos, shared, self.with_schemas)
        whole = {MANIFEST: BytesSource(xml), **files, **self._schemas(edition, report)}
        return Artifact(self.name, edition.language, id, ".zip", whole, note=note)

    def _schemas(self, edition: Edition, report: Report) -> dict[str, Source]:
        if not self.with_schemas:
            return {}
        try:
            found = schemas.official(self.name)
        except FileNotFoundError as error:
            message = f"The official schemas of {self.title} are not installed: {error}."
            report.add(NO_SCHEMAS, edition.programme.at, message)
            return {}
        return {name: FileSource(path) for name, path in found.items()}


def _with_before(edition: Edition) -> Iterator[tuple[Module, str]]:
    """Each module with the id of the one to finish first, if the programme has an order."""
    modules = tuple(edition)
    in_order = edition.programme.sequence == "in-order"
    yield from ((module, "") for module in modules[:1])
    yield from ((module, before.id if in_order else "") for before, module in pairwise(modules))


def _sco(module: Module, files: Mapping[str, Source], *, counts: bool, after: str = "") -> Sco:
    """The module's own files, the one to open first."""
    launch = f"{module.id}/index.html"
    rest = sorted(name for name in files if name.startswith(f"{module.id}/") and name != launch)
    return Sco(module, (launch, *rest), str(module.pass_mark) if counts else "", after)


def _tell_long_titles(edition: Edition, report: Report) -> None:
    for title in (edition.programme.title, *(module.title for module in edition)):
        if (length := len(words(plain(title)))) > MAX_TITLE:
            message = (
                f"This title has {length} characters; the LMS's table of contents shows {MAX_TITLE} of them."
            )
            report.add(TITLE_CUT, title.at, message)
