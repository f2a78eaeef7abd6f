"""What is said about files that are imported."""

from __future__ import annotations

from bot_scorm.diagnostics import Rule, Severity

UNKNOWN_KIND = Rule.explained(
    "IMP-001", Severity.ERROR, "A file to import is of a kind that is known.",
    "What a file is, is told by what stands in it. GIFT, Moodle XML and Aiken are read.",
    "A word processor's document: save its questions as text in the form of GIFT or Aiken first.",
)  # fmt: skip
BROKEN = Rule.explained(
    "IMP-002", Severity.ERROR, "A file to import can be read.",
    "A file that is cut off, or is not well-formed XML, cannot be read to its end; nothing of it is written.",
    "`<quiz><question>` without its end: export the questions again.",
)  # fmt: skip
REFUSED = Rule.explained(
    "IMP-003", Severity.ERROR, "A module that is imported passes a check.",
    "What is written is checked first. An error that belongs to no question and no picture cannot be left "
    "out, so nothing is written.",
    "A category whose name holds characters that no file may hold. Rename it and export again.",
)  # fmt: skip
NOT_TAKEN = Rule.explained(
    "IMP-101", Severity.WARNING, "A question that is imported is right in the source format.",
    "Each question is read back before it is written. One that `bot-pack check` would call an error is "
    "passed over, and the message says why.",
    "A multiple-choice question in which no answer earns points. Mark one as right, or write it by hand.",
)  # fmt: skip
PICTURE = Rule.explained(
    "IMP-102", Severity.WARNING, "A picture that a question shows lies in the file.",
    "Only what lies in the file is imported, since nothing is fetched from the network. The picture's "
    "alternative text stands in its place.",
    "`<img src=\"https://example.org/map.png\">`: save it into `media/` and write `![…](media/map.png)`.",
)  # fmt: skip
LINK = Rule.explained(
    "IMP-103", Severity.INFO, "A link in a question leads to an address on the web.",
    "Places in another system, and files that are no pictures, are not imported. The words of the link stay.",
    "`<a href=\"@@PLUGINFILE@@/list.pdf\">`: publish the list and write its address.",
)  # fmt: skip
CHANGED = Rule.explained(
    "IMP-104", Severity.INFO, "A question that is imported stays as it was.",
    "Tags are separated by spaces, so the words of one are joined by hyphens; a quote under an answer "
    "is its feedback; the left side of a pair is a line; a third is no decimal. The message says which.",
    "The tag `active listening` becomes `active-listening`.",
)  # fmt: skip
EMPTY = Rule.explained(
    "IMP-105", Severity.ERROR, "A file to import holds a question that can be taken.",
    "Nothing is written for a file without one. The other messages say what became of its questions.",
    "A Moodle XML file of calculated questions alone.",
)  # fmt: skip
AIKEN = Rule.explained(
    "IMP-110", Severity.ERROR, "A question in Aiken has a text, answers, and a line with the right one.",
    "The question comes first; answers follow as `A.` or `A)`, in order, at least two; then `ANSWER: A`. A "
    "question that is otherwise is passed over.",
    "`ANSWER: E` where there are four answers. Write the letter of one of them.",
)  # fmt: skip
