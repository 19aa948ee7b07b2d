"""Damage: what a journal held that is not what was written, and the file that keeps it.

Nothing damaged is thrown away. Its bytes are copied to ``quarantine.jsonl`` beside the journal
before anything is cut, as hexadecimal, so that a person may still work out what they said.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import msgspec

from naho_feedback.store import disk

QUARANTINE: Final = "quarantine.jsonl"


class Damage(msgspec.Struct, frozen=True, kw_only=True):
    """A damaged stretch of a journal file.

    Attributes:
        file: the file's name.
        offset: where it starts.
        length: how many bytes; 0 where something is missing: a whole file, or the end of one.
        kept: whether what was written there could be worked out, so that nothing is missing.
        cut: whether it stood at the end and was cut off: a write that never finished.
    """

    file: str
    offset: int
    length: int
    kept: bool
    cut: bool = False


class _SetAside(msgspec.Struct, frozen=True):
    """One line of the quarantine file."""

    damage: Damage
    found: int
    hex: str


class Quarantine:
    """The quarantine file of a data folder.

    Args:
        folder: the data folder; the caller holds its lock.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / QUARANTINE

    def set_aside(self, damage: Damage, data: bytes, found: int) -> None:
        """Copy damaged bytes, durably, unless they were copied at an earlier opening.

        Args:
            damage: where they stood.
            data: the bytes.
            found: Unix time in milliseconds.

        Raises:
            OSError: if they could not be written.
        """
        entry = _SetAside(damage, found, data.hex())
        if any(known.damage == damage and known.hex == entry.hex for known in self._known()):
            return
        is_new = not self._path.exists()
        fd = disk.open_private(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        try:
            disk.write_all(fd, msgspec.json.encode(entry) + b"\n")
            disk.sync(fd)
        finally:
            os.close(fd)
        if is_new:
            disk.sync_folder(self._folder)

    def _known(self) -> list[_SetAside]:
        """Return what was set aside before; a torn line of this file only means a second copy."""
        known = []
        for line in self._path.read_bytes().splitlines() if self._path.exists() else ():
            try:
                known.append(msgspec.json.decode(line, type=_SetAside))
            except msgspec.DecodeError:
                continue
        return known
