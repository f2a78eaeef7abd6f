"""What of QTI 2 does not become a question of ours, or not wholly."""

from __future__ import annotations

from bot_scorm.diagnostics import Rule, Severity

NOT_TAKEN = Rule.explained(
    "QTI21-120", Severity.WARNING, "An item of QTI 2 has a type that the source format has, too.",
    "Choices, matching, orders, gaps to type, to choose or to drag, typed texts and numbers, and essays are "
    "read. Places in a picture, sliders, drawings, uploads, several interactions in one item, and marking "
    "that cannot be followed are passed over; the message says which it is.",
    "An item with a `hotspotInteraction`. Write it by hand, as an activity `::: hotspot`.",
)  # fmt: skip
NOT_WHOLE = Rule.explained(
    "QTI21-121", Severity.INFO, "An item of QTI is marked as in the source format.",
    "There each right pair, place or gap earns its share, and a gap has no feedback. An item that is marked "
    "otherwise is taken; the message says what is different.",
    "A match that earns all or nothing: here each right pair earns its share.",
)  # fmt: skip
MISSING = Rule.explained(
    "QTI21-122", Severity.WARNING, "The files of questions that a QTI package names are there and are XML.",
    "A file that is missing, broken or too large cannot be read, so its questions are passed over. A "
    "manifest or a test alone, without its items, holds none.",
    "`imsmanifest.xml` taken out of its package: import the whole zip, or the folder.",
)  # fmt: skip


class UntakenError(Exception):
    """An item for which our model has no place; the message says why."""
