"""The rooms of the script share one scope."""

from __future__ import annotations

import re
from collections import Counter

from bot_scorm.writers.html import player_files


def test_no_two_rooms_use_one_name() -> None:
    script = player_files()["player/player.js"].read().decode()
    names = Counter(re.findall(r"^(?:function|const|let) (\w+)", script, re.MULTILINE))
    assert names, "the script has functions"
    assert [name for name, count in names.items() if count > 1] == []
