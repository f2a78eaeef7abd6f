"""How heavy the player is, and how soon a learner on a bad line can use the first page.

``python -m benchmarks.player`` builds the curriculum in memory and plays module 3 and the largest module in
Chromium with an empty cache, on the line that Chromium's own throttling makes of it: 1.6 Mbit/s, and 150 ms
from each request to its answer.
"""

from __future__ import annotations

import argparse
import gzip
import re
import statistics
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from bot_scorm.diagnostics import Report
from bot_scorm.model.programme import Edition
from bot_scorm.readers import load
from bot_scorm.writers.html import player_files, render_module

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CONTENT = Path(__file__).resolve().parent.parent / "content"
MODULE_3 = "trust"
LINE = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750}
"""As CDP's ``Network.emulateNetworkConditions`` takes it: milliseconds, and bytes a second."""
_PAGES = re.compile(rb'(<section class="page".*?>).*</section>', re.S)
_TEXTS = (".html", ".js", ".css", ".svg")
_READY = """new MutationObserver(() => {
  if (document.body && document.body.classList.contains("ready")) window.usable ??= performance.now();
}).observe(document, { attributes: true, childList: true, subtree: true })"""

Files = Mapping[str, bytes]
"""A package's files by name."""


@dataclass(frozen=True, slots=True)
class Weight:
    """Bytes as they lie there, and each file compressed by itself as a web server does."""

    raw: int
    gzip: int


def modules(root: Path = CONTENT) -> dict[str, Files]:
    """The files of every module's package by its id."""
    programme = load(root, Report())
    edition = Edition(programme.language, programme)
    shared = player_files()
    return {
        module.id: {name: source.read() for name, source in (shared | render_module(edition, module)).items()}
        for module in programme.modules
    }


def shell(html: bytes) -> bytes:
    """A module's HTML without its pages: from the first page's start tag to the last page's end."""
    return _PAGES.sub(rb"\1</section>", html)


def weigh(files: Files) -> Weight:
    """What files weigh."""
    return Weight(
        sum(map(len, files.values())), sum(len(gzip.compress(one, 6, mtime=0)) for one in files.values())
    )


def player(files: Files) -> Files:
    """The whole player of a module: the shell of its HTML, scripts and style sheets."""
    own = {name: shell(data) if name.endswith(".html") else data for name, data in files.items()}
    return {name: data for name, data in own.items() if name.endswith((".html", ".js", ".css"))}


def by_kind(files: Files) -> dict[str, int]:
    """Bytes of a module by the endings of its files."""
    found: dict[str, int] = {}
    for name, data in files.items():
        kind = PurePosixPath(name).suffix
        found[kind] = found.get(kind, 0) + len(data)
    return dict(sorted(found.items(), key=lambda one: -one[1]))


@contextmanager
def served(files: Files, compressed: bool = True) -> Iterator[str]:
    """Serves a package; gives its address. Texts are compressed if the browser takes that."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            name = self.path.partition("?")[0].lstrip("/")
            if name not in files:
                self.send_error(404)
                return
            data = files[name]
            small = compressed and name.endswith(_TEXTS)
            data = gzip.compress(data, 6) if small else data
            self.send_response(200)
            self.send_header("Content-Type", guess_type(name)[0] or "application/octet-stream")
            self.send_header("Content-Length", str(len(data)))
            if small:
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def seconds_to_first_page(browser: Browser, address: str, slower: float = 1) -> float:
    """From the click to the moment at which the first page answers to its learner; the cache is empty."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    try:
        page = context.new_page()
        page.add_init_script(_READY)
        devtools = context.new_cdp_session(page)
        devtools.send("Network.enable")
        devtools.send("Network.emulateNetworkConditions", LINE)
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        page.goto(address, wait_until="commit")
        page.locator("body.ready").wait_for(timeout=60_000)
        return float(page.evaluate("window.usable")) / 1000
    finally:
        context.close()


def main() -> None:
    """Prints medians."""
    from tests.conftest import chromium

    parser = argparse.ArgumentParser(prog="python -m benchmarks.player", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="medians of so many runs (5)")
    runs = parser.parse_args().runs
    found = modules()
    largest = max(found, key=lambda one: weigh(found[one]).raw)
    with chromium() as browser:
        for id in dict.fromkeys((MODULE_3, largest)):
            weight = weigh(player(found[id]))
            kinds = ", ".join(f"{kind} {size / 1000:.0f} kB" for kind, size in by_kind(found[id]).items())
            print(f"{id}: player {weight.raw / 1000:.1f} kB, {weight.gzip / 1000:.1f} kB gzip; {kinds}")
            for compressed in (True, False):
                with served(found[id], compressed) as address:
                    for slower in (1, 4):
                        times = [
                            seconds_to_first_page(browser, f"{address}{id}/index.html", slower)
                            for _ in range(runs)
                        ]
                        line = "compressed" if compressed else "not compressed"
                        print(f"  first page, {line}, processor 1/{slower}: {statistics.median(times):.2f} s")


if __name__ == "__main__":
    main()
