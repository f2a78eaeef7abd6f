"""The rest of attacks.py: pages, question files, gzipped tars and what is in backups."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping

from tests.package.attacks import GOOD, Attack
from tests.package.tars import Part, backup_parts, make_tar
from tests.package.zips import Member, make_zip

_MANY = 100_000
"""So often a piece is repeated: what takes quadratic time over it takes minutes."""


def pages(address: str) -> dict[str, Attack]:
    """Pages, style sheets and scripts; one of them asks the web server at an address."""
    remote = (
        f'<html lang="en"><title>t</title><img src="{address}/x.png"><script src="{address}/x.js"></script>'
    )
    found = {"page that asks elsewhere": ("a.zip", _with(b"index.html", remote.encode()), "CNT-005")}
    for file, pieces in _PIECES.items():
        for what, piece in pieces.items():
            found[f"{file} of {what}"] = ("a.zip", _with(file.encode(), piece, _MANY), "")
    return found


_PIECES: Mapping[str, Mapping[str, bytes]] = {
    "index.html": {
        "open tags": b"<a ", "tags": b"<p>", "open comments": b"<!--", "quotes": b'<a href="', "ends": b"</",
        "entities": b"&amp", "scripts": b"<script>", "conditions": b"<![CDATA[", "attributes": b"a=1 ",
        "angle brackets": b"<", "sets of pictures": b"<img srcset='a 1x, ", "spaces": b"<a" + b" " * 50,
    },
    "a.css": {
        "comments": b"/*", "addresses": b"url(", "strings": b"'\\", "imports": b"@import ", "escapes": b"\\",
    },
    "player.js": {
        "calls": b"LMSSetValue(", "strings": b'"\\', "comments": b"/*", "fetches": b"fetch(",
        "names": b"API.",
    },
}  # fmt: skip


def _with(name: bytes, piece: bytes, times: int = 1) -> Callable[[], bytes]:
    return lambda: make_zip([*(one for one in GOOD if one.name != name), Member(name, piece * times)])


def texts() -> dict[str, Attack]:
    """Question files."""
    gift = {
        "braces": "{", "escapes": "\\", "answers": "{=a ~%50%", "names": "::", "questions": "a{T}b\n\n",
        "tags": "// [id:",
    }  # fmt: skip
    quiz = {"shown files": "@@PLUGINFILE@@/", "gaps": "{1:SA:=", "commas": "1,", "white space": "\n "}
    found = {f"GIFT of {what}": ("a.gift", _gift(piece), "") for what, piece in gift.items()}
    found |= {f"Moodle XML of {what}": ("a.xml", _quiz(piece * _MANY), "") for what, piece in quiz.items()}
    file = '<file name="a" encoding="base64">eA==</file>'
    return {**found, "Moodle XML of files": ("a.xml", _quiz("", file * 20_000), "")}


def _gift(piece: str) -> Callable[[], bytes]:
    return f"::Q:: {piece * _MANY}\n".encode


def _quiz(text: str, files: str = "") -> Callable[[], bytes]:
    return (
        '<quiz><question type="cloze"><name><text>N</text></name><questiontext format="html">'
        f"<text>{text}</text>{files}</questiontext></question></quiz>"
    ).encode


def tars() -> dict[str, Attack]:
    """Gzipped tars, and backups."""
    far, farther = b"77777777777\0", b"\x80" + b"\xff" * 11
    pax = Part(b"x", b"9999999 path=" + b"9" * 60_000, b"x")
    return {
        "tar-slip": _tar(Part(b"../../evil.txt", b"x"), "ARC-007"),
        "tar with an absolute path": _tar(Part(b"/etc/evil.txt", b"x"), "ARC-007"),
        "tar with a link": _tar(Part(b"link", kind=b"2"), "ARC-010"),
        "tar with a hard link": _tar(Part(b"link", kind=b"1"), "ARC-010"),
        "tar with a device": _tar(Part(b"dev", kind=b"4"), "ARC-010"),
        "tar with a duplicate": _tar(Part(b"files.xml", b"<files/>"), "ARC-005"),
        "tar with a damaged header": _tar(Part(b"a", b"x", checksum=b"000001\0 "), "ARC-001"),
        "tar of an old kind": _tar(Part(b"a", b"x", magic=b""), "ARC-001"),
        "tar that claims 8 GB": _tar(Part(b"a", b"x", size=far), "ARC-001"),
        "tar that claims 2**80 bytes": _tar(Part(b"a", b"x", size=farther), "ARC-001"),
        "tar with a name of 8 GB": _tar(Part(b"L", kind=b"L", size=far), "ARC-001"),
        "tar with a bad pax header": _tar(pax, ""),
        "truncated tar": ("a.mbz", lambda: make_tar(backup_parts(), cut=40), "ARC-001"),
        "tar bomb": ("a.mbz", lambda: gzip.compress(bytes(200 << 20)), "ARC-012"),
        "tar of very many files": (
            "a.mbz", lambda: make_tar([Part(b"%d" % n) for n in range(66_000)]), "ARC-012",
        ),
        "gzip of very many members": ("a.mbz", lambda: gzip.compress(b"") * 100_000, "ARC-001"),
        "gzip of bytes": ("a.mbz", lambda: b"\x1f\x8b" + b"x" * 10_000, "ARC-001"),
        **_backups(),
    }  # fmt: skip


def _tar(part: Part, rule: str) -> Attack:
    return "a.mbz", lambda: make_tar([part, *backup_parts()]), rule


def _backups() -> dict[str, Attack]:
    module, page = "activities/page_21/module.xml", "activities/page_21/page.xml"
    quiz = "activities/quiz_22/quiz.xml"
    condition, filter = "<availability>", "<filtercondition>"
    deep, inside = "[" * 200_000, '{"op":"&amp;","c":[' * 500 + "]}" * 500
    strange = '{"filter":{"category":{"values":7}}}'
    return {
        "backup with a document type": _spoilt(
            "groups.xml", "<groups>", "<!DOCTYPE groups><groups>", "BAK-002"
        ),
        "backup with deep conditions": _spoilt(module, f"{condition}$@NULL@$", condition + deep, "BAK-036"),
        "backup with conditions in one another": _spoilt(module, f"{condition}$@NULL@$", condition + inside),
        "backup with a deep filter": _spoilt(
            quiz, "<feedbacks>", f"{filter}{deep}</filtercondition><feedbacks>"
        ),
        "backup with a strange filter": _spoilt(
            quiz, "<feedbacks>", f"{filter}{strange}</filtercondition><feedbacks>"
        ),
        "backup of links": _spoilt(page, "&lt;p&gt;", "$@QUIZVIEWBYID*" * _MANY),
        "backup of pictures": _spoilt(page, "&lt;p&gt;", "@@PLUGINFILE@@/" + "a" * 500_000),
    }


def _spoilt(name: str, old: str, new: str, rule: str = "") -> Attack:
    def make() -> bytes:
        parts = {one.name: one.data for one in backup_parts()}
        assert old.encode() in parts[name.encode()]
        parts[name.encode()] = parts[name.encode()].replace(old.encode(), new.encode(), 1)
        return make_tar([Part(one, data) for one, data in parts.items()])

    return "a.mbz", make, rule
