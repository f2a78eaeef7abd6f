"""What a repository says about its checks: ``bot-pack.toml``, or ``[tool.bot-pack]`` in pyproject.toml."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot_scorm import profiles
from bot_scorm.diagnostics import Diagnostic, Ignored, Severity
from bot_scorm.profiles import LEVELS, Profile
from bot_scorm.suggest import with_guess
from bot_scorm.usage import UsageError

OWN = "bot-pack.toml"
PYPROJECT = "pyproject.toml"
_SEVERITIES = tuple(one.value for one in Severity)
_KEYS = ("profile", "fail-on", "rules", "ignore")
_OF_RULES = ("rules", "severity", "only", "reason")
_OF_IGNORE = ("files", "rules", "reason")


@dataclass(frozen=True, slots=True)
class Ignore:
    """Findings that are meant: of these rules, in these files, for this reason."""

    files: tuple[str, ...]
    """Globs, relative to the file that says so: ``*`` inside a name, ``**`` across folders; what is inside a
    package stands behind a ``!``."""
    rules: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Configuration:
    """What is set; ``folder`` is where it stands, None if nothing is set anywhere."""

    folder: Path | None = None
    profile: str = ""
    fail_on: Severity | None = None
    own: Profile = profiles.PLAIN
    """Its own list of rules, which comes after the profile's."""
    ignores: tuple[Ignore, ...] = ()

    def reason(self, one: Diagnostic) -> str:
        """Why a finding is ignored; empty if it is not."""
        if self.folder is None or not self.ignores:
            return ""
        outer, inside, member = one.at.path.partition("!")
        place = os.path.relpath(outer, self.folder).replace(os.sep, "/")
        for ignore in self.ignores:
            if profiles.named(one.rule.id, ignore.rules) and any(
                _pattern(glob).fullmatch(place + inside + member if "!" in glob else place)
                for glob in ignore.files
            ):
                return ignore.reason
        return ""


@dataclass(frozen=True, slots=True)
class Judged:
    """Findings after the settings were asked."""

    told: tuple[Diagnostic, ...]
    ignored: tuple[Ignored, ...]


def judge(found: Iterable[Diagnostic], configuration: Configuration, profile: str = "") -> Judged:
    """Findings as a profile and a configuration see them; a named profile comes before the configured one."""
    told, off = profiles.adjusted(found, profiles.profile(profile or configuration.profile))
    told, own = profiles.adjusted(told, configuration.own)
    reasons = [(one, configuration.reason(one)) for one in told]
    meant = tuple(Ignored(one, reason) for one, reason in reasons if reason)
    return Judged(tuple(one for one, reason in reasons if not reason), (*off, *own, *meant))


def find(start: Path) -> Configuration:
    """The nearest configuration from a folder upward, an empty one if there is none.

    Raises UsageError where it has a mistake.
    """
    for folder in (start, *start.parents):
        own, project = folder / OWN, folder / PYPROJECT
        if own.is_file():
            return read(_toml(own), own)
        if project.is_file() and (table := _toml(project).get("tool", {}).get("bot-pack")) is not None:
            return read(table, project)
    return Configuration()


def read(data: Any, path: Path) -> Configuration:
    """The table of a configuration file; raises UsageError, which names the file and the nearest word."""
    table = _Table(path, data, "the settings")
    table.known(_KEYS)
    own = tuple(
        profiles.adjustment(_rules(_Table(path, one, "an entry of [[rules]]")))
        for one in table.entries("rules", dict)
    )
    ignores = tuple(
        _ignore(_Table(path, one, "an entry of [[ignore]]")) for one in table.entries("ignore", dict)
    )
    bar = table.text("fail-on", allowed=_SEVERITIES)
    return Configuration(
        path.parent,
        table.text("profile", allowed=profiles.names()),
        Severity(bar) if bar else None,
        Profile("", "", own),
        ignores,
    )


def _rules(table: _Table) -> dict[str, Any]:
    table.known(_OF_RULES)
    table.rules()
    table.text("severity", allowed=LEVELS, needed=True)
    table.text("only", allowed=_SEVERITIES)
    table.text("reason", needed=True)
    return dict(table.data)


def _ignore(table: _Table) -> Ignore:
    table.known(_OF_IGNORE)
    files = table.entries("files", str, needed=True)
    return Ignore(tuple(files), tuple(table.rules()), table.text("reason", needed=True))


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of the file, asked for its entries; what is wrong with one stops the run."""

    path: Path
    data: Any
    what: str

    def wrong(self, message: str) -> UsageError:
        return UsageError(f"{self.path}: {message}")

    def known(self, keys: Collection[str]) -> None:
        if not isinstance(self.data, dict):
            raise self.wrong(f"{self.what} is no table")
        for key in self.data:
            if key not in keys:
                raise self.wrong(with_guess(f"there is no key “{key}” in {self.what}", key, keys))

    def text(self, key: str, allowed: Collection[str] = (), *, needed: bool = False) -> str:
        value = self.data.get(key, "")
        if not isinstance(value, str):
            raise self.wrong(f"{key} in {self.what} is a text in quotes")
        if needed and not value.strip():
            raise self.wrong(f'{self.what} needs {key} = "…"')
        if value and allowed and value not in allowed:
            raise self.wrong(with_guess(f"{key} in {self.what} cannot be “{value}”", value, allowed))
        return value

    def entries(self, key: str, of: type, *, needed: bool = False) -> list[Any]:
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, of) for one in value):
            raise self.wrong(f"{key} in {self.what} is a list")
        if needed and not value:
            raise self.wrong(f'{self.what} needs {key} = ["…"]')
        return value

    def rules(self) -> list[str]:
        from bot_scorm.catalogue import catalogue  # every rule there is: only who names some needs it

        known = catalogue()
        named = self.entries("rules", str, needed=True)
        for one in named:
            if not any(profiles.named(id, (one,)) for id in known):
                raise self.wrong(with_guess(f"there is no rule “{one}”", one.upper(), known))
        return named


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: this is no TOML: {error}") from None


@cache
def _pattern(glob: str) -> re.Pattern[str]:
    """A glob as an expression; it fits a file, and what is below a folder."""
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", glob.removeprefix("./").rstrip("/"))
    wild = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(wild.get(one, re.escape(one)) for one in parts) + "(?:/.*)?", re.DOTALL)
