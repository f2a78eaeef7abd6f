"""Rules about tests in QTI 2: their items, sections, rules and time limits.

Source: IMS QTI 2.1, information model, sections 10 (tests) and 11 (outcomes of tests).
"""

from __future__ import annotations

from posixpath import dirname

from bot_scorm.diagnostics import Severity
from bot_scorm.package.items import BUILT_IN, ItemPaper, Papers, TestPaper
from bot_scorm.package.manifest import Reference, local, resolve
from bot_scorm.package.xml import Element
from bot_scorm.rules.base import Findings, rule

_EXITS = ("EXIT_SECTION", "EXIT_TESTPART", "EXIT_TEST")
_CHILDREN = ("assessmentItemRef", "assessmentSection", "assessmentSectionRef")
_PARTS = ("testPart", *_CHILDREN)


@rule("QTI-250", Severity.ERROR, on=Papers)
def item_exists(papers: Papers) -> Findings:
    """The items and sections that a test refers to are in the package.

    Why: the test stops there, or leaves the question out.

    Example: `<assessmentItemRef href="items/q1.xml"/>` in a package without that file.
    """
    for test in papers.tests if not papers.package.bare else ():
        for one in test.root.iter("{*}assessmentItemRef", "{*}assessmentSectionRef"):
            found = _file(test, one)
            if found.name and not found.remote and found.name not in papers.package:
                yield test.at(one), f"{one.get('href')} is not in the package. Add it, or mend href."


@rule("QTI-251", Severity.WARNING, on=Papers)
def item_is_listed(papers: Papers) -> Findings:
    """The items that a test refers to are resources of the manifest, and the test's resource depends on them.

    Why: a system imports what the manifest lists; an item that only the test names may be left behind.

    Example: a test with `href="q1.xml"` and no `<resource type="imsqti_item_xmlv2p1" href="q1.xml">`.
    """
    manifest = papers.package.manifest
    for test in papers.tests if manifest else ():
        needed = {one.identifierref for one in test.resource.dependencies}
        for one in test.references:
            name = _file(test, one).name
            if name not in papers.package:
                continue
            paper = papers.by_file.get(name)
            if paper is None:
                yield test.at(one), f"{one.get('href')} is no item of the manifest. Add a <resource> for it."
            elif needed and paper.resource.identifier not in needed:
                message = f"The test's resource does not depend on {paper.resource.identifier}."
                yield test.resource.at, f"{message} Add a <dependency>."


@rule("QTI-252", Severity.ERROR, on=Papers)
def refers_to_item(papers: Papers) -> Findings:
    """What a test refers to as an item is one.

    Why: the question is missing in the test.

    Example: `<assessmentItemRef href="section.xml"/>`: that is an `<assessmentSectionRef>`.
    """
    for test in papers.tests:
        for one in test.references:
            paper = papers.by_file.get(_file(test, one).name)
            if paper is not None and paper.root is not None and not isinstance(paper, ItemPaper):
                yield test.at(one), f"{one.get('href')} is no item: its root is <{paper.kind}>."


@rule("QTI-253", Severity.ERROR, on=Papers)
def names_are_unique(papers: Papers) -> Findings:
    """Parts, sections and references of a test, and its outcomes, have identifiers of their own.

    Why: results and rules go by these. Of two with the same one the later overwrites the earlier.

    Example: two `<assessmentItemRef identifier="q1">`.
    """
    for test in papers.tests:
        parts = list(test.root.iter(*(f"{{*}}{name}" for name in _PARTS)))
        for elements in (parts, [one.element for one in test.variables]):
            told: set[str] = set()
            for one in elements:
                name = one.get("identifier", "")
                if name in told:
                    yield test.at(one), f"The identifier {name} stands above already. Give this one another."
                told.add(name)


@rule("QTI-254", Severity.ERROR, on=Papers)
def selection_is_possible(papers: Papers) -> Findings:
    """A section selects no more than it has.

    Why: there is nothing left to select, and a system stops or shows fewer questions than it counts.

    Example: `<selection select="5"/>` in a section with three items. `withReplacement="true"` may take one
    twice.
    """
    for test in papers.tests:
        for section in test.root.iter("{*}assessmentSection"):
            selection = section.find("{*}selection")
            if selection is None or selection.get("withReplacement") in ("true", "1"):
                continue
            there = [one for one in section if local(one) in _CHILDREN]
            wanted = _whole(selection.get("select"))
            required = sum(one.get("required") in ("true", "1") for one in there)
            if wanted is not None and wanted > len(there):
                yield test.at(selection), f"It selects {wanted} of {len(there)}. Add some, or select fewer."
            elif wanted is not None and wanted < required:
                yield test.at(selection), f"It selects {wanted}, and {required} are required."


@rule("QTI-255", Severity.WARNING, on=Papers)
def has_items(papers: Papers) -> Findings:
    """A test has items, and every section of it has something in it.

    Why: learners come to an empty page.

    Example: `<assessmentSection identifier="draw_1" title="Draw" visible="false"/>`.
    """
    for test in papers.tests:
        for section in test.root.iter("{*}assessmentSection"):
            if not any(local(one) in _CHILDREN or local(one) == "include" for one in section):
                yield test.at(section), "There is nothing in this section. Remove it, or add items."


