"""Files to the model: the content tree and what it is made of."""

from __future__ import annotations

from bot_scorm.readers.content import load, unused_contacts
from bot_scorm.readers.scan import ContentTree, ModuleFolder, scan

__all__ = ["ContentTree", "ModuleFolder", "load", "scan", "unused_contacts"]
