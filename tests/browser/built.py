"""Small modules made in a test, as packages."""

from __future__ import annotations

from pathlib import Path

from tests.browser.conftest import package

PROGRAMME = """id: made
title: Made for a test
version: '1'
language: en
licence: CC BY 4.0
publisher: us
"""


def made(root: Path, pages: dict[str, str], *, settings: str = "") -> dict[str, bytes]:
    """The package of one module, ``m``: file names to what stands below ``id`` and ``title`` of a page.

    A name such as ``10-theory-start`` gives the order, the kind and the id. A page that starts with lines of
    front matter ends them with ``---``.
    """
    module = root / "curriculum" / "01-m"
    module.mkdir(parents=True)
    (root / "programme.yaml").write_text(PROGRAMME, "utf-8")
    (module / "module.yaml").write_text(f"id: m\ntitle: M\n{settings}", "utf-8")
    for name, text in pages.items():
        _, kind, id = name.split("-")
        more, _, body = text.partition("---\n") if "---\n" in text else ("", "", text)
        head = f"---\nkind: {kind}\nid: {id}\ntitle: {id.title()}\n{more}---\n"
        (module / f"{name}.md").write_text(head + body, "utf-8")
    return package(root)
