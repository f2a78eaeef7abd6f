"""A web site: the player of each module under a start page, with search; online, offline or from a stick."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import html
from markupsafe import Markup

from bot_scorm.archive import Artifact, BytesSource, Source
from bot_scorm.diagnostics import Report
from bot_scorm.model.programme import Edition, Module
from bot_scorm.writers import static_faults, web_search
from bot_scorm.writers.html import player_files, render_module
from bot_scorm.writers.inline import Inline, plain
from bot_scorm.writers.static_pages import FOLDER, Shape, documents, media_files, pages_of, style_files
from bot_scorm.writers.web_pages import Guides, site_files, worker

_SHAPE = Shape(player=True)
_WORKER = "sw.js"


@dataclass(frozen=True, slots=True)
class Web:
    """The format ``web``."""

    name: str = "web"

    def write(self, edition: Edition, report: Report) -> Artifact:
        """The site of one module: the player with the learners' pages, guides as pages beside it."""
        (module,) = edition
        learners = module.for_learners()
        guides = pages_of(edition, module, _SHAPE)
        files = {
            **(render_module(edition, learners, home="../index.html") if learners.pages else {}),
            **documents(edition, module, guides, _SHAPE),
            **media_files(module),
            **player_files(),
            **style_files(edition),
            f"search/{module.id}.js": BytesSource(web_search.of_module(learners)),
        }
        return self._site(edition, module, files)

    def join(self, edition: Edition, parts: Mapping[str, Artifact], report: Report) -> Artifact:
        """The site of the programme: the modules of theirs, under one start page."""
        static_faults.tell_programme(edition, "a web site", report)
        files: dict[str, Source] = {**player_files(), **style_files(edition)}
        for module in edition:
            own = (f"{module.id}/", f"search/{module.id}.js")
            files |= {name: one for name, one in parts[module.id].files.items() if name.startswith(own)}
        return self._site(edition, None, files)

    def _site(self, edition: Edition, module: Module | None, files: dict[str, Source]) -> Artifact:
        title = plain((module or edition.programme).title)
        playable = [one.id for one in edition if f"{one.id}/index.html" in files]
        files = files | site_files(edition, title, _guides(edition, files), playable)
        whole = {**files, _WORKER: worker(files)}
        id = (module or edition.programme).id
        return Artifact(self.name, edition.language, id, ".zip", whole, unpacked=True)


def _guides(edition: Edition, files: Mapping[str, Source]) -> Guides:
    """The guides of all modules, by what their pages say."""
    found: list[tuple[Markup, list[tuple[str, str]]]] = []
    for module in edition:
        names = sorted(name for name in files if name.startswith(f"{module.id}/{FOLDER}"))
        titles = (html.fromstring(files[name].read()).findtext(".//h1") or name for name in names)
        if names:
            found.append((Inline()(module.title), list(zip(names, titles, strict=True))))
    return found


WRITER = Web()
