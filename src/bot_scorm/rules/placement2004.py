"""Rules of SCORM 2004 on where its elements stand and how often, which its schemas leave open.

From the Content Aggregation Model: the tables of children of each element, and ADL's content packaging
extensions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from bot_scorm.diagnostics import Severity
from bot_scorm.namespaces import ADLCP_2004, ADLNAV, ADLSEQ, CP_OTHER, IMSSS, LOM
from bot_scorm.package.manifest import namespace
from bot_scorm.package.view import Package
from bot_scorm.package.xml import Element
from bot_scorm.rules.base import Findings, rule
from bot_scorm.rules.schema2004 import FOURTH, LATEST, edition

_ITEM = (f"{{{CP_OTHER}}}item",)
_SEQUENCING = (f"{{{IMSSS}}}sequencing",)
_PARENTS: Mapping[str, tuple[str, ...]] = {
    f"{{{ADLCP_2004}}}location": (f"{{{CP_OTHER}}}metadata",),
    f"{{{LOM}}}lom": (f"{{{CP_OTHER}}}metadata",),
    f"{{{ADLCP_2004}}}timeLimitAction": _ITEM,
    f"{{{ADLCP_2004}}}dataFromLMS": _ITEM,
    f"{{{ADLCP_2004}}}completionThreshold": (*_ITEM, f"{{{CP_OTHER}}}organization"),
    f"{{{ADLCP_2004}}}data": _ITEM,
    f"{{{ADLCP_2004}}}map": (f"{{{ADLCP_2004}}}data",),
    f"{{{ADLNAV}}}presentation": _ITEM,
    f"{{{ADLNAV}}}navigationInterface": (f"{{{ADLNAV}}}presentation",),
    f"{{{ADLNAV}}}hideLMSUI": (f"{{{ADLNAV}}}navigationInterface",),
    f"{{{IMSSS}}}sequencingCollection": (f"{{{CP_OTHER}}}manifest",),
    f"{{{IMSSS}}}sequencing": (
        *_ITEM,
        f"{{{CP_OTHER}}}organization",
        f"{{{IMSSS}}}sequencingCollection",
    ),
    f"{{{ADLSEQ}}}constrainedChoiceConsiderations": _SEQUENCING,
    f"{{{ADLSEQ}}}rollupConsiderations": _SEQUENCING,
    f"{{{ADLSEQ}}}objectives": _SEQUENCING,
    f"{{{ADLSEQ}}}objective": (f"{{{ADLSEQ}}}objectives",),
    f"{{{ADLSEQ}}}mapInfo": (f"{{{ADLSEQ}}}objective",),
}
"""Elements to those in which a system looks for them; what is not here is the schema's business."""
_OWNERS: Mapping[str, tuple[str, ...]] = {
    f"{{{ADLCP_2004}}}scormType": (f"{{{CP_OTHER}}}resource",),
    f"{{{ADLSEQ}}}objectivesGlobalToSystem": (f"{{{CP_OTHER}}}organization",),
    f"{{{ADLCP_2004}}}sharedDataGlobalToSystem": (f"{{{CP_OTHER}}}organization",),
}
"""Attributes to the elements on which a system looks for them. ADL adds no others to elements of IMS."""
_ADDED = (ADLCP_2004, ADLSEQ, ADLNAV, IMSSS)
_ONCE = frozenset(
    set(_PARENTS)
    - {
        f"{{{ADLCP_2004}}}location",
        f"{{{LOM}}}lom",
        f"{{{ADLCP_2004}}}map",
        f"{{{ADLNAV}}}hideLMSUI",
        f"{{{ADLSEQ}}}objective",
        f"{{{ADLSEQ}}}mapInfo",
    }
)
_COLLECTED = f"{{{IMSSS}}}sequencingCollection"


@rule("S24-013", Severity.WARNING, on=Package)
def placement(package: Package) -> Findings:
    """What ADL adds to a manifest stands where systems look for it.

    Why: the schemas let it stand nearly everywhere, and where no system looks for it, it has no effect.

    Example: `<adlcp:dataFromLMS>` in a `<resource>`, `adlcp:scormType` on an `<item>`, or a name that nobody
    knows, such as `<imsss:sequences>` or, since the 3rd edition, `adlcp:persistState`.
    """
    document = package.document
    if document is None or document.root is None:
        return
    fits: dict[tuple[str, str], bool] = {}  # most pairs come again and again
    for element in document.root.iter("*"):
        if (parent := element.getparent()) is None:
            continue
        pair = (element.tag, parent.tag)
        if pair not in fits:
            fits[pair] = _fits(element, parent)
        if not fits[pair]:
            wanted = _PARENTS.get(str(element.tag), ())
            where = f" It belongs in {_names(wanted)}." if wanted else ""
            yield document.at(element), f"No system looks for <{_name(element)}> in <{_name(parent)}>.{where}"
    for element in document.root.iter("*"):
        for name in element.attrib:
            if name[0] == "{" and _astray(name, element):
                owners = _OWNERS.get(name, ())
                where = f" It belongs on {_names(owners)}." if owners else ""
                message = f"No system looks for {FOURTH.short(name)} on <{_name(element)}>.{where}"
                yield document.at(element), message


