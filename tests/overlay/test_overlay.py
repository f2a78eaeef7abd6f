"""A provider's overlay adds to the content, survives its updates, and says where it does not fit any more."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

import pytest

from bot_scorm.diagnostics import Report
from bot_scorm.pipeline import BuildOptions, build, check_sources

HERE = Path(__file__).parent


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(HERE / "project", tmp_path / "project")
    return tmp_path / "project"


def built(project: Path, overlay: bool = True, format: str = "scorm12") -> tuple[dict[str, bool], list[str]]:
    """Builds; gives whether each artifact was fresh, and the findings."""
    report = Report()
    over = project / "overlay" if overlay else None
    made = build(project / "content", BuildOptions(formats=(format,), jobs=1, overlay=over), report)
    return {one.module: one.fresh for one in made}, told(report, project)


def told(report: Report, project: Path) -> list[str]:
    prefix = f"{project.as_posix()}/"
    return [f"{one.rule.id} {one.at}".replace(prefix, "").replace("content/", "") for one in report]


def checked(project: Path) -> list[str]:
    report = Report()
    check_sources(project / "content", report, jobs=1, overlay=project / "overlay")
    taught = (
        "MOD-2",
        "TXT-2",
        "OUT-2",
        "QUIZ-2",
        "IMG-2",
        "QST-2",
        "NAM-2",
    )  # how it teaches
    return [one for one in told(report, project) if not one.startswith(taught)]


def packed(project: Path, module: str = "trust") -> dict[str, str]:
    with zipfile.ZipFile(project / f"build/en/scorm12/{module}.zip") as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def pages(html: str) -> list[str]:
    return re.findall(r'<section class="page" id="p_([a-z-]+)"', html)


def keys(html: str) -> dict[str, str]:
    """The keys of pages and questions, under which a learner's answers are kept."""
    found = re.findall(r'id="([pq]_[a-z-]+)" data-key="([^"]+)"', html)
    return dict(found)


def test_pages_contacts_pass_mark_name_and_pictures_are_the_provider_s(project: Path) -> None:
    assert built(project)[1] == ["CON-001 curriculum/03-trust/10-start.md:10:12"]
    files = packed(project)
    html = files["trust/index.html"]
    assert pages(html) == ["own-welcome", "start", "own-office", "after", "own-thanks"]
    office = '<strong>Child Protection Department</strong>, <a href="tel:032123456">032 123 456</a>'
    assert html.count(office) == 3
    assert "<td>______ (Police)</td>" in html
    assert "<code>[not](contact:one)</code>" in html
    assert "Youth House Plovdiv" in html
    assert 'href="#p_own-office"' in html
    assert '"pass":80' in html
    assert ">80</adlcp:masteryscore>" in files["imsmanifest.xml"]
    assert "10 20" in files["trust/media/stages.svg"]
    assert "10 30" in files["trust/media/map.svg"]
    assert "10 5" in next(text for name, text in files.items() if name.endswith("logo.svg"))
    assert '"pass":75' in packed(project, "goals")["goals/index.html"]


def test_without_an_overlay_places_for_contacts_are_blank(project: Path) -> None:
    findings = built(project, overlay=False)[1]
    assert [one.split()[0] for one in findings] == ["CON-003", "CON-003"]
    html = packed(project)["trust/index.html"]
    assert "call ______ (the child protection office) at once" in html
    assert pages(html) == ["start", "after"]


def test_question_files_hold_contacts_too(project: Path) -> None:
    built(project, format="gift")
    text = (project / "build/en/gift/trust.gift.txt").read_text("utf-8")
    assert "Child Protection Department" in text
    assert "contact\\:" not in text


def test_learners_keep_their_answers_when_an_overlay_comes_and_goes(project: Path) -> None:
    built(project, overlay=False)
    before = keys(packed(project)["trust/index.html"])
    built(project)
    after = keys(packed(project)["trust/index.html"])
    assert before
    assert before.items() <= after.items()


def test_what_changes_in_an_overlay_is_built_again_and_nothing_else(project: Path) -> None:
    built(project)
    assert set(built(project)[0].values()) == {True}
    for path in sorted((project / "overlay").rglob("*.*")):
        path.write_text(path.read_text("utf-8") + "\n", "utf-8")
        assert set(built(project)[0].values()) != {True}, path
    assert set(built(project, overlay=False)[0].values()) == {False}


