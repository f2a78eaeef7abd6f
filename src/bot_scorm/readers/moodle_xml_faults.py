"""What of a Moodle XML file does not become a question of ours. What Moodle itself refuses, a family of rules
says."""

from __future__ import annotations

from bot_scorm.diagnostics import Rule, Severity

NOT_TAKEN = Rule.explained(
    "MXML-120", Severity.WARNING, "A question has a type that the source format has, too.",
    "The source format has no place for calculated questions, for markers and words on pictures, and for "
    "answers embedded in a text that earn a part or have feedback. Such a question is passed over.",
    "`<question type=\"calculated\">`. Write it by hand, as a question of another type.",
)  # fmt: skip
NOT_WHOLE = Rule.explained(
    "MXML-121", Severity.INFO, "A question's feedback has a place in the source format.",
    "Moodle has feedback for right, partly right and wrong answers beside the general one. The source format "
    "has one for everyone and one for each answer; the others are passed over.",
    "`<correctfeedback>` with a text: put it into the general feedback.",
)  # fmt: skip
