"""What a run found and made, as reporters get it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from bot_scorm.diagnostics import Diagnostic, Gone, Ignored, Severity
from bot_scorm.messages import ENGLISH, Catalogue


@dataclass(frozen=True, slots=True)
class CheckedPackage:
    """A package that was validated; ``standard`` and ``version`` are empty if it is not known what it is."""

    path: str
    standard: str
    version: str
    diagnostics: tuple[Diagnostic, ...]
    why: str = ""
    """What speaks for it being that."""


@dataclass(frozen=True, slots=True)
class BuiltArtifact:
    """A file that was built now, or found to be fresh."""

    path: str
    format: str
    language: str
    module: str
    bytes: int
    sha256: str
    fresh: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of one command; all paths are relative to where it ran, with ``/``."""

    diagnostics: tuple[Diagnostic, ...] = ()
    packages: tuple[CheckedPackage, ...] | None = None
    """For ``validate``; their findings stand in the packages alone."""
    artifacts: tuple[BuiltArtifact, ...] | None = None
    """For ``build``."""
    fail_on: Severity = Severity.ERROR
    profile: str = ""
    """The profile by which severities are told, if any."""
    ignored: tuple[Ignored, ...] = ()
    """Findings that a profile or the settings switch off."""
    known: tuple[Diagnostic, ...] = ()
    """Findings that a baseline knows: they are told and do not count."""
    gone: tuple[Gone, ...] = ()
    """Findings that a baseline knows and that are there no more."""
    verbose: bool = False
    """Whether people are told why a package is taken for what it is."""
    only_new: bool = False
    """Whether known findings are counted only, and those that went are told."""

    catalogue: Catalogue = ENGLISH
    """By which fixed texts are said; findings are in its language already (`said_by`)."""

    def said_by(self, catalogue: Catalogue) -> Outcome:
        """The same in the language of a catalogue."""
        if catalogue is ENGLISH:
            return self
        said = catalogue.diagnostic
        packages = self.packages and tuple(
            replace(one, diagnostics=tuple(map(said, one.diagnostics))) for one in self.packages
        )
        return replace(
            self,
            diagnostics=tuple(map(said, self.diagnostics)),
            packages=packages,
            ignored=tuple(replace(one, diagnostic=said(one.diagnostic)) for one in self.ignored),
            known=tuple(map(said, self.known)),
            catalogue=catalogue,
        )

    @property
    def all(self) -> Iterator[Diagnostic]:
        """Every finding, in the order in which it is told."""
        yield from self.diagnostics
        for package in self.packages or ():
            yield from package.diagnostics

    def count(self, severity: Severity) -> int:
        """How many findings have exactly this severity."""
        return sum(one.severity is severity for one in self.all)

    @property
    def failed(self) -> bool:
        """Whether there is a finding that is as bad as ``fail_on`` or worse."""
        return any(one.severity.rank <= self.fail_on.rank for one in self.all)


class Reporter(Protocol):
    """The module of an output format."""

    def render(self, outcome: Outcome, *, colour: bool = False) -> str:
        """The whole report, with a line end at its end, or nothing."""
        ...
