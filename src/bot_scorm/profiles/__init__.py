"""Profiles: how much each rule matters where a package is going, as plain data beside this file.

A profile is a TOML file with a ``title`` and a list of ``[[rules]]``: which, how bad their findings are
there, and why. A repository's own settings (`bot_scorm.configuration`) may have such a list, too.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

from bot_scorm.diagnostics import Diagnostic, Ignored, Rule, Severity
from bot_scorm.suggest import with_guess
from bot_scorm.usage import UsageError

LEVELS = (*(one.value for one in Severity), "off")
_HERE = Path(__file__).resolve().parent


def named(id: str, rules: Iterable[str]) -> bool:
    """Whether a rule is among those that are named, by their ids or by patterns."""
    return any(fnmatchcase(id, one) for one in rules)


@dataclass(frozen=True, slots=True)
class Adjustment:
    """Some rules, and how bad what they find is here."""

    rules: tuple[str, ...]
    """Ids, or patterns such as ``S12-*``."""
    severity: Severity | None
    """None: nothing is told."""
    reason: str
    only: Severity | None = None
    """Only rules that are of this severity by themselves."""

    def fits(self, rule: Rule) -> bool:
        """Whether this is about the rule."""
        return self.only in (None, rule.severity) and named(rule.id, self.rules)


@dataclass(frozen=True, slots=True)
class Profile:
    """What an LMS, or a person, makes of the rules; of two adjustments that fit, the later one holds."""

    name: str
    title: str
    adjustments: tuple[Adjustment, ...]

    def adjustment(self, rule: Rule) -> Adjustment | None:
        """What holds for the rule; None if nothing is said about it."""
        return next((one for one in reversed(self.adjustments) if one.fits(rule)), None)


PLAIN = Profile("", "Every rule as it is.", ())


def names() -> list[str]:
    """The profiles there are."""
    return sorted(path.stem for path in _HERE.glob("*.toml"))


@cache
def profile(name: str) -> Profile:
    """A profile by its name, `PLAIN` for an empty one; raises UsageError with the nearest name."""
    if not name:
        return PLAIN
    if name not in names():
        raise UsageError(with_guess(f"there is no profile “{name}”", name, names()))
    data = tomllib.loads((_HERE / f"{name}.toml").read_text(encoding="utf-8"))
    return Profile(name, data["title"], tuple(adjustment(one) for one in data["rules"]))


def adjustment(data: dict[str, Any]) -> Adjustment:
    """An entry of ``[[rules]]``, whose keys and values were looked at before."""
    level, only = data["severity"], data.get("only")
    return Adjustment(
        tuple(data["rules"]),
        None if level == "off" else Severity(level),
        data["reason"],
        Severity(only) if only else None,
    )


def adjusted(
    found: Iterable[Diagnostic], profile: Profile
) -> tuple[tuple[Diagnostic, ...], tuple[Ignored, ...]]:
    """The findings as a profile sees them, and those that it switches off."""
    told: list[Diagnostic] = []
    ignored: list[Ignored] = []
    for one in found:
        change = profile.adjustment(one.rule)
        if change is None:
            told.append(one)
        elif change.severity is None:
            ignored.append(Ignored(one, change.reason))
        else:
            told.append(replace(one, rule=replace(one.rule, severity=change.severity)))
    return tuple(sorted(told, key=lambda one: one.sort_key)), tuple(ignored)
