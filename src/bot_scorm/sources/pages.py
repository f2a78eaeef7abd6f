"""Files of a module: front matter, module.yaml, programme.yaml."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence

_PLAIN = re.compile(r"[^\W\d_][\w ,.()’“”–-]*(?<! )")
"""A text that needs no quotes in YAML."""


def page_text(settings: Iterable[tuple[str, str]], parts: Sequence[Sequence[str]]) -> str:
    """A page: its settings, then blocks with an empty line between them."""
    head = ["---", *(f"{key}: {yaml_text(value)}" for key, value in settings), "---"]
    body = [line for part in parts for line in (*part, "")]
    return "\n".join([*head, *body[:-1]]) + "\n"


def module_text(id: str, title: str, outcomes: Iterable[str]) -> str:
    """module.yaml; an outcome of which only the id is known has it for its text."""
    lines = [f"id: {id}", f"title: {yaml_text(title)}"]
    rows = [f"  - {{id: {one}, text: {yaml_text(one)}}}" for one in outcomes]
    return "\n".join([*lines, *(["outcomes:"] if rows else []), *rows]) + "\n"


def programme_text(id: str, title: str, language: str) -> str:
    """programme.yaml with what is required."""
    return f"id: {id}\ntitle: {yaml_text(title)}\nlanguage: {language}\n"


def yaml_text(text: str) -> str:
    """A text on one line, in quotes if YAML would read it as something else."""
    words = " ".join(text.split())
    return words if _PLAIN.fullmatch(words) else json.dumps(words, ensure_ascii=False)
