"""Inline Markdown of web pages, put together from pieces; marks only where Markdown takes them for marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot_scorm.readers.html_text import BREAK
from bot_scorm.readers.tree import markdown

OPEN = {"*": "\ue010", "**": "\ue012"}
"""What stands for a mark until the text around it is known."""
CLOSE = {"*": "\ue011", "**": "\ue013"}
CODE, CODE_END = "\ue014", "\ue015"
"""Around a code span, whose text is as it is."""
IMAGE = "\ue016"
"""Stands for ``![``."""
RESERVED = re.compile("[\ue001\ue010-\ue016]")
_MARKS = {sign: mark for signs in (OPEN, CLOSE) for mark, sign in signs.items()}
_MARK = re.compile("[\ue010-\ue013]")
_JOINED = re.compile("\ue011\ue010|\ue013\ue012|\ue015\ue014|\ue010\ue011|\ue012\ue013")
_OUTWARD = re.compile(f"([\ue010\ue012])([\\s{BREAK}]+)")
_INWARD = re.compile(f"([\\s{BREAK}]+)([\ue011\ue013])")
_SPAN = re.compile(f"{CODE}([^{CODE_END}]*){CODE_END}")
_SPACES = re.compile(rf"[ \t\r\n\f]*{BREAK}[ \t\r\n\f{BREAK}]*|[ \t\r\n\f]+")
_EDGE = " \t\r\n\f" + BREAK


def inline_text(pieces: str) -> str:
    """The inline Markdown of pieces: marks that Markdown would show as stars are left out."""
    text = _SPACES.sub(lambda found: f"{BREAK}\n" if BREAK in found[0] else " ", pieces)
    before = ""
    while before != text:
        before = text
        text = _JOINED.sub("", text)
        text = _INWARD.sub(r"\2\1", _OUTWARD.sub(r"\2\1", text)).replace("  ", " ")
    text = re.sub(r"(?<!\\)!(?=\[)", r"\\!", text.strip(_EDGE))
    text = _SPAN.sub(lambda found: _code_span(found[1]), text).replace(IMAGE, "![")
    text = text.replace(BREAK, "\\")
    return next(one for one in _tries(text) if one is not None)


def _tries(text: str) -> Iterator[str | None]:
    """The text with all marks, with those that have room, with none; None for one that is read otherwise."""
    if not _MARK.search(text):
        yield text
        return
    text = _without(text, _twice(text))
    for marked in (text, _roomy(text)):
        source = _MARK.sub(lambda found: _MARKS[found[0]], marked)
        tokens = markdown().parseInline(source)[0].children or []
        found = sum(one.type in ("em_open", "strong_open") for one in tokens)
        yield source if found == len(re.findall("[\ue010\ue012]", marked)) else None
    yield _MARK.sub("", text)


def _without(text: str, places: set[int]) -> str:
    return "".join(sign for at, sign in enumerate(text) if at not in places) if places else text


def _twice(text: str) -> set[int]:
    """Where marks stand within marks of their own kind, or without a partner."""
    open_: list[tuple[int, str, bool]] = []
    drop: set[int] = set()
    for found in _MARK.finditer(text):
        mark, at = _MARKS[found[0]], found.start()
        if found[0] == OPEN[mark]:
            open_.append((at, mark, any(one == mark for _, one, __ in open_)))
        elif open_ and open_[-1][1] == mark:
            start, _, inside = open_.pop()
            drop |= {start, at} if inside else set()
        else:
            drop.add(at)
    return drop | {at for at, _, __ in open_}


def _roomy(text: str) -> str:
    """Without pairs of marks that touch a letter outside and no letter inside."""
    open_: list[int] = []
    drop: set[int] = set()
    for found in _MARK.finditer(text):
        at = found.start()
        if found[0] in OPEN.values():
            open_.append(at)
        elif open_:
            start = open_.pop()
            before, first = text[start - 1 : start], text[start + 1 : start + 2]
            if _tight(before, first) or _tight(text[at + 1 : at + 2], text[at - 1 : at]):
                drop |= {start, at}
    return _without(text, drop)


def _tight(outside: str, inside: str) -> bool:
    return outside.isalnum() and not inside.isalnum()


def _code_span(text: str) -> str:
    """A code span: more backticks around than inside, and a space where it begins or ends in one."""
    text = text.replace(BREAK, " ").replace("\n", " ")
    if not text.strip():
        return text
    ticks = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    space = " " if text[0] in "` " or text[-1] in "` " else ""
    return f"{ticks}{space}{text}{space}{ticks}"
