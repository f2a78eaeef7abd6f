"""Reads a module of ours back from its page: what the player keeps of it, and how it marks.

What counts is what the player reads: keys, slots of the state's schema, and the attributes by which it marks
(`templates/module.html.j2`, `templates/question`, `templates/activity`, `templates/player`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from lxml import etree

from bot_scorm.compare.changes import short
from bot_scorm.compare.facts import Asked, ModuleRead, PageRead, Played, Scene
from bot_scorm.writers.state import LIMIT, weights_of

Element: TypeAlias = Any
_LIMITS = {"scorm2004": 64_000}
"""Of ``templates/player/scorm2004.js``."""
MAX_PAGE = 64 * 2**20
"""Bytes of a module's page that is read."""
_KEYED = ("data-word", "data-item", "data-card", "data-spot", "data-field", "data-choice")
_TYPED = ("data-pattern", "data-case", "data-low", "data-high", "data-fraction")
_OWN = ("question", "survey", "activity", "story")
_MOVING = ("kicker", "no", "outcomes", "source")
"""Parts whose words follow from others: counts, what stands on the first page, and on the last."""


def read_module(data: bytes) -> ModuleRead | None:
    """The module of a page; None if it is none of ours."""
    if len(data) > MAX_PAGE or b'id="module"' not in data:
        return None
    root = etree.fromstring(data, etree.HTMLParser(encoding="utf-8", no_network=True))
    found = root.xpath('//script[@id="module"]') if root is not None else []
    try:
        told = json.loads(found[0].text)
        slots = {key: tuple(spec) for key, spec in told["state"]["slots"].items()}
        reader = _Reader(root, slots)
        return ModuleRead(
            str(told["module"]),
            str(told["programme"]),
            str(told["title"]),
            str(told["pass"]),
            tuple(reader.pages()),
            tuple(reader.questions()),
            tuple(reader.played()),
            int(told["state"]["fixed"]),
            _LIMITS.get(told.get("standard"), LIMIT),
            sum(weight for spec in slots.values() for weight in weights_of(spec)),
        )
    except (IndexError, KeyError, TypeError, ValueError, AttributeError):
        return None  # another tool's page, or one of ours that somebody has changed by hand


@dataclass(frozen=True, slots=True)
class _Reader:
    root: Element
    slots: Mapping[str, tuple[Any, ...]]

    def pages(self) -> Iterator[PageRead]:
        for section in _with_class(self.root, "page"):
            yield PageRead(
                section.get("id", "").removeprefix("p_"),
                section.get("data-key", ""),
                section.get("data-kind", ""),
                _text(_first(section, "h1")),
                _words(section, _OWN),
                section.get("data-extra") is None,
                {
                    name.removeprefix("data-"): value
                    for name, value in section.attrib.items()
                    if name.startswith("data-") and name not in ("data-key", "data-kind", "data-extra")
                },
            )

    def questions(self) -> Iterator[Asked]:
        for form in _with_class(self.root, "question"):
            key = form.get("data-key", "")
            gaps = form.xpath(".//*[@data-gap]")
            yield Asked(
                form.get("id", "").removeprefix("q_"),
                key,
                form.get("data-kind", ""),
                short(_text(next(_with_class(form, "stem"), None))),
                _words(form),
                form.get("data-wire", ""),
                _page_of(form),
                self.slots.get(key, ()),
                form.get("data-points", "1"),
                form.get("data-scored") is not None,
                form.get("data-private") is not None,
                bool(form.xpath(".//*[@data-all]")),
                tuple(form.get("data-tags", "").split()),
                _labels(form),
                dict(_marks(form)),
                tuple(str([one.get(name) for name in _TYPED]) for one in _with_class(form, "answer")),
                tuple(one.get("data-right", "") for one in gaps),
                tuple(frozenset(_text(option) for option in one.iter("option") if option.get("value") is None)
                      for one in gaps),
            )  # fmt: skip

    def played(self) -> Iterator[Played]:
        for box in _with_class(self.root, "activity"):
            page = _page_of(box)
            id = box.get("id", "").removeprefix(f"a_{page}_")
            yield self._played(box, id, box.get("data-activity", ""), box.get("aria-label", ""), page)
        for box in _with_class(self.root, "story"):
            if not any("activity" in _classes(one) for one in box.iterancestors()):
                page = _page_of(box)
                yield self._played(box, page, "case", "", page)
        for box in _with_class(self.root, "survey"):
            page = _page_of(box)
            yield self._played(box, page, "survey", "", page)

    def _played(self, box: Element, id: str, kind: str, name: str, page: str) -> Played:
        key = box.get("data-key", "")
        own = "name" if kind == "survey" else "data-field"
        fields = [one for one in box.iter("input", "select", "textarea", "fieldset") if one.get(own)]
        return Played(
            id,
            key,
            kind,
            name,
            _words(box),
            page,
            self.slots.get(key, ()),
            _labels(box),
            frozenset(
                one.get(own) for one in fields if kind == "survey" or one.get("data-private") is not None
            ),
            _values(fields, own),
            {one.get(own): int(one.get("data-most")) for one in fields if one.get("data-most")},
            tuple(_scenes(box)),
        )


