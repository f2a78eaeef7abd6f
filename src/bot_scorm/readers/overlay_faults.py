"""What can be wrong with a provider's overlay, and with the places that the content leaves to it."""

from __future__ import annotations

from bot_scorm.diagnostics import Rule, Severity

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

NO_CONTACT = Rule.explained(
    "CON-001", WARNING, "Every contact that the content asks for is filled in.",
    "Learners see a blank where a telephone number should stand, and may need it in an emergency.",
    "`[the child protection office](contact:child-protection)` on a page, and no `child-protection` under "
    "`contacts` in the overlay.yaml of a build with `--overlay`.",
)  # fmt: skip
WAITING_CONTACT = Rule.explained(
    "CON-003", INFO, "A place for a contact waits for a provider.",
    "The content itself names no telephone numbers: they differ from place to place. A package that learners "
    "use is built with a provider's overlay, which fills them in; without it they see a blank.",
    "`[the child protection office](contact:child-protection)` on a page, built without `--overlay`.",
)  # fmt: skip
CONTACT_SHAPE = Rule.explained(
    "CON-002", ERROR, "A place for a contact is written `[words](contact:id)`.",
    "Nothing else is filled in. The words, without brackets among them, say what is asked for; the id "
    "consists of `a-z`, `0-9` and `-`.",
    "`<contact:office>` or `[our office](contact:Our Office)`.",
)  # fmt: skip
UNKNOWN_MODULE = Rule.explained(
    "OVL-001", ERROR, "An overlay speaks of modules that the content has.",
    "What it says of others has no effect.",
    "A folder `modules/trsut/` where the module's id is `trust`.",
)  # fmt: skip
PAGE_PLACE = Rule.explained(
    "OVL-002", ERROR, "A page of an overlay stands after or before a page that the module has.",
    "An update of the content may have taken that page away.",
    "`pages: {our-office.md: {after: tools}}` where no page of the module has the id `tools`. Name another "
    "page, or delete the line: the page then stands at the end.",
)  # fmt: skip
PAGE_NAME = Rule.explained(
    "OVL-003", ERROR, "A page of an overlay has a file name of its own.",
    "Links lead to pages by the names of their files; two of one name would be one page.",
    "`modules/trust/10-page.md` where the content has a `10-page.md` in that module.",
)  # fmt: skip
UNUSED = Rule.explained(
    "OVL-004", WARNING, "Everything in an overlay is used.",
    "A picture that replaces none, or a contact that nothing asks for, is mostly a misspelt name, or the "
    "content has changed. A page outside the folder of a module is not read.",
    "`modules/trust/media/Stages.svg` where the content shows `media/stages.svg`; `contacts: {polise: …}`.",
)  # fmt: skip
