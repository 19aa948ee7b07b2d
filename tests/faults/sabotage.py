"""Sabotage: ways to break the store that the fault tests must notice.

A fault test that no sabotage can fail proves nothing. Each of these is a mistake that somebody
made or could make; ``docs/durability.md`` lists which test catches which.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from zlib import crc32

import pytest

from naho_feedback.store import disk, line, scan
from naho_feedback.store.follow import Follower
from naho_feedback.store.journal import Journal
from naho_feedback.store.lock import FileLock

Sabotage = Callable[[pytest.MonkeyPatch], None]


def no_flush(patcher: pytest.MonkeyPatch) -> None:
    """Never flush a note."""
    patcher.setattr(Journal, "_flush", lambda _self, _mine: None)


def size_for_durable(patcher: pytest.MonkeyPatch) -> None:
    """Take a length of the file for the length that is durable, as a prefilled file tempts to."""

    def flush(self: Journal, mine: tuple[int, int]) -> None:
        if mine > self._durable:
            self._sync()
            self._durable = (mine[0], mine[1] + 1_000)

    patcher.setattr(Journal, "_flush", flush)


def flush_before_writing(patcher: pytest.MonkeyPatch) -> None:
    """Flush, then write, then acknowledge."""
    append = Journal._append

    def early(self: Journal, *args: object) -> object:
        self._sync()
        return append(self, *args)  # type: ignore[arg-type]

    patcher.setattr(Journal, "_append", early)
    no_flush(patcher)


def no_folder_flush(patcher: pytest.MonkeyPatch) -> None:
    """Never make a new file's name durable."""
    patcher.setattr(disk, "sync_folder", lambda _folder: None)


def no_header_flush(patcher: pytest.MonkeyPatch) -> None:
    """Acknowledge notes of a file whose own flush is left to chance: every second is dropped."""
    sync, calls = Journal._sync, [0]

    def sometimes(self: Journal) -> None:
        calls[0] += 1
        if calls[0] % 2:
            sync(self)

    patcher.setattr(Journal, "_sync", sometimes)


def seal_unflushed(patcher: pytest.MonkeyPatch) -> None:
    """Begin the next file while the sealed one is still in memory only."""

    def begin_next(self: Journal, writer: str) -> None:
        self._file.create_next()
        self._begin(writer)

    patcher.setattr(Journal, "_begin_next", begin_next)


def retry_a_failed_flush(patcher: pytest.MonkeyPatch) -> None:
    """Flush again after a failure and believe the second answer."""
    sync = disk.sync

    def again(fd: int) -> None:
        try:
            sync(fd)
        except OSError:
            sync(fd)

    patcher.setattr(disk, "sync", again)


def go_on_in_the_same_file(patcher: pytest.MonkeyPatch) -> None:
    """Append after bytes that a failed flush may have dropped."""
    patcher.setattr(Journal, "_leave_unsure_bytes", lambda _self: None)


def no_repair(patcher: pytest.MonkeyPatch) -> None:
    """Leave what was torn where it stands and write after it."""

    def ignore(self: Follower) -> None:
        size = os.fstat(self.fd).st_size
        if size != self.end:
            rest = disk.read_at(self.fd, self.end, size - self.end)
            self.crc, self.end = crc32(rest, self.crc), size
        self._is_last = True

    patcher.setattr(Follower, "repair", ignore)


def cut_without_looking(patcher: pytest.MonkeyPatch) -> None:
    """Believe nothing after the first damage, and cut it off, as write-ahead logs do."""

    def repair(self: Follower) -> None:
        if os.fstat(self.fd).st_size != self.end:
            self._found(self.end, os.fstat(self.fd).st_size - self.end, cut=True)
            os.ftruncate(self.fd, self.end)
        self._is_last = True

    patcher.setattr(Follower, "repair", repair)


def short_checksum(patcher: pytest.MonkeyPatch) -> None:
    """Leave the last three bytes of a line, its closing, out of what is compared."""

    def verify(lines: bytes, crc: int) -> int | None:
        found = crc32(memoryview(lines)[: -line.TAIL], crc)
        whole = line.seal(found)
        tail = lines[-line.TAIL :]
        return crc32(tail, found) if tail[:8] == whole[:8] else None

    patcher.setattr(scan, "verify", verify)


def line_checksum(patcher: pytest.MonkeyPatch) -> None:
    """Believe every line that ends like one, without its checksum."""

    def verify(lines: bytes, crc: int) -> int | None:
        return crc32(lines, crc) if lines.endswith(line.CLOSING) else None

    patcher.setattr(scan, "verify", verify)


def no_lock(patcher: pytest.MonkeyPatch) -> None:
    """Let everybody write at once."""
    patcher.setattr(FileLock, "acquire", lambda _self: None)
    patcher.setattr(FileLock, "release", lambda _self: None)


def write_later(patcher: pytest.MonkeyPatch) -> None:
    """Collect the lines of a process and write them in tens, as caches do."""
    write_all, waiting = disk.write_all, bytearray()
    lines: list[int] = []

    def write(fd: int, data: bytes) -> None:
        waiting.extend(data)
        lines.append(len(data))
        if len(lines) % 10 == 0:
            write_all(fd, bytes(waiting))
            waiting.clear()

    patcher.setattr(disk, "write_all", write)


def no_rollback(patcher: pytest.MonkeyPatch) -> None:
    """Leave half a line behind when the disk is full, and go on after it."""

    def write(self: Journal, data: bytes) -> None:
        try:
            disk.write_all(self._file.fd, data)
        except OSError:
            size = os.fstat(self._file.fd).st_size
            rest = disk.read_at(self._file.fd, self._file.end, size - self._file.end)
            self._file.crc, self._file.end = crc32(rest, self._file.crc), size
            raise

    patcher.setattr(Journal, "_write", write)


def forget_to_report(patcher: pytest.MonkeyPatch) -> None:
    """Read past damage without a word."""
    patcher.setattr(Journal, "damage", property(lambda _self: ()))
