"""The least that could be done: run as a program, so that its start counts as ours does.

``python floors.py zip UNPACKED OUT`` zips the folders in UNPACKED again. ``python floors.py bare CONTENT
UNPACKED OUT`` renders every page of CONTENT with markdown-it-py first, in the same process.
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path


def zip_again(unpacked: Path, out: Path) -> None:
    """Makes a zip of every folder: pictures stored, everything else deflated at our level."""
    out.mkdir(parents=True, exist_ok=True)
    for folder in sorted(unpacked.iterdir()):
        with zipfile.ZipFile(out / f"{folder.name}.zip", "w", compresslevel=6) as archive:
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    kind = zipfile.ZIP_STORED if path.suffix == ".png" else zipfile.ZIP_DEFLATED
                    archive.write(path, path.relative_to(folder).as_posix(), kind)


def render_all(content: Path, out: Path) -> None:
    """Renders every page and writes it as it comes."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable("table")
    out.mkdir(parents=True, exist_ok=True)
    for number, page in enumerate(sorted(content.rglob("*.md"))):
        _, _, body = page.read_text(encoding="utf-8")[4:].partition("\n---\n")
        (out / f"{number}.html").write_text(parser.render(body), encoding="utf-8")


if __name__ == "__main__":
    kind, *folders = sys.argv[1:]
    paths = [Path(one) for one in folders]
    if kind == "bare":
        render_all(paths[0], paths[2])
    zip_again(paths[-2], paths[-1])
