"""Compiles plain-text curricula into packages for learning-management systems.

The public API: `load` reads a programme, `build` makes its artifacts, `check` looks at a package. They are
imported when they are first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot_scorm.pipeline import build
    from bot_scorm.readers import load
    from bot_scorm.validation import check

__version__ = "0.1.0"
__all__ = ["__version__", "build", "check", "load"]

_PUBLIC = {"build": "bot_scorm.pipeline", "check": "bot_scorm.validation", "load": "bot_scorm.readers"}


def __getattr__(name: str) -> Any:
    if name in _PUBLIC:
        return getattr(import_module(_PUBLIC[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
