"""What a package is about, in IEEE 1484.12.1 Learning Object Metadata, as IEEE 1484.12.3 writes it in XML.

Vocabulary values are those of LOMv1.0. Names have a prefix: Moodle 4.5.6 takes any ``title`` without one for
an item's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from lxml.builder import ElementMaker

from bot_scorm.model.programme import Edition, Module
from bot_scorm.writers.inline import plain
from bot_scorm.writers.manifest import href, vcard, words

LOM = "http://ltsc.ieee.org/xsd/LOM"
_LOM = ElementMaker(namespace=LOM, nsmap={"lom": LOM})


def lom(edition: Edition, module: Module | None, id: str, launches: Sequence[str]) -> Any:
    """The metadata of a module's package, or, without ``module``, of the programme's; ``id`` is the
    manifest's, ``launches`` are the files that are opened first."""
    programme, language = edition.programme, edition.language
    found = _LOM.lom(
        _general(edition, module, id),
        _life_cycle(edition),
        _LOM.metaMetadata(
            _LOM.metadataSchema("LOMv1.0"), _LOM.metadataSchema("ADLv1.0"), _LOM.language(language)
        ),
        _LOM.technical(_LOM.format("text/html"), *(_LOM.location(href(one)) for one in launches)),
        _educational(edition),
    )
    if programme.licence:
        licence = _LOM.description(_string(programme.licence, language))
        found.append(_LOM.rights(_term("copyrightAndOtherRestrictions", "yes"), licence))
    found.extend(_outcomes(module, language) if module else ())
    return found


def _general(edition: Edition, module: Module | None, id: str) -> Any:
    language = edition.language
    general = _LOM.general(
        _LOM.identifier(_LOM.catalog("bot-scorm"), _LOM.entry(id)),
        _LOM.title(_string(plain((module or edition.programme).title), language)),
        _LOM.language(language),
    )
    if module and module.summary:
        general.append(_LOM.description(_string(plain(module.summary), language)))
    competences = dict.fromkeys(word for one in edition for word in one.competences)
    general.extend(_LOM.keyword(_string(word, language)) for word in competences)
    return general


def _life_cycle(edition: Edition) -> Any:
    programme = edition.programme
    cycle = _LOM.lifeCycle()
    if programme.version:
        cycle.append(_LOM.version(_string(programme.version, "x-none")))
    cycle.append(_term("status", "final"))
    if programme.publisher:
        card = _LOM.entity(vcard(programme.publisher))
        cycle.append(_LOM.contribute(_term("role", "publisher"), card))
    return cycle


def _educational(edition: Edition) -> Any:
    educational = _LOM.educational()
    if minutes := sum(one.duration for one in edition):
        duration = _LOM.duration(f"PT{minutes // 60}H{minutes % 60}M")
        educational.append(_LOM.typicalLearningTime(duration))
    educational.append(_LOM.language(edition.language))
    return educational


def _outcomes(module: Module, language: str) -> Iterator[Any]:
    for one in module.outcomes:
        text = _LOM.description(_string(plain(one.text), language))
        yield _LOM.classification(_term("purpose", "educational objective"), text)


def _string(text: str, language: str) -> Any:
    return _LOM.string(words(text), language=language)


def _term(name: str, value: str) -> Any:
    return _LOM(name, _LOM.source("LOMv1.0"), _LOM.value(value))
