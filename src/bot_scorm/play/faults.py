"""What playing a package in a browser finds: see `bot_scorm.play`."""

from __future__ import annotations

from bot_scorm.diagnostics import Rule, Severity

NOT_OPENED = Rule.explained(
    "PLAY-001",
    Severity.ERROR,
    "What a SCO launches opens in a browser.",
    "learners get an empty page, and nothing is recorded.",
    "the launch file is not in the package, or the page crashes the browser.",
)
NO_API = Rule.explained(
    "PLAY-002",
    Severity.ERROR,
    "A SCO looks for the LMS's API.",
    "a SCO finds an object in a window above its own: `API` in SCORM 1.2, `API_1484_11` in SCORM 2004."
    " One that does not look for it is a web page: the LMS never knows that it was opened.",
    "a package that was published for the web, or for the other version of SCORM.",
)
NOT_INITIALIZED = Rule.explained(
    "PLAY-003",
    Severity.ERROR,
    "A SCO initialises its session.",
    "before `LMSInitialize`, or `Initialize` in SCORM 2004, an LMS refuses every other call.",
    "a script finds the API and fails before it calls it; the exception is told beside this.",
)
NO_STATUS = Rule.explained(
    "PLAY-004",
    Severity.WARNING,
    "A SCO sets a status.",
    "if none is ever set, some systems call it completed as soon as it was opened, others never do."
    " Set `incomplete` at the start, and what was reached at the end.",
    "`cmi.core.lesson_status` in SCORM 1.2, `cmi.completion_status` in SCORM 2004. A SCO that says nothing"
    " before the learner does something is told here, too, because nobody does anything.",
)
NOT_COMMITTED = Rule.explained(
    "PLAY-005",
    Severity.WARNING,
    "What a SCO sets is committed.",
    "values may be lost when the window closes and the SCO neither committed them nor ended its session.",
    "`LMSSetValue` without `LMSCommit` or `LMSFinish` behind it.",
)
NOT_FINISHED = Rule.explained(
    "PLAY-006",
    Severity.WARNING,
    "A SCO says when it ends.",
    "an LMS stores a session and its time at `LMSFinish`, or `Terminate` in SCORM 2004; some refuse the next"
    " session as long as one is open.",
    "a handler of `unload` only, which browsers leave out more and more. Use `pagehide`.",
)
REFUSED = Rule.explained(
    "PLAY-007",
    Severity.WARNING,
    "No call of a SCO is refused.",
    "what is refused is not recorded. Systems differ in how strict they are, and a strict one refuses this.",
    "`LMSSetValue('cmi.core.lesson_status', 'done')`, or a suspended state of more than 4,096 characters.",
)
EXCEPTION = Rule.explained(
    "PLAY-008",
    Severity.ERROR,
    "No script of a SCO ends in an exception.",
    "what stands behind it does not happen.",
    "`Uncaught TypeError: player is undefined`.",
)
CONSOLE = Rule.explained(
    "PLAY-009",
    Severity.WARNING,
    "A SCO reports no error in the browser's console.",
    "it tells makers that something went wrong which learners may only notice later.",
    "a script that its own content-security policy forbids.",
)
REMOTE = Rule.explained(
    "PLAY-010",
    Severity.WARNING,
    "A SCO asks for nothing outside its package.",
    "it does not work without the network, stops when the other side does, and tells somebody else who learns"
    " what. While a package is played for a check, such requests are blocked.",
    "fonts, players or statistics from another host.",
)
TIMED_OUT = Rule.explained(
    "PLAY-011",
    Severity.ERROR,
    "A SCO answers in time.",
    "a page that keeps the browser busy for many seconds cannot be used, nor left in good order.",
    "a loop that never ends.",
)
MISSING = Rule.explained(
    "PLAY-012",
    Severity.WARNING,
    "What a SCO asks for is in its package.",
    "a picture, a sound or a script is missing.",
    "`media/Bridge.png` where the file is called `media/bridge.png`.",
)
ESCAPED = Rule.explained(
    "PLAY-013",
    Severity.ERROR,
    "A SCO stays in its frame.",
    "one that replaces the page of the LMS takes its own API away.",
    "`top.location = 'menu.html'`.",
)
TOO_MANY = Rule.explained(
    "PLAY-014",
    Severity.INFO,
    "Every SCO is played.",
    "of a package with very many SCOs only the first ones are played, so that a check ends.",
    "a package of 300 SCOs.",
)
