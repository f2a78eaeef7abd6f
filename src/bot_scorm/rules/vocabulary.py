"""What the checks of texts look for in a language: ``rules/terms/<language>.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

_FOLDER = Path(__file__).parent / "terms"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one language, as patterns; those of a language without a file match nothing."""

    refers_to_choices: re.Pattern[str]
    negatives: re.Pattern[str]
    present: re.Pattern[str]
    not_names: frozenset[str]
    stigmatising: re.Pattern[str]
    better: Mapping[str, str]
    """A stigmatising word, in lower case, to what to write instead."""


@cache
def vocabulary(language: str) -> Vocabulary:
    """The words of a language such as ``en`` or ``sr-Latn``; of ``en-GB`` those of ``en``."""
    paths = (_FOLDER / f"{name}.yaml" for name in (language, language.partition("-")[0]))
    path = next((one for one in paths if one.is_file()), None)
    data = yaml.safe_load(path.read_text(encoding="utf-8")) if path else {}
    better = {word.lower(): instead for word, instead in data.get("stigmatising", {}).items()}
    return Vocabulary(
        refers_to_choices=_words(data.get("refers_to_choices", ())),
        negatives=_words(data.get("negatives", ()), r"|n['’]t\b" if data else ""),
        present=_words(data.get("present", ())),
        not_names=frozenset(data.get("not_names", ())),
        stigmatising=_words(better),
        better=better,
    )


def _words(words: Iterable[str], more: str = "") -> re.Pattern[str]:
    """Any of these as whole words, the longest first."""
    ordered = sorted(words, key=lambda one: (-len(one), one))
    if not ordered:
        return re.compile(r"(?!)")
    either = "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in ordered)
    return re.compile(rf"(?<![\w-])(?:{either})(?![\w-]){more}", re.I)
