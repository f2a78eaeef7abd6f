"""One file to one page."""

from __future__ import annotations

from typing import Any

from bot_scorm.model.activities import ACTIVITY_KINDS
from bot_scorm.model.blocks import Footnote, Prose
from bot_scorm.model.plans import NO_PLANS, Plans
from bot_scorm.model.programme import ActivityPage, Case, Guide, Page, Quiz, Survey, Theory
from bot_scorm.model.text import Text
from bot_scorm.readers import faults
from bot_scorm.readers.activities import read_activity
from bot_scorm.readers.attributes import Attributes
from bot_scorm.readers.front_matter import read_front_matter
from bot_scorm.readers.ids import IdScope, scope_of
from bot_scorm.readers.plans import read_calendar_block, read_cohort_block
from bot_scorm.readers.prose import NamedBlock, PageReader, read_admonition
from bot_scorm.readers.questions import read_question
from bot_scorm.readers.recordings import read_recording
from bot_scorm.readers.source import SourceFile
from bot_scorm.readers.stories import read_story
from bot_scorm.readers.surveys import read_item
from bot_scorm.readers.tree import Node, read_tree
from bot_scorm.readers.yaml_source import YamlSource
from bot_scorm.settings import CaseSettings, PageSettings, QuizSettings, SurveySettings

NAMED: dict[str, NamedBlock] = {
    **dict.fromkeys(("note", "tip", "quote", "source"), read_admonition),
    "question": read_question,
    **dict.fromkeys(ACTIVITY_KINDS, read_activity),
    "media": read_recording,
    "calendar": read_calendar_block,
    "cohort": read_cohort_block,
}
"""Name of a ``:::`` block to the function that reads it."""
_MARKED = {"question", *ACTIVITY_KINDS}
IN_SURVEYS = {name: read for name, read in NAMED.items() if name not in _MARKED} | {"item": read_item}
"""The same for surveys, which ask with items alone."""
PLAIN: dict[str, type[Page]] = {page.kind: page for page in (Theory, ActivityPage, Guide)}
"""Kinds of pages that are their blocks and nothing more."""


def read_page(source: SourceFile, scope: IdScope, plans: Plans = NO_PLANS) -> Page | None:
    """The page of a file; None if its settings are unusable. Every fault is in the report.

    ``plans`` are those of its section.
    """
    found, settings, first = read_front_matter(source)
    tree = read_tree(source, first)
    survey = isinstance(settings, SurveySettings)
    items = scope_of("survey", (node.block.attributes.id for node in tree.nodes if node.type == "block"))
    named = IN_SURVEYS if survey else NAMED
    reader = PageReader(source, scope, named, tree.references, plans, items)
    if settings is None:
        reader.blocks(tree.nodes)  # for its faults: all of a run are told
        return None
    common = _common(source, scope, found, settings)
    notes = [node for node in tree.nodes if node.type == "footnote_reference"]
    body = [node for node in tree.nodes if node.type != "footnote_reference"]
    if isinstance(settings, CaseSettings):
        story = read_story(reader, body, "A case")
        return Case(**common, story=story, prose=Prose((), _footnotes(reader, notes), tree.references))
    prose = Prose(reader.blocks(body), _footnotes(reader, notes), tree.references)
    if isinstance(settings, QuizSettings):
        quiz: dict[str, Any] = settings.model_dump(
            include={"role", "attempts", "grade", "show_answers", "shuffle"}
        )
        return Quiz(**common, prose=prose, **quiz, draw=settings.draw)
    if isinstance(settings, SurveySettings):
        when = Text(settings.when, found.at(("when",))) if settings.when else None
        return Survey(**common, prose=prose, anonymous=settings.anonymous, when=when)
    return PLAIN[str(found.value["kind"])](**common, prose=prose)


def _common(source: SourceFile, scope: IdScope, found: YamlSource, settings: PageSettings) -> dict[str, Any]:
    at = found.at_key(("id",)) if settings.id else source.at(0, 1)
    attributes = Attributes(source, at.line - 1, settings.id or "")
    return {
        "at": source.at(0, 1),
        "id": scope.give(attributes, settings.title),
        "pinned": settings.id is not None,
        "title": Text(settings.title, found.at(("title",))),
        "summary": Text(settings.summary, found.at(("summary",))) if settings.summary else None,
    }


def _footnotes(reader: PageReader, nodes: list[Node]) -> tuple[Footnote, ...]:
    seen: dict[str, Footnote] = {}
    for node in nodes:
        label = str(node.token.meta["label"]) if node.token else ""
        if label in seen:
            reader.fault(faults.FOOTNOTE, node, f"There are two footnotes [^{label}]; the first is shown.")
        else:
            seen[label] = Footnote(label, reader.blocks(node.children))
    return tuple(seen.values())
