"""How a rule is written: a small generator function whose docstring is its documentation."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

from bot_scorm.diagnostics import Location, Report, Rule, Severity

T = TypeVar("T")
MOST = 5_000
"""So many findings of a rule in one package are told: a wrong tool makes one fault thousands of times."""
Findings: TypeAlias = Iterator[tuple[Location, str]]


@dataclass(frozen=True, slots=True)
class Check(Generic[T]):
    """A rule with the function that finds it in one kind of subject."""

    rule: Rule
    on: type[T]
    find: Callable[[T], Findings]

    def run(self, subject: T, report: Report) -> None:
        """Adds what the function finds in the subject, up to `MOST` findings."""
        for count, (at, message) in enumerate(self.find(subject), 1):
            report.add(self.rule, at, message)
            if count == MOST:
                report.add(
                    self.rule, at, f"There may be more than these {MOST:,}. Mend them and check again."
                )
                break


def rule(id: str, severity: Severity, on: type[T]) -> Callable[[Callable[[T], Findings]], Check[T]]:
    """Makes a `Check` of a function: the first line of its docstring is the title, the rest the help."""

    def wrap(find: Callable[[T], Findings]) -> Check[T]:
        title, _, help = (inspect.getdoc(find) or "").partition("\n")
        return Check(Rule(id, severity, title, help.strip()), on, find)

    return wrap


def checks_in(module: Any) -> list[Check[Any]]:
    """The checks of one family's module, in the order of their ids."""
    found = [one for one in vars(module).values() if isinstance(one, Check)]
    return sorted(found, key=lambda one: one.rule.id)
