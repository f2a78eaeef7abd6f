"""What can be wrong with a GIFT file: Moodle 4.5.6 refuses an error, and misunderstands a warning."""

from __future__ import annotations

from bot_scorm.diagnostics import Rule, Severity

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
_rule = Rule.explained

NOT_UTF8 = _rule(
    "GIFT-101", ERROR, "A GIFT file is UTF-8.",
    "Moodle refuses any other encoding. The file was read as Windows-1252 to go on.",
    "Save the file again with the encoding “UTF-8”.",
)  # fmt: skip
TOO_LARGE = _rule(
    "GIFT-111", ERROR, "A GIFT file is not larger than 16 MiB.",
    "No question bank is that large, and no server would import it in one request.",
    "Pictures pasted into questions as text. Take them out, or split the file.",
)  # fmt: skip
NO_QUESTION = _rule(
    "GIFT-102", ERROR, "A GIFT file holds a question.",
    "Moodle says that there are no questions to import.",
    "A file of comments, or one whose only question a `$CATEGORY:` line swallowed.",
)  # fmt: skip
BRACES = _rule(
    "GIFT-103", ERROR, "Every `{` has its `}` in the same question.",
    "Moodle finds no answer and refuses the file.",
    "`Two plus two? {=4` lacks its `}`. To show a brace, write `\\{` or `\\}`.",
)  # fmt: skip
BLANK_LINE = _rule(
    "GIFT-104", ERROR, "No blank line stands inside braces.",
    "A blank line ends the question, wherever it stands; so does a line with nothing but `0`. "
    "What follows is another question for Moodle, without a `{`.",
    "Delete the line; in a text write `\\n\\n` instead.",
)  # fmt: skip
FRACTION = _rule(
    "GIFT-105", ERROR, "Every percentage is on Moodle's list.",
    "Moodle takes 100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667, "
    "14.28571, 12.5, 11.11111, 10, 5 and 0, also negative, and refuses the file for any other.",
    "`~%33%a` is refused; `~%33.33333%a` is taken.",
)  # fmt: skip
TOO_FEW = _rule(
    "GIFT-106", ERROR, "A question has enough answers.",
    "Moodle asks for two where learners choose or match, and for one where they type.",
    "`{~a}` has one answer to choose. `{0}` and `{#0}` count as no answer at all: write `{=0}` and `{#=0}`.",
)  # fmt: skip
NO_ARROW = _rule(
    "GIFT-107", ERROR, "Every line of a matching question has an arrow.",
    "One `->` after a `=` makes a matching question, and then Moodle refuses a line without it.",
    "`{=a -> b =c}`. For an answer that nothing belongs to, write `= -> c`.",
)  # fmt: skip
NO_FULL_MARK = _rule(
    "GIFT-108", ERROR, "One answer to type earns 100 %.",
    "Moodle stops the import at a short-answer question in which nobody can get full marks.",
    "`{=%50%a}`. Write `{=a}`.",
)  # fmt: skip
BAD_NUMBER = _rule(
    "GIFT-109", ERROR, "A range and a tolerance are numbers.",
    "Moodle breaks off the import.",
    "`{#3:abc}` or `{#few..many}`. Write `{#3:0.5}` or `{#2..4}`.",
)  # fmt: skip
TOO_LONG = _rule(
    "GIFT-110", ERROR, "Id numbers have at most 100 characters, right sides of a matching question 255.",
    "Moodle's database has no room for more, and the import breaks off.",
    "Shorten the text.",
)  # fmt: skip
ANYTHING = _rule(
    "GIFT-120", WARNING, "A numerical answer is a number with a decimal point.",
    "What is not a number becomes `*` in Moodle: every answer is right. In a range only what stands before "
    "the comma counts.",
    "`{#2,5}`. Write `{#2.5}`.",
)  # fmt: skip
NO_RIGHT = _rule(
    "GIFT-121", WARNING, "A question with one answer to choose has a right one.",
    "Moodle imports it, and nobody can get full marks.",
    "`{= ~b ~c}`: the right answer is empty, so Moodle drops it.",
)  # fmt: skip
SUM = _rule(
    "GIFT-122", WARNING, "The right answers of a multiple-choice question make 100 %.",
    "Moodle imports it, and full marks cannot be reached, or are reached too early.",
    "`{~%50%a ~b}`. Without any `=`, several answers can be chosen: did you forget one?",
)  # fmt: skip
TRUE_FALSE_CASE = _rule(
    "GIFT-123", WARNING, "`TRUE`, `T`, `FALSE` and `F` are in upper case.",
    "`{true}` becomes a short answer: learners must type the word.",
    "Write `{TRUE}`.",
)  # fmt: skip
SWALLOWED = _rule(
    "GIFT-124", WARNING, "A `$CATEGORY:` line has a blank line behind it.",
    "Moodle takes all lines up to the next blank one for the category's name: the question is lost without a "
    "word. It was read here as if the blank line were there.",
    "Add a blank line behind the category.",
)  # fmt: skip
FORMAT = _rule(
    "GIFT-125", INFO, "`[…]` at the start of a text names a format that Moodle knows.",
    "Moodle knows `[html]`, `[markdown]`, `[plain]` and `[moodle]`; anything else is shown as text.",
    "`[textile]h1. Title` is shown as it stands.",
)  # fmt: skip
WEIGHT = _rule(
    "GIFT-126", WARNING, "A weight follows `~` in a question with answers to choose.",
    "Moodle gives what follows `=` 100 % and shows the weight as text.",
    "`{=%50%x ~y}`. Write `{~%50%x ~y =z}`.",
)  # fmt: skip
EMPTY_ANSWER = _rule(
    "GIFT-127", WARNING, "Every answer has a text.",
    "Moodle drops an empty answer to choose, or takes an empty text for a right answer to type.",
    "`{=a ~}`, or `{==a}`: to show an equals sign, write `\\=`.",
)  # fmt: skip
NAME = _rule(
    "GIFT-128", WARNING, "A name stands between two `::`.",
    "Without the second `::` the name becomes the beginning of the text.",
    "`::Capital of Serbia:: Which city …`",
)  # fmt: skip
MORE_BRACES = _rule(
    "GIFT-129", WARNING, "A question has one pair of braces, `{` before `}`.",
    "Moodle takes the first `{` and the first `}` for the answer and shows all others as text.",
    "`{=a} and {=b}` asks for a only. To show a brace, write `\\{` or `\\}`.",
)  # fmt: skip
CATEGORY_ESCAPE = _rule(
    "GIFT-130", WARNING, "A category has no backslash before a character.",
    "Moodle shows a place holder such as `&&058;` in its name. Only the name of a question takes escapes.",
    "`$CATEGORY: Unit 1\\: Trust`. Write `$CATEGORY: Unit 1: Trust`.",
)  # fmt: skip
COMMENT_INSIDE = _rule(
    "GIFT-131", INFO, "Comments stand before a question.",
    "A line that starts with `//` is dropped wherever it stands, also inside code that learners should see.",
    "In a text write the code on one line, with `\\n` between its lines.",
)  # fmt: skip
