"""The rooms of the script that need no page, in one Node process for all tests."""

from __future__ import annotations

import json
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import IO, Any

from tests.conftest import missing

PLAYER = Path(__file__).resolve().parents[2] / "templates" / "player"
ROOMS = (
    "letters", "codec", "rational", "budget", "state",
    "questions/common", "questions/typed", "questions/movable", "questions/placed",
)  # fmt: skip
_HEAD = "const data = { state: { fixed: 0, pages: '', slots: {}, draws: [] } };\n"
_LOOP = """
require("readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const { script, given, state } = JSON.parse(line);
  if (state) Object.assign(data.state, state);
  let told;
  try {
    told = { value: eval(`(() => { ${script} })()`) };
  } catch (error) {
    told = { error: String(error.stack) };
  }
  console.log(JSON.stringify(told));
});
"""


def run(script: str, given: Any = None, state: Any = None) -> Any:
    """What a script returns that sees the rooms and ``given``; ``state`` is a module's schema of it."""
    to, back = _pipes()
    to.write(json.dumps({"script": script, "given": given, "state": state}) + "\n")
    to.flush()
    told = json.loads(back.readline())
    assert "error" not in told, told["error"]
    return told.get("value")


@cache
def _pipes() -> tuple[IO[str], IO[str]]:
    node = shutil.which("node")
    if not node:
        missing("node is not installed")
    rooms = "\n".join((PLAYER / f"{name}.js").read_text(encoding="utf-8") for name in ROOMS)
    # It ends with its input, which ends with this process.
    process = subprocess.Popen(
        [str(node), "-e", _HEAD + rooms + _LOOP],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stdin is not None
    assert process.stdout is not None
    return process.stdin, process.stdout