@rule("QTI-256", Severity.WARNING, on=Papers)
def time_is_possible(papers: Papers) -> Findings:
    """The least time is not more than the most, and neither is below 0.

    Why: the time is over before learners may go on.

    Example: `<timeLimits minTime="60" maxTime="30"/>`.
    """
    for test in papers.tests:
        for one in test.root.iter("{*}timeLimits"):
            low, high = (_float(one.get(name)) for name in ("minTime", "maxTime"))
            if (low or 0) < 0 or (high or 0) < 0:
                yield test.at(one), "A time is below 0. Write seconds."
            elif low is not None and high is not None and low > high:
                yield test.at(one), f"minTime is {low:g} s, more than maxTime, which is {high:g} s."


@rule("QTI-257", Severity.ERROR, on=Papers)
def variables_exist(papers: Papers) -> Findings:
    """Rules of a test read and set variables that exist: outcomes of the test, or those of its items.

    Why: a system stops computing there, so that the test has no result.

    Example: `<variable identifier="q1.SCORE"/>` in a test without a reference `q1`; `<setOutcomeValue
    identifier="PASSED">` without that outcome.
    """
    for test in papers.tests:
        if test.kind != "assessmentTest":
            continue
        items = {
            one.get("identifier", ""): papers.by_file.get(_file(test, one).name) for one in test.references
        }
        shared = next(test.root.iter("{*}assessmentSectionRef"), None) is not None
        for one in test.root.iter("{*}variable", "{*}setOutcomeValue", "{*}lookupOutcomeValue"):
            name = one.get("identifier", "")
            first, dot, last = name.rpartition(".")
            if name in test.by_name or name in BUILT_IN or (dot and shared):
                continue
            if local(one) != "variable" or not dot:
                if local(one) == "variable" and any(up for up in one.iterancestors("{*}templateDefault")):
                    continue  # a template variable of the item
                yield test.at(one), f"No outcome {name} is declared."
            elif first not in items and first not in _sections(test):
                yield test.at(one), f"No item reference is called {first}, of which {last} is read."
            elif isinstance(paper := items.get(first), ItemPaper) and last not in (*paper.by_name, *BUILT_IN):
                yield test.at(one), f"The item {first} declares no variable {last}."


@rule("QTI-258", Severity.WARNING, on=Papers)
def summed_exists(papers: Papers) -> Findings:
    """What a test sums over its items is declared by one of them.

    Why: the sum is 0, whatever learners answer.

    Example: `<testVariables variableIdentifier="POINTS"/>` over items that declare `SCORE`.
    """
    for test in papers.tests:
        found = [papers.by_file.get(_file(test, one).name) for one in test.references]
        known = {name for paper in found if paper is not None for name in paper.by_name}
        mapped = {one.get("targetIdentifier") for one in test.root.iter("{*}variableMapping")}
        for one in test.root.iter("{*}testVariables"):
            name = one.get("variableIdentifier", "")
            if found and all(found) and name not in known | mapped and name not in BUILT_IN:
                yield test.at(one), f"No item of the test declares {name}, which is summed here."


@rule("QTI-259", Severity.ERROR, on=Papers)
def target_exists(papers: Papers) -> Findings:
    """A rule that skips leads to something that comes later in the test.

    Why: a system stops there, or goes on as if there were no rule.

    Example: `<branchRule target="q9">` in a test without `q9`.
    """
    for test in papers.tests:
        order = [one.get("identifier", "") for one in test.root.iter(*(f"{{*}}{name}" for name in _PARTS))]
        for rule_ in test.root.iter("{*}branchRule"):
            target = rule_.get("target", "")
            own = rule_.getparent().get("identifier", "")
            if target not in order and target not in _EXITS:
                yield test.at(rule_), f"Nothing in the test is called {target}."
            elif target in order and own in order and order.index(target) <= order.index(own):
                yield test.at(rule_), f"{target} comes before {own}, and rules lead forward only."


@rule("QTI-260", Severity.ERROR, on=Papers)
def feedback_has_variable(papers: Papers) -> Findings:
    """Feedback of a test hangs on an outcome that is declared.

    Why: it is never shown.

    Example: `<testFeedback outcomeIdentifier="PASSED" …>` without `<outcomeDeclaration identifier="PASSED">`.
    """
    for test in papers.tests:
        for one in test.root.iter("{*}testFeedback"):
            name = one.get("outcomeIdentifier", "")
            if name not in test.by_name:
                yield test.at(one), f"No outcome {name} is declared, on which the feedback hangs."


def _file(test: TestPaper, element: Element) -> Reference:
    folder = dirname(test.name)
    return resolve(test.at(element), element.get("href", ""), f"{folder}/" if folder else "")


def _sections(test: TestPaper) -> set[str]:
    return {one.get("identifier", "") for one in test.root.iter("{*}assessmentSection", "{*}testPart")}


def _whole(text: str | None) -> int | None:
    return int(text) if text is not None and text.strip().isascii() and text.strip().isdigit() else None


def _float(text: str | None) -> float | None:
    try:
        return None if text is None else float(text)
    except ValueError:
        return None
