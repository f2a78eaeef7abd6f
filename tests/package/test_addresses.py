"""Which addresses style sheets and lists of pictures hold, as browsers read them."""

from __future__ import annotations

import time

import pytest

from bot_scorm.package.addresses import in_css, in_srcset

SHEETS = {
    "@import url( ../shared/style.css );": ["../shared/style.css"],
    "@import 'a b.css' screen;@IMPORT url(d.css?a;b)": ["a b.css", "d.css?a;b"],
    "@font-face{src:url('Noto Sans.woff2') format('woff2'),url( \"q(1).woff\" )}": [
        "Noto Sans.woff2",
        "q(1).woff",
    ],
    "/* url(no.png) */ a{background:URL(x.png)} /* url(open.png)": ["x.png"],
    "a::before{content:\"url(no.png) /*\"} b{background:url(x.png)}": ["x.png"],
    "a{background:url(data:image/png;base64,AA==)} b{fill:url(#a)} c{background:url('')}": [],
    "a{background:url(\"data:image/svg+xml,<svg xmlns='x'><path fill='url(b)'/></svg>\")}": [],
}  # fmt: skip
LISTS = {
    "a.png": ["a.png"],
    "a.png 1x,b.png 2x, c.png,  d.png 480w": ["a.png", "b.png", "c.png", "d.png"],
    "t.jpg?size=1,2 1x, data:image/png;base64,AA 2x": ["t.jpg?size=1,2", "data:image/png;base64,AA"],
    " , ": [],
}
ENDLESS = [
    "/*",
    "*/",
    "url(",
    'url("',
    "url('a\n",
    "'\\",
    '"',
    "@import ",
    "@import url(",
    "\\",
    "'url(\"",
    " ",
]


@pytest.mark.parametrize("text", SHEETS)
def test_what_a_style_sheet_loads(text: str) -> None:
    assert list(in_css(text)) == SHEETS[text]


@pytest.mark.parametrize("text", LISTS)
def test_what_a_list_of_pictures_shows(text: str) -> None:
    assert list(in_srcset(text)) == LISTS[text]


@pytest.mark.parametrize("piece", ENDLESS)
def test_any_style_sheet_takes_bounded_time(piece: str) -> None:
    began = time.process_time()
    for _ in in_css(piece * (500_000 // len(piece))):
        pass
    assert time.process_time() - began < 2
