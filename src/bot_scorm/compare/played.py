"""What becomes of what was done in an activity, a story or a survey when it changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot_scorm.compare.changes import Effect, Notes, listed
from bot_scorm.compare.facts import Played, Scene
from bot_scorm.compare.responses import Spec, lost_of


def notes_on(old: Played, new: Played) -> Notes:
    """What is different in an activity that both packages have."""
    notes = Notes()
    if old.kind != new.kind:
        notes.add(Effect.KEPT, f"It was a {old.kind} and is a {new.kind}.")
    lost = [*_fields(old, new), *_values(old, new), *_texts(old, new), *_rows(old, new)]
    if old.scenes and new.scenes:
        broken, elsewhere = _paths(old.scenes, new.scenes)
        lost += [f"their way through the story from {listed(broken)} on"] if broken else []
        if elsewhere:
            notes.add(Effect.OTHERWISE, f"Who chose {listed(elsewhere)} comes to another scene than before.")
    for one in lost:
        notes.add(Effect.LOST, f"Learners lose {one}.")
    if shared := [old.labels.get(name, name) for name in sorted(old.private & _told(new))]:
        notes.add(
            Effect.LOST,
            f"What was written for the learner alone is sent to the LMS: {listed(shared)} was private, and "
            "is to be handed in now.",
        )
    if new_words := [label for key, label in new.labels.items() if key not in old.labels and label]:
        notes.add(Effect.KEPT, f"New: {listed(new_words)}.")
    if not notes and old.words != new.words:
        notes.add(Effect.KEPT, "Its words have changed.")
    return notes


def _by_name(spec: Spec) -> Mapping[str, Spec]:
    return {name: tuple(form) for name, *form in spec[1:]} if spec[:1] == ("fields",) else {}


def _told(played: Played) -> frozenset[str]:
    """The fields whose text the LMS gets."""
    return frozenset(name for name, form in _by_name(played.spec).items() if form[0] == "text")


def _fields(old: Played, new: Played) -> Iterator[str]:
    """Fields that the state has no place for any more, or less."""
    after = _by_name(new.spec)
    gone = []
    for name, form in _by_name(old.spec).items():
        if name == "ok":
            continue  # only whether marks are shown
        if name in after and after[name][0] == form[0]:
            inside = list(lost_of(form, after[name], old.labels))
            if inside and name != "order":
                yield f"what they did with “{old.labels.get(name, name)}”: {', '.join(inside)}"
            elif inside:
                yield f"the places of {', '.join(inside)}"
        elif name in new.private and form[0] == "text":
            yield f"the text under “{old.labels.get(name, name)}”, but on the device on which it was written"
        elif name not in new.private:
            gone.append(old.labels.get(name, "how far the timer is" if name == "t" else name))
    if gone:
        yield f"what they did with {listed(gone)}"


def _values(old: Played, new: Played) -> Iterator[str]:
    """Values that cannot be chosen any more: statements whose scale is shorter, items of a survey."""
    in_slots = {name for name, form in _by_name(old.spec).items() if form[0] == "keys"}  # told already
    for name, before in old.values.items():
        gone = sorted(one for one in before - new.values.get(name, before) if one)
        if gone and name not in in_slots:
            answers = listed(old.labels.get(one, one) for one in gone)
            yield f"{answers} as an answer to “{old.labels.get(name, name)}”"


def _texts(old: Played, new: Played) -> Iterator[str]:
    """Private texts stand on the device under the keys of their fields."""
    kept = new.private | _told(new)
    if gone := [old.labels.get(name, name) for name in sorted(old.private - kept - old.rows.keys())]:
        yield f"what they wrote under {listed(gone)}"


def _rows(old: Played, new: Played) -> Iterator[str]:
    for name, most in old.rows.items():
        if (now := new.rows.get(name, 1)) < most:
            yield f"rows of “{old.labels.get(name, name)}” beyond {now}"


def _paths(old: tuple[Scene, ...], new: tuple[Scene, ...]) -> tuple[list[str], list[str]]:
    """Choices of the old story at which a path breaks in the new one, and those that lead elsewhere.

    Both stories are walked side by side, as ``stepsOf`` in ``templates/player/story.js`` walks the keys of a
    path: it ends at the first choice that the scene has not.
    """
    before, after = ({scene.id: scene for scene in scenes} for scenes in (old, new))
    broken: dict[str, None] = {}
    elsewhere: dict[str, None] = {}
    pending, met = [(old[0], new[0])], {(old[0].id, new[0].id)}
    while pending:
        was, now = pending.pop()
        steps = [(key, target, now.choices.get(key, "")) for key, target in was.choices.items()]
        if was.ends and "debrief" in before:
            steps.append(("", "debrief", "debrief" if now.ends else ""))
        for key, target, found in steps:
            label = was.labels.get(key, "what the story is about")
            if found not in after:
                broken[label] = None
                continue
            if target != found:
                elsewhere[label] = None
            if target in before and (target, found) not in met:
                met.add((target, found))
                pending.append((before[target], after[found]))
    return list(broken), list(elsewhere)
