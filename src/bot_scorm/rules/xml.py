"""Rules about the manifest as XML. At most one of them speaks: reading stops at the first fault."""

from __future__ import annotations

from bot_scorm.diagnostics import Severity
from bot_scorm.package.view import Package
from bot_scorm.package.xml import XmlFaultKind
from bot_scorm.rules.base import Findings, rule


def _of_kind(package: Package, kind: XmlFaultKind) -> Findings:
    if package.document and (fault := package.document.fault) and fault.kind == kind:
        yield fault.at, fault.message


@rule("XML-001", Severity.ERROR, on=Package)
def well_formed(package: Package) -> Findings:
    """The manifest is well-formed XML.

    Why: a system cannot read anything else in it, and Moodle ends in the middle of the import (seen in
    4.5.6).

    Example: `<title>Youth & work</title>`: write `&amp;`. Or an element that is not closed.
    """
    yield from _of_kind(package, "syntax")


@rule("XML-002", Severity.ERROR, on=Package)
def no_document_type(package: Package) -> Findings:
    """The manifest has no document type.

    Why: a document type can pull in files and addresses, or blow up a few lines to gigabytes. Careful
    systems do not read it, and no manifest needs one.

    Example: `<!DOCTYPE manifest SYSTEM "imscp.dtd">`. Delete the line.
    """
    yield from _of_kind(package, "doctype")


@rule("XML-003", Severity.ERROR, on=Package)
def no_html_entities(package: Package) -> Findings:
    """The manifest uses only the five entities of XML.

    Why: `&eacute;` and `&nbsp;` belong to HTML. In XML they are an error, on which Moodle ends in the middle
    of the import (seen in 4.5.6).

    Example: `<title>Caf&eacute;</title>`. Write `<title>Café</title>` in UTF-8.
    """
    yield from _of_kind(package, "entity")


@rule("XML-004", Severity.ERROR, on=Package)
def bounded(package: Package) -> Findings:
    """The manifest is not larger or deeper than a manifest can be.

    Why: elements nested thousands deep, or a file of many megabytes, exhaust the memory of what reads them.

    Example: 100,000 nested `<item>` elements.
    """
    yield from _of_kind(package, "bounds")


@rule("XML-005", Severity.ERROR, on=Package)
def readable_encoding(package: Package) -> Findings:
    """The manifest's bytes are in the encoding that it declares.

    Why: otherwise its titles are unreadable, or it is not read at all.

    Example: `encoding="UTF-8"` in a file that an editor saved as windows-1251. Save it as UTF-8.
    """
    yield from _of_kind(package, "encoding")
