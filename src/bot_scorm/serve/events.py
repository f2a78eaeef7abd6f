"""What the server tells open pages, as server-sent events (WHATWG HTML, 9.2)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from threading import Condition

_PAUSE = 10.0
"""Seconds after which a comment shows whether anybody still listens."""


class Events:
    """A place where one thread tells and any number listen."""

    def __init__(self) -> None:
        self._there = Condition()
        self._told: list[bytes] = []
        self._closed = False

    def tell(self, data: dict[str, object]) -> None:
        """Tells all who listen."""
        with self._there:
            self._told.append(f"data: {json.dumps(data)}\n\n".encode())
            self._there.notify_all()

    def close(self) -> None:
        """Lets everybody go who listens."""
        with self._there:
            self._closed = True
            self._there.notify_all()

    def listen(self) -> Iterator[bytes]:
        """What is told from now on, until `close`; comments in between."""
        with self._there:
            heard = len(self._told)
        yield b": here\n\n"
        while True:
            with self._there:
                if not self._closed and len(self._told) == heard:
                    self._there.wait(_PAUSE)
                if self._closed:
                    return
                news, heard = self._told[heard:], len(self._told)
            yield b"".join(news) or b": here\n\n"
