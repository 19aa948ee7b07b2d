"""What the app says after a crash: how many entries since it was last closed, and drafts.

While the app runs, a small file says from which entry on; a clean end removes it. Whoever finds
it at the next start was not closed.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import Final

import msgspec

from naho_feedback.domain.events import Op
from naho_feedback.store import disk
from naho_feedback.store.drafts import Drafts
from naho_feedback.store.failures import failed
from naho_feedback.store.records import JournalStore

RUNNING: Final = "running"


class Interrupted(msgspec.Struct, frozen=True):
    """What an app that was not closed left behind.

    Attributes:
        added: how many records were added since it was started, by table; all of them are kept.
        drafts: what was being typed, by place.
    """

    added: dict[str, int]
    drafts: dict[str, str]


class _Mark(msgspec.Struct, frozen=True):
    lamport: int


class Running:
    """The mark of a running app in a data folder.

    Args:
        folder: the data folder.
        store: its open store.
    """

    def __init__(self, folder: Path, store: JournalStore) -> None:
        self._path = folder / RUNNING
        self._folder = folder
        self._store = store

    def start(self) -> Interrupted | None:
        """Set the mark; return what the app before left behind, None if it was closed.

        Raises:
            StoreError: if the mark or the journal could not be read or written.
        """
        try:
            before = self._read()
            last = max((entry.lamport for entry in self._store.history()), default=0)
            fd = disk.open_private(self._path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            try:
                disk.write_all(fd, msgspec.json.encode(_Mark(last)))
            finally:
                os.close(fd)
        except OSError as error:
            raise failed(error) from error
        if before is None:
            return None
        entries = self._store.history()
        added = Counter(e.table for e in entries if e.op == Op.PUT and e.lamport > before.lamport)
        return Interrupted(dict(added), Drafts(self._folder).all())

    def stop(self) -> None:
        """Take the mark away: the app was closed.

        Raises:
            StoreError: if it could not be removed.
        """
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            raise failed(error) from error

    def _read(self) -> _Mark | None:
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=_Mark)
        except FileNotFoundError:
            return None
        except msgspec.DecodeError:
            return _Mark(0)  # the power went while it was written: count everything
