"""The web server of the preview: who may ask for what, and what it says."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

import pytest

from bot_scorm.serve.attempts import MAX_BYTES
from bot_scorm.serve.preview import Preview
from bot_scorm.serve.server import Server
from tests.course import THEORY, write_course

ATTEMPT = "/api/attempt/en/scorm12/trust/learner-1"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    return write_course(tmp_path / "content", {"10-page.md": f"{THEORY}![](media/bridge.svg)\n"})


@pytest.fixture
def server(root: Path) -> Iterator[Server]:
    running = Server(Preview(root), 0, lambda path: path)
    running.watch()
    threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True).start()
    yield running
    running.shutdown()
    running.server_close()


def ask(
    server: Server, path: str, body: bytes | None = None, *, method: str = "", **headers: str
) -> HTTPResponse:
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=60)
    connection.putrequest(method or ("GET" if body is None else "POST"), path, skip_host="Host" in headers)
    for name, value in headers.items():
        connection.putheader(name, value)
    if body is not None:
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body)
    return connection.getresponse()


def told(server: Server, path: str) -> Any:
    return json.loads(ask(server, path).read())


def own(server: Server) -> str:
    return f"http://127.0.0.1:{server.server_port}"


def test_the_page_and_its_parts(server: Server) -> None:
    page = ask(server, "/")
    assert (page.status, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert ask(server, "/serve.js").headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert ask(server, "/serve.css").headers["Content-Type"] == "text/css; charset=utf-8"


def test_what_there_is(server: Server) -> None:
    about = told(server, "/api/programme")
    assert about["title"] == "Demo"
    assert about["modules"] == [{"id": "trust", "title": "Building trust"}]
    assert about["languages"] == ["en"]
    assert {"id": "scorm12", "name": "SCORM 1.2"} in about["standards"]


def test_a_module_and_its_files(server: Server) -> None:
    module = told(server, "/api/module/en/scorm12/trust")
    assert module["launch"] == "/play/en/scorm12/trust/trust/index.html"
    assert [one["rule"] for one in module["findings"]] == ["IMG-004"]
    page = ask(server, module["launch"])
    assert "frame-ancestors 'self'" in page.headers["Content-Security-Policy"]
    assert b"<title>Building trust</title>" in page.read()
    picture = ask(server, "/play/en/scorm12/trust/trust/media/bridge.svg")
    assert (picture.status, picture.headers["Content-Type"]) == (200, "image/svg+xml; charset=utf-8")
    assert b"window.botScorm" in ask(server, "/play/en/scorm12/trust/player/player.js").read()


@pytest.mark.parametrize(
    "path",
    [
        "/play/en/scorm12/trust/../../../../secret.txt",
        "/play/en/scorm12/trust/%2e%2e/%2e%2e/secret.txt",
        "/play/en/scorm12/trust/..%2f..%2fsecret.txt",
        "/play/en/scorm12/trust//etc/passwd",
        "/play/en/scorm12/trust/trust/module.yaml",
        "/play/en/scorm12/trust/",
        "/play/en/scorm12/..%2ftrust/trust/index.html",
        "/play/de/scorm12/trust/trust/index.html",
        "/play/en/gift/trust/trust.gift.txt",
        "/../secret.txt",
        "/serve.py",
        "/shell.html",
        "/api/module/en/scorm12/nobody",
        "/api/attempt/en/scorm12",
        "/favicon.ico",
        "//etc/passwd",
        "/%00",
    ],
)
def test_no_path_leads_elsewhere(server: Server, path: str) -> None:
    answer = ask(server, path)
    assert answer.status == 404
    assert b"secret" not in answer.read()


@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", ""])
def test_other_hosts_are_refused(server: Server, host: str) -> None:
    named = host.format(port=server.server_port)
    assert ask(server, "/api/programme", Host=named).status == 421
    assert ask(server, ATTEMPT, b"{}", Host=named, Origin=own(server)).status == 421


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST"])
def test_own_hosts_are_served(server: Server, host: str) -> None:
    assert ask(server, "/api/programme", Host=f"{host}:{server.server_port}").status == 200


def test_an_attempt_is_kept(server: Server) -> None:
    assert told(server, ATTEMPT) is None
    data = {"cmi.core.lesson_status": "incomplete", "cmi.suspend_data": "ž"}
    assert ask(server, ATTEMPT, json.dumps(data).encode(), Origin=own(server)).status == 200
    assert told(server, ATTEMPT) == data
    assert told(server, ATTEMPT.replace("learner-1", "learner-2")) is None
    assert ask(server, ATTEMPT, b"null", Origin=own(server)).status == 200
    assert told(server, ATTEMPT) is None


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"[]", 400),
        (b'{"a": 1}', 400),
        (b"\xff", 400),
        (b"[" * 100_000, 400),
        (b'{"a": "' + b"x" * MAX_BYTES + b'"}', 413),
    ],
)
def test_what_is_no_attempt_is_refused(server: Server, body: bytes, status: int) -> None:
    try:
        assert ask(server, ATTEMPT, body, Origin=own(server)).status == status
    except ConnectionError:
        assert status == 413  # it was refused before it had all been sent
    assert told(server, ATTEMPT) is None


@pytest.mark.parametrize("origin", ["", "null", "http://evil.example", "https://127.0.0.1:{port}"])
def test_other_pages_keep_nothing(server: Server, origin: str) -> None:
    headers = {"Origin": origin.format(port=server.server_port)} if origin else {}
    assert ask(server, ATTEMPT, b"{}", **headers).status == 403
    assert told(server, ATTEMPT) is None


def test_other_methods_and_other_words(server: Server) -> None:
    assert ask(server, "/", method="DELETE").status == 501
    assert ask(server, "/api/programme", b"{}", Origin=own(server)).status == 404
    assert ask(server, "/api/wait/soon").status == 400
    assert ask(server, "/api/wait/nan").status == 400
    assert ask(server, "/api/wait/-1").status == 200


def test_an_edit_is_told(server: Server, root: Path) -> None:
    stream = ask(server, "/events")
    assert stream.headers["Content-Type"] == "text/event-stream; charset=utf-8"
    assert stream.readline() == b": here\n"
    stream.readline()
    page = root / "curriculum/01-trust/10-page.md"
    page.write_text(f"{THEORY}Anew.\n", encoding="utf-8")
    assert stream.readline() == b'data: {"changed": ["trust"]}\n'
    stream.readline()
    server.events.close()
    assert stream.read() == b""


def test_nothing_is_written_to_the_content(server: Server, root: Path) -> None:
    before = sorted(root.rglob("*"))
    told(server, "/api/module/en/scorm12/trust")
    ask(server, ATTEMPT, b"{}", Origin=own(server))
    assert sorted(root.rglob("*")) == before


def test_a_fault_of_ours_ends_one_answer_only(
    server: Server, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    server.preview.tell = said.append
    with monkeypatch.context() as broken:
        broken.setattr("bot_scorm.serve.server.about", lambda preview: 1 / 0)
        with pytest.raises(OSError, match="closed connection"):
            ask(server, "/api/programme")
    assert said == ["This is a fault of ours, not yours: ZeroDivisionError: division by zero"]
    assert told(server, "/api/programme")["title"] == "Demo"
