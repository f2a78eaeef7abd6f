"""Console transcripts: what is typed after ``$``, what is then shown, and the exit code where it is not 0."""

from __future__ import annotations

import io
import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest

from bot_scorm.cli import main

HERE = Path(__file__).parent
_DIGEST = re.compile(r"\b[0-9a-f]{64}\b")


def run(command: str) -> str:
    """What a console shows, both streams in one, and the exit code in brackets if it is not 0."""
    program, *args = shlex.split(command)
    assert program == "bot-pack"
    console = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    kept = sys.stdout, sys.stderr
    sys.stdout = sys.stderr = console
    try:
        code = main(args)
    finally:
        sys.stdout, sys.stderr = kept
    assert isinstance(console.buffer, io.BytesIO)
    shown = _DIGEST.sub("<sha256>", console.buffer.getvalue().decode())
    return shown + (f"[{code}]\n" if code else "")


@pytest.mark.parametrize("path", sorted(HERE.glob("*.txt")), ids=lambda path: path.stem)
def test_transcript(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, regenerate: bool) -> None:
    shutil.copytree(HERE / "files", tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("BOT_PACK_DEBUG", raising=False)
    written = path.read_text(encoding="utf-8")
    commands = [line[2:] for line in written.splitlines() if line.startswith("$ ")]
    shown = "\n".join(f"$ {command}\n{run(command)}" for command in commands)
    if regenerate:
        path.write_text(shown, encoding="utf-8", newline="\n")
    assert path.read_text(encoding="utf-8") == shown
