"""What is said about sources and packages: where, how bad, by which rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import Enum


class Severity(Enum):
    """How bad a finding is; an error keeps an artifact from being written."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for an error, larger for what matters less."""
        return _RANK[self]


_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


@dataclass(frozen=True, order=True, slots=True)
class Location:
    """A place in a file; line and column count code points from 1, and 0 is unknown.

    A path uses ``/`` always; inside a package it reads ``course.zip!imsmanifest.xml``.
    """

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        parts = [self.path]
        if self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts)

    def on(self, line: int, column: int = 0) -> Location:
        """Another place in the same file."""
        return replace(self, line=line, column=column)


@dataclass(frozen=True, slots=True)
class Rule:
    """What a diagnostic is about: data only.

    ``help`` is Markdown: why the rule exists and an example; ``bot-pack explain`` prints it.
    Ids are permanent and never used again.
    """

    id: str
    severity: Severity
    title: str
    help: str

    @classmethod
    def explained(cls, id: str, severity: Severity, title: str, why: str, example: str) -> Rule:
        """A rule whose help is written in two parts."""
        return cls(id, severity, title, f"Why: {why}\n\nExample: {example}")


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding."""

    at: Location
    rule: Rule
    message: str

    @property
    def severity(self) -> Severity:
        """The severity of the rule that found it."""
        return self.rule.severity

    @property
    def sort_key(self) -> tuple[Location, int, str, str]:
        """By place, then the worst first; total, so that every run prints the same order."""
        return (self.at, self.severity.rank, self.rule.id, self.message)


@dataclass(frozen=True, slots=True)
class Ignored:
    """A finding that is not told, and why not."""

    diagnostic: Diagnostic
    reason: str


@dataclass(frozen=True, order=True, slots=True)
class Gone:
    """A finding that a baseline knows and that is there no more."""

    package: str
    rule: str
    path: str
    """The file inside the package, empty for the package itself."""
    text: str
    count: int


@dataclass(slots=True)
class Report:
    """The findings of a run: the only mutable thing, always passed in, never global."""

    _found: dict[Diagnostic, None] = field(default_factory=dict)

    def add(self, rule: Rule, at: Location, message: str) -> None:
        """Adds one finding; the same one twice counts once."""
        self._found[Diagnostic(at, rule, message)] = None

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Adds findings that another report holds."""
        for one in diagnostics:
            self._found[one] = None

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(sorted(self._found, key=lambda one: one.sort_key))

    def __len__(self) -> int:
        return len(self._found)

    def count(self, severity: Severity) -> int:
        """How many findings have exactly this severity."""
        return sum(one.severity is severity for one in self._found)

    @property
    def failed(self) -> bool:
        """Whether there is an error among the findings."""
        return any(one.severity is Severity.ERROR for one in self._found)
