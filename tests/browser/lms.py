"""A learning-management system for tests: scorm-again in a page, and a server that keeps what it commits."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

SCORM_AGAIN = Path(__file__).resolve().parents[2] / "node_modules" / "scorm-again" / "dist"

TYPES = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>LMS</title>
<link rel="icon" href="data:,">
<style>html, body, iframe { margin: 0; border: 0; width: 100%; height: 100%; display: block; }</style>
<script src="/scorm.js"></script><script src="/lms.js"></script></head>
<body><iframe id="sco" title="SCO"></iframe><script>play()</script></body></html>"""

SCRIPT = """
function talk(method, path, body) {
  const request = new XMLHttpRequest();
  try {
    request.open(method, path, false);  // as Moodle does: a commit answers only when it is stored
    request.send(body);
    return request.status === 200 ? request.responseText : "";
  } catch (error) {
    navigator.sendBeacon(path, body);  // as Moodle does while a page goes away
    return "";
  }
}
const told = JSON.parse(talk("GET", "/kept"));
const [old, settings] = [told.standard === "scorm12", { autocommit: false, logLevel: 5 }];
const api = old ? new Scorm12API(settings) : new Scorm2004API(settings);
if (told.cmi) api.loadFromJSON(told.cmi);
else if (!old) told.objectives.forEach((id, n) => api.loadFromJSON({ objectives: { [n]: { id } } }));
const entry = !told.cmi ? "ab-initio" : (old ? told.cmi.core : told.cmi).exit === "suspend" ? "resume" : "";
if (old) Object.assign(api.cmi.core, { student_id: told.learner, entry });
else Object.assign(api.cmi, { learner_id: told.learner, entry });
if (told.mode && old) api.cmi.core.lesson_mode = told.mode;
if (told.mode && !old) api.cmi.mode = told.mode;
if (told.mastery && old) api.cmi.student_data.mastery_score = told.mastery;
if (told.mastery && !old) api.cmi.scaled_passing_score = String(told.mastery / 100);
const calls = [];
// What is broken is said in the names of SCORM 1.2: true, "throws", or the seconds that a call takes.
const faults = ["LMSInitialize", "LMSFinish", "LMSGetValue", "LMSSetValue", "LMSCommit"];
const names = old ? faults : ["Initialize", "Terminate", "GetValue", "SetValue", "Commit"];
window.broken = window.broken || null;
const lms = Object.fromEntries(names.map((name, at) => [name, (...values) => {
  const fault = window.broken && window.broken[faults[at]];
  if (fault === "throws") throw new Error("The LMS is broken.");
  if (typeof fault === "number") for (const end = Date.now() + fault * 1000; Date.now() < end;);
  else if (fault) return "false";
  let answer = String(api[name](...values));
  calls.push([name, ...values, answer]);
  if (name.endsWith("Commit") || at === 1) {
    const { cmi } = api.renderCMIToJSONObject();
    if (!talk("POST", "/kept", JSON.stringify({ cmi, calls, sitting: told.sitting }))) answer = "false";
  }
  return answer;
}]));
function arrive() { window[old ? "API" : "API_1484_11"] = lms; }
if (told.api) arrive();
function play() { document.getElementById("sco").src = told.launch; }
"""


@dataclass(slots=True)
class Lms:
    """What the system knows of one learner, and the package that it plays."""

    files: Mapping[str, bytes]
    launch: str = ""
    learner: str = "learner-1"
    mastery: str = ""
    has_api: bool = True
    standard: str = "scorm12"
    mode: str = ""
    """``review`` or ``browse``: nothing is recorded."""
    objectives: tuple[str, ...] = ()
    """Of the item's in the manifest: in SCORM 2004 they are there from the beginning."""
    cmi: dict[str, Any] | None = None
    calls: list[list[str]] = field(default_factory=list)
    """Of the last sitting."""
    sitting: int = 0
    """What a page says that belongs to an earlier one is not heard any more."""
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _server: ThreadingHTTPServer | None = None

    @property
    def url(self) -> str:
        """The page that plays the package."""
        return f"{self.origin}/"

    @property
    def origin(self) -> str:
        """The only host that anything may be asked from."""
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def core(self) -> dict[str, Any]:
        """``cmi.core`` as last committed; of SCORM 2004 what it has instead, by the names of 1.2."""
        assert self.cmi is not None, "nothing was committed"
        if self.standard == "scorm12":
            return dict(self.cmi["core"])
        success, completion = self.cmi["success_status"], self.cmi["completion_status"]
        status = completion if success == "unknown" else success
        assert completion == ("completed" if status in ("passed", "completed") else "incomplete")
        return {**self.cmi, "lesson_status": status, "lesson_location": self.cmi["location"]}

    @property
    def interactions(self) -> dict[str, dict[str, Any]]:
        """Interactions as last committed, by id."""
        assert self.cmi is not None, "nothing was committed"
        found = self.cmi.get("interactions", {})
        rows = found.get("childArray", list(found.values())) if isinstance(found, dict) else found
        assert len({row["id"] for row in rows}) == len(rows), "an interaction is there twice"
        return {row["id"]: row for row in rows}

    def begin(self, module: str) -> None:
        """A new sitting, which plays one module."""
        self.launch = module
        with self._lock:
            self.sitting += 1
            self.calls = []

    def hang_up(self) -> None:
        """Hears nothing more of the sitting."""
        with self._lock:
            self.sitting += 1

    def hear(self, kept: dict[str, Any]) -> None:
        """Keeps what a page says, unless it belongs to an earlier sitting."""
        with self._lock:
            # Two words said at the very end may arrive in either order.
            if kept["sitting"] == self.sitting and len(kept["calls"]) >= len(self.calls):
                self.cmi, self.calls = kept["cmi"], kept["calls"]

    @property
    def finished(self) -> bool:
        """Whether the sitting has come to its end."""
        return any(call[0] in ("LMSFinish", "Terminate") for call in self.calls)

    @property
    def failed_calls(self) -> list[list[str]]:
        """Calls of the last sitting that the system refused."""
        return [call for call in self.calls if not call[0].endswith("GetValue") and call[-1] == "false"]

    def __enter__(self) -> Lms:
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.shutdown()
        self._server.server_close()

    def told(self) -> dict[str, Any]:
        """What the page starts from."""
        return {
            "cmi": self.cmi,
            "learner": self.learner,
            "mastery": self.mastery,
            "mode": self.mode,
            "launch": f"/package/{self.launch}/index.html",
            "api": self.has_api,
            "standard": self.standard,
            "objectives": self.objectives,
            "sitting": self.sitting,
        }


class _Server(ThreadingHTTPServer):
    request_queue_size = 64  # a page asks for more at once than the usual 5


def _handler(lms: Lms) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            own = {"/": PAGE, "/lms.js": SCRIPT, "/kept": json.dumps(lms.told())}
            if path in own:
                self._send(own[path].encode(), ".html" if path == "/" else ".js")
            elif path == "/scorm.js":
                self._send((SCORM_AGAIN / f"{lms.standard}.js").read_bytes(), ".js")
            elif (name := path.removeprefix("/package/")) in lms.files:
                self._send(lms.files[name], Path(name).suffix)
            else:
                self.send_error(404)

        def do_POST(self) -> None:
            lms.hear(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self._send(b"{}", ".js")

        def _send(self, body: bytes, ending: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", TYPES.get(ending, "application/octet-stream"))
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    return Handler
