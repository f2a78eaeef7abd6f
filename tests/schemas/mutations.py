"""Ways to spoil a manifest, by name. Each takes its root and a source of chance, and may do nothing."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Mapping
from typing import Any

from lxml import etree

from bot_scorm.namespaces import ADLCP_2004, ADLNAV, ADLSEQ, CP_OTHER, IMSSS, LOM
from bot_scorm.package.manifest import ADLCP_12, CP_12, MD_12, namespace

Mutation = Callable[[Any, random.Random], None]
_STRANGERS = ("{http://example.org/tool}theme", "theme")
_NAMES_12 = (
    f"{{{CP_12}}}title", f"{{{CP_12}}}item", f"{{{CP_12}}}file", f"{{{CP_12}}}metadata",
    f"{{{ADLCP_12}}}masteryscore", f"{{{ADLCP_12}}}location", f"{{{ADLCP_12}}}prerequisites",
    f"{{{MD_12}}}lom", f"{{{MD_12}}}title", f"{{{MD_12}}}langstring",
)  # fmt: skip
_NAMES_2004 = (
    f"{{{CP_OTHER}}}title", f"{{{CP_OTHER}}}item", f"{{{CP_OTHER}}}file", f"{{{CP_OTHER}}}metadata",
    f"{{{ADLCP_2004}}}location", f"{{{ADLCP_2004}}}dataFromLMS", f"{{{ADLCP_2004}}}timeLimitAction",
    f"{{{ADLCP_2004}}}completionThreshold", f"{{{ADLCP_2004}}}data", f"{{{ADLCP_2004}}}map",
    f"{{{ADLSEQ}}}rollupConsiderations", f"{{{ADLSEQ}}}objectives", f"{{{ADLNAV}}}presentation",
    f"{{{IMSSS}}}sequencing", f"{{{IMSSS}}}sequencingCollection", f"{{{IMSSS}}}controlMode",
    f"{{{IMSSS}}}objectives", f"{{{IMSSS}}}ruleAction", f"{{{IMSSS}}}mapInfo",
    f"{{{LOM}}}lom", f"{{{LOM}}}title", f"{{{LOM}}}string",
)  # fmt: skip
_SPACES_12 = (CP_12, ADLCP_12, MD_12)
_SPACES_2004 = (CP_OTHER, ADLCP_2004, ADLSEQ, ADLNAV, IMSSS, LOM)
_REFERENCES = ("identifierref", "default", "respident", "linkrefid")
_VALUES = (
    "",
    " ",
    "perhaps",
    "1a",
    "a b",
    "-1",
    "true",
    "aicc_script",
    "%zz",
    "é&",
    "exit,message",
    "en",
    "x" * 14,
)


def _any(root: Any, chance: random.Random, *, inner: bool = True) -> Any:
    elements = [one for one in root.iter("*") if one is not root or not inner]
    return chance.choice(elements)


def _is_12(root: Any) -> bool:
    return bool(namespace(root) == CP_12)


def _name(root: Any, chance: random.Random) -> str:
    known: tuple[str, ...] = _NAMES_12 if _is_12(root) else _NAMES_2004
    if namespace(root) not in (CP_12, CP_OTHER):
        known = tuple(sorted({one.tag for one in root.iter("*")}))
    name: str = chance.choice((*known, *_STRANGERS))
    return name


def drop(root: Any, chance: random.Random) -> None:
    one = _any(root, chance)
    one.getparent().remove(one)


def duplicate(root: Any, chance: random.Random) -> None:
    one = _any(root, chance)
    one.addnext(copy.deepcopy(one))


def move(root: Any, chance: random.Random) -> None:
    """To another place among its siblings."""
    one = _any(root, chance)
    parent = one.getparent()
    parent.remove(one)
    parent.insert(chance.randint(0, len(parent)), one)


def transplant(root: Any, chance: random.Random) -> None:
    """Into another parent."""
    one, home = _any(root, chance), _any(root, chance, inner=False)
    if one is not home and home not in one.iter("*"):
        home.insert(chance.randint(0, len(home)), copy.deepcopy(one))


def rename(root: Any, chance: random.Random) -> None:
    one = _any(root, chance)
    one.tag += chance.choice("sx")


def rename_known(root: Any, chance: random.Random) -> None:
    """To a name that is known elsewhere."""
    _any(root, chance).tag = _name(root, chance)


def insert_known(root: Any, chance: random.Random) -> None:
    """An empty element with a name that is known somewhere."""
    home = _any(root, chance, inner=False)
    home.insert(chance.randint(0, len(home)), etree.Element(_name(root, chance)))


def renamespace(root: Any, chance: random.Random) -> None:
    one = _any(root, chance)
    spaces: tuple[str, ...] = _SPACES_12 if _is_12(root) else _SPACES_2004
    if namespace(root) not in (CP_12, CP_OTHER):
        spaces = tuple(sorted({namespace(one) for one in root.iter("*")} - {""}))
    uri = chance.choice((*spaces, "http://example.org/tool", ""))
    name = etree.QName(one).localname
    one.tag = f"{{{uri}}}{name}" if uri else name


def empty(root: Any, chance: random.Random) -> None:
    """Takes out what an element holds."""
    one = _any(root, chance)
    one[:] = []
    one.text = None


def say(root: Any, chance: random.Random) -> None:
    """Text where there may be none."""
    _any(root, chance, inner=False).text = chance.choice(_VALUES)


def overflow(root: Any, chance: random.Random) -> None:
    one = _any(root, chance, inner=False)
    length = chance.choice((21, 101, 201, 256, 1001, 2001))
    if one.attrib and chance.random() < 0.6:
        one.set(chance.choice(sorted(one.attrib)), "x" * length)
    elif not len(one):
        one.text = "x" * length


def drop_attribute(root: Any, chance: random.Random) -> None:
    one = _any(root, chance, inner=False)
    if one.attrib:
        del one.attrib[chance.choice(sorted(one.attrib))]


def add_attribute(root: Any, chance: random.Random) -> None:
    of_adl = f"{{{ADLCP_12}}}scormtype" if _is_12(root) else f"{{{ADLCP_2004}}}scormType"
    names = ("identifier", "isvisible", "href", "type", "shown", "{http://example.org/tool}id",
             of_adl, "{http://www.w3.org/XML/1998/namespace}lang",
             "{http://www.w3.org/XML/1998/namespace}base")  # fmt: skip
    _any(root, chance, inner=False).set(chance.choice(names), chance.choice((*_VALUES, "sco")))


def retype(root: Any, chance: random.Random) -> None:
    """An attribute with a value of another type."""
    one = _any(root, chance, inner=False)
    if one.attrib:
        one.set(chance.choice(sorted(one.attrib)), chance.choice(_VALUES))


def cross_reference(root: Any, chance: random.Random) -> None:
    """An identifier or reference with the value of another one."""
    key = "ident" if root.find(".//*[@ident]") is not None else "identifier"
    known = [one for one in root.iter("*") if one.get(key)]
    others = root.iter("{*}organizations", "{*}varequal", "{*}displayfeedback")
    target = chance.choice([*known, *others])
    names = [name for name in (key, *_REFERENCES) if name in target.attrib]
    if names:
        target.set(chance.choice(names), chance.choice(known).get(key) + chance.choice(("", "", "-none")))


OPERATORS: Mapping[str, Mutation] = {
    one.__name__: one
    for one in (
        drop, duplicate, move, transplant, rename, rename_known, insert_known, renamespace, empty, say,
        overflow, drop_attribute, add_attribute, retype, cross_reference,
    )
}  # fmt: skip
