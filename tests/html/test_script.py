"""The rooms of the script share one scope."""

from __future__ import annotations

import re
from collections import Counter

from bot_scorm.resources import templates_dir
from bot_scorm.writers.html import SCRIPTS


def test_no_two_rooms_use_one_name() -> None:
    rooms = [(templates_dir() / "player" / f"{name}.js").read_text("utf-8") for name in SCRIPTS]
    names = Counter(re.findall(r"^(?:function|const|let) (\w+)", "\n".join(rooms), re.MULTILINE))
    assert names, "the script has functions"
    assert [name for name, count in names.items() if count > 1] == []
