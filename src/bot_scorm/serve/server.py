"""The web server of the preview: on this machine alone, for pages that it served itself."""

from __future__ import annotations

import json
import mimetypes
import os
import sys
import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any
from urllib.parse import unquote, urlsplit

from bot_scorm.serve.answers import Shown, about, told
from bot_scorm.serve.attempts import MAX_BYTES, Attempts, Place
from bot_scorm.serve.events import Events
from bot_scorm.serve.preview import Key, Preview, ours
from bot_scorm.serve.shell import ASSETS, PLAYER, asset, page, readable
from bot_scorm.serve.watch import Watch

_HOSTS = ("127.0.0.1", "localhost")
TYPES = {".js": "text/javascript", ".css": "text/css", ".html": "text/html", ".svg": "image/svg+xml"}
"""Types that a browser insists on; the machine's own table may be wrong about them."""
_TEXTS = ("text/", "image/svg+xml", "application/json")
_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_SHELL_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_MAX_WAIT = 5.0
"""Seconds that a slow line may take to answer."""


class Server(ThreadingHTTPServer):
    """Serves a programme until it is closed; raises OSError if the port is taken."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = os.name != "nt"  # there, it would let two programs have one port
    request_queue_size = 64  # a page asks for more at once than the usual 5

    def __init__(self, preview: Preview, port: int, shown: Shown) -> None:
        self.preview = preview
        self.shown = shown
        self.attempts = Attempts()
        self.events = Events()
        self._watch = Watch(preview.root)
        self._stop = Event()
        super().__init__(("127.0.0.1", port), Handler)

    @property
    def url(self) -> str:
        """The address to open."""
        return f"http://127.0.0.1:{self.server_port}/"

    @property
    def hosts(self) -> frozenset[str]:
        """The names under which a browser may ask for us.

        Any other one comes from a page elsewhere whose host was made to point at this machine.
        """
        return frozenset(f"{host}:{self.server_port}" for host in _HOSTS)

    def watch(self) -> None:
        """Starts to look for changes."""
        Thread(target=self._watch.run, args=(self._stop, self._changed), daemon=True).start()

    def server_close(self) -> None:
        """Lets go of the port, of all listeners and of the files."""
        self._stop.set()
        self.events.close()
        super().server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hangs up is no fault; anything else is one of ours, and ends that answer only."""
        error = sys.exception()
        if not isinstance(error, OSError):
            self.preview.tell(ours(error))

    def _changed(self, folders: set[str]) -> None:
        try:
            self.events.tell({"changed": self.preview.changed(folders)})
        except Exception as error:  # the next edit may mend it, and somebody has to look for that
            self.preview.tell(ours(error))


class Handler(BaseHTTPRequestHandler):
    """Answers one browser."""

    server: Server
    protocol_version = "HTTP/1.1"
    server_version = "bot-pack"
    sys_version = ""
    timeout = 60  # a connection that says nothing goes

    def do_GET(self) -> None:
        """The panel, the files of packages, and what the panel asks for."""
        if not self._trusted():
            return
        url = urlsplit(self.path)
        parts = [unquote(one) for one in url.path.split("/")[1:]]
        match parts:
            case [""]:
                self._send(page(), "text/html", {"Content-Security-Policy": _SHELL_POLICY})
            case [name] if name in ASSETS:
                self._send(asset(name), TYPES[name[name.index(".") :]])
            case ["events"]:
                self._stream()
            case ["api", "programme"]:
                self._json(about(self.server.preview))
            case ["api", "module", language, standard, module]:
                self._module(Key(language, standard, module))
            case ["api", "attempt", *place] if len(place) == 4:
                self._json(self.server.attempts.read(Place(*place)))
            case ["api", "wait", seconds]:
                self._wait(seconds)
            case ["play", language, standard, module, *name]:
                self._file(Key(language, standard, module), "/".join(name))
            case _:
                self._refuse(HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:
        """Keeps an attempt. Only pages of ours may do that: browsers say which page asks."""
        origin = urlsplit(self.headers.get("Origin", ""))
        if not self._trusted():
            return
        if origin.scheme != "http" or origin.netloc not in self.server.hosts:
            self._refuse(HTTPStatus.FORBIDDEN)
            return
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > MAX_BYTES:
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return
        body = self.rfile.read(int(length))
        match [unquote(one) for one in urlsplit(self.path).path.split("/")[1:]]:
            case ["api", "attempt", *place] if len(place) == 4:
                if self.server.attempts.keep(Place(*place), body):
                    self._json(True)
                else:
                    self._refuse(HTTPStatus.BAD_REQUEST)
            case _:
                self._refuse(HTTPStatus.NOT_FOUND)

    def _trusted(self) -> bool:
        if self.headers.get("Host", "").lower() in self.server.hosts:
            return True
        self._refuse(HTTPStatus.MISDIRECTED_REQUEST)
        return False

    def _module(self, key: Key) -> None:
        view = self.server.preview.view(key)
        if view is None:
            self._refuse(HTTPStatus.NOT_FOUND)
        else:
            self._json(told(key, view, self.server.preview.root, self.server.shown))

    def _file(self, key: Key, name: str) -> None:
        """A file of a package: what is not in its list is not there, wherever a path may lead."""
        view = self.server.preview.shown(key)
        source = view.files.get(name) if view else None
        try:
            data = source.read() if source else None
        except OSError:  # deleted since the page was built
            data = None
        if data is None:
            self._refuse(HTTPStatus.NOT_FOUND)
            return
        if name == PLAYER:
            data = readable(data)
        ending = name[name.rfind(".") :].lower()
        type = TYPES.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"
        self._send(data, type, {"Content-Security-Policy": "frame-ancestors 'self'"})

    def _stream(self) -> None:
        self.close_connection = True
        self._head(HTTPStatus.OK, "text/event-stream", {"Connection": "close"})
        try:
            for news in self.server.events.listen():
                self.wfile.write(news)
                self.wfile.flush()
        except OSError:
            return  # the page is closed

    def _wait(self, seconds: str) -> None:
        try:
            time.sleep(min(max(float(seconds), 0), _MAX_WAIT))
        except ValueError:
            self._refuse(HTTPStatus.BAD_REQUEST)
        else:
            self._json(True)

    def _json(self, data: object) -> None:
        text = json.dumps(data, ensure_ascii=False)
        self._send(text.encode("utf-8", "replace"), "application/json")

    def _send(self, body: bytes, type: str, headers: dict[str, str] | None = None) -> None:
        self._head(HTTPStatus.OK, type, {"Content-Length": str(len(body)), **(headers or {})})
        self.wfile.write(body)

    def _refuse(self, status: HTTPStatus) -> None:
        body = f"{status.value} {status.phrase}\n".encode()
        self.close_connection = True  # what else was sent is not read
        self._head(status, "text/plain", {"Content-Length": str(len(body)), "Connection": "close"})
        self.wfile.write(body)

    def _head(self, status: HTTPStatus, type: str, headers: dict[str, str]) -> None:
        self.send_response(status)
        charset = "; charset=utf-8" if type.startswith(_TEXTS) else ""
        for name, value in {**_HEADERS, "Content-Type": type + charset, **headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing: the panel shows what matters."""
