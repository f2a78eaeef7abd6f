"""Plays packages: opens every SCO in a browser, plays the LMS, and tells what the SCO really does.

The package is served from its safe view on this machine alone, and everything else that a SCO asks for is
blocked and told. Every wait has its bound. It needs Playwright (``bot-scorm[play]``) and a Chromium.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from bot_scorm.diagnostics import Diagnostic, Rule
from bot_scorm.package.view import ENDINGS, Package
from bot_scorm.play import faults
from bot_scorm.play.scos import Sco, scos, standard_of
from bot_scorm.play.server import FILES, Server
from bot_scorm.play.stage import Pace, Seen, play
from bot_scorm.usage import UsageError

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

MAX_SCOS = 100
_MOST = 20
"""So many findings of one rule are told of one SCO."""
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_INSTALL = "install Chromium, or name one with the variable CHROMIUM"
_STATUS = {
    "scorm12": ("cmi.core.lesson_status",),
    "scorm2004": ("cmi.completion_status", "cmi.success_status"),
}
_OBJECT = {"scorm12": "API", "scorm2004": "API_1484_11"}
_UNSET = 403
"""SCORM 2004: an element that has no value yet. To ask for it is how a SCO learns that."""


class Theatre:
    """A browser and a server, for as many packages as there are."""

    def __init__(self, browser: Browser, server: Server, pace: Pace) -> None:
        self._browser = browser
        self._server = server
        self._pace = pace

    def play(self, package: Package) -> Iterator[Diagnostic]:
        """What is found while the package's SCOs are played; nothing if it is no SCORM package."""
        standard = standard_of(package)
        if not standard or package.bare:
            return
        every = scos(package)
        for sco in islice(every, MAX_SCOS):
            if sco.name not in package:
                message = f"{sco.name} is not in the package. Add it, or mend the href."
                yield Diagnostic(package.at(), faults.NOT_OPENED, message)
                continue
            self._server.package = package
            self._server.facts = {
                "standard": standard,
                "launch": FILES + sco.address,
                "settings": dict(sco.settings),
                "pace": {"start": self._pace.start * 1000, "end": self._pace.end * 1000},
            }
            seen = play(self._browser, self._server, sco, self._pace)
            for rule, message in findings(seen, standard, sco):
                yield Diagnostic(package.at(sco.name), rule, message)
        if next(every, None):
            yield Diagnostic(package.at(), faults.TOO_MANY, f"Only the first {MAX_SCOS} SCOs were played.")


def play_file(theatre: Theatre, path: Path, display: str) -> Iterator[Diagnostic]:
    """Plays what is at a path, which is shown as ``display``; a question file says nothing."""
    if path.is_dir() or path.name.lower().endswith(ENDINGS):
        yield from theatre.play(Package.open(path, display, deep=False))


def findings(seen: Seen, standard: str, sco: Sco) -> Iterator[tuple[Rule, str]]:
    """What is wrong with what a SCO did."""
    if seen.crashed:
        yield faults.NOT_OPENED, "The page crashes the browser. Make it lighter, or mend its script."
    if seen.escaped:
        yield (
            faults.ESCAPED,
            f"The SCO replaces the page of the LMS by {seen.escaped}. Open it in its own frame.",
        )
    if seen.late:
        yield faults.TIMED_OUT, f"The SCO keeps the browser busy: {seen.late}. Mend its script."
    if not (seen.crashed or seen.escaped or seen.late):
        yield from _session(seen, standard)
    yield from _refused(seen)
    for rule, texts, message in (
        (faults.EXCEPTION, seen.exceptions, "A script ends in an exception: {}"),
        (faults.CONSOLE, seen.console, "The console has the error: {}"),
        (faults.REMOTE, seen.remote, "The SCO asks for {}, which was blocked. Put it into the package."),
        (faults.MISSING, seen.missing, "The SCO asks for {}, which is not in the package. Add it."),
    ):
        yield from _listed(rule, [message.format(one) for one in texts])


def _session(seen: Seen, standard: str) -> Iterator[tuple[Rule, str]]:
    old = standard == "scorm12"
    initialize, finish = ("LMSInitialize", "LMSFinish") if old else ("Initialize", "Terminate")
    if not seen.sought and not seen.calls:
        yield (
            faults.NO_API,
            f"The SCO never looks for {_OBJECT[standard]}. Publish it for this version of SCORM.",
        )
        return
    if not any(one.does == "initialize" for one in seen.calls):
        yield faults.NOT_INITIALIZED, f'The SCO finds {_OBJECT[standard]} and never calls {initialize}("").'
        return
    names = _STATUS[standard]
    if not any(one.does == "set" and not one.code and one.values[0] in names for one in seen.calls):
        yield (
            faults.NO_STATUS,
            f"The SCO never sets {' or '.join(names)}. Set it when it starts and when it ends.",
        )
    if seen.did("set") and not seen.did("commit", "terminate"):
        commit = "LMSCommit" if old else "Commit"
        yield faults.NOT_COMMITTED, f"Values are set, and neither {commit} nor {finish} is called."
    if not any(one.does == "terminate" for one in seen.calls):
        yield faults.NOT_FINISHED, f'The SCO was left and did not call {finish}(""). Call it at pagehide.'


def _refused(seen: Seen) -> Iterator[tuple[Rule, str]]:
    bad = [one for one in seen.calls if one.code and one.code != _UNSET]
    told = [f"{one} was refused with error {one.code}, {one.text}." for one in bad]
    return _listed(faults.REFUSED, list(dict.fromkeys(told)))


def _listed(rule: Rule, messages: list[str]) -> Iterator[tuple[Rule, str]]:
    for one in messages[:_MOST]:
        yield rule, one
    if len(messages) > _MOST:
        yield rule, f"There are {len(messages) - _MOST} more like these."


@contextmanager
def theatre(pace: Pace | None = None) -> Iterator[Theatre]:
    """A theatre that is open for a while; raises UsageError if Playwright or a browser is not there."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        raise UsageError("--play needs Playwright: pip install 'bot-scorm[play]'") from None
    with ExitStack() as stack:
        server = Server()
        stack.callback(server.server_close)
        stack.callback(server.shutdown)
        try:
            playwright = stack.enter_context(sync_playwright())
            browser = _launched(playwright, server)
        except (Error, OSError) as error:
            reason = str(error).strip().splitlines()[0]
            raise UsageError(f"--play cannot start a browser: {reason}; {_INSTALL}") from None
        stack.callback(browser.close)
        yield Theatre(browser, server, pace or Pace())


def _launched(playwright: Playwright, server: Server) -> Browser:
    """A Chromium that reaches the server and nothing else, even where a request is not seen by Playwright."""
    here = f"127.0.0.1:{server.server_port}"
    return playwright.chromium.launch(
        executable_path=_browser(Path(playwright.chromium.executable_path)),
        # As root, Chromium does not start with its sandbox.
        chromium_sandbox=hasattr(os, "geteuid") and os.geteuid() != 0,
        args=[
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--mute-audio",
            "--proxy-server=127.0.0.1:9",
            f"--proxy-bypass-list=<-loopback>;{here}",
            "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
        ],
    )


def _browser(own: Path) -> str:
    """Where Chromium is: as CHROMIUM says, the system's, or Playwright's own."""
    if chosen := os.environ.get("CHROMIUM"):
        if not shutil.which(chosen):
            raise UsageError(f"CHROMIUM names {chosen}, which is no program")
        return chosen
    for name in _BROWSERS:
        if found := shutil.which(name):
            return found
    if own.is_file():
        return str(own)
    raise UsageError(f"--play needs a browser, and none is there; {_INSTALL}")
