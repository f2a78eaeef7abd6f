"""Rules about questions in QTI 1.2: whether their parts fit together.

Source: IMS QTI 1.2, ASI information model. For those in a Common Cartridge see also `questions12_profile`.
"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import dirname

from bot_scorm.diagnostics import Location, Severity
from bot_scorm.package.cartridge import FILEBASE
from bot_scorm.package.manifest import local, namespace, resolve
from bot_scorm.package.markup import pictures
from bot_scorm.package.questions import Item, Questions
from bot_scorm.package.xml import Element
from bot_scorm.rules.base import Findings, rule
from bot_scorm.rules.binding import XML, Binding

QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_PROFILE = Binding("qti12-cc", "Common Cartridge", {QTI: "", XML: "xml:"}, {}, root="questestinterop")
_ANY = Binding("qti12", "QTI 1.2", {QTI: "", XML: "xml:"}, {}, root="questestinterop")
_PLAIN = Binding("qti12", "QTI 1.2", {"": "", XML: "xml:"}, {}, root="questestinterop")
_FILES = ("matimage", "mataudio", "matvideo", "matapplet", "matapplication", "mattext")


@rule("QTI-100", Severity.ERROR, on=Questions)
def readable(questions: Questions) -> Findings:
    """A file of questions is XML that can be read.

    Why: otherwise none of its questions arrive.

    Example: a file that breaks off in the middle, or with `&nbsp;` in it, which XML does not know.
    """
    fault = questions.document.fault
    if fault and fault.kind != "doctype" and not questions.profiled:  # else CCV-031 tells
        yield fault.at, f"The questions cannot be read: {fault.message}"


@rule("QTI-101", Severity.ERROR, on=Questions)
def follows_schema(questions: Questions) -> Findings:
    """Questions have the elements and attributes that QTI 1.2 knows, where it knows them.

    Why: what is misspelt or misplaced is not read: a choice is missing, or the right answer earns nothing.

    Example: `<respcondition>` before `<outcomes>`, or `<response_label>` without `ident`.
    """
    if questions.root is not None and local(questions.root) == "questestinterop":
        yield from _binding(questions).follows(questions.document)


@rule("QTI-102", Severity.WARNING, on=Questions)
def in_profile(questions: Questions) -> Findings:
    """Questions in a Common Cartridge keep to its profile of QTI.

    Why: other systems read what the profile has: one test with one section, questions with choices or text.
    The rest is QTI that only the system knows which wrote it, such as Canvas.

    Example: `<response_num>` for a number, or a section in a section.
    """
    root = questions.root
    if not questions.profiled or root is None or local(root) != "questestinterop":
        return
    if next(_binding(questions).follows(questions.document), None) is None:  # else QTI-101 tells
        yield from _PROFILE.follows(questions.document)


@rule("QTI-103", Severity.WARNING, on=Questions)
def no_doctype(questions: Questions) -> Findings:
    """A file of questions has no document type.

    Why: a document type can name files and make a few bytes into gigabytes, so that many systems refuse it,
    as this check does: the questions were not looked at.

    Example: `<!DOCTYPE questestinterop SYSTEM "ims_qtiasiv1p2.dtd">`. Remove the line.
    """
    fault = questions.document.fault
    if fault and fault.kind == "doctype" and not questions.profiled:
        yield fault.at, "The file has a document type, and was not read. Remove <!DOCTYPE …>."


@rule("QTI-104", Severity.ERROR, on=Questions)
def idents_are_unique(questions: Questions) -> Findings:
    """Every question has an ident of its own, and so has every response, choice and feedback in it.

    Why: conditions and marks are stored by ident. Of two with the same one the later replaces the earlier, or
    both earn what one of them should.

    Example: two `<item ident="q1">`, or two choices `<response_label ident="A">` in a question.
    """
    told: set[str] = set()
    for item in questions.items:
        if item.ident in told:
            yield item.at(), f"A question with the ident {item.ident} stands above already. Give it another."
        told.add(item.ident)
        lists = [[(one.element, one.ident) for one in item.responses], list(item.feedback)]
        for pairs in (*lists, *(list(one.labels) for one in item.responses)):
            known: set[str] = set()
            for element, ident in pairs:
                if ident in known:
                    yield item.at(element), f"The ident {ident} stands in this question already."
                known.add(ident)


@rule("QTI-105", Severity.ERROR, on=Questions)
def response_exists(questions: Questions) -> Findings:
    """A condition is about a response that the question has.

    Why: it is never fulfilled, and nobody earns what it gives.

    Example: `<varequal respident="response1">` in a question with `<response_lid ident="answer">`.
    """
    for item in questions.items:
        known = {one.ident for one in item.responses}
        for one in item.compared:
            if one.get("respident") not in known and not _is_extended(item):
                there = f"there is {', '.join(sorted(known))}" if known else "there is none"
                yield item.at(one), f"No response is called {one.get('respident')}; {there}."


@rule("QTI-106", Severity.ERROR, on=Questions)
def choice_exists(questions: Questions) -> Findings:
    """A condition compares a response with choices that it has.

    Why: it is never fulfilled, so the right answer earns nothing.

    Example: `<varequal respident="answer">D</varequal>` for choices with the idents `A`, `B` and `C`.
    """
    for item in questions.items:
        choices = {
            one.ident: {ident for _, ident in one.labels}
            for one in item.responses
            if one.kind == "response_lid" and one.labels and "render_fib" not in one.rendered
        }
        for one in item.compared:
            known = choices.get(one.get("respident", ""))
            text = (one.text or "").strip()
            if known and local(one) == "varequal" and text not in known:
                yield item.at(one), f"No choice has the ident {text!r}; there is {', '.join(sorted(known))}."


@rule("QTI-107", Severity.WARNING, on=Questions)
def variable_is_declared(questions: Questions) -> Findings:
    """A condition sets variables that the question declares.

    Why: what is set and not declared counts for nothing.

    Example: `<setvar varname="que_score">` under `<decvar varname="SCORE"/>`.
    """
    for item in questions.items:
        known = {name for _, name in item.variables}
        for one in (one for condition in item.conditions for one, _ in condition.sets):
            name = one.get("varname", "SCORE")
            if name not in known:
                yield item.at(one), f"No variable {name} is declared. Add <decvar varname={name!r}/>."


@rule("QTI-108", Severity.WARNING, on=Questions)
def feedback_exists(questions: Questions) -> Findings:
    """Feedback that a condition shows is there.

    Why: learners are told nothing.

    Example: `<displayfeedback linkrefid="right"/>` without `<itemfeedback ident="right">`.
    """
    for item in questions.items:
        known = {ident for _, ident in item.feedback}
        for one in (one for condition in item.conditions for one in condition.shows):
            if one.get("linkrefid") not in known:
                message = (
                    f"No feedback is called {one.get('linkrefid')}. Add <itemfeedback>, or mend linkrefid."
                )
                yield item.at(one), message


@rule("QTI-109", Severity.WARNING, on=Questions)
def feedback_is_shown(questions: Questions) -> Findings:
    """Feedback is shown by a condition.

    Why: nobody ever sees it.

    Example: `<itemfeedback ident="wrong">` in a question that shows only `right`.
    """
    for item in questions.items:
        shown = {one.get("linkrefid") for condition in item.conditions for one in condition.shows}
        for element, ident in item.feedback:
            if ident not in shown and local(element.getparent()) == "item":
                yield item.at(element), f"No condition shows the feedback {ident}. Add <displayfeedback>."


@rule("QTI-110", Severity.WARNING, on=Questions)
def reachable(questions: Questions) -> Findings:
    """Every condition can be reached.

    Why: conditions are looked at in order, and a fulfilled one ends it unless it says `continue="Yes"`. What
    stands behind one that is always fulfilled is never looked at.

    Example: `<conditionvar><other/></conditionvar>` without `continue="Yes"`, and the right answer below.
    """
    for item in questions.items:
        ends = [n for n, one in enumerate(item.conditions) if one.always and not one.goes_on]
        if ends and ends[0] + 1 < len(item.conditions):
            behind = item.conditions[ends[0] + 1]
            message = 'The condition above always holds and ends it. Give it continue="Yes", or put it last.'
            yield item.at(behind.element), message


@rule("QTI-120", Severity.WARNING, on=Questions)
def pictures_exist(questions: Questions) -> Findings:
    """Pictures and other files that a question shows are in the package.

    Why: learners see a hole where what they are asked about should be.

    Example: `<img src="$IMS-CC-FILEBASE$/media/bridge.png">` without that file.
    """
    for item in questions.items:
        told: set[str] = set()
        for at, href in _shown(item):
            if href not in told and not questions.package.bare and not _is_there(questions, at, href):
                yield at, f"{href} is not in the package. Add it, or mend the address."
            told.add(href)


@rule("QTI-122", Severity.WARNING, on=Questions)
def asks_something(questions: Questions) -> Findings:
    """A question asks something: it has a text or a picture.

    Why: learners see an empty field, or choices without a question.

    Example: an item whose `<presentation>` has a `<response_lid>` and no `<material>`.
    """
    for item in questions.items:
        shown = item.element.find("{*}presentation")
        parts = () if shown is None else shown.iter("{*}mattext", "{*}matemtext", "{*}matimage", "{*}matref")
        if not any(_says(one) for one in parts if not _is_choice(one)):
            yield item.at(), "This question asks nothing. Add a <material> with its text."


@rule("QTI-123", Severity.WARNING, on=Questions)
def extension(questions: Questions) -> Findings:
    """A file of questions has elements and attributes of QTI only.

    Why: a system leaves out what it does not know, and with it what is inside.

    Example: `<tool:response_lid xmlns:tool="http://example.org/tool">`.
    """
    if questions.root is not None:
        for element, uri in _binding(questions).strangers(questions.document):
            at = questions.document.at(element)
            yield at, f"{local(element)}: systems do not read what is in the namespace {uri}."


def _is_choice(element: Element) -> bool:
    return next(element.iterancestors("{*}response_label"), None) is not None


def _says(element: Element) -> bool:
    return local(element) in ("matimage", "matref") or bool("".join(element.itertext()).strip())


def _binding(questions: Questions) -> Binding:
    return _ANY if namespace(questions.root) or questions.profiled else _PLAIN


def _is_extended(item: Item) -> bool:
    return next(item.element.iter("{*}response_extension"), None) is not None


def _shown(item: Item) -> Iterator[tuple[Location, str]]:
    for one in item.element.iter(*(f"{{*}}{name}" for name in _FILES)):
        if uri := (one.get("uri") or "").strip():
            yield item.at(one), uri
        if local(one) == "mattext" and one.get("texttype") == "text/html":
            yield from ((item.at(one), src) for src in pictures("".join(one.itertext())))


def _is_there(questions: Questions, at: Location, href: str) -> bool:
    match = FILEBASE.match(href)
    path = match[1] if match else href
    folder = dirname(questions.name)
    bases = ("", f"{folder}/" if folder else "", "web_resources/")  # the last is what Canvas means
    return any(
        (one := resolve(at, path, base)).remote or one.name in questions.package.entries for base in bases
    )
