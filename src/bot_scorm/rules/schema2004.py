"""Whether a manifest follows the schemas of SCORM 2004."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot_scorm.diagnostics import Severity
from bot_scorm.namespaces import ADLCP_2004, ADLNAV, ADLSEQ, CP_OTHER, IMSSS, LOM
from bot_scorm.package.manifest import local
from bot_scorm.package.view import Package
from bot_scorm.package.xml import XmlDocument
from bot_scorm.rules.base import Findings, rule
from bot_scorm.rules.binding import XML, Binding
from bot_scorm.rules.schema import CP_IDLE, CP_ORDER
from bot_scorm.schemas.deciding import official

_PREFIXES = {
    CP_OTHER: "",
    ADLCP_2004: "adlcp:",
    ADLSEQ: "adlseq:",
    ADLNAV: "adlnav:",
    IMSSS: "imsss:",
    LOM: "lom:",
    XML: "xml:",
}
_SEQUENCING = (
    "controlMode",
    "sequencingRules",
    "limitConditions",
    "auxiliaryResources",
    "rollupRules",
    "objectives",
    "randomizationControls",
    "deliveryControls",
)
_ORDER = {
    **{f"{{{CP_OTHER}}}{name}": children for name, children in CP_ORDER.items()},
    f"{{{IMSSS}}}sequencing": _SEQUENCING,
    f"{{{IMSSS}}}sequencingRules": ("preConditionRule", "exitConditionRule", "postConditionRule"),
    f"{{{IMSSS}}}objectives": ("primaryObjective", "objective"),
}
_APART = frozenset({f"{{{LOM}}}lom"})  # rule LOM-004
_FLAG = re.compile(
    "isvisible|(objectives|sharedData)GlobalToSystem|(completed|satisfied)ByMeasure|(read|write)[A-Z][A-Za-z]+"
    "|choice(Exit)?|flow|forwardOnly|useCurrentAttempt(Objective|Progress)Info|reorderChildren|tracked"
    "|rollup(ObjectiveSatisfied|ProgressCompletion)|(completion|objective)SetByContent|preventActivation"
    "|constrainChoice|measureSatisfactionIfActive"
)
"""Attributes that say yes or no."""
_DIGIT = re.compile(rb"""["']\s*[01]\s*["']""")
LATEST = 4
"""The last edition."""
_IDLE = frozenset(f"{{{CP_OTHER}}}{name}" for name in CP_IDLE)
FOURTH = Binding("scorm2004-4", "SCORM 2004, 4th edition", _PREFIXES, _ORDER, apart=_APART, idle=_IDLE)
THIRD = Binding("scorm2004-3", "SCORM 2004, 2nd and 3rd edition", _PREFIXES, _ORDER, apart=_APART, idle=_IDLE)


def edition(version: str) -> int:
    """The edition of SCORM 2004 that a ``schemaversion`` means; the 4th if it is not known."""
    return {"CAM 1.3": 2, "2004 2nd Edition": 2, "2004 3rd Edition": 3}.get(version, LATEST)


def binding(package: Package) -> Binding:
    """The binding of the edition that the manifest names."""
    return FOURTH if package.manifest and edition(package.manifest.version) == LATEST else THIRD


@rule("S24-001", Severity.ERROR, on=Package)
def follows_schema(package: Package) -> Findings:
    """The manifest has the elements and attributes that its edition of SCORM 2004 knows, where it knows them.

    Why: a misspelt or misplaced element is not read: sequencing, launch data or the whole table of contents
    is silently lost. Strict systems refuse the manifest.

    Example: `<imsss:controlMode flow="yes"/>`, or `<resource>` without `type`.
    """
    schema = official(binding(package).standard, package.schemas)
    for document in _documents(package):
        yield from binding(package).follows(document, official=schema)


@rule("S24-002", Severity.WARNING, on=Package)
def extension(package: Package) -> Findings:
    """The manifest has elements and attributes of IMS, ADL and LOM only.

    Why: a system leaves out what it does not know, and a strict one refuses a manifest that holds it.

    Example: `<vendor:theme xmlns:vendor="http://example.org/authoring">` that an authoring tool put there
    for itself.
    """
    for document in _documents(package):
        for element, uri in FOURTH.strangers(document):
            yield (
                document.at(element),
                f"{local(element)}: systems do not read what is in the namespace {uri}.",
            )


@rule("S24-003", Severity.WARNING, on=Package)
def order(package: Package) -> Findings:
    """Elements stand in the order that the schema gives, and metadata where it describes something.

    Why: most systems do not mind, and a strict one refuses the manifest.

    Example: `<imsss:objectives>` before `<imsss:controlMode>`, `<title>` behind the items, or `<metadata>` in
    `<resources>`.
    """
    for document in _documents(package):
        yield from FOURTH.displaced(document)


@rule("S24-025", Severity.WARNING, on=Package)
def true_or_false(package: Package) -> Findings:
    """What says yes or no is written as `true` or `false`.

    Why: the schemas allow `1` and `0` as well, the standard does not, and systems look for the words: Moodle
    4.5.6 takes `flow="1"` for `flow="false"`.

    Example: `<imsss:controlMode flow="1"/>`.
    """
    for document in _documents(package):
        if b"\0" not in document.data and not _DIGIT.search(document.data):
            continue  # quicker than a look at every element, and UTF-16 is rare
        for element in document.root.xpath("//*[@*[normalize-space() = '1' or normalize-space() = '0']]"):
            for name, value in element.attrib.items():
                short = name.rpartition("}")[2]
                if _FLAG.fullmatch(short) and value.strip() in ("0", "1"):
                    wanted = "true" if value.strip() == "1" else "false"
                    yield (
                        document.at(element),
                        f'{short} is {value!r}. Write "{wanted}": systems look for the word.',
                    )


def _documents(package: Package) -> Iterator[XmlDocument]:
    if package.document is not None and package.document.root is not None:
        yield package.document
