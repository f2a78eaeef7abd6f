"""Pictures made ready for packages: smaller, in the sizes that screens need, and without what they tell of
where and by whom they were made.

Small pictures, animated ones and SVG go in as they are, without Pillow being imported; everything else is
made once and kept in a folder by what it holds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from bot_scorm.archive import BytesSource, FileSource
from bot_scorm.diagnostics import Location, Report
from bot_scorm.media import faults
from bot_scorm.media.headers import Header, MediaError, read_header
from bot_scorm.media.svg import read_svg
from bot_scorm.model.programme import Media, Module

SMALL_WIDTH = 480
"""Pixels: no wider than the smallest size that would be made."""
SMALL_BYTES = 48 * 1024
"""Making a picture smaller than this would cost more time than it saves."""
MAX_BYTES = 64 * 1024 * 1024
MAX_PIXELS = 50_000_000
"""More than any phone's usual picture; such a one takes 200 MB while it is looked at."""

Place = Callable[[Path], Location]
"""Where a file of the module is said to be."""


def prepare(module: Module, cache: Path, place: Place, report: Report, *, sized: bool) -> Module:
    """The module with its pictures ready to be packed; faults in them go to the report.

    ``cache`` is where made pictures are kept; it need not be there or be writable. Without ``sized`` the
    pictures are only looked at.
    """
    media: dict[str, Media] = {}
    for key, one in module.media.items():
        try:
            media[key] = _ready(one, cache, sized) if _is_picture(one) else one
        except MediaError as error:
            report.add(error.rule, place(one.path), str(error))
        except OSError as error:
            report.add(faults.BROKEN, place(one.path), f"It cannot be read: {error.strerror or error}.")
    return replace(module, media=_apart(media))


def _ready(media: Media, cache: Path, sized: bool) -> Media:
    if media.path.stat().st_size > MAX_BYTES:
        raise MediaError(faults.TOO_LARGE, "The file is larger than 64 MiB; save a smaller picture.")
    data = media.path.read_bytes()
    if media.path.suffix.lower() == ".svg":
        width, height = read_svg(data)
        return replace(media, width=width, height=height)
    header = read_header(data)
    if header.kind not in _ENDINGS[media.path.suffix.lower()]:
        message = f"This is a {header.kind.upper()} picture: give its name the ending .{header.kind}."
        raise MediaError(faults.ENDING, message)
    if header.width * header.height > MAX_PIXELS:
        raise MediaError(
            faults.TOO_LARGE,
            f"It has {header.width} x {header.height} pixels; save it with at most 50 million, "
            "such as 8,000 x 6,000.",
        )
    if header.animated or _is_small(header, data):
        source = FileSource(media.path) if header.bare == data else BytesSource(header.bare)
        return replace(media, width=header.width, height=header.height, source=source)
    from bot_scorm.media.images import made  # only now is Pillow needed

    return made(media, data, header, cache, sized)


def _is_small(header: Header, data: bytes) -> bool:
    return header.width <= SMALL_WIDTH and len(data) <= SMALL_BYTES and not header.exif


def _is_picture(media: Media) -> bool:
    return media.path.suffix.lower() in (*_ENDINGS, ".svg")


def _apart(media: Mapping[str, Media]) -> dict[str, Media]:
    """Leaves out sizes that would take the name of somebody's own picture."""
    names = {one.name for one in media.values()}
    return {
        key: replace(one, sizes=()) if any(size.name in names for size in one.sizes) else one
        for key, one in media.items()
    }


_ENDINGS = {".png": ("png",), ".jpg": ("jpeg",), ".jpeg": ("jpeg",), ".gif": ("gif",), ".webp": ("webp",)}
"""Endings of the names of pictures made of pixels, and the kinds that these stand for."""
