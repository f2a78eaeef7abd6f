"""Sees which files were edited, by asking the file system again and again: it works everywhere alike."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from threading import Event

from bot_scorm.freshness import Cache
from bot_scorm.inputs import Inputs, files_below, stamp
from bot_scorm.plan import project_of
from bot_scorm.resources import templates_dir

SHARED = ""
"""Stands for files that all modules share, among the folders of modules."""
TEMPLATES = "templates"
"""Stands for the templates, which no folder of a module can be called: those have a ``/``."""

_PAUSE = 0.15
"""Seconds between two looks. On a large programme they are longer, so that a tenth of a processor does."""
_SETTLE = 0.03
"""Seconds in which nothing more is written, so that a half-written file is not taken for a broken one."""

Stamps = dict[str, list[tuple[object, ...]]]


class Watch:
    """The state of a programme's files, and of our templates, when they were last looked at."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._cache = Cache(project_of(root))
        self._seen = self._look()

    def changed(self) -> set[str]:
        """The folders of modules that changed since the last call; also `SHARED` and `TEMPLATES`."""
        now = self._look()
        if now == self._seen:
            return set()
        while (later := self._after(_SETTLE)) != now:
            now = later
        before, self._seen = self._seen, now
        return {one for one in before.keys() | now.keys() if before.get(one) != now.get(one)}

    def run(self, stop: Event, tell: Callable[[set[str]], None]) -> None:
        """Tells what changed, until it is to stop."""
        pause = _PAUSE
        while not stop.wait(pause):
            started = time.monotonic()
            if changed := self.changed():
                tell(changed)
            else:
                pause = max(_PAUSE, 10 * (time.monotonic() - started))

    def _after(self, seconds: float) -> Stamps:
        time.sleep(seconds)
        return self._look()

    def _look(self) -> Stamps:
        found: Stamps = Inputs(self._root, self._cache, without=[project_of(self._root) / "build"]).stamps()
        templates = templates_dir()
        found[TEMPLATES] = [stamp(templates / name) for name in files_below(templates)]
        return found
