"""What tests of QTI 2 and assessments of QTI 1.2 say of themselves, as settings of a quiz page.

Role and tags to draw by are only read from what we wrote: by keywords and sections others mean other things.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from bot_scorm.package.xml import Element
from bot_scorm.readers.qti_xml import every, number_of, parts, text_of

ROLE = "role:"
"""How the keyword begins that says which role a quiz has."""
_ROLES = ("before", "after", "practice")
_TEST = re.compile(r"t\.[a-z0-9_]+\.([a-z0-9_]+)")
_ASSESSMENT = re.compile(r"[a-z0-9_]+\.([a-z0-9_]+)")


@dataclass(frozen=True, slots=True)
class QuizSettings:
    """A quiz without its questions; what is not said is empty."""

    id: str = ""
    role: str = ""
    show_answers: str = ""
    shuffle: bool = False
    draw: Mapping[str, int] = field(default_factory=dict)
    pass_mark: int | None = None
    """In percent."""


def settings_of_test(test: Element, keywords: Iterable[str]) -> QuizSettings:
    """The settings of an ``assessmentTest``, with the keywords that its package has for it."""
    found = _TEST.fullmatch(test.get("identifier", ""))
    role = next((one.removeprefix(ROLE) for one in keywords if one.startswith(ROLE)), "")
    section = next(every(test, "assessmentSection"), None)
    return QuizSettings(
        id=found[1].replace("_", "-") if found else "",
        role=role if found and role in _ROLES else "",
        show_answers=_shown(test),
        shuffle=section is not None and _mixed(section),
        draw=_drawn(section) if found and section is not None else {},
        pass_mark=_pass_mark(test),
    )


def _shown(test: Element) -> str:
    controls = [one for part in parts(test, "testPart") for one in parts(part, "itemSessionControl")]
    if controls and all(one.get("showFeedback") == "false" == one.get("showSolution") for one in controls):
        return "never"
    modes = {one.get("submissionMode") for one in parts(test, "testPart")}
    return "end" if modes == {"simultaneous"} else ""


def _mixed(section: Element) -> bool:
    return any(one.get("shuffle") == "true" for one in parts(section, "ordering"))


def _drawn(section: Element) -> dict[str, int]:
    """How many of a section in the section are selected, by its title."""
    return {
        one.get("title", ""): int(number)
        for one in parts(section, "assessmentSection")
        for rule in parts(one, "selection")
        if (number := number_of(rule.get("select", ""))) is not None and number > 0
    }


def _pass_mark(test: Element) -> int | None:
    """The part of all points that passes: ``gte`` of the score and a product with ``MAXSCORE``."""
    for rule in every(test, "setOutcomeValue"):
        if rule.get("identifier") == "PASSED":
            values = [number_of(text_of(one)) for one in every(rule, "baseValue")]
            return _percent(values[0]) if len(values) == 1 else None
    return None


def settings_of_assessment(node: Element) -> QuizSettings:
    """The settings of an ``assessment``."""
    found = _ASSESSMENT.fullmatch(node.get("ident", ""))
    role = ""
    for one in (one for part in parts(node, "qtimetadata") for one in parts(part, "qtimetadatafield")):
        pair = [text_of(part) for part in parts(one)]
        role = pair[1] if pair[:1] == ["role"] and pair[1:] and pair[1] in _ROLES else role
    controls = parts(node, "assessmentcontrol")
    hidden = [one.get("feedbackswitch") == "No" == one.get("solutionswitch") for one in controls]
    sections = parts(node, "section")
    return QuizSettings(
        id=found[1].replace("_", "-") if found else "",
        role=role if found else "",
        show_answers="never" if hidden and all(hidden) else "",
        shuffle=any(_random(one) for one in sections[:1]),
        draw=_selected(sections[0]) if found and sections else {},
        pass_mark=_cut(node),
    )


def _random(section: Element) -> bool:
    rules = parts(section, "selection_ordering")
    return any(one.get("order_type") == "Random" for rule in rules for one in parts(rule, "order"))


def _selected(section: Element) -> dict[str, int]:
    return {
        one.get("title", ""): int(number)
        for one in parts(section, "section")
        for rule in parts(one, "selection_ordering")
        for count in every(rule, "selection_number")
        if (number := number_of(text_of(count))) is not None and number > 0
    }


def _cut(node: Element) -> int | None:
    for outcomes in parts(node, "outcomes_processing"):
        for one in every(outcomes, "decvar"):
            cut, most = number_of(one.get("cutvalue", "")), number_of(one.get("maxvalue", ""))
            if cut is not None and most is not None and most > 0:
                return _percent(cut / most)
    return None


def _percent(share: Fraction | None) -> int | None:
    return None if share is None or not 0 <= share <= 1 else round(share * 100)
