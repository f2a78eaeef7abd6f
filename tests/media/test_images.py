"""Pictures are made smaller, in the sizes needed, upright, and without words about who made them."""

from __future__ import annotations

import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from bot_scorm.diagnostics import Location, Report
from bot_scorm.media import prepare
from bot_scorm.model.programme import Media, Module
from bot_scorm.model.text import Text
from tests.media.pictures import SECRET, noise, opened, saved


def prepared(tmp_path: Path, name: str, data: bytes, sized: bool = True) -> tuple[Media | None, Report]:
    path = tmp_path / name
    path.write_bytes(data)
    at = Location("module.yaml")
    module = Module(at=at, id="m", title=Text("M", at), media={name: Media(name, path)})
    report = Report()
    place = lambda one: Location(one.name)  # noqa: E731 - named for what it is
    found = prepare(module, tmp_path / "cache", place, report, sized=sized)
    return found.media.get(name), report


def files(media: Media | None) -> dict[str, bytes]:
    assert media is not None
    return {name: source.read() for name, source in media.files.items()}


PHOTO = saved(noise(2400, 240), "JPEG")


@pytest.mark.parametrize(("kind", "ending"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")])
def test_wide_pictures_come_in_three_sizes(tmp_path: Path, kind: str, ending: str) -> None:
    name = f"photo.{ending}"
    data = saved(noise(2400, 240), kind)
    media, report = prepared(tmp_path, name, data)
    assert list(report) == []
    made = files(media)
    assert {one: (opened(data).format, opened(data).size) for one, data in made.items()} == {
        name: (kind, (960, 96)),
        f"{name}.480.webp": ("WEBP", (480, 48)),
        f"{name}.960.webp": ("WEBP", (960, 96)),
        f"{name}.1600.webp": ("WEBP", (1600, 160)),
    }
    assert media is not None
    assert (media.width, media.height) == (1600, 160)
    assert not any(SECRET in one or b"Exif" in one or b"EXIF" in one for one in made.values())


@pytest.mark.parametrize(
    ("width", "widths"),
    [(300, []), (500, [500]), (700, [480, 700]), (1000, [480, 960, 1000]), (1300, [480, 960, 1300])],
)
def test_nothing_is_enlarged(tmp_path: Path, width: int, widths: list[int]) -> None:
    media, _ = prepared(tmp_path, "a.jpg", saved(noise(width, 100), "JPEG", words=False))
    assert media is not None
    assert [one.width for one in media.sizes] == widths
    assert (media.width, media.height) == (width, 100)
    assert opened(files(media)["a.jpg"]).width == min(width, 960)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_pictures_stand_upright(tmp_path: Path, kind: str, orientation: int) -> None:
    corner = Image.new("RGB", (60, 40), "white")
    corner.paste((255, 0, 0), (0, 0, 20, 15))
    data = saved(corner, kind, orientation)
    media, _ = prepared(tmp_path, f"a.{kind.lower()}", data)
    assert media is not None
    picture = opened(files(media)[media.name]).convert("RGB")
    tall = orientation > 4
    assert picture.size == (media.width, media.height) == ((40, 60) if tall else (60, 40))
    right = orientation in (2, 3, 6, 7)
    low = orientation in (3, 4, 7, 8)
    red = picture.getpixel((picture.width - 5 if right else 5, picture.height - 5 if low else 5))
    assert red[0] > 200 and max(red[1:]) < 80


def test_small_pictures_stay_as_they_are_without_their_words(tmp_path: Path) -> None:
    for kind, ending in (("JPEG", "jpg"), ("PNG", "png"), ("GIF", "gif"), ("WEBP", "webp")):
        plain = saved(noise(100, 50), kind, words=False)
        media, _ = prepared(tmp_path, f"a.{ending}", plain)
        assert files(media) == {f"a.{ending}": plain}
        media, _ = prepared(tmp_path, f"b.{ending}", saved(noise(100, 50), kind))
        for bare in files(media).values():
            assert SECRET not in bare
            assert opened(bare).size == (100, 50)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_animated_pictures_keep_moving(tmp_path: Path, kind: str) -> None:
    rest = [noise(700 + n, 300).resize((700, 300)) for n in (1, 2)]
    data = saved(noise(700, 300), kind, save_all=True, append_images=rest)
    media, report = prepared(tmp_path, f"a.{kind.lower()}", data)
    assert list(report) == []
    ((_, bare),) = files(media).items()
    assert SECRET not in bare
    assert opened(bare).n_frames == 3


LAB = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
ODD = {
    "cmyk.jpg": saved(noise(900, 90, "CMYK"), "JPEG"),
    "grey.jpg": saved(noise(900, 90, "L"), "JPEG"),
    "palette.png": saved(noise(900, 90).quantize(16), "PNG"),
    "clear.png": saved(noise(900, 90, "RGBA"), "PNG"),
    "clear.webp": saved(noise(900, 90, "RGBA"), "WEBP"),
    "still.gif": saved(noise(900, 90).quantize(64), "GIF"),
    "sixteen.png": saved(Image.new("I;16", (900, 90), 40_000), "PNG"),
    "profile.jpg": saved(noise(900, 90), "JPEG", icc_profile=LAB),
    "broken-profile.jpg": saved(noise(900, 90), "JPEG", icc_profile=b"none"),
    "bits.png": saved(noise(900, 90, "1"), "PNG"),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_pictures_are_made_too(tmp_path: Path, name: str) -> None:
    media, report = prepared(tmp_path, name, ODD[name])
    assert list(report) == []
    made = files(media)
    for one, data in made.items():
        assert opened(data).convert("RGB").height == round(90 * opened(data).width / 900), one
        assert SECRET not in data
    if name == "sixteen.png":
        assert opened(made[name]).convert("L").getpixel((5, 5)) == 40_000 // 256


def test_drawings_lose_nothing(tmp_path: Path) -> None:
    drawing = Image.new("RGB", (900, 300), "white")
    drawing.paste((12, 34, 56), (10, 10, 600, 200))
    media, _ = prepared(tmp_path, "a.png", saved(drawing, "PNG"))
    for data in files(media).values():
        found = opened(data).convert("RGB")
        if found.width == 900:
            assert found.tobytes() == drawing.tobytes()


def test_the_same_bytes_each_time_and_from_the_cache(tmp_path: Path) -> None:
    first = files(prepared(tmp_path, "a.jpg", PHOTO)[0])
    (folder,) = (tmp_path / "cache").iterdir()
    times = {one.name: one.stat().st_mtime_ns for one in folder.iterdir()}
    assert files(prepared(tmp_path, "a.jpg", PHOTO)[0]) == first
    assert {one.name: one.stat().st_mtime_ns for one in folder.iterdir()} == times
    (folder / "960.webp").unlink()  # what is broken in the cache counts as not being there
    assert files(prepared(tmp_path, "a.jpg", PHOTO)[0]) == first
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "cache").write_text("no folder")
    assert files(prepared(tmp_path / "other", "a.jpg", PHOTO)[0]) == first


def test_a_cached_picture_needs_no_decoder(tmp_path: Path) -> None:
    prepared(tmp_path, "a.jpg", PHOTO)
    code = (
        "import sys; from pathlib import Path; from tests.media.test_images import *\n"
        "for name in [one for one in sys.modules if one.startswith('PIL.')]: del sys.modules[name]\n"
        f"prepared(Path({str(tmp_path)!r}), 'a.jpg', PHOTO)\n"
        "assert not any(one.startswith('PIL.Image') for one in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_nothing_is_made_where_no_format_wants_it(tmp_path: Path) -> None:
    media, report = prepared(tmp_path, "a.jpg", PHOTO, sized=False)
    assert media is not None
    assert media.sizes == ()
    assert not (tmp_path / "cache").exists()
    _, report = prepared(tmp_path, "b.png", broken_pixels(), sized=False)
    assert [one.rule.id for one in report] == ["IMG-005"]


def broken_pixels() -> bytes:
    """A PNG whose parts are whole and whose pixels are not."""
    data = saved(noise(600, 400), "PNG", words=False)
    at = data.index(b"IDAT")
    length = int.from_bytes(data[at - 4 : at], "big")
    body = b"IDAT" + b"\0" * length
    return data[:at] + body + zlib.crc32(body).to_bytes(4, "big") + data[at + 8 + length :]


BAD: dict[str, tuple[str, bytes, str]] = {
    "cut off": ("a.jpg", PHOTO[:9_000], "IMG-005"),
    "cut off small": ("a.png", saved(noise(50, 50), "PNG")[:-30], "IMG-005"),
    "cut off gif": ("a.gif", saved(noise(50, 50), "GIF")[:-30], "IMG-005"),
    "cut off webp": ("a.webp", saved(noise(50, 50), "WEBP")[:-30], "IMG-005"),
    "empty": ("a.png", b"", "IMG-005"),
    "a text": ("a.png", b"no picture", "IMG-005"),
    "pixels": ("a.png", broken_pixels(), "IMG-005"),
    "no size": ("a.gif", b"GIF89a" + bytes(7) + b";", "IMG-005"),
    "bomb": ("a.png", saved(Image.new("1", (8_000, 6_300)), "PNG"), "IMG-006"),
    "ending": ("a.jpg", saved(noise(50, 50), "PNG"), "IMG-007"),
    "no svg": ("a.svg", b"<svg>", "IMG-005"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_pictures_are_told(tmp_path: Path, case: str) -> None:
    name, data, rule = BAD[case]
    media, report = prepared(tmp_path, name, data)
    assert media is None
    assert [(one.rule.id, one.at.path) for one in report] == [(rule, name)]


def test_sizes_never_take_the_name_of_a_picture(tmp_path: Path) -> None:
    own = tmp_path / "a.jpg.480.webp"
    own.write_bytes(saved(noise(40, 40), "WEBP"))
    (tmp_path / "a.jpg").write_bytes(PHOTO)
    at = Location("module.yaml")
    media = {name: Media(name, tmp_path / name) for name in ("a.jpg", own.name)}
    module = Module(at=at, id="m", title=Text("M", at), media=media)
    found = prepare(module, tmp_path / "cache", lambda path: at, Report(), sized=True)
    assert found.media["a.jpg"].sizes == ()
    assert found.media[own.name].files[own.name].read()
