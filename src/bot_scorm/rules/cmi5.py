"""Rules of cmi5, first edition, for course structures alone or in a zip.

Sections are those of its specification (“cmi5 Specification Profile for xAPI”).
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from bot_scorm.diagnostics import Severity
from bot_scorm.namespaces import CMI5 as SPACE
from bot_scorm.package.cmi5 import Course, Unit
from bot_scorm.package.manifest import local, namespace
from bot_scorm.package.view import CMI5
from bot_scorm.rules.base import Findings, rule
from bot_scorm.rules.binding import XML, Binding

_BINDING = Binding("cmi5", "cmi5", {SPACE: "", XML: "xml:"}, {}, root="courseStructure")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_PRECISE = re.compile(r"[^.]*\.\d{5,}")
_LAUNCH = frozenset({"endpoint", "fetch", "actor", "registration", "activityid"})
"""What an LMS adds to every address (section 8.1)."""


@rule("CMI-001", Severity.ERROR, on=Course)
def structure_at_root(course: Course) -> Findings:
    """The course structure is called `cmi5.xml` and lies at the root of the zip.

    Why: an LMS looks for that name there and nowhere else (section 14).

    Example: a zip of the folder `course/` holds `course/cmi5.xml`. Pack what is in the folder.
    """
    if CMI5 not in course.package:
        there = sorted((one for one in course.package.entries if one.lower().endswith(CMI5)), key=len)
        for name in there[:1]:
            where = "must lie at the root" if "/" in name else "must be written in small letters"
            yield course.package.at(name), f"{CMI5} {where}; an LMS does not find it here."


@rule("CMI-002", Severity.ERROR, on=Course)
def structure_is_readable(course: Course) -> Findings:
    """The course structure is well-formed XML without a document type.

    Why: an LMS cannot read anything else in it.

    Example: `<langstring>Youth & work</langstring>`: write `&amp;`.
    """
    if course.document and course.document.fault:
        yield course.document.fault.at, course.document.fault.message


@rule("CMI-003", Severity.ERROR, on=Course)
def structure_is_known(course: Course) -> Findings:
    """The root is `courseStructure` in the namespace of cmi5's first edition.

    Why: an LMS knows a course structure by it.

    Example: `<courseStructure>` without a namespace. Write
    `<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">`.
    """
    if course.root is not None and not course.known:
        home = namespace(course.root) or "no namespace"
        message = f"The root is <{local(course.root)}> in {home}; it must be <courseStructure> in {SPACE}."
        yield course.at(course.root), message


@rule("CMI-004", Severity.ERROR, on=Course)
def follows_schema(course: Course) -> Findings:
    """The course structure has the elements and attributes that cmi5 knows, where it knows them.

    Why: an LMS has to refuse what does not follow the schema (section 14). Every course, block and unit needs
    an `id`, a title and a description in `langstring` elements, every unit a `url`; `moveOn`,
    `launchMethod` and `masteryScore` (0 to 1) have values of their own.

    Example: `<au id="…" moveOn="passed">`. Write `Passed`.
    """
    if course.document and course.known:
        yield from _BINDING.follows(course.document)


@rule("CMI-005", Severity.ERROR, on=Course)
def identifiers_are_unique(course: Course) -> Findings:
    """No identifier stands twice in a course structure.

    Why: what learners did in one unit would count for the other (sections 13.1.2 to 13.1.4).

    Example: a unit that was copied with its `id`.
    """
    first: dict[str, int] = {}
    for element, id in course.identifiers:
        line = course.at(element).line
        if id in first:
            yield (
                course.at(element),
                f"The id {id[:200]} stands on line {first[id]}, too. Give it one of its own.",
            )
        first.setdefault(id, line)


@rule("CMI-006", Severity.ERROR, on=Course)
def identifiers_are_iris(course: Course) -> Findings:
    """Every identifier is a whole IRI.

    Why: a learning record store knows activities all over the world by them; it refuses one without a scheme
    (section 3.0).

    Example: `id="unit-1"`. Write `id="https://example.org/courses/bridges/unit-1"`, whether or not there is
    a page.
    """
    for element, id in course.identifiers:
        if not _IRI.fullmatch(id):
            yield (
                course.at(element),
                f"The id {id[:200]!r} is no whole IRI, such as https://example.org/unit-1.",
            )
    for unit in course.units:
        if unit.activity_type and not _IRI.fullmatch(unit.activity_type):
            yield unit.at, f"activityType {unit.activity_type[:200]!r} is no whole IRI."


@rule("CMI-007", Severity.ERROR, on=Course)
def launch_files(course: Course) -> Findings:
    """Every file that a unit opens is in the zip, under exactly that name.

    Why: learners get an error page instead of the unit (section 14.1).

    Example: `<url>Index.html</url>` for the file `index.html`.
    """
    package = course.package
    for unit in course.units if not package.bare else ():
        if unit.url is None or unit.url.remote or not unit.url.href:
            continue
        name = unit.url.name
        other = package.folded.get(name.casefold())
        if unit.url.outside or unit.url.href.startswith(("/", "\\")):
            yield unit.url.at, f"{unit.url.href[:200]} leads out of the zip. Name the file from its root."
        elif name not in package and other:
            yield unit.url.at, f"The file is called {other}, not {name}. Servers tell capital letters apart."
        elif name not in package:
            yield unit.url.at, f"{name[:200] or 'A file'} opens here, and it is not in the zip."


@rule("CMI-008", Severity.ERROR, on=Course)
def whole_addresses(course: Course) -> Findings:
    """A course structure without a zip has whole addresses only.

    Why: there is nothing to which they could be relative (section 14.2).

    Example: `<url>index.html</url>` in a `cmi5.xml` that is imported alone.
    """
    for unit in course.units if course.package.bare else ():
        if unit.url and unit.url.href and not unit.url.remote:
            yield unit.url.at, f"{unit.url.href[:200]} is relative; without a zip write the whole address."


@rule("CMI-009", Severity.ERROR, on=Course)
def objectives_exist(course: Course) -> Findings:
    """Every objective that a block or a unit refers to is in the course.

    Why: an LMS cannot say what the unit is for, or refuses the course.

    Example: `<objective idref="https://example.org/goals/2"/>` without an objective of that `id`.
    """
    objectives = list(course.all("objective"))
    known = {one.get("id", "").strip() for one in objectives if one.get("id") is not None}
    for one in objectives:
        if one.get("id") is None and (ref := one.get("idref", "").strip()) not in known:
            yield course.at(one), f"There is no objective {ref[:200] or 'without an id'} in this course."


@rule("CMI-010", Severity.WARNING, on=Course)
def mastery_score_is_short(course: Course) -> Findings:
    """A mastery score has at most four decimal places.

    Why: an LMS may cut off what follows, and learners pass or fail by it (section 13.1.4).

    Example: `masteryScore="0.66667"`. Write `0.6667`.
    """
    for unit in course.units:
        if _PRECISE.match(unit.mastery):
            yield unit.at, f"masteryScore {unit.mastery[:40]} has more than four decimal places."


@rule("CMI-011", Severity.WARNING, on=Course)
def texts_have_languages(course: Course) -> Findings:
    """Every text says its language, each language once, and is not empty.

    Why: an LMS picks the learner's language, and learning records name it; of two texts in one language it
    picks either.

    Example: `<langstring>Bridges</langstring>`. Write `<langstring lang="en">`.
    """
    for text in course.all("title", "description"):
        seen: set[str] = set()
        for one in text.iterchildren(f"{{{namespace(text)}}}langstring"):
            language = one.get("lang", "").strip()
            if not (one.text or "").strip():
                yield course.at(one), f"The {local(text)} is empty here."
            if not language:
                yield course.at(one), "This text does not say its language: add lang."
            elif language.lower() in seen:
                yield course.at(one), f"There is a text in “{language}” above already."
            seen.add(language.lower())


@rule("CMI-012", Severity.ERROR, on=Course)
def addresses_leave_room(course: Course) -> Findings:
    """The address of a unit has none of the parameters that an LMS adds.

    Why: the unit would find two of a name, and read the wrong one (section 8.1).

    Example: `<url>index.html?actor=me</url>`. Rename the parameter.
    """
    for unit in course.units:
        for name in _parameters(unit):
            if name.lower() in _LAUNCH and unit.url:
                yield unit.url.at, f"The LMS adds a parameter “{name}” itself. Give this one another name."


def _parameters(unit: Unit) -> list[str]:
    try:
        query = urlsplit(unit.url.href).query if unit.url else ""
        return list(dict.fromkeys(name for name, _ in parse_qsl(query, keep_blank_values=True)))
    except ValueError:
        return []


@rule("CMI-013", Severity.INFO, on=Course)
def something_is_asked(course: Course) -> Findings:
    """At least one unit says what a learner has to do for it to count.

    Why: with `moveOn="NotApplicable"`, which also holds where none is given, a unit counts as done before
    it is opened, and so does the course (section 13.1.4).

    Example: `<au id="…">` without `moveOn`. Write `moveOn="Completed"`.
    """
    if course.known and course.units and all(one.move_on == "NotApplicable" for one in course.units):
        yield course.units[0].at, "No unit has moveOn: the whole course counts as done before it is opened."


@rule("CMI-014", Severity.WARNING, on=Course)
def addresses_are_safe(course: Course) -> Findings:
    """Units on other servers are reached by https.

    Why: an LMS that is itself on https cannot show such a page in its own.

    Example: `<url>http://example.org/unit/index.html</url>`.
    """
    for unit in course.units:
        if unit.url and unit.url.href.lower().startswith("http:"):
            yield unit.url.at, "This is http; browsers do not show it inside a page that came by https."
