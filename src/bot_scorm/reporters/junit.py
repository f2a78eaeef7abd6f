"""A report that test dashboards read: a test case for every finding, and for everything that is clean."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from bot_scorm.diagnostics import Diagnostic
from bot_scorm.reporters.base import Outcome

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(outcome: Outcome, *, colour: bool = False) -> str:
    """A ``testsuites`` document; a finding fails its case if it is as bad as ``--fail-on`` or worse."""
    suite = etree.Element("testsuite", name="bot-pack")
    failures = 0
    for one in outcome.all:
        case = _case(suite, one.at.path, f"{one.rule.id} {one.at}")
        failures += _tell(case, one, outcome)
    for skipped, reason in _skipped(outcome):
        case = _case(suite, skipped.at.path, f"{skipped.rule.id} {skipped.at}")
        etree.SubElement(case, "skipped", message=_clean(f"{skipped.message} {reason}"))
    dirty = {one.at.path.partition("!")[0] for one in outcome.all}
    paths = [one.path for one in outcome.packages or ()] + [one.path for one in outcome.artifacts or ()]
    for path in paths:
        if path not in dirty:
            _case(suite, path, path)
    if not len(suite):
        _case(suite, "bot-pack", "no findings")
    for element in (suite, root := etree.Element("testsuites")):
        element.set("tests", str(len(suite)))
        element.set("failures", str(failures))
        element.set("errors", "0")
        if skips := len(outcome.ignored) + len(outcome.known):
            element.set("skipped", str(skips))
    root.append(suite)
    etree.indent(root)
    text: str = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _skipped(outcome: Outcome) -> Iterator[tuple[Diagnostic, str]]:
    """What does not count, and why."""
    for one in outcome.ignored:
        yield one.diagnostic, f"Ignored: {one.reason}"
    for known in outcome.known:
        yield known, "The baseline knows it."


def _case(suite: etree._Element, classname: str, name: str) -> etree._Element:
    return etree.SubElement(suite, "testcase", classname=_clean(classname), name=_clean(name))


def _tell(case: etree._Element, one: Diagnostic, outcome: Outcome) -> int:
    said = _clean(f"{one.at}: {one.severity.value} {one.rule.id} {one.message}")
    if one.severity.rank > outcome.fail_on.rank:
        etree.SubElement(case, "system-out").text = said
        return 0
    failure = etree.SubElement(case, "failure", type=one.rule.id, message=_clean(one.message))
    failure.text = _clean(f"{said}\n\n{one.rule.title}\n\n{one.rule.help}")
    return 1


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
