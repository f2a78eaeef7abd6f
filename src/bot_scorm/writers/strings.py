"""The words of the player's interface, from ``templates/strings/<lang>.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from bot_scorm.resources import templates_dir

_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


@dataclass(frozen=True, slots=True)
class Strings:
    """Interface words: what stands in the page, and what the script says."""

    page: dict[str, str]
    player: dict[str, str]


def is_spoken(language: str) -> bool:
    """Whether there are words of a language, or of what it is a form of (``pt`` for ``pt-BR``)."""
    return any(_file(name).is_file() for name in _names(language))


@cache
def strings(language: str) -> Strings:
    """The words of a language, in English where it has no file or lacks one."""
    words = _read("en")
    for name in _names(language):
        if name != "en" and _file(name).is_file():
            own = _read(name)
            words = Strings(words.page | own.page, words.player | own.player)
    return words


def _names(language: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((language.split("-", maxsplit=1)[0], language)))


def _file(name: str) -> Path:
    return templates_dir() / "strings" / f"{name}.yaml"


@cache
def _read(name: str) -> Strings:
    text = _file(name).read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one is ten times as fast
    data = yaml.load(text, loader)  # noqa: S506 - both are safe loaders
    return Strings(data["page"], data["player"])


def direction(language: str) -> str:
    """``rtl`` or ``ltr``, as HTML's ``dir`` wants it."""
    return "rtl" if language.split("-", maxsplit=1)[0].lower() in _RIGHT_TO_LEFT else "ltr"
