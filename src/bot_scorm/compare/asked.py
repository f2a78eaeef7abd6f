"""What becomes of an answer when its question changes."""

from __future__ import annotations

from bot_scorm.compare.changes import Effect, Notes, listed
from bot_scorm.compare.facts import Asked
from bot_scorm.compare.responses import lost_of

_CHOICES = ("single", "multiple")


def notes_on(old: Asked, new: Asked, in_quiz: bool) -> Notes:
    """What is different in a question that both packages have, but for its place."""
    notes = Notes()
    if old.kind != new.kind:
        notes.add(Effect.KEPT, f"It was a question of type {old.kind} and is one of type {new.kind}.")
    _response(old, new, notes)
    _privacy(old, new, notes)
    if marks_differ(old, new):
        notes.add(
            Effect.OTHERWISE,
            "What is right has changed: answers that are stored are marked by the new key; a quiz that was "
            "handed in keeps its score.",
        )
    if in_quiz and old.scored and new.scored and old.points != new.points:
        notes.add(
            Effect.OTHERWISE,
            f"It earns {new.points} instead of {old.points} points in quizzes not handed in.",
        )
    if old.wire != new.wire:
        notes.add(Effect.OTHERWISE, f"The LMS is told of it as {new.wire}, and no more as {old.wire}.")
    if new_words := [label for key, label in new.labels.items() if key not in old.labels and label]:
        notes.add(Effect.KEPT, f"New: {listed(new_words)}.")
    if not notes and old.words != new.words:
        notes.add(Effect.KEPT, "Its words have changed.")
    return notes


def _response(old: Asked, new: Asked, notes: Notes) -> None:
    if not old.spec:
        return
    lost = list(lost_of(old.spec, new.spec, old.labels)) if new.spec else ["the answer"]
    if new.kind == old.kind == "drag":
        gone = [label for key, label in old.labels.items() if key not in new.labels]
        lost += [f"words that were put into gaps: {listed(gone)}"] if gone else []
    lost += list(_menus(old, new)) + list(_shifted(old, new))
    for one in lost:
        notes.add(Effect.LOST, f"Learners lose {one}.")
    if lost:
        notes.add(Effect.KEPT, "What was checked already stays so, and is marked again without it.")


def _menus(old: Asked, new: Asked) -> list[str]:
    gone = [
        text
        for before, after in zip(old.menus, new.menus, strict=False)
        if before
        for text in sorted(before - after)
    ]
    return [f"what they chose in a gap: {listed(gone)}"] if gone else []


def _shifted(old: Asked, new: Asked) -> list[str]:
    """Answers in gaps are kept by the gaps' places."""
    moved = [
        str(at)
        for at, right in enumerate(old.gaps, 1)
        if right in new.gaps and new.gaps[at - 1 : at] != (right,)
    ]
    return [f"what stands in gap {', '.join(moved)}: it stands in another one now"] if moved else []


def _privacy(old: Asked, new: Asked, notes: Notes) -> None:
    if old.private and not new.private:
        notes.add(
            Effect.LOST,
            "What was written for the learner alone is sent to the LMS: it was private, and is to be "
            "handed in now.",
        )


def marks_differ(old: Asked, new: Asked) -> bool:
    """Whether an answer that both know may earn something else."""
    if not (old.scored or new.scored):
        return False
    if (old.scored, old.whole, old.answers, old.gaps) != (new.scored, new.whole, new.answers, new.gaps):
        return True
    if {old.kind, new.kind} <= {*_CHOICES, "true-false"} and not new.whole:
        both = old.marks.keys() & new.marks.keys()
        return any(old.marks[key] != new.marks[key] for key in both)
    return old.marks != new.marks
