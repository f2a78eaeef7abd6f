"""Every text that reports hold, as a gettext catalogue to be translated: read from the code, its source."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from bot_scorm.catalogue import catalogue
from bot_scorm.messages import HELP, TITLE
from bot_scorm.reporters.html import FIXED
from bot_scorm.resources import templates_dir

_HERE = Path(__file__).parent
_WHERE = ("rules", "readers", "play", "reporters", "media", "importing", "writers")
"""Rooms whose messages may stand in a report; the files beside them count, too."""
_SAID = re.compile(r"\bsay\(\"([^\"]+)\"\)")
_SENTENCE = re.compile(r".*[.!?]$|(?:\S+ ){5}\S.*")
_HEAD = """# Texts of bot-pack's reports. Translate each msgstr; names and numbers stand for {0}, {1} …
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Language: \\n"
"""


def template() -> str:
    """The catalogue without translations."""
    parts = [_HEAD]
    for rule in catalogue().values():
        parts += [_entry(rule.title, f"{TITLE} {rule.id}"), _entry(rule.help, f"{HELP} {rule.id}")]
    parts += [_entry(text) for text in dict.fromkeys(messages())]
    return "\n".join(parts)


def messages() -> Iterator[str]:
    """Every message in the code with numbered gaps, and every fixed text of the HTML report."""
    for path in sorted(_HERE.rglob("*.py")):
        room = path.relative_to(_HERE).parts
        if len(room) == 1 or room[0] in _WHERE:
            yield from _in_code(ast.parse(path.read_text("utf-8")))
    yield from FIXED
    for path in sorted((templates_dir() / "report").glob("*.j2")):
        yield from _SAID.findall(path.read_text("utf-8"))


def _in_code(tree: ast.Module) -> Iterator[str]:
    documentation = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    inner = {
        id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            text = _joined(node)
        elif (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in documentation | inner
        ):
            text = node.value
        else:
            continue
        if " " in text and _SENTENCE.match(text) and "\n" not in text:
            yield text


def _joined(node: ast.JoinedStr) -> str:
    parts, gaps = [], 0
    for part in node.values:
        if isinstance(part, ast.Constant):
            parts.append(str(part.value))
        else:
            parts.append(f"{{{gaps}}}")
            gaps += 1
    return "".join(parts)


def _entry(text: str, context: str = "") -> str:
    head = f"msgctxt {_quoted(context)}\n" if context else ""
    return f'{head}msgid {_quoted(text)}\nmsgstr ""\n'


def _quoted(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    lines = [f'"{line}"' for line in plain.replace("\n", "\\n\n").split("\n") if line]
    return lines[0] if len(lines) == 1 else "\n".join(['""', *lines])