def _scenes(box: Element) -> Iterator[Scene]:
    for scene in _with_class(box, "scene"):
        choices = scene.xpath(".//button[@data-choice]")
        yield Scene(
            scene.get("data-scene", ""),
            _text(next(scene.iter("h2", "h3", "h4", "h5", "h6"), None)),
            bool(scene.get("data-end")),
            {one.get("data-choice"): one.get("data-target", "") for one in choices},
            {one.get("data-choice"): short(_text(one)) for one in choices},
        )


def _values(fields: list[Element], own: str) -> dict[str, frozenset[str]]:
    """What can be chosen in each field; of a field that is typed into nothing."""
    found: dict[str, set[str]] = {}
    for one in fields:
        if one.tag == "select":
            found[one.get(own)] = {option.get("value") or _text(option) for option in one.iter("option")}
        elif one.get("type") in ("radio", "checkbox"):
            found.setdefault(one.get(own), set()).add(one.get("value", "1"))
    return {name: frozenset(values) for name, values in found.items()}


def _marks(form: Element) -> Iterator[tuple[str, str]]:
    """What is right, by the key of what it belongs to."""
    for one in form.iter("input", "li"):
        if one.get("data-fraction") is not None and one.get("value"):
            yield one.get("value"), f"{one.get('data-fraction')} {one.get('data-right') is not None}"
        elif one.get("data-item") is not None:
            place = one.get("data-right")
            yield one.get("data-item"), str(one.getparent().index(one)) if place is None else place


def _labels(box: Element) -> dict[str, str]:
    """The words of what has a key."""
    found: dict[str, str] = {}
    for one in box.iter("input", "option", "li", "button", "select", "textarea", "details", "fieldset"):
        keys = [one.get(name) for name in (*_KEYED, "value") if one.get(name)]
        if keys:
            words = short(_text(_label_of(box, one)))
            for key in keys:
                found.setdefault(key, words)
    return found


def _label_of(box: Element, one: Element) -> Element:
    """What names a control: the label around or for it, what it refers to, the card or summary in it."""
    around = next((up for up in one.iterancestors("label", "fieldset") if up is not box), None)
    if one.tag == "input" and around is not None and around.tag == "label" and not _is_step(one):
        return around
    named = one.get("aria-labelledby")
    if named or one.get("id"):
        test = f'.//*[@id="{named}"]' if named else f'.//label[@for="{one.get("id")}"]'
        if (found := box.find(test)) is not None:
            return found
    if one.tag == "input" and around is not None:
        return around.find("legend")
    inside = next((part for name in ("left", "card") for part in _with_class(one, name)), None)
    heading = next(one.iter("summary", "legend"), None)
    return one if inside is None and heading is None else heading if inside is None else inside


def _is_step(one: Element) -> bool:
    return one.get("type") == "radio" and one.get("data-field") is not None


def _page_of(element: Element) -> str:
    for one in element.iterancestors("section"):
        if "page" in _classes(one):
            return str(one.get("id", "")).removeprefix("p_")
    return ""


def _words(element: Element, without: tuple[str, ...] = ()) -> str:
    """What can be read in an element, and its pictures, without what stands in some of its parts."""
    found: list[str] = []

    def walk(one: Element) -> None:
        for child in one:
            if not isinstance(child.tag, str) or not {*_MOVING, *without}.isdisjoint(_classes(child)):
                found.append(child.tail or "")
                continue
            found.append(child.text or "")
            found.extend(child.get(name, "") for name in ("src", "href", "alt"))
            walk(child)
            found.append(child.tail or "")

    walk(element)
    return " ".join(" ".join(found).split())


def _classes(element: Element) -> list[str]:
    return str(element.get("class", "")).split()


def _with_class(element: Element, name: str) -> Iterator[Element]:
    test = f'.//*[contains(concat(" ", normalize-space(@class), " "), " {name} ")]'
    return iter(element.xpath(test))


def _first(element: Element, tag: str) -> Element:
    return next(element.iter(tag), None)


def _text(element: Element) -> str:
    return "" if element is None else " ".join("".join(element.itertext()).split())
