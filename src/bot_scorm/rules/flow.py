"""Rules about what sequencing does: activities that nobody reaches, rollup that never comes, limits.

From IMS Simple Sequencing 1.0 and the Sequencing and Navigation book of SCORM 2004. All are warnings: a
course with such a fault is read, and goes another way than its author meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot_scorm.diagnostics import Location, Severity
from bot_scorm.namespaces import IMSSS
from bot_scorm.package.manifest import local
from bot_scorm.package.sequencing import Activity
from bot_scorm.package.view import Package
from bot_scorm.package.xml import Element
from bot_scorm.rules.base import Findings, rule

_ON_ROOT = ("skip", "hiddenFromChoice", "stopForwardTraversal", "exitParent", "continue", "previous")
_RULES = ("preConditionRule", "exitConditionRule", "postConditionRule")
_OF_MEASURE = ("objectiveMeasureGreaterThan", "objectiveMeasureLessThan")
_NOT_ASKED = (
    "attemptExperiencedDurationLimit",
    "activityAbsoluteDurationLimit",
    "activityExperiencedDurationLimit",
    "beginTimeLimit",
    "endTimeLimit",
)
_OF_TIME = ("timeLimitExceeded", "outsideAvailableTimeRange")
"""Conditions on such limits."""


@rule("SEQ-020", Severity.WARNING, on=Package)
def actions_on_root(package: Package) -> Findings:
    """The rules of an organization have no action that needs a parent or a neighbour.

    Why: the organization is the root of the activity tree: there is nothing to skip to, to hide it from, or
    to go back to.

    Example: `<imsss:ruleAction action="exitParent"/>` in the sequencing of an `<organization>`.
    """
    for root in package.activities:
        for one in _rule_actions(root):
            if one.get("action") in _ON_ROOT:
                message = f"{one.get('action')} has no effect on an organization, which has no parent."
                yield _at(package, one), message


@rule("SEQ-021", Severity.WARNING, on=Package)
def threshold(package: Package) -> Findings:
    """A condition on a score says on which one, and only such a condition does.

    Why: without `measureThreshold` the score is compared with 0.

    Example: `<imsss:ruleCondition condition="objectiveMeasureGreaterThan"/>`.
    """
    for one in _elements(package, "ruleCondition"):
        condition, limit = one.get("condition"), one.get("measureThreshold")
        if condition in _OF_MEASURE and limit is None:
            yield _at(package, one), f"{condition} lacks a measureThreshold, such as 0.7."
        elif condition not in _OF_MEASURE and limit is not None:
            yield _at(package, one), f"measureThreshold has no effect on the condition {condition}."


@rule("SEQ-022", Severity.WARNING, on=Package)
def reachable(package: Package) -> Findings:
    """There is a way to every activity.

    Why: below an activity with `choice` and `flow` off, learners can neither choose nor go on. And an
    activity that is always disabled is never delivered.

    Example: `<imsss:controlMode choice="false"/>` on a chapter: `flow` is off unless it is switched on.
    """
    for activity in _activities(package):
        choice = activity.flag("controlMode", "choice", True)
        if activity.children and not choice and not activity.flag("controlMode", "flow", False):
            message = 'Nobody gets to what is below this: choice and flow are off. Write flow="true".'
            yield activity.at, message
        if any(one.get("action") == "disabled" and _always(one) for one in _rule_actions(activity)):
            yield activity.at, "Nobody gets to this: a rule disables it always. Remove the rule, or the item."


@rule("SEQ-023", Severity.WARNING, on=Package)
def rollup_possible(package: Package) -> Findings:
    """A rollup rule can be fulfilled by the children that there are.

    Why: otherwise the status that it sets never comes, and the chapter, or the whole course, is never
    complete.

    Example: `<imsss:rollupRule childActivitySet="atLeastCount" minimumCount="5">` over three items.
    """
    for activity in _activities(package):
        for one in _parts(activity, "rollupRules", "rollupRule"):
            kind, count = one.get("childActivitySet"), _number(one.get("minimumCount"))
            if kind == "atLeastCount" and count > len(activity.children) > 0:
                message = f"{count:g} children have to fulfil this, and there are {len(activity.children)}."
                yield _at(package, one), message
            elif kind == "atLeastCount" and count == 0:
                yield _at(package, one), "atLeastCount lacks a minimumCount of 1 or more; it holds always."
            elif kind == "atLeastPercent" and _number(one.get("minimumPercent")) == 0:
                yield _at(package, one), "atLeastPercent lacks a minimumPercent above 0; it holds always."


@rule("SEQ-024", Severity.WARNING, on=Package)
def something_rolls_up(package: Package) -> Findings:
    """Something below an activity counts for it.

    Why: if no child is tracked, or none counts for status and completion, the activity never gets a status.

    Example: a chapter with one page that has `<imsss:deliveryControls tracked="false"/>`.
    """
    for activity in _activities(package):
        if activity.children and not any(_counts(one) for one in activity.children):
            message = "Nothing below this counts: it never becomes complete. Let one child be tracked."
            yield activity.at, message


@rule("SEQ-025", Severity.WARNING, on=Package)
def attempts(package: Package) -> Findings:
    """An activity may be attempted at least once.

    Why: an attempt limit of 0 keeps it closed for ever.

    Example: `<imsss:limitConditions attemptLimit="0"/>`. Leave it out for no limit.
    """
    for one in _elements(package, "limitConditions"):
        if one.get("attemptLimit", "").strip() and _number(one.get("attemptLimit")) == 0:
            yield (
                _at(package, one),
                "An attemptLimit of 0 keeps everybody out. Leave it out for no limit.",
            )


@rule("SEQ-026", Severity.WARNING, on=Package)
def evaluated(package: Package) -> Findings:
    """Sequencing uses what SCORM evaluates.

    Why: of the limits in IMS Simple Sequencing SCORM asks systems for `attemptLimit` and
    `attemptAbsoluteDurationLimit` only, for no condition on times, and for no auxiliary resources. Others
    have no effect.

    Example: `<imsss:limitConditions endTimeLimit="2027-01-01T00:00:00"/>`.
    """
    for one in _elements(package, "limitConditions"):
        for name in _NOT_ASKED:
            if name in one.attrib:
                yield _at(package, one), f"Systems need not look at {name}. Do not rely on it."
    for one in (*_elements(package, "ruleCondition"), *_elements(package, "rollupCondition")):
        if (condition := one.get("condition")) in _OF_TIME:
            yield _at(package, one), f"Systems need not look at {condition}. Do not rely on it."
    for one in _elements(package, "auxiliaryResources"):
        yield _at(package, one), "Systems need not look at auxiliary resources. Do not rely on them."


@rule("SEQ-027", Severity.WARNING, on=Package)
def selection(package: Package) -> Findings:
    """A selection takes no more children than there are, and says when.

    Why: with a `selectionTiming` of `never`, which holds unless another is given, nothing is selected.

    Example: `<imsss:randomizationControls selectCount="5"/>` over three items.
    """
    for activity in _activities(package):
        controls = activity.part("randomizationControls")
        if controls is None or controls.get("selectCount") is None:
            continue
        count = _number(controls.get("selectCount"))
        if count > len(activity.children):
            message = f"{count:g} children are to be selected, and there are {len(activity.children)}."
            yield _at(package, controls), message
        elif controls.get("selectionTiming", "never") == "never":
            yield _at(package, controls), 'selectCount has no effect: selectionTiming is "never".'


@rule("SEQ-028", Severity.WARNING, on=Package)
def rules_for_children(package: Package) -> Findings:
    """Rollup rules and random order stand on activities with others below them.

    Why: they are about the activities below. Where there are none, they have no effect.

    Example: `<imsss:rollupRule>` in the sequencing of an item that opens a page.
    """
    for activity in _activities(package):
        if activity.children or activity.own is None:
            continue
        own = [activity.own.find(f"{{{IMSSS}}}{name}") for name in ("rollupRules", "randomizationControls")]
        for part in own:
            if part is not None and (local(part) == "randomizationControls" or len(part)):
                yield (
                    _at(package, part),
                    f"imsss:{local(part)} has no effect: nothing is below this.",
                )


def _activities(package: Package) -> Iterator[Activity]:
    for root in package.activities:
        yield from root.walk()


def _elements(package: Package, name: str) -> Iterator[Element]:
    if package.document is not None and package.document.root is not None:
        yield from package.document.root.iter(f"{{{IMSSS}}}{name}")


def _at(package: Package, element: Element) -> Location:
    return package.document.at(element) if package.document else package.at()


def _parts(activity: Activity, part: str, name: str) -> Iterator[Element]:
    found = activity.part(part)
    if found is not None:
        yield from found.iter(f"{{{IMSSS}}}{name}")


@rule("SEQ-029", Severity.WARNING, on=Package)
def rule_has_conditions(package: Package) -> Findings:
    """A sequencing rule has conditions.

    Why: without any it is never known whether it applies, so it never acts (Simple Sequencing 1.0, Sequencing
    Rule Check Subprocess). ADL's application profile asks for them; the schema does not.

    Example: `<imsss:preConditionRule><imsss:ruleAction action="skip"/></imsss:preConditionRule>`. Add
    `<imsss:ruleConditions>`, with `condition="always"` if it is to act in any case.
    """
    for kind in _RULES:
        for one in _elements(package, kind):
            if one.find(f"{{{IMSSS}}}ruleConditions") is None:
                yield _at(package, one), "This rule has no ruleConditions, so it never acts. Add them."


def _rule_actions(activity: Activity) -> Iterator[Element]:
    return _parts(activity, "sequencingRules", "ruleAction")


def _always(action: Element) -> bool:
    """Whether the rule of an action has the only condition ``always``."""
    conditions = list(action.getparent().iter(f"{{{IMSSS}}}ruleCondition"))
    return bool(conditions) and all(
        one.get("condition") == "always" and one.get("operator") != "not" for one in conditions
    )


def _counts(activity: Activity) -> bool:
    """Whether an activity's status or completion counts for its parent."""
    if not activity.flag("deliveryControls", "tracked", True):
        return False
    return any(
        activity.flag("rollupRules", name, True)
        for name in ("rollupObjectiveSatisfied", "rollupProgressCompletion")
    )


def _number(text: str | None) -> float:
    """A number as written; 0 for none, and for what the schema refuses."""
    try:
        return float(text or 0)
    except ValueError:
        return 0
