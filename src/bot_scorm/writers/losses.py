"""What a format cannot carry: the rules under which writers say so, one diagnostic a question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from bot_scorm.diagnostics import Location, Report, Rule, Severity

GIFT_LOST = Rule(
    "GIFT-001",
    Severity.WARNING,
    "A question loses something in GIFT.",
    "Why: GIFT has no place for points, hints, units, pictures, upper and lower case, “all or nothing” and "
    "a few other things. The question is written without them, so it behaves differently in the LMS; the "
    "message lists what is gone.\n\n"
    "Example: a question with `points=2` arrives with a mark of 1: set it in the quiz, or give the provider "
    "the SCORM package, which carries everything.",
)
GIFT_CHANGED = Rule(
    "GIFT-002",
    Severity.INFO,
    "A question takes another form in GIFT.",
    "Why: GIFT has no type for it, but another type asks the same and is marked the same. The message says "
    "which.\n\n"
    "Example: a question with words to drag becomes a matching question: the gaps are numbered, and each "
    "number is matched with its word. Distractors and score stay.",
)
GIFT_LEFT_OUT = Rule(
    "GIFT-003",
    Severity.WARNING,
    "A question cannot be written in GIFT.",
    "Why: Moodle would refuse the question, and with it the whole file, so it is left out.\n\n"
    "Example: a matching question with one pair and no distractor: GIFT needs two lines. Add a distractor "
    "(`- → …`).",
)
GIFT_EMPTY = Rule(
    "GIFT-004",
    Severity.INFO,
    "A module of the curriculum has questions for its GIFT file.",
    "Why: Moodle refuses a file without questions, so none is written.\n\n"
    "Example: a module of theory pages alone. Write a question, or leave `gift` out for it.",
)


MOODLE_LOST = Rule(
    "MXML-001",
    Severity.WARNING,
    "A question loses something in Moodle XML.",
    "Why: Moodle has no place for feedback of single pairs, links to pages of the player, recordings, “all "
    "or nothing” and a few other things. The question is written without them, so it behaves differently in "
    "Moodle; the message lists what is gone.\n\n"
    "Example: a question with `scoring=all` gives each right choice its share in Moodle. Say in the question "
    "how many are right, or give the provider the SCORM package, which carries everything.",
)
MOODLE_CHANGED = Rule(
    "MXML-002",
    Severity.INFO,
    "A question takes another form in Moodle XML.",
    "Why: Moodle has no type for it, but another type asks the same and is marked the same. The message says "
    "which.\n\n"
    "Example: gaps to type become an embedded-answers (Cloze) question. Words and score stay.",
)
MOODLE_LEFT_OUT = Rule(
    "MXML-003",
    Severity.WARNING,
    "A question cannot be written in Moodle XML.",
    "Why: Moodle would refuse the question and stop the import there, so it is left out.\n\n"
    "Example: a short answer in which nothing earns 100 %. Give one answer the full mark.",
)
MOODLE_EMPTY = Rule(
    "MXML-004",
    Severity.INFO,
    "A module of the curriculum has questions for its Moodle XML file.",
    "Why: Moodle refuses a file without questions, so none is written.\n\n"
    "Example: a module of theory pages alone. Write a question, or leave `moodlexml` out for it.",
)
CARTRIDGE_LOST = Rule(
    "CC-101",
    Severity.WARNING,
    "A question loses something in a Common Cartridge.",
    "Why: the cartridge's profile of QTI 1.2 has no place for part marks, tags, units and a few others. "
    "The question is written without them, so it behaves differently in the LMS; the message lists what is "
    "gone.\n\n"
    "Example: a choice that earns 50 % earns nothing. Moodle XML carries everything to Moodle.",
)
CARTRIDGE_CHANGED = Rule(
    "CC-102",
    Severity.INFO,
    "A question takes another form in a Common Cartridge.",
    "Why: the cartridge has no type for it, or Moodle reads it in another way. The message tells "
    "how.\n\n"
    "Example: a question with one gap to type becomes a short answer below its text.",
)
CARTRIDGE_LEFT_OUT = Rule(
    "CC-103",
    Severity.WARNING,
    "A question cannot be written in a Common Cartridge.",
    "Why: the cartridge knows choices, true and false, short answers and essays alone, so the question "
    "is left out.\n\n"
    "Example: a matching question. Give a provider with Moodle the Moodle XML, or the SCORM package.",
)
CARTRIDGE_BY_HAND = Rule(
    "CC-104",
    Severity.INFO,
    "A quiz needs a setting by hand after its cartridge is restored.",
    "Why: a cartridge holds the questions of a quiz and how often it may be taken. Moodle 4.5 takes 4 for "
    "the sum of its marks, whatever they are, so grades come out too high or too low.\n\n"
    "Example: a quiz with six marks. In Moodle open the quiz, choose *Questions*, change one mark and "
    "change it back: Moodle then counts again. Set there, too, what the message lists.",
)
CARTRIDGE_ELEMENT = Rule(
    "CC-105",
    Severity.INFO,
    "Parts of a module are only there to read in a Common Cartridge.",
    "Why: pages in a cartridge have no script, and Moodle breaks links from page to page, so the "
    "cartridge for Moodle shows their words alone. Guides for trainers are left out.\n\n"
    "Example: an activity for sorting cards. Learners do it on paper. The SCORM package plays it.",
)
QTI21_LOST = Rule(
    "QTI21-001",
    Severity.WARNING,
    "A question or quiz loses something in QTI 2.1.",
    "Why: QTI 2.1 has no place for hints, feedback of single pairs, recordings, links to pages of the "
    "player and a few other things. The question is written without them; the message lists what is gone.\n\n"
    "Example: a question with hints arrives without them. Give the provider the SCORM package, which carries "
    "everything.",
)
QTI21_CHANGED = Rule(
    "QTI21-002",
    Severity.INFO,
    "A question takes another form in QTI 2.1.",
    "Why: QTI 2.1 has no type for it, but another one asks the same. The message says which.\n\n"
    "Example: a private reflection becomes a text to think about.",
)
QTI21_LEFT_OUT = Rule(
    "QTI21-003",
    Severity.WARNING,
    "A question cannot be written in QTI 2.1.",
    "Why: an item without anything to answer would earn nothing for anybody, so it is left out.\n\n"
    "Example: a question with gaps of which no gap is left. Write one as `[[word]]`.",
)
QTI21_EMPTY = Rule(
    "QTI21-004",
    Severity.INFO,
    "A module of the curriculum has questions for its QTI package.",
    "Why: a package without an item holds nothing to import, so none is written.\n\n"
    "Example: a module of theory pages alone. Write a question, or leave `qti21` out for it.",
)
QTI12_LOST = Rule(
    "QTI12-001",
    Severity.WARNING,
    "A question or quiz loses something in QTI 1.2.",
    "Why: QTI 1.2 has no place for recordings, links to pages of the player, how often a quiz is taken and "
    "a few other things. The question is written without them; the message lists what is gone.\n\n"
    "Example: a quiz with `attempts: 2`. Set the number of attempts in the LMS.",
)
QTI12_CHANGED = Rule(
    "QTI12-002",
    Severity.INFO,
    "A question or quiz takes another form in QTI 1.2.",
    "Why: QTI 1.2 has no type for it, but another one asks the same. The message says which.\n\n"
    "Example: words to drag become a list of words at each gap. Words and score stay.",
)
QTI12_LEFT_OUT = Rule(
    "QTI12-003",
    Severity.WARNING,
    "A question cannot be written in QTI 1.2.",
    "Why: an item without anything to answer would earn nothing for anybody, so it is left out.\n\n"
    "Example: a question with gaps of which no gap is left. Write one as `[[word]]`.",
)
QTI12_EMPTY = Rule(
    "QTI12-004",
    Severity.INFO,
    "A module of the curriculum has questions for its QTI package.",
    "Why: a package without an item holds nothing to import, so none is written.\n\n"
    "Example: a module of theory pages alone. Write a question, or leave `qti12` out for it.",
)
FEEDBACK_LOST = Rule(
    "FEED-001",
    Severity.WARNING,
    "An item of a survey loses something in Moodle's Feedback.",
    "Why: a file of Feedback questions carries text alone. The message lists what is gone.\n\n"
    "Example: a picture in an item: its alternative text is shown. Add the picture in Moodle.",
)
FEEDBACK_CHANGED = Rule(
    "FEED-002",
    Severity.INFO,
    "An item of a survey takes another form in Moodle's Feedback.",
    "Why: the format has no escape for `|`, keeps 255 characters of a text, and asks what depends on an "
    "answer on a later page. The message says what is changed; the question and its answers stay.\n\n"
    "Example: the choice `yes | no` becomes `yes ¦ no`.",
)
FEEDBACK_SETTINGS = Rule(
    "FEED-003",
    Severity.INFO,
    "A survey has settings that its file cannot hold.",
    "Why: a file of Feedback questions holds the questions alone. Whether answers are kept with names is a "
    "setting of the activity, and matters for privacy.\n\n"
    "Example: a page with `anonymous: true`: choose *Record user names*, *Anonymous*.",
)


@dataclass(frozen=True, slots=True)
class LossRules:
    """The rules under which one format says what it cannot carry."""

    format: str
    """Its name in messages."""
    lost: Rule
    changed: Rule
    left_out: Rule | None = None
    """None where everything can be written somehow."""


GIFT = LossRules("GIFT", GIFT_LOST, GIFT_CHANGED, GIFT_LEFT_OUT)
MOODLE_XML = LossRules("Moodle XML", MOODLE_LOST, MOODLE_CHANGED, MOODLE_LEFT_OUT)
MOODLE_COURSE = LossRules("a Moodle course", MOODLE_LOST, MOODLE_CHANGED, MOODLE_LEFT_OUT)
CARTRIDGE = LossRules("a Common Cartridge", CARTRIDGE_LOST, CARTRIDGE_CHANGED, CARTRIDGE_LEFT_OUT)
QTI21 = LossRules("QTI 2.1", QTI21_LOST, QTI21_CHANGED, QTI21_LEFT_OUT)
QTI12 = LossRules("QTI 1.2", QTI12_LOST, QTI12_CHANGED, QTI12_LEFT_OUT)
FEEDBACK = LossRules("Moodle's Feedback", FEEDBACK_LOST, FEEDBACK_CHANGED)


@dataclass(slots=True)
class Losses:
    """What a writer notes down about one question or item."""

    lost: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    left_out: str = ""
    """Why the question is not written; an empty string if it is."""

    def report(self, report: Report, at: Location, name: str, rules: LossRules) -> None:
        """One diagnostic for what is there called ``name``, or none if it is carried as it is."""
        lost, changed = "; ".join(_once(self.lost)), "; ".join(_once(self.changed))
        if self.left_out and rules.left_out:
            report.add(rules.left_out, at, f"“{name}” is left out of {rules.format}: {self.left_out}.")
        elif lost:
            also = f" Also changed: {changed}." if changed else ""
            report.add(rules.lost, at, f"“{name}” loses in {rules.format}: {lost}.{also}")
        elif changed:
            report.add(rules.changed, at, f"“{name}” changes in {rules.format}: {changed}.")


def _once(notes: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(notes)
