"""IMS Content Packaging 1.1.4: a page a file, under a tree of modules and pages; nothing is tracked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from bot_scorm.archive import Artifact, BytesSource, Source
from bot_scorm.diagnostics import Report
from bot_scorm.model.programme import Edition, Module
from bot_scorm.package.view import MANIFEST
from bot_scorm.writers import static_faults
from bot_scorm.writers.imscp_manifest import Line, manifest, module_items, read_items
from bot_scorm.writers.static_pages import Shape, StaticPage, documents, media_files, pages_of, style_files

_SHAPE = Shape()
_MEDIA = re.compile(r'(?:src|href|poster)="\.\./(media/[^"#?]+)')


@dataclass(frozen=True, slots=True)
class ImsCp:
    """The format ``imscp``."""

    name: str = "imscp"

    def write(self, edition: Edition, report: Report) -> Artifact:
        """The package of one module: its cover, its pages, its glossary. Guides for trainers are left out."""
        (whole,) = edition
        module = whole.for_learners()
        static_faults.tell(module, "an IMS content package", report)
        cover, *pages = pages_of(edition, module, _SHAPE)
        style = style_files(edition)
        files = style | documents(edition, module, (cover, *pages), _SHAPE) | media_files(module)
        item, resources = module_items(module, _line(module, cover), [_line(module, one) for one in pages])
        xml = manifest(edition, module, [item], resources, style)
        whole_package: dict[str, Source] = {MANIFEST: BytesSource(xml), **files}
        return Artifact(self.name, edition.language, module.id, ".zip", whole_package)

    def join(self, edition: Edition, parts: Mapping[str, Artifact], report: Report) -> Artifact:
        """The package of the programme: the files of its modules' packages, under one tree."""
        static_faults.tell_programme(
            edition, "an IMS content package", report, looks="its name and accent colour"
        )
        files: dict[str, Source] = style_files(edition)
        items, resources = [], []
        for module in edition:
            part = parts[module.id].files
            found = read_items(part[MANIFEST].read())
            items += found[0]
            resources += found[1]
            files |= {name: source for name, source in part.items() if name.startswith(f"{module.id}/")}
        xml = manifest(edition, None, items, resources, style_files(edition))
        whole: dict[str, Source] = {MANIFEST: BytesSource(xml), **files}
        return Artifact(self.name, edition.language, edition.programme.id, ".zip", whole)


def _line(module: Module, page: StaticPage) -> Line:
    """A page with the files that it shows or leads to."""
    media = dict.fromkeys(unquote(name) for name in _MEDIA.findall(page.body))
    id = f"{page.kind}-{module.id}" + (f".{page.anchor.removeprefix('p_')}" if page.in_folder else "")
    return Line(id, page.title, (f"{module.id}/{page.name}", *(f"{module.id}/{one}" for one in media)))


WRITER = ImsCp()
