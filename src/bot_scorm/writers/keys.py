"""Short keys under which the player keeps its state, made from ids: a rebuilt package knows them again."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field


@dataclass(slots=True)
class Keys:
    """Hands out keys of one length in ``[A-Za-z0-9_-]`` that are unique among each other."""

    length: int
    _taken: set[str] = field(default_factory=set)

    def __call__(self, id: str) -> str:
        """The key of an id; only where two ids meet in a hash does it depend on their order."""
        key = _hash(id, self.length)
        while key in self._taken:
            id += "'"
            key = _hash(id, self.length)
        self._taken.add(key)
        return key


def _hash(text: str, length: int) -> str:
    return urlsafe_b64encode(hashlib.blake2b(text.encode(), digest_size=9).digest())[:length].decode()
