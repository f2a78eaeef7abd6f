"""Compiles plain-text curricula into packages for learning-management systems.

The public API: `load` reads a programme, `build` makes its artifacts, `check` looks at a package. They are
imported when they are first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot_scorm.diagnostics import Diagnostic, Location, Report, Rule, Severity
    from bot_scorm.pipeline import build
    from bot_scorm.readers import load
    from bot_scorm.validation import PackageReport, check

__version__ = "0.1.0"
__all__ = [
    "Diagnostic",
    "Location",
    "PackageReport",
    "Report",
    "Rule",
    "Severity",
    "__version__",
    "build",
    "check",
    "load",
]

_PUBLIC = {
    **dict.fromkeys(("Diagnostic", "Location", "Report", "Rule", "Severity"), "bot_scorm.diagnostics"),
    **dict.fromkeys(("PackageReport", "check"), "bot_scorm.validation"),
    "build": "bot_scorm.pipeline",
    "load": "bot_scorm.readers",
}


def __getattr__(name: str) -> Any:
    if name in _PUBLIC:
        return getattr(import_module(_PUBLIC[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
