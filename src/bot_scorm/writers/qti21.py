"""QTI 2.1: a content package with an item for every question of a module, and a test for every quiz.

Source: IMS Question and Test Interoperability 2.1, assessment test, section and item information model, and
its content packaging profile.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from bot_scorm.archive import Artifact, BytesSource, FileSource, Source
from bot_scorm.diagnostics import Report
from bot_scorm.model.programme import Edition, Quiz
from bot_scorm.package.view import MANIFEST
from bot_scorm.package.xml import Element
from bot_scorm.writers.base import Writer
from bot_scorm.writers.losses import QTI21, QTI21_EMPTY
from bot_scorm.writers.qti21_items import WrittenItem, write_item
from bot_scorm.writers.qti21_test import test_id, write_test
from bot_scorm.writers.qti_manifest import CP, META, manifest, string, tell_empty, tell_settings

_SCHEMA = ("QTIv2.1 Package", "1.0.0")


class Qti21Writer:
    """The format ``qti21``."""

    name = "qti21"

    def write(self, edition: Edition, report: Report) -> Artifact | None:
        """The package of one module; None if it has no question."""
        (whole,) = edition
        module = whole.for_learners()
        files: dict[str, Source] = {}
        resources: list[Element] = []
        tests: list[Element] = []
        for page in module.pages:
            made = (
                write_item(one, module.id, page.prose, module.media, edition, report)
                for one in page.questions
            )
            items = [one for one in made if one is not None]
            for item in items:
                files[item.name] = BytesSource(item.xml)
                files |= {one.name: one.source or FileSource(one.path) for one in item.media.values()}
                resources.append(_item_resource(item, edition.language))
            if isinstance(page, Quiz) and items:
                tell_settings(page, QTI21, report, answers=False)
                name = f"{test_id(module, page)}.xml"
                files[name] = BytesSource(write_test(page, module, items))
                role = META.lom(META.general(META.keyword(string(f"role:{page.role}", edition.language))))
                id, kind = test_id(module, page), "imsqti_test_xmlv2p1"
                tests.append(_resource(id, kind, [name], items, CP.metadata(role)))
        if not files:
            tell_empty(module, QTI21_EMPTY, report)
            return None
        files[MANIFEST] = BytesSource(manifest(edition, module, "qti", _SCHEMA, [*tests, *resources]))
        return Artifact(self.name, edition.language, module.id, ".zip", files)

    def join(self, edition: Edition, parts: Mapping[str, Artifact], report: Report) -> Artifact | None:
        """None: a question bank is filled module by module."""
        return None


WRITER: Writer = Qti21Writer()


def _item_resource(item: WrittenItem, language: str) -> Element:
    """An item with what its own file has no place for: tags and outcome are keywords."""
    question = item.question
    tags = [*question.tags, *([f"outcome:{question.outcome}"] if question.outcome else [])]
    general = META.general(META.title(string(item.title, language)))
    general.extend(META.keyword(string(tag, language)) for tag in tags)
    metadata = CP.metadata(META.lom(general))
    return _resource(item.id, "imsqti_item_xmlv2p1", [item.name, *sorted(item.media)], (), metadata)


def _resource(
    id: str, type: str, names: list[str], needs: Iterable[WrittenItem], metadata: Element = None
) -> Element:
    made = CP.resource(identifier=id, type=type, href=quote(names[0]))
    if metadata is not None:
        made.append(metadata)
    made.extend(CP.file(href=quote(name)) for name in names)
    made.extend(CP.dependency(identifierref=one.id) for one in needs)
    return made
