"""Texts in the form in which Moodle's GIFT reader gives back exactly what was written.

The facts are Moodle's, ``question/format/gift/format.php`` and ``question/format.php`` of 4.5.6, tried on it.
"""

from __future__ import annotations

import re
from fractions import Fraction
from hashlib import sha256

_ESCAPES = str.maketrans({**{char: f"\\{char}" for char in "\\:#={}~"}, "\n": "\\n", "\r": ""})
_FORMAT = re.compile(r"\[(?:html|markdown|plain|moodle)\]")
_AMPERSAND = re.compile(r"&(?=#?[a-zA-Z0-9]{1,8};|&0\d\d)")
"""One that begins what looks like an entity, or like the place holders that Moodle puts in for escapes."""
_PLACEHOLDER = re.compile(r"&(?=&0\d\d)")
_PATTERN = re.compile(r"\\[\\*]|.", re.S)
_ITEM = str.maketrans({"\\": "&#92;", "{": "&#123;", "}": "&#125;", "\n": "&#10;", "\r": ""})
_NO_TAG = str.maketrans("", "", "<>`")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_NAME = 250
"""Characters of a name; Moodle keeps 255, the rest is for entities."""


def escape(text: str) -> str:
    """A text with GIFT's control characters escaped, on one line, so that its own lines mean nothing."""
    return text.translate(_ESCAPES)


def html(fragment: str) -> str:
    """An HTML fragment as part of a question whose format is HTML."""
    # An arrow would make a matching question of an answer; in HTML it can be written otherwise.
    text = escape(fragment.replace("->", "-&gt;"))
    return f"[html]{text}" if _FORMAT.match(fragment) else text


def label(text: str) -> str:
    """Plain text for names, categories and right sides, which Moodle shows as HTML without tags."""
    return _AMPERSAND.sub("&amp;", text).replace("<", "&lt;")


def name(text: str) -> str:
    """A question's name, cut at 250 characters."""
    return escape(name_label(text))


def name_label(text: str) -> str:
    """A name of at most 250 characters, in which Moodle finds no markup."""
    return label(shorten(text, _NAME))


def shorten(text: str, length: int) -> str:
    """A text whose label has at most so many characters, cut behind a word, with an ellipsis."""
    if len(label(text)) <= length:
        return text
    cut = text[: length - 1]
    while len(label(cut)) > length - 1:
        cut = cut[:-1]
    head, space, _ = cut.rpartition(" ")
    return (head if space and len(head) > length // 2 else cut).rstrip() + "…"


def category(names: list[str]) -> str:
    """The line that puts what follows into a category below the one chosen at import."""
    # Moodle leaves place holders for escapes in a category, so only backslashes are doubled.
    return "$CATEGORY: " + category_path(names).replace("\\", "\\\\")


def category_path(names: list[str]) -> str:
    """Names of categories from the outside in, as Moodle's importers split them."""
    return "/".join(["top", *map(_category_name, names)])


def _category_name(text: str) -> str:
    shown = label(shorten(_CONTROL.sub(" ", text).strip(), _NAME)).replace("/", "//")
    shown = "Top" if shown == "top" else shown  # Moodle passes over the name of the root
    left, right = " " * shown.startswith("/"), " " * shown.endswith("/")
    return f"{left}{shown}{right}"


def comment(id: str, tags: list[str]) -> str:
    """The line that gives the question its id number and tags."""
    words = [f"[id:{_token(id)[:100]}]", *(f"[tag:{word}]" for tag in tags if (word := _token(tag)))]
    return "// " + " ".join(words)


def _token(text: str) -> str:
    # A backslash at the end would escape the closing bracket.
    return _CONTROL.sub(" ", text).translate(_NO_TAG).strip()[:255].rstrip("\\").replace("]", "\\]")


def pattern(text: str) -> tuple[str, bool]:
    """A pattern of a short answer, and whether it had to accept a little more than was written.

    An arrow beside an equals sign would make a matching question.
    """
    plain, loose = wildcards(text)
    mended = _PLACEHOLDER.sub("&*", plain.replace("->", "-*>"))
    escaped = escape(mended)
    return (f"[plain]{escaped}" if _FORMAT.match(mended) else escaped), loose or mended != plain


def literal(text: str) -> str:
    """A text as a pattern that matches nothing else."""
    return text.replace("\\", "\\\\").replace("*", "\\*")


def wildcards(text: str) -> tuple[str, bool]:
    """A pattern as Moodle's short answers have it, and whether it had to accept a little more.

    Moodle knows the star and ``\\*``, and no escape for a backslash.
    """
    parts: list[str] = []
    loose = False
    for part in _PATTERN.findall(text):
        if part == "*" and parts and parts[-1].endswith("\\"):
            parts[-1], loose = parts[-1][:-1], True
        parts.append("\\" if part == "\\\\" else part)
    return "".join(parts), loose


def item(fragment: str) -> str:
    """An item of an ordering question: one line of HTML without any character that means something there.

    Moodle's ordering type (``question/type/ordering/questiontype.php``) takes no escapes out.
    """
    text = fragment.translate(_ITEM).replace("####", "&#35;" * 4)
    if text.startswith("//"):
        text = "&#47;" + text[1:]
    return "&#48;" if text == "0" else text


def decimal(number: Fraction) -> str:
    """A number with a decimal point, exact where it has an end, else with 15 digits behind the point."""
    sign, number = "-" * (number < 0), abs(number)
    digits = _digits(number.denominator)
    scaled = round(number * 10**digits)
    whole, rest = divmod(scaled, 10**digits)
    return sign + (f"{whole}.{rest:0{digits}d}".rstrip("0").rstrip(".") if digits else str(whole))


def _digits(denominator: int) -> int:
    return next((n for n in range(40) if 10**n % denominator == 0), 15)


def short_id(id: str, length: int) -> str:
    """An id of at most so many characters; a cut one ends in a digest, so that it stays unique."""
    digest = sha256(id.encode()).hexdigest()[:12]
    return id if len(id) <= length else f"{id[: length - 13]}.{digest}"
