"""What somebody was typing when the app stopped: kept for after a crash, and nowhere else.

A draft has a file of its own that is written over in place, so that no earlier state of it
stays on the disk, and it ends before anything that may become a NIR. It is no record: it is
not flushed, never leaves the laptop, and goes when the note is added or thrown away.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final

from naho_feedback.domain.personal_data import before_nir
from naho_feedback.store import disk
from naho_feedback.store.failures import failed

FOLDER: Final = "drafts"
LIMIT: Final = 40_000
"""Most bytes of a draft: the longest note that is allowed, in UTF-8."""

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")


class Drafts:
    """The drafts of a data folder.

    Args:
        folder: the data folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER

    def save(self, place: str, text: str) -> None:
        """Keep what stands in a field now; nothing is kept of an empty one.

        Args:
            place: the field, such as ``"wall"``; small letters, digits and dashes.
            text: what was typed so far.

        Raises:
            StoreError: if it could not be written.
            ValueError: if the place is not named like that.
        """
        path = self._path(place)
        data = before_nir(text).encode("utf-8", "replace")[:LIMIT]
        if not data.strip():
            self.forget(place)
            return
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            _overwrite(path, data)
        except OSError as error:
            raise failed(error) from error

    def forget(self, place: str) -> None:
        """Overwrite a draft and remove it; one that is not there is no error.

        Raises:
            StoreError: if it could not be removed.
        """
        path = self._path(place)
        try:
            if path.exists():
                _overwrite(path, b"")
                path.unlink(missing_ok=True)
        except OSError as error:
            raise failed(error) from error

    def all(self) -> dict[str, str]:
        """Return what was being typed, by place.

        Raises:
            StoreError: if it could not be read.
        """
        try:
            files = sorted(self._folder.glob("*.txt"))
            found = {file.stem: file.read_bytes().rstrip(b"\0") for file in files}
        except OSError as error:
            raise failed(error) from error
        return {place: data.decode("utf-8", "ignore") for place, data in found.items() if data}

    def _path(self, place: str) -> Path:
        if not _NAME.fullmatch(place):
            msg = f"a place is named in small letters, digits and dashes, not {place!r}"
            raise ValueError(msg)
        return self._folder / f"{place}.txt"


def _overwrite(path: Path, data: bytes) -> None:
    """Write over a file in place, and zeros over what was longer before."""
    fd = disk.open_private(path, os.O_RDWR | os.O_CREAT)
    try:
        disk.write_all(fd, data + bytes(max(0, os.fstat(fd).st_size - len(data))))
        os.ftruncate(fd, len(data))
    finally:
        os.close(fd)
