"""The manifest of a SCORM 2004 package: one SCO for each module, how they follow each other, and what counts.

Sources: SCORM 2004 Content Aggregation Model 3.4 and 5 (4th edition), Sequencing and Navigation 3. The 3rd
edition has all that stands here. Prefixes are those that Moodle 4.5.6 looks for, letter for letter; Content
Packaging has none. What is left out on purpose:

- ``adlcp:completionThreshold``: the player says itself what is complete. Moodle 4.5.6 would say it again when
  the SCO ends, and compares the numbers as text (``datamodels/scorm_13.js``), for which 1 is less than 1.0.
- ``imsss:mapInfo``: Moodle 4.5.6 on PHP 8 cannot import a package that has one (``datamodels/scormlib.php``
  assigns to a variable that it never made). So an order is kept by what each item knows of itself.
- Rollup rules: the default ones complete the programme when all its modules are (4.6.5).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from lxml import etree
from lxml.builder import ElementMaker

from bot_scorm.model.programme import Edition, Module
from bot_scorm.writers.lom import LOM, lom
from bot_scorm.writers.manifest import MAX_VERSION, XSI, Sco, href, printed, short_title, words

CP = "http://www.imsglobal.org/xsd/imscp_v1p1"
ADLCP = "http://www.adlnet.org/xsd/adlcp_v1p3"
ADLNAV = "http://www.adlnet.org/xsd/adlnav_v1p3"
IMSSS = "http://www.imsglobal.org/xsd/imsss"
_PREFIXES = {None: CP, "adlcp": ADLCP, "adlnav": ADLNAV, "imsss": IMSSS}
_FILES = {
    CP: "imscp_v1p1.xsd",
    ADLCP: "adlcp_v1p3.xsd",
    ADLNAV: "adlnav_v1p3.xsd",
    IMSSS: "imsss_v1p0.xsd",
    LOM: "lomLoose.xsd",
}
_LOSES = ("abandon", "abandonAll")
"""Buttons of an LMS that throw away what the learner did."""
_BETWEEN = ("continue", "previous")
"""Buttons that go to another module."""

_CP = ElementMaker(namespace=CP)
_SS = ElementMaker(namespace=IMSSS)
_NAV = ElementMaker(namespace=ADLNAV)


def manifest(
    version: str,
    edition: Edition,
    module: Module | None,
    scos: Sequence[Sco],
    shared: Iterable[str],
    schema_location: bool,
) -> bytes:
    """The XML of the manifest of a module's package, or, without ``module``, of the programme's.

    ``version`` is the schemaversion, such as ``2004 4th Edition``; ``shared`` are the names of the files that
    all SCOs need. With ``schema_location`` the manifest says where in the package the official schemas lie.
    """
    programme = edition.programme
    id = f"{programme.id}.{module.id}" if module else programme.id
    nsmap = _PREFIXES | ({"xsi": XSI} if schema_location else {})
    root = etree.Element(f"{{{CP}}}manifest", {"identifier": f"course-{id}"}, nsmap=nsmap)
    if 0 < len(programme.version) <= MAX_VERSION:
        root.set("version", words(programme.version))
    if schema_location:
        places = " ".join(f"{uri} {name}" for uri, name in _FILES.items())
        root.set(f"{{{XSI}}}schemaLocation", places)
    about = lom(edition, module, f"course-{id}", [sco.files[0] for sco in scos])
    root.append(_CP.metadata(_CP.schema("ADL SCORM"), _CP.schemaversion(version), about))
    in_order = programme.sequence == "in-order" and len(scos) > 1
    organization = _CP.organization(
        _CP.title(short_title((module or programme).title)),
        *_items(scos, in_order=in_order),
        # With a choice, a sitting could begin anywhere.
        _SS.sequencing(_SS.controlMode(choice="false" if in_order else "true", flow="true")),
        identifier=f"org-{id}",
    )
    root.append(_CP.organizations(organization, default=f"org-{id}"))
    root.append(_CP.resources(*(_resource(sco) for sco in scos), _shared(shared)))
    return printed(root)


def _items(scos: Sequence[Sco], *, in_order: bool) -> Iterator[Any]:
    hidden = _LOSES if len(scos) > 1 else (*_LOSES, *_BETWEEN)
    for sco in scos:
        buttons = (_NAV.hideLMSUI(one) for one in hidden)
        yield _CP.item(
            _CP.title(short_title(sco.module.title)),
            _sequencing(sco, in_order=in_order),
            _NAV.presentation(_NAV.navigationInterface(*buttons)),
            identifier=f"item-{sco.module.id}",
            identifierref=f"sco-{sco.module.id}",
            isvisible="true",
        )


def _sequencing(sco: Sco, *, in_order: bool) -> Any:
    """When a module opens, what counts in it, and that it alone says how it went.

    A module in which nothing counts is no part of whether the programme is passed, only of whether it is
    complete.
    """
    found = _SS.sequencing()
    if in_order:
        found.append(_SS.sequencingRules(_holds_up()))
    if not sco.mastery_score:
        found.append(_SS.rollupRules(rollupObjectiveSatisfied="false", objectiveMeasureWeight="0"))
    found.append(_objectives(sco))
    found.append(_SS.deliveryControls(completionSetByContent="true", objectiveSetByContent="true"))
    return found


def _holds_up() -> Any:
    """No way leads past an item until it is known to be completed; what is unknown would let all pass."""
    conditions = (
        _SS.ruleCondition(operator="not", condition=one) for one in ("activityProgressKnown", "completed")
    )
    return _SS.preConditionRule(
        _SS.ruleConditions(*conditions, conditionCombination="any"),
        _SS.ruleAction(action="stopForwardTraversal"),
    )


def _objectives(sco: Sco) -> Any:
    """The quiz that counts, and each outcome.

    All have the pass mark: Moodle 4.5.6 tells the SCO that of the last one, and 1 for one that has none
    (``datamodels/scorm_13lib.php``).
    """
    mark = f"{int(sco.mastery_score) / 100:.2f}" if sco.mastery_score else ""
    primary = _SS.primaryObjective(*_measure(mark), objectiveID=f"{sco.module.id}.quiz")
    if mark:
        primary.set("satisfiedByMeasure", "true")
    found = _SS.objectives(primary)
    for one in sco.module.outcomes:
        found.append(_SS.objective(*_measure(mark), objectiveID=one.id))
    return found


def _measure(mark: str) -> Iterator[Any]:
    if mark:
        yield _SS.minNormalizedMeasure(mark)


def _resource(sco: Sco) -> Any:
    resource = _CP.resource(
        *(_CP.file(href=href(name)) for name in sco.files),
        _CP.dependency(identifierref="player"),
        identifier=f"sco-{sco.module.id}",
        type="webcontent",
        href=href(sco.files[0]),
    )
    resource.set(f"{{{ADLCP}}}scormType", "sco")
    return resource


def _shared(names: Iterable[str]) -> Any:
    files = (_CP.file(href=href(name)) for name in sorted(names))
    resource = _CP.resource(*files, identifier="player", type="webcontent")
    resource.set(f"{{{ADLCP}}}scormType", "asset")
    return resource
