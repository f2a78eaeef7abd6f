"""Items of a manifest: what an LMS records something under.

What an LMS does with a newer package was seen in Moodle 4.5.6 (``scorm_parse_scorm`` in
``mod/scorm/datamodels/scormlib.php``): items are matched by identifier alone; what it recorded under an
identifier that is gone is deleted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from bot_scorm.compare.changes import Change, Effect, Notes
from bot_scorm.compare.pairs import pair, reordered
from bot_scorm.package.manifest import Item, Manifest, Resource

SCORM = "SCORM"
"""The standard whose items something is recorded under."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """An item with its place."""

    item: Item
    parent: str
    resource: Resource | None

    @property
    def id(self) -> str:
        return self.item.identifier

    @property
    def name(self) -> str:
        return " ".join(self.item.title.text.split()) if self.item.title else ""

    def own(self, name: str) -> str:
        """The text of one of ADL's elements in it; empty if it has none."""
        found = self.item.extras.get(name)
        return found.text.strip() if found else ""

    @property
    def opens(self) -> str:
        """The address that it launches; empty for a heading."""
        launch = self.resource.launch if self.resource else None
        return "" if launch is None else launch.href + self.item.parameters


def _entries(manifest: Manifest) -> list[_Entry]:
    """Items in order, of several with one identifier the last, which is the one that Moodle keeps."""
    found: dict[str, _Entry] = {}

    def walk(items: tuple[Item, ...], parent: str) -> None:
        for item in items:
            found[item.identifier] = _Entry(item, parent, manifest.by_id.get(item.identifierref))
            walk(item.items, item.identifier)

    for organization in manifest.organizations:
        walk(organization.items, "")
    return list(found.values())


def compare_items(old: Manifest, new: Manifest, ours: Collection[str]) -> Iterator[Change]:
    """The changes from one table of contents to another; ``ours`` are the pages of the new package that are
    modules of ours, which know what an older one left."""
    before, after = _entries(old), _entries(new)
    pairs = pair(before, after, lambda one: one.id, lambda one: one.opens, lambda one: one.name)
    for was, now in pairs.both:
        if was.name != now.name:
            yield _item("renamed", now, notes=(f"It was called “{was.name}”.",))
        if was.parent != now.parent:
            yield _item("moved", now, notes=("It stands under another heading; what is recorded stays.",))
        if notes := _item_notes(was, now, new.standard == SCORM, ours):
            yield _item("changed", now, notes.effect, notes.said)
    for was, now in pairs.renewed:
        text = f"The identifier is {now.id} now."
        yield _item("new id", was, *_dropped(was, old.standard == SCORM, text))
    for was in pairs.removed:
        yield _item("removed", was, *_dropped(was, old.standard == SCORM))
    for now in pairs.added:
        yield _item("added", now)
    if reordered(pairs.both, after):
        yield Change("moved", "item", "", "", "", notes=("Items stand in another order.",))


def _dropped(one: _Entry, tracked: bool, text: str = "") -> tuple[Effect, tuple[str, ...]]:
    said = (text,) if text else ()
    if not (tracked and one.opens):
        return Effect.KEPT, said
    return Effect.LOST, (
        *said,
        "An LMS such as Moodle deletes what it has recorded under this identifier.",
    )


def _item_notes(old: _Entry, new: _Entry, tracked: bool, ours: Collection[str]) -> Notes:
    notes = Notes()
    if old.opens and not new.opens and tracked:
        notes.add(Effect.LOST, "It opens nothing any more; what was recorded cannot be gone on with.")
    elif old.opens != new.opens:
        text = f"It opens {new.opens or 'nothing'} instead of {old.opens or 'nothing'}."
        theirs = bool(old.opens) and tracked and new.opens.partition("?")[0] not in ours
        if theirs:
            text += " Whether that goes on from what the other left, its makers know."
        notes.add(Effect.OTHERWISE if theirs else Effect.KEPT, text)
    types = [one.resource.scormtype.lower() if one.resource else "" for one in (old, new)]
    if types[0] != types[1] and tracked and old.opens and new.opens:
        effect = Effect.LOST if types[0] == "sco" else Effect.OTHERWISE
        notes.add(effect, f"It was {_an(types[0])} and is {_an(types[1])}.")
    for name in ("masteryscore", "prerequisites"):
        was, now = old.own(name), new.own(name)
        if was != now:
            notes.add(Effect.OTHERWISE, f"Its {name} is {now or 'not set'} and was {was or 'not set'}.")
    return notes


def _an(scormtype: str) -> str:
    return "a SCO" if scormtype == "sco" else "an asset"


def _item(kind: str, one: _Entry, effect: Effect = Effect.KEPT, notes: tuple[str, ...] = ()) -> Change:
    return Change(kind, "item", one.id, one.name, "", effect, notes)
