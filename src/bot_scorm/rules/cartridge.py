"""Rules about the manifest of a Common Cartridge: its version, its table of contents, its types of resources.

Source: Common Cartridge 1.0 to 1.3, profile of IMS Content Packaging 1.2; the Schematron of 1.1 (its rules
name the types of 1.0, so that nobody has ever seen them fail; here they hold for each version's own types).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bot_scorm.diagnostics import Location, Severity
from bot_scorm.package.cartridge import BANK, Cartridge, known_in, right_type
from bot_scorm.package.manifest import Item
from bot_scorm.rules.base import Findings, rule

_NAMES = ("IMS Common Cartridge", "IMS Thin Common Cartridge")
_USES = {"1": ("lessonplan", "syllabus", "unspecified")}
_LATER_USES = ("lessonplan", "syllabus", "assignment", "unspecified")


@rule("CCV-005", Severity.ERROR, on=Cartridge)
def names_version(cartridge: Cartridge) -> Findings:
    """The metadata names Common Cartridge and the version that its namespace is of.

    Why: systems decide by these two lines how to read the rest. Moodle refuses a cartridge whose
    `schemaversion` is not exactly `1.1.0`.

    Example: `<schemaversion>1.1</schemaversion>`, or `1.3.0` in the namespace of 1.1.
    """
    manifest = cartridge.manifest
    names = _NAMES[:1] if cartridge.digit in "01" else _NAMES
    if manifest.schema and manifest.schema.text not in names:
        yield manifest.schema.at, f"<schema> is {manifest.schema.text!r}; write {names[0]}."
    wanted = f"{manifest.version}.0"
    if manifest.schemaversion and manifest.schemaversion.text != wanted:
        said = manifest.schemaversion.text
        yield manifest.schemaversion.at, f"<schemaversion> is {said!r}; by the namespace it is {wanted}."


@rule("CCV-011", Severity.WARNING, on=Cartridge)
def type_of_version(cartridge: Cartridge) -> Findings:
    """Resources have the types of the cartridge's own version.

    Why: a system looks for the types of one version; those of another are often taken for plain files. Many
    exports mix them, and large systems forgive it; Moodle refuses the cartridge.

    Example: `type="imsdt_xmlv1p1"` in a cartridge of 1.3. Write `imsdt_xmlv1p3`.
    """
    found: dict[str, list[Location]] = {}
    for one in cartridge.manifest.resources:
        if known_in(one.type, cartridge.digit) is False:
            found.setdefault(one.type, []).append(one.at)
    for type, places in found.items():
        right = right_type(type, cartridge.digit)
        hint = f"write {right}" if right else "this version has no such resources"
        more = f", here and {len(places) - 1} times below" if len(places) > 1 else ""
        yield places[0], f"{type} is a type of another version: {hint}{more}."


@rule("CCV-012", Severity.ERROR, on=Cartridge)
def type_is_known(cartridge: Cartridge) -> Findings:
    """Resources have types that Common Cartridge knows.

    Why: a system leaves out what it does not know, or refuses the cartridge.

    Example: `type="text/html"` for a page: that is `webcontent`.
    """
    for one in cartridge.manifest.resources:
        if known_in(one.type, cartridge.digit) is None:
            yield one.at, f"{one.type!r} is no type of resources. A page or file is webcontent."


@rule("CCV-013", Severity.ERROR, on=Cartridge)
def one_organization(cartridge: Cartridge) -> Findings:
    """A cartridge has one table of contents at most.

    Why: a system shows the first one, or refuses the cartridge. Other tables get lost.

    Example: a second `<organization>` for teachers. Make it a section of the first one, for the role
    `Instructor`.
    """
    for one in cartridge.manifest.organizations[1:]:
        yield one.at, "This is a second organization, and cartridges have one. Join them."


@rule("CCV-014", Severity.ERROR, on=Cartridge)
def rooted(cartridge: Cartridge) -> Findings:
    """The organization says `structure="rooted-hierarchy"`.

    Why: it is the only structure that cartridges have, and has to be said. Moodle refuses anything else.

    Example: `structure="hierarchical"`, as IMS Content Packaging has it.
    """
    for at, one in cartridge.elements("organizations/organization"):
        if one.get("structure") != "rooted-hierarchy":
            said = repr(one.get("structure")) if "structure" in one.attrib else "missing"
            yield at, f"structure is {said}; write rooted-hierarchy."


@rule("CCV-015", Severity.ERROR, on=Cartridge)
def single_root(cartridge: Cartridge) -> Findings:
    """The organization has one item at its top, without a title and without a resource.

    Why: sections are the items below it. Where sections stand at the top themselves, a system takes the first
    for the root and loses its title and all others.

    Example: `<organization><item identifier="week-1"><title>Week 1</title>…`: put all of them into one
    `<item identifier="root">`.
    """
    for one in cartridge.manifest.organizations:
        if len(one.items) != 1:
            yield one.at, f"There are {len(one.items)} items at the top; put everything below a single one."
            continue
        (root,) = one.items
        if root.title is not None:
            yield root.title.at, "The item at the top is never shown, and must have no title. Remove it."
        if root.identifierref:
            message = "The item at the top is never shown. Put what it opens into an item below it."
            yield root.at, message


@rule("CCV-016", Severity.ERROR, on=Cartridge)
def titled(cartridge: Cartridge) -> Findings:
    """Every item below the top has a title.

    Why: it is what learners click on. Moodle refuses a cartridge in which a `<title>` lacks.

    Example: `<item identifier="item-1" identifierref="page"/>`.
    """
    for item in _below_root(cartridge):
        if item.title is None:
            yield item.at, "This item has no <title>. Give it words that learners understand."


@rule("CCV-017", Severity.WARNING, on=Cartridge)
def leaf(cartridge: Cartridge) -> Findings:
    """An item that opens something has no items below it.

    Why: what opens something is a leaf of a cartridge. Systems differ in what they do with the rest: Moodle
    puts it below, indented, others leave it out.

    Example: a chapter with `identifierref` and pages below it. Make its own page the first one below it.
    """
    for item in _below_root(cartridge):
        if item.identifierref and item.items:
            yield item.at, "This item opens something and has items below it. Make what it opens one of them."


@rule("CCV-018", Severity.ERROR, on=Cartridge)
def bank_is_not_shown(cartridge: Cartridge) -> Findings:
    """No item opens a question bank.

    Why: a bank is for teachers, who take questions from it. Moodle leaves such an item out.

    Example: `<item identifierref="bank">`. Make the questions an assessment, or take the item out.
    """
    for item in cartridge.manifest.items:
        if cartridge.kinds.get(item.identifierref) == BANK:
            yield item.at, "This item opens a question bank. Make it an assessment, or take the item out."


@rule("CCV-019", Severity.WARNING, on=Cartridge)
def one_bank(cartridge: Cartridge) -> Findings:
    """A cartridge has one question bank at most.

    Why: that is what Common Cartridge says, so a system may read the first one alone. Moodle reads all.

    Example: a bank a chapter. Put all questions into one.
    """
    banks = [one for one in cartridge.manifest.resources if cartridge.kinds.get(one.identifier) == BANK]
    for one in banks[1:]:
        yield one.at, "This is a second question bank. Put its questions into the first one."


@rule("CCV-029", Severity.WARNING, on=Cartridge)
def intended_use(cartridge: Cartridge) -> Findings:
    """`intendeduse` is a word of Common Cartridge.

    Why: by it a system puts a syllabus or a lesson plan where teachers look for it. Another word is as good
    as none, and Moodle refuses the cartridge.

    Example: `intendeduse="handout"`. There is `lessonplan`, `syllabus`, `unspecified`, and since 1.2
    `assignment`.
    """
    known = _USES.get(cartridge.digit, _LATER_USES)
    for at, one in cartridge.elements("resources/resource[@intendeduse]"):
        if cartridge.digit != "0" and one.get("intendeduse") not in known:
            yield at, f"intendeduse is {one.get('intendeduse')!r}; there is {', '.join(known)}."


@rule("CCV-030", Severity.WARNING, on=Cartridge)
def shown_once(cartridge: Cartridge) -> Findings:
    """No assessment is opened by two items.

    Why: an LMS makes an activity of every item. Of two with the same questions, learners do one twice, or
    their marks count twice.

    Example: a quiz in the section of week 3 and again in that of the exam.
    """
    opened = Counter(one.identifierref for one in cartridge.manifest.items)
    told = set()
    for item, resource in cartridge.manifest.launched:
        graded = cartridge.kinds[resource.identifier] == "assessment"
        if graded and opened[resource.identifier] > 1 and resource.identifier in told:
            yield (
                item.at,
                f"The assessment {resource.identifier} is opened above already. Keep one.",
            )
        told.add(resource.identifier)


def _below_root(cartridge: Cartridge) -> Iterator[Item]:
    """All items but those at the top."""
    for organization in cartridge.manifest.organizations:
        for root in organization.items:
            yield from list(root.walk())[1:]
