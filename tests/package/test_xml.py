"""What is read of XML that nobody vouches for, and where its elements stand."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot_scorm.package.xml import MAX_BYTES, MAX_DEPTH, parse_xml


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("<a>\n  <b/></a>", "utf-8"),
        ("<a>\r\n  <b/></a>", "utf-8-sig"),
        ("<!-- <b/> -->\n  <b><a/></b>", "utf-8"),
        ('<?xml version="1.0" encoding="windows-1251"?>\n<?pi?><b><!--<b/>--><a/></b>', "windows-1251"),
        ("<é>\n<![CDATA[<b/>]]>😀й<b/></é>", "utf-8"),
        ("<a>\n\n  <b\n x='1'/></a>", "utf-16"),
    ],
)
def test_place_of_every_element(text: str, encoding: str) -> None:
    document = parse_xml(text.encode(encoding), "x.xml")
    element = next(document.root.iter("b"))
    at = document.at(element)
    line = text.replace("\r\n", "\n").split("\n")[at.line - 1]
    assert line[at.column - 1 :].startswith("<b")


BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "syntax"),
        (b"<a>", "syntax"),
        (b"<a></b>", "syntax"),
        (b"<a/><a/>", "syntax"),
        (b"<a b='1' b='2'/>", "syntax"),
        (b"<x:a/>", "syntax"),
        (b"<a>\x00</a>", "syntax"),
        (f'<!DOCTYPE a [<!ENTITY e0 "ha">{BOMB}]><a>&e11;</a>'.encode(), "doctype"),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "doctype"),
        (b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a/>', "doctype"),
        (b"<a>&eacute;</a>", "entity"),
        (b"<a>" * (MAX_DEPTH + 1), "bounds"),
        (b"<a>" * 1_000_000, "bounds"),
        (b"<a>" + b"<b/>" * 200_000 + b"</a>", "bounds"),
        (b" " * (MAX_BYTES + 1), "bounds"),
        (b'<?xml version="1.0" encoding="x-nothing"?><a/>', "encoding"),
        (b'<?xml version="1.0" encoding="utf-16"?><a/>', "encoding"),
        (b"<a>\xe9</a>", "encoding"),
    ],
)
def test_refused(data: bytes, kind: str) -> None:
    began = time.process_time()
    document = parse_xml(data, "x.xml")
    assert document.root is None
    assert document.fault is not None
    assert document.fault.kind == kind
    assert document.fault.message.endswith(".")
    assert time.process_time() - began < 2


@settings(deadline=None)
@given(
    st.binary(max_size=300)
    | st.text(alphabet="<>/ab =\"'&;!-[]?é\n", max_size=60).map(lambda one: one.encode())
)
def test_anything_is_read_or_told(data: bytes) -> None:
    document = parse_xml(data, "x.xml")
    assert (document.root is None) == (document.fault is not None)
    assert isinstance(document.text, str)


@pytest.mark.parametrize(("text", "read"), [("<a {} x:b='1'/>", True), ("<a {} z:b='1'/>", False)])
def test_a_namespace_that_is_no_address_is_a_name_all_the_same(text: str, read: bool) -> None:
    document = parse_xml(text.format("xmlns:x='http: //example.org/'").encode(), "here")
    assert (document.root is not None) is read
