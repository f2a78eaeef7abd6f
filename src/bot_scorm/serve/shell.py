"""The page around a module: its HTML, script and style sheet, from ``templates/serve``."""

from __future__ import annotations

from bot_scorm.resources import templates_dir

SCRIPTS = (
    "dom",
    "formats",
    "scorm12",
    "scorm2004",
    "lms",
    "line",
    "calls",
    "state",
    "findings",
    "view",
    "main",
)
"""The rooms of the script, in the order in which they are joined."""
STYLES = ("shell", "panel")
ASSETS = ("serve.js", "serve.css")
PLAYER = "player/player.js"


def page() -> bytes:
    """The HTML, which needs nothing filled in: the script asks for everything."""
    return (templates_dir() / "serve" / "shell.html").read_bytes()


def asset(name: str) -> bytes:
    """One of `ASSETS`, read anew each time."""
    if name == "serve.css":
        return _joined(STYLES, ".css").encode()
    return f'(function () {{\n"use strict";\n{_joined(SCRIPTS, ".js")}}}());\n'.encode()


def readable(player: bytes) -> bytes:
    """The player's script with a door through which the panel reads the state as the player does."""
    head, end, tail = player.rpartition(b"}());")
    return head + b"window.botScorm = { unpack };\n" + end + tail


def _joined(names: tuple[str, ...], ending: str) -> str:
    folder = templates_dir() / "serve"
    return "\n".join((folder / f"{name}{ending}").read_text(encoding="utf-8") for name in names)
