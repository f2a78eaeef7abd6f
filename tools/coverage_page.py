"""Writes docs/coverage.md: what the standards ask of a package, and which rules check it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

_DATA = Path(__file__).resolve().parent.parent / "src" / "bot_scorm" / "rules" / "requirements.yaml"
_HEAD = """# What is checked

Made from `src/bot_scorm/rules/requirements.yaml` by `make docs`; do not edit. What each rule asks:
[rules.md](rules.md). The words are ours: ADL numbers its requirements for packages in a longer list, which is
not repeated here.
"""


def requirements() -> Mapping[str, Mapping[str, str]]:
    """Standards to what they ask, to the rules that check it, with spaces between them."""
    found: Mapping[str, Mapping[str, str]] = yaml.safe_load(_DATA.read_text("utf-8"))
    return found


def page() -> str:
    """The page, in Markdown."""
    asked = requirements()
    counts = ["| standard | asked | checked | not checked |", "|---|---|---|---|"]
    tables: list[str] = []
    for standard, rows in asked.items():
        checked = sum(bool(rules) for rules in rows.values())
        counts.append(f"| {standard} | {len(rows)} | {checked} | {len(rows) - checked} |")
        tables += [f"\n## {standard}\n", "| asked | rules |", "|---|---|"]
        for what, rules in rows.items():
            links = ", ".join(f"`{one}`" for one in rules.split())
            tables.append(f"| {what} | {links or 'not checked'} |")
    return "\n".join([_HEAD, *counts, *tables, ""])


if __name__ == "__main__":
    print(page(), end="")
