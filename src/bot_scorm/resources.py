"""The only place that knows where templates and schemas live: in a checkout or in an installed wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_HERE = Path(__file__).resolve().parent


@cache
def templates_dir() -> Path:
    """The folder of templates. A checkout comes first, so that an edited template changes the next build."""
    checkout = _HERE.parent.parent / "templates"
    inside = _HERE / "templates"
    if (_HERE.parent.parent / "pyproject.toml").is_file() and checkout.is_dir():
        return checkout
    return inside


def schemas_dir() -> Path:
    """The folder of the schemas that we wrote."""
    return _HERE / "schemas"
