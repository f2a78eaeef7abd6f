"""Rules about what Moodle makes of a Common Cartridge, be it right by the standard or not.

Source: Moodle 4.5.6, ``backup/converter/imscc1``, ``imscc11``, ``backup/cc``; each was tried there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot_scorm.diagnostics import Severity
from bot_scorm.package.cartridge import (
    BANK,
    FILEBASE,
    RESTORED,
    TEST,
    TOPIC,
    Cartridge,
    CartridgePage,
    Part,
)
from bot_scorm.package.manifest import resolve
from bot_scorm.package.markup import pictures
from bot_scorm.package.questions import PROFILES, Item, Questions
from bot_scorm.rules.base import Findings, rule
from bot_scorm.rules.cartridge_parts import places

_PEEK = 1024
_READ = frozenset(f"cc.{one}.v0p1" for one in PROFILES)
"""The types of questions that Moodle knows."""
_REMOVED = ("script", "style", "iframe")
_NCNAME = re.compile(r"[^\W\d][\w.\-·]*$")
_PASSED = 4
"""The sum of marks that every restored quiz has."""


@rule("CCM-001", Severity.INFO, on=Cartridge)
def version_is_read(cartridge: Cartridge) -> Findings:
    """Moodle restores cartridges of the versions 1.0 and 1.1.

    Why: it looks for their namespaces and says of any other “unknown format”. Canvas, Brightspace and Sakai
    read 1.2 and 1.3.

    Example: a cartridge in the namespace `http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1`. For Moodle
    export version 1.1.
    """
    if cartridge.manifest.version not in RESTORED:
        yield (
            cartridge.manifest.at,
            f"Moodle does not restore version {cartridge.manifest.version}, only 1.1.",
        )


@rule("CCM-002", Severity.WARNING, on=Cartridge)
def namespace_comes_early(cartridge: Cartridge) -> Findings:
    """The namespace stands as `xmlns="…"` in the first 1,024 bytes of the manifest.

    Why: Moodle looks for these characters there and does not read the XML. Without them the format is
    unknown.

    Example: `<cc:manifest xmlns:cc="…">`, or a long comment above `<manifest>`.
    """
    if cartridge.manifest.version not in RESTORED:
        return
    start = re.sub(rb"[\s'\"]", b"", cartridge.document.data[:_PEEK].lower())
    if b"xmlns=" + cartridge.home.lower().encode() not in start:
        message = f"Moodle looks for xmlns={cartridge.home!r} in the first {_PEEK:,} bytes, without a prefix."
        yield cartridge.manifest.at, message


@rule("CCM-003", Severity.WARNING, on=Cartridge)
def identifiers_pass(cartridge: Cartridge) -> Findings:
    """Identifiers of a cartridge of version 1.1 start with a letter.

    Why: Moodle validates the manifest by the letter of the schema and refuses the whole cartridge for a
    digit at the start of an identifier, which other systems forgive.

    Example: `identifier="2024-intro"`. Write `identifier="intro-2024"`.
    """
    wrong = [one for one in cartridge.manifest.identifiers if not _NCNAME.match(one.text)]
    if wrong and cartridge.manifest.version == "1.1":
        message = (
            f"Moodle refuses the cartridge for the identifier {wrong[0].text!r}: it must start with a letter."
        )
        yield wrong[0].at, message


@rule("CCM-004", Severity.WARNING, on=Questions)
def pattern_fraction(questions: Questions) -> Findings:
    """No question is of the type `pattern_match`.

    Why: Moodle stores its answers with a hundred times the points that they are worth. `fib` comes out right.

    Example: `cc.pattern_match.v0p1`. Write `cc.fib.v0p1`, with every answer in full.
    """
    for item in _profiled(questions, "pattern_match"):
        yield item.at(), "Moodle gives 100 times the points of a pattern_match. Make it a fib."


@rule("CCM-005", Severity.WARNING, on=Questions)
def true_and_false(questions: Questions) -> Findings:
    """The choices of a true-false question have the idents `true` and `false`.

    Why: Moodle stops restoring the whole cartridge at others, with “Unknown answer identifier”.

    Example: `<response_label ident="T">`.
    """
    for item in _profiled(questions, "true_false"):
        for element, ident in (label for one in item.responses for label in one.labels):
            if ident not in ("true", "false"):
                yield item.at(element), f"Moodle stops at the ident {ident!r} here. Call it true or false."


@rule("CCM-006", Severity.INFO, on=Questions)
def marks_sum(questions: Questions) -> Findings:
    """The marks of a quiz sum to 4.

    Why: Moodle takes 4 for the sum whatever it is, and the grade is computed from it: with 10 marks to earn,
    who has 4 of them has full marks.

    Example: a quiz of ten questions. In Moodle open *Edit quiz* once: it then sums the marks itself.
    """
    if questions.version in RESTORED and not questions.bank and questions.items:
        total = sum(_weight(one) for one in questions.items)
        if total != _PASSED:
            at = questions.document.at(questions.root)
            yield at, f"The marks sum to {total:g}; Moodle computes with 4. Open Edit quiz once to mend it."


@rule("CCM-007", Severity.WARNING, on=Questions)
def case_of_choices(questions: Questions) -> Findings:
    """Conditions of a multiple-response question compare with `case="Yes"`.

    Why: Moodle counts the right choices by that attribute. Without it every choice earns nothing.

    Example: `<varequal respident="answer">a</varequal>` in an `<and>`.
    """
    for item in _profiled(questions, "multiple_response"):
        for one in (one for condition in item.right for one in condition.wanted):
            if one.get("case") != "Yes":
                yield item.at(one), 'Moodle gives nothing for this choice. Add case="Yes" to its <varequal>.'
                break


@rule("CCM-008", Severity.WARNING, on=Questions)
def feedback_stays_apart(questions: Questions) -> Findings:
    """Feedback of a single choice stands in a condition without `continue="Yes"`.

    Why: Moodle takes the feedback of every condition that goes on for general feedback, too, so that learners
    read after a wrong answer what is meant for the right one.

    Example: `<respcondition continue="Yes">` with a `<varequal>` and a `<displayfeedback>`.
    """
    for item in questions.items if questions.version in RESTORED else ():
        for one in item.conditions:
            if one.goes_on and one.shows and not one.always:
                yield item.at(one.element), 'Moodle shows this feedback to everybody. Write continue="No".'


@rule("CCM-009", Severity.WARNING, on=Cartridge)
def for_teachers_only(cartridge: Cartridge) -> Findings:
    """What is for teachers only is hidden: the prefix `lom` means the description of resources.

    Why: Moodle hides what is for the role Instructor or Mentor, and finds the role only if the prefix `lom`
    is not declared for something else. Many manifests declare it for the cartridge's own description, and
    learners then see solutions.

    Example: `xmlns:lom="http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest"`. Give that another prefix.
    """
    if cartridge.manifest.version != "1.1":
        return
    uri = "http://ltsc.ieee.org/xsd/imsccv1p1/LOM/resource"
    bound = cartridge.document.root.nsmap.get("lom", uri)
    for one in cartridge.document.root.iter(f"{{{uri}}}intendedEndUserRole"):
        role = (one.findtext(f"{{{uri}}}value") or "").strip()
        if role in ("Instructor", "Mentor") and bound != uri:
            message = f"Moodle shows this to learners, though it is for {role}: the prefix lom means {bound}."
            yield cartridge.document.at(one), message


@rule("CCM-010", Severity.WARNING, on=Cartridge)
def protected_is_refused(cartridge: Cartridge) -> Findings:
    """The cartridge has no authorizations.

    Why: Moodle refuses it with “Protected cartridges not supported”.

    Example: `<auth:authorizations access="cartridge">`.
    """
    found = cartridge.document.root.find("{*}authorizations")
    if found is not None and cartridge.manifest.version in RESTORED:
        yield cartridge.document.at(found), "Moodle does not restore a cartridge with authorizations."


@rule("CCM-011", Severity.WARNING, on=CartridgePage)
def pages_without_links(page: CartridgePage) -> Findings:
    """No page leads to another page of the cartridge.

    Why: Moodle makes an activity of every page and does not change the links between them, so that they lead
    nowhere.

    Example: `<a href="page-2.html">` in `page-1.html`. Name the page in words instead, or join the two.
    """
    folder = page.file.name.rpartition("/")[0]
    for one in page.file.all("a") if page.is_activity else ():
        href = one.get("href") or ""
        target = resolve(page.file.at(), href, f"{folder}/" if folder else "").name
        if href and target in page.cartridge.opened and target != page.file.name:
            yield page.file.at(one), f"In Moodle the link to {target} leads nowhere. Name the page in words."


@rule("CCM-012", Severity.INFO, on=CartridgePage)
def pages_lose_scripts(page: CartridgePage) -> Findings:
    """Pages need no script, no frame and no style sheet of their own.

    Why: Moodle makes an activity of a page and removes these from it.

    Example: `<iframe src="https://…">` with a film. In Moodle use an activity *URL* for it.
    """
    if page.is_activity and (found := page.file.all(*_REMOVED)):
        names = ", ".join(f"<{name}>" for name in dict.fromkeys(str(one.tag) for one in found))
        yield page.file.at(found[0]), f"Moodle removes {names} from this page."


@rule("CCM-013", Severity.WARNING, on=CartridgePage)
def pages_name_files_plainly(page: CartridgePage) -> Findings:
    """Pages name files by addresses that are relative to the page.

    Why: Moodle knows `$IMS-CC-FILEBASE$` in topics and questions, and not in pages: their pictures are
    broken.

    Example: `<img src="$IMS-CC-FILEBASE$/media/bridge.png">`. Write `src="media/bridge.png"`.
    """
    for one, path in page.tokens if page.is_activity else ():
        at = page.file.at(one)
        if any(there.name in page.cartridge.package for there in places(at, path, page.file.name)):
            yield at, f"Moodle does not find {path} by $IMS-CC-FILEBASE$. Write a relative address."


@rule("CCM-014", Severity.WARNING, on=Cartridge)
def token_stands_for_folder(cartridge: Cartridge) -> Findings:
    """Behind `$IMS-CC-FILEBASE$` stands an address from the folder of the topic or the questions.

    Why: for Moodle it means the folder of the file that it is in, for most others the root of the
    cartridge. Both find what lies beside or below a file at the root.

    Example: `$IMS-CC-FILEBASE$/media/bridge.png` in `quiz/questions.xml`. Put the questions at the root.
    """
    for part in cartridge.parts_of(TOPIC, TEST, BANK) if cartridge.manifest.version in RESTORED else ():
        folder = part.name.rpartition("/")[0]
        for one in part.root.iter("{*}text", "{*}mattext") if folder else ():
            for src in pictures("".join(one.itertext())):
                match = FILEBASE.match(src)
                at = part.document.at(one) if part.document else part.resource.at
                if match and resolve(at, match[1], f"{folder}/").name not in cartridge.package:
                    yield at, f"Moodle looks for {match[1]} in the folder {folder}, where it is not."


@rule("CCM-015", Severity.WARNING, on=Cartridge)
def has_questions(cartridge: Cartridge) -> Findings:
    """Every assessment and question bank has a question that Moodle reads.

    Why: at one without, Moodle stops with an error of its program, and nothing of the cartridge is restored.

    Example: an assessment whose file is missing, or which has questions of the type `cc.numeric.v0p1` alone.
    """
    for part in cartridge.parts if cartridge.manifest.version in RESTORED else ():
        missing = cartridge.is_missing(part.name)
        if part.kind in (TEST, BANK) and (missing or (part.document and not _is_read(part))):
            why = f"{part.name} is not there" if missing else f"{part.name} has no question that it reads"
            yield part.resource.at, f"Moodle stops here and restores nothing: {why}."


def _is_read(part: Part) -> bool:
    """Whether there is a question of a type that Moodle knows."""
    entries = part.root.iter("{*}fieldentry") if part.root is not None else ()
    return any((one.text or "").strip() in _READ for one in entries)


def _profiled(questions: Questions, *profiles: str) -> Iterator[Item]:
    restored = questions.version in RESTORED
    yield from (one for one in questions.items if restored and one.profile in profiles)


def _weight(item: Item) -> float:
    entry = next((entry for label, entry, _ in item.fields if label == "cc_weighting"), "1")
    try:
        return float(entry)
    except ValueError:
        return 1.0
