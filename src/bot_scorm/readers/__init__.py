"""Files to the model: the content tree and what it is made of."""

from __future__ import annotations

from bot_scorm.readers.content import ContentTree, ModuleFolder, load, scan

__all__ = ["ContentTree", "ModuleFolder", "load", "scan"]
