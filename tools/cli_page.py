"""Prints docs/cli.md: what is the same for all commands, and the help of each. ``make docs`` runs it."""

from __future__ import annotations

import click

from bot_scorm.cli import COMMANDS, group

HEAD = """# The command line

Made from the commands' own help by `make docs`; do not edit.

## What is the same everywhere

| exit code | means |
|---|---|
| 0 | clean |
| 1 | findings of severity error; `--fail-on warning` lowers the bar. A broken file is a finding |
| 2 | it could not run: bad usage, a path that is not there, no permission |
| 130 | interrupted with Ctrl-C; what was built before is still there |

The report of `check` and `validate` goes to standard output. `build` lists artifacts there and tells findings
on standard error. Colour and the progress bar are for terminals only, and `NO_COLOR` switches colour off.
`BOT_PACK_DEBUG=1` shows a traceback where a fault is ours.

`--output-format` may be given several times: `text` for people, `html` for people who get it by mail (one
page, complete in itself), `json` for programs (its shape is
[report.schema.json](report.schema.json)), `sarif` and `github` for code hosts, `junit` for test dashboards.
With a file's name the report goes there and the console still gets text:

```sh
bot-pack validate build --output-format sarif:report.sarif --output-format junit:report.xml
```

Completion in bash, zsh or fish, here for bash:

```sh
eval "$(_BOT_PACK_COMPLETE=bash_source bot-pack)"
```
"""


def page() -> str:
    """The whole page, in Markdown."""
    parts = [HEAD]
    with click.Context(group, None, "bot-pack", terminal_width=100, **group.context_settings) as top:
        parts.append(_section(group, top))
        for name in COMMANDS:
            command = group.get_command(top, name)
            if command is not None:
                below = click.Context(command, top, name, terminal_width=100)
                parts.append(_section(command, below))
                for one in command.commands.values() if isinstance(command, click.Group) else ():
                    parts.append(_section(one, click.Context(one, below, one.name, terminal_width=100)))
    return "\n".join(parts)


def _section(command: click.Command, ctx: click.Context) -> str:
    return f"## {ctx.command_path}\n\n```text\n{command.get_help(ctx)}\n```\n"


if __name__ == "__main__":
    print(page(), end="")
