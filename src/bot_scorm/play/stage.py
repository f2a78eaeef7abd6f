"""One SCO in a browser: what it does there, as it is seen from outside."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from bot_scorm.play.scos import Sco
from bot_scorm.play.server import FILES, PAGE, Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

_MOST = 500
"""So much of one kind is remembered."""
_LENGTH = 300
_LOOK = 50.0
"""Milliseconds between two looks at how far a SCO has come."""
_STEPS = ("loaded", "leaving", "left")
"""What the LMS's page tells of how far a SCO has come."""
_NO_DIALOGS = "window.alert = () => {}; window.confirm = () => true; window.prompt = () => null;"
"""Nobody is there to answer, and a page could open the next one for ever."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How many seconds a SCO has to load, to begin and become quiet, to answer, and to end."""

    load: float = 20.0
    start: float = 8.0
    answer: float = 10.0
    end: float = 5.0


@dataclass(frozen=True, slots=True)
class Call:
    """A call of the API: what it does, its name, its arguments, and the error's number and text."""

    does: str
    name: str
    values: tuple[str, ...]
    code: int
    text: str

    def __str__(self) -> str:
        return f"{self.name}({', '.join(json.dumps(one, ensure_ascii=False) for one in self.values)})"


@dataclass(slots=True)
class Seen:
    """What one SCO did."""

    steps: set[str] = field(default_factory=set)
    """How far it came: ``opened`` is the LMS's page, and then see `_STEPS`."""
    sought: bool = False
    late: str = ""
    """What did not happen in time."""
    crashed: bool = False
    escaped: str = ""
    """The address by which it replaced the LMS's page."""
    calls: list[Call] = field(default_factory=list)
    exceptions: dict[str, None] = field(default_factory=dict)
    console: dict[str, None] = field(default_factory=dict)
    remote: dict[str, None] = field(default_factory=dict)
    missing: dict[str, None] = field(default_factory=dict)

    def did(self, *what: str) -> bool:
        """Whether a call of one of these kinds was answered well."""
        return any(one.does in what and not one.code for one in self.calls)


def play(browser: Browser, server: Server, sco: Sco, pace: Pace) -> Seen:
    """Opens a SCO, waits until it is quiet, leaves it, and waits for its last word."""
    seen = Seen()
    context = browser.new_context(service_workers="block", accept_downloads=False)
    try:
        page = context.new_page()
        _watch(context, page, server, seen)
        _visit(page, server, seen, pace)
    finally:
        context.close()
    return seen


def _visit(page: Page, server: Server, seen: Seen, pace: Pace) -> None:
    from playwright.sync_api import Error

    def until(step: str, seconds: float) -> bool:
        """Waits for what the page tells. To ask it would wait for ever if a script keeps it busy."""
        end = monotonic() + seconds
        while step not in seen.steps and monotonic() < end and not (seen.crashed or seen.escaped):
            page.wait_for_timeout(_LOOK)
        return step in seen.steps or seen.crashed or bool(seen.escaped)

    try:
        page.goto(server.origin + PAGE, wait_until="commit", timeout=pace.load * 1000)
        if not until("loaded", pace.load):
            seen.late = f"it had not loaded after {pace.load:g} seconds"
        elif not until("leaving", pace.start + pace.answer):
            seen.late = f"it did not let go for {pace.answer:g} seconds"
        else:
            until("left", pace.end + pace.answer)
    except Error as error:
        if not seen.crashed:
            seen.late = f"the browser says {error.message.splitlines()[0]}"


def _watch(context: BrowserContext, page: Page, server: Server, seen: Seen) -> None:
    def note(where: dict[str, None], text: str) -> None:
        if len(where) < _MOST:
            where[text if len(text) <= _LENGTH else f"{text[:_LENGTH]}…"] = None

    def told(source: Any, text: str) -> None:
        with suppress(ValueError, TypeError):  # a package may call this, too
            kind, *rest = json.loads(text)
            if kind == "call" and len(seen.calls) < 20 * _MOST:
                does, name, values, code, said = rest
                seen.calls.append(Call(str(does), str(name), tuple(map(str, values)), int(code), str(said)))
            seen.sought |= kind == "sought"
            if kind in _STEPS:
                seen.steps.add(kind)

    def request(route: Any) -> None:
        if route.request.url.startswith(f"{server.origin}/"):
            route.continue_()
        else:
            note(seen.remote, route.request.url)
            route.abort()

    def socket(route: Any) -> None:
        note(seen.remote, route.url)
        route.close()

    def answered(response: Any) -> None:
        path = unquote(urlsplit(response.url).path)
        if response.status >= 400 and response.url.startswith(server.origin):
            note(seen.missing, path.removeprefix(FILES))

    def console(line: Any) -> None:
        if line.type == "error" and not line.text.startswith("Failed to load resource"):
            note(seen.console, line.text)

    def crashed(_: Any) -> None:
        seen.crashed = True

    def went(frame: Any) -> None:
        if frame != page.main_frame:
            return
        if frame.url.startswith(server.origin + PAGE):
            seen.steps.add("opened")
        elif "opened" in seen.steps and not seen.escaped:
            blocked = frame.url.startswith("chrome-error:") and seen.remote
            seen.escaped = seen.remote.popitem()[0] if blocked else frame.url

    context.expose_binding("botPackTold", told)
    context.route("**/*", request)
    context.route_web_socket("**/*", socket)
    context.on("weberror", lambda error: note(seen.exceptions, str(error.error).splitlines()[0]))
    context.on("response", answered)
    context.on("console", console)
    context.add_init_script(_NO_DIALOGS)
    context.on("dialog", lambda dialog: dialog.accept())  # of beforeunload: the SCO may be left
    page.on("crash", crashed)
    page.on("framenavigated", went)
