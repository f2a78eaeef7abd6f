"""Ids: those that authors write, and those derived from the text where they write none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from bot_scorm.readers import faults
from bot_scorm.readers.attributes import Attributes

OWN = "own-"
"""How the ids in a provider's pages begin, so that no update of the content takes one of them."""
_MAX = 40
_MARKUP = re.compile(r"\]\([^)]*\)|[`*_\[\]!$\\]")
_SIMPLE = re.compile(r"[ -~]*")
_BREAK = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """An id made from a text in any script: ``Кой е Мирела?`` gives ``koi-e-mirela``."""
    plain = _MARKUP.sub("", text)
    if not _SIMPLE.fullmatch(plain):
        from slugify import slugify  # not needed for English sources

        plain = slugify(plain)
    found = _BREAK.sub("-", plain.lower().replace("'", "")).strip("-")
    if len(found) > _MAX:
        found = found[: _MAX + 1].rpartition("-")[0] or found[:_MAX]
    return found.strip("-") or "x" + sha256(text.encode("utf-8", "replace")).hexdigest()[:8]


@dataclass(slots=True)
class IdScope:
    """Where ids must be unique: a module, a story, a question."""

    what: str
    """As in “in this module”."""
    reserved: frozenset[str] = frozenset()
    """Ids that authors wrote somewhere in the scope: derived ones keep away from them."""
    used: dict[str, str] = field(default_factory=dict)
    """Id to the place where it was given."""
    own: bool | None = None
    """Whether all ids here begin with `OWN`, as in a provider's pages, or none does; None for either."""

    def give(self, attributes: Attributes, text: str) -> str:
        """The id that is written, or one derived from the text."""
        if attributes.id:
            return self.pinned(attributes, attributes.id)
        base = slug(text) if not self.own else OWN + slug(text)
        id, count = base, 1
        while id in self.used or id in self.reserved:
            count += 1
            id = f"{base}-{count}"
        self.used[id] = str(attributes.at)
        return id

    def pinned(self, attributes: Attributes, id: str, column: int = 0) -> str:
        """Registers an id that is written; a second one like it is reported."""
        if self.own is not None and id.startswith(OWN) != self.own:
            message = (
                f"Ids in pages of an overlay begin with {OWN}: write “{OWN}{id}”."
                if self.own
                else f"Ids that begin with {OWN} are kept for overlays: choose another than “{id}”."
            )
            attributes.source.fault(faults.OWN_ID, attributes.line, message, column or 1)
        if id in self.used:
            line = attributes.source.lines[attributes.line] if attributes.line >= 0 else ""
            message = (
                f"The id “{id}” is used already in this {self.what}, at {self.used[id]}; choose another."
            )
            attributes.source.fault(
                faults.DUPLICATE_ID, attributes.line, message, column or max(line.find("#" + id) + 1, 1)
            )
        else:
            self.used[id] = str(attributes.at)
        return id


def scope_of(what: str, written: Iterable[str]) -> IdScope:
    """A scope in which the ids that authors wrote are known beforehand."""
    return IdScope(what, frozenset(one for one in written if one))


def give_all(what: str, entries: Sequence[tuple[Attributes, str]]) -> list[str]:
    """Ids for all entries of one scope, from (attributes, text)."""
    scope = scope_of(what, (attributes.id for attributes, _ in entries))
    return [scope.give(attributes, text) for attributes, text in entries]
