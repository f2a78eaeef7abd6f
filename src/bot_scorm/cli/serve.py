"""``bot-pack serve``."""

from __future__ import annotations

import errno
import webbrowser
from pathlib import Path

import click

from bot_scorm.cli.find import programme_root
from bot_scorm.cli.output import shown
from bot_scorm.usage import UsageError

PORT = 8765


@click.command(
    "serve",
    epilog="Example: bot-pack serve --open",
    short_help="Show a programme in the browser while you write it.",
)
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    show_default=True,
    help="The port to listen on; 0 takes a free one.",
)
@click.option("--open", "open_browser", is_flag=True, help="Open the preview in a browser.")
def command(path: Path | None, port: int, open_browser: bool) -> int:
    """Show a programme in the browser while you write it.

    PATH is the programme's folder; left out, it is looked for from here upward. A saved file shows at once,
    at the same place, with the answers kept; what is wrong stands over the page. A panel plays the
    learning-management system. Only this machine can reach it, and nothing is written. Ctrl-C ends it.
    """
    from bot_scorm.serve.preview import Preview
    from bot_scorm.serve.server import Server

    root = programme_root(path)
    preview = Preview(root, lambda line: click.echo(line, err=True))
    try:
        server = Server(preview, port, lambda path: shown(path, preview.root))
    except OSError as error:
        raise UsageError(_why_not(port, error)) from None
    server.watch()
    click.echo(server.url)
    click.echo("Ctrl-C ends it.", err=True)
    if open_browser:
        webbrowser.open(server.url)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        click.echo("", err=True)
    finally:
        server.server_close()
    return 0


def _why_not(port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is in use; name another one with --port, or 0 for a free one"
    return f"port {port} cannot be used: {error.strerror}; name another one with --port, or 0 for a free one"
