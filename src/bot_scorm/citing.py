"""Citations and lists of sources in the words of an edition.

They are rendered by citeproc-py in our own style (``templates/author-date.csl``), one work at a time, so that
what one page cites changes nothing on another. The library is imported when something is cited.
"""

from __future__ import annotations

import html
import json
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import groupby
from typing import Any

from bot_scorm.diagnostics import Location, Report, Rule, Severity
from bot_scorm.model.blocks import Prose
from bot_scorm.model.citations import Citation, Cite, find_citations
from bot_scorm.model.programme import Edition, Module
from bot_scorm.model.references import Bibliography
from bot_scorm.model.walk import texts_of
from bot_scorm.resources import templates_dir

WORK_FAILS = Rule.explained(
    "REF-005", Severity.ERROR, "A work that is cited can be shown as a source.",
    "Its entry has all that a list needs to hold, but something in it is not as CSL JSON has it.",
    "`\"author\": \"Rhodes\"` instead of `\"author\": [{\"family\": \"Rhodes\"}]`.",
)  # fmt: skip

_LOCALES = {
    "en": "en-GB", "bg": "bg-BG", "hu": "hu-HU", "hr": "hr-HR", "sr": "sr-Cyrl-RS", "sr-Latn": "sr-Latn-RS",
    "bs": "hr-HR", "de": "de-DE", "fr": "fr-FR", "es": "es-ES", "it": "it-IT", "pt": "pt-PT", "el": "el-GR",
    "pl": "pl-PL", "cs": "cs-CZ", "sk": "sk-SK", "sl": "sl-SI", "uk": "uk-UA", "tr": "tr-TR", "nl": "nl-NL",
}  # fmt: skip
"""The locales of citeproc-py (0.11); it has none for Bosnian, whose terms are those of Croatian. Of any other
language the style may have terms of its own, as for Romanian; what it lacks is English."""
_LABELS = {
    "page": ("p", "pp", "page", "pages", "с", "стр", "str", "o", "old"),
    "chapter": ("ch", "chap", "chapter", "chapters", "гл", "cap", "fej"),
    "section": ("sec", "section", "sections", "§"),
    "paragraph": ("para", "paras", "paragraph", "paragraphs", "par"),
    "figure": ("fig", "figs", "figure", "figures"),
    "volume": ("vol", "vols", "volume", "volumes"),
}
_LABEL_OF = {written: label for label, all_written in _LABELS.items() for written in all_written}
_LOCATOR = re.compile(r"(?:(§|[^\W\d_]+)\.?\s*)?(\d[\w\s,–-]*)")
_DOUBLE = re.compile(r"([?!…])\.(?=\s|$)")
"""The full stop behind a title that has an end of its own."""
_TAG = re.compile(r"<[^>]*>")


def cited(edition: Edition, report: Report) -> Edition:
    """The edition with the words of its citations, and the works that each page cites; the same if none."""
    programme = edition.programme
    bibliography, glossary = programme.bibliography, programme.glossary
    uses = [*(module.refers for module in programme.modules), glossary.refers if glossary else frozenset()]
    if bibliography is None or not any(name.startswith("@") for names in uses for name in names):
        return edition
    writer = _Writer(edition.language, bibliography, report)
    modules = tuple(_module(module, writer) for module in programme.modules)
    if glossary:
        glossary = replace(glossary, prose=writer.prose(glossary.prose, glossary, glossary.at))
    return replace(edition, programme=replace(programme, modules=modules, glossary=glossary))


def _module(module: Module, writer: _Writer) -> Module:
    if not any(name.startswith("@") for name in module.refers):
        return module
    pages = (replace(page, prose=writer.prose(page.prose, page, page.at)) for page in module.pages)
    return replace(module, pages=tuple(pages))


