"""A web server on this machine alone, for the page of the LMS and the files of the package that is played."""

from __future__ import annotations

import json
import mimetypes
from collections.abc import Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit

from bot_scorm.package.view import Package
from bot_scorm.package.zip import DamagedError
from bot_scorm.resources import templates_dir
from bot_scorm.serve.server import TYPES

PAGE, SCRIPT, FILES = "/lms.html", "/lms.js", "/package/"
_SERVE = ("formats", "scorm12", "scorm2004", "lms")
"""The rooms of the preview that play the LMS."""
_MAX_FILE = 256 * 2**20


class Server(ThreadingHTTPServer):
    """Serves what `package` and `facts` are set to, until it is closed."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64  # a page asks for more at once than the usual 5

    def __init__(self) -> None:
        self.package: Package | None = None
        self.facts: Mapping[str, Any] = {}
        super().__init__(("127.0.0.1", 0), _Handler)
        Thread(target=self.serve_forever, daemon=True).start()

    @property
    def origin(self) -> str:
        """The only host that a package may ask for anything."""
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hangs up is no fault."""


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    timeout = 60

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if self.headers.get("Host") != f"127.0.0.1:{self.server.server_port}":
            self._send(HTTPStatus.MISDIRECTED_REQUEST, b"", "text/plain")
        elif path == PAGE:
            self._send(HTTPStatus.OK, _page(self.server.facts), "text/html")
        elif path == SCRIPT:
            self._send(HTTPStatus.OK, _script(), "text/javascript")
        else:
            self._file(unquote(path.removeprefix(FILES)) if path.startswith(FILES) else "")

    def _file(self, name: str) -> None:
        """A file of the package: what is not in its list is not there, wherever a path may lead."""
        package = self.server.package
        try:
            data = package.read(name, _MAX_FILE) if package else b""
        except (KeyError, OSError, DamagedError):
            self._send(HTTPStatus.NOT_FOUND, b"", "text/plain")
            return
        ending = name[name.rfind(".") :].lower()
        type = TYPES.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"
        self._send(HTTPStatus.OK, data, type)

    def _send(self, status: HTTPStatus, body: bytes, type: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", type)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


def _page(facts: Mapping[str, Any]) -> bytes:
    text = (templates_dir() / "play" / "page.html").read_text(encoding="utf-8")
    data = json.dumps(facts).replace("<", "\\u003c")
    return text.replace("FACTS", data).encode()


def _script() -> bytes:
    folder = templates_dir()
    files = [*(folder / "serve" / f"{name}.js" for name in _SERVE), folder / "play" / "play.js"]
    rooms = "\n".join(one.read_text(encoding="utf-8") for one in files)
    return f'(function () {{\n"use strict";\n{rooms}}}());\n'.encode()
