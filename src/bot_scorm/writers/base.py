"""What a format is: two functions from the model to an artifact."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from bot_scorm.archive import Artifact
from bot_scorm.diagnostics import Report
from bot_scorm.model.programme import Edition


class Writer(Protocol):
    """A format. Pure: no clock, no randomness, nothing read but the edition and the templates."""

    name: str
    """As in ``--format``."""

    def write(self, edition: Edition, report: Report) -> Artifact | None:
        """The artifact of the one module in the edition (``edition.of(module)``).

        None if the format has nothing to make of it: a module without questions has no question file.
        What the format cannot carry is one diagnostic each, with the place in the source.
        """
        ...

    def join(self, edition: Edition, parts: Mapping[str, Artifact], report: Report) -> Artifact | None:
        """The artifact of the whole programme, made from its modules' artifacts, where they have one, by id.

        The edition's modules carry what their module.yaml says, without pages: these are in the parts.
        None if the format has no artifact for a programme.
        """
        ...
