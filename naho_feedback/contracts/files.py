"""Files that are written for somebody: what stands there, and writing whole or not at all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def standing(path: Path) -> bytes | None:
    """Return the bytes of the file, None if there is none, ``b""`` if it may not be read."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        return b""


def nearest_present(path: Path) -> Path:
    """Return the path itself, or the nearest of its parents that is there."""
    for candidate in (path, *path.parents):
        try:
            candidate.lstat()
        except OSError:
            continue
        return candidate
    return path


def is_writable(folder: Path) -> bool:
    """Whether files can be put there; a folder that is missing counts as its nearest parent."""
    nearest = nearest_present(folder)
    return nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK)


def write_whole(path: Path, data: bytes, *, private: bool = False) -> None:
    """Put a whole file in place, or leave what was there; makes the folder where it is missing.

    Args:
        path: where.
        data: the whole file.
        private: whether only the user of this computer may read it.

    Raises:
        OSError: if the disk refuses; nothing half-written stays behind.
    """
    missing = [parent for parent in path.parents if not parent.exists()]
    for parent in reversed(missing):  # pathlib would give its mode to the last one only
        parent.mkdir(exist_ok=True, mode=0o700 if private else 0o777)
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
