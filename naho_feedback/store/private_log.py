"""The log's file, which only its owner may read: it tells who worked on what, and when."""

from __future__ import annotations

import io
import logging.handlers
import os
from pathlib import Path
from typing import cast

from naho_feedback.store import disk


class PrivateLog(logging.handlers.RotatingFileHandler):
    """A rotating log whose files are private, also where an older version left one open."""

    def _open(self) -> io.TextIOWrapper:
        fd = disk.open_private(Path(self.baseFilename), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        if os.name == "posix":
            os.fchmod(fd, 0o600)
        return cast("io.TextIOWrapper", os.fdopen(fd, self.mode, encoding=self.encoding))
