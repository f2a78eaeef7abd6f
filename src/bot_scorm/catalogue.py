"""Every rule there is, from one visible table of the modules that hold them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path

from bot_scorm.diagnostics import Rule
from bot_scorm.rules import all_checks

MODULES: tuple[str, ...] = (
    "bot_scorm.faults",
    "bot_scorm.citing",
    "bot_scorm.importing.faults",
    "bot_scorm.media.faults",
    "bot_scorm.readers.faults",
    "bot_scorm.readers.instrument_faults",
    "bot_scorm.readers.recordings",
    "bot_scorm.readers.overlay_faults",
    "bot_scorm.readers.gift_faults",
    "bot_scorm.play.faults",
    "bot_scorm.readers.moodle_xml_faults",
    "bot_scorm.readers.qti12_faults",
    "bot_scorm.readers.qti_faults",
    "bot_scorm.writers.losses",
    "bot_scorm.writers.moodle_course.faults",
    "bot_scorm.writers.scorm_faults",
    "bot_scorm.writers.state_faults",
    "bot_scorm.writers.static_faults",
)
"""Modules that hold rules as constants; the families of `bot_scorm.rules` add theirs."""

_HEAD = """# Rules

Made by `bot-pack explain --all`; do not edit. An error keeps an artifact from being written, and gives exit
code 1. `bot-pack explain RULE` prints one of these.
"""


def all_rules() -> Iterator[Rule]:
    """Every rule as it is found, the same id twice if two modules use it."""
    for name in MODULES:
        yield from (one for one in vars(import_module(name)).values() if isinstance(one, Rule))
    yield from (check.rule for check in all_checks())


def catalogue() -> dict[str, Rule]:
    """Every rule by its id, in the order of ids."""
    return {one.id: one for one in sorted(all_rules(), key=lambda one: one.id)}


@cache
def adl_requirements() -> Mapping[str, tuple[str, ...]]:
    """What ADL's own checker can fail in a package of SCORM 2004, by its number, to the rules that tell it.

    The numbers are those of the SCORM 2004 4th Edition Test Suite 1.1.1, without ``REQ_``.
    """
    import yaml

    data = yaml.safe_load((Path(__file__).parent / "rules" / "adl.yaml").read_text("utf-8"))
    return {number: tuple(rules.split()) for number, rules in data.items()}


def adl_numbers(rule: str) -> tuple[str, ...]:
    """The numbers of ADL's requirements that a rule checks."""
    return tuple(number for number, rules in adl_requirements().items() if rule in rules)


def rules_page() -> str:
    """The page of all rules, in Markdown."""
    parts = [_HEAD]
    for one in catalogue().values():
        parts.append(f"## {one.id}: {one.title}\n\nSeverity: {one.severity.value}.\n\n{one.help}\n")
    return "\n".join(parts)
