"""Scenes and choices, of cases and of dialogues."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot_scorm.model.blocks import Paragraph
from bot_scorm.model.cases import ENDINGS, Scene, SceneChoice, Story
from bot_scorm.readers import faults
from bot_scorm.readers.attributes import Attributes, split_attributes
from bot_scorm.readers.ids import give_all
from bot_scorm.readers.items import LISTS, RawItem, at, feedback, only_text, raw_items
from bot_scorm.readers.prose import PageReader
from bot_scorm.readers.tree import Node

_LINK = re.compile(r"\[((?:\\.|[^\[\]\\]|\[[^\[\]]*\])*)\]\(#([^)\s]*)\)", re.S)
_SCORE = 1000


@dataclass(slots=True)
class _RawScene:
    node: Node
    title: str
    attributes: Attributes
    nodes: list[Node] = field(default_factory=list)


def read_story(reader: PageReader, nodes: list[Node], what: str) -> Story:
    """The story that some nodes tell; ``what`` names it in messages."""
    intro: list[Node] = []
    raws: list[_RawScene] = []
    for node in nodes:
        if node.type == "heading" and node.token and node.token.tag in ("h1", "h2"):
            title, attributes = split_attributes(reader.source, node.text, node.line)
            raws.append(_RawScene(node, title, attributes))
        else:
            (raws[-1].nodes if raws else intro).append(node)
    if not raws:
        line = nodes[0].line if nodes else 0
        reader.source.fault(
            faults.NO_SCENES, line, f"{what} needs scenes: headings such as “## At the door {{#door}}”."
        )
    ids = give_all("story", [(raw.attributes, raw.title) for raw in raws])
    scenes = tuple(_scene(reader, raw, id, frozenset(ids)) for raw, id in zip(raws, ids, strict=True))
    return Story(reader.blocks(intro), scenes)


def _scene(reader: PageReader, raw: _RawScene, id: str, ids: frozenset[str]) -> Scene:
    end = raw.attributes.take_choice("end", ("", *ENDINGS), "")
    raw.attributes.close("a scene")
    last = next((node for node in reversed(raw.nodes) if node.type in LISTS), None)
    choices: tuple[SceneChoice, ...] = ()
    if last is not None and any(_LINK.match(item.text) for item in raw_items(reader, last)):
        choices = _choices(reader, raw_items(reader, last), ids)
        raw.nodes.remove(last)
        for node in [node for node in raw.nodes if node.type in LISTS and _offers(node, ids)]:
            message = "A scene has one list of choices, which is its last: put these choices into it."
            reader.fault(faults.CHOICE_SHAPE, node, message)
            raw.nodes.remove(node)
    return Scene(
        reader.at(raw.node), id, bool(raw.attributes.id), reader.source.text(raw.title, raw.node.line),
        reader.blocks(raw.nodes), choices, next((one for one in ENDINGS if one == end), None),
    )  # fmt: skip


def _offers(node: Node, ids: frozenset[str]) -> bool:
    """Whether a list holds nothing but links to scenes."""
    links = [_LINK.match(item.children[0].text) if item.children else None for item in node.children]
    return all(link is not None and link[2] in ids for link in links)


def _choices(reader: PageReader, raws: list[RawItem], ids: frozenset[str]) -> tuple[SceneChoice, ...]:
    links: list[tuple[RawItem, str, str]] = []
    for raw in raws:
        match = _LINK.fullmatch(raw.text.strip())
        if not match or not match[1].strip():
            message = (
                "A choice is a link to a scene with all its words in brackets, as in “- [Ask her](#ask)”."
            )
            reader.source.fault(faults.CHOICE_SHAPE, raw.line, message)
            continue
        if match[2] not in ids:
            known = ", ".join(sorted(ids))
            message = f"There is no scene “{match[2]}”; scenes are {known}."
            reader.source.fault(faults.NO_SCENE, raw.line, message)
        only_text(reader, raw, "A choice")
        links.append((raw, match[1], match[2]))
    given = give_all("scene", [(raw.attributes, label) for raw, label, _ in links])
    return tuple(
        _choice(reader, raw, label, target, id) for (raw, label, target), id in zip(links, given, strict=True)
    )


def _choice(reader: PageReader, raw: RawItem, label: str, target: str, id: str) -> SceneChoice:
    score = raw.attributes.take_int("score", 0, -_SCORE, _SCORE)
    raw.attributes.close("a choice")
    text = reader.source.text(label, raw.line)
    return SceneChoice(
        at(reader, raw),
        id,
        bool(raw.attributes.id),
        (Paragraph(text.at, text),),
        feedback(reader, raw),
        target,
        score,
    )
