"""Where nothing can be played: a sentence and exit code 2, before anything is checked."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bot_scorm import play
from bot_scorm.cli import main

MINIMAL = str(Path(__file__).parents[1] / "package" / "minimal")


def said(capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["validate", MINIMAL, "--play"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    return err


def test_no_playwright(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    assert said(capsys) == "Error: --play needs Playwright: pip install 'bot-scorm[play]'\n"


def test_no_browser(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    monkeypatch.setattr(play, "_BROWSERS", ())
    assert said(capsys).startswith("Error: --play needs a browser, and none is there; install Chromium")


def test_a_browser_that_is_none(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    assert "CHROMIUM names /nowhere/chromium, which is no program" in said(capsys)
    monkeypatch.setenv("CHROMIUM", "true")
    assert "--play cannot start a browser" in said(capsys)
