"""Writes docs/coverage.md: what the standards ask of a package, and which rules check it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

from bot_scorm.catalogue import adl_numbers, adl_requirements

_DATA = Path(__file__).resolve().parent.parent / "src" / "bot_scorm" / "rules" / "requirements.yaml"
_HEAD = """# What is checked

Made from `src/bot_scorm/rules/requirements.yaml` by `make docs`; do not edit. What each rule asks:
[rules.md](rules.md). The words are ours. By ADL's own numbers: [at the end](#scorm-2004-by-adls-numbers).
"""
_ADL = """
## SCORM 2004, by ADL's numbers

What ADL's own checker of packages (SCORM 2004 4th Edition Test Suite 1.1.1) can fail, {asked} requirements,
and which rule tells it; the tests break each of them (`tests/rules/adl.yaml`). Left out is what that checker
only passes or leaves to the schemas, and what it asks of packages without organizations (REQ_29), which say
the same.

| rule | requirements (REQ_…) |
|---|---|"""


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
    return "\n".join([_HEAD, *counts, *tables, *_by_number(), ""])


def _by_number() -> Iterator[str]:
    asked = adl_requirements()
    yield _ADL.format(asked=len(asked))
    for rule in sorted({rule for rules in asked.values() for rule in rules}):
        yield f"| `{rule}` | {', '.join(adl_numbers(rule))} |"


if __name__ == "__main__":
    print(page(), end="")
