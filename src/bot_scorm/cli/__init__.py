"""The command line. The table names modules, which are imported when their command is used."""

from __future__ import annotations

import gc
import os
import signal
import sys
from contextlib import suppress
from importlib import import_module
from typing import Any

import click

from bot_scorm import __version__

COMMANDS: dict[str, tuple[str, str]] = {
    "build": ("bot_scorm.cli.build", "Compile a programme into packages and question files."),
    "check": ("bot_scorm.cli.check", "Look for mistakes in the sources, and build nothing."),
    "diff": (
        "bot_scorm.cli.diff",
        "Say what changes between two packages or question files for learners half-way.",
    ),
    "explain": ("bot_scorm.cli.explain", "Say what a rule asks, why, and give an example."),
    "import": ("bot_scorm.cli.import_", "Bring question files of others into the source format."),
    "info": (
        "bot_scorm.cli.info",
        "Count words, screens, minutes, questions and what checks each outcome.",
    ),
    "schemas": ("bot_scorm.cli.schemas", "Official schemas: install them, add them, say what is used."),
    "serve": ("bot_scorm.cli.serve", "Show a programme in the browser while you write it."),
    "validate": ("bot_scorm.cli.validate", "Check packages, ours or anybody's."),
}
"""Name of a command to the module that holds its ``command``, and what it does."""


class _Commands(click.Group):
    """Commands that are imported when they are used, so that ``--help`` stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name][0]).command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from bot_scorm.suggest import or_similar

            ctx.fail(f"There is no command {args[0]!r}{or_similar(args[0], COMMANDS)}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, what) for name, (_, what) in COMMANDS.items()])


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: bot-pack build --format scorm12",
)
@click.version_option(__version__, prog_name="bot-pack")
def group() -> None:
    """Compile plain-text curricula into packages for learning-management systems, and check packages.

    Exit codes: 0 clean, 1 findings, 2 it could not run.
    """


def main(args: list[str] | None = None) -> int:
    """Runs a command line and gives its exit code; nothing ends in a traceback.

    ``BOT_PACK_DEBUG=1`` shows the traceback of a fault of ours.
    """
    sys.stdout, sys.stderr = _open(sys.stdout), _open(sys.stderr)
    signal.signal(signal.SIGTERM, _terminate)
    # Model trees have no cycles; looking for some after every 700 objects took a tenth of a build's time.
    gc.set_threshold(100_000)
    try:
        return _run(args)
    except KeyboardInterrupt:
        _say("Interrupted; what was built before is still there.")
        return 130
    except BrokenPipeError:
        # Whoever read our output has gone; a second failure at exit would print a traceback.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except Exception as error:
        if os.environ.get("BOT_PACK_DEBUG"):
            raise
        _say(f"bot-pack: this is a fault of ours, not yours: {type(error).__name__}: {error}")
        _say("Please report it; BOT_PACK_DEBUG=1 shows where it happened.")
        return 2


def _run(args: list[str] | None) -> int:
    from bot_scorm.usage import UsageError

    try:
        code = group.main(args, prog_name="bot-pack", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.Abort:
        raise KeyboardInterrupt from None
    except click.ClickException as error:
        with suppress(OSError):  # nobody can be told where even that cannot be written
            error.show()
        return 2
    except UsageError as error:
        _say(f"Error: {error}")
        return 2
    except BrokenPipeError:
        raise
    except OSError as error:
        _say(f"Error: {error.filename or 'the output'}: {error.strerror or error}")
        return 2


def _terminate(number: int, frame: Any) -> None:
    raise SystemExit(128 + number)


def _open(stream: Any) -> Any:
    """The stream, which now fails on no character; one that leads nowhere if it was closed (``>&-``)."""
    if stream is None:
        stream = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="backslashreplace")
    return stream


def _say(text: str) -> None:
    with suppress(OSError):
        click.echo(text, err=True)
