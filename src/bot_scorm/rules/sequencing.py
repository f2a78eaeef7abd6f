"""Rules about what sequencing refers to: shared sequencing, objectives, global objectives.

From IMS Simple Sequencing 1.0 and the Content Aggregation Model of SCORM 2004, sequencing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bot_scorm.diagnostics import Location, Severity
from bot_scorm.namespaces import ADLCP_2004, ADLSEQ, IMSSS
from bot_scorm.package.manifest import local
from bot_scorm.package.sequencing import COLLECTION, SEQUENCING, Activity, is_true, name_of
from bot_scorm.package.view import Package
from bot_scorm.package.xml import Element
from bot_scorm.rules.base import Findings, rule

_MAP = f"{{{IMSSS}}}mapInfo"
_READS = {
    IMSSS: ("readSatisfiedStatus", "readNormalizedMeasure"),
    ADLSEQ: ("readRawScore", "readMinScore", "readMaxScore", "readCompletionStatus", "readProgressMeasure"),
}
"""What a map of an objective may read, by the namespace that it is in; true if it is not said."""
_SCORES = _READS[ADLSEQ][:3]
"""What counts as read only where it is said: ADL's LMS Test Package CO-03 leaves these at their default in
two maps of one objective."""
_WRITES = {uri: tuple(name.replace("read", "write") for name in names) for uri, names in _READS.items()}
"""What it may write; false if it is not said."""

_CALLED = (
    (_MAP, "targetObjectiveID"),
    (f"{{{ADLSEQ}}}mapInfo", "targetObjectiveID"),
    (f"{{{IMSSS}}}ruleCondition", "referencedObjective"),
    (f"{{{ADLCP_2004}}}map", "targetID"),
)
"""Elements and their attributes that name something else."""


@rule("SEQ-001", Severity.ERROR, on=Package)
def shared_sequencing(package: Package) -> Findings:
    """Every `IDRef` names a sequencing in the collection.

    Why: without it the activity has the defaults: no rules, no objectives, no flow.

    Example: `<imsss:sequencing IDRef="quiz"/>` without any `<imsss:sequencing ID="quiz">` in
    `<imsss:sequencingCollection>`.
    """
    known = {name_of(one.get("ID", "")) for one in _all(package, SEQUENCING) if _collected(one)}
    for element in _all(package, SEQUENCING):
        reference = element.get("IDRef")
        if reference is not None and name_of(reference) not in known:
            yield _at(package, element), f"No sequencing in the collection is called {reference}."


@rule("SEQ-002", Severity.WARNING, on=Package)
def collection_has_ids(package: Package) -> Findings:
    """`ID` stands in the collection and `IDRef` on activities.

    Why: nothing can refer to a sequencing without an `ID`, and systems look for an `ID` in the collection
    only.

    Example: `<imsss:sequencing ID="quiz">` in an `<item>`.
    """
    for element in _all(package, SEQUENCING):
        if _collected(element):
            if element.get("ID") is None:
                yield _at(package, element), "This sequencing has no ID, so that no activity can refer to it."
            if element.get("IDRef") is not None:
                yield _at(package, element), "A sequencing in the collection cannot refer to another one."
        elif element.get("ID") is not None:
            message = "The ID has no effect here. Move the sequencing to the collection, or remove the ID."
            yield _at(package, element), message


@rule("SEQ-003", Severity.ERROR, on=Package)
def unique_ids(package: Package) -> Findings:
    """The `ID` of a sequencing stands once in a manifest.

    Why: of two with the same one, each system takes another. It shares its names with `identifier`: both
    have the type ID of XML Schema.

    Example: two `<imsss:sequencing ID="quiz">`, or an item that is called `quiz` as well.
    """
    taken = {one.text for one in package.manifest.identifiers} if package.manifest else set()
    for element in _all(package, SEQUENCING):
        if (name := element.get("ID")) is not None:
            if name in taken:
                yield _at(package, element), f"The ID {name} is taken already. Give this one another."
            taken.add(name)


@rule("SEQ-004", Severity.ERROR, on=Package)
def unique_objectives(package: Package) -> Findings:
    """The `objectiveID` of an objective stands once in an activity.

    Why: a system keeps status and score by it; of two with the same one, only one is kept.

    Example: `<imsss:primaryObjective objectiveID="quiz">` beside `<imsss:objective objectiveID="quiz">`.
    """
    for objectives in (*_objectives(package), *_objectives(package, ADLSEQ)):
        seen: set[str] = set()
        for one in objectives.iterchildren("*"):
            name = name_of(one.get("objectiveID", ""))
            if name and name in seen:
                yield _at(package, one), f"The objective {name} is there already. Give this one another name."
            seen.add(name)


@rule("SEQ-005", Severity.ERROR, on=Package)
def named_objective(package: Package) -> Findings:
    """An objective that is mapped has an `objectiveID`.

    Why: without it there is nothing that a global objective could be mapped to.

    Example: `<imsss:primaryObjective><imsss:mapInfo targetObjectiveID="trust"/></imsss:primaryObjective>`.
    """
    for objectives in _objectives(package):
        for one in objectives.iterchildren("*"):
            name = one.get("objectiveID")
            mapped = one.find(_MAP) is not None
            if (mapped and not name) or (name is not None and not name.strip()):
                yield _at(package, one), f"<imsss:{local(one)}> needs an objectiveID."


@rule("SEQ-006", Severity.ERROR, on=Package)
def one_reader(package: Package) -> Findings:
    """An objective reads its status from one global objective, and its score from one.

    Why: two sources can contradict each other. Reading is on unless it is switched off.

    Example: two `<imsss:mapInfo targetObjectiveID=…>` in one objective without
    `readSatisfiedStatus="false" readNormalizedMeasure="false"` in one of them.
    """
    for uri, names in _READS.items():
        for objectives in _objectives(package, uri):
            for one in objectives.iterchildren("*"):
                maps = list(one.iterchildren(f"{{{uri}}}mapInfo"))
                reads = {name: [is_true(m.get(name), name not in _SCORES) for m in maps] for name in names}
                twice = [name for name in names if sum(reads[name]) > 1]
                if twice:
                    message = f"Several maps of this objective have {', '.join(twice)}. Leave it to one."
                    yield _at(package, maps[-1]), message


@rule("SEQ-007", Severity.ERROR, on=Package)
def one_writer(package: Package) -> Findings:
    """Only one objective of an activity writes to a global objective.

    Why: of two writers the later one wins, and which is the later differs from system to system.

    Example: two objectives of one item, both with
    `<imsss:mapInfo targetObjectiveID="trust" writeSatisfiedStatus="true"/>`.
    """
    for uri, names in _WRITES.items():
        for objectives in _objectives(package, uri):
            seen: Counter[tuple[str, str]] = Counter()
            for one in objectives.iter(f"{{{uri}}}mapInfo"):
                target = name_of(one.get("targetObjectiveID", ""))
                written = [(target, name) for name in names if is_true(one.get(name), False)]
                if any(key in seen for key in written):
                    message = f"Another objective here writes to {target} already. Leave it to one."
                    yield _at(package, one), message
                seen.update(written)


@rule("SEQ-008", Severity.ERROR, on=Package)
def known_objective(package: Package) -> Findings:
    """A condition is about an objective of its own activity.

    Why: of an objective that does not exist nothing is ever known, so that the rule never takes effect.

    Example: `<imsss:ruleCondition referencedObjective="quiz" condition="satisfied"/>` in an activity whose
    objectives are called otherwise.
    """
    for activity in _sequenced(package):
        rules = activity.part("sequencingRules")
        if rules is None:
            continue
        known = set(_names(activity))
        for one in rules.iter(f"{{{IMSSS}}}ruleCondition"):
            name = name_of(one.get("referencedObjective", ""))
            if name and name not in known:
                choice = f"there is {', '.join(sorted(known))}" if known else "it has none with a name"
                yield _at(package, one), f"No objective of this activity is called {name}; {choice}."


@rule("SEQ-009", Severity.ERROR, on=Package)
def shares_known_objective(package: Package) -> Findings:
    """ADL's objectives are about objectives of the same activity.

    Why: they say which scores an objective shares; for one that does not exist there are none.

    Example: `<adlseq:objective objectiveID="quiz">` in a sequencing whose `<imsss:objectives>` has no `quiz`.
    """
    for activity in _sequenced(package):
        shared = activity.part("objectives", ADLSEQ)
        if shared is None:
            continue
        known = set(_names(activity))
        for one in shared.iterchildren(f"{{{ADLSEQ}}}objective"):
            if (name := one.get("objectiveID")) is not None and name_of(name) not in known:
                yield _at(package, one), f"No objective of this activity is called {name}."


@rule("SEQ-010", Severity.WARNING, on=Package)
def read_what_is_written(package: Package) -> Findings:
    """A global objective that is read is written by some activity of the course.

    Why: with `adlseq:objectivesGlobalToSystem="false"` nothing comes from other courses, so what nobody
    writes stays unknown for ever.

    Example: `targetObjectiveID="trust"` is read in one item, and in no other `writeSatisfiedStatus` is true.
    """
    for root in package.activities:
        if root.system_wide:
            continue
        maps = [one for activity in root.walk() for one in _maps(activity)]
        written = {
            name_of(one.get("targetObjectiveID", ""))
            for one in maps
            if any(is_true(one.get(name), False) for names in _WRITES.values() for name in names)
        }
        told: set[str] = set()
        for one in maps:
            target = name_of(one.get("targetObjectiveID", ""))
            if target not in written and target not in told:
                told.add(target)
                yield _at(package, one), f"No activity writes to the global objective {target}."


@rule("SEQ-011", Severity.ERROR, on=Package)
def names_are_names(package: Package) -> Findings:
    """What an objective or shared data is called by is not empty.

    Why: systems know global objectives and stores by their names; one without a name is nobody's, or
    everybody's.

    Example: `<imsss:mapInfo targetObjectiveID=" "/>`, or `<adlcp:map targetID=""/>`.
    """
    for tag, attribute in _CALLED:
        for one in _all(package, tag):
            if (name := one.get(attribute)) is not None and not name.strip():
                yield _at(package, one), f"The {attribute} is empty. Write a name, or remove what needs it."


def _all(package: Package, tag: str) -> Iterator[Element]:
    if package.document is not None and package.document.root is not None:
        yield from package.document.root.iter(tag)


def _at(package: Package, element: Element) -> Location:
    return package.document.at(element) if package.document else package.at()


def _collected(element: Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == COLLECTION


def _objectives(package: Package, uri: str = IMSSS) -> Iterator[Element]:
    return _all(package, f"{{{uri}}}objectives")


def _activities(package: Package) -> Iterator[Activity]:
    for root in package.activities:
        yield from root.walk()


def _sequenced(package: Package) -> Iterator[Activity]:
    """The activities, and each sequencing of the collection that none of them refers to as one of its own."""
    yield from _activities(package)
    used = {name_of(one.get("IDRef", "")) for one in _all(package, SEQUENCING)}
    for one in _all(package, SEQUENCING):
        if _collected(one) and name_of(one.get("ID", "")) not in used:
            yield Activity(_at(package, one), "", False, None, (), one, None, True)


def _names(activity: Activity) -> Iterator[str]:
    objectives = activity.part("objectives")
    for one in objectives.iterchildren("*") if objectives is not None else ():
        if name := name_of(one.get("objectiveID", "")):
            yield name


def _maps(activity: Activity) -> Iterator[Element]:
    for uri in (IMSSS, ADLSEQ):
        objectives = activity.part("objectives", uri)
        if objectives is not None:
            yield from objectives.iter(f"{{{uri}}}mapInfo")
