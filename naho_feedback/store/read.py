"""Verified stretches to lines, and a whole file to lines."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from naho_feedback.store import disk
from naho_feedback.store.line import Line, decode, header_length
from naho_feedback.store.scan import scan, stretches

_PIECE: Final = 1 << 16
"""Lines are decoded this many bytes at a time, which stays in the processor's cache."""


def decoded(stretch: bytes) -> Iterator[list[Line]]:
    """Yield the lines of a verified stretch, some at a time, without the file's header.

    Raises:
        StoreError: if they are not of this format.
    """
    start, end = header_length(stretch), len(stretch)
    while start < end:
        stop = end if end - start <= _PIECE else stretch.rfind(b"\n", start, start + _PIECE) + 1
        if stop == 0:  # a line longer than a piece
            stop = stretch.find(b"\n", start) + 1
        yield decode(stretch[start:stop])
        start = stop


def read_lines(path: Path, end: int) -> Iterator[Line]:
    """Yield every line of a journal file, read from the disk, up to a verified place.

    Raises:
        OSError: if the disk is broken.
        StoreError: if it is of a newer version.
    """
    fd = disk.open_private(path, os.O_RDONLY)
    try:
        position = crc = 0
        for stretch, after in stretches(fd, 0, end, 0):
            yield from _flat(decoded(stretch))
            position, crc = position + len(stretch), after
        if position < end:
            for line in scan(disk.read_at(fd, position, end - position), crc).good:
                yield from _flat(decoded(line))
    finally:
        os.close(fd)


def _flat(pieces: Iterable[list[Line]]) -> Iterator[Line]:
    for piece in pieces:
        yield from piece
