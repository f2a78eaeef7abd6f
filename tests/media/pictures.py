"""Makes pictures for tests: of every kind, with words about where they were made."""

from __future__ import annotations

import io
import random
from typing import Any

from PIL import Image, PngImagePlugin

SECRET = b"Ana Petrova"
"""Stands in the metadata of every picture made here."""


def noise(width: int, height: int, mode: str = "RGB") -> Any:
    """A picture like a photograph: smooth, with grain."""
    small = Image.frombytes("RGB", (8, 8), random.Random(width).randbytes(192))
    return small.resize((width, height), Image.Resampling.BICUBIC).convert(mode)


def saved(picture: Any, kind: str, orientation: int = 1, words: bool = True, **more: Any) -> bytes:
    """The bytes of a picture with Exif that names its author and a place, if ``words`` are asked for."""
    file = io.BytesIO()
    if words:
        exif = Image.Exif()
        exif[0x013B] = SECRET.decode()
        exif[0x0112] = orientation
        exif.get_ifd(0x8825)[1] = "N"
        more |= {"exif": exif}
        if kind == "PNG":
            text = PngImagePlugin.PngInfo()
            text.add_text("Author", SECRET.decode())
            more |= {"pnginfo": text}
        if kind in ("JPEG", "GIF"):
            more |= {"comment": SECRET}
    if kind == "GIF":
        more.pop("exif", None)
    picture.save(file, kind, **more)
    return file.getvalue()


def opened(data: bytes) -> Any:
    """A picture that was made."""
    return Image.open(io.BytesIO(data))
