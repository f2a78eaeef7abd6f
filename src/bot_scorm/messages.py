"""Findings in another language, by a gettext catalogue that somebody translated.

Rules write their messages in English, with names and numbers put in. A message is known again by the template
that it was made from, in which ``{0}``, ``{1}`` … stand for what was put in; so no rule has to know about
languages. What is not translated stays as it is. ``bot-pack explain --catalogue`` (`texts`) makes a catalogue
without translations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

from bot_scorm.diagnostics import Diagnostic, Rule
from bot_scorm.usage import UsageError

TITLE, HELP = "title", "help"
"""Contexts of the texts of rules; messages have none."""
_GAP = re.compile(r"\{(\d{1,2})\}")
_ENTRY = re.compile(r'(msgctxt|msgid|msgstr)?\s*"(.*)"')
_ESCAPED = re.compile(r"\\(.)")
_MEANT = {"n": "\n", "t": "\t"}
_MOST = 4 << 20


@dataclass(frozen=True)
class Template:
    """A message with gaps, and its translation, in which each gap may stand anywhere, or twice."""

    text: str
    translation: str

    @cached_property
    def pieces(self) -> tuple[str, ...]:
        """What stands between the gaps, in order."""
        return tuple(_GAP.split(self.text)[::2])

    def filled(self, message: str) -> str | None:
        """The translation of a message that was made from this template; None of another one."""
        first, *between = self.pieces
        if not message.startswith(first) or not message.endswith(self.pieces[-1]):
            return None
        values, at = [], len(first)
        for piece in between[:-1]:
            found = message.find(piece, at)
            if found < 0:
                return None
            values.append(message[at:found])
            at = found + len(piece)
        if between:
            end = len(message) - len(between[-1])
            if end < at:
                return None
            values.append(message[at:end])
        elif message != first:
            return None
        return _GAP.sub(
            lambda gap: values[int(gap[1])] if int(gap[1]) < len(values) else gap[0], self.translation
        )


@dataclass(frozen=True)
class Catalogue:
    """Translations of texts, by context and English."""

    language: str
    """As in the ``lang`` of a page; ``en`` for none."""
    entries: Mapping[tuple[str, str], str]

    def say(self, text: str) -> str:
        """A fixed text of a report."""
        return self.entries.get(("", text)) or text

    def rule(self, rule: Rule) -> Rule:
        """A rule with its title and help."""
        title, help = (self.entries.get((f"{one} {rule.id}", text)) for one, text in _texts_of(rule))
        return replace(rule, title=title or rule.title, help=help or rule.help)

    def diagnostic(self, one: Diagnostic) -> Diagnostic:
        """A finding with its message and its rule."""
        return replace(one, rule=self.rule(one.rule), message=self._message(one.message))

    @cached_property
    def _templates(self) -> tuple[Template, ...]:
        """Those with gaps, the most telling first."""
        found = [
            Template(text, said) for (context, text), said in self.entries.items() if not context and said
        ]
        with_gaps = [one for one in found if len(one.pieces) > 1]
        return tuple(sorted(with_gaps, key=lambda one: -sum(map(len, one.pieces))))

    def _message(self, message: str) -> str:
        if whole := self.entries.get(("", message)):
            return whole
        return next((said for one in self._templates if (said := one.filled(message)) is not None), message)


ENGLISH = Catalogue("en", {})


def _texts_of(rule: Rule) -> tuple[tuple[str, str], tuple[str, str]]:
    return (TITLE, rule.title), (HELP, rule.help)


@lru_cache(maxsize=4)
def load(path: Path) -> Catalogue:
    """Reads a catalogue (gettext, ``.po``); raises UsageError for what is none."""
    try:
        with path.open("rb") as file:
            text = file.read(_MOST).decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path} is not UTF-8; save it as UTF-8") from None
    entries = {(context, id): said for context, id, said in _entries(text)}
    header = entries.pop(("", ""), "")
    if not header:
        raise UsageError(f'{path} is no gettext catalogue: it has no header (msgid "")')
    language = re.search(r"^Language: *([A-Za-z0-9_@-]+)", header, re.MULTILINE)
    return Catalogue(language[1].replace("_", "-") if language else "en", entries)


def _entries(text: str) -> Iterator[tuple[str, str, str]]:
    """Context, English and translation of every entry; of fuzzy ones the translation is empty."""
    for block in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n")):
        parts = {"msgctxt": "", "msgid": "", "msgstr": ""}
        key, fuzzy = "", False
        for line in block.splitlines():
            fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
            if line.startswith("#") or not (found := _ENTRY.fullmatch(line.strip())):
                continue
            key = found[1] or key
            if key:
                parts[key] += _ESCAPED.sub(lambda one: _MEANT.get(one[1], one[1]), found[2])
        if key == "msgstr":
            yield parts["msgctxt"], parts["msgid"], "" if fuzzy and parts["msgid"] else parts["msgstr"]
