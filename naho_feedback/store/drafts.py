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

import msgspec
from msgspec import structs

from naho_feedback.domain.personal_data import before_nir
from naho_feedback.store import disk
from naho_feedback.store.failures import failed

FOLDER: Final = "drafts"
LIMIT: Final = 40_000
"""Most bytes of a draft's words: the longest note that is allowed, in UTF-8."""

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")
_SUFFIX: Final = ".json"


class Unfinished(msgspec.Struct, frozen=True, omit_defaults=True):
    """What stands in a field and is no record yet.

    Attributes:
        text: the words; no draft is kept of empty ones.
        dots: votes.
        note: id of the note that they change; ``""`` for a new one.
        is_cut: whether words are missing at the end, from something NIR-shaped on.
    """

    text: str
    dots: int = 0
    note: str = ""
    is_cut: bool = False


_DECODER: Final = msgspec.json.Decoder(Unfinished)


class Drafts:
    """The drafts of a data folder.

    Args:
        folder: the data folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER

    def save(self, place: str, draft: Unfinished) -> None:
        """Keep what stands in a field now; nothing is kept of one without words.

        Args:
            place: the field, such as ``"wall"``; small letters, digits and dashes.
            draft: what was typed so far; of its words, only those before a NIR are kept.

        Raises:
            StoreError: if it could not be written.
            ValueError: if the place is not named like that.
        """
        path = self._path(place)
        kept = before_nir(draft.text)
        text = kept.encode("utf-8", "replace")[:LIMIT].decode("utf-8", "ignore")
        if not text.strip():
            self.forget(place)
            return
        is_cut = draft.is_cut or kept != draft.text
        data = msgspec.json.encode(structs.replace(draft, text=text, is_cut=is_cut))
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

    def all(self) -> dict[str, Unfinished]:
        """Return what was being typed, by place; of a draft that a power cut tore, no words.

        Raises:
            StoreError: if it could not be read.
        """
        try:
            files = sorted(self._folder.glob(f"*{_SUFFIX}"))
            return {file.stem: _read(file) for file in files}
        except OSError as error:
            raise failed(error) from error

    def _path(self, place: str) -> Path:
        if not _NAME.fullmatch(place):
            msg = f"a place is named in small letters, digits and dashes, not {place!r}"
            raise ValueError(msg)
        return self._folder / f"{place}{_SUFFIX}"


def _read(file: Path) -> Unfinished:
    try:
        return _DECODER.decode(file.read_bytes().rstrip(b"\0"))
    except msgspec.DecodeError:
        return Unfinished("")


def _overwrite(path: Path, data: bytes) -> None:
    """Write over a file in place, and zeros over what was longer before."""
    fd = disk.open_private(path, os.O_RDWR | os.O_CREAT)
    try:
        disk.write_all(fd, data + bytes(max(0, os.fstat(fd).st_size - len(data))))
        os.ftruncate(fd, len(data))
    finally:
        os.close(fd)
