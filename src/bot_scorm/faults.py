"""What a build itself finds: the rules of the pipeline."""

from __future__ import annotations

from bot_scorm.diagnostics import Rule, Severity

NOT_WRITTEN = Rule(
    "BLD-001",
    Severity.ERROR,
    "An artifact can be written.",
    """Why: what a package holds is read while it is written; if a picture vanishes meanwhile, or the disk is
full, the package would be incomplete. The earlier one stays in its place.

Example: `media/bridge.png` is deleted while `bot-pack build` runs. Put it back and build again.""",
)
UNPINNED = Rule(
    "BLD-002",
    Severity.ERROR,
    "In a release, every id is written in the source.",
    """Why: an id that is made from a text changes with the text. Answers that learners have stored then no
longer find their question. Only `bot-pack build --release` asks for this.

Example: `::: question` instead of `::: question {#first-promise}`. Run `bot-pack check --fix ids` once; it
writes all ids into your files.""",
)
INCOMPLETE = Rule(
    "BLD-003",
    Severity.WARNING,
    "A programme's artifact holds all its modules.",
    """Why: where a module has errors, the package of the whole programme cannot be made anew. An earlier one
stays as it is, and it does not hold your changes.

Example: `03-trust/10-page.md` has an error. Mend it and build again.""",
)
HEAVY = Rule(
    "BLD-005",
    Severity.WARNING,
    "A module's package is not larger than 5 MB.",
    """Why: at 1.6 Mbit/s, a bad line in a village, 5 MB take 25 seconds, and many data plans end sooner than
the month. Pictures are made smaller by the build itself; what is left is mostly animated pictures, sound,
film, and drawings that hold photographs.

Example: an animated GIF of 6 MB. Make a short film of it, or three pictures.""",
)
LEFT_OVER = Rule(
    "BLD-004",
    Severity.INFO,
    "An artifact belongs to a module that exists.",
    """Why: a build never deletes a file, so the package of a module that was removed or renamed stays where
it was, and somebody may publish it by mistake.

Example: the module `trust` is now called `building-trust`: delete `build/en/scorm12/trust.zip`.""",
)
