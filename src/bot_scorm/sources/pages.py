"""Files of a module: front matter, module.yaml, programme.yaml."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

Setting: TypeAlias = "str | Mapping[str, int]"
"""A value in front matter."""
_PLAIN = re.compile(r"[^\W\d_][\w ,.()’“”–-]*(?<! )")
"""A text that needs no quotes in YAML."""


def page_text(settings: Iterable[tuple[str, Setting]], parts: Sequence[Sequence[str]]) -> str:
    """A page: its settings, then blocks with an empty line between them."""
    head = ["---", *(f"{key}: {_value(value)}" for key, value in settings), "---"]
    body = [line for part in parts for line in (*part, "")]
    return "\n".join([*head, *body[:-1]]) + "\n"


def module_text(
    id: str, title: str, outcomes: Mapping[str, str], settings: Iterable[tuple[str, str]] = ()
) -> str:
    """module.yaml; ``outcomes`` are texts by id, ``settings`` more lines between."""
    lines = [f"id: {id}", f"title: {yaml_text(title)}"]
    lines += [f"{key}: {yaml_text(value)}" for key, value in settings]
    rows = [f"  - id: {one}\n    text: {yaml_text(text)}" for one, text in outcomes.items()]
    return "\n".join([*lines, *(["outcomes:"] if rows else []), *rows]) + "\n"


def programme_text(id: str, title: str, language: str, settings: Iterable[tuple[str, str]] = ()) -> str:
    """programme.yaml with what is required, and ``settings`` that are known."""
    more = "".join(f"{key}: {yaml_text(value)}\n" for key, value in settings)
    return f"id: {id}\ntitle: {yaml_text(title)}\nlanguage: {language}\n{more}"


def _value(value: Setting) -> str:
    if isinstance(value, str):
        return yaml_text(value)
    return f"{{{', '.join(f'{yaml_text(key)}: {number}' for key, number in value.items())}}}"


def yaml_text(text: str) -> str:
    """A text on one line, in quotes if YAML would read it as something else."""
    words = " ".join(text.split())
    return words if _PLAIN.fullmatch(words) or words.isdecimal() else json.dumps(words, ensure_ascii=False)
