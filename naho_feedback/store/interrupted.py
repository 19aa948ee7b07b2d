"""What the app says after a crash: how many entries since it was last opened, and drafts.

While an app runs, a small file says from which entry on, and a lock says that it still runs; a
clean end removes the file. Whoever finds one that nobody holds was not closed. Several apps of
one laptop (a wall and a kiosk) have a number each, so that none takes the others for dead or
takes over what is being typed there.
"""

from __future__ import annotations

import os
import re
import weakref
from collections import Counter
from pathlib import Path
from threading import Lock
from typing import Final

import msgspec

from naho_feedback.domain.events import Op
from naho_feedback.store import disk
from naho_feedback.store.drafts import Drafts, Unfinished
from naho_feedback.store.failures import failed
from naho_feedback.store.lock import FileLock
from naho_feedback.store.records import JournalStore

RUNNING: Final = "running"
APPS: Final = 9
"""How many apps of one laptop are told apart; one more runs without a mark."""

_OF_APP: Final = re.compile(r"app(\d)-(.+)")


class Interrupted(msgspec.Struct, frozen=True):
    """What an app that was not closed left behind.

    Attributes:
        added: how many records were added since it was started, by table; all of them are kept.
        drafts: what was being typed, by place.
    """

    added: dict[str, int]
    drafts: dict[str, Unfinished]


class _Mark(msgspec.Struct, frozen=True):
    lamport: int


class Running:
    """The mark of a running app in a data folder, and the drafts of that app.

    Args:
        folder: the data folder.
        store: its open store.
    """

    def __init__(self, folder: Path, store: JournalStore) -> None:
        self._folder = folder
        self._store = store
        self._drafts = Drafts(folder)
        self._mutex = Lock()
        self._started = False
        self._found: Interrupted | None = None
        self._number = 0
        self._release: weakref.finalize[[], Running] | None = None

    def start(self) -> Interrupted | None:
        """Set the mark; return what apps that were not closed left behind, None for nothing.

        A second call returns the same.

        Raises:
            StoreError: if the mark or the journal could not be read or written.
        """
        with self._mutex:
            if not self._started:
                try:
                    self._found = self._start()
                except OSError as error:
                    raise failed(error) from error
                self._started = True
            return self._found

    def stop(self) -> None:
        """Take the mark away: the app was closed. What stands in a field stays as a draft.

        Raises:
            StoreError: if it could not be removed.
        """
        with self._mutex:
            try:
                if self._number:
                    self._mark(self._number).unlink(missing_ok=True)
            except OSError as error:
                raise failed(error) from error
            finally:
                if self._release is not None:
                    self._release()

    # ---- drafts --------------------------------------------------------------------------

    def save(self, place: str, draft: Unfinished) -> None:
        """Keep what stands in a field of this app; see :meth:`Drafts.save`.

        Raises:
            StoreError: if it could not be written.
            ValueError: if the place is not named as it should be.
        """
        self._drafts.save(_place(self._number, place), draft)

    def forget(self, place: str) -> None:
        """Remove a draft of this app; one that is not there is no error.

        Raises:
            StoreError: if it could not be removed.
        """
        self._drafts.forget(_place(self._number, place))

    def drafts(self) -> dict[str, Unfinished]:
        """Return the drafts of this app by place, those that it took over at its start too.

        Raises:
            StoreError: if they could not be read.
        """
        found = ((_owner(place), draft) for place, draft in self._drafts.all().items())
        return {place: draft for (number, place), draft in found if number == self._number}

    # ---- inside --------------------------------------------------------------------------

    def _start(self) -> Interrupted | None:
        alive, dead = set(), []
        for number in range(1, APPS + 1):
            if self._number and not self._mark(number).exists():
                continue
            lock = FileLock(self._folder / f"{self._mark(number).name}.lock")
            if not lock.try_acquire():
                alive.add(number)
                lock.close()
                continue
            if (mark := self._read(number)) is not None:
                dead.append(mark)
            if self._number:
                self._mark(number).unlink(missing_ok=True)
                lock.close()
            else:
                self._number = number
                # A process that dies lets go by itself; an object that is dropped does so here.
                self._release = weakref.finalize(self, lock.close)
        if self._number:
            self._write(self._number, _Mark(self._store.lamport))
        self._take_over(alive)
        if not dead:
            return None
        first = min(mark.lamport for mark in dead)
        entries = self._store.history()
        added = Counter(e.table for e in entries if e.op == Op.PUT and e.lamport > first)
        return Interrupted(dict(added), self.drafts())

    def _take_over(self, alive: set[int]) -> None:
        """Make the drafts of apps that run no more our own, each if its place is free here."""
        everywhere = self._drafts.all()
        for place, draft in everywhere.items():
            number, name = _owner(place)
            ours = _place(self._number, name)
            if number not in alive and number != self._number and ours not in everywhere:
                self._drafts.save(ours, draft)
                self._drafts.forget(place)

    def _mark(self, number: int) -> Path:
        return self._folder / (RUNNING if number == 1 else f"{RUNNING}-{number}")

    def _write(self, number: int, mark: _Mark) -> None:
        fd = disk.open_private(self._mark(number), os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        try:
            disk.write_all(fd, msgspec.json.encode(mark))
        finally:
            os.close(fd)

    def _read(self, number: int) -> _Mark | None:
        try:
            return msgspec.json.decode(self._mark(number).read_bytes(), type=_Mark)
        except FileNotFoundError:
            return None
        except msgspec.DecodeError:
            return _Mark(0)  # the power went while it was written: count everything


def _place(number: int, name: str) -> str:
    """Return the place of a draft among those of all apps; the first app's are named plainly."""
    return name if number == 1 else f"app{number}-{name}"


def _owner(place: str) -> tuple[int, str]:
    match = _OF_APP.fullmatch(place)
    return (int(match[1]), match[2]) if match else (1, place)
