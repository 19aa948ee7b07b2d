"""The journal: one append-only file shared by every process of a laptop.

A transaction is one line, appended under a lock and made durable after unlocking, so that the
disk can serve several writers with one flush; ``append`` returns only then. A failed write is
taken back before it raises. A failed flush stops all writing until the store is opened again:
the system may have dropped the bytes, and would call a second flush a success.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock, RLock
from typing import Final

from naho_feedback.errors import StoreError
from naho_feedback.i18n import gettext as _
from naho_feedback.store import disk
from naho_feedback.store.follow import Follower, read_lines
from naho_feedback.store.line import FORMAT, MAGIC, Header, Line, Operation, encode, make_line
from naho_feedback.store.lock import FileLock
from naho_feedback.store.quarantine import Damage
from naho_feedback.store.tables import Tables

FIRST_FILE: Final = "000001.jsonl"
LOCK_FILE: Final = "lock"

_GENERATION: Final = re.compile(r"\d{6,}\.jsonl")
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
_FULL: Final = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}


def now() -> int:
    """Return Unix time in milliseconds."""
    return time.time_ns() // 1_000_000


class Journal:
    """The file of a data folder, open for reading and appending.

    Opening verifies the whole file and makes it durable. Damage is set aside and listed in
    :attr:`damage`; what stands before and after it is kept.

    Args:
        folder: the data folder; made if it is not there.
        label: the laptop's letter, used when the journal is made.
        clock: returns Unix time in milliseconds.

    Raises:
        StoreError: if it cannot be opened, is no journal, or is of a newer version.
        ValueError: if the label is not one letter or digit.
    """

    def __init__(self, folder: Path, label: str = "A", clock: Callable[[], int] = now) -> None:
        if len(label) != 1 or label.upper() not in _LETTERS:
            msg = f"a laptop's label is one letter, not {label!r}"
            raise ValueError(msg)
        self._label = label.upper()
        self._clock = clock
        self._mutex = RLock()  # between threads: whoever holds it may write and move the state
        self._syncing = Lock()  # one flush at a time, so that none hides another's failure
        self._depth = 0
        self._unflushed = self._stopped = self._closed = False
        self._process = os.getpid()
        self.path = folder / FIRST_FILE
        try:
            self._open(folder)
        except OSError as error:
            raise _failed(error) from error

    @property
    def tables(self) -> Tables:
        """What the lines add up to."""
        return self._file.tables

    @property
    def writer(self) -> str:
        """The start of every event written here, such as ``"A7K2"``."""
        return self._file.writer

    @property
    def damage(self) -> tuple[Damage, ...]:
        """What was found that is not what was written; empty for a sound journal."""
        return tuple(self._file.damage)

    def lines(self) -> Iterator[Line]:
        """Yield every line from the beginning, read from the disk.

        Raises:
            StoreError: if it cannot be read.
        """
        try:
            yield from read_lines(self.path, self._file.end)
        except OSError as error:
            raise _failed(error) from error

    # ---- writing -------------------------------------------------------------------------

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep every other writer out; what they wrote before is taken in first.

        It may be nested. What is appended inside is durable when the outermost one ends.

        Raises:
            StoreError: if the journal is closed or stopped, or cannot be locked or repaired.
        """
        unflushed = False
        with self._mutex:
            self._check_usable()
            if self._depth == 0:
                self._enter()
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
                if self._depth == 0:
                    unflushed, self._unflushed = self._unflushed, False
                    self._lock.release()
        if unflushed:
            self._flush()

    def append(self, operations: Sequence[Operation], actor: str) -> tuple[str | int, ...]:
        """Write one line and return its documents' ids, durable once the transaction ends.

        Args:
            operations: at least one; an empty id stands for the operation's own event.
            actor: who writes.

        Raises:
            StoreError: if it could not be written; nothing of it is kept then.
        """
        with self.transaction():
            file = self._file
            line = make_line(
                file.writer, file.next, file.lamport + 1, self._clock(), actor, list(operations)
            )
            data, crc = encode(line, file.crc)
            try:
                self._write(data)
            except OSError as error:
                raise _failed(error) from error
            self._unflushed = True
            file.wrote(line, len(data), crc)
        return tuple(operation.id for operation in line.operations)

    def refresh(self) -> bool:
        """Take in what other processes wrote; return whether there was anything.

        Raises:
            StoreError: if the file cannot be read.
        """
        with self._mutex:
            self._check_open()
            before = self.tables.version
            try:
                unproved = self._file.follow()
            except OSError as error:
                raise _failed(error) from error
            if unproved and not self._stopped and self._depth == 0:
                with self.transaction():  # entering repairs what only a writer may touch
                    pass
            return self.tables.version != before

    def close(self) -> None:
        """Release the files; a second time does nothing."""
        with self._mutex, self._syncing:
            if not self._closed:
                self._closed = True
                os.close(self._fd)
                self._lock.close()

    # ---- inside --------------------------------------------------------------------------

    def _open(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        others = {entry.name for entry in folder.iterdir()} - {FIRST_FILE}
        if any(_GENERATION.fullmatch(name) for name in others):
            raise StoreError(
                _("The journal was continued by a newer version of naho-feedback."),
                _("Update naho-feedback on this laptop, then open the workspace again."),
            )
        self._lock = FileLock(folder / LOCK_FILE)
        try:
            self._fd = disk.open_private(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND)
        except OSError:
            self._lock.close()
            raise
        self._file = Follower(self._fd, self.path, self._clock)
        try:
            self._file.follow()  # the long part, without keeping others from writing
            with self.transaction():
                pass  # entering makes the header, or repairs
            # What a killed writer left may stand in memory only, and look as if it were kept.
            disk.sync(self._fd)
        except BaseException:
            self.close()
            raise

    def _enter(self) -> None:
        """Take the lock, then take in all there is; raises with the lock released."""
        try:
            self._lock.acquire()
            try:
                self._file.follow()
                self._file.repair()
                if self._file.end == 0:
                    self._begin()
                elif not self._file.writer:
                    self._file.writer = self._new_writer()
            except BaseException:
                self._lock.release()
                raise
        except OSError as error:
            raise _failed(error) from error

    def _begin(self) -> None:
        """Write the header of a new file."""
        writer = self._new_writer()
        data, crc = encode(Header(MAGIC, FORMAT, secrets.token_hex(16), writer, 1), 0)
        self._write(data)
        disk.sync(self._fd)
        disk.sync_folder(self.path.parent)
        disk.sync_folder(self.path.parent.parent)
        self._file.writer = writer
        self._file.wrote(None, len(data), crc)

    def _new_writer(self) -> str:
        return self._label + "".join(secrets.choice(_LETTERS) for _n in range(3))

    def _write(self, data: bytes) -> None:
        """Append all of it or nothing."""
        try:
            disk.write_all(self._fd, data)
        except OSError:
            try:
                os.ftruncate(self._fd, self._file.end)
            except OSError:
                self._stopped = True  # the next opening sets the torn line aside
            raise

    def _flush(self) -> None:
        with self._syncing:
            if self._stopped:
                raise _stopped()
            try:
                disk.sync(self._fd)
            except OSError as error:
                self._stopped = True
                raise _stopped() from error

    def _check_open(self) -> None:
        if self._closed:
            raise StoreError(_("The store is closed."))

    def _check_usable(self) -> None:
        self._check_open()
        if self._stopped:
            raise _stopped()
        if self._process != os.getpid():
            msg = "a journal cannot be used by a forked process: both would hold its lock"
            raise RuntimeError(msg)


def _stopped() -> StoreError:
    return StoreError(
        _("The disk failed: nobody can tell whether the last entry was kept."),
        _("Nothing more is written until the workspace is opened again; check the last entry."),
    )


def _failed(error: OSError) -> StoreError:
    if error.errno in _FULL:
        return StoreError(
            _("The disk is full; this was not kept."), _("Free some space, then do it again.")
        )
    return StoreError(
        _("The journal cannot be used: {reason}").format(reason=error.strerror or error),
        _("Check that the data folder is on this computer's own disk and can be written."),
    )
