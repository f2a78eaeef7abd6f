"""Rules about what the files of a Moodle backup say of each other, and of people.

An error is what Moodle 4.5.6 breaks off at or silently leaves out; each was tried on it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from bot_scorm.diagnostics import Severity
from bot_scorm.package.backup import QUESTIONS, USERS, Backup
from bot_scorm.package.xml import Element
from bot_scorm.rules.base import Findings, rule

_CORE = frozenset((
    "calculated", "calculatedmulti", "calculatedsimple", "ddimageortext", "ddmarker", "ddwtos",
    "description", "essay", "gapselect", "match", "missingtype", "multianswer", "multichoice", "numerical",
    "ordering", "random", "randomsamatch", "shortanswer", "truefalse",
))  # fmt: skip
"""The types of question that come with Moodle 4.5, by their names in a backup."""
_DEEP = 40
"""So many conditions are looked at inside one another."""


@rule("BAK-030", Severity.ERROR, on=Backup)
def asked_questions_are_there(backup: Backup) -> Findings:
    """Every question that a quiz of a backup asks, and every category it draws from, is in questions.xml.

    Why: Moodle keeps the number of what it does not find, and on another site that is another question, or
    none.

    Example: `<questionbankentryid>31</questionbankentryid>` after question 31 was taken out of
    `questions.xml`.
    """
    document = backup.read(QUESTIONS)
    if document is None or document.root is None:
        return
    entries = {one.get("id") for one in document.root.iter("question_bank_entry")}
    for said in backup.facts.entries if entries or not _is_old(document.root) else ():
        if said.text.strip() not in entries:
            yield said.at, f"The question of entry {said.text[:40]} is not in {QUESTIONS}."
    categories = {one.get("id") for one in document.root.iterfind("question_category")}
    for said in backup.facts.drawn:
        for id in _drawn_from(said.text):
            if id not in categories:
                yield (
                    said.at,
                    f"Category {id[:40]}, from which questions are drawn here, is not in {QUESTIONS}.",
                )


def _is_old(root: Element) -> bool:
    """Whether questions stand as before Moodle 4.0, without entries."""
    return root.find("question_category/questions") is not None


def _drawn_from(condition: str) -> Iterator[str]:
    try:
        found: Any = json.loads(condition)
    except (ValueError, RecursionError):
        return
    filters = found.get("filter") if isinstance(found, dict) else None
    category = filters.get("category") if isinstance(filters, dict) else None
    values = category.get("values") if isinstance(category, dict) else None
    if values is None and isinstance(found, dict) and "questioncategoryid" in found:  # before 4.3
        values = [found["questioncategoryid"]]
    yield from (str(one) for one in (values[:1] if isinstance(values, list) else ()))


@rule("BAK-031", Severity.ERROR, on=Backup)
def questions_have_parents(backup: Backup) -> Findings:
    """Every question that belongs to another one, such as a gap to its text, finds it in questions.xml.

    Why: Moodle leaves out a question whose parent is not there.

    Example: `<parent>99</parent>` where there is no question 99.
    """
    document = backup.read(QUESTIONS)
    if document is None or document.root is None:
        return
    ids = {one.get("id") for one in document.root.iter("question")}
    for one in document.root.iter("question"):
        parent = (one.findtext("parent") or "0").strip()
        if parent not in ids | {"0"}:
            yield (
                document.at(one),
                f"Its parent, question {parent[:40]}, is not here: Moodle leaves this one out.",
            )
        for part in (one.findtext(".//multianswer/sequence") or "").split(","):
            if part.strip() not in ids | {""}:
                yield document.at(one), f"Its part, question {part.strip()[:40]}, is not here."


@rule("BAK-032", Severity.ERROR, on=Backup)
def categories_are_named(backup: Backup) -> Findings:
    """Every category with questions is named in an inforef.xml of the course or of an activity.

    Why: Moodle restores only the questions of categories that are named there, and leaves out the others
    without a word.

    Example: `course/inforef.xml` and that of the quiz without `<question_categoryref>`.
    """
    document = backup.read(QUESTIONS)
    if document is None or document.root is None or not backup.whole:
        return
    referred = backup.facts.referred
    named = {one.text for (_, kind), said in referred.items() if kind == "question_category" for one in said}
    for one in document.root.iterfind("question_category"):
        if one.get("id") not in named and one.find(".//question") is not None:
            name = (one.findtext("name") or "")[:80]
            message = f"The category “{name}” is named in no inforef.xml: its questions would be left out."
            yield document.at(one), message


@rule("BAK-033", Severity.WARNING, on=Backup)
def question_types_are_known(backup: Backup) -> Findings:
    """Every question of a backup is of a type that comes with Moodle.

    Why: where the plug-in of another type is not installed, the question is restored and cannot be used.

    Example: `<qtype>kprime</qtype>`. Ask whoever runs the Moodle to install the plug-in.
    """
    document = backup.read(QUESTIONS)
    if document is None or document.root is None:
        return
    told: set[str] = set()
    for one in document.root.iter("qtype"):
        type = (one.text or "").strip()
        if type not in told | _CORE:
            told.add(type)
            yield document.at(one), f"“{type[:40]}” is no type of Moodle 4.5 itself; it needs a plug-in."


@rule("BAK-034", Severity.ERROR, on=Backup)
def null_is_null(backup: Backup) -> Findings:
    """What has no value is written `$@NULL@$`, without space around it.

    Why: Moodle takes anything else for a text; where the database wants a number the restore ends in an
    error.

    Example: `<grade> $@NULL@$ </grade>` after an editor laid out the XML anew.
    """
    for said in backup.facts.nulls:
        yield said.at, "Write $@NULL@$ in capital letters and without space around it."


@rule("BAK-035", Severity.WARNING, on=Backup)
def links_stay_inside(backup: Backup) -> Findings:
    """Every link to an activity leads to one that is in the backup.

    Why: Moodle turns it into a link to the site from which the backup came, where learners may have no
    account.

    Example: `$@QUIZVIEWBYID*22@$` in a backup without that quiz.
    """
    modules = {one.id for one in backup.activities}
    kinds = {one.kind for one in backup.activities}
    for link in backup.facts.links:
        if link.kind in kinds and link.id not in modules:
            yield link.at, f"Activity {link.id} is not in this backup: the link leads to {_site(backup)}."


def _site(backup: Backup) -> str:
    return backup.says("original_wwwroot")[:100] or "the old site"


@rule("BAK-036", Severity.ERROR, on=Backup)
def conditions_are_json(backup: Backup) -> Findings:
    """What must hold before something opens is JSON as Moodle writes it.

    Why: Moodle breaks off in the middle of the restore: “Invalid availability text”.

    Example: `<availability>{"op":"&amp;","c":[</availability>`.
    """
    for said in backup.facts.conditions:
        found = _json(said.text)
        if not isinstance(found, dict) or "op" not in found or not isinstance(found.get("c"), list):
            yield said.at, "This is no condition that Moodle reads: JSON with “op” and a list “c”."


@rule("BAK-037", Severity.WARNING, on=Backup)
def conditions_can_hold(backup: Backup) -> Findings:
    """What must be completed first is in the backup.

    Why: Moodle cannot find it, and what waits for it stays closed for ever, or opens at once.

    Example: `{"type":"completion","cm":99,"e":1}` where activity 99 is not in the backup.
    """
    modules = {one.id for one in backup.activities}
    for said in backup.facts.conditions if backup.type == "course" else ():
        for id in _modules(_json(said.text), _DEEP):
            if id not in modules | {"0", "-1"}:  # -1: the activity before this one
                yield said.at, f"This waits for activity {id[:40]}, which is not in the backup."


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _modules(condition: Any, deep: int) -> Iterator[str]:
    if isinstance(condition, dict) and deep:
        if condition.get("type") == "completion" and "cm" in condition:
            yield str(condition["cm"])
        parts = condition.get("c")
        for one in parts if isinstance(parts, list) else ():
            yield from _modules(one, deep - 1)


@rule("BAK-038", Severity.WARNING, on=Backup)
def no_people(backup: Backup) -> Findings:
    """A Moodle backup holds no data of people.

    Why: who gets it gets their names, addresses, answers and grades. A course that is handed on is backed up
    without users, or anonymised.

    Example: a backup with “Include enrolled users” ticked. Make it again without, or tick “Anonymize user
    information”.
    """
    document = backup.read(USERS)
    if document is None or document.root is None:
        return
    people = [one for one in document.root.iterfind("user") if not _nobody(one)]
    if people:
        count = f"{len(people)} people" if len(people) > 1 else "one person"
        yield (
            document.at(people[0]),
            f"The backup holds data of {count}. Is it meant for somebody who may have it?",
        )


def _nobody(user: Element) -> bool:
    """Whether it is anonymised, or the guest account that every Moodle has."""
    name = (user.findtext("username") or "").strip()
    return name == "guest" or (name.startswith("anon") and name[4:].isdigit())
