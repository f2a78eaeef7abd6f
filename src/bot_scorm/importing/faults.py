"""What is said about files that are imported."""

from __future__ import annotations

from bot_scorm.diagnostics import Rule, Severity

UNKNOWN_KIND = Rule.explained(
    "IMP-001", Severity.ERROR, "A file to import is of a kind that is known.",
    "What a file is, is told by what stands in it. GIFT, Moodle XML, Aiken and Common Cartridge are read.",
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
    "IMP-105", Severity.ERROR, "A file to import holds something that can be taken.",
    "Nothing is written for a file without a question or page. The other messages say what became of them.",
    "A Moodle XML file of calculated questions alone, or a manifest taken out of its cartridge.",
)  # fmt: skip
AIKEN = Rule.explained(
    "IMP-110", Severity.ERROR, "A question in Aiken has a text, answers, and a line with the right one.",
    "The question comes first; answers follow as `A.` or `A)`, in order, at least two; then `ANSWER: A`. A "
    "question that is otherwise is passed over.",
    "`ANSWER: E` where there are four answers. Write the letter of one of them.",
)  # fmt: skip
NO_PAGE = Rule.explained(
    "IMP-120", Severity.WARNING, "A page that a cartridge lists lies in it and can be read.",
    "A page that is missing, longer than 4 MiB or built to exhaust a reader is passed over, with its place "
    "in the manifest; everything else is imported.",
    "`<file href=\"wiki_content/week-1.html\"/>` without that file: export the course again.",
)  # fmt: skip
LEFT = Rule.explained(
    "IMP-121", Severity.WARNING, "What stands on a page that is imported has a place in the source format.",
    "Scripts, style sheets, forms and frames are left out: pages here are text, pictures and what a question "
    "or an activity does. Links to what is not in the cartridge, and pictures on the web, become words.",
    "`<iframe src=\"https://example.org/film\">` becomes a link to the film.",
)  # fmt: skip
NO_LINE = Rule.explained(
    "IMP-122", Severity.WARNING, "What a cartridge lists has a place in a module.",
    "Tools of other hosts (LTI), resources of unknown kinds and files that no page shows are not imported.",
    "A link to a video conference by LTI: write a page that says where to meet.",
)  # fmt: skip
OTHERWISE = Rule.explained(
    "IMP-123", Severity.INFO, "What a cartridge lists stays what it is.",
    "Modules have pages, and nothing below them: folders in folders and titles between lines are left out. A "
    "topic for a forum becomes a page to read. A cartridge does not say which quiz counts: the last of a "
    "module is taken for it. The message says which.",
    "The quiz “Check” in the middle of a module becomes practice: write `role: before` if it is the first.",
)  # fmt: skip
TRANSCRIPT = Rule.explained(
    "IMP-124", Severity.WARNING, "A recording that is imported has a transcript.",
    "The source format asks for one; a web page has none as a rule, so its title stands there.",
    "`<video src=\"talk.mp4\">` becomes a `::: media` block: write what is said between its lines.",
)  # fmt: skip
CHANGED_PART = Rule.explained(
    "IMP-125", Severity.WARNING, "A part of a page that is imported is right in the source format.",
    "Each page is read back before it is written. A part that a check would call an error is written in "
    "plain words, or left out if that is one too.",
    "A list that is nested fifty deep: its words stay, in paragraphs.",
)  # fmt: skip