def test_faults_of_an_overlay_have_a_place(project: Path) -> None:
    overlay = project / "overlay"
    edit(overlay / "overlay.yaml", "contacts:", "contacts:\n  polise: none")
    edit(overlay / "overlay.yaml", "    pages:", "    pages:\n      gone.md: {after: start}")
    edit(overlay / "overlay.yaml", "{after: start}", "{after: strat}")
    (overlay / "overlay.yaml").open("a").write("  trsut: {pass_mark: 10}\n")
    (overlay / "modules/gaols").mkdir()
    edit(overlay / "modules/trust/welcome.md", "own-welcome", "welcome")
    (overlay / "modules/trust/media/map.svg").rename(overlay / "modules/trust/media/mapp.svg")
    shutil.copy(overlay / "modules/trust/thanks.md", overlay / "modules/trust/90-after.md")
    edit(overlay / "modules/trust/90-after.md", "own-thanks", "own-again")
    for folder in ("trust", "modules/trust/drafts"):  # where no page is read
        (overlay / folder).mkdir()
        shutil.copy(overlay / "modules/trust/thanks.md", overlay / folder / "lost.md")
    (overlay / "README.md").write_text("What is in here.", "utf-8")
    assert sorted(checked(project)) == [
        "CON-001 curriculum/03-trust/10-start.md:10:12",
        "ID-003 overlay/modules/trust/welcome.md:3:1",
        "IMG-001 overlay/modules/trust/our-office.md:8:1",
        "OVL-001 overlay/modules/gaols",
        "OVL-001 overlay/overlay.yaml:15:3",
        "OVL-002 overlay/modules/trust/our-office.md:1:1",
        "OVL-002 overlay/overlay.yaml:12:7",
        "OVL-003 overlay/modules/trust/90-after.md:1:1",
        "OVL-004 overlay/modules/trust/drafts/lost.md",
        "OVL-004 overlay/modules/trust/media/mapp.svg",
        "OVL-004 overlay/overlay.yaml:5:3",
        "OVL-004 overlay/trust/lost.md",
    ]


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("pass_mark: 75", "pass_mark: 101", "SET-002"),
        ("pass_mark: 75", "passmark: 75", "SET-003"),
        ("logo: logo.svg", "logo: gone.svg", "IMG-001"),
        ("logo: logo.svg", 'logo: logo.svg\n  colours: {accent: "#ffff00"}', "THM-001"),
        ("**Child", "[[Child", "SET-002"),
        ("contacts:", "contacts: [", "SET-001"),
    ],
)
def test_a_broken_overlay_builds_nothing(project: Path, old: str, new: str, rule: str) -> None:
    edit(project / "overlay/overlay.yaml", old, new)
    made, findings = built(project)
    assert made == {}
    assert [one.split()[0] for one in findings if not one.startswith(("CON", "BLD"))] == [rule]
    assert all("overlay/overlay.yaml" in one for one in findings if not one.startswith(("CON", "BLD")))


def test_the_content_keeps_off_the_ids_of_overlays(project: Path) -> None:
    edit(project / "content/curriculum/03-trust/10-start.md", "id: start", "id: own-start")
    (project / "overlay/modules/trust/welcome.md").unlink()
    assert "ID-003 curriculum/03-trust/10-start.md:3:1" in checked(project)


@pytest.mark.parametrize(
    "text", ["<contact:office>", "[a [b] c](contact:office)", "[our office](contact:Our-Office)"]
)
def test_places_that_cannot_be_filled_are_told(project: Path, text: str) -> None:
    edit(project / "content/curriculum/04-goals/10-goal.md", "Text.", text)
    assert any(one.startswith("CON-002 curriculum/04-goals/10-goal.md:6") for one in checked(project))


def test_links_out_of_an_overlay_are_not_followed(project: Path) -> None:
    secret = project / "secret.md"
    secret.write_text("---\nkind: theory\nid: own-secret\ntitle: Secret\n---\nDear diary.\n", "utf-8")
    (project / "overlay/modules/trust/secret.md").symlink_to(secret)
    assert "SRC-007 overlay/modules/trust/secret.md" in checked(project)
