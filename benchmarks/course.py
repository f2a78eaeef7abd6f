"""Makes a course of any size, the same one every time."""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

PAGES = 10
"""Pages a module, each with a picture."""
QUESTIONS = 10
"""Questions a module."""
WORDS = 800
"""Words a page, about."""
_SIDE = 115
"""Pixels: 115 x 115 x 3 bytes of noise are a picture of 40 kB."""

_VOCABULARY = tuple(
    """
trust time listen mentor promise village bus phone letter school work field family sister winter harvest
question answer silence door window kitchen market river bridge plan step small early late quiet open clear
honest patient careful shared common local young people person group visit meeting office form place table
talk walk write read count choose agree refuse wait return remember forget begin finish keep break mend
because although while before after again often rarely always never perhaps together alone slowly simply
""".split()  # noqa: SIM905 (a list of 80 quoted words is no easier to read)
)


def write_course(root: Path, modules: int) -> None:
    """Writes a programme with this many modules into ``root``/content."""
    content = root / "content"
    settings = "id: bench\ntitle: A course to measure with\nlanguage: en\nformats: [scorm12]\n"
    _write(content / "programme.yaml", settings)
    for number in range(1, modules + 1):
        _write_module(content / "curriculum" / f"{number:03}-module", number)


def _write_module(folder: Path, number: int) -> None:
    dice = random.Random(number)
    settings = f"id: m{number:03}\ntitle: Module {number}\nduration: 105\n"
    _write(folder / "module.yaml", settings)
    for page in range(1, PAGES + 1):
        picture = folder / "media" / f"p{page:02}.png"
        picture.parent.mkdir(parents=True, exist_ok=True)
        picture.write_bytes(_png(dice))
        head = f"---\nkind: theory\nid: p{page:02}\ntitle: Page {page}\n---\n\n"
        figure = f'![A picture of noise](media/p{page:02}.png "Noise {page}")\n\n'
        _write(folder / f"{page:02}-page.md", head + figure + "\n\n".join(_blocks(dice)) + "\n")
    head = "---\nkind: quiz\nid: quiz\ntitle: Quiz\nrole: after\n---\n\n"
    _write(folder / "90-quiz.md", head + "\n".join(_question(dice, one) for one in range(QUESTIONS)))


def _blocks(dice: random.Random) -> Iterator[str]:
    """Markdown of about `WORDS` words: paragraphs, and now and then a heading, a list, a table, a note."""
    words = 0
    turn = 0
    while words < WORDS:
        turn += 1
        block = _BLOCKS[turn % len(_BLOCKS)](dice, turn)
        words += len(block.split())
        yield block


def _sentence(dice: random.Random, words: int = 12) -> str:
    chosen = dice.choices(_VOCABULARY, k=words)
    place = dice.randrange(1, words - 2)
    chosen[place] = (f"**{chosen[place]}**", f"*{chosen[place]}*", f"`{chosen[place]}`")[dice.randrange(3)]
    return " ".join(chosen).capitalize() + "."


def _paragraph(dice: random.Random, turn: int) -> str:
    return " ".join(_sentence(dice) for _ in range(5)) + " See [the source](https://example.org/trust)."


def _heading(dice: random.Random, turn: int) -> str:
    return f"## {' '.join(dice.choices(_VOCABULARY, k=4)).capitalize()} {turn}"


def _list(dice: random.Random, turn: int) -> str:
    return "\n".join(f"- {_sentence(dice)}" for _ in range(5))


def _table(dice: random.Random, turn: int) -> str:
    rows = (f"| {' '.join(dice.choices(_VOCABULARY, k=4))} | {_sentence(dice, 6)} |" for _ in range(4))
    return "| What you do | What she sees |\n|---|---|\n" + "\n".join(rows)


def _note(dice: random.Random, turn: int) -> str:
    return f"::: note\n{_sentence(dice)} {_sentence(dice)}\n:::"


_BLOCKS = (_paragraph, _heading, _paragraph, _list, _paragraph, _paragraph, _table, _paragraph, _note)


def _question(dice: random.Random, number: int) -> str:
    stem = _sentence(dice).replace("`", "")
    answers = _ANSWERS[number % len(_ANSWERS)](dice)
    return f"::: question {{#q{number:02}}}\n{stem}\n\n{answers}\n:::\n"


def _single(dice: random.Random) -> str:
    right, *wrong = (_sentence(dice, 6) for _ in range(4))
    rest = "".join(f"- [ ] {one} {{#w{number}}}\n" for number, one in enumerate(wrong))
    return f"- [x] {right} {{#right}}\n  > {_sentence(dice)}\n{rest}\n> {_sentence(dice)}"


def _multiple(dice: random.Random) -> str:
    marks = ("x", "x", " ", " ")
    return "\n".join(f"- [{mark}] {_sentence(dice, 6)} {{#c{one}}}" for one, mark in enumerate(marks))


def _short(dice: random.Random) -> str:
    return f"- = {dice.choice(_VOCABULARY)}\n- = * {{fraction=0}}\n  > {_sentence(dice)}"


def _matching(dice: random.Random) -> str:
    return "\n".join(
        f"- {word} {one} → {_sentence(dice, 4)} {{#p{one}}}" for one, word in enumerate(_VOCABULARY[:4])
    )


def _numerical(dice: random.Random) -> str:
    return f"- = {dice.randrange(10, 99)}.5 ± 0.1"


_ANSWERS = (_single, _multiple, _short, _matching, _numerical)


def _png(dice: random.Random) -> bytes:
    """A valid picture whose pixels are noise, so that it cannot be compressed."""
    rows = b"".join(b"\0" + dice.randbytes(_SIDE * 3) for _ in range(_SIDE))
    header = struct.pack(">IIBBBBB", _SIDE, _SIDE, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 0)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
