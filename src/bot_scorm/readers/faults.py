"""What can be wrong with a source as a text: the rules that reading itself finds."""

from __future__ import annotations

from bot_scorm.diagnostics import Rule, Severity

ERROR, WARNING = Severity.ERROR, Severity.WARNING
_rule = Rule.explained

UNREADABLE = _rule(
    "SRC-001", ERROR, "A source file can be read as UTF-8 text.",
    "Other encodings silently turn letters such as ș and ћ into something else.",
    "A file saved as “Windows-1251”. In the editor choose “Save as”, encoding “UTF-8”.",
)  # fmt: skip
CONTROL = _rule(
    "SRC-002", ERROR, "A source file holds no control characters.",
    "They cannot stand in XML, so no package could carry them; they come with text pasted from elsewhere.",
    "A NUL or a “vertical tab” between two words. Delete it and type a space.",
)  # fmt: skip
NO_PROGRAMME = _rule(
    "SRC-003", ERROR, "A programme has at least one module.",
    "A folder in `curriculum/` (or `fieldwork/`, `pilot/`, `evaluation/`, `framework/`) becomes a module by "
    "its `module.yaml`; without one nothing is built.",
    "`curriculum/03-trust/` with pages and no `module.yaml`.",
)  # fmt: skip
NO_PAGES = _rule(
    "SRC-006", ERROR, "A module has at least one page.",
    "A package without pages shows nothing.",
    "A folder with `module.yaml` alone. Add a file such as `10-welcome.md`.",
)  # fmt: skip
OUTSIDE = _rule(
    "SRC-007", ERROR, "Sources stand in the programme's own folder.",
    "A link in the file system that leads out of it would put somebody's other files into a package.",
    "`10-page.md` as a symbolic link to `/home/ana/diary.md`. Copy the file instead.",
)  # fmt: skip
TOO_LARGE = _rule(
    "SRC-004", ERROR, "A source file is not larger than 2 MiB.",
    "A page that large is a mistake, and a learner's phone could not show it.",
    "A picture's data pasted into the text. Put it into a file in `media/`.",
)  # fmt: skip
NOT_READ = _rule(
    "SRC-005", WARNING, "Every text in a module's folder is a page, and every module stands in a section.",
    "Pages end in `.md` and stand in the module's folder itself, and this stands in the folder of a section, "
    "such as `curriculum/`; anything else is not built.",
    "`10-page.markdown`, `drafts/10-page.md`, or `modules/04-listening/module.yaml`.",
)  # fmt: skip
YAML_SYNTAX = _rule(
    "SET-001", ERROR, "Settings are well-formed YAML.",
    "A setting that cannot be read would be lost.",
    "`title: Trust: a start` needs quotes because of the second colon: `title: \"Trust: a start\"`.",
)  # fmt: skip
SETTING = _rule(
    "SET-002", ERROR, "A setting has a value of its kind.",
    "A wrong value would be replaced by a guess.",
    "`pass_mark: seventy` instead of `pass_mark: 70`.",
)  # fmt: skip
UNKNOWN_SETTING = _rule(
    "SET-003", ERROR, "A setting has a name that is known.",
    "A misspelt setting would have no effect, and nobody would notice.",
    "`titel: Building trust` instead of `title: Building trust`.",
)  # fmt: skip
MISSING_SETTING = _rule(
    "SET-004", ERROR, "Required settings are there.",
    "A page needs a `kind` and a `title`, a quiz a `role`, a module an `id` and a `title`.",
    "A quiz without `role: before`, `role: after` or `role: practice`.",
)  # fmt: skip
DUPLICATE_SETTING = _rule(
    "SET-005", ERROR, "A setting is given once.",
    "Of two values one would be lost.",
    "`title:` on two lines of the same front matter.",
)  # fmt: skip
FRONT_MATTER = _rule(
    "SET-006", ERROR, "A page starts with its settings between two lines of `---`.",
    "Without them nobody knows what kind of page it is.",
    "A page that begins with its text, or whose second `---` is missing.",
)  # fmt: skip
FOREIGN_WORDS = _rule(
    "SET-007", WARNING, "The player speaks the programme's language.",
    "Its own words (*Next*, *Check*, *Your result*) are there in some languages alone; in any other one "
    "learners see them in English.",
    "`language: bg`, where there is no `templates/strings/bg.yaml`.",
)  # fmt: skip
CONTRAST = _rule(
    "THM-001", ERROR, "The colours of a theme can be read, in the light scheme and in the dark one.",
    "Weak contrast shuts out learners with low vision, and everybody in the sun. Text needs 4.5 to 1 (WCAG "
    "2.2, 1.4.3); the accent is checked against all that it stands on.",
    "`accent: \"#2aa9a4\"` with a contrast of 2.6 to 1. The message names the nearest colour that passes.",
)  # fmt: skip
UNCLOSED = _rule(
    "BLK-001", ERROR, "A `:::` block is closed.",
    "All that follows would belong to it.",
    "`::: note` without a line `:::` after it.",
)  # fmt: skip
UNOPENED = _rule(
    "BLK-002", ERROR, "A line of colons closes a block that is open.",
    "The block before was closed already, or was opened with another number of colons.",
    "`:::: question` closed by `:::`.",
)  # fmt: skip
MISNESTED = _rule(
    "BLK-003", ERROR, "A block that holds another has more colons.",
    "Otherwise the inner block's end would end the outer one.",
    "`::: question` with `::: hint` in it: write `:::: question` and `::::`.",
)  # fmt: skip
UNKNOWN_BLOCK = _rule(
    "BLK-004", ERROR, "A block has a name that is known and stands where it may.",
    "An unknown block would be shown as plain text or not at all.",
    "`::: qestion`, or `::: hint` outside a question.",
)  # fmt: skip
BLOCK_PLACE = _rule(
    "BLK-005", ERROR, "A `:::` line starts at the beginning of its line.",
    "Inside a list item or a block quote it would be shown as text.",
    "`> ::: note`. Move the block out of the quote.",
)  # fmt: skip
ATTRIBUTE_SYNTAX = _rule(
    "BLK-006", ERROR, "Attributes are written as `{#id key=value flag}`.",
    "What cannot be read would be lost.",
    "`{title=In practice}` needs quotes: `{title=\"In practice\"}`. To show a brace write `\\{`.",
)  # fmt: skip
UNKNOWN_ATTRIBUTE = _rule(
    "BLK-007", ERROR, "An attribute has a name that is known here.",
    "It would have no effect.",
    "`{point=2}` instead of `{points=2}`.",
)  # fmt: skip
DUPLICATE_ATTRIBUTE = _rule(
    "BLK-008", ERROR, "An attribute is given once.",
    "Of two values one would be lost.",
    "`{#a points=2 points=3}`.",
)  # fmt: skip
ATTRIBUTE_VALUE = _rule(
    "BLK-009", ERROR, "An attribute has a value of its kind.",
    "A wrong value would be replaced by a guess.",
    "`{points=two}` instead of `{points=2}`.",
)  # fmt: skip
UNCLOSED_CODE = _rule(
    "BLK-010", ERROR, "A code block is closed.",
    "All that follows would be shown as code, questions too.",
    "Three backticks without three backticks after the code.",
)  # fmt: skip
TOO_DEEP = _rule(
    "BLK-011", ERROR, "Quotes are not nested deeper than 50 levels, lists not deeper than 25.",
    "Nobody can read that, and the reader stops there.",
    "A line that starts with sixty `>`.",
)  # fmt: skip
EMPTY_BLOCK = _rule(
    "BLK-012", ERROR, "A block has the parts that its kind needs.",
    "An activity without its list would show nothing.",
    "`::: checklist` without a list in it.",
)  # fmt: skip
STRAY_PART = _rule(
    "BLK-013", ERROR, "Nothing stands in a block where it would not be shown.",
    "It would be lost without a word.",
    "A paragraph after the list of a `::: checklist`: put it before the list.",
)  # fmt: skip
BAD_ID = _rule(
    "ID-001", ERROR, "An id consists of `a-z`, `0-9` and `-`.",
    "Other characters are not accepted by every learning-management system.",
    "`{#Who_is}` instead of `{#who-is}`.",
)  # fmt: skip
DUPLICATE_ID = _rule(
    "ID-002", ERROR, "An id is used once where it must be unique.",
    "Of two questions with one id an LMS keeps the answers of one.",
    "Two questions `{#trust}` in one module; two choices `{#yes}` in one question.",
)  # fmt: skip
OWN_ID = _rule(
    "ID-003", ERROR, "Ids that begin with `own-` are those of a provider's pages.",
    "A provider's overlay adds pages to content that goes on changing; no update may take one of their "
    "ids, or answers of learners would be taken for those to another question.",
    "`id: our-office` in a page of an overlay. Write `id: own-our-office`.",
)  # fmt: skip
NO_ANSWER = _rule(
    "QST-001", ERROR, "A question has an answer of a known shape.",
    "Its type is told by the answer's shape or by `type=`.",
    "A question that ends after its text. Add a list such as `- [x] Yes`, or `type=essay`.",
)  # fmt: skip
UNKNOWN_TYPE = _rule(
    "QST-002", ERROR, "A question's type is known.",
    "Nothing could show it.",
    "`type=order` instead of `type=ordering`.",
)  # fmt: skip
NO_RIGHT = _rule(
    "QST-003", ERROR, "A question has a right answer.",
    "Nobody could earn its points.",
    "A check list in which every line starts with `[ ]`.",
)  # fmt: skip
ANSWER_SHAPE = _rule(
    "QST-004", ERROR, "Every line of an answer has the shape that its question needs.",
    "A line that cannot be read would be lost.",
    "A check list with a line that has no `[ ]`; a pair without an arrow.",
)  # fmt: skip
TRUE_FALSE = _rule(
    "QST-005", ERROR, "A true-false question has two lines and one `[x]`.",
    "The first line stands for “true”, the second for “false”.",
    "Three lines, or `[x]` on both.",
)  # fmt: skip
POINTS = _rule(
    "QST-006", ERROR, "Only machine-marked questions have points.",
    "Nobody would ever award those of an essay, a reflection or a description.",
    "`{type=essay points=2}`.",
)  # fmt: skip
FRACTION = _rule(
    "QST-007", ERROR, "A partial mark is a number from -100 to 100.",
    "It is a percentage of the question's points.",
    "`[x 150]`.",
)  # fmt: skip
CYRILLIC_X = _rule(
    "QST-008", WARNING, "The mark of a right answer is a Latin x.",
    "A Cyrillic х looks the same and is read as one, but other tools do not.",
    "`[х]` typed with a Bulgarian keyboard.",
)  # fmt: skip
EMPTY_STEM = _rule(
    "QST-009", ERROR, "A question asks something.",
    "Learners would see answers only.",
    "A `::: question` block that begins with its list.",
)  # fmt: skip
QUOTE_INDENT = _rule(
    "QST-010", ERROR, "Feedback for an answer is indented under it.",
    "At the beginning of the line it would end the list, and all answers before it would be lost.",
    "Under `- [x] Yes` two spaces before `>`; under `1. First` three.",
)  # fmt: skip
STRAY_GAP = _rule(
    "QST-011", WARNING, "`[[…]]` stands only in gap and drag questions.",
    "Anywhere else it is shown as it is written.",
    "`[[word]]` in the text of a multiple-choice question. Put it between backticks if it is meant so.",
)  # fmt: skip
EMPTY_GAP = _rule(
    "QST-012", ERROR, "A gap is closed and has an answer, and a menu more than one.",
    "Nobody could fill it; one that is not closed would be shown as text, with its answer.",
    "`[[]]`, `[[autonomy]`, or `[[*autonomy]]`: a star makes a menu, and a menu needs a wrong word too.",
)  # fmt: skip
NEARLY_NUMBER = _rule(
    "QST-013", WARNING, "Answers that look like numbers are numbers.",
    "If one is not, the question is a short answer: “19,30” is then wrong where “19.3” is right.",
    "`= 1 000` beside `= 999`: write `= 1000`; `= 50%`: write `= 50` and `unit=\"%\"`.",
)  # fmt: skip
NO_SCENES = _rule(
    "CASE-001", ERROR, "A story has scenes.",
    "Its headings of the second level are its scenes.",
    "A case that has text and no `## Heading`.",
)  # fmt: skip
CHOICE_SHAPE = _rule(
    "CASE-002", ERROR, "Every choice of a scene is a link to a scene, and nothing but that.",
    "Words outside the brackets would be lost.",
    "`- [Ask her](#ask) quietly` instead of `- [Ask her quietly](#ask)`.",
)  # fmt: skip
NO_SCENE = _rule(
    "CASE-003", ERROR, "A choice leads to a scene that is there.",
    "The story would stop.",
    "`[Ask her](#aks)` where the scene is `{#ask}`.",
)  # fmt: skip
NO_PICTURE = _rule(
    "IMG-001", ERROR, "A picture or recording is there.",
    "Learners would see a hole. Upper and lower case matter.",
    "`![…](media/Bridge.svg)` where the file is `media/bridge.svg`.",
)  # fmt: skip
PICTURE_PLACE = _rule(
    "IMG-002", ERROR, "A picture or recording is a file in the module's own folder.",
    "Packages work without the Internet and ask no other host; a file elsewhere is not ours to copy.",
    "`![…](https://example.org/a.png)` or `![…](../../a.png)`. Save it in `media/`.",
)  # fmt: skip
PICTURE_KIND = _rule(
    "IMG-003", ERROR, "A picture is SVG, PNG, JPEG, GIF or WebP.",
    "Browsers show no others.",
    "`plan.tiff`. Save it as PNG.",
)  # fmt: skip
NO_ALT = _rule(
    "IMG-004", WARNING, "A picture has words for those who cannot see it.",
    "A screen reader reads them aloud; on a bad line they stand in the picture's place.",
    "`![](media/bridge.svg)` instead of `![A bridge with three pillars](media/bridge.svg)`.",
)  # fmt: skip
BROKEN_LINK = _rule(
    "LNK-001", ERROR, "A link leads to something that is there.",
    "Learners would end in nothing.",
    "`[see](20-listenning.md)`, or `[see](#signs)` where no heading has `{#signs}`.",
)  # fmt: skip
FAR_LINK = _rule(
    "LNK-002", WARNING, "A link stays in its module.",
    "Each module is a package of its own; its words stay, the link does not work there.",
    "`[see module 4](../04-goals/10-smart.md)`.",
)  # fmt: skip
GUIDE_LINK = _rule(
    "LNK-004", WARNING, "A page for learners links to no guide for trainers.",
    "Learners' packages leave guides out, so the link's words stay and lead nowhere.",
    "`[see](95-guide.md)` on a theory page, where `95-guide.md` has `kind: guide`.",
)  # fmt: skip
FOOTNOTE = _rule(
    "LNK-003", WARNING, "A footnote and its mark go together.",
    "A mark without a note is shown as it is written; a note without a mark is not shown.",
    "`[^1]` without a line that starts with `[^1]:`.",
)  # fmt: skip
RAW_HTML = _rule(
    "TXT-001", WARNING, "Text holds no HTML.",
    "HTML is not read: learners see the tag as you wrote it.",
    "`<b>now</b>` instead of `**now**`. Put it between backticks if it is meant so.",
)  # fmt: skip
TOO_MANY_CELLS = _rule(
    "TXT-002", ERROR, "No row of a table has more cells than its head.",
    "Markdown shows as many cells as the head has, so the last ones of the row would be lost.",
    "A row `| Monday | 9-12 | bring a pen |` below the head `| Day | Time |`.",
)  # fmt: skip
