"""Pictures in a build: made once, packed in all their sizes, told where they are too heavy or broken."""

from __future__ import annotations

import random
import re
import subprocess
import sys
import zipfile
from base64 import b64encode
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest

from bot_scorm.diagnostics import Report
from bot_scorm.pipeline import BuildOptions, build, check_sources
from tests.course import write_course
from tests.media.pictures import noise, saved

PAGE = "---\nkind: theory\nid: page\ntitle: A page\n---\n"
PHOTO = saved(noise(1200, 300), "JPEG")
BODY = """
![A bridge](media/a%20bridge,%20wide.jpg "Caption")

With ![a bridge](<media/a bridge, wide.jpg> "title") inside.

::: hotspot {#spots}
![A bridge](<media/a bridge, wide.jpg>)

- Pillar {#pillar x=10 y=10}
:::

![A drawing](media/bridge.svg)
"""


def course(tmp_path: Path, body: str, **files: bytes) -> Path:
    named = {f"media/{name}": data for name, data in files.items()}
    return write_course(tmp_path / "content", {"10-page.md": PAGE + body, **named})


def built(root: Path, *formats: str) -> Report:
    report = Report()
    build(root, BuildOptions(formats=formats or ("scorm12",), modules=("trust",), jobs=1), report)
    return report


def packed(root: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(root.parent / "build/en/scorm12/trust.zip") as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_every_picture_of_a_page_is_packed_in_its_sizes(tmp_path: Path) -> None:
    root = course(tmp_path, BODY, **{"a bridge, wide.jpg": PHOTO})
    assert list(built(root)) == []
    files = packed(root)
    html = files["trust/index.html"].decode()
    asked = re.findall(r'(?:src|href)="(media/[^"]*)"', html)
    for one in re.findall(r'srcset="([^"]*)"', html):
        asked += [unescape(part).split()[0] for part in one.split(", ")]
    assert {f"trust/{unquote(one)}" for one in asked} == {name for name in files if "/media/" in name}
    assert html.count("<picture>") == 3
    assert html.count(' width="1200" height="300" loading="lazy" decoding="async"') == 3
    assert ' width="960" height="960" loading="lazy" decoding="async"' in html


def test_a_second_build_decodes_nothing_and_makes_the_same(tmp_path: Path) -> None:
    root = course(tmp_path, BODY, **{"a bridge, wide.jpg": PHOTO})
    built(root)
    before = packed(root)
    page = root / "curriculum/01-trust/10-page.md"
    page.write_text(page.read_text("utf-8") + "\nMore.\n", "utf-8")
    assert _imported(root) == {"PIL"}
    after = packed(root)
    assert after["trust/index.html"] != before["trust/index.html"]
    assert {name: data for name, data in after.items() if "/media/" in name} == {
        name: data for name, data in before.items() if "/media/" in name
    }


def test_without_large_pictures_pillow_is_not_imported(tmp_path: Path) -> None:
    small = saved(noise(100, 50), "PNG", words=False)
    assert _imported(course(tmp_path, "![A dot](media/a.png)\n", **{"a.png": small})) == set()


def _imported(root: Path) -> set[str]:
    """Which of Pillow's main modules a build in a fresh process imports."""
    code = (
        "import sys; from pathlib import Path; from bot_scorm.diagnostics import Report\n"
        "from bot_scorm.pipeline import BuildOptions, build\n"
        "made = build(Path(sys.argv[1]), BuildOptions(formats=('scorm12',), jobs=1), Report())\n"
        "assert made and not made[0].fresh\n"
        "print(*({'PIL', 'PIL.Image'} & set(sys.modules)))"
    )
    out = subprocess.run([sys.executable, "-c", code, str(root)], check=True, capture_output=True, text=True)
    return set(out.stdout.split())


def test_question_files_want_no_pictures(tmp_path: Path) -> None:
    quiz = "---\nkind: quiz\nid: after\ntitle: Quiz\nrole: after\n---\n\n"
    question = "::: question {#q}\n![A bridge](media/a.jpg) Is it?\n\n- [x] Yes {#y}\n- [ ] No {#n}\n:::\n"
    root = course(tmp_path, "", **{"a.jpg": PHOTO})
    (root / "curriculum/01-trust/90-after.md").write_text(quiz + question, "utf-8")
    built(root, "gift")
    assert not (tmp_path / ".bot-pack-cache/media").exists()


def test_a_broken_picture_is_told_at_its_file(tmp_path: Path) -> None:
    root = course(tmp_path, BODY, **{"a bridge, wide.jpg": PHOTO[:3000]})
    for report in (built(root), _checked(root)):
        (found,) = (one for one in report if one.rule.id.startswith("IMG-0"))
        assert (found.rule.id, found.at.path) == ("IMG-005", "curriculum/01-trust/media/a bridge, wide.jpg")
    assert not (tmp_path / "build/en/scorm12/trust.zip").exists()


def _checked(root: Path) -> Report:
    report = Report()
    check_sources(root, report, jobs=1)
    return report


def test_a_module_above_five_megabytes_is_told_with_its_largest_files(tmp_path: Path) -> None:
    body = "![One](media/one.svg)\n\n![Two](media/two.svg)\n"
    root = course(tmp_path, body, **{"one.svg": scanned(3_300_000), "two.svg": scanned(2_000_000)})
    (found,) = built(root)
    assert (found.rule.id, found.at.path) == ("BLD-005", "curriculum/01-trust/module.yaml")
    assert re.search(r"largest files are trust/media/one.svg \(3.3 MB\), trust/media/two.svg", found.message)
    report = built(root)  # nothing changed: told again
    assert [one.rule.id for one in report] == ["BLD-005"]


def scanned(size: int) -> bytes:
    """A drawing that holds a picture of so many bytes."""
    data = b64encode(random.Random(size).randbytes(size))
    return b'<svg xmlns="http://www.w3.org/2000/svg"><image href="data:image/png;base64,%s"/></svg>' % data


@pytest.mark.parametrize("jobs", [1, 2])
def test_jobs_may_make_the_same_picture(tmp_path: Path, jobs: int) -> None:
    root = course(tmp_path, BODY, **{"a bridge, wide.jpg": PHOTO})
    first = root / "curriculum/01-trust"
    for n in range(2, 5):
        folder = root / f"curriculum/0{n}-more"
        folder.mkdir()
        for path in sorted(first.rglob("*.*")):
            (folder / path.relative_to(first)).parent.mkdir(exist_ok=True)
            (folder / path.relative_to(first)).write_bytes(path.read_bytes())
        (folder / "module.yaml").write_text(f"id: more-{n}\ntitle: More\n", "utf-8")
    report = Report()
    made = build(root, BuildOptions(formats=("scorm12",), jobs=jobs), report)
    assert list(report) == []
    assert len(made) == 5
    assert len(list((tmp_path / ".bot-pack-cache/media").iterdir())) == 1
