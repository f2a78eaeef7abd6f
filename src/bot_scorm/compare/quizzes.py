"""What becomes of attempts when a quiz, or what is drawn in it, changes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from bot_scorm.compare.changes import Effect, Notes
from bot_scorm.compare.facts import Asked, PageRead

_WORDS = {"answers": "when answers are shown", "shuffle": "whether questions are shuffled"}


def notes_on(old: PageRead, new: PageRead, asked_old: Sequence[Asked], asked_new: Sequence[Asked]) -> Notes:
    """What is different in a quiz that both packages have, but for its questions."""
    notes = Notes()
    before, after = old.settings, new.settings
    if before.get("role") != after.get("role"):
        what = f"It was a quiz {_role(before)} and is one {_role(after)}"
        effect = Effect.OTHERWISE if "after" in (before.get("role"), after.get("role")) else Effect.KEPT
        counts = ": another score counts now" if effect is Effect.OTHERWISE else ""
        notes.add(effect, f"{what}{counts}. What the LMS holds as passed stays passed.")
    _attempts(before, after, notes)
    for name, words in _WORDS.items():
        if before.get(name) != after.get(name):
            notes.add(Effect.KEPT, f"Changed: {words}.")
    drawn_before, drawn_after = draw_of(before), draw_of(after)
    if drawn_before != drawn_after:
        notes.add(Effect.KEPT, f"It draws {_drawn(drawn_after)} instead of {_drawn(drawn_before)}.")
    for tag, most, now in _beyond(drawn_before, drawn_after, asked_old, asked_new):
        notes.add(
            Effect.LOST,
            f"Of the questions with the tag “{tag}” {now} are asked: who answered more of them, up to {most},"
            " loses the others' answers.",
        )
    return notes


def _attempts(before: Mapping[str, str], after: Mapping[str, str], notes: Notes) -> None:
    was, now = (int(one.get("attempts", "0")) for one in (before, after))
    if was != now:
        fewer = now and (not was or now < was)
        text = f"It may be taken {_times(now)} instead of {_times(was)}."
        if fewer:
            text += f" Who has handed it in {_times(now)} without passing may not try again, and is failed."
        notes.add(Effect.LOST if fewer else Effect.OTHERWISE, text)
    if before.get("grade") != after.get("grade"):
        first = after.get("grade") == "first" and now != 1
        text = f"The {after.get('grade')} attempt counts instead of the {before.get('grade')}."
        if first:
            text += " Who has handed it in without passing may not improve on that, and is failed."
        notes.add(Effect.LOST if first else Effect.OTHERWISE, text)


def _beyond(
    before: Mapping[str, int], after: Mapping[str, int], old: Sequence[Asked], new: Sequence[Asked]
) -> Iterator[tuple[str, int, int]]:
    """Tags of which more questions may be answered than are asked now: the tag, how many may be, and are."""
    tags = {one.key: one.tags for one in new}
    for tag, most in after.items():
        members = [one for one in old if tag in tags.get(one.key, ())]
        drawn = {key: [one for one in members if key in one.tags] for key in before}
        free = [one for one in members if not set(one.tags) & before.keys()]
        answered = len(free) + sum(min(before[key], len(among)) for key, among in drawn.items())
        if answered > most:
            yield tag, answered, most


def draw_of(settings: Mapping[str, str]) -> dict[str, int]:
    """How many questions of each tag a quiz draws."""
    found: dict[str, int] = json.loads(settings.get("draw") or "{}")
    return found


def _drawn(draw: Mapping[str, int]) -> str:
    return ", ".join(f"{many} of “{tag}”" for tag, many in draw.items()) or "nothing (it asks all questions)"


def _times(many: int) -> str:
    return {0: "as often as one likes", 1: "once", 2: "twice"}.get(many, f"{many} times")


def _role(settings: Mapping[str, str]) -> str:
    return {"after": "that counts", "before": "before the module", "practice": "to practise"}.get(
        settings.get("role", ""), "of another kind"
    )