@rule("S24-014", Severity.WARNING, on=Package)
def fits_item(package: Package) -> Findings:
    """Launch data, time limits and hidden buttons stand on items that open what can use them.

    Why: launch data, time limits and completion thresholds are given to a SCO when it runs; an asset or a
    heading never asks for them. Buttons can be hidden only while something is open. From the 4th edition on
    a completion threshold has a meaning on an item with items below it.

    Example: `<adlcp:dataFromLMS>` in a chapter instead of in the item with the test.
    """
    if not (manifest := package.manifest):
        return
    for item in manifest.items:
        resource = manifest.by_id.get(item.identifierref)
        if item.identifierref and resource is None:
            continue  # MAN-008 tells
        is_sco = resource is not None and resource.scormtype == "sco" and not item.items
        of_sco = ["timeLimitAction", "dataFromLMS"]
        if not (item.items and edition(manifest.version) == LATEST):
            of_sco.append("completionThreshold")
        for name in of_sco:
            if name in item.extras and not is_sco:
                yield item.extras[name].at, f"adlcp:{name} has no effect: this item opens no SCO."
        for name, prefix in (("presentation", "adlnav"), ("data", "adlcp")):
            if name in item.extras and (resource is None or item.items):
                yield item.extras[name].at, f"{prefix}:{name} has no effect: this item opens nothing itself."


@rule("S24-015", Severity.WARNING, on=Package)
def once(package: Package) -> Findings:
    """What may stand once in an element stands once.

    Why: the schemas do not count what comes from another namespace. Of two, some systems take the first,
    others the last.

    Example: two `<imsss:sequencing>` in one item.
    """
    document = package.document
    if document is None or document.root is None:
        return
    for element in document.root.iter(*_ONCE):
        if element.getparent() is not None and element.getparent().tag == _COLLECTED:
            continue
        if next(element.itersiblings(element.tag, preceding=True), None) is not None:
            message = f"<{_name(element)}> stands in <{_name(element.getparent())}> already. Keep one."
            yield document.at(element), message


@rule("S24-016", Severity.WARNING, on=Package)
def completion_threshold(package: Package) -> Findings:
    """In the 4th edition a completion threshold is the attribute `minProgressMeasure`.

    Why: in earlier editions it was the text. A system reads one of them, Moodle 4.5.6 the attribute, and if
    they differ, learners are complete at different points in different systems. Below `2004 3rd Edition` as
    `<schemaversion>` the text is right.

    Example: `<adlcp:completionThreshold>0.8</adlcp:completionThreshold>`, or another number as text than as
    `minProgressMeasure`.
    """
    document = package.document
    if document is None or package.manifest is None or edition(package.manifest.version) != LATEST:
        return  # the schema of earlier editions looks at the text
    for element in document.root.iter(f"{{{ADLCP_2004}}}completionThreshold"):
        text = "".join(element.itertext()).strip()
        other = element.get("minProgressMeasure")
        if text and other is not None:
            message = f"The threshold is {text} as text and {other} as minProgressMeasure. Remove the text."
            yield document.at(element), message
        elif text:
            fits = re.fullmatch(r"\d*\.?\d+", text) and float(text) <= 1
            wanted = f'minProgressMeasure="{text}"' if fits else "minProgressMeasure, a number from 0 to 1"
            yield document.at(element), f"The threshold is {text!r} as text. Write {wanted}."


@rule("S24-017", Severity.WARNING, on=Package)
def one_map_a_store(package: Package) -> Findings:
    """An item maps each shared store once.

    Why: two maps of one store can contradict each other in who may read and write it.

    Example: two `<adlcp:map targetID="notes">` in one `<adlcp:data>`.
    """
    document = package.document
    if document is None or document.root is None:
        return
    for data in document.root.iter(f"{{{ADLCP_2004}}}data"):
        maps = list(data.iterchildren(f"{{{ADLCP_2004}}}map"))
        for target, count in Counter(one.get("targetID") for one in maps).items():
            if target is not None and count > 1:
                last = [one for one in maps if one.get("targetID") == target][-1]
                yield document.at(last), f"The store {target} is mapped {count} times here. Keep one map."


def _fits(element: Element, parent: Element) -> bool:
    """Whether a system looks for an element there; S24-002 tells about strangers."""
    if not {namespace(element), namespace(parent)} <= FOURTH.prefixes.keys():
        return True
    wanted = _PARENTS.get(str(element.tag))
    return parent.tag in wanted if wanted else bool(namespace(parent) == namespace(element))


def _astray(name: str, element: Element) -> bool:
    """Whether no system looks for an attribute there; S24-008 tells about scormType in another spelling."""
    if name in _OWNERS:
        return element.tag not in _OWNERS[name]
    uri, _, short = name[1:].partition("}")
    return uri in _ADDED and namespace(element) == CP_OTHER and short.lower() != "scormtype"


def _name(element: Element) -> str:
    return FOURTH.short(str(element.tag))


def _names(tags: tuple[str, ...]) -> str:
    return " or ".join(f"<{FOURTH.short(one)}>" for one in tags)
