"""Rules about questions in a Common Cartridge: what its profile of QTI 1.2.1 asks of each type of question.

Source: Common Cartridge 1.1, its schema and Schematron for QTI; the types are the same in 1.0, 1.2 and 1.3.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from bot_scorm.diagnostics import Severity
from bot_scorm.package.manifest import local
from bot_scorm.package.questions import PROFILES, Item, Questions
from bot_scorm.package.xml import Element
from bot_scorm.rules.base import Findings, rule

_CHOSEN = {"multiple_choice": "Single", "true_false": "Single", "multiple_response": "Multiple"}
"""Types that are answered by choosing, to the cardinality that they have."""
_COMPARED = {"essay": (), "pattern_match": ("varequal", "varsubstring")}
"""Types to the comparisons that they have; others have ``varequal``."""
_YES_NO = ("Yes", "No")


def _whole(least: int, most: int) -> Callable[[str], bool]:
    return lambda text: text.strip().isascii() and text.strip().isdigit() and least <= int(text) <= most


def _one_of(*words: str) -> Callable[[str], bool]:
    return lambda text: text in words


_TEST_FIELDS: Mapping[str, Callable[[str], bool]] = {
    "cc_profile": _one_of("cc.exam.v0p1"),
    "qmd_assessmenttype": _one_of("Examination"),
    "qmd_scoretype": _one_of("Percentage"),
    "qmd_feedbackpermitted": _one_of(*_YES_NO),
    "qmd_hintspermitted": _one_of(*_YES_NO),
    "qmd_solutionspermitted": _one_of(*_YES_NO),
    "qmd_timelimit": _whole(1, 527_040),
    "cc_allow_late_submission": _one_of(*_YES_NO),
    "cc_maxattempts": _one_of("1", "2", "3", "4", "5", "unlimited", "Examination"),
}
_ITEM_FIELDS: Mapping[str, Callable[[str], bool]] = {
    "cc_profile": _one_of(*(f"cc.{one}.v0p1" for one in PROFILES)),
    "cc_question_category": lambda _: True,
    "cc_weighting": _whole(1, 99),
    "qmd_scoringpermitted": _one_of("Yes"),
    "qmd_computerscored": _one_of(*_YES_NO),
}


@rule("QTI-111", Severity.ERROR, on=Questions)
def names_type(questions: Questions) -> Findings:
    """Every question says by `cc_profile` of which type it is.

    Why: a system reads a question by its type. Moodle leaves out one whose type it does not know, and does
    not tell anybody.

    Example: `<fieldlabel>cc_profile</fieldlabel><fieldentry>cc.numeric.v0p1</fieldentry>`: there is no such
    type; a number is asked by `cc.fib.v0p1`.
    """
    for item in _items(questions):
        entries = [(entry, one) for label, entry, one in item.fields if label == "cc_profile"]
        if not entries:
            yield (
                item.at(),
                "The question does not say its type. Add a field cc_profile, such as cc.fib.v0p1.",
            )
        for entry, one in entries:
            if entry not in {f"cc.{name}.v0p1" for name in PROFILES}:
                there = ", ".join(PROFILES)
                yield item.at(one), f"{entry!r} is no type of question; there is cc.….v0p1 of {there}."


@rule("QTI-112", Severity.WARNING, on=Questions)
def metadata(questions: Questions) -> Findings:
    """Metadata of tests and questions has the fields and values of the profile, each once.

    Why: a system takes the time limit, the attempts and the weight from there, and passes over what it does
    not know.

    Example: `cc_weighting` with `1.5`: weights are whole numbers from 1 to 99.
    """
    if not questions.profiled or questions.root is None:
        return
    fields = questions.root.iterfind("{*}assessment/{*}qtimetadata/{*}qtimetadatafield")
    test = [(_text(one, "fieldlabel"), _text(one, "fieldentry"), one) for one in fields]
    for at, message in _faults(test, _TEST_FIELDS):
        yield questions.document.at(at), message
    for item in questions.items:
        for one, message in _faults(item.fields, _ITEM_FIELDS):
            yield item.at(one), message


@rule("QTI-113", Severity.ERROR, on=Questions)
def fits_type(questions: Questions) -> Findings:
    """A question has the responses that its type asks for.

    Why: a system shows what the type says, not what the responses say: choices as a field to type in, or
    nothing at all.

    Example: `cc.fib.v0p1` with a `<response_lid>`; `cc.multiple_response.v0p1` with `rcardinality="Single"`.
    """
    for item in _items(questions):
        if item.profile not in PROFILES:
            continue
        kind = "response_lid" if item.profile in _CHOSEN else "response_str"
        if not item.responses and item.profile != "essay":
            yield item.at(), f"A question of the type {item.profile} needs a <{kind}>; there is none."
        for one in item.responses:
            if one.kind != kind:
                yield (
                    item.at(one.element),
                    f"A question of the type {item.profile} has <{kind}>, not <{one.kind}>.",
                )
                continue
            render = "render_choice" if item.profile in _CHOSEN else "render_fib"
            if render not in one.rendered:
                yield item.at(one.element), f"A question of the type {item.profile} has <{render}>."
            wanted = _CHOSEN.get(item.profile)
            if wanted and one.cardinality != wanted:
                message = f'A question of the type {item.profile} has rcardinality="{wanted}".'
                yield item.at(one.element), message


@rule("QTI-114", Severity.ERROR, on=Questions)
def has_right_answer(questions: Questions) -> Findings:
    """A question with choices, or to type in, has a right answer.

    Why: nobody can earn its points.

    Example: no condition with `<setvar varname="SCORE">100</setvar>`, so that every choice earns 0.
    """
    for item in _items(questions):
        asks = item.profile in PROFILES and item.profile != "essay"
        if asks and not any(one.compared for one in item.right):
            yield (
                item.at(),
                "No answer earns points. Add a condition with <varequal> and <setvar>100</setvar>.",
            )


@rule("QTI-115", Severity.WARNING, on=Questions)
def one_right_answer(questions: Questions) -> Findings:
    """A question with one choice has one right answer.

    Why: learners may choose one, so two right ones are a slip, or a question of the type `multiple_response`.

    Example: two conditions that each set 100 for `cc.true_false.v0p1`.
    """
    for item in _items(questions):
        if item.profile in ("multiple_choice", "true_false"):
            right = {(one.text or "").strip() for condition in item.right for one in condition.wanted}
            if len(right) > 1:
                yield (
                    item.at(),
                    f"There are {len(right)} right answers ({', '.join(sorted(right))}); one is asked.",
                )


@rule("QTI-116", Severity.WARNING, on=Questions)
def compared_as_typed(questions: Questions) -> Findings:
    """Conditions compare as the type of question allows: by `varequal`, by parts only in `pattern_match`.

    Why: a system leaves out comparisons that the type does not have, so that the right answer earns nothing.

    Example: `<varsubstring>` in a question of the type `fib`, or `<varequal>` in an essay, which a person
    marks.
    """
    for item in _items(questions):
        allowed = _COMPARED.get(item.profile, ("varequal",))
        for one in item.compared if item.profile in PROFILES else ():
            if local(one) not in allowed:
                yield item.at(one), f"A question of the type {item.profile} has no <{local(one)}>."


@rule("QTI-117", Severity.WARNING, on=Questions)
def essay_is_marked_by_people(questions: Questions) -> Findings:
    """An essay says that no computer marks it.

    Why: the profile asks for it, so that a system leaves marking to teachers.

    Example: `cc.essay.v0p1` without the field `qmd_computerscored` with `No`.
    """
    for item in _items(questions):
        if item.profile == "essay":
            said = [entry for label, entry, _ in item.fields if label == "qmd_computerscored"]
            if "No" not in said:
                yield item.at(), "Add the field qmd_computerscored with No: people mark an essay."
            solutions = [one for one, _ in item.feedback if one.find("{*}solution") is not None]
            if len(solutions) > 1:
                yield item.at(solutions[1]), "An essay has one solution; join the two."


@rule("QTI-118", Severity.WARNING, on=Questions)
def feedback_of_its_kind(questions: Questions) -> Findings:
    """Hints are called `hint`, solutions `solution`, and are shown as what they are.

    Why: by these names a system knows when to show them: hints before answering, solutions at the end.

    Example: `<displayfeedback feedbacktype="Hint" linkrefid="help"/>`. Call it `hint`, and its
    `<itemfeedback>` too.
    """
    for item in _items(questions):
        kinds = {ident: {local(one) for one in element} for element, ident in item.feedback}
        for one in (one for condition in item.conditions for one in condition.shows):
            kind, ident = one.get("feedbacktype", ""), one.get("linkrefid", "")
            wanted = {"Hint": "hint", "Solution": "solution"}.get(kind)
            if wanted and ident != wanted:
                yield item.at(one), f"A {wanted} has the ident {wanted}; this is {ident}."
            elif kind == "Response" and ident in ("hint", "solution"):
                yield (
                    item.at(one),
                    f'What is called {ident} is shown with feedbacktype="{ident.capitalize()}".',
                )
        for element, ident in item.feedback:
            if ident in ("hint", "solution") and ident not in kinds[ident]:
                yield (
                    item.at(element),
                    f"The feedback {ident} has a <{ident}> in it. Rename it, or put one in.",
                )


@rule("QTI-119", Severity.WARNING, on=Questions)
def score_in_bounds(questions: Questions) -> Findings:
    """`SCORE` goes from 0 to 100, and what conditions set lies in these bounds.

    Why: points are a share of 100, by which the weight of a question is multiplied. Moodle takes anything
    above 0 for right.

    Example: `<setvar varname="SCORE">1</setvar>` for full marks: that is one hundredth.
    """
    for item in _items(questions):
        for one, name in item.variables:
            bounds = (one.get("minvalue", "0").strip(), one.get("maxvalue", "100").strip())
            if name == "SCORE" and not (_is(bounds[0], 0) and _is(bounds[1], 100)):
                yield item.at(one), f"SCORE goes from {bounds[0]} to {bounds[1]}; it has to go from 0 to 100."
        given = [_value(text) for condition in item.conditions for _, text in condition.sets]
        if item.right and (best := max(given)) != 100:
            yield item.at(item.right[0].element), f"The best answer earns {best:g} of 100; set 100."


@rule("QTI-121", Severity.WARNING, on=Questions)
def enough_choices(questions: Questions) -> Findings:
    """A question has as many choices as its type asks for: two, or three where one of many is chosen.

    Why: with fewer there is nothing to choose. Two choices are `true_false`, or a `multiple_response`; large
    systems, Moodle among them, take two for `multiple_choice` as well.

    Example: `cc.multiple_choice.v0p1` with the choices “Yes” and “No”.
    """
    for item in _items(questions):
        for one in item.responses if item.profile in _CHOSEN else ():
            count, least = len(one.labels), 3 if item.profile == "multiple_choice" else 2
            if count < least or (item.profile == "true_false" and count > 2):
                how = "two" if item.profile == "true_false" else f"{least} or more"
                yield item.at(one.element), f"There are {count} choices; the type {item.profile} has {how}."


def _items(questions: Questions) -> Iterator[Item]:
    """Those of a cartridge; elsewhere no profile holds."""
    if questions.profiled:
        yield from questions.items


def _text(field: Element, name: str) -> str:
    return (field.findtext(f"{{*}}{name}") or "").strip()


def _faults(
    fields: Sequence[tuple[str, str, Element]],
    known: Mapping[str, Callable[[str], bool]],
) -> Iterator[tuple[Element, str]]:
    told: set[str] = set()
    for label, entry, one in fields:
        if label not in known:
            yield one, f"The profile has no field {label}: systems pass over it."
        elif label in told:
            yield one, f"The field {label} stands here already. Keep one of the two."
        elif label != "cc_profile" and not known[label](entry):  # QTI-111 tells about types
            yield one, f"The field {label} cannot be {entry!r} in the profile."
        elif label == "cc_profile" and known is _TEST_FIELDS and not known[label](entry):
            yield one, f"The type of a test is cc.exam.v0p1, not {entry!r}."
        told.add(label)


def _value(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _is(text: str, number: float) -> bool:
    try:
        return float(text) == number
    except ValueError:
        return False
