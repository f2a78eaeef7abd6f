"""Small packages in a real browser: for each rule one that breaks it, and good ones that play clean."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from bot_scorm.diagnostics import Report, Rule
from bot_scorm.package.view import Package
from bot_scorm.pipeline import BuildOptions, build
from bot_scorm.play import Theatre, faults, play_file, theatre
from bot_scorm.play.stage import Pace
from tests.conftest import PATIENCE, chromium_path
from tests.course import THEORY, write_course

pytestmark = pytest.mark.browser

MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="m" version="1" xmlns="{cp}" xmlns:adlcp="{adlcp}">
<metadata><schema>ADL SCORM</schema><schemaversion>{version}</schemaversion></metadata>
<organizations default="o"><organization identifier="o"><title>Course</title>
<item identifier="i" identifierref="r" parameters="?a=1"><title>One</title>{extra}</item>
</organization></organizations>
<resources><resource identifier="r" type="webcontent" adlcp:{type}="sco" href="index.html#top"/></resources>
</manifest>"""
OLD = {
    "cp": "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
    "adlcp": "http://www.adlnet.org/xsd/adlcp_rootv1p2",
    "version": "1.2",
    "type": "scormtype",
    "extra": "<adlcp:datafromlms>hello</adlcp:datafromlms>",
}
NEW = {
    "cp": "http://www.imsglobal.org/xsd/imscp_v1p1",
    "adlcp": "http://www.adlnet.org/xsd/adlcp_v1p3",
    "version": "2004 4th Edition",
    "type": "scormType",
    "extra": "",
}
FIND = "const api = parent.API; "
BEGIN = f'{FIND}api.LMSInitialize(""); '
STATUS = 'api.LMSSetValue("cmi.core.lesson_status", "incomplete"); '
COMMIT = 'api.LMSCommit(""); '
END = 'addEventListener("pagehide", () => api.LMSFinish("")); '
GOOD = BEGIN + STATUS + COMMIT + END

BAD = {
    "never looks": ("", ["PLAY-002 The SCO never looks for API. Publish it for this version of SCORM."]),
    "never initialises": (FIND, ['PLAY-003 The SCO finds API and never calls LMSInitialize("").']),
    "no status": (
        BEGIN + COMMIT + END,
        ["PLAY-004 The SCO never sets cmi.core.lesson_status. Set it when it starts and when it ends."],
    ),
    "nothing committed": (
        BEGIN + STATUS,
        [
            "PLAY-005 Values are set, and neither LMSCommit nor LMSFinish is called.",
            'PLAY-006 The SCO was left and did not call LMSFinish(""). Call it at pagehide.',
        ],
    ),
    "never finishes": (
        BEGIN + STATUS + COMMIT,
        ['PLAY-006 The SCO was left and did not call LMSFinish(""). Call it at pagehide.'],
    ),
    "refused": (
        GOOD + 2 * 'api.LMSSetValue("cmi.core.exit", "done"); ',
        ['PLAY-007 LMSSetValue("cmi.core.exit", "done") was refused with error 405, Incorrect data type.'],
    ),
    "exception": (
        GOOD + "setTimeout(() => { player.go() }, 0)",
        ["PLAY-008 A script ends in an exception: player is not defined"],
    ),
    "console": (GOOD + 'console.error("no sound")', ["PLAY-009 The console has the error: no sound"]),
    "missing": (
        GOOD + 'new Image().src = "media/Bridge.png?x"',
        ["PLAY-012 The SCO asks for media/Bridge.png, which is not in the package. Add it."],
    ),
    "busy": (
        GOOD + "addEventListener('load', () => setTimeout(() => { for (;;); }, 50))",
        ["PLAY-011 The SCO keeps the browser busy: it did not let go for 2 seconds. Mend its script."],
    ),
    "alerts without end": (
        GOOD + "addEventListener('load', () => setTimeout(() => { for (;;) alert(1); }, 50))",
        ["PLAY-011 The SCO keeps the browser busy: it did not let go for 2 seconds. Mend its script."],
    ),
}  # fmt: skip


ELSEWHERE = {"PLAY-001", "PLAY-010", "PLAY-013", "PLAY-014"}
"""Rules that have tests of their own below, or in test_without_browser.py."""


def test_every_rule_has_a_bad_package() -> None:
    """The good one is that of which all bad ones are spoilt copies."""
    rules = {one.id for one in vars(faults).values() if isinstance(one, Rule)}
    assert {line.split()[0] for _, said in BAD.values() for line in said} | ELSEWHERE == rules


WAIT = PATIENCE / 1000
"""Seconds that a SCO may take for what it does do. One that never begins is left after three."""


@pytest.fixture(scope="module")
def stage() -> Iterator[Theatre]:
    chromium_path()
    with theatre(Pace(load=WAIT, start=3, answer=WAIT, end=WAIT)) as open_theatre:
        yield open_theatre


def package(folder: Path, script: str, facts: dict[str, str] = OLD, **files: str) -> Path:
    page = f'<!DOCTYPE html><link rel="icon" href="data:,"><p>A page.</p><script>{script}</script>'
    texts = {"imsmanifest.xml": MANIFEST.format(**facts), "index.html": page, **files}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def told(stage: Theatre, path: Path) -> list[str]:
    return [f"{one.rule.id} {one.message}" for one in play_file(stage, path, "course")]


