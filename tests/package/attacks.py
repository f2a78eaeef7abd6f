"""Things that might be sent to do harm, as zips and as XML: a file's name, its bytes, and what rule speaks.

Each is made when it is asked for, since some are large. attacks_texts.py has the others.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping

from tests.package.zips import MINIMAL, Member, make_zip

Attack = tuple[str, Callable[[], bytes], str]
"""File name, bytes, and the id of a rule that has to speak (empty: none has to)."""
SECRET = "the-secret-of-this-machine"
"""What stands in the file that XML is made to ask for."""
MANIFEST = b"imsmanifest.xml"
GOOD = [Member(path.name.encode(), path.read_bytes()) for path in sorted(MINIMAL.iterdir())]
HEAD = b'<manifest xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" identifier="m">'


def zipped(*members: Member, cut: int = 0) -> Callable[[], bytes]:
    return lambda: make_zip([*GOOD, *members], cut=cut)


def wide_claim() -> bytes:
    """A file that claims to hold 2**63 bytes, by the 64-bit numbers of a zip."""
    data = bytearray(make_zip([Member(MANIFEST, b"<manifest/>", size=0xFFFFFFFF)]))
    directory = data.rindex(b"PK\1\2")
    extra = struct.pack("<HHQ", 1, 8, 2**63)
    data[directory + 30 : directory + 32] = struct.pack("<H", len(extra))
    name_end = directory + 46 + len(MANIFEST)
    data[name_end:name_end] = extra
    end = data.rindex(b"PK\5\6")
    data[end + 12 : end + 16] = struct.pack("<L", end - directory)
    return bytes(data)


def nested(depth: int) -> bytes:
    data = make_zip([Member(b"zeros.bin", bytes(1 << 20))])
    for _ in range(depth):
        data = make_zip([Member(b"%d.zip" % one, data) for one in range(8)])
    return data


def entities(count: int, levels: int) -> bytes:
    lines = [b'<!ENTITY e0 "haha">']
    lines += [b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * count) for n in range(1, levels)]
    return b"<!DOCTYPE manifest [%s]><manifest>&e%d;</manifest>" % (b"".join(lines), levels - 1)


def asking(what: str) -> bytes:
    return f'<!DOCTYPE manifest [<!ENTITY x SYSTEM "{what}">]><manifest>&x;</manifest>'.encode()


def attacks(secret: str, address: str) -> Mapping[str, Attack]:
    """Those of this file; ``secret`` is the path of a file, ``address`` that of a web server."""
    return {
        **_zips(),
        **_xml(secret, address),
    }


def _zips() -> dict[str, Attack]:
    link = Member(b"link", b"/etc/passwd", mode=0o120777)
    many = [Member(b"z%d" % n, shares=b"kernel", size=1 << 20) for n in range(2000)]
    return {
        "zip-slip": ("a.zip", zipped(Member(b"../../evil.txt", b"x")), "ARC-007"),
        "zip-slip with backslashes": ("a.zip", zipped(Member(b"..\\..\\evil.txt", b"x")), "ARC-007"),
        "absolute path": ("a.zip", zipped(Member(b"/etc/evil.txt", b"x")), "ARC-007"),
        "drive path": ("a.zip", zipped(Member(b"C:/evil.txt", b"x")), "ARC-007"),
        "drive path with backslash": ("a.zip", zipped(Member(b"C:\\evil.txt", b"x")), "ARC-007"),
        "network path": ("a.zip", zipped(Member(b"\\\\host\\share\\evil.txt", b"x")), "ARC-007"),
        "symbolic link": ("a.zip", zipped(link), "ARC-010"),
        "device file": ("a.zip", zipped(Member(b"dev", b"", mode=0o060666)), "ARC-010"),
        "device name": ("a.zip", zipped(Member(b"media/aux.html", b"x")), "ARC-009"),
        "duplicate entries": ("a.zip", zipped(Member(b"a.txt", b"1"), Member(b"a.txt", b"2")), "ARC-005"),
        "file and folder": ("a.zip", zipped(Member(b"a", b"1"), Member(b"a/b", b"2")), "ARC-014"),
        "overlapping entries": ("a.zip", zipped(Member(b"k", b"x"), Member(b"l", shares=b"k")), "ARC-004"),
        "overlapping bomb": ("a.zip", zipped(Member(b"kernel", bytes(1 << 20)), *many), "ARC-004"),
        "bomb by ratio": ("a.zip", zipped(Member(b"zeros.bin", bytes(100 << 20))), "ARC-012"),
        "bomb by nesting": ("a.zip", lambda: nested(4), "MAN-001"),
        "bomb by count": (
            "a.zip",
            lambda: make_zip([Member(b"%d" % n) for n in range(9)], count=65_535),
            "ARC-001",
        ),
        "bomb under a small size": ("a.zip", zipped(Member(b"z.bin", bytes(50 << 20), size=10)), "ARC-003"),
        "encrypted": ("a.zip", zipped(Member(b"secret.html", b"x" * 40, flags=0x801)), "ARC-002"),
        "truncated": ("a.zip", zipped(cut=200), "ARC-001"),
        "wrong checksum": ("a.zip", zipped(Member(b"a.html", b"x", crc=7)), "ARC-003"),
        "name that is not UTF-8": ("a.zip", zipped(Member(b"\xd0.html", b"x")), "ARC-011"),
        "name with control characters": ("a.zip", zipped(Member(b"a\x1b[2J\x00.html", b"x")), "ARC-009"),
        "name of 65,535 bytes": ("a.zip", zipped(Member(b"a/" * 32_767 + b"b", b"x")), ""),
        "claims of 4 GB": ("a.zip", zipped(Member(b"big.bin", b"x", size=0xFFFFFFFE)), "ARC-012"),
        "claims of 2**63 bytes": ("a.zip", wide_claim, "ARC-012"),
        "unknown compression": ("a.zip", zipped(Member(b"a.bin", b"x", method=99)), "ARC-013"),
        "other name inside": ("a.zip", zipped(Member(b"a.html", b"x", local_name=b"evil.htm")), "ARC-003"),
    }


def _xml(secret: str, address: str) -> dict[str, Attack]:
    instance = "http://www.w3.org/2001/XMLSchema-instance"
    item = b'<item identifier="i" identifierref="r"><title>T</title></item>'
    end = b"</manifest>"
    return {
        "XXE of a file": _manifest(lambda: asking(f"file://{secret}"), "XML-002"),
        "XXE of an address": _manifest(lambda: asking(f"{address}/xxe"), "XML-002"),
        "document type elsewhere": _manifest(
            f'<!DOCTYPE manifest SYSTEM "{address}/dtd"><manifest/>'.encode, "XML-002"
        ),
        "XXE out of place": _inner(lambda: asking(f"file://{secret}")),
        "laughs out of place": _inner(lambda: entities(10, 10)),
        "deep nesting out of place": _inner(lambda: b"<item>" * 150_000),
        "schema elsewhere": _manifest(
            lambda: HEAD[:-1] + f' xmlns:x="{instance}" x:schemaLocation="urn:x {address}/x">'.encode() + end
        ),
        "XInclude": _manifest(
            lambda: (
                HEAD
                + f'<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="{secret}"/>'.encode()
                + end
            )
        ),
        "style sheet elsewhere": _manifest(
            lambda: f'<?xml-stylesheet href="{address}/x.xsl"?>'.encode() + HEAD + end
        ),
        "billion laughs": _manifest(lambda: entities(10, 10), "XML-002"),
        "billion laughs in UTF-16": _manifest(lambda: entities(10, 10).decode().encode("utf-16"), "XML-002"),
        "quadratic entities": _manifest(lambda: entities(50_000, 2), "XML-002"),
        "deep nesting": _manifest(lambda: b"<item>" * 500_000, "XML-004"),
        "million attributes": _manifest(
            lambda: b"<manifest %s/>" % b" ".join(b'a%d=""' % n for n in range(1_000_000)), "XML-004"
        ),
        "hundred thousand namespaces": _manifest(
            lambda: b"<manifest %s/>" % b" ".join(b'xmlns:n%d="urn:%d"' % (n, n) for n in range(100_000)),
            "CP-001",
        ),
        "huge text": _manifest(lambda: HEAD + b"x" * 9_900_000 + end),
        "huge attribute": _manifest(lambda: HEAD[:-1] + b' a="' + b"x" * 9_900_000 + b'"/>'),
        "huger file": _manifest(lambda: b" " * 30_000_000 + HEAD, "XML-004"),
        "items without end": _manifest(
            lambda: (
                HEAD
                + b"<organizations><organization>%s</organization></organizations>" % (item * 60_000)
                + end
            ),
            "MAN-011",
        ),
        "comments without end": _manifest(lambda: HEAD + b"<!--" * 2_000_000, "XML-001"),
    }


def _manifest(make: Callable[[], bytes], rule: str = "") -> Attack:
    return "a.zip", lambda: make_zip([Member(MANIFEST, make()), *GOOD[1:]]), rule


def _inner(make: Callable[[], bytes]) -> Attack:
    return "a.zip", lambda: make_zip([Member(b"course/imsmanifest.xml", make())]), "MAN-001"
