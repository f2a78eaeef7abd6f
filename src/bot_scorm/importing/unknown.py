"""What a file is that cannot be imported, as far as its beginning tells, and what to do instead."""

from __future__ import annotations

import re

_KINDS = "GIFT, Moodle XML, Aiken, Common Cartridge, QTI 1.2 and 2"
_OTHERS: tuple[tuple[str, str], ...] = (
    (
        r"<manifest\b",
        "This is the manifest of a package for an LMS, which holds no bank of questions: what it asks "
        "lies in its pages, in a form of its own.",
    ),
    (
        r"<POOL\b",
        "This is a pool of Blackboard in its format before QTI. Import it into an LMS, and export it as QTI "
        "or Moodle XML.",
    ),
    (
        r"\{\d{0,4}:[A-Z_]{2,14}:",
        "These are embedded answers (Cloze) as text. Import them into Moodle, and export them as Moodle XML.",
    ),
    (r"<(?:html|!DOCTYPE html)\b", "This is a web page."),
    (r"\A%PDF", "This is a PDF."),
    (r"\APK\x03\x04", "In this zip there is no manifest of a cartridge and no document of QTI."),
)


def unknown(start: bytes) -> str:
    """A sentence for a file that begins so."""
    text = start.decode("utf-8", "replace")
    for pattern, said in _OTHERS:
        if re.search(pattern, text, re.I if pattern.startswith("<(") else 0):
            return f"{said} What can be imported: {_KINDS}."
    return f"This is no file of a kind that can be imported: {_KINDS}."
