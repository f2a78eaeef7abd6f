"""What can be wrong with a picture."""

from __future__ import annotations

from bot_scorm.diagnostics import Rule, Severity

BROKEN = Rule.explained(
    "IMG-005", Severity.ERROR, "A picture is whole.",
    "Browsers would show half of it, or a hole.",
    "`photo.jpg` of which only a part was downloaded. Fetch or save it again.",
)  # fmt: skip
TOO_LARGE = Rule.explained(
    "IMG-006", Severity.ERROR, "A picture has at most 50 million pixels and 64 MiB.",
    "A small file can unfold to gigabytes and stop the build, or a learner's phone. Nobody sees more than "
    "1,600 pixels across anyway.",
    "A scan of 12,000 x 9,000 pixels. Save it with half the width.",
)  # fmt: skip
ENDING = Rule.explained(
    "IMG-007", Severity.ERROR, "The ending of a picture's name says what it is.",
    "An LMS tells the browser what a file is by its ending; some browsers then refuse to show it.",
    "A PNG picture that was renamed to `photo.jpg`. Rename it to `photo.png`.",
)  # fmt: skip
SVG = Rule.explained(
    "IMG-008", Severity.ERROR, "An SVG picture stands on its own, without scripts.",
    "Scripts in it could read what a learner writes; a font, a style sheet or a picture that it fetches "
    "from elsewhere is missing without the Internet, and tells another host who is learning. `foreignObject` "
    "holds a web page, which most programs do not draw.",
    "`<image href=\"https://example.org/logo.png\"/>`. In the drawing program choose to embed pictures and "
    "to turn text into paths, and save as “plain SVG”.",
)  # fmt: skip
