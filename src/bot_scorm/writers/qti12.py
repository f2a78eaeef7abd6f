"""QTI 1.2: a content package with an assessment for every quiz, and a bank of the questions on other pages.

Source: IMS Question and Test Interoperability 1.2, ASI information model and XML binding; the type of its
resources, ``imsqti_xmlv1p2``, is that of IMS Content Packaging's table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from bot_scorm.archive import Artifact, BytesSource, FileSource, Source
from bot_scorm.diagnostics import Report
from bot_scorm.model.programme import Edition, Media, Page, Quiz, wire_id
from bot_scorm.package.view import MANIFEST
from bot_scorm.package.xml import Element
from bot_scorm.writers.base import Writer
from bot_scorm.writers.losses import QTI12, QTI12_EMPTY
from bot_scorm.writers.qti12_assessment import write_assessment, write_bank
from bot_scorm.writers.qti12_questions import FullItem, write_full_item
from bot_scorm.writers.qti_manifest import CP, manifest, tell_empty, tell_settings

BANK = "questions"
_SCHEMA = ("IMS Content", "1.1.3")


class Qti12Writer:
    """The format ``qti12``."""

    name = "qti12"

    def write(self, edition: Edition, report: Report) -> Artifact | None:
        """The package of one module; None if it has no question."""
        (whole,) = edition
        module = whole.for_learners()
        files: dict[str, Source] = {}
        resources: list[Element] = []
        others: list[tuple[Page, list[FullItem]]] = []
        for page in module.pages:
            made = (
                write_full_item(one, module.id, page.prose, module.media, edition, report)
                for one in page.questions
            )
            items = [one for one in made if one is not None]
            if isinstance(page, Quiz) and items:
                tell_settings(page, QTI12, report, answers=True)
                id = wire_id(module.id, page.id)
                files[f"{id}.xml"] = BytesSource(write_assessment(page, module, items, edition.language))
                resources.append(_resource(id, f"{id}.xml", _shown(items)))
            elif items:
                others.append((page, items))
            for item in items:
                files |= {one.name: one.source or FileSource(one.path) for one in item.media.values()}
        if others:
            files[f"{BANK}.xml"] = BytesSource(write_bank(module, others))
            shown = _shown(item for _, items in others for item in items)
            resources.append(_resource(wire_id(module.id, BANK), f"{BANK}.xml", shown))
        if not files:
            tell_empty(module, QTI12_EMPTY, report)
            return None
        files[MANIFEST] = BytesSource(manifest(edition, module, "qti12", _SCHEMA, resources))
        return Artifact(self.name, edition.language, module.id, ".zip", files)

    def join(self, edition: Edition, parts: Mapping[str, Artifact], report: Report) -> Artifact | None:
        """None: a question bank is filled module by module."""
        return None


WRITER: Writer = Qti12Writer()


def _shown(items: Iterable[FullItem]) -> dict[str, Media]:
    return {name: one for item in items for name, one in item.media.items()}


def _resource(id: str, name: str, media: Mapping[str, Media]) -> Element:
    files = [CP.file(href=quote(one)) for one in (name, *sorted(media))]
    return CP.resource(*files, identifier=f"r.{id}", type="imsqti_xmlv1p2", href=quote(name))
