"""content/glossary.md and content/bibliography.json, and whether what texts refer to is in them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from bot_scorm.diagnostics import Diagnostic, Location, Report
from bot_scorm.model.blocks import Blocks, Prose
from bot_scorm.model.references import Bibliography, Glossary, Term, Work
from bot_scorm.model.text import Text
from bot_scorm.model.walk import texts_of
from bot_scorm.readers import faults, instrument_faults
from bot_scorm.readers.attributes import Attributes, split_attributes
from bot_scorm.readers.front_matter import read_front_matter
from bot_scorm.readers.ids import IdScope, scope_of
from bot_scorm.readers.links import OUTSIDE, TERM
from bot_scorm.readers.prose import PageReader, read_admonition
from bot_scorm.readers.source import SourceFile
from bot_scorm.readers.targets import Reference, cited, find_links, place
from bot_scorm.readers.tree import Node, read_tree
from bot_scorm.settings import GlossarySettings
from bot_scorm.suggest import with_guess

GLOSSARY = "glossary.md"
BIBLIOGRAPHY = "bibliography.json"
_NAMED = dict.fromkeys(("note", "tip", "quote", "source"), read_admonition)
_SPACE = re.compile(r"[ \t\r\n]*")
_HALF = re.compile(r"[\ud800-\udfff]")
_KEY = re.compile(r"\w(?:[\w:.-]*\w)?")


@dataclass(frozen=True, slots=True)
class Shared:
    """What all modules refer to, and what reading it found."""

    glossary: Glossary | None
    bibliography: Bibliography | None
    references: tuple[Reference, ...]
    """What the glossary itself refers to."""
    found: tuple[Diagnostic, ...]


@lru_cache(maxsize=4)
def read_shared(
    glossary_lines: tuple[str, tuple[str, ...]] | None, bibliography_lines: tuple[str, tuple[str, ...]] | None
) -> Shared:
    """Glossary and bibliography from (path to show, lines); read once for all modules of a process."""
    report = Report()
    glossary = bibliography = None
    references: list[Reference] = []
    if glossary_lines:
        glossary = read_glossary(SourceFile(glossary_lines[0], list(glossary_lines[1]), report))
    if glossary:
        references = references_in(glossary, report)
        glossary = replace(glossary, refers=frozenset(one.name for one in references))
    if bibliography_lines:
        bibliography = read_bibliography(
            SourceFile(bibliography_lines[0], list(bibliography_lines[1]), report)
        )
    return Shared(glossary, bibliography, tuple(references), tuple(report))


def read_glossary(source: SourceFile) -> Glossary | None:
    """The glossary of a file; None if its settings are unusable."""
    found, settings, first = read_front_matter(source, {"glossary": GlossarySettings})
    if settings is None:
        return None
    tree = read_tree(source, first)
    scope = IdScope("glossary")
    attributes = Attributes(source, found.at_key(("id",)).line - 1, settings.id or "")
    id = scope.give(attributes, settings.title)
    reader = PageReader(source, IdScope("glossary"), _NAMED, tree.references)
    lists = [node for node in tree.nodes if node.type == "dl"]
    place = next((at for at, node in enumerate(tree.nodes) if node.type == "dl"), len(tree.nodes))
    if not lists:
        message = "Write terms as “Term {#term}” and, on the next line, “: What it means.”"
        source.fault(instrument_faults.GLOSSARY_SHAPE, first, message)
    for stray in [node for node in tree.nodes[place:] if node.type != "dl"]:
        message = "Only terms and definitions stand behind the first term: move this before it, or indent it."
        reader.fault(instrument_faults.GLOSSARY_SHAPE, stray, message)
    title = Text(settings.title, found.at(("title",)))
    return Glossary(
        at=source.at(0, 1), id=id, pinned=settings.id is not None, title=title,
        prose=Prose(reader.blocks(tree.nodes[:place]), (), tree.references), terms=_terms(reader, lists),
    )  # fmt: skip


def _terms(reader: PageReader, lists: Iterable[Node]) -> tuple[Term, ...]:
    raws: list[tuple[Node, str, Attributes, list[Blocks]]] = []
    for node in (child for one in lists for child in one.children):
        if node.type == "dt":
            text, attributes = split_attributes(reader.source, node.text, node.line)
            attributes.close("a term")
            raws.append((node, text, attributes, []))
        elif raws:
            raws[-1][3].append(reader.blocks(node.children))
    scope = scope_of("glossary", (attributes.id for _, _, attributes, _ in raws))
    return tuple(
        Term(
            reader.at(node), scope.give(attributes, text), bool(attributes.id),
            reader.source.text(text, node.line), tuple(bodies),
        )
        for node, text, attributes, bodies in raws
    )  # fmt: skip


def references_in(glossary: Glossary, report: Report) -> list[Reference]:
    """What the glossary itself refers to; it links to other terms and to the Internet alone."""
    found: list[Reference] = []
    env = {"references": {k: {"href": h, "title": t} for k, (h, t) in glossary.prose.references.items()}}
    for text in texts_of(glossary):
        found += cited(text)
        for link in find_links(text, env):
            at = place(text, link.address)
            if link.address.startswith(TERM) and not link.picture:
                found.append(Reference(link.address, at))
            elif link.picture or link.address.partition(":")[0].lower() not in OUTSIDE:
                message = "The glossary stands in every module: it links to https://… and term:… alone."
                report.add(faults.BROKEN_LINK, at, message)
    return found


def read_bibliography(source: SourceFile) -> Bibliography:
    """The bibliography of a file; works that cannot be used are left out, with a diagnostic."""
    text = "\n".join(source.lines)
    works: dict[str, Work] = {}
    try:
        for start, data in _entries(text):
            at = _place(source, text, start)
            if message := _wrong(data, works):
                source.report.add(instrument_faults.BIBLIOGRAPHY, at, message)
            else:
                works[data["id"]] = Work(at, data["id"], data)
    except json.JSONDecodeError as error:
        message = f"This is not well-formed JSON: {error.msg}."
        source.report.add(instrument_faults.BIBLIOGRAPHY, _place(source, text, error.pos), message)
    except RecursionError:
        source.fault(instrument_faults.BIBLIOGRAPHY, 0, "This is nested too deeply.")
    return Bibliography(source.at(0, 1), works)


def _entries(text: str) -> Iterable[tuple[int, Any]]:
    """Where each value of a list starts, and what it is."""
    decode = json.JSONDecoder().raw_decode
    at = _skip(text, 0)
    if text[at : at + 1] != "[":
        raise json.JSONDecodeError("the works stand in a list, between [ and ]", text, at)
    at = _skip(text, at + 1)
    while text[at : at + 1] != "]":
        data, end = decode(text, at)
        yield at, data
        at = _skip(text, end)
        if text[at : at + 1] == ",":
            at = _skip(text, at + 1)
        elif text[at : at + 1] != "]":
            raise json.JSONDecodeError("a comma or ] is missing", text, at)
    if (rest := _skip(text, at + 1)) < len(text):
        raise json.JSONDecodeError("something stands behind the list", text, rest)


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _place(source: SourceFile, text: str, offset: int) -> Location:
    line = text.count("\n", 0, offset)
    return source.at(line, offset - (text.rfind("\n", 0, offset) + 1) + 1)


def _wrong(data: Any, known: Mapping[str, Work]) -> str:
    """What keeps an entry from being used, or an empty string."""
    if not isinstance(data, dict):
        return "A work is written as {…}, with “id”, “type” and “title”."
    for name in ("id", "type", "title"):
        if not isinstance(data.get(name), str) or not data[name].strip():
            return f"“{name}” of this work is missing or no text."
    if not _KEY.fullmatch(data["id"]):
        return f"“{data['id'][:60]}” is no id: use letters, digits and -, as in “rhodes-2005”."
    if _HALF.search(json.dumps(data, ensure_ascii=False)):
        return "This work holds half a character, such as \\ud83d alone: write the character itself."
    return f"There is a work with the id “{data['id']}” already." if data["id"] in known else ""


def check_references(
    references: Iterable[Reference],
    glossary: Glossary | None,
    bibliography: Bibliography | None,
    report: Report,
) -> None:
    """Reports what texts refer to and is not there."""
    terms = [one.id for one in glossary.terms] if glossary else []
    works = list(bibliography.works) if bibliography else []
    for name, at in references:
        if name.startswith("@") and name[1:] not in works:
            message = with_guess(f"There is no work “{name[1:60]}” in {BIBLIOGRAPHY}", name[1:], works)
            report.add(instrument_faults.UNKNOWN_WORK, at, message)
        elif not name.startswith("@") and (id := name.partition(":")[2]) not in terms:
            message = with_guess(f"There is no term “{id[:60]}” in {GLOSSARY}", id, terms)
            report.add(instrument_faults.UNKNOWN_TERM, at, message)
