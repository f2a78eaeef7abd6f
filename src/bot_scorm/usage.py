"""What keeps a command from running at all: exit code 2."""

from __future__ import annotations


class UsageError(Exception):
    """What was asked for cannot be done; the message says what to do instead."""
