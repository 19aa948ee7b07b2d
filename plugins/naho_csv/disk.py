"""The folder: what stands there, whether it is ours, and writing whole files."""

from __future__ import annotations

import hashlib
import os
import secrets
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
        return True  # cut short: it is the file before or after, and both were ours
    return sent.digest in ("", present)


def nearest_present(path: Path) -> Path:
    """Return the path itself, or the nearest of its parents that is there."""
    for candidate in (path, *path.parents):
        try:
            candidate.lstat()
        except OSError:
            continue
        return candidate
    return path


def write_whole(path: Path, data: bytes, *, private: bool) -> None:
    """Put a whole file in place, or leave what was there; makes the folder where it is missing.

    Args:
        path: where.
        data: the whole file.
        private: whether only the user of this computer may read it.

    Raises:
        OSError: if the disk refuses; nothing half-written stays behind.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700 if private else 0o777)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
    handle = os.open(draft, flags, 0o600 if private else 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    if os.name == "posix":  # the new name itself; other systems cannot open a folder
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
