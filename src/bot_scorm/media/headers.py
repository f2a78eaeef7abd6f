"""What a picture says of itself, read from its bytes without decoding it.

The forms: PNG (third edition), sections 5 and 11; JPEG (ITU-T T.81), annex B; GIF89a, sections 17 to 27;
the WebP container (RFC 9649), section 2.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from bot_scorm.diagnostics import Rule
from bot_scorm.media.faults import BROKEN


class MediaError(Exception):
    """A picture that cannot be used; the message says why and what to do."""

    def __init__(self, rule: Rule, message: str) -> None:
        super().__init__(message)
        self.rule = rule


@dataclass(frozen=True, slots=True)
class Header:
    """A picture's kind and size in pixels, as they are stored."""

    kind: str
    """``png``, ``jpeg``, ``gif`` or ``webp``."""
    width: int
    height: int
    animated: bool
    exif: bool
    """Whether it carries Exif: where it was made, and which way up it is."""
    bare: bytes
    """The file without Exif, XMP, comments and other words about the picture."""


def read_header(data: bytes) -> Header:
    """Reads the structure of a picture; raises MediaError if that is broken or cut off."""
    for start, read in _KINDS:
        if data.startswith(start):
            try:
                header = read(data)
            except (IndexError, struct.error):
                break
            if header.width and header.height:
                return header
            break
    else:
        raise MediaError(BROKEN, "This is no picture of the kinds PNG, JPEG, GIF, WebP or SVG.")
    raise _cut_off()


def _cut_off() -> MediaError:
    return MediaError(BROKEN, "The file is broken or cut off; fetch or save it again.")


_PNG_WORDS = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"})


def _png(data: bytes) -> Header:
    width, height = struct.unpack_from(">2I", data, 16)
    at, parts, kinds = 8, [data[:8]], set()
    while b"IEND" not in kinds:
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if zlib.crc32(data[at + 4 : end - 4]) != struct.unpack_from(">I", data, end - 4)[0]:
            raise _cut_off()
        kinds.add(kind)
        if kind not in _PNG_WORDS:
            parts.append(data[at:end])
        at = end
    return Header("png", width, height, b"acTL" in kinds, b"eXIf" in kinds, b"".join(parts))


_SOF = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""Markers of frames: the ones that tell the size."""
_APP1, _ICC, _ADOBE, _COMMENT, _SOS = 0xE1, 0xE2, 0xEE, 0xFE, 0xDA


def _jpeg(data: bytes) -> Header:
    at, parts, exif, size = 2, [data[:2]], False, (0, 0)
    while True:
        while data[at + 1] == 0xFF:  # fill bytes may stand before a marker
            at += 1
        if data[at] != 0xFF:
            raise _cut_off()
        marker = data[at + 1]
        if marker == _SOS:
            break
        end = at + 2 + int(struct.unpack_from(">H", data, at + 2)[0])
        if marker in _SOF:
            size = struct.unpack_from(">2H", data, at + 5)
        exif = exif or (marker == _APP1 and data[at + 4 : at + 8] == b"Exif")
        words = marker == _COMMENT or (0xE1 <= marker <= 0xEF and marker not in (_ICC, _ADOBE))
        if not words:
            parts.append(data[at:end])
        at = end
    last = data.rfind(b"\xff\xd9")
    if last < at:
        raise _cut_off()
    parts.append(data[at : last + 2])  # what follows, such as a second picture, is not shown
    return Header("jpeg", size[1], size[0], False, exif, b"".join(parts))


def _gif(data: bytes) -> Header:
    width, height, flags = struct.unpack_from("<2HB", data, 6)
    at = 13 + _colours(flags)
    parts, pictures = [data[:at]], 0
    while data[at] != 0x3B:
        start = at
        if data[at] == 0x21:
            comment = data[at + 1] == 0xFE
            at += 2
        elif data[at] == 0x2C:
            pictures, comment = pictures + 1, False
            at += 10 + _colours(data[at + 9]) + 1
        else:
            raise _cut_off()
        while data[at]:
            at += data[at] + 1
        at += 1
        if not comment:
            parts.append(data[start:at])
    return Header("gif", width, height, pictures > 1, False, b"".join((*parts, b"\x3b")))


def _colours(flags: int) -> int:
    """The bytes of a table of colours."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


_WEBP_WORDS = {b"EXIF": 0x08, b"XMP ": 0x04}
"""Chunks about the picture, and the flags in ``VP8X`` that announce them."""


def _webp(data: bytes) -> Header:
    if data[8:12] != b"WEBP" or len(data) < struct.unpack_from("<I", data, 4)[0] + 8:
        raise _cut_off()
    chunks: dict[bytes, bytes] = {}
    at, parts = 12, []
    while at + 8 <= len(data):
        kind, length = struct.unpack_from("<4sI", data, at)
        end = at + 8 + length + length % 2
        chunks.setdefault(kind, data[at + 8 : at + 8 + length])
        if kind not in _WEBP_WORDS:
            parts.append(data[at:end])
        at = end
    if b"VP8X" in chunks:
        extended = chunks[b"VP8X"]
        width, height = (int.from_bytes(extended[n : n + 3], "little") + 1 for n in (4, 7))
        flags = extended[0] & ~sum(_WEBP_WORDS.values())
        parts[0] = parts[0][:8] + bytes([flags]) + parts[0][9:]
    elif b"VP8L" in chunks:
        (bits,) = struct.unpack_from("<I", chunks[b"VP8L"], 1)
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    else:
        width, height = (side & 0x3FFF for side in struct.unpack_from("<2H", chunks.get(b"VP8 ", b""), 6))
    body = b"WEBP" + b"".join(parts)
    bare = b"RIFF" + struct.pack("<I", len(body)) + body
    return Header("webp", width, height, b"ANIM" in chunks, b"EXIF" in chunks, bare)


_KINDS: tuple[tuple[bytes, Callable[[bytes], Header]], ...] = (
    (b"\x89PNG\r\n\x1a\n", _png),
    (b"\xff\xd8", _jpeg),
    (b"GIF8", _gif),
    (b"RIFF", _webp),
)
"""How each kind begins, and what reads it."""
