"""A programme with everything that docs/source-format.md has an example of, and a second module."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote

from lxml import html

from bot_scorm.archive import Artifact
from bot_scorm.citing import cited
from bot_scorm.diagnostics import Report
from bot_scorm.model.programme import Edition
from tests.course import THEORY, read_course, write_course
from tests.readers.test_examples import ALONE, EXAMPLES, NEXT, SHARED, WITH_SHARED

OTHER = "id: rights\ntitle: Rights & <duties>\n"
REFERRING = (*WITH_SHARED, "case", "dialogue", "survey")
GUIDE = "---\nkind: guide\nid: guide\ntitle: For trainers\n---\nBack to [the page](10-page.md).\n"


def write_everything(root: Path) -> Path:
    """The sources, each example on a page that has its name; gives the root."""
    files: dict[str, str | bytes] = {"20-listening.md": NEXT}
    for name in (*ALONE, *WITH_SHARED):
        text = EXAMPLES[name] if EXAMPLES[name].startswith("---") else THEORY + EXAMPLES[name]
        text = re.sub(r"\A(---\n.*?^id: ).*?$", rf"\g<1>x-{name}", text, count=1, flags=re.M | re.S)
        # What an example refers to by its id keeps it; the rest would meet the ids of other examples.
        files[f"50-{name}.md"] = text if name in REFERRING else re.sub(r"\{#", f"{{#{name}-", text)
    files |= {path: EXAMPLES[name] for name, path in SHARED.items()}
    other = "content/curriculum/02-rights"
    files[f"{other}/module.yaml"] = OTHER
    files[f"{other}/10-page.md"] = THEORY + "A page without anything else.\n"
    files[f"{other}/90-guide.md"] = GUIDE
    return write_course(root, files)


def edition_of(root: Path) -> Edition:
    """What the writers are given."""
    programme, report = read_course(root)
    assert not report.failed, [str(one) for one in report if one.severity.value == "error"]
    return cited(Edition("en", programme), report)


def parts_of(writer: Any, edition: Edition) -> dict[str, Artifact]:
    """The artifacts of all modules, by id."""
    made = {one.id: writer.write(edition.of(one), Report()) for one in edition}
    return {id: one for id, one in made.items() if one is not None}


def joined(writer: Any, edition: Edition, parts: dict[str, Artifact]) -> Artifact:
    """The programme's artifact, made as a build makes it: from modules without pages."""
    bare = replace(edition.programme, modules=tuple(replace(one, pages=(), media={}) for one in edition))
    artifact: Artifact = writer.join(replace(edition, programme=bare), parts, Report())
    return artifact


def dead_links(files: dict[str, bytes]) -> Iterator[str]:
    """Addresses in pages that lead to nothing, be it a file or a place on a page."""
    pages = {name: html.fromstring(data) for name, data in files.items() if name.endswith("html")}
    ids = {name: {one.get("id") for one in page.iter() if one.get("id")} for name, page in pages.items()}
    for name, page in pages.items():
        for element, _, href, _ in page.iterlinks():
            path, _, place = unquote(href).partition("#")
            if ":" in path or element.tag == "form":
                continue
            target = normpath(join(dirname(name), path)) if path else name
            if target not in files or (place and place not in ids[target]):
                yield f"{name}: {href}"


def doubled_ids(files: dict[str, bytes]) -> Iterator[str]:
    """Ids that stand twice on one page."""
    for name, data in files.items():
        if name.endswith("html"):
            seen = [one.get("id") for one in html.fromstring(data).iter() if one.get("id")]
            yield from (f"{name}: {id}" for id in sorted(set(seen)) if seen.count(id) > 1)