@pytest.mark.parametrize(("script", "said"), BAD.values(), ids=BAD)
def test_bad_package(
    stage: Theatre, script: str, said: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if said[0].startswith("PLAY-011"):
        monkeypatch.setattr(stage, "_pace", Pace(load=WAIT, start=1, answer=2))
    assert told(stage, package(tmp_path, script)) == said


def test_good_package_is_told_its_settings_and_parameters(stage: Theatre, tmp_path: Path) -> None:
    asks = (
        'if (location.search + location.hash !== "?a=1#top") console.error(location.href); '
        'if (api.LMSGetValue("cmi.launch_data") !== "hello") console.error("no launch data"); '
    )
    assert told(stage, package(tmp_path, GOOD + asks)) == []


def test_an_api_that_is_found_late_and_dialogs_are_no_fault(stage: Theatre, tmp_path: Path) -> None:
    late = (
        f"alert(1); setTimeout(() => {{ {GOOD} }}, 700); onbeforeunload = (event) => event.preventDefault()"
    )
    assert told(stage, package(tmp_path, late)) == []


def test_scorm_2004(stage: Theatre, tmp_path: Path) -> None:
    good = (
        'const api = parent.API_1484_11; api.Initialize(""); api.GetValue("cmi.location"); '
        'api.SetValue("cmi.completion_status", "incomplete"); onpagehide = () => api.Terminate("")'
    )
    assert told(stage, package(tmp_path, good, NEW)) == []
    (said,) = told(stage, package(tmp_path, BEGIN, NEW))[:1]
    assert said.startswith("PLAY-002 The SCO never looks for API_1484_11.")


def test_remote_requests_are_named_and_reach_nobody(stage: Theatre, tmp_path: Path) -> None:
    reached: list[str] = []

    class Outside(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            reached.append(self.path)

    outside = HTTPServer(("127.0.0.1", 0), Outside)
    threading.Thread(target=outside.serve_forever, daemon=True).start()
    host = f"127.0.0.1:{outside.server_port}"
    script = (
        f'fetch("http://{host}/fetch").catch(() => 0); new WebSocket("ws://{host}/socket"); '
        f'new Image().src = "https://fonts.example/a.png"; navigator.sendBeacon("http://{host}/b", "x"); '
    )
    said = told(stage, package(tmp_path, GOOD + script))
    outside.shutdown()
    outside.server_close()
    assert reached == []
    remote = {one.split()[5] for one in said if one.startswith("PLAY-010")}
    assert remote >= {f"http://{host}/fetch,", "https://fonts.example/a.png,", f"ws://{host}/socket,"}


def test_replacing_the_page_of_the_lms(stage: Theatre, tmp_path: Path) -> None:
    script = GOOD + 'addEventListener("load", () => { top.location = "menu.html" })'
    said = told(stage, package(tmp_path, script, OLD, **{"menu.html": "<p>Menu"}))
    assert [one[:8] for one in said] == ["PLAY-013"]
    assert "/package/menu.html" in said[0]


@pytest.mark.parametrize("address", ["about:blank", "https://example.org/menu"])
def test_replacing_it_by_a_page_that_is_not_the_packages(
    stage: Theatre, tmp_path: Path, address: str
) -> None:
    said = told(stage, package(tmp_path, GOOD + f'top.location = "{address}"', OLD))
    assert said == [f"PLAY-013 The SCO replaces the page of the LMS by {address}. Open it in its own frame."]


def test_going_to_another_host(stage: Theatre, tmp_path: Path) -> None:
    said = told(stage, package(tmp_path, GOOD + 'location = "https://example.org/menu"', OLD))
    assert said == [
        "PLAY-010 The SCO asks for https://example.org/menu, which was blocked. Put it into the package."
    ]


def test_launch_file_that_is_not_there(stage: Theatre, tmp_path: Path) -> None:
    (package(tmp_path, GOOD) / "index.html").unlink()
    assert told(stage, tmp_path) == ["PLAY-001 index.html is not in the package. Add it, or mend the href."]


def test_what_is_no_scorm_package_is_not_played(stage: Theatre, tmp_path: Path) -> None:
    (tmp_path / "imsmanifest.xml").write_text("<manifest/>", "utf-8")
    assert told(stage, tmp_path) == []
    package(tmp_path, "")
    assert told(stage, tmp_path / "imsmanifest.xml") == []


def test_our_own_packages_play_clean(stage: Theatre, tmp_path: Path) -> None:
    root = write_course(tmp_path / "content", {"10-page.md": f"{THEORY}\nText.\n"})
    (first, *_) = build(root, BuildOptions(formats=("scorm12",), jobs=1), Report())
    path = Path(first.path)
    found = Package.open(path)
    assert found.manifest is not None
    assert list(stage.play(found)) == []


def test_a_package_cannot_speak_for_the_lms(stage: Theatre, tmp_path: Path) -> None:
    lies = json.dumps(["call", "set", "a lie", [1], "x", {}])
    said = told(
        stage, package(tmp_path, f"{GOOD}parent.botPackTold({json.dumps(lies)}); parent.botPackTold('[')")
    )
    assert said == []
