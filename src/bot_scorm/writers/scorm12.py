"""SCORM 1.2: a package for each module with one SCO, and one for the programme with a SCO for each module."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot_scorm import schemas
from bot_scorm.archive import Artifact, BytesSource, FileSource, Source
from bot_scorm.diagnostics import Report
from bot_scorm.model.programme import Edition, Module
from bot_scorm.package import MANIFEST, Package
from bot_scorm.writers import state_faults
from bot_scorm.writers.html import player_files, render_module
from bot_scorm.writers.inline import plain
from bot_scorm.writers.manifest import MAX_TITLE, Sco, manifest, words
from bot_scorm.writers.scorm_faults import NO_SCHEMAS, TITLE_CUT


@dataclass(frozen=True, slots=True)
class Scorm12:
    """The format ``scorm12``; ``with_schemas`` adds the official schemas, which a user has to have
    installed."""

    with_schemas: bool = False
    name: str = "scorm12"

    def write(self, edition: Edition, report: Report) -> Artifact:
        """The package of one module: its pages as one SCO, beside the player. Guides for trainers
        are left out."""
        (whole,) = edition
        module = whole.for_learners()
        files = render_module(edition, module)
        note = state_faults.tell(module, report)
        score = str(module.pass_mark) if module.assessment else ""
        return self._package(
            edition, module, [_sco(module, files, score)], files | player_files(), report, note
        )

    def join(self, edition: Edition, parts: Mapping[str, Artifact], report: Report) -> Artifact:
        """The package of the programme: the files of its modules' packages, under one manifest."""
        files: dict[str, Source] = {}
        scos = []
        for module in edition:
            part = parts[module.id].files
            scos.append(_sco(module, part, _mastery_score(part)))
            files |= {name: source for name, source in part.items() if "/" in name}
        return self._package(edition, None, scos, files, report)

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
        own = {name for sco in scos for name in sco.files}
        xml = manifest(edition, module, scos, files.keys() - own, schema_location=self.with_schemas)
        whole = {MANIFEST: BytesSource(xml), **files, **self._schemas(edition, report)}
        return Artifact(self.name, edition.language, id, ".zip", whole, note=note)

    def _schemas(self, edition: Edition, report: Report) -> dict[str, Source]:
        if not self.with_schemas:
            return {}
        try:
            found = schemas.official("scorm12")
        except FileNotFoundError as error:
            message = f"The official schemas of SCORM 1.2 are not installed: {error}."
            report.add(NO_SCHEMAS, edition.programme.at, message)
            return {}
        return {name: FileSource(path) for name, path in found.items()}


def _sco(module: Module, files: Mapping[str, Source], mastery_score: str) -> Sco:
    """The module's own files, the one to open first."""
    launch = f"{module.id}/index.html"
    rest = sorted(name for name in files if name.startswith(f"{module.id}/") and name != launch)
    return Sco(module, (launch, *rest), mastery_score)


def _mastery_score(files: Mapping[str, Source]) -> str:
    """What a module's own manifest says: its pages, which tell whether anything counts, are not read
    again."""
    found = Package.of(files, "").manifest
    scores: Iterator[str] = (
        item.extras["masteryscore"].text
        for item in (found.items if found else ())
        if "masteryscore" in item.extras
    )
    return next(scores, "")


def _tell_long_titles(edition: Edition, report: Report) -> None:
    for title in (edition.programme.title, *(module.title for module in edition)):
        if (length := len(words(plain(title)))) > MAX_TITLE:
            message = (
                f"This title has {length} characters; the LMS's table of contents shows {MAX_TITLE} of them."
            )
            report.add(TITLE_CUT, title.at, message)


WRITER = Scorm12()
