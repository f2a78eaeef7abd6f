"""What the preview builds, and when it builds it again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot_scorm import resources
from bot_scorm.diagnostics import Severity
from bot_scorm.serve.preview import Key, Preview, View, forget_templates
from bot_scorm.serve.watch import SHARED, TEMPLATES, Watch
from tests.course import MODULE, THEORY, write_course

KEY = Key("en", "scorm12", "trust")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_course(tmp_path, {"10-page.md": f"{THEORY}Promise little.\n"})
    other = tmp_path / "curriculum" / "02-listen"
    other.mkdir()
    (other / "module.yaml").write_text(MODULE.replace("trust", "listen"), encoding="utf-8")
    (other / "10-page.md").write_text(f"{THEORY}Listen.\n", encoding="utf-8")
    return tmp_path


def edit(root: Path, name: str, text: str) -> None:
    (root / "curriculum" / "01-trust" / name).write_text(text, encoding="utf-8")


def html(view: View | None) -> str:
    assert view is not None
    return view.files["trust/index.html"].read().decode()


def look(preview: Preview, watch: Watch) -> View:
    """What a page is shown after an edit."""
    preview.changed(watch.changed())
    view = preview.view(KEY)
    assert view is not None
    return view


def test_an_edit_shows(root: Path) -> None:
    preview, watch = Preview(root), Watch(root)
    assert "Promise little." in html(preview.view(KEY))
    edit(root, "10-page.md", f"{THEORY}Keep what you promise.\n")
    view = look(preview, watch)
    assert "Keep what you promise." in html(view)
    assert view.build == 2


def test_only_what_changed_is_built(root: Path) -> None:
    built: list[str] = []
    preview, watch = Preview(root, built.append), Watch(root)
    other = Key("en", "scorm12", "listen")
    preview.view(KEY)
    preview.view(other)
    edit(root, "10-page.md", f"{THEORY}Anew.\n")
    assert preview.changed(watch.changed()) == ["trust"]
    preview.view(KEY)
    preview.view(other)
    preview.view(KEY)
    assert [line.split()[0] for line in built] == ["trust", "listen", "trust"]


def test_what_all_share_concerns_all(root: Path) -> None:
    preview, watch = Preview(root), Watch(root)
    settings = root / "programme.yaml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("Demo", "Another name"), encoding="utf-8"
    )
    changed = watch.changed()
    assert changed == {SHARED}
    assert preview.changed(changed) == ["trust", "listen"]
    assert preview.programme.title.source == "Another name"
    assert watch.changed() == set()


def test_an_error_keeps_the_last_good_page(root: Path) -> None:
    preview, watch = Preview(root), Watch(root)
    preview.view(KEY)
    edit(root, "10-page.md", f"{THEORY}::: sidebar\nx\n:::\n")
    broken = look(preview, watch)
    (found,) = broken.found
    assert (found.rule.id, str(found.at)) == ("BLK-004", "curriculum/01-trust/10-page.md:6:1")
    assert broken.failed
    assert "Promise little." in html(broken)
    assert broken.build == 1
    edit(root, "10-page.md", f"{THEORY}Mended.\n")
    mended = look(preview, watch)
    assert not mended.failed
    assert "Mended." in html(mended)
    assert mended.build == 2


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("10-page.md", "---\nkind: [\n---\n"),
        ("10-page.md", "---\nno end"),
        ("module.yaml", "id: [trust\n"),
        ("module.yaml", ""),
        ("module.yaml", "\x00"),
    ],
)
def test_broken_files_are_findings_and_mend(root: Path, name: str, text: str) -> None:
    preview, watch = Preview(root), Watch(root)
    preview.view(KEY)
    good = (root / "curriculum/01-trust" / name).read_text(encoding="utf-8")
    edit(root, name, text)
    broken = look(preview, watch)
    assert broken.failed
    assert not broken.fault
    assert any(one.at.path == f"curriculum/01-trust/{name}" for one in broken.found)
    assert "Promise little." in html(broken)
    edit(root, name, good)
    assert not look(preview, watch).failed


def test_a_module_that_never_was_good_has_no_page(root: Path) -> None:
    edit(root, "module.yaml", "id: [trust\n")
    preview = Preview(root)
    assert [id for id, _ in preview.modules] == ["01-trust", "listen"]
    view = preview.view(Key("en", "scorm12", "01-trust"))
    assert view is not None
    assert view.failed
    assert view.files == {}


def test_a_broken_programme_is_told_with_every_module(root: Path) -> None:
    preview, watch = Preview(root), Watch(root)
    preview.view(KEY)
    (root / "programme.yaml").write_text("id: [\n", encoding="utf-8")
    broken = look(preview, watch)
    assert broken.failed
    assert {one.at.path for one in broken.found if one.severity is Severity.ERROR} == {"programme.yaml"}


def test_modules_come_and_go(root: Path) -> None:
    preview, watch = Preview(root), Watch(root)
    (root / "curriculum/02-listen/module.yaml").rename(root / "curriculum/02-listen/module.txt")
    preview.changed(watch.changed())
    assert [id for id, _ in preview.modules] == ["trust"]
    assert preview.view(Key("en", "scorm12", "listen")) is None


@pytest.mark.parametrize(
    "key", [Key("de", "scorm12", "trust"), Key("en", "gift", "trust"), Key("en", "scorm12", "no")]
)
def test_what_is_not_there(root: Path, key: Key) -> None:
    assert Preview(root).view(key) is None


def test_a_template_that_is_edited_shows(
    root: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path_factory.mktemp("templates") / "templates"
    shutil.copytree(resources.templates_dir(), copy)
    for module in ("blocks", "html", "strings"):
        monkeypatch.setattr(f"bot_scorm.writers.{module}.templates_dir", lambda: copy)
    monkeypatch.setattr("bot_scorm.serve.watch.templates_dir", lambda: copy)
    forget_templates()
    try:
        preview, watch = Preview(root), Watch(root)
        preview.view(KEY)
        page = copy / "module.html.j2"
        page.write_text(page.read_text(encoding="utf-8").replace("<body>", "<body><!-- anew -->"))
        assert "<!-- anew -->" in html(look(preview, watch))
        page.write_text("{% if %}", encoding="utf-8")
        broken = look(preview, watch)
        assert broken.fault.startswith(f"{page}:1: ")
        assert "<!-- anew -->" in html(broken)
        assert TEMPLATES in watch._look()
    finally:
        forget_templates()


def test_a_deleted_file_and_a_link_are_seen(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    watch = Watch(root)
    (root / "curriculum/01-trust/10-page.md").unlink()
    assert watch.changed() == {"curriculum/01-trust"}
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "module.yaml").write_text(MODULE.replace("trust", "linked"), encoding="utf-8")
    (root / "curriculum/03-linked").symlink_to(elsewhere)
    assert "curriculum/03-linked" in watch.changed()
    (elsewhere / "10-page.md").write_text(THEORY, encoding="utf-8")
    assert watch.changed() == {"curriculum/03-linked"}


def test_a_programme_may_be_away_for_a_while(root: Path) -> None:
    preview, watch = Preview(root), Watch(root)
    preview.view(KEY)
    away = root.rename(root.with_name("away"))
    preview.changed(watch.changed())
    assert preview.view(KEY) is None
    assert preview.found
    away.rename(root)
    assert not look(preview, watch).failed


def test_a_fault_of_ours_is_said_and_goes_away(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    preview, watch = Preview(root), Watch(root)
    preview.view(KEY)
    with monkeypatch.context() as broken:
        broken.setattr("bot_scorm.serve.preview.read", lambda task: 1 / 0)
        edit(root, "10-page.md", f"{THEORY}Anew.\n")
        view = look(preview, watch)
    assert view.fault == "This is a fault of ours, not yours: ZeroDivisionError: division by zero"
    assert "Promise little." in html(view)
    edit(root, "10-page.md", f"{THEORY}Mended.\n")
    assert "Mended." in html(look(preview, watch))
