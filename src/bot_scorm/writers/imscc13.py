"""Common Cartridge 1.3: like 1.1, with pages that lead to each other."""

from __future__ import annotations

from bot_scorm.writers.imscc import Cartridge
from bot_scorm.writers.imscc_manifest import Flavour

WRITER = Cartridge(Flavour("imscc13", "1.3.0", "v1p3", "$IMS-CC-FILEBASE$/", "Yes", True))
