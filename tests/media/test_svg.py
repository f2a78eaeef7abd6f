"""Drawings stand on their own: no scripts, nothing from elsewhere."""

from __future__ import annotations

import pytest

from bot_scorm.media.headers import MediaError
from bot_scorm.media.svg import read_svg
from tests.conftest import REPO

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'

GOOD = {
    "a gradient": '<defs><linearGradient id="g"/></defs><rect fill="url(#g)" style="fill:url(\'#g\')"/>',
    "a symbol": '<symbol id="s"/><use href="#s"/><use xlink:href="#s"/>',
    "a picture inside": '<image href="data:image/png;base64,AAAA"/>',
    "a link that nobody can follow": '<a href="https://example.org"><text>me</text></a>',
    "styles": "<style>rect { fill: red; clip-path: url(#c) }</style>",
    "words of a program": '<metadata><x:y xmlns:x="urn:x" x:resource="http://example.org/"/></metadata>',
}
BAD = {
    "a script": "<script>alert(1)</script>",
    "a script elsewhere": '<script href="https://example.org/a.js"/>',
    "an event": '<rect onload="alert(1)"/>',
    "an event in capitals": '<rect ONCLICK="alert(1)"/>',
    "a web page": '<foreignObject><div xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>',
    "a script of another kind": '<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>',
    "a picture elsewhere": '<image href="https://example.org/a.png"/>',
    "an old picture elsewhere": '<image xlink:href="//example.org/a.png"/>',
    "a file beside it": '<image href="photo.jpg"/>',
    "a drawing inside": '<image href="data:image/svg+xml,%3Csvg/%3E"/>',
    "a link to a script": '<a href="javascript:alert(1)"><text>me</text></a>',
    "a link that becomes one": '<set attributeName="href" to="JavaScript:alert(1)"/>',
    "a style sheet": "<style>@import 'https://example.org/a.css';</style>",
    "a font": "<style>@font-face { src: url(https://example.org/a.woff2) }</style>",
    "a font behind escapes": "<style>@font-face { src: \\75 rl(https://example.org/a) }</style>",
    "a font behind a comment": "<style>@im/**/port url(a.css)</style>",
    "a fill elsewhere": '<rect fill="url(https://example.org/a.svg#g)"/>',
    "a style elsewhere": '<rect style="background: url(//example.org/a.png)"/>',
}


@pytest.mark.parametrize("case", GOOD)
def test_drawings_that_stand_alone(case: str) -> None:
    assert read_svg(f'{HEAD} width="20" height="10px">{GOOD[case]}</svg>'.encode()) == (20, 10)


@pytest.mark.parametrize("case", BAD)
def test_drawings_that_do_not(case: str) -> None:
    with pytest.raises(MediaError) as found:
        read_svg(f"{HEAD}>{BAD[case]}</svg>".encode())
    assert found.value.rule.id == "IMG-008"


def test_style_sheets_and_entities_before_the_drawing() -> None:
    for before in (
        '<?xml-stylesheet href="https://example.org/a.css"?>',
        '<!DOCTYPE svg [<!ENTITY a "b">]>',
        '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
    ):
        with pytest.raises(MediaError) as found:
            read_svg(f"{before}{HEAD}><text/></svg>".encode())
        assert found.value.rule.id == "IMG-008"


def test_the_usual_doctype_is_none_of_our_business() -> None:
    public = '"-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"'
    assert read_svg(f"<!DOCTYPE svg PUBLIC {public}>{HEAD}/>".encode()) == (0, 0)


@pytest.mark.parametrize(
    "data", [b"", b"<svg>", b"\xff\xfe", b"<html/>", b'<svg xmlns="urn:other"/>', b"<svg>" * 3000]
)
def test_what_is_no_drawing(data: bytes) -> None:
    with pytest.raises(MediaError) as found:
        read_svg(data)
    assert found.value.rule.id == "IMG-005"


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('viewBox="0 0 200 100"', (960, 480)),
        ('viewBox="0,0,200,100" width="100%"', (960, 480)),
        ('viewBox="0 0 0 100"', (0, 0)),
        ('viewBox="none"', (0, 0)),
        ('width="3em" height="2em"', (0, 0)),
    ],
)
def test_size_of_a_drawing(attributes: str, size: tuple[int, int]) -> None:
    assert read_svg(f"{HEAD} {attributes}/>".encode()) == size


def test_the_drawings_of_the_curriculum_pass() -> None:
    drawings = sorted((REPO / "content").rglob("*.svg"))
    assert drawings
    assert all(read_svg(one.read_bytes())[0] for one in drawings)
