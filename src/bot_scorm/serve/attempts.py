"""What the preview's learning-management system remembers of learners, in memory, for as long as it runs."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from threading import Lock

MAX_BYTES = 1_000_000
"""The most that one attempt may hold: far more than any data model's limits add up to."""
_MAX_ATTEMPTS = 200


@dataclass(frozen=True, slots=True)
class Place:
    """Whose attempt at what."""

    language: str
    standard: str
    module: str
    learner: str


@dataclass(slots=True)
class Attempts:
    """The attempts, each as elements of the data model with their values."""

    _kept: dict[Place, dict[str, str]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def read(self, place: Place) -> dict[str, str] | None:
        """What was kept last, None if nothing was."""
        with self._lock:
            return self._kept.get(place)

    def keep(self, place: Place, body: bytes) -> bool:
        """Keeps a JSON object of strings in place of what was there, ``null`` for nothing.

        False if it is anything else. Of too many attempts the oldest goes.
        """
        try:
            data = json.loads(body)
        except (ValueError, RecursionError):
            return False
        with self._lock:
            if data is None:
                self._kept.pop(place, None)
                return True
            if not isinstance(data, dict) or not all(isinstance(one, str) for one in data.values()):
                return False
            self._kept.pop(place, None)
            self._kept[place] = data
            while len(self._kept) > _MAX_ATTEMPTS:
                del self._kept[next(iter(self._kept))]
            return True
