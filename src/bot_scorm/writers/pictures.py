"""How a picture stands in a page: in the sizes that there are, its place kept free while it is loaded."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from markupsafe import Markup

from bot_scorm.model.programme import Media

_COLUMN = "(min-width: 46rem) 42rem, 100vw"
"""How wide a picture can be: as the column of text, whose width is ``--measure`` in ``base.css``."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture's address, with its size in pixels and other files of it where a format has them."""

    src: str
    width: int = 0
    height: int = 0
    webp: str = ""
    """The sizes there are, as in HTML's ``srcset``."""
    lazy: bool = False
    """Whether the browser fetches it only when it is about to be seen."""
    fluid: bool = False
    """Whether it carries Bootstrap's class without which Moodle cuts off what is wider than a phone."""


def image_of(media: Media) -> Image:
    """A picture of a module, as its pages show it."""
    webp = ", ".join(f"{quote(one.name)} {one.width}w" for one in media.sizes)
    return Image(quote(media.name), media.width, media.height, webp, lazy=True)


def picture(image: Image, alt: str, title: str = "") -> Markup:
    """The HTML of a picture; ``alt`` and ``title`` are plain text."""
    extra = f' title="{escape(title)}"' if title else ""
    if image.width and image.height:
        extra += f' width="{image.width}" height="{image.height}"'
    if image.fluid:
        extra += ' class="img-fluid"'
    if image.lazy:
        extra += ' loading="lazy" decoding="async"'
    tag = f'<img src="{escape(image.src)}" alt="{escape(alt)}"{extra}>'
    if image.webp:
        source = f'<source type="image/webp" srcset="{escape(image.webp)}" sizes="{_COLUMN}">'
        tag = f"<picture>{source}{tag}</picture>"
    return Markup(tag)  # noqa: S704 - every value is escaped right here
