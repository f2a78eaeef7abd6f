"""The cover of a module in a cartridge of ours, which says what module.yaml said."""

from __future__ import annotations

import re

from bot_scorm.importing.modules import ModuleDraft
from bot_scorm.importing.web import Site
from bot_scorm.model.blocks import ListBlock
from bot_scorm.model.walk import texts_of
from bot_scorm.readers.gift_model import QuestionIds
from bot_scorm.readers.html_text import words_in
from bot_scorm.readers.ids import slug
from bot_scorm.readers.outline import OutlineLine


def read_cover(module: ModuleDraft, line: OutlineLine, site: Site) -> None:
    """Takes title, summary, time and outcomes from a cover."""
    page = site.open(line.name, line.title, line.at)
    if page is None or not page.own:
        return
    at = site.stock.package.at(line.name)
    minutes = page.body.find("p[@class='how']")
    found = re.search(r"\d{1,4}", words_in(minutes)) if minutes is not None else None
    aims = page.body.find("div[@class='box outcomes']") is not None
    read = page.read(at, site.ways(line.name, module.shelf), frozenset(), {})
    module.title = read.title or module.title
    if read.summary:
        module.settings.append(("summary", read.summary))
    if found:
        module.settings.append(("duration", found[0]))
    ids = QuestionIds()
    for block in [one for one in read.blocks if isinstance(one, ListBlock)][: 1 if aims else 0]:
        for item in block.items:
            text = " ".join(one.source for one in texts_of(item))
            module.outcomes[ids.give(slug(text))] = text
