"""What a Moodle course cannot have."""

from __future__ import annotations

from bot_scorm.diagnostics import Rule, Severity

ONE_LANGUAGE = Rule.explained(
    "MCO-001", Severity.WARNING, "A Moodle course has all languages that it is to have.",
    "With `languages: together` under `moodle-course` one course is to hold each language of programme.yaml, "
    "shown to those who read it. A language can only be in it if the content is translated; what is not is "
    "left out, and the course is in the language of the sources.",
    "`languages: [en, bg]` while the content is English alone. Take `languages: separate`, which is what "
    "holds without it: each language has a course of its own as soon as it is there.",
)  # fmt: skip
