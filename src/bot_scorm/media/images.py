"""Pictures made of pixels, in the sizes that screens need: the one place where Pillow works.

The same Pillow makes the same bytes of the same picture. What is made is kept under a name that stands for
the picture, for Pillow's version and for this file; processes may make the same at the same time.
"""

from __future__ import annotations

import hashlib
import io
import json
import tempfile
import warnings
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import PIL

from bot_scorm.archive import BytesSource, FileSource, Source
from bot_scorm.media.faults import BROKEN
from bot_scorm.media.headers import Header, MediaError
from bot_scorm.model.programme import Media, Size

WIDTHS = (480, 960, 1600)
"""Pixels across: a phone's column; that on a fine screen, or a desktop's; and that on a fine one."""
FALLBACK = 960
"""The widest that browsers without WebP are given."""
_WEBP_SIDE = 16383
"""The longest side of a WebP picture, in pixels."""
_COLOURS = 4096
"""A picture with at most so many is a drawing: its WebP loses nothing."""


@dataclass(frozen=True, slots=True)
class Made:
    """The files of one picture: one in its own kind, and WebP by width in pixels; a size for the layout."""

    width: int
    height: int
    fallback: Source
    webp: dict[int, Source]


def made(media: Media, data: bytes, header: Header, cache: Path, sized: bool) -> Media:
    """The picture with its sizes, from the cache if they are there; raises MediaError if it is broken."""
    folder = cache / hashlib.sha256(_recipe() + data).hexdigest()
    found = _read(folder)
    if found is None:
        if not sized:
            _decode(data)
            return media
        found = _make(data, header)
        _keep(found, folder)
        found = _read(folder) or found
    sizes = tuple(
        Size(f"{media.name}.{width}.webp", width, source) for width, source in sorted(found.webp.items())
    )
    return replace(media, width=found.width, height=found.height, source=found.fallback, sizes=sizes)


@cache
def _recipe() -> bytes:
    return hashlib.sha256(PIL.__version__.encode() + Path(__file__).read_bytes()).digest()


def _read(folder: Path) -> Made | None:
    try:
        width, height, widths = json.loads((folder / "about.json").read_text(encoding="utf-8"))
        webp: dict[int, Source] = {int(one): FileSource(folder / f"{int(one)}.webp") for one in widths}
        files = [folder / "fallback", *(folder / f"{one}.webp" for one in webp)]
        if not all(one.is_file() for one in files):
            return None
        return Made(int(width), int(height), FileSource(folder / "fallback"), webp)
    except (OSError, ValueError, TypeError):
        return None


def _keep(made: Made, folder: Path) -> None:
    """Writes a folder whole or not at all; one that cannot be written costs the next run its time."""
    with suppress(OSError):
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, ignore_cleanup_errors=True) as part:
            inner = Path(part, "whole")
            inner.mkdir()
            (inner / "fallback").write_bytes(made.fallback.read())
            for width, source in made.webp.items():
                (inner / f"{width}.webp").write_bytes(source.read())
            about = json.dumps([made.width, made.height, sorted(made.webp)])
            (inner / "about.json").write_text(about, encoding="utf-8")
            inner.rename(folder)  # fails if another process was faster, which made the same


def _decode(data: bytes, width: int = WIDTHS[-1]) -> Any:
    """The picture, upright, in 8 bits a channel, of the colour space sRGB and without words about it."""
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its size is known and allowed; odd Exif is of no interest
            picture = Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "GIF", "WEBP"))
            picture.draft("RGB", (2 * width, 2 * width))  # a JPEG is read no larger than needed
            picture.load()
            return _plain(ImageOps.exif_transpose(picture))
    except Exception as error:  # the decoders raise what they like
        message = f"Its data cannot be read ({error}); fetch or save it again."
        raise MediaError(BROKEN, message) from None


def _plain(picture: Any) -> Any:
    from PIL import Image

    if picture.mode.startswith("I"):  # 16 bits a channel
        picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    clear = picture.mode in ("LA", "PA", "RGBA", "La", "RGBa") or "transparency" in picture.info
    mode = "RGBA" if clear else "RGB"
    profile = picture.info.get("icc_profile")
    plain = _as_srgb(picture, profile, mode) if profile else picture.convert(mode)
    bare = Image.new(mode, plain.size)
    bare.paste(plain)
    return bare


def _as_srgb(picture: Any, profile: bytes, mode: str) -> Any:
    """Colours as screens without colour management show them rightly."""
    from PIL import ImageCms

    base = picture if picture.mode in ("RGB", "RGBA", "CMYK", "L") else picture.convert(mode)
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        found = ImageCms.profileToProfile(base, source, target, outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):  # a profile of another kind, or a broken one
        return base.convert(mode)
    return found


def _make(data: bytes, header: Header) -> Made:
    picture = _decode(data)
    drawn = header.kind != "jpeg" and picture.getcolors(_COLOURS) is not None
    top = min(picture.width, WIDTHS[-1])
    shown = _scaled(picture, min(FALLBACK, top))
    widths = {top, shown.width, *(one for one in WIDTHS if one * 1.25 <= top)}
    webp: dict[int, Source] = {}
    if max(shown.size) <= _WEBP_SIDE and picture.height * top // picture.width <= _WEBP_SIDE:
        webp = {one: BytesSource(_webp(_scaled(picture, one), drawn, header.kind)) for one in sorted(widths)}
    width, height = _scaled(picture, top).size
    if header.kind == "webp" and webp:
        return Made(width, height, webp[shown.width], webp)
    fallback = _own_kind(shown, drawn, header.kind)
    if shown.width == header.width and not header.exif and len(header.bare) < len(fallback):
        fallback = header.bare  # whoever saved it did better
    if webp and len(webp[shown.width].read()) >= len(fallback) and shown.width == top:
        webp = {}  # nothing would be won
    return Made(width, height, BytesSource(fallback), webp)


def _scaled(picture: Any, width: int) -> Any:
    from PIL import Image

    if width >= picture.width:
        return picture
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _webp(picture: Any, drawn: bool, kind: str) -> bytes:
    """Photographs lose what nobody sees, drawings nothing, pictures between the two little."""
    return _saved(picture, "WEBP", lossless=drawn, quality=80 if drawn or kind == "jpeg" else 88, method=4)


def _own_kind(picture: Any, drawn: bool, kind: str) -> bytes:
    if kind == "jpeg":
        return _saved(picture.convert("RGB"), "JPEG", quality=82, optimize=True, progressive=True)
    if drawn or kind == "gif":
        picture = picture.quantize(256, method=2)  # the only way that keeps what is clear
    return _saved(picture, kind.upper(), optimize=True)


def _saved(picture: Any, format: str, **options: Any) -> bytes:
    file = io.BytesIO()
    picture.save(file, format, **options)
    return file.getvalue()
