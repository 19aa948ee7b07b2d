"""The journal: append-only files shared by every process of a laptop, the last one written.

A transaction is one line, appended under a lock and made durable after unlocking, so that the
disk can serve several writers with one flush; ``append`` returns only then. The threads of one
process share a flush too: one of them leads, and those that wait find themselves served. A
failed write is taken back before it raises. A failed flush stops all writing until the store is
opened again: the system may have dropped the bytes, and would call a second flush a success.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock, RLock
from typing import Final

from msgspec import structs

from naho_feedback.errors import StoreError
from naho_feedback.i18n import gettext as _
from naho_feedback.store import disk
from naho_feedback.store.failures import failed, stopped
from naho_feedback.store.follow import Follower
from naho_feedback.store.generations import (
    SEAL_AT,
    file_name,
    generations,
    seal_operation,
    sha256_of,
)
from naho_feedback.store.line import FORMAT, MAGIC, Header, Line, Operation, encode, make_line
from naho_feedback.store.lock import FileLock
from naho_feedback.store.quarantine import Damage
from naho_feedback.store.read import read_lines
from naho_feedback.store.tables import Tables

LOCK_FILE: Final = "lock"
UNSURE_FILE: Final = "unsure"
"""Stands in the folder after a flush failed, until the next opening has begun another file."""
SEALER: Final = "journal"
"""Who wrote a seal."""

Place = tuple[int, int]
"""A file's number and a length: everything up to there."""

_NOWHERE: Final[Place] = (0, 0)
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


def now() -> int:
    """Return Unix time in milliseconds."""
    return time.time_ns() // 1_000_000


class Transaction:
    """What ``with journal.transaction():`` holds; one for all, since it keeps nothing itself.

    A generator would read as well and cost an append a tenth of its time.
    """

    __slots__ = ("_journal",)

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def __enter__(self) -> None:
        self._journal._begin_transaction()  # noqa: SLF001 - a part of the journal

    def __exit__(self, *_error: object) -> None:
        self._journal._end_transaction()  # noqa: SLF001 - a part of the journal


