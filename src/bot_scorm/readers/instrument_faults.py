"""What can be wrong with surveys, plans, the glossary and the bibliography as texts."""

from __future__ import annotations

from bot_scorm.diagnostics import Rule, Severity

ERROR, WARNING = Severity.ERROR, Severity.WARNING
_rule = Rule.explained

ITEM_TYPE = _rule(
    "SUR-001", ERROR, "An item of a survey has a type that is known.",
    "Its type is told by `type=`; only a list of choices tells it by its shape.",
    "`::: item {type=likert}` instead of `::: item {type=scale}`, or neither a list nor a type.",
)  # fmt: skip
ITEM_CHOICES = _rule(
    "SUR-002", ERROR, "An item to choose from has two choices or more, each of them plain text.",
    "With one choice there is nothing to choose; a survey knows no right answer.",
    "`::: item {type=choice}` without a list, or with lines that start with `[x]`.",
)  # fmt: skip
ITEM_CONDITION = _rule(
    "SUR-003", ERROR, "A condition is written as an item and one of its answers.",
    "A condition that cannot be read would show the item to everybody.",
    "`{if=country}` instead of `{if=\"country=bg\"}`.",
)  # fmt: skip
NO_PLAN = _rule(
    "PLN-001", ERROR, "What `::: calendar` and `::: cohort` show is there.",
    "The table is made from a file of the page's section.",
    "`::: calendar` on a page below `pilot/` where there is no `pilot/calendar.yaml`.",
)  # fmt: skip
PLAN_VALUE = _rule(
    "PLN-002", ERROR, "A plan fits together.",
    "Readers would look for a week or a module that is not there.",
    "A session with `week: 30` in a programme of 16 weeks and 12 more, or with `modules: [tust]`.",
)  # fmt: skip
GLOSSARY_SHAPE = _rule(
    "REF-001", ERROR, "The glossary is a definition list.",
    "Only a term with a definition behind it can be shown where a text uses it.",
    "`content/glossary.md` with a heading and paragraphs instead of `Term {#term}` and `: What it means.`",
)  # fmt: skip
UNKNOWN_TERM = _rule(
    "REF-002", ERROR, "A term that a text leads to is in the glossary.",
    "Learners would open nothing.",
    "`[NEET](term:net)` where the glossary has `{#neet}`.",
)  # fmt: skip
BIBLIOGRAPHY = _rule(
    "REF-003", ERROR, "The bibliography is CSL JSON.",
    "What cannot be read cannot be cited.",
    "`content/bibliography.json` with a comma too many, or an entry without `id`, `type` or `title`.",
)  # fmt: skip
UNKNOWN_WORK = _rule(
    "REF-004", ERROR, "A work that a text cites is in the bibliography.",
    "Readers could not find the source.",
    "`[@rhode-2005]` where the bibliography has the id `rhodes-2005`.",
)  # fmt: skip