@dataclass(slots=True)
class _Writer:
    """Writes the citations of one edition."""

    language: str
    bibliography: Bibliography
    report: Report
    suffixes: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.suffixes = dict(_suffixes(self.bibliography))

    def prose(self, prose: Prose, node: object, at: Location) -> Prose:
        """What refers to works in a page or the glossary, with their words."""
        words: dict[str, str] = {}
        keys: dict[str, None] = {}
        for text in texts_of(node):
            for citation in find_citations(text.source):
                known = all(cite.key in self.bibliography.works for cite in citation.cites)
                if known and (said := self._citation(citation, at)):
                    words[text.source[citation.start : citation.end]] = said
                    keys.update(dict.fromkeys(cite.key for cite in citation.cites))
        works = [(key, entry) for key in keys if (entry := self._entry(key, at))]
        works.sort(key=lambda one: _in_latin(html.unescape(_TAG.sub("", one[1]))))
        return replace(prose, citations=words, works=tuple(works)) if words else prose

    def _citation(self, citation: Citation, at: Location) -> str:
        parts = [self._cite(cite, at) for cite in citation.cites]
        return f"({'; '.join(parts)})" if all(parts) else ""

    def _cite(self, cite: Cite, at: Location) -> str:
        match = _LOCATOR.fullmatch(cite.suffix)
        label = _LABEL_OF.get((match[1] or "p").casefold()) if match else None
        locator = (label, match[2]) if match and label else None
        said = self._said(cite.key, "bare" if cite.bare else "short", locator, at)
        after = f", {cite.suffix}" if cite.suffix and not locator else ""
        before = f"{cite.prefix} " if cite.prefix else ""
        return f"{before}{html.unescape(said)}{after}" if said else ""

    def _entry(self, key: str, at: Location) -> str:
        said = _DOUBLE.sub(r"\1", self._said(key, "entry", None, at))
        return (
            said if not said or said.endswith((".", "?", "!")) or "http" in said.split()[-1] else f"{said}."
        )

    def _said(self, key: str, form: str, locator: tuple[str, str] | None, at: Location) -> str:
        data = {**self.bibliography.works[key].data, "year-suffix": self.suffixes.get(key, "")}
        try:
            return _rendered(self.language, json.dumps(data), form, locator)
        except Exception as error:  # the library raises whatever an odd entry leads to
            message = f"“{key}” of bibliography.json cannot be shown ({error}): mend its entry."
            self.report.add(WORK_FAILS, at, " ".join(message.split()))
            return ""


def _in_latin(text: str) -> str:
    """What a list is sorted by: Đurić stands among D, whatever the languages of its works."""
    from slugify import slugify

    return str(slugify(text))


def _suffixes(bibliography: Bibliography) -> Iterator[tuple[str, str]]:
    """The letters that tell works of the same people in the same year apart, in the order of their titles."""
    works = sorted(
        (_who(one.data), one.data["title"].casefold(), key) for key, one in bibliography.works.items()
    )
    for (_, year), group in groupby(works, lambda one: one[0]):
        same = list(group)
        for number, (_, _, key) in enumerate(same if year and len(same) > 1 else ()):
            yield key, "abcdefghijklmnopqrstuvwxyz"[number % 26]


def _who(data: Mapping[str, Any]) -> tuple[str, str]:
    who = next((data[name] for name in ("author", "editor", "publisher") if data.get(name)), data["title"])
    issued = data.get("issued")
    parts = issued.get("date-parts") if isinstance(issued, dict) else None
    year = parts[0][0] if isinstance(parts, list) and parts and parts[0] else ""
    return json.dumps(who, sort_keys=True), str(year)


@cache
def _rendered(language: str, work: str, form: str, locator: tuple[str, str] | None) -> str:
    """HTML of one work, given as JSON: ``short`` for a citation, ``bare`` without its author, or ``entry``.

    Raises whatever citeproc-py raises.
    """
    from citeproc import Citation as Group
    from citeproc import CitationItem, CitationStylesBibliography, Locator, formatter
    from citeproc.source.json import CiteProcJSON

    data = _escaped(json.loads(work))
    item = CitationItem(data["id"], locator=Locator(*locator)) if locator else CitationItem(data["id"])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about fields that the library does not know
        source = CiteProcJSON([data])
        library = CitationStylesBibliography(_style(language, form == "bare"), source, formatter.html)
        group = Group([item])
        library.register(group)
        (found,) = library.bibliography() if form == "entry" else [library.cite(group, _nothing)]
    return " ".join("".join(str(part) for part in found).split())


def _nothing(_: object) -> None:
    """For works that are not there, of which there are none."""


def _escaped(value: Any) -> Any:
    """The library puts texts into HTML as they are."""
    if isinstance(value, str):
        return html.escape(value, quote=False)
    if isinstance(value, list):
        return [_escaped(one) for one in value]
    return {key: _escaped(one) for key, one in value.items()} if isinstance(value, dict) else value


@cache
def _style(language: str, bare: bool) -> Any:
    from io import BytesIO

    from citeproc import CitationStylesStyle

    text = (templates_dir() / "author-date.csl").read_text(encoding="utf-8")
    short = language.partition("-")[0]
    locale = _LOCALES.get(language) or _LOCALES.get(short)
    if locale is None:  # its terms, if the style has some, before the English ones
        text, locale = text.replace(f' xml:lang="{short}"', ""), "en-GB"
    if bare:
        head, _, citation = text.partition("<citation>")
        text = head + "<citation>" + citation.replace('<text macro="short"/>', "", 1)
    return CitationStylesStyle(BytesIO(text.encode()), locale=locale, validate=False)
