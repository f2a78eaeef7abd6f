"""What of a cartridge or a file of QTI 1.2 does not become a question of ours."""

from __future__ import annotations

from bot_scorm.diagnostics import Rule, Severity

NOT_TAKEN = Rule.explained(
    "CC-120", Severity.WARNING, "A question in QTI 1.2 has a type that the source format has, too.",
    "Choices, true and false, matching, orders, gaps, typed texts and numbers, and essays are read. Places "
    "in a picture, sliders, and a question that does not say what is right are passed over; the message says "
    "which it is.",
    "An item with a `render_hotspot`. Write it by hand, as an activity `::: hotspot`.",
)  # fmt: skip
MISSING = Rule.explained(
    "CC-122", Severity.WARNING, "The files of questions that a manifest names are there and are XML.",
    "A file of questions that is missing or broken cannot be read, so its questions are passed over.",
    "A cartridge that was unpacked, changed and packed without `quiz.xml`: export it again.",
)  # fmt: skip