class Journal:
    """The files of a data folder, open for reading and appending.

    Opening verifies them whole and makes the last one durable. Damage is set aside and listed
    in :attr:`damage`; what stands before and after it is kept.

    Args:
        folder: the data folder; made if it is not there.
        label: the laptop's letter, used when the journal is made.
        clock: returns Unix time in milliseconds.
        seal_at: bytes after which a file is sealed and the next one begun.

    Raises:
        StoreError: if it cannot be opened, is no journal, or is of a newer version.
        ValueError: if the label is not one letter or digit.
    """

    def __init__(
        self,
        folder: Path,
        label: str = "A",
        clock: Callable[[], int] = now,
        seal_at: int = SEAL_AT,
    ) -> None:
        if len(label) != 1 or label.upper() not in _LETTERS:
            msg = f"a laptop's label is one letter, not {label!r}"
            raise ValueError(msg)
        self._label = label.upper()
        self._clock = clock
        self._mutex = RLock()  # between threads: whoever holds it may write and move the state
        # One flush at a time, so that none hides another's failure; no file is left meanwhile.
        self._syncing = Lock()
        self._depth = 0
        self._transaction = Transaction(self)
        self._written = self._durable = _NOWHERE
        self._unflushed = self._stopped = self._closed = self._is_open = self._unsure = False
        self._process = os.getpid()
        self._folder = folder
        self._seal_at = seal_at
        try:
            self._open()
        except OSError as error:
            raise failed(error) from error

    @property
    def tables(self) -> Tables:
        """What the lines add up to."""
        return self._file.tables

    @property
    def writer(self) -> str:
        """The start of every event written here, such as ``"A7K2"``."""
        return self._file.writer

    @property
    def lamport(self) -> int:
        """The number of the last line in the order of all laptops; 0 for an empty journal."""
        return self._file.lamport

    @property
    def damage(self) -> tuple[Damage, ...]:
        """What was found that is not what was written; empty for a sound journal."""
        return tuple(self._file.damage)

    def lines(self) -> Iterator[Line]:
        """Yield every line from the beginning, read from the disk.

        Raises:
            StoreError: if it cannot be read.
        """
        with self._mutex:
            last, end = self._file.generation, self._file.end
        try:
            for generation in generations(self._folder):
                path = self._folder / file_name(generation)
                if generation < last:
                    yield from read_lines(path, path.stat().st_size)
                elif generation == last:
                    yield from read_lines(path, end)
        except OSError as error:
            raise failed(error) from error

    # ---- writing -------------------------------------------------------------------------

    def transaction(self) -> Transaction:
        """Keep every other writer out; what they wrote before is taken in first.

        It may be nested. What is appended inside is durable when the outermost one ends.

        Raises:
            StoreError: if the journal is closed or stopped, or cannot be locked or repaired.
        """
        return self._transaction

    def append(self, operations: Sequence[Operation], actor: str) -> tuple[str | int, ...]:
        """Write one line and return its documents' ids, durable once the transaction ends.

        Args:
            operations: at least one; an empty id stands for the operation's own event.
            actor: who writes.

        Raises:
            StoreError: if it could not be written; nothing of it is kept then.
        """
        with self.transaction():
            try:
                line = self._append(operations, actor)
            except OSError as error:
                raise failed(error) from error
        return line.ids

    def seal(self, *, as_new_writer: bool = False) -> None:
        """End the file and begin the next one; everything so far is durable then.

        Args:
            as_new_writer: name the events from now on anew, because some that follow the
                present ones may exist elsewhere.

        Raises:
            StoreError: if the disk is full or broken; the file may be sealed all the same.
        """
        with self.transaction():
            try:
                self._seal(self._new_writer() if as_new_writer else "")
            except OSError as error:
                raise failed(error) from error

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
                raise failed(error) from error
            if unproved and not self._stopped and self._depth == 0:
                with self.transaction():  # entering repairs what only a writer may touch
                    pass
            return self.tables.version != before

    def close(self) -> None:
        """Release the files; a second time does nothing."""
        with self._mutex, self._syncing:
            if not self._closed:
                self._closed = True
                self._lock.close()
        self._file.close()

    # ---- inside a transaction: see its class -----------------------------------------------

    def _begin_transaction(self) -> None:
        self._mutex.acquire()
        try:
            self._check_usable()
            if self._depth == 0:
                self._enter()
            self._depth += 1
        except BaseException:
            self._mutex.release()
            raise

    def _end_transaction(self) -> None:
        mine = _NOWHERE
        self._depth -= 1
        try:
            if self._depth == 0:
                if self._unflushed:
                    mine, self._unflushed = self._written, False
                self._lock.release()
        finally:
            self._mutex.release()
        if mine is not _NOWHERE:
            self._flush(mine)

    # ---- inside --------------------------------------------------------------------------

    def _open(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._lock = FileLock(self._folder / LOCK_FILE)
        self._file = Follower(self._folder, self._clock, self._syncing)
        try:
            self._file.open()
            self._file.follow()  # the long part, without keeping others from writing
            with self.transaction():
                pass  # entering makes a new journal's header, or repairs
            # What a killed writer left may stand in memory only, and look as if it were kept.
            self._sync()
        except BaseException:
            self.close()
            raise
        self._unsure = (self._folder / UNSURE_FILE).exists()
        self._is_open = True

    def _enter(self) -> None:
        """Take the lock, then take in all there is; raises with the lock released."""
        try:
            self._lock.acquire()
            try:
                self._take_over()
            except BaseException:
                self._lock.release()
                raise
        except OSError as error:
            raise failed(error) from error

    def _take_over(self) -> None:
        """Bring the files to where a line can be appended."""
        file = self._file
        if file.follow() or not file.settled:
            file.repair()
        if file.end == 0 and file.parent is None:
            self._begin(file.writer or self._new_writer())
        elif not file.writer:
            file.writer = self._new_writer()
        if self._is_open:  # a full disk must not keep anybody from reading
            self._continue()

    def _continue(self) -> None:
        """Go on in another file where the last one cannot or should not be written any more."""
        file = self._file
        if file.sealed:
            # Its writer died before it began the next file, or that was taken away: the events
            # in it, if any, may not be named again.
            self._begin_next(self._new_writer())
        elif file.end == 0:
            self._begin(file.writer)
        elif self._unsure:
            self._leave_unsure_bytes()
        elif file.end >= self._seal_at:
            self._seal()

    def _leave_unsure_bytes(self) -> None:
        """Go on in another file, after a flush failed in this one.

        The bytes can be read for as long as they stay in memory, and may be gone after that.
        What is written from now on must not need them to be proved.
        """
        self._seal()
        (self._folder / UNSURE_FILE).unlink(missing_ok=True)
        self._unsure = False

    def _append(self, operations: Sequence[Operation], actor: str) -> Line:
        file = self._file
        line = make_line(file.writer, file.next, file.lamport + 1, self._clock(), actor, operations)
        data, crc = encode(line, file.crc)
        self._write(data)
        file.wrote_line(line, len(data), crc)
        self._written = (file.generation, file.end)
        self._unflushed = True
        return line

    def _seal(self, writer: str = "") -> None:
        self._append([seal_operation(self._file.generation)], SEALER)
        self._begin_next(writer or self._file.writer)

    def _begin_next(self, writer: str) -> None:
        """Begin the file after this one; whoever sees it knows that this one is durable."""
        self._sync()
        self._file.create_next()
        self._begin(writer)

    def _begin(self, writer: str) -> None:
        """Write the header of a new file."""
        file, parent = self._file, self._file.parent
        header = Header(MAGIC, FORMAT, file.store or _new_store(), writer, file.generation)
        if parent is not None:
            header = structs.replace(
                header,
                parent_generation=parent.generation,
                parent_crc=f"{parent.crc:08x}",
                parent_sha256=sha256_of(self._folder / file_name(parent.generation)),
            )
        data, crc = encode(header, 0)
        self._write(data)
        self._sync()
        disk.sync_folder(self._folder)
        if parent is None:
            disk.sync_folder(self._folder.parent)
        file.store, file.writer = header.store, writer
        file.wrote(len(data), crc)

    def _new_writer(self) -> str:
        import secrets

        return self._label + "".join(secrets.choice(_LETTERS) for _n in range(3))

    def _write(self, data: bytes) -> None:
        """Append all of it or nothing."""
        try:
            disk.write_all(self._file.fd, data)
        except OSError:
            try:
                os.ftruncate(self._file.fd, self._file.end)
            except OSError:
                self._stopped = True  # the next opening sets the torn line aside
            raise

    def _flush(self, mine: Place) -> None:
        """Return once what was written up to ``mine`` is durable."""
        with self._syncing:
            # A file is begun only when the one before it is durable.
            if mine <= self._durable or mine[0] < self._file.generation:
                return
            if self._stopped or mine[0] > self._file.generation:
                raise stopped()  # or the files became fewer under our hands
            latest = self._written  # of any thread, and all of it written before the flush
            try:
                self._sync()
            except OSError as error:
                raise stopped() from error
            self._durable = latest

    def _sync(self) -> None:
        try:
            disk.sync(self._file.fd)
        except OSError:
            self._stopped = True
            with suppress(OSError):  # it need not outlive a power cut: no more do the bytes
                os.close(disk.open_private(self._folder / UNSURE_FILE, os.O_RDWR | os.O_CREAT))
            raise

    def _check_open(self) -> None:
        if self._closed:
            raise StoreError(_("The store is closed."))

    def _check_usable(self) -> None:
        self._check_open()
        if self._stopped:
            raise stopped()
        if self._process != os.getpid():
            msg = "a journal cannot be used by a forked process: both would hold its lock"
            raise RuntimeError(msg)


def _new_store() -> str:
    import secrets  # a store is made once, and opened every day

    return secrets.token_hex(16)
