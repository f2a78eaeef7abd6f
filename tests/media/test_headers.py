"""Whatever the bytes are, reading them ends with a size or with a sentence."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot_scorm.media.headers import MediaError, read_header
from tests.media.pictures import noise, opened, saved

WHOLE = [saved(noise(9, 7), kind) for kind in ("PNG", "JPEG", "GIF", "WEBP")]
WHOLE.append(saved(noise(9, 7), "WEBP", words=False, lossless=True))
WHOLE.append(saved(noise(9, 7), "WEBP", words=False))


def test_headers_tell_what_pillow_finds() -> None:
    for data in WHOLE:
        header = read_header(data)
        picture = opened(header.bare)
        assert (header.kind.upper(), header.width, header.height) == (picture.format, *picture.size)
        assert opened(data).convert("RGB").tobytes() == picture.convert("RGB").tobytes()
        assert read_header(header.bare).bare == header.bare


@given(
    st.sampled_from(WHOLE),
    st.lists(st.tuples(st.integers(0, 2000), st.binary(min_size=1, max_size=6)), max_size=4),
    st.integers(0, 2000),
)
def test_damaged_pictures_never_stop_a_build(
    whole: bytes, changes: list[tuple[int, bytes]], cut: int
) -> None:
    data = bytearray(whole)
    for at, new in changes:
        data[at % len(whole) : at % len(whole) + len(new)] = new
    try:
        header = read_header(bytes(data[: cut or None]))
    except MediaError as error:
        assert error.rule.id == "IMG-005"
    else:
        assert header.width > 0 and header.height > 0
