"""What the journal asks of the disk: private files, whole writes, and bytes that stay."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

if sys.platform == "darwin":
    import fcntl

_BINARY: Final[int] = getattr(os, "O_BINARY", 0)  # Windows would turn line feeds into pairs


def open_private(path: Path, flags: int) -> int:
    """Open a file that only its owner may read, and return its descriptor.

    Raises:
        OSError: if it cannot be opened.
    """
    return os.open(path, flags | _BINARY, 0o600)


def write_all(fd: int, data: bytes) -> None:
    """Write all of it, however small the pieces that the system takes.

    Raises:
        OSError: if the disk is full or broken; a part may have been written.
    """
    done = os.write(fd, data)
    if done < len(data):
        rest = memoryview(data)[done:]
        while rest:
            rest = rest[os.write(fd, rest) :]


def read_at(fd: int, offset: int, size: int) -> bytes:
    """Return up to ``size`` bytes from ``offset``; fewer only at the end of the file.

    It moves the descriptor's position, because Windows has no ``pread``.

    Raises:
        OSError: if the disk is broken.
    """
    os.lseek(fd, offset, os.SEEK_SET)
    pieces = []
    while size > 0 and (piece := os.read(fd, size)):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def sync(fd: int) -> None:
    """Return only when the file's bytes would survive a power cut.

    Raises:
        OSError: if the disk refuses; what the file holds then is unknown.
    """
    if sys.platform == "darwin":
        # fsync leaves the bytes in the drive's own cache there
        fcntl.fcntl(fd, fcntl.F_FULLFSYNC)
    else:
        os.fsync(fd)


def sync_folder(folder: Path) -> None:
    """Make a new name in a folder survive a power cut.

    Raises:
        OSError: if the disk refuses.
    """
    if sys.platform == "win32":
        return  # NTFS journals its names, and a folder cannot be opened for this
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
