"""The words of the player's interface, from ``templates/strings/<lang>.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import yaml

from bot_scorm.resources import templates_dir

_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


@dataclass(frozen=True, slots=True)
class Strings:
    """Interface words: what stands in the page, and what the script says."""

    page: dict[str, str]
    player: dict[str, str]


@cache
def strings(language: str) -> Strings:
    """The words of a language, in English where it has no file or lacks one."""
    words = _read("en")
    for name in dict.fromkeys((language.split("-", maxsplit=1)[0], language)):
        if name != "en" and (templates_dir() / "strings" / f"{name}.yaml").is_file():
            own = _read(name)
            words = Strings(words.page | own.page, words.player | own.player)
    return words


@cache
def _read(name: str) -> Strings:
    text = (templates_dir() / "strings" / f"{name}.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one is ten times as fast
    data = yaml.load(text, loader)  # noqa: S506 - both are safe loaders
    return Strings(data["page"], data["player"])


def direction(language: str) -> str:
    """``rtl`` or ``ltr``, as HTML's ``dir`` wants it."""
    return "rtl" if language.split("-", maxsplit=1)[0].lower() in _RIGHT_TO_LEFT else "ltr"
