"""The folder: what stands there, and whether it is ours."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from naho_feedback.api import Delivery, DeliveryStatus

NOTHING: Final = ""
"""Fingerprint of a file that is not there."""

UNREADABLE: Final = "?"
"""Fingerprint of a folder of that name, or of a file that we may not read: surely not ours."""


def fingerprint(path: Path) -> str:
    """Return the SHA-256 of what stands there, :data:`NOTHING` or :data:`UNREADABLE`."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return NOTHING
    except OSError:
        return UNREADABLE


def is_ours(path: Path, present: str, sent: Delivery | None) -> bool:
    """Whether we wrote the file as it stands there now, as far as the host remembers.

    Args:
        path: the file.
        present: its fingerprint now.
        sent: what the host remembers of its key.
    """
    if present == NOTHING or sent is None or sent.reference not in ("", str(path)):
        return False
    if sent.status != DeliveryStatus.SENT:
        return present in (sent.digest, sent.previous)  # cut short: the file before, or after
    return present == sent.digest
