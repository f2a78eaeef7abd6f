"""``python -m bot_scorm`` is ``bot-pack``."""

import sys

from bot_scorm.cli import main

if __name__ == "__main__":
    sys.exit(main())
